"""The expected reading of a sample: about.toml, gold.tsv, breaks.tsv, meta.tsv."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from . import forms
from .audit import Finding
from .model import Report, state, value


def _tsv(path: Path, rows: Iterable[Iterable[str]]) -> None:
    lines = ["\t".join(row) for row in rows]
    assert all("\n" not in line for line in lines), path
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def table(path: Path, head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A table of truth with its head."""
    _tsv(path, [head, *rows])


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def about(folder: Path, title: str, producer: str, report: Report, faults: list[str]) -> None:
    """What the sample shows, for people and for whoever picks samples by producer or fault."""
    editions = sorted({report.editions[table] for table in report.editions if report.has(table)})
    lines = [
        f"title = {_quote(title)}",
        f"producer = {_quote(producer)}",
        f"editions = [{', '.join(map(_quote, editions))}]",
        f"faults = [{', '.join(map(_quote, faults))}]",
    ]
    (folder / "about.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def gold(folder: Path, report: Report) -> None:
    """Every field of every table's edition."""
    rows = [("edition", "table", "row", "column", "value", "state", "raw")]
    for table in report.editions:
        edition = report.editions[table]
        for key in forms.fields(table, edition):
            raw = report.cells[key]
            rows.append((edition, *key, value(raw), state(raw), (raw or "").strip()))
    _tsv(folder / "gold.tsv", rows)


def breaks(folder: Path, findings: list[Finding], notes: dict[str, str]) -> None:
    """What an auditor finds; every finding here is the document's own."""
    rows: list[tuple[str, ...]] = [("rule", "table", "row", "column", "expected", "found", "note")]
    rows += [(*finding, "report: " + notes.get(finding[0], "planted")) for finding in findings]
    _tsv(folder / "breaks.tsv", rows)


def meta(folder: Path, report: Report, script: Callable[[str], str]) -> None:
    """Who, when and for which period."""
    rows = [
        ("key", "value"),
        ("agency", script(report.agency)),
        ("year", str(report.year)),
        ("title", script(report.title)),
        ("period", report.period()),
    ]
    if report.published:
        rows.append(("published", report.published))
    _tsv(folder / "meta.tsv", rows)
