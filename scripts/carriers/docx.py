"""Word documents written by hand: every construct that changes what is printed."""

from .package import pack

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"

TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inner: str, properties: str = "") -> str:
    """A paragraph; plain text is made a run."""
    inner = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(text: str, number: int, level: int = 0) -> str:
    """A numbered paragraph."""
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(inner: str = "", properties: str = "") -> str:
    """A table cell; plain text is made a paragraph."""
    inner = inner if inner.startswith("<") else para(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def span(columns: int) -> str:
    """A cell over several grid columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


RESTART, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def row(*cells: str, properties: str = "") -> str:
    """A table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def level(number: int, form: str, text: str, extra: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Heading"/>')
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%3.%4")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
    + level(0, "upperRoman", "%1 -", '<w:suff w:val="nothing"/>')
    + level(1, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="8"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
)

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Heading"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Heading"/></w:style>'
    '<w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
)


def field(instruction: str, result: str) -> str:
    """A complex field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + run("instruction shown by mistake")
        + mark.format("separate")
        + run(result)
        + mark.format("end")
    )


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:txbx><w:txbxContent>"
    + para("in a box")
    + "</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    + para("in a box")
    + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)

PICTURE = '<w:r><w:drawing><wp:inline><wp:extent cx="{size}" cy="{size}"/><a:graphic><a:blip r:embed="{id}"/></a:graphic></wp:inline></w:drawing></w:r>'


CHUNK = "<html><body><p>from a page</p><table><tr><td>u</td><td>v</td></tr><tr><td>5</td><td>6</td></tr></table></body></html>"


def shown_workbook() -> bytes:
    """A workbook that stands in a document."""
    cells = "".join(f'<c r="{c}{r}" t="inlineStr"><is><t>{c}{r}</t></is></c>' if r == 1 else f'<c r="{c}{r}"><v>{r}</v></c>' for r in (1,) for c in "AB")
    more = '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c></row>'
    return pack(
        {
            "[Content_Types].xml": TYPES.replace("wordprocessingml", "spreadsheetml"),
            "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns:r="{R}"><sheets><sheet name="1" r:id="r2"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="r2" Type="{R}/worksheet" Target="sheet1.xml"/></Relationships>',
            "xl/sheet1.xml": f'<worksheet><sheetData><row r="1">{cells}</row>{more}</sheetData></worksheet>',
        }
    )


def everything() -> str:
    """The body of the document with every construct."""
    inner = table(row(cell("p"), cell("q")), row(cell("7"), cell("8")))
    small = table(row(cell("x"), cell("y")))
    return "".join(
        [
            para("Station report"),
            para("first", '<w:pStyle w:val="Heading"/>'),
            item("one", 1, 1),
            item("two", 1, 1),
            item("deep", 1, 2),
            item("deeper", 1, 3),
            para("second", '<w:pStyle w:val="Sub"/>'),
            item("one again", 1, 1),
            item("roman", 2),
            item("bullet", 2, 1),
            item("restarted", 3),
            item("not numbered", 0),
            para(run("a") + "<w:r><w:tab/></w:r>" + run("b") + "<w:r><w:br/></w:r>" + run("c")),
            para(run("re") + "<w:r><w:softHyphen/></w:r>" + run("port") + "<w:r><w:noBreakHyphen/></w:r>" + run("1")),
            para("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" + run(" done")),
            para(run("see ") + field("REF x", "page 3") + run(".")),
            para("<w:fldSimple w:instr='DATE'>" + run("today") + "</w:fldSimple>"),
            para(run("kept") + "<w:ins>" + run(" added") + "</w:ins><w:del><w:r><w:delText> gone</w:delText></w:r></w:del>"),
            para("joined ", "<w:rPr><w:del/></w:rPr>"),
            para("to this"),
            para(run("shown") + run(" hidden", "<w:vanish/>") + run(" ghost", '<w:rStyle w:val="Ghost"/>')),
            para(run("12") + run("1", '<w:vertAlign w:val="superscript"/>') + run(" of ") + run("3", "<w:strike/>") + run("4") + run("5", "<w:strike w:val='0'/>")),
            "<w:altChunk r:id='rId7'/>",
            para("<w:object><v:shape><v:imagedata r:id='rId9'/></v:shape><o:OLEObject Type='Embed' ProgID='Excel.Sheet.12' r:id='rId8'/></w:object>"),
            para("<w:smartTag><w:customXml>" + run("wrapped") + "</w:customXml></w:smartTag><w:hyperlink>" + run(" link") + "</w:hyperlink>"),
            "<w:sdt><w:sdtContent>" + para("controlled") + "</w:sdtContent></w:sdt>",
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + para("click to type") + "</w:sdtContent></w:sdt>",
            para(run("note") + "<w:r><w:footnoteReference w:id='2'/></w:r>"),
            para(run("anchor") + BOX),
            para(PICTURE.format(size=3000000, id="rId9") + PICTURE.format(size=90000, id="rId9")),
            para("<m:oMath><m:r><m:t>1+1</m:t></m:r></m:oMath>"),
            table(
                row(cell("head", span(2) + RESTART), cell("a", span(2))),
                row(cell("", span(2) + GO_ON), cell("b"), cell(para("c") + para("d"))),
                row(cell("left"), properties='<w:gridBefore w:val="1"/>') .replace("</w:tr>", cell("1") + cell("2") + "</w:tr>"),
                row(cell("gone"), cell("9"), cell("9"), cell("9"), properties="<w:del/>"),
                "<w:sdt><w:sdtContent>" + row(cell("r", RESTART), cell("3"), "<w:sdt><w:sdtContent>" + cell("4") + "</w:sdtContent></w:sdt>", cell(para("5") + small)) + "</w:sdtContent></w:sdt>",
                row(cell("", GO_ON), cell("6", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell(para("") + inner)),
            ),
            table(row(cell(para("in a frame") + table(row(cell("k"), cell("1")), row(cell("l"), cell("2"))) + para("")))),
            "<w:sectPr/>",
        ]
    )


def numbered() -> str:
    """Headings and items with automatic numbers, for conversion too."""
    return "".join(
        [
            para("first", '<w:pStyle w:val="Heading"/>'),
            item("one", 1, 1),
            item("two", 1, 1),
            item("deep", 1, 2),
            para("second", '<w:pStyle w:val="Heading"/>'),
            item("one again", 1, 1),
            item("plain", 0),
        ]
    )


def document(body: str, namespace: str = W) -> str:
    """The main part."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{namespace}" xmlns:r="{R}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="urn:wp" xmlns:wps="urn:wps" '
        f'xmlns:v="urn:v" xmlns:o="urn:o" xmlns:a="urn:a" xmlns:m="urn:m"><w:body>{body}</w:body></w:document>'
    )


