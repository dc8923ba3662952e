"""PDF by reportlab: own line breaking and table drawing, embedded and non-embedded fonts."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.cidfonts import CIDFont, UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ..model import Block, Cell, Grid, Para
from . import tools

A4 = (595.28, 841.89)
_PIECE = re.compile(r"(?:[0-9A-Za-z.,%+:/-]+|.)[，。、；：）》”]*")


class GbkFont(CIDFont):
    """A font as WPS writes it when nothing is embedded: GBK bytes, /Encoding /GBK-EUC-H, no ToUnicode."""

    def __init__(self, name: str) -> None:
        self.fontName = self.name = self.faceName = name
        self.encodingName = "GBK-EUC-H"
        self.isVertical = False
        self.vertical = False
        self.substitutionFonts = []
        self.face = pdfmetrics.getFont("STSong-Light").face

    def formatForPdf(self, text: str) -> str:
        """The escaped string operand."""
        return escapePDF(text.encode("gbk"))

    def stringWidth(self, text: str, size: float, encoding: str | None = None) -> float:
        """ASCII is half as wide as the rest."""
        return size * sum(0.5 if ord(char) < 128 else 1.0 for char in text)

    def addObjects(self, doc) -> None:
        """The font dictionary: Type0 over CIDFontType2, Adobe-GB1, widths of the half-width digits at CID 814."""
        internal = f"F{len(doc.fontMapping) + 1}"
        dictionary, array = pdfdoc.PDFDictionary, pdfdoc.PDFArray
        descriptor = dictionary({
            "Type": "/FontDescriptor", "FontName": f"/{self.name}", "Flags": 6, "FontBBox": array([-8, -145, 1000, 859]),
            "ItalicAngle": 0, "Ascent": 859, "Descent": -141, "CapHeight": 683, "StemV": 91,
        })  # fmt: skip
        descendant = dictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": f"/{self.name}",
            "CIDSystemInfo": dictionary({
                "Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("GB1"), "Supplement": 2,
            }),
            "FontDescriptor": doc.Reference(descriptor, f"{internal}descriptor"),
            "DW": 1000, "W": array([814, 939, 500]),
        })  # fmt: skip
        font = dictionary({
            "Type": "/Font", "Subtype": "/Type0", "Name": f"/{internal}", "BaseFont": f"/{self.name}",
            "Encoding": f"/{self.encodingName}",
            "DescendantFonts": array([doc.Reference(descendant, f"{internal}descendant")]),
        })  # fmt: skip
        doc.idToObject["BasicFonts"].dict[internal] = doc.Reference(font, internal)
        doc.fontMapping[self.name] = "/" + internal


@dataclass(frozen=True)
class Style:
    """How a drawn report looks."""

    font: str = "embedded"
    """embedded, song (STSong-Light, UniGB-UCS2-H) or gbk (SimSun, GBK-EUC-H)."""
    size: float = 11
    table_size: float = 8.5
    rulings: str = "boxes"
    """boxes (a stroked rectangle a cell), fills (thin filled rectangles), none."""
    fake_bold: bool = False
    """Total rows and heads drawn twice with a small shift."""
    turned_requests: bool = False
    """表三 on a page of its own with /Rotate 90."""
    repeat_heads: bool = False
    watermark: str = ""
    page_number: str = ""
    """Such as "- {} -"."""
    margin: float = 62
    compress: bool = True
    shares: dict[str, list[int]] = field(
        default_factory=lambda: {
            "proactive": [34, 22, 22, 22],
            "requests": [6, 10, 28, 8, 8, 8, 9, 9, 7, 7],
            "disputes": [1] * 15,
        }
    )


def _register(style: Style) -> str:
    if style.font == "embedded":
        if "WQY" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont("WQY", tools.font(tools.WQY, "fonts-wqy-zenhei")))
        return "WQY"
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    if style.font == "song":
        return "STSong-Light"
    if "SimSun" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(GbkFont("SimSun"))
    return "SimSun"


class _Pen:
    """A canvas with a place on the page."""

    def __init__(self, style: Style, out: io.BytesIO) -> None:
        self.style = style
        self.font = _register(style)
        self.canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=int(style.compress))
        self.canvas.setTitle("report")
        self.turned = False
        self.page = 0
        self._begin()

    def _begin(self) -> None:
        self.page += 1
        self.width, self.height = A4[::-1] if self.turned else A4
        self.canvas.setPageSize((self.width, self.height))
        if self.turned:
            self.canvas.setPageRotation(90)  # reportlab turns the media box back to portrait
            self.canvas.translate(A4[0], 0)
            self.canvas.rotate(90)
        else:
            self.canvas.setPageRotation(0)
        if self.style.watermark:
            self.canvas.saveState()
            self.canvas.setFillGray(0.9)
            self.canvas.translate(self.width / 2, self.height / 2)
            self.canvas.rotate(40)
            self.canvas.setFont(self.font, 44)
            self.canvas.drawCentredString(0, 0, self.style.watermark)
            self.canvas.restoreState()
        if self.style.page_number:
            self.canvas.setFont(self.font, 9)
            self.canvas.drawCentredString(self.width / 2, 34, self.style.page_number.format(self.page))
        self.y = self.height - self.style.margin

    def turn_page(self, turned: bool | None = None) -> None:
        self.canvas.showPage()
        self.turned = self.turned if turned is None else turned
        self._begin()

    @property
    def left(self) -> float:
        return self.style.margin

    @property
    def room(self) -> float:
        """Height left above the bottom margin."""
        return self.y - self.style.margin

    def measure(self, text: str, size: float) -> float:
        return pdfmetrics.stringWidth(text, self.font, size)

    def wrap(self, text: str, size: float, width: float) -> list[str]:
        """Lines no wider than `width`; a run of ASCII stays together."""
        lines = []
        for part in text.split("\n"):
            line = ""
            for piece in _PIECE.findall(part):
                if line and self.measure(line + piece, size) > width:
                    lines.append(line)
                    line = ""
                line += piece
            lines.append(line)
        return lines

    def text(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(x, y, text)
        if bold:
            self.canvas.drawString(x + 0.25, y, text)

    def para(self, block: Para) -> None:
        """A paragraph, broken over lines and pages."""
        size = self.style.size + (5 if block.role == "title" else 0)
        centred = block.role in ("title", "subtitle")
        lines = self.wrap(block.text if centred else "　　" + block.text, size, self.width - 2 * self.left)
        for line in lines:
            if self.room < size * 1.6:
                self.turn_page()
            self.y -= size * 1.6
            x = (self.width - self.measure(line, size)) / 2 if centred else self.left
            self.text(x, self.y, line, size, bold=self.style.fake_bold and block.role in ("title", "h1"))
        self.y -= 4

    def edge(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A ruling as a thin filled rectangle."""
        self.canvas.rect(min(x0, x1) - 0.24, min(y0, y1) - 0.24, abs(x1 - x0) + 0.48, abs(y1 - y0) + 0.48, 0, 1)


