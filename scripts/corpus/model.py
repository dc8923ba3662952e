"""What a sample is made of: printed cells, grids of cells, paragraphs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from . import forms
from .forms import Key

PLACEHOLDERS = {"—", "－", "-", "/", "／", "无", "――"}


@dataclass(frozen=True)
class Cell:
    """A printed cell; `kind` is title, head, label or num."""

    text: str
    kind: str = "label"
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Grid:
    """A table as it is drawn: rows hold the cells that begin in them."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    columns: int
    head_rows: int = 0

    def matrix(self) -> list[list[Cell | None]]:
        """One entry a place: the cell at its first place, None where a span covers."""
        places: list[list[Cell | None]] = [[None] * self.columns for _ in self.rows]
        taken = [[False] * self.columns for _ in self.rows]
        for r, row in enumerate(self.rows):
            c = 0
            for cell in row:
                while taken[r][c]:
                    c += 1
                places[r][c] = cell
                for rr in range(r, min(len(self.rows), r + cell.rowspan)):
                    for cc in range(c, c + cell.colspan):
                        taken[rr][cc] = True
        return places


@dataclass(frozen=True)
class Para:
    """A paragraph; `role` is title, subtitle, h1, h2 or p."""

    text: str
    role: str = "p"


Block = Para | Grid


@dataclass(frozen=True)
class Extra:
    """A printed row that is no field: after which row, label, the seven figures."""

    after: str
    label: str
    values: tuple[str, ...]
    subtotal: bool = False
    """A line beside the groups that sums the rows after it; no edition knows the others."""


@dataclass
class Report:
    """A report: who, when, what is printed in each field, and the running text."""

    agency: str
    title: str
    year: int
    who: str
    """How the body speaks of itself: 我市, 我局 …"""
    kind: str
    cells: dict[Key, str | None]
    """What is printed in each field; None: the row, column or table is not there."""
    editions: dict[str, str]
    start: tuple[int, int, int] = (0, 1, 1)
    end: tuple[int, int, int] = (0, 12, 31)
    headings: list[str | None] = field(default_factory=lambda: list(forms.HEADINGS))
    extras: list[Extra] = field(default_factory=list)
    published: str = ""
    blocks: list[Block] = field(default_factory=list)

    def has(self, table: str) -> bool:
        """Whether the table is printed at all."""
        return any(self.cells[key] is not None for key in forms.fields(table, self.editions[table]))

    def period(self) -> str:
        """The statistical period as 2023-01-01..2023-12-31."""
        return "..".join(f"{y:04}-{m:02}-{d:02}" for y, m, d in (self.start, self.end))


def state(raw: str | None) -> str:
    """The state of a printed cell."""
    if raw is None:
        return "absent"
    if not raw.strip():
        return "blank"
    if raw.strip() in PLACEHOLDERS:
        return "placeholder"
    return "number" if value(raw) else "unreadable"


def value(raw: str | None) -> str:
    """The plain decimal of a printed number: half-width, no grouping, no unit; empty if it is none."""
    if raw and raw.isascii() and raw.isdigit():
        return raw
    text = unicodedata.normalize("NFKC", raw or "").strip().replace(",", "").replace(" ", "")
    found = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(?:万元|元|件|项|\(其中修订\d+件\))?", text)
    return found.group(1).removeprefix("+") if found else ""
