"""Slips planted in the figures."""

from __future__ import annotations

from ..numbers import Figures


def increase(cells: Figures, row: str, column: str, by: int) -> None:
    cells["requests", row, column] = int(cells["requests", row, column]) + by


def swapped(figure: int) -> int:
    """The last two digits of a figure change places."""
    digits = str(figure)
    assert len(digits) > 1 and digits[-1] != digits[-2], figure
    return int(digits[:-2] + digits[-1] + digits[-2])


def empty_row(cells: Figures, row: str) -> None:
    """The figures of a result row go to （六）3, so that every sum still holds."""
    for column in ("natural_person", "business", "research", "public_interest", "legal_service", "other", "total"):
        increase(cells, "other.other", column, int(cells["requests", row, column]))
        cells["requests", row, column] = 0


def bad_counts(cells: Figures) -> None:
    """A negative result that the sums agree with, and half a penalty."""
    increase(
        cells, "not_processed.repeat", "natural_person", -1 - int(cells["requests", "not_processed.repeat", "natural_person"])
    )
    lost = sum(
        int(cells["requests", "not_processed.repeat", column])
        for column in ("natural_person", "business", "research", "public_interest", "legal_service", "other")
    )
    cells["requests", "not_processed.repeat", "total"] = lost
    for column in ("natural_person", "total"):
        leaves = sum(
            int(figure)
            for (table, row, where), figure in cells.items()
            if table == "requests" and where == column and row not in ("new", "carried_in", "total", "carried_out")
        )
        cells["requests", "total", column] = leaves
        cells["requests", "new", column] = (
            leaves + int(cells["requests", "carried_out", column]) - int(cells["requests", "carried_in", column])
        )
    cells["proactive", "penalties", "decisions"] = f"{cells['proactive', 'penalties', 'decisions']}.5"
