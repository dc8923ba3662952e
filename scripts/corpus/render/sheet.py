"""A workbook: the running text in merged cells, the tables below one another with borders."""

from __future__ import annotations

import datetime
import io

import openpyxl
from openpyxl.styles import Alignment, Border, Side

from ..model import Block, Grid, value

_EDGE = Side(style="thin")


def render(blocks: list[Block], *, numbers: bool = True, sheets: bool = False) -> bytes:
    """The blocks as XLSX; `numbers` as numbers and not as text; `sheets`: each table on a sheet of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "年报"
    row = 1
    for block in blocks:
        if not isinstance(block, Grid):
            sheet.cell(row, 1, block.text).alignment = Alignment(wrap_text=True)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=15)
            row += 1
            continue
        if sheets:
            sheet, row = book.create_sheet(f"表{len(book.sheetnames) + 1}"), 1
        for r, cells in enumerate(block.matrix()):
            for c, cell in enumerate(cells):
                if cell is None:
                    continue
                figure = (
                    value(cell.text) if numbers and cell.kind == "num" and cell.text.isascii() and "," not in cell.text else ""
                )
                plain = float(figure) if "." in figure else int(figure) if figure else cell.text or None
                # A number that the workbook would print otherwise stays text.
                place = sheet.cell(row + r, c + 1, plain if str(plain) == cell.text else cell.text or None)
                place.alignment = Alignment(wrap_text=True, horizontal="center")
                if cell.colspan > 1 or cell.rowspan > 1:
                    sheet.merge_cells(
                        start_row=row + r, start_column=c + 1, end_row=row + r + cell.rowspan - 1, end_column=c + cell.colspan
                    )
            for c in range(block.columns):
                sheet.cell(row + r, c + 1).border = Border(_EDGE, _EDGE, _EDGE, _EDGE)
        row += len(block.rows) + 1
    book.properties.created = book.properties.modified = datetime.datetime(2024, 1, 15)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
