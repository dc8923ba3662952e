"""Blocks laid out on pages: texts, lines and boxes with their places, for whoever writes them as PDF or OFD.

Places are in points from the top left corner of the page as shown.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..model import Block, Cell, Grid, Para
from . import rules
from .widths import shares

SIZES = {
    "a4": (595.28, 841.89), "a3": (841.89, 1190.55), "letter": (612.0, 792.0), "b5": (498.9, 708.66), "16k": (521.6, 737.0),
}  # fmt: skip
_PIECE = re.compile(r"(?:[0-9A-Za-z.,%+:/-]+|.)[，。、；：）》”]*")


@dataclass(frozen=True)
class Text:
    """A line of text; y is its baseline. `turn` in degrees, counter-clockwise."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False
    turn: int = 0
    gray: float = 0


@dataclass
class Page:
    """A page as shown."""

    width: float
    height: float
    turned: bool = False
    """Stored upright with /Rotate 90."""
    texts: list[Text] = field(default_factory=list)
    strokes: list[rules.Stroke] = field(default_factory=list)
    fills: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    """x, y, width, height, gray."""


@dataclass(frozen=True)
class Paper:
    """How a report is set."""

    size: str = "a4"
    landscape: bool = False
    margin: float = 60
    body: float = 11
    table: float = 8.5
    leading: float = 1.3
    pad: float = 5
    rules: rules.Rules = field(default_factory=rules.Rules)
    numbers: str = "center"
    """center, left or right."""
    upright: str = "middle"
    """middle, top or bottom: where the text of a cell stands in its height."""
    shares: dict[str, tuple[float, ...]] = field(default_factory=dict)
    repeat_heads: bool = False
    spans: str = "flow"
    """flow, first or repeat: what a label that goes over a page break does with its lines."""
    cut_rows: bool = False
    """A row that does not fit is cut between its lines."""
    cut_figures: str = "first"
    """first or second: with which part of a cut row its figures go."""
    breaks: tuple[tuple[str, int], ...] = ()
    """Tables and the rows before which a page begins."""
    rule_at_break: bool = True
    aside: tuple[str, ...] = ()
    """Tables on landscape pages of their own."""
    turned: bool = False
    """Those pages are stored upright with /Rotate 90."""
    page_number: str = ""
    running_head: str = ""
    watermark: str = ""
    turned_group: bool = False
    """三、本年度办理结果 as one line of turned text."""
    bold_heads: bool = False
    gap: float = 10
    """Between a table and what comes after it."""
    beside: bool = False
    """The parts of 表二 two by two side by side, where it is several tables."""
    frame: float = 0
    """How far outside a table a box is drawn around it."""
    blank_after: int = 0
    """An empty page after this one."""


def half(text: str, size: float) -> float:
    """The width of text in a font whose ASCII is half as wide as the rest: a byte of GBK is half a character wide."""
    return size * len(text.encode("gbk", "replace")) / 2


@dataclass
class _Placed:
    cell: Cell
    row: int
    column: int
    lines: list[str]
    drawn: int = 0


@dataclass(frozen=True)
class _Strip:
    """A row, or one of the two parts of a cut row."""

    row: int
    height: float
    part: int = 0
    """0 the whole row, 1 and 2 its parts."""
    lines: int = 0
    """Lines that the first part takes."""


