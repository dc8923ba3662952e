"""Slips and worse, planted on purpose: what was printed, what it should be, and the rule that has to see it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from .. import forms, recipe, statistics
from ..forms import Key
from ..model import Report
from . import narrative, stock
from .narrative import Narrative


@dataclass
class Planted:
    """A fault: its kind, the cells it changed with what they should say, and what an auditor finds beside the sums."""

    kind: str
    cells: list[tuple[Key, str, str]] = field(default_factory=list)
    """Cell, what it should be, what is printed."""
    breaks: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)
    """Findings that the arithmetic alone does not show."""
    carrier: str = ""
    """The carrier that this fault needs."""


Plant = Callable[[Report, Narrative, random.Random], Planted | None]
_PERSONS = [column for column, _ in forms.PERSONS]
_OUTCOMES = [column for column, _ in forms.OUTCOMES]


def _summed(report: Report) -> list[Key]:
    """Every cell that stands in a sum of the form."""
    if "statistics" in report.editions:
        rows = {row for total, parts in statistics.parts().items() for row in (total, *parts)}
        return [("statistics", row, "value") for row in statistics.fields() if row in rows]
    return [key for key in report.cells if key[0] in ("requests", "disputes") and report.cells[key] is not None]


def _number(report: Report, key: Key) -> int:
    return int(report.cells[key] or 0)


def _slip(kind: str, change: Callable[[int, Report, Key, random.Random], int | None]) -> Plant:
    """A fault of one cell that stands in a sum."""

    def plant(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
        keys = _summed(report)
        rng.shuffle(keys)
        for key in keys:
            old = _number(report, key)
            new = change(old, report, key, rng)
            if new is not None and new != old:
                report.cells[key] = str(new)
                return Planted(kind, [(key, str(old), str(new))])
        return None

    return plant


def _swapped(old: int, report: Report, key: Key, rng: random.Random) -> int | None:
    digits = str(old)
    places = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1] and not (i == 0 and digits[1] == "0")]
    if old < 10 or not places:
        return None
    i = rng.choice(places)
    return int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])


def _lost(old: int, report: Report, key: Key, rng: random.Random) -> int | None:
    digits = str(old)
    i = rng.randrange(len(digits))
    rest = digits[:i] + digits[i + 1 :]
    return int(rest) if old >= 10 and rest[0] != "0" else None


def _doubled(old: int, report: Report, key: Key, rng: random.Random) -> int | None:
    digits = str(old)
    i = rng.randrange(len(digits))
    return int(digits[:i] + digits[i] + digits[i:]) if old > 0 else None


def _unfilled(old: int, report: Report, key: Key, rng: random.Random) -> int | None:
    total = key[2] == "total" if key[0] != "statistics" else key[1] in statistics.parts()
    return 0 if total and old > 0 else None


def _part(report: Report, key: Key) -> bool:
    """Whether a cell is a part and no total."""
    if key[0] == "statistics":
        return key[1] not in statistics.parts()
    return key[2] != "total" and key[1] != "total"


def _left_out(old: int, report: Report, key: Key, rng: random.Random) -> int | None:
    return 0 if _part(report, key) and old > 0 else None


def _neighbour(old: int, report: Report, key: Key, rng: random.Random) -> int | None:
    keys = [other for other in report.cells if other[0] == key[0] and report.cells[other] is not None]
    at = keys.index(key) + rng.choice((-1, 1))
    return _number(report, keys[at]) if 0 <= at < len(keys) else None


def _sign(old: int, report: Report, key: Key, rng: random.Random) -> int | None:
    return -old if old > 0 else None


def _tenfold(old: int, report: Report, key: Key, rng: random.Random) -> int | None:
    return old * 10 if old > 0 else None


def _last_year(old: int, report: Report, key: Key, rng: random.Random) -> int | None:
    if old == 0:
        return None
    last = round(old * rng.uniform(0.5, 1.6))
    return last if last != old else old + 1


def _twice(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    """A group counted twice in the totals of one column."""
    if "requests" not in report.editions:
        return None
    groups = ["denied", "unavailable", "not_processed", "other"]
    for group in rng.sample(groups, 4):
        rows = [row.key for row in forms.LEAVES[report.editions["requests"]] if row.key.split(".")[0] == group]
        for column in rng.sample(_PERSONS, 7):
            again = sum(_number(report, ("requests", row, column)) for row in rows)
            if again:
                key = ("requests", "total", column)
                old = _number(report, key)
                report.cells[key] = str(old + again)
                return Planted("counted-twice", [(key, str(old), str(old + again))])
    return None


def _changed(kind: str, report: Report, new: dict[Key, str]) -> Planted | None:
    cells = [(key, report.cells[key] or "0", raw) for key, raw in new.items() if report.cells[key] != raw]
    report.cells.update(new)
    return Planted(kind, cells) if cells else None


def _shifted_columns(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    """The figures of a row from some column on stand one column too far to the right."""
    if "requests" not in report.editions:
        return None
    rows = [row.key for row in forms.request_rows(report.editions["requests"])]
    for row in rng.sample(rows, len(rows)):
        raws = [report.cells["requests", row, column] or "0" for column in _PERSONS]
        start = rng.randint(0, 4)
        moved = [*raws[:start], "0", *raws[start:5], raws[6]]
        if raws[5] == "0" and moved != raws:
            return _changed(
                "shifted-column", report, {("requests", row, column): raw for column, raw in zip(_PERSONS, moved, strict=True)}
            )
    return None


def _shifted_rows(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    """The figures of one column stand one row too low from some row on, down to a row that was empty."""
    if "requests" not in report.editions:
        return None
    rows = [row.key for row in forms.LEAVES[report.editions["requests"]]]
    column = rng.choice(_PERSONS[:-1])
    for start in rng.sample(range(len(rows) - 2), len(rows) - 2):
        raws = [report.cells["requests", row, column] or "0" for row in rows]
        end = next((i for i in range(start + 1, len(rows)) if raws[i] == "0"), None)
        if raws[start] != "0" and end is not None:
            moved = ["0", *raws[start:end]]
            new = {("requests", row, column): raw for row, raw in zip(rows[start : end + 1], moved, strict=True)}
            return _changed("shifted-row", report, new)
    return None


# Text


def _prose(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    figures = narrative.figures(report)
    slots = sorted(slot for slot in how.used if slot in narrative.SLOTS and figures.get(slot))
    rng.shuffle(slots)
    for slot in slots:
        table, row, column = narrative.SLOTS[slot]
        # A figure that another cell of the table has may be meant of that one.
        taken = {figure for name, figure in figures.items()} | {
            int(raw) for key, raw in report.cells.items() if key[0] == table and raw and raw.isdigit()
        }
        old = figures[slot]
        choices = [
            said
            for said in (old + rng.randint(1, 9), old * 10 + 3, int(str(old)[::-1]), max(0, old - rng.randint(1, 9)))
            if said > 0 and said not in taken
        ]
        if choices:
            said = rng.choice(choices)
            how.lies[slot] = str(said)
            return Planted("prose-number", breaks=[("narrative-differs", table, row, column, str(old), str(said))])
    return None


def _percentage(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    figures = narrative.figures(report)
    for slot in sorted(narrative.SHARES.keys() & how.used):
        part, whole = narrative.SHARES[slot]
        if not figures[whole]:
            continue
        right = narrative.share(figures[part], figures[whole])
        said = f"{max(0.1, min(99.9, float(right) + rng.choice((-7.3, 4.6, 11.2, -3.1)))):.1f}"
        near = {narrative.share(figure, figures[whole]) for figure in figures.values() if figures[whole]}
        if said != right and said not in near:
            how.lies[slot] = said
            return Planted("percentage", breaks=[("percentage-differs", "requests", "", "", right, said)])
    return None


def _copied_year(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    if report.year < 2020 or "y" not in how.used:
        return None
    how.said_year = report.year - 1
    return Planted("copied-year", breaks=[("year-mismatch", "", "", "", str(report.year), str(report.year - 1))])


def _period(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    if rng.random() < 0.5:
        report.end = (report.year - 1, 12, 31)
    else:
        report.start, report.end = (report.year - 1, 1, 1), (report.year - 1, 12, 31)
    return Planted("wrong-period")


def _citation(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    if report.year < 2021 or "notice" not in how.used:
        return None
    how.notice = stock.NOTICES["2019"]
    return Planted("outdated-citation", breaks=[("citation-outdated", "", "", "", "", "")])


_TEMPLATE = (
    "该部分以表格形式报告。表格如下：",
    "编写说明：本部分请概述主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面，不超过1000字。",
    "收取信息处理费情况在此处报告。",
    "（此处填写单位名称）",
)


def _late(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    """Published after the day that the Regulations set; towns have none."""
    if report.kind == "town" or report.year < 2019:
        return None
    report.published = f"{report.year + 1}-{rng.randint(4, 9):02}-{rng.randint(1, 28):02}"
    limit = f"{report.year + 1}-{'01' if report.kind in ('bureau', 'ministry') else '03'}-31"
    return Planted("published-late", breaks=[("published-late", "", "", "", limit, report.published)], carrier="html")


def _fees(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    """The items of the fees do not add up to their total."""
    if forms.edition_in_force(report.year) != "2021":
        return None
    by_item, by_page = rng.randint(1, 9) * 100, rng.randint(1, 40) * 10
    wrong = by_item + by_page + rng.choice((-50, 10, 30, 90))
    how.fees = (by_item, by_page, wrong)
    return Planted("fees", breaks=[("fees-mismatch", "", "", "", str(by_item + by_page), str(wrong))])


def _template(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    if "statistics" in report.editions:  # The form before 2019 had no text to be left in.
        return None
    how.leftover = rng.choice(_TEMPLATE)
    return Planted("template-text", breaks=[("template-text", "", "", "", "", how.leftover)])


# Tables and sections


def _no_table(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    present = [table for table in report.editions if report.has(table)]
    if len(present) < 3:
        return None
    recipe.drop_table(report, rng.choice(present))
    return Planted("missing-table")


def _no_row(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    if "requests" not in report.editions:
        return None
    rows = [row.key for row in forms.LEAVES[report.editions["requests"]] if "." in row.key]
    empty = [row for row in rows if all(report.cells["requests", row, column] == "0" for column in _PERSONS)]
    if not empty:
        return None
    recipe.drop_row(report, "requests", rng.choice(empty))
    return Planted("missing-row")


def _no_section(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    if "statistics" in report.editions:
        return None
    report.headings[rng.choice((0, 4, 5))] = None
    return Planted("missing-section")


def _regulations(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    if report.editions.get("proactive") != "2021" or report.kind not in ("town", "bureau", "county"):
        return None
    key = ("proactive", "regulations", "in_force")
    if report.cells[key] != "0":
        return None
    report.cells[key] = str(rng.randint(1, 9))
    return Planted(
        "regulations", breaks=[("regulations-implausible", "proactive", "regulations", "", "0", report.cells[key] or "")]
    )


def _in_force(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    key = ("proactive", "normative_documents", "in_force")
    if report.editions.get("proactive") != "2021" or report.cells[key] is None:
        return None
    least = _number(report, (*key[:2], "issued")) - _number(report, (*key[:2], "repealed"))
    if least < 2:
        return None
    report.cells[key] = str(rng.randint(0, least - 1))
    return Planted("in-force")


def _zeros(report: Report, how: Narrative, rng: random.Random) -> Planted | None:
    if "requests" not in report.editions or not any(_number(report, ("disputes", row.key, "total")) for row in forms.DISPUTES):
        return None
    if not _number(report, ("requests", "new", "total")):
        return None
    for key in report.cells:
        if key[0] == "requests" and report.cells[key] is not None:
            report.cells[key] = "0"
    return Planted("zero-table", breaks=[("zero-implausible", "requests", "", "", "", "")])


ARITHMETIC: dict[str, Plant] = {
    "digits-swapped": _slip("digits-swapped", _swapped), "digit-lost": _slip("digit-lost", _lost), "digit-doubled": _slip("digit-doubled", _doubled),
    "total-not-filled": _slip("total-not-filled", _unfilled), "left-out": _slip("left-out", _left_out), "neighbour": _slip("neighbour", _neighbour),
    "sign": _slip("sign", _sign), "factor-10": _slip("factor-10", _tenfold), "last-year": _slip("last-year", _last_year), "counted-twice": _twice,
    "shifted-column": _shifted_columns, "shifted-row": _shifted_rows,
}  # fmt: skip
OTHERS: dict[str, Plant] = {
    "prose-number": _prose, "percentage": _percentage, "copied-year": _copied_year, "wrong-period": _period, "outdated-citation": _citation,
    "published-late": _late, "fees": _fees, "template-text": _template, "missing-table": _no_table, "missing-row": _no_row, "missing-section": _no_section, "regulations": _regulations,
    "in-force": _in_force, "zero-table": _zeros,
}  # fmt: skip
ALL = ARITHMETIC | OTHERS
_LAST = ("zero-table", "missing-table", "missing-row", "prose-number", "percentage", "copied-year")
"""Faults that look at the figures as they will be printed."""
_ALONE = {"zero-table", "missing-table", "missing-row", "copied-year"}
"""Faults after which others could not be told from them."""


def draw(rng: random.Random, most: int) -> list[str]:
    """Kinds for one report."""
    count = rng.randint(0, most)
    kinds: list[str] = []
    while len(kinds) < count:
        # Half of them arithmetic, half of the other kinds.
        kind = rng.choice(sorted(ARITHMETIC if rng.random() < 0.55 else OTHERS))
        if kind in kinds and kind not in ARITHMETIC:
            continue
        if kind in _ALONE or _ALONE & set(kinds):
            return [kind] if kind in _ALONE else kinds
        kinds.append(kind)
    return sorted(kinds, key=lambda kind: _LAST.index(kind) if kind in _LAST else -1)


def touches(report: Report, finding: tuple[str, ...], key: Key) -> bool:
    """Whether a relation that does not hold contains a cell."""
    rule, table, row, column = finding[:4]
    if table != key[0]:
        return False
    if rule == "requests-balance":
        return key[2] == column and key[1] in ("new", "carried_in", "total", "carried_out")
    if rule == "requests-result-total":
        leaves = {leaf.key for leaf in forms.LEAVES[report.editions["requests"]]}
        return key[2] == column and key[1] in leaves | {"total"}
    if rule == "statistics-total":
        return key[1] == row or key[1] in statistics.parts()[row]
    return key[1] == row if rule in ("requests-row-total", "disputes-total", "count-invalid") else False
