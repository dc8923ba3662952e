"""Cases: documents with the truth about them, and what the program gives for them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# The release build, or the one that GOUJI_PROGRAM names.
PROGRAM = Path(os.environ.get("GOUJI_PROGRAM") or ROOT / "target" / "release" / "gouji").resolve()
TRUTH = {
    "gold.tsv", "breaks.tsv", "meta.tsv", "doubt.tsv", "class.tsv", "planted.tsv", "about.toml", "report.json", "grids.txt",
}  # fmt: skip


def tsv(path):
    """The rows of a table; none where it is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


class Case:
    """A document and the truth about it."""

    def __init__(self, folder):
        self.folder = folder
        self.name = folder.name
        self.gold = tsv(folder / "gold.tsv")
        self.breaks = tsv(folder / "breaks.tsv")
        self.meta = {row["key"]: row["value"] for row in tsv(folder / "meta.tsv")}
        self.classes: dict[str, list[str]] = {}
        for row in tsv(folder / "class.tsv"):
            self.classes.setdefault(row["key"], []).append(row["value"])
        self.planted = tsv(folder / "planted.tsv")
        self.doubts = {(r["table"], r["row"], r["column"]): r["also_acceptable"] for r in tsv(folder / "doubt.tsv")}
        beside = [path for path in folder.iterdir() if path.is_file() and path.name not in TRUTH]
        sample = ROOT / "corpus" / folder.name
        documents = [sample] if sample.is_file() else beside
        if len(documents) != 1:
            sys.exit(f"score: {folder} has {len(documents)} documents, it should have one")
        self.document = documents[0]
        # What the page prints was run together before it reached us: there a lost table is a right answer.
        self.run_together = folder.name.endswith("-text") or not self.readable

    @property
    def readable(self):
        """Whether a person could tell the cells of the document apart."""
        return self.classes.get("readable") != ["no"]

    def accepted_unread(self):
        """Whether the accepted record of the sample says that its document cannot be read."""
        record = self.folder / "report.json"
        if not record.exists():
            return ""
        record = json.loads(record.read_text(encoding="utf-8"))
        return "" if record.get("reports") else record.get("status", "")


def cases(folders):
    """Every case below the folders."""
    found = []
    for folder in folders:
        if (folder / "gold.tsv").exists():
            found.append(Case(folder))
            continue
        inside = sorted(path.parent for path in folder.rglob("gold.tsv"))
        if not inside:
            sys.exit(f"score: no cases below {folder}")
        found += [Case(path) for path in inside]
    return found


def run(all_cases, jobs=0):
    """What the program gives: reports by path, what it said, the ids of its rules."""
    if not PROGRAM.exists():
        subprocess.run(["cargo", "build", "--release", "--bin", "gouji"], cwd=ROOT, check=True)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as listing:
        listing.writelines(f"{case.document}\n" for case in all_cases)
        listing.flush()
        command = [
            PROGRAM,
            "extract",
            "--format",
            "jsonl",
            "--lang",
            "en",
            "--files-from",
            listing.name,
            *(["-j", str(jobs)] if jobs else []),
        ]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 2):
        sys.exit(f"score: gouji ended with {done.returncode}\n{done.stderr}")
    reports = {}
    for line in done.stdout.splitlines():
        report = json.loads(line)
        reports.setdefault(report["path"], []).append(report)
    return reports, done.stderr, rules()


def rules():
    """The ids of the program's rules."""
    said = subprocess.run([PROGRAM, "rules"], capture_output=True, text=True, encoding="utf-8", check=True)
    return {line.split()[0] for line in said.stdout.splitlines() if line.strip()}
