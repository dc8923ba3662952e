"""Laid out pages as OFD, the national standard of fixed layout."""

from __future__ import annotations

from xml.sax.saxutils import escape

from carriers.package import pack

from .pages import Page

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MM = 25.4 / 72


def _text(number: int, x: float, y: float, size: float, text: str, turn: int) -> str:
    wide = [size if ord(char) > 0x2000 else size / 2 for char in text][:-1]
    steps = f"g {len(wide)} {wide[0]:.3f}" if len(wide) > 1 and len(set(wide)) == 1 else " ".join(f"{step:.3f}" for step in wide)
    delta = f' DeltaX="{steps}"' if wide else ""
    matrix = ' CTM="0 -1 1 0 0 0"' if turn == 90 else ""
    height = max(size * 1.2, 1)
    top = 0 if matrix else y - size * 0.9
    place = f"{x:.3f} {y:.3f} 1 1" if matrix else f"{x:.3f} {top:.3f} {sum(wide) + size:.3f} {height:.3f}"
    base = 0 if matrix else size * 0.9
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{place}" Font="3" Size="{size:.3f}"{matrix}><ofd:FillColor Value="0 0 0"/>'
        f'<ofd:TextCode X="0" Y="{base:.3f}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _page(page: Page, first: int) -> str:
    parts = []
    for x0, y0, x1, y1, width in page.strokes:
        x0, y0, x1, y1 = (place * _MM for place in (x0, y0, x1, y1))
        parts.append(
            f'<ofd:PathObject ID="{first + len(parts)}" Boundary="{x0:.3f} {y0:.3f} {max(x1 - x0, 0.2):.3f} {max(y1 - y0, 0.2):.3f}" '
            f'LineWidth="{width * _MM:.3f}"><ofd:AbbreviatedData>M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}</ofd:AbbreviatedData></ofd:PathObject>'
        )
    for x, y, wide, high, gray in page.fills:
        x, y, wide, high = (place * _MM for place in (x, y, wide, high))
        level = round(gray * 255)
        parts.append(
            f'<ofd:PathObject ID="{first + len(parts)}" Boundary="{x:.3f} {y:.3f} {wide:.3f} {high:.3f}" Stroke="false" Fill="true">'
            f'<ofd:FillColor Value="{level} {level} {level}"/>'
            f"<ofd:AbbreviatedData>M 0 0 L {wide:.3f} 0 L {wide:.3f} {high:.3f} L 0 {high:.3f} C</ofd:AbbreviatedData></ofd:PathObject>"
        )
    for text in page.texts:
        if text.turn in (0, 90):
            parts.append(_text(first + len(parts), text.x * _MM, text.y * _MM, text.size * _MM, text.text, text.turn))
    area = f"<ofd:Area><ofd:PhysicalBox>0 0 {page.width * _MM:.2f} {page.height * _MM:.2f}</ofd:PhysicalBox></ofd:Area>"
    return f'{_HEAD}<ofd:Page {_NS}>{area}<ofd:Content><ofd:Layer ID="2">{"".join(parts)}</ofd:Layer></ofd:Content></ofd:Page>'


def write(pages: list[Page], title: str) -> bytes:
    """The pages as an OFD package."""
    listed = "".join(f'<ofd:Page ID="{90000 + i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    members: dict[str, str | bytes] = {
        "OFD.xml": f'{_HEAD}<ofd:OFD {_NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
        f"<ofd:Title>{escape(title)}</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{_HEAD}<ofd:Document {_NS}><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'{_HEAD}<ofd:Res {_NS} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>',
    }
    for i, page in enumerate(pages):
        members[f"Doc_0/Pages/Page_{i}/Content.xml"] = _page(page, 10000 * i + 100)
    return pack(members)
