"""What reports do to their tables beside filling them in: each a function over a draft, by the name of the trouble."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .. import forms, grids, recipe, statistics
from ..grids import Look
from ..model import Cell, Extra, Grid, Report, state
from . import labels

Change = Callable[[Cell], Cell]


@dataclass
class Draft:
    """A report on its way to paper."""

    report: Report
    rng: random.Random
    wording: dict[str, str] = field(default_factory=dict)
    split_proactive: bool = False
    changes: list[Change] = field(default_factory=list)
    """Done to every cell of the drawn tables, in order."""
    reshapes: list[Callable[[list[Grid]], list[Grid]]] = field(default_factory=list)
    """Done to the grids after that."""
    script: Callable[[str], str] = str
    """Done to every character of the document."""
    breaks: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)
    """Findings that come of it."""

    def tables(self) -> dict[str, list[Grid]]:
        """The grids of each table."""
        look = Look(self.wording, split_proactive=self.split_proactive)
        drawn: dict[str, list[Grid]] = {}
        for table in self.report.editions:
            if not self.report.has(table):
                continue
            made = _MAKERS[table](self.report, look)
            for change in self.changes:
                made = [grids.map_cells(grid, change) for grid in made]
            for reshape in self.reshapes:
                made = reshape(made)
            drawn[table] = made
        return drawn


def _statistics(report: Report, look: Look) -> list[Grid]:
    rows = [tuple(Cell(text, "head") for text in statistics.HEADS)]
    for line in statistics.LINES:
        raw = report.cells["statistics", line.key, "value"] if line.key else "——"
        rows.append(
            (Cell(look.label(line.label)), Cell(line.unit or "——", "unit"), Cell(raw or "", "num" if line.key else "unit"))
        )
    return [Grid("statistics", tuple(rows), 3, 1)]


_MAKERS = {
    "proactive": grids.proactive,
    "requests": lambda report, look: [grids.requests(report, look)],
    "disputes": lambda report, look: [grids.disputes(report, look)],
    "statistics": _statistics,
}


def _relabel(
    draft: Draft, change: Callable[[str], str], share: float, kinds: tuple[str, ...] = ("label", "head", "title")
) -> None:
    """A change of some labels; the same label changes alike wherever it stands."""
    chosen: dict[str, str] = {}

    def one(cell: Cell) -> Cell:
        if cell.kind not in kinds or not cell.text:
            return cell
        if cell.text not in chosen:
            chosen[cell.text] = change(cell.text) if draft.rng.random() < share else cell.text
        return replace(cell, text=chosen[cell.text])

    draft.changes.append(one)


# Labels


def typos(draft: Draft) -> None:
    _relabel(draft, lambda text: labels.typo(text, draft.rng), 0.12, ("label",))


def notes(draft: Draft) -> None:
    _relabel(draft, lambda text: labels.note(text, draft.rng) if text != forms.RESULTS else text, 0.1)


def half_width(draft: Draft) -> None:
    _relabel(draft, labels.half_width, 1)
    draft.report.headings = [heading and labels.half_width(heading) for heading in draft.report.headings]


def numbering(draft: Draft) -> None:
    _relabel(draft, draft.rng.choice(labels.NUMBERINGS), 1, ("label",))


def spaced(draft: Draft) -> None:
    _relabel(draft, lambda text: labels.spaced(text, draft.rng), 0.4)


def wording(draft: Draft) -> None:
    for old, new in draft.rng.sample(labels.WORDINGS, 5):
        draft.wording.setdefault(old, new)
    for index, choices in labels.HEADINGS:
        if draft.rng.random() < 0.5 and draft.report.headings[index] == forms.HEADINGS[index]:
            draft.report.headings[index] = draft.rng.choice(choices)


def vertical(draft: Draft) -> None:
    groups = draft.rng.random() < 0.5

    def one(cell: Cell) -> Cell:
        tall = cell.kind == "label" and (cell.rowspan > 8 or (groups and cell.rowspan > 4))
        return replace(cell, text=labels.upright(cell.text)) if tall else cell

    draft.changes.append(one)


def vertical_heads(draft: Draft) -> None:
    """The heads of 表四 one character a line, as its fifteen narrow columns need."""
    outcomes = {label for _, label in forms.OUTCOMES}
    draft.changes.append(lambda c: replace(c, text=labels.upright(c.text)) if c.kind == "head" and c.text in outcomes else c)


def traditional(draft: Draft) -> None:
    from opencc import OpenCC

    draft.script = OpenCC("s2t").convert


# Cells


def _zeros(draft: Draft, text: str) -> None:
    for table in draft.report.editions:
        if draft.rng.random() < 0.6:
            recipe.zeros(draft.report, table, text)


def placeholders(draft: Draft) -> None:
    _zeros(draft, draft.rng.choice(("—", "/", "-", "无", "／", "－")))


def blanks(draft: Draft) -> None:
    _zeros(draft, "")


def _reprint(draft: Draft, change: Callable[[str], str], share: float = 1) -> None:
    for key, raw in draft.report.cells.items():
        if raw is not None and state(raw) == "number" and draft.rng.random() < share:
            draft.report.cells[key] = change(raw)


def grouped(draft: Draft) -> None:
    _reprint(draft, lambda raw: f"{int(raw):,}" if raw.isdigit() else raw)


def wide_digits(draft: Draft) -> None:
    _reprint(draft, recipe.full_width)


def units(draft: Draft) -> None:
    _reprint(draft, lambda raw: raw + "件" if raw.isdigit() and raw != "0" else raw, 0.3)


def annotated(draft: Draft) -> None:
    key = ("proactive", "normative_documents", "issued")
    raw = draft.report.cells.get(key)
    if raw and raw.isdigit() and int(raw) > 0:
        draft.report.cells[key] = f"{raw}（其中修订{draft.rng.randint(1, int(raw))}件）"


def signed(draft: Draft) -> None:
    for key, raw in draft.report.cells.items():
        if key[2] == "change" and raw and raw.isdigit() and raw != "0":
            draft.report.cells[key] = "+" + raw


# Rows, columns, pieces


def organisations(draft: Draft) -> None:
    """A column 小计 before 总计 of 表三, over the five kinds of organisation."""

    def reshape(made: list[Grid]) -> list[Grid]:
        return [_with_subtotal_column(grid) if grid.name == "requests" else grid for grid in made]

    draft.reshapes.append(reshape)


def _with_subtotal_column(grid: Grid) -> Grid:
    rows = []
    for row in grid.rows:
        texts = [cell.text for cell in row]
        figures = [cell for cell in row if cell.kind == "num"]
        if "申请人情况" in texts:
            rows.append(tuple(replace(cell, colspan=8) if cell.text == "申请人情况" else cell for cell in row))
        elif any(cell.colspan == 5 for cell in row):
            rows.append(tuple(replace(cell, colspan=6) if cell.colspan == 5 else cell for cell in row))
        elif len(figures) == 7:
            parts = [cell.text.replace(",", "") for cell in figures[1:6]]
            known = [int(part) for part in parts if part.isdigit()]
            total = str(sum(known)) if known else ""
            rows.append((*row[:-1], Cell(total, "num"), row[-1]))
        else:
            rows.append((*row, Cell("小计", "head")))
    return replace(grid, rows=tuple(rows), columns=grid.columns + 1)


def group_sums(draft: Draft) -> None:
    """A row 小计 at the end of some groups of 表三."""
    report = draft.report
    for group in ("denied", "unavailable", "not_processed"):
        members = [row.key for row in forms.LEAVES[report.editions["requests"]] if row.key.startswith(group + ".")]
        raws = [[report.cells["requests", row, column] or "0" for row in members] for column, _ in forms.PERSONS]
        if draft.rng.random() < 0.7 and all(raw.isdigit() for column in raws for raw in column):
            sums = tuple(str(sum(map(int, column))) for column in raws)
            report.extras.append(Extra(members[-1], draft.rng.choice(("小计", "合计", "9.小计")), sums, subtotal=False))


def other_line(draft: Draft) -> None:
    """（六）其他处理 as a line of figures of its own above its three rows."""
    report = draft.report
    if report.editions["requests"] != "2021":
        return
    rows = [row.key for row in forms.LEAVES["2021"] if row.key.startswith("other.")]
    raws = [[report.cells["requests", row, column] or "0" for row in rows] for column, _ in forms.PERSONS]
    if all(raw.isdigit() for column in raws for raw in column):
        sums = tuple(str(sum(map(int, column))) for column in raws)
        report.extras.append(Extra("not_processed.reconfirm", "（六）其他处理", sums, subtotal=True))
        draft.wording["（六）其他处理"] = "其中"


def extra_row(draft: Draft) -> None:
    """A row that no edition has, of zeros, so that the sums hold."""
    draft.report.extras.append(
        Extra("not_processed.reconfirm", draft.rng.choice(("6.不属于本机关职责范围", "6.其他", "6.申请人主动撤回")), ("0",) * 7)
    )


def third_row(draft: Draft) -> None:
    """A third row below 规范性文件, and remarks in the heads."""
    columns = [column for column, _ in forms.PROACTIVE[draft.report.editions["proactive"]][0].columns]
    numbers = tuple(Cell(str(draft.rng.randint(0, 400)), "num") for _ in columns)
    row = (Cell("其他主动公开文件(含以本单位名义和本单位办公室名义印发的)"), *numbers)

    def reshape(made: list[Grid]) -> list[Grid]:
        out = []
        for grid in made:
            at = next((i for i, cells in enumerate(grid.rows) if cells[0].text.endswith("规范性文件")), None)
            if grid.name == "proactive" and at is not None:
                grid = replace(grid, rows=(*grid.rows[: at + 1], row, *grid.rows[at + 1 :]))
            out.append(grid)
        return out

    draft.breaks.append(("row-unknown", "proactive", "", "", "", row[0].text))
    draft.wording["上一年项目数量"] = f"上一年项目数量(指{draft.report.year - 1}年事项数)"
    draft.wording["规章"] = "规章(设区的市、自治州人民政府应提供相关数据)"
    draft.reshapes.append(reshape)


def four_tables(draft: Draft) -> None:
    draft.split_proactive = True


def by_hand(draft: Draft) -> None:
    """表三 as two tables, cut between two rows; its heads are set again, or not."""
    heads = draft.rng.random() < 0.5

    def reshape(made: list[Grid]) -> list[Grid]:
        return [part for grid in made for part in (_cut(grid, draft.rng, heads) if grid.name == "requests" else [grid])]

    draft.reshapes.append(reshape)


def _cut(grid: Grid, rng: random.Random, heads: bool) -> list[Grid]:
    at = rng.randint(grid.head_rows + 3, len(grid.rows) - 3)
    first, inherited = [], []
    for r, row in enumerate(grid.rows[:at]):
        cells = []
        for cell in row:
            if r + cell.rowspan > at:
                inherited.append(replace(cell, rowspan=r + cell.rowspan - at))
                cell = replace(cell, rowspan=at - r)
            cells.append(cell)
        first.append(tuple(cells))
    second = [(*inherited, *grid.rows[at]), *grid.rows[at + 1 :]]
    if heads:
        second = [*grid.rows[: grid.head_rows], *second]
    return [
        replace(grid, rows=tuple(first)),
        replace(grid, rows=tuple(second), head_rows=grid.head_rows if heads else 0),
    ]


def row_tables(draft: Draft) -> None:
    """Each row of figures of 表三 a table of its own, below the table of its heads."""

    def reshape(made: list[Grid]) -> list[Grid]:
        return [part for grid in made for part in (_single_rows(grid) if grid.name == "requests" else [grid])]

    draft.reshapes.append(reshape)


def _single_rows(grid: Grid) -> list[Grid]:
    flat = _ungroup(grid)
    head = replace(flat, rows=flat.rows[: flat.head_rows])
    return [head, *(replace(flat, rows=(row,), head_rows=0) for row in flat.rows[flat.head_rows :])]


def lost_labels(draft: Draft) -> None:
    """One or two result rows of 表三 without their label."""
    rows = [row for row in forms.LEAVES[draft.report.editions["requests"]] if "." in row.key]
    gone = {row.label for row in draft.rng.sample(rows, draft.rng.randint(1, 2))}
    draft.changes.append(lambda cell: replace(cell, text="") if cell.kind == "label" and cell.text in gone else cell)


def ungrouped(draft: Draft) -> None:
    """The group labels stand as rows without figures above their members."""

    def reshape(made: list[Grid]) -> list[Grid]:
        return [_ungroup(grid) if grid.name == "requests" else grid for grid in made]

    draft.reshapes.append(reshape)


def _ungroup(grid: Grid) -> Grid:
    rows: list[tuple[Cell, ...]] = list(grid.rows[: grid.head_rows])
    width = grid.rows[0][0].colspan
    figures = grid.columns - width
    for row in grid.rows[grid.head_rows :]:
        names = [cell for cell in row if cell.kind != "num"]
        for name in names[:-1]:
            rows.append((replace(name, rowspan=1, colspan=width, text=name.text.replace("\n", "")), *[Cell("", "num")] * figures))
        rows.append((replace(names[-1], colspan=width), *[cell for cell in row if cell.kind == "num"]))
    return replace(grid, rows=tuple(rows))


ALL: dict[str, tuple[Callable[[Draft], None], float]] = {
    "typos": (typos, 3), "notes": (notes, 2), "half-width": (half_width, 3), "numbering": (numbering, 3), "spaced": (spaced, 2),
    "wording": (wording, 4), "vertical": (vertical, 3), "vertical-heads": (vertical_heads, 2), "traditional": (traditional, 1),
    "placeholders": (placeholders, 2), "blanks": (blanks, 2), "grouped": (grouped, 2), "wide-digits": (wide_digits, 1),
    "units": (units, 1), "annotated": (annotated, 1), "signed": (signed, 1), "organisations": (organisations, 2),
    "group-sums": (group_sums, 2), "other-line": (other_line, 1), "extra-row": (extra_row, 2), "third-row": (third_row, 2),
    "four-tables": (four_tables, 3), "by-hand": (by_hand, 2), "ungrouped": (ungrouped, 1),
    "row-tables": (row_tables, 1), "lost-labels": (lost_labels, 1),
}  # fmt: skip
"""Every trouble with how often it comes."""

UNREADABLE = {"lost-labels"}
"""Troubles after which a person too can only guess."""
ONLY_NEW = {
    "row-tables",
    "lost-labels",
    "organisations",
    "group-sums",
    "other-line",
    "extra-row",
    "third-row",
    "four-tables",
    "by-hand",
    "ungrouped",
    "vertical-heads",
    "annotated",
    "signed",
}
"""Troubles that the one table of 2014 cannot have."""
APART = ({"placeholders", "blanks"}, {"organisations", "ungrouped"}, {"group-sums", "other-line"}, {"vertical", "ungrouped"}, {"spaced", "vertical"}, {"wide-digits", "units"}, {"row-tables", "ungrouped", "by-hand", "organisations", "vertical"})  # fmt: skip
"""Troubles of which one excludes the others."""


def draw(rng: random.Random, edition: str, most: int = 3) -> list[str]:
    """Up to three troubles; four reports in ten have none."""
    count = rng.choices(range(most + 1), (40, 30, 20, 10)[: most + 1])[0]
    names = [name for name in ALL if edition != "2014" or name not in ONLY_NEW]
    chosen: list[str] = []
    while len(chosen) < count:
        name = rng.choices(names, [ALL[name][1] for name in names])[0]
        if name not in chosen and not any(name in group and group & set(chosen) for group in APART):
            chosen.append(name)
    return sorted(chosen)