def package(body: str, namespace: str = W, main: str = "word/document.xml") -> bytes:
    """A document with styles, numbering and properties."""
    part = f'<w:{{0}} xmlns:w="{namespace}">{{1}}</w:{{0}}>'
    relation = f'<Relationship Id="{{}}" Type="{R}/{{}}" Target="{{}}"/>'
    folder, _, name = main.rpartition("/")
    return pack(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'<Relationships xmlns="{RELS}">{relation.format("rId1", "officeDocument", main)}</Relationships>',
            main: document(body, namespace),
            f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{RELS}">'
            + relation.format("rId1", "styles", "styles.xml")
            + relation.format("rId2", "numbering", "/word/numbering.xml")
            + relation.format("rId7", "aFChunk", "chunk.html")
            + relation.format("rId8", "package", "embeddings/1.xlsx")
            + relation.format("rId9", "image", "media/image1.png")
            + "</Relationships>",
            "word/styles.xml": part.format("styles", STYLES),
            "word/numbering.xml": part.format("numbering", NUMBERING),
            "word/chunk.html": CHUNK,
            "word/embeddings/1.xlsx": shown_workbook(),
            "word/header1.xml": part.format("hdr", para("running head")),
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:title>Stations in 2024</dc:title></cp:coreProperties>',
        }
    )


def files() -> dict[str, bytes]:
    """All documents, by name."""
    whole = package(everything())
    return {
        "everything.docx": whole,
        "everything.xml": document(everything()).encode(),
        "strict.docx": package(para("strict") + table(row(cell("a"), cell("b")), row(cell("1"), cell("2"))), STRICT, "word/document2.xml"),
        "numbered.docx": package(numbered()),
        "cut.docx": whole[: whole.index(b"word/document.xml") + 900],
    }
