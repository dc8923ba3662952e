"""The running text of a report, its figures taken from the tables; what is said, and what it means, is kept."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from .. import forms
from ..model import Block, Grid, Para, Report, value
from . import stock

Cells = tuple[str, str, str]

SLOTS: dict[str, Cells] = {
    "new": ("requests", "new", "total"),
    "received": ("requests", "", "total"),
    "carried_in": ("requests", "carried_in", "total"),
    "total": ("requests", "total", "total"),
    "carried_out": ("requests", "carried_out", "total"),
    "granted": ("requests", "granted", "total"),
    "partial": ("requests", "partial", "total"),
    "denied": ("requests", "denied", "total"),
    "unavailable": ("requests", "unavailable", "total"),
    "not_processed": ("requests", "not_processed", "total"),
    "other": ("requests", "other", "total"),
    "natural": ("requests", "new", "natural_person"),
    "organisations": ("requests", "new", ""),
    "review": ("disputes", "review", "total"),
    "suits": ("disputes", "", "total"),
    "review_upheld": ("disputes", "review", "upheld"),
    "review_corrected": ("disputes", "review", "corrected"),
    "review_pending": ("disputes", "review", "pending"),
    "issued": ("proactive", "normative_documents", ""),
    "repealed": ("proactive", "normative_documents", ""),
    "published": ("proactive", "normative_documents", ""),
    "in_force": ("proactive", "normative_documents", ""),
    "licensing": ("proactive", "licensing", "decisions"),
    "penalties": ("proactive", "penalties", "decisions"),
    "coercion": ("proactive", "coercion", "decisions"),
}
"""Figures of the tables that the text may say, with the table, row and column a finding about them stands on."""

SHARES = {"natural_share": ("natural", "new"), "granted_share": ("granted", "total"), "open_share": ("open", "total")}


@dataclass
class Narrative:
    """How the text of a report comes out."""

    seed: str
    lies: dict[str, str] = field(default_factory=dict)
    """Slots whose figure is said wrongly, and what is said."""
    notice: str = ""
    """The notice cited; empty: the one in force."""
    said_year: int = 0
    """The year that the text reports on, where it is not the report's."""
    leftover: str = ""
    """A paragraph of the template that was not deleted."""
    quiet: bool = False
    """Say no figures of the tables."""
    captions: bool = False
    fees: tuple[int, int, int] | None = None
    """What was charged by item and by page, and their stated total."""
    numerals: bool = False
    """Figures of the tables up to ten in Chinese numerals."""
    last_new: int | None = None
    used: set[str] = field(default_factory=set)
    """Slots that the text did use."""


def figures(report: Report) -> dict[str, int]:
    """The figures of the tables that the text may say."""

    def number(table: str, row: str, column: str = "total") -> int:
        return int(Decimal(value(report.cells.get((table, row, column))) or 0))

    said: dict[str, int] = {}
    if "statistics" in report.editions:
        keys = {
            "total": "proactive.total",
            "website": "channel.website",
            "received": "requests.received",
            "review": "review",
            "suit": "suit",
        }
        return {f"s_{name}": number("statistics", key, "value") for name, key in keys.items()}
    for row in ("new", "carried_in", "total", "carried_out", "granted", "partial"):
        said[row] = number("requests", row)
    for group in ("denied", "unavailable", "not_processed", "other"):
        members = [row.key for row in forms.LEAVES[report.editions["requests"]] if row.key.split(".")[0] == group]
        said[group] = sum(number("requests", row) for row in members)
    said["received"] = said["new"] + said["carried_in"]
    said["natural"] = number("requests", "new", "natural_person")
    said["organisations"] = said["new"] - said["natural"]
    said["open"] = said["granted"] + said["partial"]
    columns = {"2021": ("issued", "repealed", "in_force"), "2019": ("made", "published", "total_published")}
    for name, column in zip(("issued", "repealed", "in_force"), columns[report.editions["proactive"]], strict=True):
        said[name] = number("proactive", "normative_documents", column)
    said["published"] = said["repealed"]
    for row in ("licensing", "penalties", "coercion"):
        said[row] = number("proactive", row, "decisions")
    said["review"] = number("disputes", "review")
    for outcome in ("upheld", "corrected", "pending"):
        said[f"review_{outcome}"] = number("disputes", "review", outcome)
    said["suits"] = number("disputes", "direct_suit") + number("disputes", "suit_after_review")
    return said


def share(part: int, whole: int) -> str:
    """A percentage, rounded to one or two digits."""
    return str((Decimal(part * 100) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)) if whole else "0"


