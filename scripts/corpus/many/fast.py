"""Reports by the hundred thousand: bodies over their years, written from page templates that are set once a process.

The tables of a template are laid out once; a file adds its figures at their places and its own running text. A file has at most
20 KB. Figures go on from year to year as in `figures`.
"""

from __future__ import annotations

import itertools
import multiprocessing
import random
import time
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .. import forms
from ..model import Para, Report
from ..render import html, own_pdf, pages, rules, text
from . import bodies, figures, hostile, narrative, troubles

LARGEST = 20_000
YEARS = range(2021, 2026)
_STYLES = (
    pages.Paper(table=8.5), pages.Paper(table=9, rules=rules.Rules("full", 0.75, fills=True), repeat_heads=True),
    pages.Paper(table=8, rules=rules.Rules("cells"), page_number="- {} -"), pages.Paper(table=8, size="16k", margin=40),
    pages.Paper(table=9, rules=rules.Rules("horizontal"), page_number="第{}页"), pages.Paper(table=8.5, rules=rules.Rules("none")),
    pages.Paper(table=8.5, aside=("requests",), turned=True), pages.Paper(table=8, numbers="right", upright="top", cut_rows=True),
)  # fmt: skip
_MARK = "\ue000"
"""Stands before the number of a cell in a template."""


def _template_report(edition: str) -> Report:
    """A report whose figures are marks."""
    editions = dict.fromkeys(forms.TABLES, edition)
    keys = [key for table in forms.TABLES for key in forms.fields(table, edition)]
    cells: dict[forms.Key, str | None] = {key: f"{_MARK}{number}" for number, key in enumerate(keys)}
    return Report("", "", 0, "", "county", cells, editions)


@dataclass(frozen=True)
class _Template:
    """A laid out page: what is always drawn, packed, and where the figures go."""

    packed: bytes
    width: float
    height: float
    turned: bool
    figures: tuple[tuple[int, float, float, float], ...]
    """Cell, middle, baseline from the bottom, size."""


@cache
def _pages(edition: str, style: int) -> tuple[list[_Template], float]:
    """The pages with the tables, and the height left on the last."""
    paper = _STYLES[style]
    report = _template_report(edition)
    setter = pages.Setter(
        paper, lambda text, size: size if text.startswith(_MARK) else pages.half(text, size), random.Random(style)
    )
    tables = troubles.Draft(report, random.Random(0)).tables()
    for heading, table in zip(forms.HEADINGS[1:4], forms.TABLES, strict=True):
        aside = table in paper.aside
        if aside != setter.sideways:
            setter.sideways = aside
            setter.turn_page()
        setter.para(Para(heading, "h1"))
        for grid in tables[table]:
            setter.grid(grid)
    made = []
    for page in setter.pages:
        places = []
        for entry in page.texts:
            if entry.text.startswith(_MARK):
                places.append((int(entry.text[1:]), entry.x + entry.size / 2, page.height - entry.y, entry.size))
        page.texts = [entry for entry in page.texts if not entry.text.startswith(_MARK)]
        content = own_pdf.content(page, own_pdf.Ink(), random.Random(0))
        made.append(_Template(own_pdf.stream(content), page.width, page.height, page.turned, tuple(places)))
    return made, setter.room


def _pdf(report: Report, before: list[Para], after: list[Para], style: int) -> bytes:
    """A PDF: the running text before, the pages of the tables, the running text after."""
    paper = _STYLES[style]
    templates, _ = _pages(report.editions["requests"], style)
    raws = [raw or "" for raw in report.cells.values()]
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", *own_pdf.font("gbk", 3)]
    kids = []

    def page(width: float, height: float, turned: bool, streams: list[bytes]) -> None:
        first = len(objects) + 1
        objects.extend(streams)
        wide, high = (height, width) if turned else (width, height)
        contents = " ".join(f"{first + i} 0 R" for i in range(len(streams)))
        kids.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide:g} {high:g}]{'/Rotate 90' if turned else ''}"
            f"/Resources<</Font<</F 3 0 R>>>>/Contents[{contents}]>>".encode()
        )

    def prose(paragraphs: list[Para]) -> None:
        for laid in pages.lay_out(list(paragraphs), pages.Paper(size=paper.size, margin=paper.margin, body=10.5)):
            page(laid.width, laid.height, False, [own_pdf.stream(own_pdf.content(laid, own_pdf.Ink(), random.Random(0)))])

    prose(before)
    for template in templates:
        turn = f"q 0 1 -1 0 {template.height:g} 0 cm " if template.turned else "q "
        lines = [
            f"/F {size:g} Tf 1 0 0 1 {middle - size * len(raws[cell]) / 4:.2f} {y:.2f} Tm ({raws[cell]}) Tj"
            for cell, middle, y, size in template.figures
        ]
        figures_drawn = f"{turn}BT {' '.join(lines)} ET Q".encode()
        page(template.width, template.height, template.turned, [template.packed, own_pdf.stream(figures_drawn, level=3)])
    prose(after)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    return own_pdf.package(objects)


@cache
def _marked(edition: str, kind: str) -> list[str]:
    """The tables of a page or text, cut at the figures: text and cell numbers in turn."""
    report = _template_report(edition)
    tables = troubles.Draft(report, random.Random(0)).tables()
    parts = []
    for heading, table in zip(forms.HEADINGS[1:4], forms.TABLES, strict=True):
        if kind == "html":
            parts.append(html.body([Para(heading, "h1"), *tables[table]], html.Style()))
        else:
            parts.append(text.render([Para(heading, "h1"), *tables[table]], text.tabs))
    cut = []
    for piece in ("\n".join(parts)).split(_MARK):
        digits = "".join(itertools.takewhile(str.isdigit, piece)) if cut else ""
        if cut:
            cut.append(digits)
        cut.append(piece[len(digits) :])
    return cut


