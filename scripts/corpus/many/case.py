"""One report at random: from a seed to a document and the truth about it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import forms, golden
from ..audit import Finding, audit
from ..model import Block, Para, Report
from . import bodies, carriers, faults, figures, narrative, troubles
from .bodies import Body


@dataclass
class Plan:
    """What is fixed about a report before the rest is drawn."""

    seed: str
    body: Body | None = None
    year: int = 0
    carrier: str = ""
    most_faults: int = 0
    kinds: list[str] | None = None
    """The kinds of faults to plant."""
    clean: bool = False
    """No troubles, and layouts that do nothing unusual: what is measured is then the checks and not the reading."""
    cells: figures.Figures | None = None
    last_new: int | None = None
    editions: dict[str, str] | None = None
    busy: bool = False
    """No body that has nothing to tell."""


@dataclass
class Case:
    """A report made up, with all that has to be written."""

    plan: Plan
    report: Report
    body: Body
    carrier: str
    troubles: list[str]
    planted: list[faults.Planted]
    findings: list[Finding]
    notes: list[str]
    """A note for each finding."""
    blocks: list[Block] = field(default_factory=list)
    made: carriers.Made | None = None

    @property
    def name(self) -> str:
        """The name of its file without the suffix."""
        return self.report.title


def _year(rng: random.Random) -> int:
    return rng.choices(range(2014, 2026), (2, 2, 2, 2, 2, 8, 8, 12, 14, 16, 18, 14))[0]


def _editions(rng: random.Random, plan: Plan, year: int) -> dict[str, str]:
    """The editions of the tables; one in eight reports after 2020 keeps a table of the form before, unless nothing is to be
    found in it."""
    in_force = forms.edition_in_force(year)
    editions = dict.fromkeys(forms.tables_of(in_force), in_force)
    faultless = plan.clean and not plan.most_faults
    if in_force == "2021" and not faultless and rng.random() < 0.12:
        for table in rng.choice((("requests",), ("requests",), ("proactive",), ("requests", "proactive"))):
            editions[table] = "2019"
    return editions


def _title(rng: random.Random, body: Body, year: int) -> str:
    return (
        body.agency
        + rng.choice((f"{year}年", f"{year}年", f"{year}年度"))
        + rng.choice(("政府信息公开工作年度报告", "政府信息公开工作年度报告", "政府信息公开年度报告"))
    )


def cook(plan: Plan) -> Case:
    """A report with its truth, and the document unless another program has to make it."""
    rng = random.Random(plan.seed)
    body = plan.body or bodies.draw(rng)
    year = plan.year or _year(rng)
    editions = plan.editions or _editions(rng, plan, year)
    busy = figures.size(rng, body)
    while plan.busy and not busy.requests:
        busy = figures.size(rng, body)
    cells = plan.cells or figures.year(rng, body, editions, busy)
    report = Report(
        body.agency, _title(rng, body, year), year, body.who, body.kind, {key: str(figure) for key, figure in cells.items()}, editions,
        (year, 1, 1), (year, 12, 31), published=f"{year + 1}-01-{rng.randint(5, 30):02}",
    )  # fmt: skip
    how = narrative.Narrative(
        f"{plan.seed} text",
        last_new=plan.last_new,
        captions=rng.random() < 0.2,
        quiet=rng.random() < 0.1,
        numerals=random.Random(f"{plan.seed} numerals").random() < 0.06,
    )
    draft = troubles.Draft(report, random.Random(f"{plan.seed} draft"))
    planted = _plant(plan, rng, report, how, body)
    chosen = [] if plan.clean else troubles.draw(rng, "2014" if "statistics" in editions else editions["requests"])
    whole = all(report.has(table) for table in editions) and not any(fault.kind == "missing-row" for fault in planted)
    chosen = [name for name in chosen if whole or name not in troubles.ONLY_NEW]
    for name in chosen:
        troubles.ALL[name][0](draft)
    findings, notes = _truth(report, planted)
    findings += draft.breaks
    notes += ["as printed"] * len(draft.breaks)
    blocks = narrative.compose(report, how, body.topics, draft.tables())
    blocks = [_scripted(block, draft) for block in blocks]
    report.title, report.agency = draft.script(report.title), draft.script(report.agency)
    carrier = plan.carrier or rng.choices(list(carriers.ALL), [weight for _, weight in carriers.ALL.values()])[0]
    carrier = next((fault.carrier for fault in planted if fault.carrier), carrier)
    made = carriers.ALL[carrier][0](random.Random(f"{plan.seed} paper"), blocks, report, plan.clean)
    made.readable = made.readable and not troubles.UNREADABLE & set(chosen)
    return Case(plan, report, body, carrier, chosen, planted, findings, notes, blocks, made)


def _scripted(block: Block, draft: troubles.Draft) -> Block:
    if draft.script is str:
        return block
    if isinstance(block, Para):
        return replace(block, text=draft.script(block.text))
    return replace(block, rows=tuple(tuple(replace(cell, text=draft.script(cell.text)) for cell in row) for row in block.rows))


def _plant(plan: Plan, rng: random.Random, report: Report, how: narrative.Narrative, body: Body) -> list[faults.Planted]:
    """Plants the faults of the plan, as far as this report has room for them."""
    kinds = plan.kinds if plan.kinds is not None else faults.draw(rng, plan.most_faults)
    if not kinds:
        return []
    if any(kind in faults.OTHERS for kind in kinds):
        how.quiet = False
    planted: list[faults.Planted] = []
    for kind in kinds:
        # What the text uses depends on the figures as they are now.
        narrative.compose(report, how, body.topics, {})
        fault = faults.ALL[kind](report, how, rng)
        if fault:
            planted.append(fault)
    return planted


def _truth(report: Report, planted: list[faults.Planted]) -> tuple[list[Finding], list[str]]:
    """Every finding with the kinds of the faults behind it."""
    findings = audit(report)
    notes = []
    for finding in findings:
        behind = [fault.kind for fault in planted if any(faults.touches(report, finding, key) for key, _, _ in fault.cells)]
        behind = behind or [fault.kind for fault in planted if _shows(fault.kind, finding[0])]
        notes.append("planted " + " ".join(behind) if behind else "as printed")
    for fault in planted:
        for finding in fault.breaks:
            findings.append(finding)
            notes.append(f"planted {fault.kind}")
    return findings, notes


_SHOWN = {
    "wrong-period": "period-mismatch", "missing-table": "table-missing", "missing-row": "row-missing", "missing-section": "section-missing",
    "in-force": "in-force-too-small",
}  # fmt: skip


def _shows(kind: str, rule: str) -> bool:
    return _SHOWN.get(kind) == rule


def write(case: Case, folder: Path, data: bytes) -> None:
    """The document and its truth in a folder of its own."""
    made = case.made
    assert made is not None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / (case.name + made.suffix)).write_bytes(data)
    golden.gold(folder, case.report)
    notes = [[*finding, "report: " + note] for finding, note in zip(case.findings, case.notes, strict=True)]
    golden.table(folder / "breaks.tsv", ("rule", "table", "row", "column", "expected", "found", "note"), notes)
    golden.meta(folder, case.report, str)
    rows = [
        ("carrier", case.carrier), ("layout", made.layout), ("readable", "yes" if made.readable else "no"),
        ("edition", "+".join(sorted(set(case.report.editions.values())))), ("kind", case.body.kind), ("seed", case.plan.seed),
        *(("trouble", name) for name in case.troubles or ["none"]), *(("fault", fault.kind) for fault in case.planted),
    ]  # fmt: skip
    golden.table(folder / "class.tsv", ("key", "value"), rows)
    cells = [
        (str(number), fault.kind, *key, right, printed)
        for number, fault in enumerate(case.planted, 1)
        for key, right, printed in fault.cells or [(("", "", ""), "", "")]
    ]
    if case.planted:
        golden.table(folder / "planted.tsv", ("fault", "kind", "table", "row", "column", "true", "printed"), cells)
