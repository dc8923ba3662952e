"""An independent look at the made documents: is what gold.tsv says really printed, row by row, in order?

Reads the files with pdftotext, lxml and python-docx and never the blocks that they were made of.
"""

from __future__ import annotations

import csv
import re
import subprocess
import unicodedata
from itertools import groupby
from pathlib import Path

import docx
import lxml.html

from .model import value

CHARSETS = {
    "014": "gb18030", "016": "utf-8", "020": "gb18030", "022": "utf-16", "023": "big5",
}  # fmt: skip

_FIGURE = re.compile(r"[+-]?[\d,.]+|—")
"""What a PDF's text is reduced to: labels, watermarks and prose stand between the figures of a row."""


def _pdf(path: Path) -> list[str]:
    """The figures of all pages, line by line: a watermark between them moves no figure out of its line."""
    done = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True)
    figures = []
    for page in lxml.html.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", done.stdout.decode())).iter("page"):
        lines: list[list[tuple[float, str]]] = []
        height = -10.0
        words = [(word, (float(word.get("ymin")) + float(word.get("ymax"))) / 2) for word in page.iter("word")]
        for word, middle in sorted(words, key=lambda pair: pair[1]):
            text = unicodedata.normalize("NFKC", word.text or "")
            if not _FIGURE.fullmatch(text):
                continue
            if middle - height > 2:
                lines.append([])
            lines[-1].append((float(word.get("xmin")), text))
            height = middle
        figures += [text for line in lines for _, text in sorted(line)]
    return figures


def _html(path: Path, charset: str) -> list[str]:
    tree = lxml.html.fromstring(path.read_bytes().decode(charset).replace("charset", "x"))
    cells = [cell for cell in tree.iter("td") if cell.find(".//table") is None]
    return ["".join(cell.itertext()).replace("\xa0", " ").strip() or "∅" for cell in cells]


def _docx(path: Path) -> list[str]:
    texts = []
    for table in docx.Document(str(path)).element.body.iter("{*}tbl"):
        for cell in table.iter("{*}tc"):
            texts.append("".join(text.text or "" for text in cell.iter("{*}t")))
    return texts


def guessed(path: Path) -> str:
    """The character set of a made document."""
    data = path.read_bytes()
    if data.startswith(b"\xff\xfe"):
        return "utf-16"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def tokens(path: Path, charset: str) -> list[str]:
    """The words or cells of a document in reading order."""
    match path.suffix:
        case ".pdf":
            return _pdf(path)
        case ".docx":
            return _docx(path)
        case ".html" | ".htm":
            return _html(path, charset)
    text = re.sub(r"\n\|(?=\n)", "", path.read_bytes().decode(charset))
    return [word.strip() for word in re.split(r"\r?\n|[\t|]| {2,}", text)]


def check(path: Path, gold: Path, charset: str = "") -> list[str]:
    """Rows of gold whose printed values do not stand one after another in the document, in the order of the form."""
    words = tokens(path, charset or CHARSETS.get(path.name[:3], "utf-8-sig"))
    at, missing = 0, []
    rows = list(csv.DictReader(gold.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    for (table, row), fields in groupby(rows, key=lambda field: (field["table"], field["row"])):
        raws = [field["raw"] or "∅" for field in fields if field["state"] != "absent"]
        if path.suffix == ".pdf":
            raws = [value(raw) if "（" in raw else raw for raw in raws]
        if not raws:
            continue
        place = next((i for i in range(at, len(words)) if words[i : i + len(raws)] == raws), None)
        if place is None:
            missing.append(f"{table}/{row}: {' '.join(raws)}")
        else:
            at = place + len(raws)
    return missing


def verify(root: Path) -> int:
    """Look at every document below `root`; the number of rows not found."""
    lost = 0
    for path in sorted((root / "corpus").iterdir()):
        missing = check(path, root / "golden" / path.name / "gold.tsv")
        lost += len(missing)
        print(path.name, "as in gold" if not missing else f"{len(missing)} rows not found")
        for line in missing:
            print("   ", line)
    return lost


_APART = {"run-together", "gaps", "broken-pipes", "pdftotext-layout", "pdftotext-raw"}
"""Layouts whose cells this look cannot tell apart."""
_CHANGED = {"blanks", "placeholders", "spaced", "units", "annotated", "wide-digits", "organisations"}
"""Troubles that put other words than figures, or other figures, into a row."""


def verify_many(folder: Path) -> tuple[int, int, list[str]]:
    """The same look at the cases of `many`: how many were looked at, how many this look cannot judge, what is not as in gold."""
    looked, passed_over, lost = 0, 0, []
    for truth in sorted(folder.rglob("gold.tsv")):
        rows = csv.DictReader((truth.parent / "class.tsv").open(encoding="utf-8"), delimiter="\t")
        classes = [(row["key"], row["value"]) for row in rows]
        document = next(path for path in truth.parent.iterdir() if path.suffix != ".tsv")
        values = {value for key, value in classes if key in ("layout", "trouble")}
        if values & (_APART | _CHANGED) or document.suffix not in (".pdf", ".docx", ".html", ".htm", ".txt", ".md"):
            passed_over += 1
            continue
        looked += 1
        missing = check(document, truth, guessed(document))
        lost += [f"{truth.parent.name}: {line}" for line in missing]
    return looked, passed_over, lost
