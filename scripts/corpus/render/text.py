"""Plain text: tables as tabs, as pipes, or one cell a line."""

from __future__ import annotations

from ..model import Block, Grid


def tabs(grid: Grid) -> str:
    """Cells parted by tabs; what a row span covers is an empty cell, what a column span covers is left out."""
    lines = []
    below: dict[int, tuple[int, int]] = {}
    for r, row in enumerate(grid.matrix()):
        cells, c = [], 0
        while c < grid.columns:
            cell = row[c]
            if cell is None:
                end, span = below[c]
                assert r < end
                cells.append("")
                c += span
                continue
            below[c] = (r + cell.rowspan, cell.colspan)
            cells.append(cell.text.replace("\n", ""))
            c += cell.colspan
        lines.append("\t".join(cells))
    return "\n".join(lines)


def pipes(grid: Grid) -> str:
    """Cells between pipes, every place of the grid, covered ones empty."""
    return "\n".join(
        "| " + " | ".join("" if cell is None else cell.text.replace("\n", "") for cell in row) + " |" for row in grid.matrix()
    )


def one_a_line(grid: Grid) -> str:
    """Every cell on a line of its own."""
    return "\n".join(cell.text.replace("\n", "") for row in grid.rows for cell in row)


def lone_pipes(grid: Grid) -> str:
    """Every cell on a line of its own, a lone pipe on the line after it."""
    return "\n".join(f"{cell.text}\n|" for row in grid.rows for cell in row)


def render(blocks: list[Block], table, *, indent: str = "　　", between: str = "\n") -> str:
    """The blocks as text, each table by the given function."""
    parts = []
    for block in blocks:
        if isinstance(block, Grid):
            parts.append(table(block))
        else:
            parts.append(block.text if block.role in ("title", "subtitle") else indent + block.text)
    return between.join(parts) + "\n"


def _wide(text: str) -> int:
    """Columns of a terminal."""
    return sum(1 if ord(char) < 0x2000 else 2 for char in text)


def gaps(grid: Grid) -> str:
    """Columns set apart by spaces, as a person or a converter aligns them; covered places are empty."""
    rows = [[(cell.text.replace("\n", ""), cell.colspan) if cell else ("", 1) for cell in row] for row in grid.matrix()]
    widths = [2] * grid.columns
    for row in rows:
        for c, (text, span) in enumerate(row):
            if span == 1:
                widths[c] = max(widths[c], _wide(text) + 2)
    lines = []
    for row in rows:
        line, at = "", 0
        for c, (text, _) in enumerate(row):
            if text:
                line += " " * max(at - _wide(line), 2 if line else 0) + text
            at += widths[c]
        lines.append(line)
    return "\n".join(lines)


def markdown(grid: Grid) -> str:
    """A pipe table with the line under its first row."""
    lines = pipes(grid).split("\n")
    return "\n".join([lines[0], "|" + " --- |" * grid.columns, *lines[1:]])


def broken_pipes(grid: Grid) -> str:
    """Cells between pipes, long labels broken inside the cell."""

    def broken(text: str) -> str:
        return text[: len(text) // 2] + "\n" + text[len(text) // 2 :] if len(text) > 9 else text.replace("\n", "")

    return "\n".join("| " + " | ".join("" if cell is None else broken(cell.text) for cell in row) + " |" for row in grid.matrix())


def run_together(grid: Grid) -> str:
    """All cells of a row without anything between them."""
    return "\n".join("".join(cell.text.replace("\n", "") for cell in row) for row in grid.rows)


def survivors(grid: Grid) -> str:
    """Tabs between the cells that begin in a row: what a span covers is gone."""
    return "\n".join("\t".join(cell.text.replace("\n", "") for cell in row) for row in grid.rows)


def no_empties(grid: Grid) -> str:
    """Every cell on a line of its own, empty ones lost."""
    return "\n".join(cell.text.replace("\n", "") for row in grid.rows for cell in row if cell.text.strip())


def flip_book(grid: Grid) -> str:
    """Columns set apart by spaces, the foot and the head of a page between some of the rows."""
    lines = gaps(grid).split("\n")
    middle = len(lines) * 2 // 3
    if len(lines) < 12:
        return "\n".join(lines)
    return "\n".join([*lines[:middle], "", f"- {middle} -", f"Page {middle + 1} - 年报", "", *lines[middle:]])
