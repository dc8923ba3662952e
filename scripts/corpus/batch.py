"""Many distinct reports for measuring speed: LibreOffice, Chromium and reportlab in turn."""

from __future__ import annotations

import random
import tempfile
from itertools import cycle, islice
from pathlib import Path

from .grids import Look
from .prose import Story
from .recipe import Recipe, cook, grouped, plain
from .render import docx, drawn, html, text, tools

_AREAS = ("青溪市", "临桐市", "鹿浦市", "岚州市", "松坪县", "石镜县", "丹崖县", "凌河县", "云汀区", "梧山区", "柳汀区", "澄浦区")
_OFFICES = (
    "教育局",
    "水务局",
    "财政局",
    "交通运输局",
    "农业农村局",
    "统计局",
    "司法局",
    "审计局",
    "民政局",
    "应急管理局",
    "文化和旅游局",
    "自然资源局",
)
_TOPICS = ("老旧小区改造", "惠农补贴发放", "校车安全", "医保报销", "河道治理", "招商引资", "养老服务", "公交线网")

_OFFICE = (
    docx.Style(page_numbers=True),
    docx.Style(landscape_requests=True, repeat_heads=True, table_size=10.5, font="WenQuanYi Zen Hei"),
    docx.Style(whole_rows=True, bold=False, table_size=8),
)
_PRINTED = (
    "td { border: 1px solid #000; }",
    "table { border-top: 1px solid; border-bottom: 1px solid; } tr { border-bottom: 0.5px solid #333; }",
)
_DRAWN = (
    drawn.Style(),
    drawn.Style(rulings="fills", fake_bold=True, repeat_heads=True),
    drawn.Style(size=12, table_size=9, page_number="- {} -"),
    drawn.Style(font="gbk"),
    drawn.Style(rulings="none", repeat_heads=True),
    drawn.Style(turned_requests=True, watermark="信息公开"),
    drawn.Style(font="song", rulings="fills"),
)


def recipe(number: int) -> Recipe:
    """The recipe of one report; distinct for distinct numbers."""
    rng = random.Random(f"batch {number}")
    year = rng.choice((2019, 2020, 2021, 2022, 2023, 2024, 2025))
    area = rng.choice(_AREAS)
    kind = rng.choice(("bureau", "bureau", "county", "town"))
    body = {"bureau": rng.choice(_OFFICES), "county": "人民政府", "town": f"第{number}街道办事处"}[kind]
    agency = area + body
    who = {"bureau": "我局", "county": "我" + area[-1], "town": "我街道"}[kind]
    story = Story(tuple(rng.sample(_TOPICS, 3)), f"{area}人民路{number}号", "www.example.cn", f"5{number:06}")
    return Recipe(
        agency, f"{agency}{year}年政府信息公开工作年度报告", year, who, kind, story, number,
        printed=grouped if number % 9 == 0 else plain, look=Look(vertical=number % 5 == 0),
    )  # fmt: skip


def make(folder: Path, count: int, kind: str) -> None:
    """Write `count` reports of a kind: pdf, docx, html or txt."""
    folder.mkdir(parents=True, exist_ok=True)
    reports = [cook(recipe(number)) for number in range(1, count + 1)]
    names = [folder / f"{number:05}.{kind}" for number in range(1, count + 1)]
    if kind == "pdf":
        _pdfs(list(zip(names, reports, strict=True)))
        return
    for number, (name, report) in enumerate(zip(names, reports, strict=True)):
        if kind == "docx":
            name.write_bytes(docx.render(report.blocks, _OFFICE[number % 3]))
        elif kind == "html":
            style = html.Style(word=number % 2 == 0)
            page = html.nested(report.blocks, style, charset="utf-8", source=report.agency, published=f"{report.year + 1}-01-20")
            name.write_text(page, encoding="utf-8")
        else:
            table = (text.tabs, text.pipes, text.one_a_line)[number % 3]
            name.write_text(text.render(report.blocks, table), encoding="utf-8")


def _pdfs(pairs: list) -> None:
    """A tenth by LibreOffice in one call, a twentieth by Chromium, the rest by reportlab."""
    office = pairs[: min(len(pairs) // 10, 60)]
    printed = pairs[len(office) : len(office) + min(len(pairs) // 20, 30)]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for (target, report), style in zip(office, islice(cycle(_OFFICE), len(office)), strict=True):
            (work / f"{target.stem}.docx").write_bytes(docx.render(report.blocks, style))
        if office:
            tools.office_to_pdf(sorted(work.glob("*.docx")), office[0][0].parent)
        for (target, report), css in zip(printed, islice(cycle(_PRINTED), len(printed)), strict=True):
            source = work / "page.html"
            source.write_text(html.printable(report.blocks, font="WenQuanYi Zen Hei", css=css), encoding="utf-8")
            tools.chromium_to_pdf(source, target)
    rest = pairs[len(office) + len(printed) :]
    for (target, report), style in zip(rest, islice(cycle(_DRAWN), len(rest)), strict=True):
        target.write_bytes(drawn.render(report.blocks, style))
