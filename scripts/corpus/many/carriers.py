"""From blocks to a file: a carrier and a layout drawn at random, and what a person could still read in it.

What needs more than the standard library is imported where it is needed, so that the rest goes on without it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape

from carriers import mhtml

from ..model import Block, Cell, Grid, Report
from ..render import html, ofd, own_pdf, pages, rtf, rules, text


@dataclass
class Made:
    """A document, or what another program has to make it of."""

    suffix: str
    data: bytes
    layout: str
    readable: bool = True
    """Whether a person could tell the cells apart."""
    producer: str = ""
    """soffice, chromium, pdftotext-layout or pdftotext-raw: what has to be run on `data`."""
    notes: dict[str, str] = field(default_factory=dict)


def _jitter(rng: random.Random, widths: tuple[int, ...], by: float = 0.2) -> tuple[float, ...]:
    return tuple(width * rng.uniform(1 - by, 1 + by) for width in widths)


def paper(rng: random.Random, blocks: list[Block], simple: bool = False) -> pages.Paper:
    """A page layout at random; a simple one has every rule and breaks pages between rows."""
    if simple:
        return pages.Paper(table=rng.choice((8, 8.5, 9)), page_number=rng.choice(("", "- {} -")), repeat_heads=rng.random() < 0.5)
    kind = rng.choices(
        (
            "full",
            "cells",
            "pieces",
            "broken",
            "doubled",
            "inner",
            "open",
            "horizontal",
            "vertical",
            "three",
            "none",
            "shading",
            "through",
        ),
        (22, 8, 6, 6, 5, 5, 5, 9, 5, 5, 9, 6, 4),
    )[0]
    grids = [block for block in blocks if isinstance(block, Grid)]
    breaks = []
    if rng.random() < 0.5:
        for grid in grids:
            if len(grid.rows) > 10:
                breaks.append((grid.name, rng.randint(grid.head_rows + 1, len(grid.rows) - 1)))
    aside = ("requests",) if rng.random() < 0.15 else ()
    table = rng.choice((7, 7.5, 8, 8.5, 9, 10, 10.5))
    size = rng.choices(("a4", "a3", "letter", "b5", "16k"), (80, 3, 5, 6, 6))[0]
    if size in ("b5", "16k"):
        table = min(table, 8)
    label = rng.choice((16, 22, 28, 34))
    return pages.Paper(
        size=size, landscape=rng.random() < 0.06, margin=rng.choice((36, 50, 62, 72)), body=rng.choice((10.5, 12, 14, 16)), table=table,
        leading=rng.choice((1.15, 1.3, 1.5)), pad=rng.choice((2, 4, 6, 10)),
        rules=rules.Rules(kind, rng.choice((0.3, 0.5, 0.75, 1)), fills=rng.random() < 0.25),
        numbers=rng.choices(("center", "left", "right"), (70, 12, 18))[0], upright=rng.choices(("middle", "top", "bottom"), (75, 17, 8))[0],
        shares={
            "proactive": _jitter(rng, (34, 22, 22, 22)),
            "requests": _jitter(rng, (6, 10, label, 8, 8, 8, 9, 9, 7, 7), 0.12),
            "disputes": _jitter(rng, (1,) * 15, 0.08),
            "statistics": _jitter(rng, (64, 12, 24), 0.1),
        },
        repeat_heads=rng.random() < 0.3, spans=rng.choice(("flow", "flow", "first", "repeat")), cut_rows=rng.random() < 0.4,
        cut_figures=rng.choice(("first", "second")), breaks=tuple(breaks), rule_at_break=rng.random() < 0.7, aside=aside,
        turned=rng.random() < 0.5, page_number=rng.choice(("", "", "- {} -", "— {} —", "第{}页", "{}")),
        running_head=rng.choice(("", "", "", "政府信息公开工作年度报告")), watermark=rng.choice(("", "", "", "", "信息公开")),
        turned_group=rng.random() < 0.15, bold_heads=rng.random() < 0.2, beside=rng.random() < 0.15,
        frame=rng.choice((3, 6)) if rng.random() < 0.06 else 0, blank_after=rng.choice((2, 3)) if rng.random() < 0.05 else 0,
    )  # fmt: skip


def _tags(how: pages.Paper) -> str:
    return how.rules.kind + ("-framed" if how.frame else "")


def own(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """A PDF of our own writing."""
    how = paper(rng, blocks, simple)
    ink = own_pdf.Ink(
        rng.choice(own_pdf.FONTS), rng.choice(("whole", "whole", "spread", "glyphs")), rng.choice(("cells", "cells", "backwards", "shuffled", "rules-last")),
        rng.choice((1, 1, 1, 10, 0.5)), rng.choice(((0, 0), (0, 0), (0, 0), (-40, 25))),
    )  # fmt: skip
    laid = pages.lay_out(blocks, how, seed=report.title)
    return Made(".pdf", own_pdf.write(laid, ink, report.title), _tags(how))


def reportlab(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """A PDF by reportlab with an embedded font."""
    from ..render import embedded

    how = paper(rng, blocks, simple)
    return Made(
        ".pdf", embedded.write(pages.lay_out(blocks, how, embedded.measure, report.title), rng.random() < 0.9), _tags(how)
    )


def fixed(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """An OFD document."""
    how = replace(paper(rng, blocks, simple), watermark="", turned=False)
    return Made(".ofd", ofd.write(pages.lay_out(blocks, how, seed=report.title), report.title), _tags(how))


def _docx(rng: random.Random, blocks: list[Block], simple: bool) -> tuple[bytes, str]:
    from ..render import docx

    if simple:
        return docx.render(blocks, docx.Style(page_numbers=True, bold=False)), "single"
    heads, whole = rng.choice(((False, False), (False, True), (True, False)))  # both at once, and LibreOffice loses rows
    once = sum(isinstance(block, Grid) and block.name == "requests" for block in blocks) == 1
    style = docx.Style(
        font=rng.choice(("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei")), size=rng.choice((10.5, 12, 14)),
        table_size=rng.choice((7, 8, 9, 10.5)), line=rng.choice((1.0, 1.3, 1.6)), borders=rng.choice(("single", "single", "single", "none", "dotted")),
        landscape_requests=once and rng.random() < 0.2, repeat_heads=heads, whole_rows=whole, page_numbers=rng.random() < 0.5,
        margin=rng.choice((1.8, 2.2, 3)), bold=rng.random() < 0.3, text_direction=rng.random() < 0.2,
    )  # fmt: skip
    return docx.render(blocks, style), style.borders


def word(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """A DOCX document."""
    data, borders = _docx(rng, blocks, simple)
    return Made(".docx", data, f"borders-{borders}")


def office(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """A PDF that LibreOffice prints."""
    data, borders = _docx(rng, blocks, simple)
    return Made(".pdf", data, f"borders-{borders}", producer="soffice")


def old_word(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """A DOC that LibreOffice writes."""
    data, borders = _docx(rng, blocks, simple)
    return Made(".doc", data, f"borders-{borders}", producer="soffice-doc")


def printed(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """A PDF that Chromium prints."""
    css, name = rng.choice((
        ("td { border: 1px solid #000; }", "full"),
        ("table { border-top: 1px solid; border-bottom: 1px solid; } tr { border-bottom: 0.5px solid #333; }", "horizontal"),
        ("td.head, td.title { background: #ddd; }", "none"),
        ("td { border: 1px dotted #666; }", "dotted"),
    )[: 1 if simple else 4])  # fmt: skip
    page = html.printable(
        blocks, font=rng.choice(("WenQuanYi Zen Hei", "Noto Sans CJK SC")), css=css, size=rng.choice((10, 11, 13)), table_size=rng.choice((7.5, 8.5, 9.5)),
        margin=rng.choice(("20mm 18mm", "12mm 10mm", "25mm 25mm")),
    )  # fmt: skip
    return Made(".pdf", page.encode(), name, producer="chromium")


# Pages


def _unspanned(grid: Grid, fill: Callable[[Cell], str]) -> Grid:
    """Every place a cell of its own; what a span covered is filled by a function of the cell that covered it."""
    covering: dict[tuple[int, int], Cell] = {}
    rows = []
    for r, row in enumerate(grid.matrix()):
        cells = []
        for c, cell in enumerate(row):
            if cell is None:
                cells.append(Cell(fill(covering[r, c]), covering[r, c].kind))
                continue
            for rr in range(r, r + cell.rowspan):
                for cc in range(c, c + cell.colspan):
                    covering[rr, cc] = cell
            cells.append(replace(cell, rowspan=1, colspan=1))
        rows.append(tuple(cells))
    return replace(grid, rows=tuple(rows))


def _overlong(grid: Grid, rng: random.Random) -> Grid:
    """Spans of rows that go on below the end of the table."""
    return replace(grid, rows=tuple(
        tuple(replace(cell, rowspan=cell.rowspan + (rng.randint(1, 9) if cell.rowspan > 1 and r + cell.rowspan == len(grid.rows) - 1 else 0)) for cell in row)
        for r, row in enumerate(grid.rows)
    ))  # fmt: skip


def _no_head_spans(grid: Grid) -> Grid:
    """Heads that lost their colspan: the row is shorter than the rows of figures."""
    return replace(grid, rows=tuple(
        tuple(replace(cell, colspan=1) if cell.kind == "head" and cell.rowspan == 1 else cell for cell in row) for row in grid.rows
    ))  # fmt: skip


_SPANS: dict[str, Callable[[Grid, random.Random], Grid]] = {
    "true": lambda grid, rng: grid,
    "empty": lambda grid, rng: _unspanned(grid, lambda cell: ""),
    "repeated": lambda grid, rng: _unspanned(grid, lambda cell: cell.text if cell.kind != "num" else ""),
    "overlong": _overlong,
    "lost-in-heads": lambda grid, rng: _no_head_spans(grid),
}


def _page(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> tuple[str, str, str]:
    spans = "true" if simple else rng.choices(list(_SPANS), (60, 12, 10, 10, 8))[0]
    drawn = [_SPANS[spans](block, rng) if isinstance(block, Grid) else block for block in blocks]
    style = html.Style(word=rng.random() < 0.4, attributes=rng.random() < 0.3, br_labels=rng.random() < 0.2)
    charset = rng.choice(("utf-8", "utf-8", "gb18030"))
    published = report.published
    frame = rng.choice(("cms", "nested", "bare"))
    if frame == "cms":
        site = report.agency[:3] + "人民政府"
        page = html.cms(
            drawn,
            style,
            charset=charset,
            site_name=site,
            source=report.agency,
            published=published,
            index="990100201",
            years=[report.year - 1, report.year - 2],
        )
    elif frame == "nested":
        page = html.nested(drawn, style, charset=charset, source=report.agency, published=published)
    else:
        title, rest = html.split_title(drawn)
        page = f'<html><head><meta charset="{charset}"><title>{escape(title)}</title></head><body><h1>{escape(title)}</h1><p>发布时间：{published}</p>{html.body(rest, style)}</body></html>'
    return page, charset, f"spans-{spans}"


def web(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """A page of a government's site."""
    page, charset, layout = _page(rng, blocks, report, simple)
    return Made(rng.choice((".html", ".htm")), page.encode(charset, "xmlcharrefreplace"), layout)


