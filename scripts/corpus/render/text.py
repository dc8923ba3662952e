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
