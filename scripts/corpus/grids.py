"""The three tables of a report as grids, in the shape of the official form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby

from . import forms
from .model import Cell, Grid, Report


@dataclass(frozen=True)
class Look:
    """How a report departs from the form's print without changing its meaning."""

    wording: dict[str, str] = field(default_factory=dict)
    """Pieces of labels and what this report prints in their place."""
    vertical: bool = False
    """三、本年度办理结果 set one character a line."""
    split_proactive: bool = False
    """表二 as one table a block."""

    def label(self, text: str) -> str:
        for old, new in self.wording.items():
            text = text.replace(old, new)
        return text


def proactive(report: Report, look: Look) -> list[Grid]:
    """表二, as one grid or one a block."""
    edition = report.editions["proactive"]
    grids = []
    for block in forms.PROACTIVE[edition]:
        spans = [1] * len(block.columns)
        spans[-1] += 3 - len(spans)
        rows = [(Cell(look.label(block.title), "title", 4),)]
        heads = [Cell(look.label(label), "head", span) for (_, label), span in zip(block.columns, spans, strict=True)]
        rows.append((Cell(forms.STUB, "head"), *heads))
        for row in block.rows:
            raws = [report.cells["proactive", row.key, column] for column, _ in block.columns]
            if all(raw is None for raw in raws):
                continue
            numbers = [Cell(raw or "", "num", span) for raw, span in zip(raws, spans, strict=True)]
            rows.append((Cell(look.label(row.label)), *numbers))
        grids.append(Grid("proactive", tuple(rows), 4))
    if look.split_proactive:
        return grids
    return [Grid("proactive", tuple(row for grid in grids for row in grid.rows), 4)]


def requests(report: Report, look: Look) -> Grid:
    """表三, with unknown rows where the report has any."""
    edition = report.editions["requests"]
    heads = [Cell(look.label(label), "head") for _, label in forms.PERSONS]
    natural, *organisations, total = heads
    rows: list[tuple[Cell, ...]] = [
        (Cell(look.label(forms.CORNER), "head", 3, 3), Cell("申请人情况", "head", 7)),
        (replace(natural, rowspan=2), Cell("法人或其他组织", "head", 5), replace(total, rowspan=2)),
        tuple(organisations),
    ]

    def numbers(row: str) -> tuple[Cell, ...]:
        return tuple(Cell(report.cells["requests", row, column] or "", "num") for column, _ in forms.PERSONS)

    def present(row: forms.Row) -> bool:
        return report.cells["requests", row.key, "total"] is not None

    for row in (forms.NEW, forms.CARRIED_IN):
        if present(row):
            rows.append((Cell(look.label(row.label), "label", 3), *numbers(row.key)))
    results: list[tuple[Cell, ...]] = []
    leaves = [row for row in (*forms.LEAVES[edition], forms.TOTAL) if present(row)]
    for group, members in groupby(leaves, key=lambda row: row.group):
        width = 1 if group else 2
        lines: list[tuple[Cell, ...]] = []
        subtotals: list[tuple[Cell, ...]] = []
        for row in members:
            lines.append((Cell(look.label(row.label), "label", width), *numbers(row.key)))
            for extra in report.extras:
                if extra.after == row.key:
                    values = tuple(Cell(text, "num") for text in extra.values)
                    place, span = (subtotals, 2) if extra.subtotal else (lines, width)
                    place.append((Cell(extra.label, "label", span), *values))
        if group:
            lines[0] = (Cell(look.label(group), "label", 1, len(lines)), *lines[0])
        results += lines + subtotals
    label = look.label(forms.RESULTS)
    label = "\n".join(label) if look.vertical else label
    results[0] = (Cell(label, "label", 1, len(results)), *results[0])
    rows += results
    if present(forms.CARRIED_OUT):
        rows.append((Cell(look.label(forms.CARRIED_OUT.label), "label", 3), *numbers("carried_out")))
    return Grid("requests", tuple(rows), 10, 3)


def disputes(report: Report, look: Look) -> Grid:
    """表四: one row of fifteen figures."""
    review, direct, after = forms.DISPUTES
    outcomes = tuple(Cell(look.label(label), "head") for _, label in forms.OUTCOMES)
    numbers = tuple(
        Cell(report.cells["disputes", block.key, column] or "", "num") for block in forms.DISPUTES for column, _ in forms.OUTCOMES
    )
    rows = (
        (Cell(review.label, "head", 5, 2), Cell(direct.group, "head", 10)),
        (Cell(direct.label, "head", 5), Cell(look.label(after.label), "head", 5)),
        outcomes * 3,
        numbers,
    )
    return Grid("disputes", rows, 15, 3)


def map_cells(grid: Grid, change: Callable[[Cell], Cell]) -> Grid:
    """The same grid with every cell changed."""
    return replace(grid, rows=tuple(tuple(change(cell) for cell in row) for row in grid.rows))