def saved(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """A page saved as one file."""
    page, charset, layout = _page(rng, blocks, report, simple)
    mark = "----MultipartBoundary--abc123----"
    head = ["From: <Saved by Blink>", "Snapshot-Content-Location: https://www.example.cn/zwgk/nb.html", "MIME-Version: 1.0",
            "Content-Type: multipart/related;", '\ttype="text/html";', f'\tboundary="{mark}"']  # fmt: skip
    encoding = rng.choice(("quoted-printable", "base64"))
    part = mhtml.part(
        "text/html", encoding, page.encode(charset, "xmlcharrefreplace"), "Content-Location: https://www.example.cn/zwgk/nb.html"
    )
    return Made(".mhtml", mhtml.saved(head, mark, [part]), layout)


# The rest


def rich(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """An RTF document."""
    unicode = rng.random() < 0.5
    return Made(".rtf", rtf.render(blocks, unicode=unicode), "unicode" if unicode else "code-page")


def workbook(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """An XLSX workbook."""
    from ..render import sheet

    sheets = rng.random() < 0.3
    return Made(".xlsx", sheet.render(blocks, numbers=rng.random() < 0.7, sheets=sheets), "sheets" if sheets else "one-sheet")


_SHAPES: dict[str, tuple[Callable[[Grid], str], float]] = {
    "tabs": (text.tabs, 5), "pipes": (text.pipes, 4), "markdown": (text.markdown, 3), "broken-pipes": (text.broken_pipes, 2),
    "gaps": (text.gaps, 3), "one-a-line": (text.one_a_line, 4), "lone-pipes": (text.lone_pipes, 3), "run-together": (text.run_together, 3),
    "survivors": (text.survivors, 3), "no-empties": (text.no_empties, 1), "flip-book": (text.flip_book, 2),
}  # fmt: skip


def _blank(blocks: list[Block]) -> bool:
    return any(
        cell.kind == "num" and not cell.text for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row
    )


def plain(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """A text in one of the shapes that copying and converting leave."""
    shape = rng.choice(("tabs", "pipes")) if simple else rng.choices(list(_SHAPES), [weight for _, weight in _SHAPES.values()])[0]
    suffix = ".md" if shape == "markdown" else rng.choice((".txt", ".txt", ".md"))
    body = text.render(blocks, _SHAPES[shape][0], between=rng.choice(("\n", "\n\n")) if shape != "one-a-line" else "\n")
    charset = rng.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"))
    readable = shape != "run-together" and not (shape in ("one-a-line", "survivors", "no-empties") and _blank(blocks))
    return Made(suffix, body.encode(charset, "replace"), shape, readable)


def taken_apart(rng: random.Random, blocks: list[Block], report: Report, simple: bool) -> Made:
    """What pdftotext makes of a PDF."""
    kind = rng.choice(("layout", "raw"))
    how = replace(
        paper(rng, blocks, simple), watermark="", turned=False, turned_group=False, size="a4", rules=rules.Rules("full")
    )
    data = own_pdf.write(pages.lay_out(blocks, how, seed=report.title), own_pdf.Ink(rng.choice(own_pdf.FONTS)))
    return Made(".txt", data, f"pdftotext-{kind}", not (kind == "raw" and _blank(blocks)), f"pdftotext-{kind}")


ALL: dict[str, tuple[Callable[[random.Random, list[Block], Report, bool], Made], float]] = {
    "pdf-own": (own, 28), "pdf-reportlab": (reportlab, 10), "pdf-libreoffice": (office, 5), "pdf-chromium": (printed, 3), "html": (web, 16),
    "docx": (word, 8), "doc": (old_word, 2), "text": (plain, 14), "pdftotext": (taken_apart, 5), "rtf": (rich, 3), "xlsx": (workbook, 3), "ofd": (fixed, 4),
    "mhtml": (saved, 2),
}  # fmt: skip
"""Every carrier with how often it comes."""
