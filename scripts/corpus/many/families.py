"""Reports that belong together: bodies over several years, counties with their members, bodies that copy from one another."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from .. import forms
from ..model import value
from . import bodies, figures
from .case import Case, Plan, cook

Row = tuple[str, str, str, str, str, str, str]
"""Rule, the case a finding stands on, the other case, cell, expected, found, note."""


@dataclass
class Family:
    """Cases by their label, and what only shows when they are read together."""

    name: str
    cases: dict[str, Case] = field(default_factory=dict)
    cross: list[Row] = field(default_factory=list)
    areas: list[tuple[str, str]] = field(default_factory=list)
    """Body and the body that sums it up."""


def _figure(case: Case, key: forms.Key) -> Decimal | None:
    text = value(case.report.cells.get(key))
    return Decimal(text) if text else None


# What the years of a body have to say to one another


def _pairs(cases: list[Case]) -> list[tuple[Case, Case]]:
    return [(a, b) for a, b in pairwise(cases) if b.report.year == a.report.year + 1]


def _carry_over(before: Case, after: Case) -> list[tuple[str, str, str, str]]:
    found = []
    for column, _ in forms.PERSONS:
        out, into = _figure(before, ("requests", "carried_out", column)), _figure(after, ("requests", "carried_in", column))
        if out is not None and into is not None and out != into:
            found.append(("carry-over-mismatch", f"requests/carried_in/{column}", str(out), str(into)))
    return found


def _documents(before: Case, after: Case) -> list[tuple[str, str, str, str]]:
    if before.report.editions["proactive"] != "2021" or after.report.editions["proactive"] != "2021":
        return []
    found = []
    for row in ("regulations", "normative_documents"):
        old = _figure(before, ("proactive", row, "in_force"))
        issued, repealed, now = (_figure(after, ("proactive", row, column)) for column in ("issued", "repealed", "in_force"))
        if None not in (old, issued, repealed, now) and old + issued - repealed != now:
            found.append(("in-force-discontinuity", f"proactive/{row}/in_force", str(old + issued - repealed), str(now)))
    return found


def _items(before: Case, after: Case) -> list[tuple[str, str, str, str]]:
    if before.report.editions["proactive"] != "2019" or after.report.editions["proactive"] != "2019":
        return []
    found = []
    for row in ("licensing", "other_services", "penalties", "coercion", "fees"):
        prior, change = (_figure(before, ("proactive", row, column)) for column in ("prior_items", "change"))
        now = _figure(after, ("proactive", row, "prior_items"))
        if None not in (prior, change, now) and prior + change != now:
            found.append(("prior-items-discontinuity", f"proactive/{row}/prior_items", str(prior + change), str(now)))
    return found


def _pending(before: Case, after: Case) -> list[tuple[str, str, str, str]]:
    found = []
    for block in forms.DISPUTES:
        pending, total = _figure(before, ("disputes", block.key, "pending")), _figure(after, ("disputes", block.key, "total"))
        if pending is not None and total is not None and pending > total:
            found.append(("pending-vanished", f"disputes/{block.key}/total", f">= {pending}", str(total)))
    return found


def _units(before: Case, after: Case) -> list[tuple[str, str, str, str]]:
    key = ("proactive", "fees", "amount")
    old, new = _figure(before, key), _figure(after, key)
    if old and new and not Decimal("0.0005") < new / old < 2000:
        return [("unit-jump", "/".join(key), f"about {old}", str(new))]
    return []


def series_truth(cases: dict[str, Case]) -> list[Row]:
    """What an auditor finds between the years of one body."""
    names = {id(case): name for name, case in cases.items()}
    ordered = sorted(cases.values(), key=lambda case: case.report.year)
    rows: list[Row] = []
    for before, after in _pairs(ordered):
        for check in (_carry_over, _documents, _items, _pending, _units):
            rows += [(rule, names[id(after)], names[id(before)], *rest, "between years") for rule, *rest in check(before, after)]
    for before, after in pairwise(ordered):
        if after.report.year > before.report.year + 1:
            missing = str(before.report.year + 1)
            rows.append(("year-missing", names[id(after)], names[id(before)], "", missing, "", "no report"))
    return rows


# Faults of a series: each changes the figures of a year before its report is made


Years = dict[int, figures.Figures]


def _carry_broken(years: Years, year: int, rng: random.Random) -> bool:
    """More was carried in than the year before carried out; the year itself still balances."""
    cells, more = years[year], rng.randint(1, 6)
    for column in ("natural_person", "total"):
        cells["requests", "carried_in", column] = int(cells["requests", "carried_in", column]) + more
        new = int(cells["requests", "new", column]) - more
        if new < 0:
            return False
        cells["requests", "new", column] = new
    return True


def _in_force_broken(years: Years, year: int, rng: random.Random) -> bool:
    key = ("proactive", "normative_documents", "in_force")
    if key not in years[year]:
        return False
    years[year][key] = int(years[year][key]) + rng.randint(2, 9)
    return True


def _unit_broken(years: Years, year: int, rng: random.Random) -> bool:
    """元 printed where the form wants 万元."""
    key = ("proactive", "fees", "amount")
    if Decimal(years[year].get(key, 0)) < Decimal("0.5") or any(Decimal(cells.get(key, 0)) == 0 for cells in years.values()):
        return False
    years[year][key] = str((Decimal(years[year][key]) * 10000).quantize(Decimal(1)))
    return True


def _items_broken(years: Years, year: int, rng: random.Random) -> bool:
    key = ("proactive", "licensing", "prior_items")
    if key not in years[year]:
        return False
    years[year][key] = int(years[year][key]) + rng.randint(2, 9)
    return True


_SERIES: dict[str, Callable[[Years, int, random.Random], bool]] = {
    "carry-over": _carry_broken, "in-force-jump": _in_force_broken, "unit-jump": _unit_broken, "prior-items": _items_broken,
}  # fmt: skip


def _editions(year: int) -> dict[str, str]:
    return dict.fromkeys(forms.TABLES, forms.edition_in_force(year))


def _body(rng: random.Random) -> bodies.Body:
    where = bodies.area(rng)
    return rng.choice((bodies.town, bodies.bureau, bodies.bureau, bodies.county, bodies.city))(rng, where)


def series(seed: str) -> Family:
    """A body over three to six years; in half of them one thing does not go on as it should."""
    rng = random.Random(seed)
    body = _body(rng)
    first = rng.randint(2019, 2022)
    years = range(first, min(first + rng.randint(3, 6), 2026))
    busy = figures.size(rng, body)
    while not busy.requests:
        busy = figures.size(rng, body)
    past = figures.Past()
    cells = {year: figures.year(rng, body, _editions(year), busy, past) for year in years}
    kind = rng.choice(("none", "none", "none", *_SERIES, "missing-year", "unchanged", "conflict"))
    wrong = rng.choice(years[1:])
    if kind in _SERIES and not _SERIES[kind](cells, wrong, rng):
        kind = "none"
    family = Family(f"series-{kind}")
    seeds = {year: f"{seed} {year}" for year in years}
    if kind == "unchanged" and forms.edition_in_force(wrong) == forms.edition_in_force(wrong - 1):
        # The whole report of the year before, under the new year.
        cells[wrong], seeds[wrong] = cells[wrong - 1], seeds[wrong - 1]
        family.cross.append(("report-unchanged", str(wrong), str(wrong - 1), "", "", "", "the report of the year before"))
    for year in years:
        last = int(cells[year - 1]["requests", "new", "total"]) if year > first else None
        plan = Plan(seeds[year], body, year, clean=True, kinds=[], cells=cells[year], last_new=last, editions=_editions(year))
        family.cases[str(year)] = cook(plan)
    if kind == "missing-year" and len(years) > 2:
        del family.cases[str(years[1])]
    if kind == "conflict":
        other = dict(cells[wrong])
        key = ("disputes", "review", "upheld")
        other[key], other[*key[:2], "total"] = int(other[key]) + 3, int(other[*key[:2], "total"]) + 3
        plan = Plan(f"{seed} other {wrong}", body, wrong, clean=True, kinds=[], cells=other, editions=_editions(wrong))
        family.cases[f"{wrong}-other"] = cook(plan)
        family.cross.append(
            ("report-conflict", f"{wrong}-other", str(wrong), "disputes/review/upheld", "", "", "two documents of one year")
        )
    plain = {name: case for name, case in family.cases.items() if not name.endswith("-other")}
    family.cross += series_truth(plain)
    return family


def county(seed: str) -> Family:
    """A county's report that sums up its members; in half of them one figure is smaller than the members' sum."""
    rng = random.Random(seed)
    where = bodies.area(rng)
    parent = bodies.Body(
        where.county + "人民政府", "我" + where.tail, "county", where.county, ("老旧小区改造", "医保报销"), where.code, True
    )
    members = [bodies.town(rng, where, number) for number in range(1, rng.randint(4, 8))]
    members += [
        bodies.Body(where.county + office, "我局", "bureau", where.county, topics, where.code)
        for office, topics in rng.sample(bodies.OFFICES, 3)
    ]
    year = rng.randint(2021, 2025)
    editions = _editions(year)
    drawn = [figures.year(rng, body, editions, figures.size(rng, body), figures.Past()) for body in (parent, *members)]
    whole: figures.Figures = {}
    for key in drawn[0]:
        total = sum((Decimal(cells[key]) for cells in drawn), Decimal(0))
        whole[key] = str(total) if key[2] == "amount" else int(total)
    family = Family("county")
    if rng.random() < 0.5:
        # One outcome less than one member alone has, and every sum with it.
        biggest = max(drawn[1:], key=lambda cells: int(cells["requests", "granted", "natural_person"]))
        most = int(biggest["requests", "granted", "natural_person"])
        if most:
            family.name = "county-too-small"
            _lower(whole, most - 1)
    for key, figure in whole.items():
        theirs = sum(Decimal(cells[key]) for cells in drawn[1:])
        if Decimal(figure) < theirs:
            family.cross.append(
                ("parent-too-small", "parent", "", "/".join(key), f">= {theirs}", str(figure), "less than its members")
            )
    for label, body, cells in [
        ("parent", parent, whole),
        *((f"member{i}", body, cells) for i, (body, cells) in enumerate(zip(members, drawn[1:], strict=True), 1)),
    ]:
        family.cases[label] = cook(Plan(f"{seed} {label}", body, year, clean=True, kinds=[], cells=cells, editions=editions))
        if label != "parent":
            family.areas.append((body.agency, parent.agency))
    return family


def _lower(cells: figures.Figures, to: int) -> None:
    """（一）of 自然人 lowered, and every sum that it is in."""
    by = int(cells["requests", "granted", "natural_person"]) - to
    for row in ("granted", "total", "new"):
        for column in ("natural_person", "total"):
            cells["requests", row, column] = int(cells["requests", row, column]) - by


def copied(seed: str) -> Family:
    """Two bodies of a year: the second has the first one's prose, or its figures, or neither."""
    rng = random.Random(seed)
    where = bodies.area(rng)
    year = rng.randint(2021, 2025)
    editions = _editions(year)
    one, two = bodies.bureau(rng, where), bodies.bureau(rng, where)
    kind = rng.choice(("prose", "figures", "none"))
    if kind == "prose":
        two = bodies.Body(two.agency, one.who, two.kind, two.area, one.topics, two.code)
    if one.agency == two.agency:
        kind = "none"
        two = bodies.town(rng, where, 7)
    busy = figures.Size(60, 6, 9, 700, 40)
    first, second = (figures.year(rng, body, editions, busy, figures.Past()) for body in (one, two))
    family = Family(f"copied-{kind}")
    for label, body, cells in (("first", one, first), ("second", two, first if kind == "figures" else second)):
        text = f"{seed} first" if kind == "prose" else f"{seed} {label}"
        family.cases[label] = cook(Plan(text, body, year, clean=True, kinds=[], cells=cells, editions=editions))
    if kind != "none":
        family.cross.append(("report-copied", "second", "first", "", "", "", kind))
    return family


MAKERS = ((series, 6), (county, 1), (copied, 3))


def draw(seed: str) -> Family:
    """A family of any kind."""
    rng = random.Random(f"family {seed}")
    return rng.choices([make for make, _ in MAKERS], [weight for _, weight in MAKERS])[0](seed)
