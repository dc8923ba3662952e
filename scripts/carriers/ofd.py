"""OFD documents in the styles of two producers."""

from .package import pack

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
ROWS = [["项目", "计划", "完成"], ["巡查", "12", "11"], ["维修", "3", "0"]]
LEFT, TOP, WIDTH, HEIGHT = 30.0, 60.0, 40.0, 10.0


def package(title: str, common: str, pages: list[str], extra: dict[str, str]) -> bytes:
    """A document of these pages."""
    listed = "".join(f'<ofd:Page ID="{100 + i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    members = {
        "OFD.xml": f"{HEAD}<ofd:OFD {NS} Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID><ofd:Title>{title}</ofd:Title></ofd:DocInfo><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{HEAD}<ofd:Document {NS}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **extra,
    }
    for i, content in enumerate(pages):
        members[f"Doc_0/Pages/Page_{i}/Content.xml"] = f"{HEAD}<ofd:Page {NS}>{content}</ofd:Page>"
    return pack(members)


def text(x: float, y: float, what: str, size: float = 4.2, attributes: str = "") -> str:
    """A line of text with steps, repeated where they are equal; x, y is the top left corner."""
    wide = [size if ord(c) > 0x2E80 else size / 2 for c in what][:-1]
    steps = f"g {len(wide)} {wide[0]:g}" if len(wide) > 1 and len(set(wide)) == 1 else " ".join(f"{w:g}" for w in wide)
    delta = f' DeltaX="{steps}"' if wide else ""
    return f'<ofd:TextObject ID="7" Boundary="{x:g} {y:g} 150 6" Font="3" Size="{size:g}" {attributes}><ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="{size * 0.9:g}"{delta}>{what}</ofd:TextCode></ofd:TextObject>'


def lines() -> bytes:
    """A line an object, rules as lines, a title on the template page."""
    rules = []
    for i in range(len(ROWS) + 1):
        rules.append(f'<ofd:PathObject ID="8" Boundary="{LEFT:g} {TOP + i * HEIGHT:g} {3 * WIDTH:g} 1" LineWidth="0.25"><ofd:AbbreviatedData>M 0 0 L {3 * WIDTH:g} 0</ofd:AbbreviatedData></ofd:PathObject>')
    for i in range(4):
        rules.append(f'<ofd:PathObject ID="8" Boundary="{LEFT + i * WIDTH:g} {TOP:g} 1 {3 * HEIGHT:g}" LineWidth="0.25"><ofd:AbbreviatedData>M 0 0 L 0 {3 * HEIGHT:g}</ofd:AbbreviatedData></ofd:PathObject>')
    cells = [text(LEFT + 4 + c * WIDTH, TOP + 3 + r * HEIGHT, cell) for r, row in enumerate(ROWS) for c, cell in enumerate(row)]
    bold = text(30, 40, "合计12") + text(30.1, 40, "合计12")
    hidden = text(30, 200, "看不见", attributes='Visible="false"') + text(900, 200, "页外")
    picture = '<ofd:ImageObject ID="9" Boundary="30 120 60 40" ResourceID="5"/>'
    page = f'<ofd:Template TemplateID="50" ZOrder="Background"/><ofd:Content><ofd:Layer ID="2">{bold}{"".join(cells)}<ofd:PageBlock>{"".join(rules)}</ofd:PageBlock>{picture}{hidden}</ofd:Layer></ofd:Content>'
    template = f'{HEAD}<ofd:Page {NS}><ofd:Content><ofd:Layer ID="3">{text(30, 20, "站点年度报告", 6)}</ofd:Layer></ofd:Content></ofd:Page>'
    return package("站点年报", '<ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/>', [page], {"Doc_0/Tpls/Tpl_0/Content.xml": template})


def boxes() -> bytes:
    """Points under a matrix, a character an object without steps, rules as thin filled boxes, a page box of its own."""
    k = 25.4 / 72
    out = []
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            x, y = (LEFT + 4 + c * WIDTH) / k, (TOP + 7 + r * HEIGHT) / k
            for character in cell:
                out.append(f'<ofd:TextObject ID="7" Boundary="10 10 210 297" CTM="{k:.6f} 0 0 {k:.6f} 0 0" Font="3" Size="12"><ofd:TextCode X="{x:.3f}" Y="{y:.3f}">{character}</ofd:TextCode></ofd:TextObject>')
                x += 12 if ord(character) > 0x2E80 else 6
    for i in range(len(ROWS) + 1):
        out.append(filled(LEFT, TOP + i * HEIGHT, 3 * WIDTH, 0.2))
    for i in range(4):
        out.append(filled(LEFT + i * WIDTH, TOP, 0.2, 3 * HEIGHT))
    page = f'<ofd:Area><ofd:PhysicalBox>10 10 200 280</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="2">{"".join(out)}</ofd:Layer></ofd:Content>'
    return package("", "", [page], {})


def filled(x: float, y: float, width: float, height: float) -> str:
    """A filled box."""
    return f'<ofd:PathObject ID="8" Boundary="10 10 210 297" Stroke="false" Fill="true"><ofd:FillColor Value="0 0 0"/><ofd:AbbreviatedData>M {x:g} {y:g} L {x + width:g} {y:g} L {x + width:g} {y + height:g} L {x:g} {y + height:g} C</ofd:AbbreviatedData></ofd:PathObject>'


def files() -> dict[str, bytes]:
    """All documents, by name."""
    return {"lines.ofd": lines(), "boxes.ofd": boxes()}