class _Writer:
    def __init__(self, report: Report, how: Narrative, topics: tuple[str, ...]) -> None:
        self.rng = random.Random(how.seed)
        self.how, self.report, self.topics = how, report, topics
        year = how.said_year or report.year
        self.figures = figures(report)
        rng = self.rng
        last = how.last_new if how.last_new is not None else round(self.figures.get("new", 0) * rng.uniform(0.6, 1.5))
        now = self.figures.get("new", 0)
        trend = "持平" if now == last or not last else f"{'增长' if now > last else '下降'}{share(abs(now - last), last)}%"
        self.slots: dict[str, object] = {
            "agency": report.agency, "who": report.who, "y": year, "before": year - 1, "next": year + 1,
            "start": "{}年{}月{}日".format(*report.start), "end": "{}年{}月{}日".format(*report.end),
            "notice": how.notice or stock.NOTICES[forms.edition_in_force(report.year)],
            "place": f"{report.agency[:5]}人民路{rng.randint(1, 300)}号", "phone": f"5{rng.randint(0, 999999):06}",
            "site": "www.example.cn", "post": rng.randint(0, 999), "last_new": last, "trend": trend,
            "half": max(0, round(now * rng.uniform(0.2, 0.7))), "posts": rng.randint(40, 4000), "news": rng.randint(10, 40),
            "columns": rng.randint(2, 30), "views": rng.randint(1000, 900000), "gazettes": rng.randint(1, 12),
            "courses": rng.randint(1, 6), "people": rng.randint(20, 400), "n": rng.randint(1, 3),
        }  # fmt: skip
        self.slots |= {name: figure for name, figure in self.figures.items()}
        for name, (part, whole) in SHARES.items():
            if whole in self.figures:
                self.slots[name] = share(self.figures[part], self.figures[whole])
        self.slots |= how.lies
        if how.numerals:
            for name in SLOTS.keys() & self.slots.keys():
                figure = int(str(self.slots[name]))
                self.slots[name] = "一二三四五六七八九十"[figure - 1] if 0 < figure <= 10 else figure

    def say(self, sentences: tuple[str, ...], **more: object) -> str:
        sentence = self.rng.choice(sentences)
        self.how.used |= {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        return sentence.format(**{**self.slots, "topic": self.rng.choice(self.topics), **more})

    def requests(self) -> str:
        if not self.figures["received"]:
            return self.say(stock.NO_REQUESTS)
        text = self.say(stock.REQUESTS)
        if self.figures["total"]:
            text += self.say(stock.RESULTS) + (self.say(stock.SHARES) if self.rng.random() < 0.4 else "")
        if self.figures["new"] and self.rng.random() < 0.5:
            text += self.say(stock.APPLICANTS)
        return text + self.say(stock.COMPARED) + self.say(stock.PART_YEAR)

    def fees(self) -> str:
        """Section six: one body in eight charges something."""
        charged = self.how.fees
        if not charged and self.rng.random() < 0.12:
            by_item, by_page = self.rng.randint(1, 9) * 100, self.rng.randint(1, 40) * 10
            charged = (by_item, by_page, by_item + by_page)
        if not charged or forms.edition_in_force(self.report.year) != "2021":
            return self.say(stock.FEES)
        return self.say(stock.CHARGED, by_item=charged[0], by_page=charged[1], charged=charged[2])

    def general(self) -> list[str]:
        """Section one."""
        report, rng = self.report, self.rng
        parts = [
            ("主动公开", "".join(self.say(stock.PROACTIVE) for _ in range(rng.randint(1, 3))) + self.say(stock.BUSY)),
        ]
        if report.has("requests") and not self.how.quiet:
            parts.append(("依申请公开", self.requests()))
        management = ""
        if report.has("proactive") and not self.how.quiet:
            management = self.say(stock.MANAGEMENT[report.editions["proactive"]]) + self.say(stock.DECISIONS)
        parts.append(("政府信息管理", management or self.say(stock.PROACTIVE)))
        parts.append(("政府信息公开平台建设", self.say(stock.PLATFORM)))
        parts.append(("监督保障", self.say(stock.SUPERVISION)))
        style = rng.randrange(4)
        marks = ("（{}）{}方面。", "{}.{}。", "{}是", "")
        lines = []
        for number, (name, text) in enumerate(parts, 1):
            numeral = "一二三四五"[number - 1]
            mark = marks[style].format(number if style == 1 else numeral, name) if style < 2 else marks[style].format(numeral)
            lines.append(mark + text)
        return lines


def compose(report: Report, how: Narrative, topics: tuple[str, ...], tables: dict[str, list[Grid]]) -> list[Block]:
    """The whole report as blocks: title, sections, tables in their places."""
    how.used.clear()
    writer = _Writer(report, how, topics)
    blocks: list[Block] = [Para(report.title, "title")]
    blocks.append(Para(writer.say(stock.OPENINGS) + writer.say(stock.PERIODS) + writer.say(stock.CONTACTS)))
    if "statistics" in report.editions:
        for heading, text in stock.ARTICLES_2014:
            blocks.append(Para(heading, "h1"))
            if text:
                blocks.append(Para(writer.say((text,))))
        return [*blocks, *tables.get("statistics", [])]
    places = (writer.general(), "proactive", "requests", "disputes", None, None)
    for index, place in enumerate(places):
        heading = report.headings[index]
        if heading is not None:
            blocks.append(Para(heading, "h1"))
        if isinstance(place, list):
            blocks += [Para(text) for text in place]
        elif place is not None:
            blocks += _before(writer, place)
            blocks += tables.get(place, [])
        elif index == 4:
            blocks += [Para(writer.say(stock.PROBLEMS)), Para(writer.say(stock.IMPROVEMENTS))]
        else:
            blocks.append(Para(writer.fees()))
    if how.leftover:
        blocks.insert(writer.rng.randint(3, len(blocks)), Para(how.leftover))
    return blocks


def _before(writer: _Writer, table: str) -> list[Block]:
    """What stands between a heading and its table."""
    texts = []
    if table == "disputes" and writer.report.has("disputes") and not writer.how.quiet:
        none = writer.figures["review"] == writer.figures["suits"] == 0
        texts.append(writer.say(stock.NO_DISPUTES if none else stock.DISPUTES))
    if writer.how.captions and writer.rng.random() < 0.6:
        texts.append(writer.say(stock.CAPTIONS))
    return [Para(text) for text in texts if text]