def _filled(report: Report, kind: str) -> str:
    raws = [raw or "" for raw in report.cells.values()]
    parts = _marked(report.editions["requests"], kind)
    return "".join(part if i % 2 == 0 else raws[int(part)] for i, part in enumerate(parts))


def _write(report: Report, topics: tuple[str, ...], seed: str, rng: random.Random) -> tuple[str, bytes]:
    """A file of one of the kinds: six PDFs, three pages, one text in ten."""
    blocks = narrative.compose(report, narrative.Narrative(seed), topics, {})
    paragraphs = [block for block in blocks if isinstance(block, Para)]
    at = next(i for i, block in enumerate(paragraphs) if block.text == forms.HEADINGS[1])
    end = next(i for i, block in enumerate(paragraphs) if block.text == forms.HEADINGS[4])
    before, between, after = paragraphs[:at], paragraphs[at:end], paragraphs[end:]
    before += [block for block in between if block.role == "p"]
    kind = rng.random()
    if kind < 0.6:
        return ".pdf", _pdf(report, before, after, rng.randrange(len(_STYLES)))
    if kind < 0.9:
        page = html.cms(
            [*before, *after], html.Style(), charset="utf-8", site_name=report.agency[:3] + "人民政府", source=report.agency,
            published=f"{report.year + 1}-01-{rng.randint(5, 28)}", index=f"{rng.randrange(10**9):09}", years=[report.year - 1],
        )  # fmt: skip
        mark = f'<h2 class="h1">{forms.HEADINGS[4]}</h2>'
        return ".html", page.replace(mark, _filled(report, "html") + "\n" + mark).encode()
    lead = text.render(list(before), text.tabs)
    return ".txt", (lead + _filled(report, "txt") + text.render(list(after), text.tabs)).encode()


def _body(number: int) -> tuple[bodies.Body, bodies.Area]:
    """The body of a number: sixty of them share a county."""
    where = bodies.area(random.Random(f"fast area {number // 60}"))
    where = bodies.Area(where.city, where.county, f"{990000 + number // 60:06}")
    rng = random.Random(f"fast body {number}")
    if number % 60 == 0:
        return bodies.Body(
            where.county + "人民政府", "我" + where.tail, "county", where.county, ("老旧小区改造", "医保报销"), where.code, True
        ), where
    if number % 60 < 40:
        return bodies.town(rng, where, number % 60), where
    return bodies.bureau(rng, where), where


def _chunk(folder: Path, first: int, last: int, seed: int, broken: float) -> list[tuple[str, str, str, int]]:
    """The files from number `first` to before `last`: path, kind, agency, year."""
    rows = []
    years = len(YEARS)
    for number in range(first // years, (last + years - 1) // years):
        body, where = _body(number)
        rng = random.Random(f"fast {seed} {number}")
        busy, past = figures.size(rng, body), figures.Past()
        place = folder / where.code
        place.mkdir(exist_ok=True)
        editions = dict.fromkeys(forms.TABLES, "2021")
        for i, year in enumerate(YEARS):
            cells = {key: str(figure) for key, figure in figures.year(rng, body, editions, busy, past).items()}
            ordered = {key: cells[key] for table in forms.TABLES for key in forms.fields(table, "2021")}
            title = f"{body.agency}{year}年政府信息公开工作年度报告"
            report = Report(body.agency, title, year, body.who, body.kind, ordered, editions, (year, 1, 1), (year, 12, 31))
            suffix, data = _write(report, body.topics, f"{seed} {number} {year}", rng)
            kind = "good"
            if rng.random() < broken:
                kind = rng.choice(sorted(hostile.KINDS))
                good = data if suffix == ".pdf" else _pdf(report, [Para(title, "title")], [], 0)
                suffix, data = hostile.KINDS[kind](good, rng)
            if not first <= number * years + i < last:
                continue
            name = f"{number * years + i:06}-{body.agency}{year}{suffix}"
            (place / name).write_bytes(data)
            rows.append((f"{where.code}/{name}", kind, body.agency, year))
    return rows


def make(folder: Path, count: int, seed: int, broken: float, processes: int) -> str:
    """Writes `count` files below `folder` and a list of them beside it; says how many a second."""
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    step = max(len(YEARS), min(1000, count // processes // len(YEARS) * len(YEARS) or len(YEARS)))
    jobs = [(folder, first, min(first + step, count), seed, broken) for first in range(0, count, step)]
    if processes > 1:
        with multiprocessing.Pool(processes) as pool:
            rows = [row for chunk in pool.starmap(_chunk, jobs, chunksize=1) for row in chunk]
    else:
        rows = [row for job in jobs for row in _chunk(*job)]
    seconds = time.monotonic() - started
    lines = ["path\tkind\tagency\tyear", *("\t".join(map(str, row)) for row in rows)]
    listing = folder.with_name(folder.name + ".tsv")
    listing.write_text("\n".join(lines) + "\n", encoding="utf-8")
    kinds = Counter(kind for _, kind, _, _ in rows)
    bad = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()) if kind != "good")
    return f"{len(rows)} files in {folder}, listed in {listing}: {seconds:.1f} s, {len(rows) / seconds:.0f} files/s; hostile: {bad or 'none'}"