class Setter:
    """Sets blocks on pages."""

    def __init__(self, paper: Paper, measure: Callable[[str, float], float], rng: random.Random) -> None:
        self.paper, self.measure, self.rng = paper, measure, rng
        self.pages: list[Page] = []
        self.sideways = False
        self.turn_page()

    def turn_page(self) -> None:
        """A new page."""
        paper = self.paper
        if paper.blank_after and len(self.pages) == paper.blank_after:
            self.pages.append(Page(*SIZES[paper.size]))
        width, height = SIZES[paper.size]
        if paper.landscape != self.sideways:
            width, height = height, width
        page = Page(width, height, self.sideways and paper.turned)
        if paper.watermark:
            page.texts.append(Text(width * 0.25, height * 0.6, 42, paper.watermark, turn=40, gray=0.88))
        if paper.page_number:
            text = paper.page_number.format(len(self.pages) + 1)
            page.texts.append(Text((width - self.measure(text, 9)) / 2, height - 32, 9, text))
        if paper.running_head:
            page.texts.append(Text(paper.margin, 34, 8.5, paper.running_head))
        self.pages.append(page)
        self.page = page
        self.y = paper.margin

    @property
    def room(self) -> float:
        """Height left above the bottom margin."""
        return self.page.height - self.paper.margin - self.y

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y == self.paper.margin

    def wrap(self, text: str, size: float, width: float) -> list[str]:
        """Lines no wider than `width`."""
        lines = []
        for part in text.split("\n"):
            if self.measure(part, size) <= width:
                lines.append(part)
                continue
            line, used = "", 0.0
            for piece in _PIECE.findall(part):
                wide = self.measure(piece, size)
                if line and used + wide > width:
                    lines.append(line)
                    line, used = "", 0.0
                if wide > width and len(piece) > 1:
                    for char in piece:
                        if line and used + self.measure(char, size) > width:
                            lines.append(line)
                            line, used = "", 0.0
                        line += char
                        used += self.measure(char, size)
                    continue
                line += piece
                used += wide
            lines.append(line)
        return lines

    def para(self, block: Para) -> None:
        """A paragraph over lines and pages."""
        size = self.paper.body + (5 if block.role == "title" else 0)
        centred = block.role in ("title", "subtitle")
        left = self.paper.margin
        for line in self.wrap(block.text if centred else "　　" + block.text, size, self.page.width - 2 * left):
            if self.room < size * 1.6:
                self.turn_page()
            self.y += size * 1.6
            x = (self.page.width - self.measure(line, size)) / 2 if centred else left
            self.page.texts.append(Text(x, self.y, size, line, bold=self.paper.bold_heads and block.role in ("title", "h1")))
        self.y += 4

    def grid(self, grid: Grid) -> None:
        """A table over pages."""
        _Table(self, grid, self.paper.margin, self.page.width - 2 * self.paper.margin).set()

    def pair(self, left: Grid, right: Grid) -> None:
        """Two small tables side by side."""
        wide = (self.page.width - 2 * self.paper.margin - 14) / 2
        both = [_Table(self, left, self.paper.margin, wide), _Table(self, right, self.paper.margin + wide + 14, wide)]
        if max(sum(table.heights) for table in both) > self.room:
            self.turn_page()
        top, ends = self.y, []
        for table in both:
            self.y = top
            table.set()
            ends.append(self.y)
        self.y = max(ends)


