"""The rules of a table: which edges are drawn, and as what."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from ..model import Cell

Stroke = tuple[float, float, float, float, float]
"""x0, y0, x1, y1, width."""


@dataclass
class Lattice:
    """The edges of the cells of one part of a table."""

    across: dict[float, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    down: dict[float, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    cells: list[tuple[float, float, float, float, Cell]] = field(default_factory=list)

    def cell(self, x0: float, y0: float, x1: float, y1: float, cell: Cell, *, above: bool, below: bool) -> None:
        """A cell; an edge at a page break may be missing."""
        if above:
            self.across[round(y0, 2)].append((x0, x1))
        if below:
            self.across[round(y1, 2)].append((x0, x1))
        self.down[round(x0, 2)].append((y0, y1))
        self.down[round(x1, 2)].append((y0, y1))
        self.cells.append((x0, y0, x1, y1, cell))


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans that touch as one."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 0.1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


@dataclass(frozen=True)
class Rules:
    """What is drawn of the edges."""

    kind: str = "full"
    """full, horizontal, vertical, three, none, shading, inner, doubled, broken, pieces, cells, through."""
    width: float = 0.5
    fills: bool = False
    """Thin filled boxes in the place of strokes."""

    def draw(
        self, lattice: Lattice, box: tuple[float, float, float, float], strokes: list[Stroke],
        fills: list[tuple[float, float, float, float, float]], rng: random.Random, head_rows: int,
    ) -> None:  # fmt: skip
        """Draws into the two lists of a page."""
        if self.kind == "shading":
            self._shade(lattice, fills)
        for stroke in self._strokes(lattice, box, rng, head_rows):
            if self.fills:
                x0, y0, x1, y1, w = stroke
                fills.append((min(x0, x1) - w / 2, min(y0, y1) - w / 2, abs(x1 - x0) + w, abs(y1 - y0) + w, 0))
            else:
                strokes.append(stroke)

    def _shade(self, lattice: Lattice, fills: list[tuple[float, float, float, float, float]]) -> None:
        rows = sorted({round(y0, 2) for _, y0, _, _, _ in lattice.cells})
        for x0, y0, x1, y1, cell in lattice.cells:
            gray = 0.8 if cell.kind in ("head", "title") else (0.93, 0.98)[rows.index(round(y0, 2)) % 2]
            fills.append((x0, y0, x1 - x0, y1 - y0, gray))

    def _strokes(
        self, lattice: Lattice, box: tuple[float, float, float, float], rng: random.Random, head_rows: int
    ) -> list[Stroke]:
        kind, width = self.kind, self.width
        if kind in ("none", "shading"):
            return []
        if kind == "cells":
            return [
                stroke
                for x0, y0, x1, y1, _ in lattice.cells
                for stroke in ((x0, y0, x1, y0, width), (x0, y1, x1, y1, width), (x0, y0, x0, y1, width), (x1, y0, x1, y1, width))
            ]
        across = [(x0, y, x1, y, width) for y, spans in lattice.across.items() for x0, x1 in _joined(spans)]
        down = [(x, y0, x, y1, width) for x, spans in lattice.down.items() for y0, y1 in _joined(spans)]
        left, top, right, bottom = box
        if kind == "horizontal":
            return across
        if kind == "vertical":
            return [*down, (left, top, right, top, width), (left, bottom, right, bottom, width)]
        if kind == "three":
            heads = [y1 for _, _, _, y1, cell in lattice.cells if cell.kind == "head"]
            levels = {round(top, 2), round(bottom, 2), *({round(max(heads), 2)} if heads and head_rows else set())}
            return [(left, y, right, y, width) for y in sorted(levels)]
        if kind == "inner":
            return [s for s in across if top + 1 < s[1] < bottom - 1] + [s for s in down if left + 1 < s[0] < right - 1]
        if kind == "open":
            return across + [s for s in down if left + 1 < s[0] < right - 1]
        both = across + down
        if kind == "doubled":
            return both + [
                (x0 + (y0 != y1) * 1.6, y0 + (y0 == y1) * 1.6, x1 + (y0 != y1) * 1.6, y1 + (y0 == y1) * 1.6, w)
                for x0, y0, x1, y1, w in both
            ]
        if kind == "broken":
            return [_shortened(stroke, rng) for stroke in both if rng.random() > 0.03]
        if kind == "pieces":
            return [piece for stroke in both for piece in _pieces(stroke, rng)]
        if kind == "through":
            tall = [
                (x0, y0, x1, y1)
                for x0, y0, x1, y1, cell in lattice.cells
                if cell.kind == "num" and y1 - y0 > 25 and cell.rowspan == 1
            ]
            levels = sorted({(y0 + y1) / 2 for _, y0, _, y1 in tall})
            return both + [(min(t[0] for t in tall), y + 7, right, y + 7, width) for y in levels[:2]]
        return both


def _shortened(stroke: Stroke, rng: random.Random) -> Stroke:
    """A rule that does not quite meet the others."""
    x0, y0, x1, y1, w = stroke
    a, b = rng.uniform(-1, 1.8), rng.uniform(-1, 1.8)
    return (x0 + a, y0, x1 - b, y1, w) if y0 == y1 else (x0, y0 + a, x1, y1 - b, w)


def _pieces(stroke: Stroke, rng: random.Random) -> list[Stroke]:
    """A rule as pieces end to end, as a drawing program leaves it."""
    x0, y0, x1, y1, w = stroke
    length = abs(x1 - x0) + abs(y1 - y0)
    count = max(1, int(length / rng.uniform(12, 40)))
    marks = [i / count for i in range(count + 1)]
    shift = rng.uniform(-0.15, 0.15)
    if y0 == y1:
        return [(x0 + (x1 - x0) * a, y0 + shift, x0 + (x1 - x0) * b, y0 + shift, w) for a, b in pairwise(marks)]
    return [(x0 + shift, y0 + (y1 - y0) * a, x0 + shift, y0 + (y1 - y0) * b, w) for a, b in pairwise(marks)]
