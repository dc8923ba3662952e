"""Figures that keep every relation of the form: the leaf cells are drawn, all the rest is added up."""

from __future__ import annotations

import random
from dataclasses import dataclass

from . import forms
from .forms import Key

Figures = dict[Key, int | str]
"""Whole numbers; money is a string with its decimals."""


@dataclass(frozen=True)
class Size:
    """How busy a body is: requests a year, disputes, documents, decisions, money."""

    requests: int
    disputes: int
    documents: int
    decisions: int
    money: int


SIZES = {
    "town": Size(4, 0, 3, 40, 0),
    "bureau": Size(35, 2, 8, 900, 60),
    "county": Size(260, 22, 60, 9000, 5200),
    "city": Size(3400, 240, 420, 160000, 88000),
    "ministry": Size(640, 41, 130, 2300, 900),
}

WEIGHTS = {
    "granted": 30, "partial": 12, "denied.state_secret": 0.5, "denied.other_law": 0.6,
    "denied.security_stability": 0.4, "denied.third_party": 2, "denied.internal_affairs": 2,
    "denied.deliberative": 2.5, "denied.enforcement_file": 2, "denied.admin_query": 4,
    "unavailable.not_held": 22, "unavailable.must_create": 5, "unavailable.unclear": 3,
    "not_processed.petition": 4, "not_processed.repeat": 3, "not_processed.publication": 0.5,
    "not_processed.excessive": 1, "not_processed.reconfirm": 1, "other": 6,
    "other.uncorrected": 3, "other.unpaid_fee": 0.3, "other.other": 5,
}  # fmt: skip
PERSON_WEIGHTS = (86, 8, 0.6, 0.8, 3, 1.6)


def spread(rng: random.Random, count: int, keys: list[str], weights: list[float]) -> dict[str, int]:
    """`count` items thrown into bins."""
    bins = dict.fromkeys(keys, 0)
    for key in rng.choices(keys, weights, k=count):
        bins[key] += 1
    return bins


def around(rng: random.Random, middle: int) -> int:
    return round(middle * rng.uniform(0.6, 1.4))


def requests(rng: random.Random, edition: str, size: Size) -> Figures:
    """表三: results by kind of applicant, then totals, then what was carried over and what came in."""
    persons = [column for column, _ in forms.PERSONS[:-1]]
    leaves = [row.key for row in forms.LEAVES[edition]]
    cells: Figures = {}
    answered = spread(rng, around(rng, size.requests), persons, list(PERSON_WEIGHTS))
    for person in persons:
        results = spread(rng, answered[person], leaves, [WEIGHTS[leaf] for leaf in leaves])
        carried_out = sum(rng.random() < 0.05 for _ in range(answered[person]))
        carried_in = min(answered[person], sum(rng.random() < 0.04 for _ in range(answered[person])))
        for leaf, count in results.items():
            cells["requests", leaf, person] = count
        cells["requests", "total", person] = answered[person]
        cells["requests", "carried_out", person] = carried_out
        cells["requests", "carried_in", person] = carried_in
        cells["requests", "new", person] = answered[person] + carried_out - carried_in
    for row in forms.request_rows(edition):
        cells["requests", row.key, "total"] = sum(int(cells["requests", row.key, person]) for person in persons)
    return cells


def disputes(rng: random.Random, size: Size) -> Figures:
    """表四: outcomes of three kinds of cases."""
    cells: Figures = {}
    for row, share in zip(forms.DISPUTES, (0.5, 0.2, 0.3), strict=True):
        kinds = [column for column, _ in forms.OUTCOMES[:-1]]
        outcomes = spread(rng, around(rng, round(size.disputes * share)), kinds, [6, 2, 1.5, 1])
        for kind, count in outcomes.items():
            cells["disputes", row.key, kind] = count
        cells["disputes", row.key, "total"] = sum(outcomes.values())
    return cells


def _money(rng: random.Random, middle: int) -> str:
    """An amount of 万元, two to six decimals as reports give them."""
    if not middle:
        return "0"
    return f"{rng.uniform(0.6, 1.4) * middle:.{rng.choice((2, 2, 4, 6))}f}"


def proactive(rng: random.Random, edition: str, size: Size, *, makes_regulations: bool) -> Figures:
    """表二: documents, decisions, fees."""
    cells: Figures = dict.fromkeys(forms.fields("proactive", edition), 0)
    documents = around(rng, size.documents)
    issued = rng.randint(0, max(1, documents // 8))
    if edition == "2021":
        cells["proactive", "normative_documents", "issued"] = issued
        cells["proactive", "normative_documents", "repealed"] = rng.randint(0, max(1, documents // 10))
        cells["proactive", "normative_documents", "in_force"] = documents + issued
        if makes_regulations:
            cells["proactive", "regulations", "issued"] = rng.randint(1, 4)
            cells["proactive", "regulations", "repealed"] = rng.randint(0, 2)
            cells["proactive", "regulations", "in_force"] = rng.randint(12, 40)
        cells["proactive", "fees", "amount"] = _money(rng, size.money)
        shares = (("licensing", 1.0), ("penalties", 0.4), ("coercion", 0.05))
    else:
        cells["proactive", "normative_documents", "made"] = issued
        cells["proactive", "normative_documents", "published"] = issued
        cells["proactive", "normative_documents", "total_published"] = documents + issued
        if makes_regulations:
            cells["proactive", "regulations", "made"] = made = rng.randint(1, 4)
            cells["proactive", "regulations", "published"] = made
            cells["proactive", "regulations", "total_published"] = made + rng.randint(9, 30)
        for row in ("licensing", "other_services", "penalties", "coercion"):
            items = rng.randint(0, 9) * (1 + size.documents // 9)
            cells["proactive", row, "prior_items"] = items
            cells["proactive", row, "change"] = rng.randint(-min(items, 6), 9) if items else 0
        cells["proactive", "fees", "prior_items"] = rng.randint(1, 7) if size.money else 0
        cells["proactive", "procurement", "projects"] = around(rng, size.documents)
        cells["proactive", "procurement", "amount"] = _money(rng, size.money or 45)
        shares = (("licensing", 1.0), ("other_services", 1.6), ("penalties", 0.4), ("coercion", 0.05))
    for row, share in shares:
        cells["proactive", row, "decisions"] = around(rng, round(size.decisions * share))
    return cells