class _Table:
    def __init__(self, setter: Setter, grid: Grid, left: float, total: float) -> None:
        self.setter, self.grid, self.paper = setter, grid, setter.paper
        self.leading = self.paper.table * self.paper.leading
        widths = shares(grid.name, grid.columns, self.paper.shares.get(grid.name, ()))
        self.xs = [left]
        for share in widths:
            self.xs.append(self.xs[-1] + total * share / sum(widths))
        self.placed: list[_Placed] = []
        for r, row in enumerate(grid.matrix()):
            for c, cell in enumerate(row):
                if cell is not None:
                    width = self.xs[c + cell.colspan] - self.xs[c] - 4
                    lines = [cell.text] if self._turned(cell) else setter.wrap(cell.text, self.paper.table, width)
                    self.placed.append(_Placed(cell, r, c, lines))
        self.heights = self._heights()

    def _turned(self, cell: Cell) -> bool:
        return self.paper.turned_group and cell.kind == "label" and cell.rowspan > 15

    def _heights(self) -> list[float]:
        heights = [self.leading + self.paper.pad] * len(self.grid.rows)
        for entry in sorted(self.placed, key=lambda entry: entry.cell.rowspan):
            if self._turned(entry.cell):
                continue
            span = range(entry.row, min(len(heights), entry.row + entry.cell.rowspan))
            need = len(entry.lines) * self.leading + self.paper.pad
            have = sum(heights[r] for r in span)
            if need > have and (len(span) == 1 or need < self.setter.page.height * 0.8):
                for r in span:
                    heights[r] += (need - have) / len(span)
        return heights

    def set(self) -> None:
        """All rows, page after page."""
        heights, head = self.heights, self.grid.head_rows
        wanted = {row for name, row in self.paper.breaks if name == self.grid.name}
        if sum(heights[: head + 1]) > self.setter.room and not self.setter.fresh:
            self.setter.turn_page()
        strips: list[_Strip] = []
        row, room = 0, self.setter.room
        fresh, rest = self.setter.fresh, None
        while row < len(heights):
            strip = rest or _Strip(row, heights[row])
            forced = row in wanted and bool(strips) and not rest
            parts = None if forced or rest else self._cut(strip, room)
            # A row higher than a page is drawn over the margin.
            if not forced and (strip.height <= room or (fresh and not strips and not parts)):
                strips.append(strip)
                room -= strip.height
                row, rest = row + 1, None
                continue
            wanted.discard(row)
            if parts:
                strips.append(parts[0])
                rest = parts[1]
            self._part(strips)
            self.setter.turn_page()
            if self.paper.repeat_heads and row > head:
                self._part([_Strip(r, heights[r]) for r in range(head)])
            strips, room, fresh = [], self.setter.room, True
        self._part(strips)
        self.setter.y += self.paper.gap

    def _cut(self, strip: _Strip, room: float) -> tuple[_Strip, _Strip] | None:
        """The two parts of a row of several lines, if the first has room for a line."""
        lines = max((len(e.lines) for e in self.placed if e.row == strip.row and e.cell.rowspan == 1), default=1)
        fits = int((room - self.paper.pad) // self.leading)
        if strip.height <= room:
            return None
        if not self.paper.cut_rows or strip.row < self.grid.head_rows or lines < 2 or not 0 < fits < lines:
            return None
        above = fits * self.leading + self.paper.pad
        return _Strip(strip.row, above, 1, fits), _Strip(strip.row, (lines - fits) * self.leading + self.paper.pad, 2, fits)

    def _part(self, strips: list[_Strip]) -> None:
        """These strips at the setter's place."""
        if not strips:
            return
        tops, y = {}, self.setter.y
        for strip in strips:
            tops[strip.row] = (y, y + strip.height, strip)
            y += strip.height
        lines = rules.Lattice()
        first, last = strips[0].row, strips[-1].row
        for entry in self.placed:
            cell = entry.cell
            own = [tops[r] for r in range(entry.row, entry.row + cell.rowspan) if r in tops]
            if not own:
                continue
            x0, x1 = self.xs[entry.column], self.xs[entry.column + cell.colspan]
            y0, y1 = own[0][0], own[-1][1]
            broken_above = entry.row < first or own[0][2].part == 2
            broken_below = entry.row + cell.rowspan - 1 > last or own[-1][2].part == 1
            lines.cell(
                x0,
                y0,
                x1,
                y1,
                cell,
                above=self.paper.rule_at_break or not broken_above,
                below=self.paper.rule_at_break or not broken_below,
            )
            self._text(
                entry, x0, y0, x1, y1, own[0][2] if cell.rowspan == 1 else None, broken_above or broken_below, broken_above
            )
        box = (self.xs[0], tops[first][0], self.xs[-1], y)
        self.paper.rules.draw(
            lines,
            box,
            self.setter.page.strokes,
            self.setter.page.fills,
            self.setter.rng,
            self.grid.head_rows if first == 0 else 0,
        )
        if self.paper.frame:
            x0, x1, out = self.xs[0] - self.paper.frame, self.xs[-1] + self.paper.frame, self.paper.frame
            corners = ((x0, box[1] - out), (x1, box[1] - out), (x1, y + out), (x0, y + out))
            self.setter.page.strokes += [
                (*min(a, b), *max(a, b), 0.5) for a, b in zip(corners, (*corners[1:], corners[0]), strict=True)
            ]
        self.setter.y = y

    def _text(
        self, entry: _Placed, x0: float, y0: float, x1: float, y1: float, strip: _Strip | None, broken: bool, later: bool
    ) -> None:
        paper, cell, lines = self.paper, entry.cell, entry.lines
        size = paper.table
        if self._turned(cell):
            if not later:
                length = self.setter.measure(cell.text, size)
                middle = min((y0 + y1) / 2 + length / 2, y1 - 2)
                self.setter.page.texts.append(Text((x0 + x1) / 2 + size * 0.35, middle, size, cell.text, turn=90))
            return
        if strip and strip.part:
            if len(lines) > 1:
                lines = lines[: strip.lines] if strip.part == 1 else lines[strip.lines :]
            elif (strip.part == 1) != (paper.cut_figures == "first"):
                return
        elif broken:
            if paper.spans == "first" and later:
                return
            if paper.spans == "flow":
                lines = lines[entry.drawn : entry.drawn + max(1, int((y1 - y0) // self.leading))]
                entry.drawn += len(lines)
        height = len(lines) * self.leading
        top = {"middle": (y0 + y1 - height) / 2, "top": y0 + paper.pad / 2, "bottom": y1 - paper.pad / 2 - height}[paper.upright]
        y = top + self.leading - (self.leading - size) / 2 - size * 0.14
        align = (
            "center"
            if cell.kind in ("head", "title", "unit") or cell.rowspan > 1
            else paper.numbers
            if cell.kind == "num"
            else "left"
        )
        for line in lines:
            wide = self.setter.measure(line, size)
            x = {"center": (x0 + x1 - wide) / 2, "left": x0 + 2, "right": x1 - 2 - wide}[align]
            if line.strip():
                self.setter.page.texts.append(Text(x, y, size, line, bold=paper.bold_heads and cell.kind == "head"))
            y += self.leading


def lay_out(blocks: list[Block], paper: Paper, measure: Callable[[str, float], float] = half, seed: str = "") -> list[Page]:
    """The pages of a report."""
    setter = Setter(paper, measure, random.Random(seed))
    waiting = list(blocks)
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, Para):
            setter.para(block)
            continue
        following = waiting[0] if waiting else None
        if paper.beside and isinstance(following, Grid) and block.name == following.name == "proactive":
            setter.pair(block, following)
            waiting.pop(0)
            continue
        aside = block.name in paper.aside
        if aside != setter.sideways:
            setter.sideways = aside
            setter.turn_page()
        setter.grid(block)
        if aside and not (isinstance(following, Grid) and following.name in paper.aside):
            setter.sideways = False
            setter.turn_page()
    pages = setter.pages
    while pages and not pages[-1].texts:
        pages.pop()
    return pages
