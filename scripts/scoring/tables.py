"""The scores of many cases as tables: by case, by class, by planted fault."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict

from .compare import COUNTS, number

NUMBERS = ("cells", "right", "wrong", "doubtful", "missing")
ARITHMETIC = {
    "requests-balance",
    "requests-result-total",
    "requests-row-total",
    "disputes-total",
    "statistics-total",
    "count-invalid",
}


def width(text):
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def by_case(rows):
    """The scores, a line a case."""
    longest = max(width(name) for name, _ in rows)
    yield f"{'case':<{longest}} " + " ".join(f"{name:>8}" for name in COUNTS)
    for name, counts in rows:
        yield name + " " * (longest - width(name)) + " " + " ".join(f"{counts[key]:>8}" for key in COUNTS)


def markdown(head, rows):
    """A table in Markdown, its first column to the left."""
    yield "| " + " | ".join(head) + " |"
    yield "| --- |" + " ---: |" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def share(part, whole, digits=2):
    """A percentage that is 100 only where nothing is missing."""
    if not whole:
        return "–"
    text = f"{100 * part / whole:.{digits}f}"
    return text if part == whole or not text.startswith("100") else f"{100 - 10**-digits:.{digits}f}"


# By class


def _groups(case):
    """Every class that a case stands for: what is grouped, and its name there."""
    classes = case.classes
    carrier = classes["carrier"][0]
    yield "carrier", carrier
    yield "layout", f"{carrier}: {classes['layout'][0]}"
    yield "edition", classes["edition"][0]
    yield "kind of body", classes["kind"][0]
    for trouble in classes.get("trouble", ["none"]):
        yield "trouble", trouble


def by_class(results):
    """Numbers right, wrong, doubtful and missing; `results` are cases with their counts.

    Cases that no person could read without solving the sums are counted apart.
    """
    for readable in (True, False):
        own = [(case, counts) for case, counts in results if case.readable == readable]
        if not own:
            continue
        total = Counter()
        sums = defaultdict(lambda: defaultdict(Counter))
        for case, counts in own:
            total.update({**counts, "cases": 1})
            for group, name in _groups(case):
                sums[group][name].update({**counts, "cases": 1})
        yield f"## {'What a person could read' if readable else 'Cells that only the sums could tell apart'}"
        yield ""
        for group, names in sums.items():
            rows = [*((name, names[name]) for name in sorted(names)), *([("all", total)] if group == "carrier" else [])]
            head = (group, "cases", "numbers", *NUMBERS[1:], "right %")
            yield from markdown(
                head,
                [
                    (name, counts["cases"], *(counts[key] for key in NUMBERS), share(counts["right"], counts["cells"]))
                    for name, counts in rows
                ],
            )
            yield ""


# By planted fault


class _Fault:
    """A planted fault of a case, and what was found of it."""

    def __init__(self, score, index, kind):
        self.kind = kind
        cells = [row for row in score.case.planted if row["fault"] == index and row["table"]]
        self.cells = {(row["table"], row["row"], row["column"]): row["true"] for row in cells}
        self.tables = {row["table"] for row in cells}
        own = [(row, outcome) for row, outcome in score.outcomes if kind in row["note"].split("planted ")[-1].split()]
        self.known = bool(own)
        self.found = bool(own) and all(outcome == "found" for _, outcome in own)
        self.seen = any(outcome == "found" for _, outcome in own)
        self.first = self._named(score, 1)
        self.among = self._named(score, None)

    def _named(self, score, most):
        """Whether each cell stands, with what it should be, in one of the first `most` sets of suspects."""
        named = set()
        for finding in score.report["findings"]:
            for cell in (cell for cells in finding["suspects"][:most] for cell in cells):
                place, _, value = cell.partition("=")
                named.add((tuple(place.split("/")), number(value)))
        return bool(self.cells) and all((key, number(right)) in named for key, right in self.cells.items())


def _faults(score):
    kinds = {row["fault"]: row["kind"] for row in score.case.planted}
    return [_Fault(score, index, kind) for index, kind in kinds.items()]


def by_fault(scores):
    """Recall by kind of fault, the planted cell as first suspect, precision by rule, findings on clean reports."""
    readable = [score for score in scores if score.case.readable]
    faulty = [(score, _faults(score)) for score in readable if score.case.planted]
    kinds = defaultdict(list)
    for _, faults in faulty:
        for fault in faults:
            kinds[fault.kind].append(fault)
    yield "## Recall"
    yield ""
    rows = []
    for kind in sorted(kinds):
        own = kinds[kind]
        known = [fault for fault in own if fault.known]
        placed = [fault for fault in known if fault.cells]
        first = sum(fault.first for fault in placed)
        rows.append((
            kind, len(own), len(own) - len(known), sum(fault.seen for fault in known), sum(fault.found for fault in known),
            share(sum(fault.seen for fault in known), len(known), 1), share(first, len(placed), 1),
        ))  # fmt: skip
    yield from markdown(("fault", "planted", "no rule yet", "seen", "all its breaks", "seen %", "first suspect %"), rows)
    yield ""
    yield "## The planted cell as first suspect"
    yield ""
    yield from markdown(("faults in the report", "faults", "first suspect", "%", "among those named", "%"), _suspects(faulty))
    yield ""
    yield "Where a cell stands in one sum only (disputes, statistics), any cell of it would do, and two faults in one sum look like one."
    yield ""
    yield "## Precision"
    yield ""
    yield from markdown(("rule", "true findings", "false findings", "of a doubtful reading", "precision %"), _precision(readable))
    yield ""
    clean = [score for score in readable if not score.case.planted]
    left = [finding for score in clean for finding in score.left if finding["verdict"] == "report"]
    every = [finding for score in clean for finding in score.report["findings"]]
    yield f"{len(clean)} reports without a planted fault: {_counted(left)} beyond what is printed, {_counted(every)} in all"


def _counted(findings):
    """How many findings of each severity."""
    severities = Counter(finding["severity"] for finding in findings)
    return ", ".join(f"{count} {name}" for name, count in sorted(severities.items())) or "no finding"


def _suspects(faulty):
    groups = defaultdict(list)
    for _, faults in faulty:
        arithmetic = [fault for fault in faults if fault.cells and fault.known]
        single = [fault for fault in arithmetic if len(fault.cells) == 1]
        if len(arithmetic) == 1 == len(single) and len(single[0].tables) == 1:
            groups[f"one, of one cell, in {next(iter(single[0].tables))}"].append(single[0])
        elif len(arithmetic) == 2 == len(single):
            for fault in single:
                groups[f"two, of one cell each, in {next(iter(fault.tables))}"].append(fault)
            groups["two, of one cell each, in any table"] += single
        elif arithmetic:
            groups["shifts, and three or more"] += arithmetic
    for name in sorted(groups):
        own = groups[name]
        first, among = sum(fault.first for fault in own), sum(fault.among for fault in own)
        yield name, len(own), first, share(first, len(own), 1), among, share(among, len(own), 1)


def _precision(scores):
    """Findings that stand for what is printed, and those that do not; a doubtful reading accuses nobody and is counted apart."""
    true, false, reading = Counter(), Counter(), Counter()
    for score in scores:
        left = {finding["finding_id"] for finding in score.left}
        for finding in score.report["findings"]:
            kind = reading if finding["verdict"] == "reading" else false if finding["finding_id"] in left else true
            kind[finding["rule"]] += 1
    for rule in sorted(true | false | reading):
        yield rule, true[rule], false[rule], reading[rule], share(true[rule], true[rule] + false[rule], 1)
