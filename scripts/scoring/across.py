"""What shows only when reports are read together: the findings of series, peers and hierarchy against cross.tsv."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from .cases import PROGRAM, tsv

RULES = {
    "carry-over-mismatch", "in-force-discontinuity", "prior-items-discontinuity", "pending-vanished", "unit-jump", "report-unchanged",
    "year-missing", "report-conflict", "report-copied", "parent-too-small", "report-absent",
}  # fmt: skip

EITHER = {"report-conflict", "report-copied", "in-force-discontinuity"}
TRAP = "must NOT be reported"
"""In the note of a row: it is there because a finding would be wrong."""


def _findings(family):
    """The findings across the cases of a family, by rule, path and cell."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listing:
        listing.writelines(f"{case.document}\n" for case in family)
        listing.flush()
        command = [PROGRAM, "check", "--format", "jsonl", "--lang", "en", "--files-from", listing.name]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1, 2):
        sys.exit(f"score: gouji ended with {done.returncode}\n{done.stderr}")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [row for row in rows if row["rule"] in RULES]


def _fits(row, finding, paths):
    if row["rule"] != finding["rule"]:
        return False
    # Of two documents of a year, of two that are alike, or of two years that do not meet, either may be named first.
    on = {paths[row["case"]], *([paths[row["other_case"]]] if row["rule"] in EITHER and row["other_case"] else [])}
    # A finding may stand on several cells that differ for one reason.
    return finding["path"] in on and (not row["cell"] or row["cell"] in finding["cells"])


def compare(families):
    """For each family: the truths with whether each was found, and the findings that no truth accounts for."""
    for folder, family in families.items():
        truths = [row for row in tsv(folder / "cross.tsv") if TRAP not in row["note"]]
        findings = _findings(family)
        paths = {case.name: str(case.document) for case in family}
        truths = [row for row in truths if row["case"] in paths and (not row["other_case"] or row["other_case"] in paths)]
        found = [(row, any(_fits(row, finding, paths) for finding in findings)) for row in truths]
        left = [finding for finding in findings if not any(_fits(row, finding, paths) for row in truths)]
        yield folder, found, left


def table(results, known):
    """Recall and false findings by rule; a rule that the program does not have yet is marked."""
    planted, seen, false, reading = Counter(), Counter(), Counter(), Counter()
    for _, found, left in results:
        planted.update(row["rule"] for row, _ in found)
        seen.update(row["rule"] for row, hit in found if hit)
        false.update(finding["rule"] for finding in left if finding["verdict"] == "report")
        reading.update(finding["rule"] for finding in left if finding["verdict"] == "reading")
    for rule in sorted(planted | false | reading):
        yield rule if rule in known else f"{rule} (no rule yet)", planted[rule], seen[rule], false[rule], reading[rule]


def ways(documents, parts=3):
    """The findings of all documents in one run with one job, with several, and in parts put together: how many, and the
    ways whose bytes are not those of the first."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        listing = work / "list.txt"
        listing.write_text("".join(f"{document}\n" for document in documents), encoding="utf-8")
        audit = ["audit", "--files-from", str(listing), "--no-cache", "--outputs", "findings"]
        folders = [str(work / f"part-{part}") for part in range(1, parts + 1)]
        given = {
            "-j 1": [[*audit, "-j", "1", "-o", str(work / "-j 1")]],
            "-j 5": [[*audit, "-j", "5", "-o", str(work / "-j 5")]],
            f"{parts} shards": [
                *([*audit, "--shard", f"{part}/{parts}", "-o", folder] for part, folder in enumerate(folders, 1)),
                ["merge", *folders, "-o", str(work / f"{parts} shards")],
            ],
        }
        results = {}
        for way, calls in given.items():
            for call in calls:
                done = subprocess.run([PROGRAM, *call], capture_output=True, text=True, encoding="utf-8", check=False)
                if done.returncode not in (0, 1, 2):
                    sys.exit(f"score: gouji ended with {done.returncode}\n{done.stderr}")
            results[way] = (work / way / "findings.csv").read_bytes()
        first = results["-j 1"]
        rows = list(csv.DictReader(io.StringIO(first.decode("utf-8-sig"))))
        return sum(row["rule"] in RULES for row in rows), [way for way, found in results.items() if found != first], list(given)
