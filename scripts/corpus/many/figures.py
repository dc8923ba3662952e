"""Figures of a body over its years: every relation of the form holds within a year, and what goes from year to year meets."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from .. import forms, numbers, statistics
from ..numbers import Figures, Size
from .bodies import Body

_PERSONS = [column for column, _ in forms.PERSONS[:-1]]


@dataclass
class Past:
    """What a year takes over from the year before."""

    carried: dict[str, int] = field(default_factory=dict)
    """Requests carried over, by kind of applicant."""
    in_force: dict[str, int] = field(default_factory=dict)
    """Documents in force, by row of 表二."""
    items: dict[str, int] = field(default_factory=dict)
    """Items of decisions, by row of 表二 of 2019."""
    pending: dict[str, int] = field(default_factory=dict)
    """Cases not yet decided, by block of 表四."""


def size(rng: random.Random, body: Body) -> Size:
    """How busy this body is: bodies of a kind differ by a factor of ten, many have nothing at all to tell."""
    base = numbers.SIZES[body.kind]
    if body.kind in ("town", "bureau") and rng.random() < (0.45 if body.kind == "town" else 0.15):
        return Size(0, 0, rng.choice((0, 0, 3)), rng.choice((0, 20)), 0)
    factor = rng.lognormvariate(0, 0.8)

    def scaled(count: int) -> int:
        return round(count * factor)

    return Size(
        scaled(base.requests), scaled(base.disputes), max(1, scaled(base.documents)), scaled(base.decisions),
        scaled(base.money) if rng.random() < 0.7 else 0,
    )  # fmt: skip


def requests(rng: random.Random, edition: str, busy: Size, past: Past, first: bool) -> Figures:
    """表三: what was carried in is what the year before carried out; results by kind of applicant, then the totals."""
    leaves = [row.key for row in forms.LEAVES[edition]]
    weights = [numbers.WEIGHTS[leaf] * rng.choice((0.2, 1, 1, 2)) for leaf in leaves]
    cells: Figures = {}
    answered = numbers.spread(rng, numbers.around(rng, busy.requests), _PERSONS, list(numbers.PERSON_WEIGHTS))
    for person in _PERSONS:
        before = sum(rng.random() < 0.05 for _ in range(answered[person])) if first else past.carried.get(person, 0)
        total = max(answered[person], before)
        results = numbers.spread(rng, total, leaves, weights)
        left = sum(rng.random() < 0.05 for _ in range(total))
        for leaf, count in results.items():
            cells["requests", leaf, person] = count
        cells["requests", "total", person] = total
        cells["requests", "carried_in", person] = before
        cells["requests", "carried_out", person] = past.carried[person] = left
        cells["requests", "new", person] = total + left - before
    for row in forms.request_rows(edition):
        cells["requests", row.key, "total"] = sum(int(cells["requests", row.key, person]) for person in _PERSONS)
    return cells


def disputes(rng: random.Random, busy: Size, past: Past) -> Figures:
    """表四; the cases pending at the end of a year are counted in the next."""
    cells: Figures = {}
    for row, share in zip(forms.DISPUTES, (0.5, 0.2, 0.3), strict=True):
        kinds = [column for column, _ in forms.OUTCOMES[:-1]]
        count = max(numbers.around(rng, round(busy.disputes * share)), past.pending.get(row.key, 0))
        outcomes = numbers.spread(rng, count, kinds, [6, 2, 1.5, 1])
        past.pending[row.key] = outcomes["pending"]
        for kind, number in outcomes.items():
            cells["disputes", row.key, kind] = number
        cells["disputes", row.key, "total"] = count
    return cells


def proactive(rng: random.Random, edition: str, busy: Size, past: Past, *, makes_regulations: bool) -> Figures:
    """表二; documents in force and items of decisions go on from the year before."""
    cells = numbers.proactive(rng, edition, busy, makes_regulations=makes_regulations)
    for row in ("regulations", "normative_documents"):
        key = ("proactive", row)
        if edition == "2021":
            issued = int(cells[*key, "issued"])
            before = past.in_force.get(row, int(cells[*key, "in_force"]) + int(cells[*key, "repealed"]) - issued)
            repealed = min(int(cells[*key, "repealed"]), before)
            cells[*key, "repealed"] = repealed
            cells[*key, "in_force"] = past.in_force[row] = before + issued - repealed
        else:
            past.in_force.pop(row, None)
    if edition == "2019":
        for row in ("licensing", "other_services", "penalties", "coercion", "fees"):
            key = ("proactive", row)
            prior = past.items.get(row, int(cells[*key, "prior_items"]))
            change = max(-prior, int(cells[*key, "change"]))
            cells[*key, "prior_items"], cells[*key, "change"] = prior, change
            past.items[row] = prior + change
    return cells


def statistics_2014(rng: random.Random, busy: Size) -> Figures:
    """The table of 2014: parts are drawn, totals added up; channels count an item more than once."""
    cells: dict[str, int | str] = dict.fromkeys(statistics.fields(), 0)
    published = numbers.around(rng, 40 + busy.documents * 12)
    normative = min(published, numbers.around(rng, busy.documents))
    cells["proactive.total"] = published
    cells["proactive.normative_documents"] = normative
    cells["proactive.normative_documents_made"] = normative + rng.randint(0, 3)
    cells["channel.website"] = published
    for channel in ("gazette", "weibo", "wechat", "other"):
        cells[f"channel.{channel}"] = rng.choice((0, round(published * rng.random())))
    for answer in ("hot_topics", "press_conferences", "online_interviews", "policy_explanations", "social_media", "other"):
        cells[f"response.{answer}"] = rng.choice((0, rng.randint(1, 9 + busy.documents)))
    for event in ("press_conferences", "online_interviews"):
        cells[f"response.{event}_by_head"] = rng.randint(0, int(cells[f"response.{event}"]))
    requests_made = numbers.around(rng, busy.requests)
    _parts(rng, cells, "requests.received", requests_made, (8, 1, 70, 21))
    _parts(rng, cells, "requests.closed", requests_made, (95, 5))
    _parts(rng, cells, "requests.answered", requests_made, (20, 40, 6, 8, 14, 9, 1, 3))
    refused = int(cells["requests.answered.refused"])
    bins = numbers.spread(rng, refused, list(statistics.REFUSED), [1, 2, 3, 2, 5, 3])
    cells |= {f"requests.refused.{reason}": count for reason, count in bins.items()}
    _parts(rng, cells, "review", numbers.around(rng, busy.disputes // 2), (6, 2, 2))
    _parts(rng, cells, "suit", numbers.around(rng, busy.disputes // 2), (6, 1, 3))
    cells["complaints"] = rng.choice((0, 0, rng.randint(1, 4)))
    cells["fees"] = rng.choice(("0", "0", f"{rng.random():.2f}"))
    cells["staff.offices"] = rng.randint(1, 3 + busy.documents // 4)
    cells["staff.reading_points"] = rng.randint(0, 4 + busy.documents // 4)
    _parts(rng, cells, "staff.people", rng.randint(1, 6 + busy.documents), (1, 3))
    cells["staff.budget"] = rng.choice(("0", str(rng.randint(1, 20)), f"{rng.uniform(0.5, 30):.1f}"))
    cells["training.meetings"] = rng.randint(0, 5)
    cells["training.courses"] = courses = rng.randint(0, 4)
    cells["training.attendees"] = courses * rng.randint(8, 90)
    return {("statistics", key, "value"): figure for key, figure in cells.items()}


def _parts(rng: random.Random, cells: dict[str, int | str], total: str, count: int, weights: tuple[int, ...]) -> None:
    names = list(statistics.parts()[total])
    for name, number in numbers.spread(rng, count, names, list(weights)).items():
        cells[name] = number
    cells[total] = count


def year(rng: random.Random, body: Body, editions: dict[str, str], busy: Size, past: Past | None = None) -> Figures:
    """All figures of one year; `past` is carried on to the next."""
    first = past is None or not past.carried
    past = past or Past()
    if "statistics" in editions:
        return statistics_2014(rng, busy)
    cells = proactive(rng, editions["proactive"], busy, past, makes_regulations=body.makes_regulations)
    cells |= requests(rng, editions["requests"], busy, past, first)
    cells |= disputes(rng, busy, past)
    return cells