@dataclass
class _Placed:
    cell: Cell
    row: int
    column: int
    lines: list[str]
    drawn: int = 0
    """Lines given to earlier pages."""


def _heights(pen: _Pen, grid: Grid, placed: list[_Placed], leading: float) -> list[float]:
    heights = [leading + 5.0] * len(grid.rows)
    for entry in sorted(placed, key=lambda entry: entry.cell.rowspan):
        span = entry.cell.rowspan
        if span > 6:
            continue
        need = len(entry.lines) * leading + 5
        have = sum(heights[entry.row : entry.row + span])
        if need > have:
            for r in range(entry.row, entry.row + span):
                heights[r] += (need - have) / span
    return heights


def _draw_part(
    pen: _Pen, placed: list[_Placed], heights: list[float], xs: list[float], first: int, end: int, leading: float
) -> None:
    """Rows first..end at the pen's place; a cell cut by the page break gives its lines to both parts."""
    style, size = pen.style, pen.style.table_size
    tops = {first: pen.y}
    for r in range(first, end):
        tops[r + 1] = tops[r] - heights[r]
    edges: set[tuple[float, float, float, float]] = set()
    for entry in placed:
        cell = entry.cell
        top_row, end_row = max(entry.row, first), min(entry.row + cell.rowspan, end)
        if top_row >= end_row:
            continue
        x0, x1 = xs[entry.column], xs[entry.column + cell.colspan]
        y1, y0 = tops[top_row], tops[end_row]
        if style.rulings == "boxes":
            pen.canvas.setLineWidth(0.5)
            pen.canvas.rect(x0, y0, x1 - x0, y1 - y0, 1, 0)
        elif style.rulings == "fills":
            edges |= {(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)}
        lines = entry.lines
        if end_row - top_row < cell.rowspan:
            lines = lines[entry.drawn : entry.drawn + int((y1 - y0) // leading)]
            entry.drawn += len(lines)
        y = (y0 + y1) / 2 + len(lines) * leading / 2 - leading + (leading - size) / 2 + size * 0.14
        bold = style.fake_bold and (cell.kind == "head" or (cell.kind == "num" and entry.row == len(heights) - 2))
        for line in lines:
            left = cell.kind == "label" and cell.rowspan < 15
            x = x0 + 3 if left else (x0 + x1 - pen.measure(line, size)) / 2
            if line:
                pen.text(x, y, line, size, bold=bold)
            y -= leading
    for edge in sorted(edges):
        pen.edge(*edge)
    pen.y = tops[end]


def _draw_grid(pen: _Pen, grid: Grid) -> None:
    style = pen.style
    leading = style.table_size * 1.3
    shares = style.shares[grid.name]
    total = pen.width - 2 * pen.left
    xs = [pen.left]
    for share in shares:
        xs.append(xs[-1] + total * share / sum(shares))
    placed = []
    for r, row in enumerate(grid.matrix()):
        for c, cell in enumerate(row):
            if cell is not None:
                width = xs[c + cell.colspan] - xs[c] - 5
                placed.append(_Placed(cell, r, c, pen.wrap(cell.text, style.table_size, width)))
    heights = _heights(pen, grid, placed, leading)
    row = 0
    while row < len(heights):
        if row and style.repeat_heads:
            _draw_part(pen, placed, heights, xs, 0, grid.head_rows, leading)
        end, room = row, pen.room
        while end < len(heights) and heights[end] <= room:
            room -= heights[end]
            end += 1
        if end == row or (row == 0 and end <= grid.head_rows and end < len(heights)):
            pen.turn_page()
            continue
        _draw_part(pen, placed, heights, xs, row, end, leading)
        row = end
        if row < len(heights):
            pen.turn_page()
    pen.y -= 10


def render(blocks: list[Block], style: Style) -> bytes:
    """The blocks as a PDF file."""
    out = io.BytesIO()
    pen = _Pen(style, out)
    for block in blocks:
        if isinstance(block, Para):
            pen.para(block)
            continue
        turned = style.turned_requests and block.name == "requests"
        if turned:
            pen.turn_page(True)
        _draw_grid(pen, block)
        if turned:
            pen.turn_page(False)
    pen.canvas.save()
    return out.getvalue()
