"""RTF in the style of Word with a Chinese code page."""

from __future__ import annotations

from carriers.rtf import gbk, uni

from ..model import Block, Cell, Grid
from .widths import shares


def _coded(text: str, unicode: bool) -> str:
    lines = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}").split("\n")
    return "\\line ".join(uni(line) if unicode else gbk(line) for line in lines)


def _table(grid: Grid, unicode: bool) -> str:
    widths = shares(grid.name, grid.columns)
    unit = 9000 / sum(widths)
    rights = [round(unit * sum(widths[: i + 1])) for i in range(grid.columns)]
    out = []
    places = grid.matrix()
    covering: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(places):
        head, body, c = "\\trowd\\trgaph40\\trleft0", "", 0
        while c < grid.columns:
            cell = row[c]
            merge = ""
            if cell is not None:
                if cell.rowspan > 1:
                    merge = "\\clvmgf"
                    covering |= {(below, c): cell for below in range(r + 1, r + cell.rowspan)}
                text = _coded(cell.text, unicode)
            else:
                cell, merge, text = covering[r, c], "\\clvmrg", ""
            c += cell.colspan
            borders = "".join(f"\\clbrdr{side}\\brdrs\\brdrw10" for side in "tlbr")
            head += f"{merge}{borders}\\cellx{rights[c - 1]}"
            body += f"\\pard\\intbl\\qc {text}\\cell "
        out.append(f"{head}{body}\\row\n")
    return "".join(out)


def render(blocks: list[Block], *, unicode: bool = False) -> bytes:
    """The blocks as an RTF file."""
    parts = ["{\\rtf1\\ansi\\ansicpg936\\deff0\\uc1{\\fonttbl{\\f0\\fcharset134 " + gbk("宋体") + ";}}\\fs21 "]
    for block in blocks:
        if isinstance(block, Grid):
            parts.append(_table(block, unicode) + "\\pard\\par\n")
        else:
            look = "\\qc\\b " if block.role == "title" else "\\ql "
            parts.append("\\pard" + look + _coded(block.text, unicode) + "\\b0\\par\n")
    return ("".join(parts) + "}").encode("ascii")
