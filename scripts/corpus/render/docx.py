"""DOCX by python-docx, the tables written as WordprocessingML."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from ..model import Block, Cell, Grid, Para
from .widths import shares


@dataclass(frozen=True)
class Style:
    """How a word-processed report looks."""

    font: str = "Noto Serif CJK SC"
    size: float = 12
    table_size: float = 9
    line: float = 1.3
    borders: str = "single"
    """single, none or dotted."""
    landscape_requests: bool = False
    repeat_heads: bool = False
    whole_rows: bool = False
    """Rows may not break over pages."""
    page_numbers: bool = False
    """— 3 — at the foot."""
    widths: tuple[int, ...] = ()
    """Widths of the ten columns of 表三 in twentieths of a point."""
    margin: float = 2.2
    bold: bool = True
    """Title and headings in the bold cut of the font, which is embedded too."""
    text_direction: bool = False
    """三、本年度办理结果 turned by a vertical text direction of its cell."""


def _paragraphs(text: str, style: Style, align: str) -> str:
    run = (
        f'<w:rPr><w:rFonts w:ascii="{style.font}" w:hAnsi="{style.font}" w:eastAsia="{style.font}"/>'
        f'<w:sz w:val="{round(style.table_size * 2)}"/></w:rPr>'
    )
    return "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{align}"/></w:pPr>'
        f"<w:r>{run}<w:t>{escape(line)}</w:t></w:r></w:p>"
        for line in text.split("\n")
    )


def _widths(grid: Grid, style: Style, total: int) -> list[int]:
    if grid.name == "requests" and style.widths:
        return list(style.widths)
    parts = shares(grid.name, grid.columns)
    return [int(total * share // sum(parts)) for share in parts]


def _cell(cell: Cell, width: int, style: Style, merge: str) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.colspan > 1:
        properties += f'<w:gridSpan w:val="{cell.colspan}"/>'
    properties += merge
    if style.text_direction and cell.rowspan > 15:
        properties += '<w:textDirection w:val="tbRlV"/>'
    properties += '<w:vAlign w:val="center"/>'
    align = "left" if cell.kind == "label" and cell.rowspan < 15 else "center"
    content = "<w:p/>" if merge == "<w:vMerge/>" else _paragraphs(cell.text, style, align)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(grid: Grid, style: Style, total: int) -> str:
    """A grid as w:tbl."""
    widths = _widths(grid, style, total)
    rows = []
    places = grid.matrix()
    covering: dict[tuple[int, int], Cell] = {}
    for r, places_row in enumerate(places):
        row, c = "", 0
        while c < grid.columns:
            cell = places_row[c]
            if cell is not None:
                merge = '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
                for below in range(r + 1, r + cell.rowspan):
                    covering[below, c] = cell
            else:
                cell, merge = covering[r, c], "<w:vMerge/>"
            row += _cell(cell, sum(widths[c : c + cell.colspan]), style, merge)
            c += cell.colspan
        properties = "<w:cantSplit/>" if style.whole_rows else ""
        if style.repeat_heads and r < grid.head_rows:
            properties += "<w:tblHeader/>"
        rows.append(f"<w:tr><w:trPr>{properties}</w:trPr>{row}</w:tr>")
    edges = "".join(
        f'<w:{edge} w:val="{style.borders}" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _page_number(paragraph) -> None:
    """— PAGE — in a footer paragraph."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
    paragraph.add_run(" —")


def _fixed_zip(data: bytes) -> bytes:
    """The same package with fixed dates in its directory and no thumbnail."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/thumbnail.jpeg":  # that of python-docx's own template
                continue
            if name == "_rels/.rels":
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*>", b"", data)
            new.writestr(zipfile.ZipInfo(name, (2024, 1, 15, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def render(blocks: list[Block], style: Style) -> bytes:
    """The blocks as a DOCX file."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name = style.font
    normal.font.size = Pt(style.size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), style.font)
    normal.paragraph_format.line_spacing = style.line
    normal.paragraph_format.space_after = Pt(0)
    core = document.core_properties
    core.author, core.created, core.modified = "gouji", datetime(2024, 1, 15), datetime(2024, 1, 15)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(style.margin)
    if style.page_numbers:
        _page_number(section.footer.paragraphs[0])

    def turn(landscape: bool) -> None:
        new = document.add_section(WD_SECTION.NEW_PAGE)
        new.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        new.page_width, new.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))

    for block in blocks:
        if isinstance(block, Para):
            paragraph = document.add_paragraph()
            run = paragraph.add_run(block.text)
            if block.role == "title":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                run.font.size, run.font.bold = Pt(style.size + 6), style.bold
            elif block.role == "subtitle":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            else:
                paragraph.paragraph_format.first_line_indent = Pt(style.size * 2)
                run.font.bold = style.bold and block.role == "h1"
            continue
        aside = style.landscape_requests and block.name == "requests"
        if aside:
            turn(True)
        width = 29.7 if aside else 21
        total = round((width - 2 * style.margin) / 2.54 * 1440)
        body = document.element.body
        body.insert(len(body) - 1, parse_xml(table(block, style, total)))
        if aside:
            turn(False)
        else:
            document.add_paragraph()
    out = io.BytesIO()
    document.save(out)
    return _fixed_zip(out.getvalue())
