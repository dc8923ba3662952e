"""A sample: how its report is made up, which faults are planted and which producer prints it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from . import forms, numbers
from .grids import Look
from .model import Report, state
from .prose import Story, compose

Printed = Callable[[int | str], str]
"""How a figure is printed."""


def plain(figure: int | str) -> str:
    """As it is."""
    return str(figure)


def grouped(figure: int | str) -> str:
    """With separators of thousands."""
    return f"{figure:,}" if isinstance(figure, int) else f"{Decimal(figure):,}"


_WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def full_width(figure: int | str) -> str:
    """In full-width digits."""
    return str(figure).translate(_WIDE)


@dataclass
class Recipe:
    """All that makes a report."""

    agency: str
    title: str
    year: int
    who: str
    kind: str
    story: Story
    seed: int
    editions: dict[str, str] = field(default_factory=dict)
    """Where a table does not follow the edition in force."""
    makes_regulations: bool = False
    published: str = ""
    printed: Printed = plain
    signed: bool = False
    """Print a plus before an increase."""
    look: Look = field(default_factory=Look)
    spoil: Callable[[numbers.Figures], None] | None = None
    """Plants faults in the figures."""
    reprint: Callable[[Report], None] | None = None
    """Plants faults in the print, the headings, the period."""


def cook(recipe: Recipe) -> Report:
    """The report of a recipe."""
    rng = random.Random(recipe.seed)
    in_force = forms.edition_in_force(recipe.year)
    editions = {table: recipe.editions.get(table, in_force) for table in forms.TABLES}
    size = numbers.SIZES[recipe.kind]
    figures = numbers.proactive(rng, editions["proactive"], size, makes_regulations=recipe.makes_regulations)
    figures |= numbers.requests(rng, editions["requests"], size)
    figures |= numbers.disputes(rng, size)
    if recipe.spoil:
        recipe.spoil(figures)
    cells: dict[forms.Key, str | None] = {}
    for key, figure in figures.items():
        plus = "+" if recipe.signed and key[2] == "change" and int(figure) > 0 else ""
        cells[key] = plus + recipe.printed(figure)
    report = Report(
        recipe.agency, recipe.title, recipe.year, recipe.who, recipe.kind, cells, editions,
        (recipe.year, 1, 1), (recipe.year, 12, 31), published=recipe.published,
    )  # fmt: skip
    if recipe.reprint:
        recipe.reprint(report)
    report.blocks = compose(report, recipe.look, recipe.story, rng)
    return report


def zeros(report: Report, table: str, text: str, rows: set[str] | None = None) -> None:
    """Print `text` for the zeros of a table (of some rows)."""
    for key, raw in report.cells.items():
        if key[0] == table and raw == "0" and (rows is None or key[1] in rows):
            report.cells[key] = text


def drop_row(report: Report, table: str, row: str) -> None:
    """A row that is not printed; only for a row of zeros, so that the sums still hold."""
    for key, raw in report.cells.items():
        if key[:2] == (table, row):
            assert raw == "0" or state(raw) != "number", key
            report.cells[key] = None


def drop_table(report: Report, table: str) -> None:
    """A table that is not printed."""
    for key in report.cells:
        if key[0] == table:
            report.cells[key] = None
