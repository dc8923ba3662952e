"""A plain second reading of a report's printed cells: the findings that its breaks.tsv has to list."""

from __future__ import annotations

from decimal import Decimal

from . import forms, statistics
from .model import Report, state, value

Finding = tuple[str, str, str, str, str, str]
"""Rule, table, row, column, expected, found."""


def _number(report: Report, table: str, row: str, column: str) -> Decimal | None:
    """The figure of a cell; None unless a number is printed."""
    text = value(report.cells.get((table, row, column)))
    return Decimal(text) if text else None


def _sum(report: Report, keys: list[forms.Key]) -> Decimal | None:
    """A sum where blanks count as zero; None if text stands in a part or every part is blank."""
    total, seen = Decimal(0), False
    for key in keys:
        number = _number(report, *key)
        if number is None and state(report.cells.get(key)) == "unreadable":
            return None
        total += number or 0
        seen = seen or number is not None
    return total if seen else None


def _equal(rule: str, key: forms.Key, expected: Decimal | None, found: Decimal | None) -> list[Finding]:
    if expected is None or found is None or expected == found:
        return []
    return [(rule, *key, str(expected), str(found))]


def _requests(report: Report) -> list[Finding]:
    findings: list[Finding] = []
    edition = report.editions["requests"]
    columns = [column for column, _ in forms.PERSONS]
    for column in columns:
        new, carried_in, total, carried_out = (
            _number(report, "requests", row, column) for row in ("new", "carried_in", "total", "carried_out")
        )
        if None in (new, total):
            continue
        left, right = (new, carried_in or Decimal(0)), (total, carried_out or Decimal(0))
        if sum(left) != sum(right):
            said = ("+".join(str(number) for number in side) for side in (left, right))
            findings.append(("requests-balance", "requests", "", column, *said))
    for column in columns:
        leaves = [("requests", row.key, column) for row in forms.LEAVES[edition]]
        total_key = ("requests", "total", column)
        findings += _equal("requests-result-total", total_key, _sum(report, leaves), _number(report, *total_key))
    for row in forms.request_rows(edition):
        persons = [("requests", row.key, column) for column in columns[:-1]]
        total_key = ("requests", row.key, "total")
        findings += _equal("requests-row-total", total_key, _sum(report, persons), _number(report, *total_key))
    return findings


def _disputes(report: Report) -> list[Finding]:
    findings: list[Finding] = []
    for block in forms.DISPUTES:
        parts = [("disputes", block.key, column) for column, _ in forms.OUTCOMES[:-1]]
        key = ("disputes", block.key, "total")
        findings += _equal("disputes-total", key, _sum(report, parts), _number(report, *key))
    return findings


def _cells(report: Report, table: str) -> list[Finding]:
    """Findings on single cells of a table and on its rows."""
    findings: list[Finding] = []
    keys = forms.fields(table, report.editions[table])
    for key in keys:
        number = _number(report, *key)
        signed = key[2] == "change"
        if number is None or key[2] == "amount" or key[1] in statistics.MONEY:
            continue
        if number != number.to_integral_value() or (number < 0 and not signed):
            findings.append(("count-invalid", *key, "a whole number, not negative", report.cells[key] or ""))
    for rule, states in (("value-missing", {"blank", "placeholder"}), ("value-unreadable", {"unreadable"})):
        hits = [key for key in keys if state(report.cells[key]) in states]
        if hits:
            place = hits[0] if len(hits) == 1 else (table, "", "")
            found = (report.cells[hits[0]] or "") if len(hits) == 1 else f"{len(hits)} cells"
            findings.append((rule, *place, "a number", found))
    for row in dict.fromkeys(row for _, row, _ in keys):
        if all(report.cells[key] is None for key in keys if key[1] == row):
            findings.append(("row-missing", table, row, "", "", ""))
    if table == "requests":
        findings += [("row-unknown", table, "", "", "", extra.label) for extra in report.extras if not extra.subtotal]
    return findings


def _in_force(report: Report) -> list[Finding]:
    findings: list[Finding] = []
    columns = {"2021": ("issued", "repealed", "in_force"), "2019": ("published", "", "total_published")}
    plus, minus, whole = columns[report.editions["proactive"]]
    for row in ("regulations", "normative_documents"):
        issued = _number(report, "proactive", row, plus)
        repealed = _number(report, "proactive", row, minus) if minus else Decimal(0)
        in_force = _number(report, "proactive", row, whole)
        if issued is None or repealed is None or in_force is None:
            continue
        if in_force < issued - repealed:
            key = ("proactive", row, whole)
            findings.append(("in-force-too-small", *key, f">= {issued - repealed}", str(in_force)))
    return findings


def _statistics(report: Report) -> list[Finding]:
    findings: list[Finding] = []
    for total, parts in statistics.parts().items():
        keys = [("statistics", part, "value") for part in parts]
        key = ("statistics", total, "value")
        findings += _equal("statistics-total", key, _sum(report, keys), _number(report, *key))
    return findings


_OF_TABLE = {"proactive": _in_force, "requests": _requests, "disputes": _disputes, "statistics": _statistics}


def audit(report: Report) -> list[Finding]:
    """All findings of the rules that need the tables, the headings and the period alone."""
    findings: list[Finding] = []
    for table in report.editions:
        if not report.has(table):
            findings.append(("table-missing", table, "", "", "", ""))
            continue
        if report.editions[table] < forms.edition_in_force(report.year):
            in_force = forms.edition_in_force(report.year)
            findings.append(("form-outdated", table, "", "", in_force, report.editions[table]))
        findings += _cells(report, table)
        findings += _OF_TABLE[table](report)
    if forms.edition_in_force(report.year) == "2014":
        return findings + _period(report)
    for heading, official in zip(report.headings, forms.HEADINGS, strict=True):
        if heading is None or heading[0] != official[0]:
            findings.append(("section-missing", "", "", "", official, heading or ""))
    return findings + _period(report)


def _period(report: Report) -> list[Finding]:
    year = f"{report.year:04}"
    if report.period() != f"{year}-01-01..{year}-12-31":
        return [("period-mismatch", "", "", "", f"{year}-01-01..{year}-12-31", report.period())]
    return []
