"""The same reports in every carrier, by the programs that write them; and whether they read to the same values."""

from __future__ import annotations

import csv
import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from corpus import golden
from corpus.many.case import Plan, cook
from corpus.model import Block, Report
from corpus.render import docx, html, ofd, own_pdf, pages, rtf, rules, sheet, text, tools

from . import mhtml
from .chromium import browser

Blocks = list[Block]


def _page(blocks: Blocks) -> str:
    return html.printable(blocks, font="WenQuanYi Zen Hei", css="td { border: 1px solid #000; }")


def _site(report: Report, blocks: Blocks, word: bool) -> str:
    style = html.Style(word=word, attributes=not word, br_labels=True)
    return html.cms(
        blocks, style, charset="gb2312" if word else "utf-8", site_name="青溪县人民政府", source=report.agency, published=report.published,
        index="202401006", years=[2021, 2022],
    )  # fmt: skip


def _paper() -> pages.Paper:
    return pages.Paper(table=8.5, page_number="- {} -")


def _boxes() -> pages.Paper:
    """Rules drawn cell by cell, as some producers do."""
    return pages.Paper(table=8, rules=rules.Rules("cells", 0.5), page_number="")


def _saved(report: Report, blocks: Blocks) -> bytes:
    content = _site(report, blocks, True).encode("gb18030")
    part = mhtml.part("text/html", "base64", content, "Content-Location: https://www.example.cn/1.html")
    head = ["From: <Saved by hand>", "MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="=_a"']
    return mhtml.saved(head, "=_a", [part])


def _laid(blocks: Blocks, paper: pages.Paper, report: Report) -> list[pages.Page]:
    return pages.lay_out(blocks, paper, seed=report.title)


# Carrier, who writes it, suffix, and how.
WRITTEN: dict[tuple[str, str], tuple[str, Callable[[Report, Blocks], bytes]]] = {
    ("HTML", "site, UTF-8"): (".html", lambda r, b: _site(r, b, False).encode()),
    ("HTML", "site, pasted from Word, GB18030"): (".htm", lambda r, b: _site(r, b, True).encode("gb18030", "xmlcharrefreplace")),
    ("MHTML", "by hand, base64"): (".mht", _saved),
    ("DOCX", "python-docx"): (".docx", lambda r, b: docx.render(b, docx.Style(page_numbers=True, bold=False))),
    ("XLSX", "openpyxl"): (".xlsx", lambda r, b: sheet.render(b)),
    ("XLSX", "openpyxl, figures as text, a sheet a table"): (".xlsx", lambda r, b: sheet.render(b, numbers=False, sheets=True)),
    ("RTF", "by hand, GBK"): (".rtf", lambda r, b: rtf.render(b)),
    ("RTF", "by hand, Unicode"): (".rtf", lambda r, b: rtf.render(b, unicode=True)),
    ("OFD", "by hand, rules in lines"): (".ofd", lambda r, b: ofd.write(_laid(b, _paper(), r), r.title)),
    ("OFD", "by hand, rules cell by cell"): (".ofd", lambda r, b: ofd.write(_laid(b, _boxes(), r), r.title)),
    ("PDF", "by hand"): (".pdf", lambda r, b: own_pdf.write(_laid(b, _paper(), r), own_pdf.Ink(own_pdf.FONTS[0]), r.title)),
    ("text", "tabs"): (".txt", lambda r, b: text.render(b, text.tabs).encode()),
    ("Markdown", "pipes"): (".md", lambda r, b: text.render(b, text.markdown).encode()),
}

# From what LibreOffice converts, to what: carrier, suffix, filter.
CONVERTED: list[tuple[tuple[str, str], tuple[str, str], str, str]] = [
    (("DOCX", "python-docx"), ("DOCX", "LibreOffice"), ".docx", "docx:Office Open XML Text"),
    (("DOCX", "python-docx"), ("DOC", "LibreOffice"), ".doc", "doc:MS Word 97"),
    (("DOCX", "python-docx"), ("RTF", "LibreOffice"), ".rtf", "rtf:Rich Text Format"),
    (("DOCX", "python-docx"), ("ODT", "LibreOffice"), ".odt", "odt:writer8"),
    (("DOCX", "python-docx"), ("FODT", "LibreOffice"), ".fodt", "fodt:OpenDocument Text Flat XML"),
    (("DOCX", "python-docx"), ("Word 2003 XML", "LibreOffice"), ".xml", "xml:MS Word 2003 XML"),
    (("DOCX", "python-docx"), ("HTML", "LibreOffice Writer"), ".html", "html:HTML (StarWriter):EmbedImages"),
    (("DOCX", "python-docx"), ("PDF", "LibreOffice Writer"), ".pdf", "pdf:writer_pdf_Export"),
    (("XLSX", "openpyxl"), ("XLSX", "LibreOffice"), ".xlsx", "xlsx:Calc MS Excel 2007 XML"),
    (("XLSX", "openpyxl"), ("XLS", "LibreOffice"), ".xls", "xls:MS Excel 97"),
    (("XLSX", "openpyxl"), ("ODS", "LibreOffice"), ".ods", "ods:calc8"),
    (("XLSX", "openpyxl"), ("HTML", "LibreOffice Calc"), ".html", "html:HTML (StarCalc):EmbedImages"),
]


def reports(count: int, seed: int) -> list[tuple[Report, Blocks]]:
    """Reports at random, without the troubles that tables have in the wild."""
    cases = (cook(Plan(f"{seed} same {number}", carrier="text", clean=True)) for number in range(1, count + 1))
    return [(case.report, case.blocks) for case in cases]


def _folder(out: Path, carrier: tuple[str, str]) -> Path:
    name = " ".join(carrier).replace("/", "-")
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def make(out: Path, count: int, seed: int) -> None:
    """Writes every report in every carrier, and the truth about each."""
    cooked = reports(count, seed)
    wanted = [(carrier, made) for carrier, made in WRITTEN.items()]
    for number, (report, blocks) in enumerate(cooked, 1):
        truth = out / "truth" / f"{number:03}"
        truth.mkdir(parents=True, exist_ok=True)
        golden.gold(truth, report)
        for carrier, (suffix, write) in wanted:
            random.seed(f"{seed} {number}")
            (_folder(out, carrier) / f"{number:03}{suffix}").write_bytes(write(report, blocks))
    for origin, carrier, suffix, target in CONVERTED:
        convert(sorted(_folder(out, origin).iterdir()), _folder(out, carrier), suffix, target)
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        for number, (_, blocks) in enumerate(cooked, 1):
            page = Path(folder) / f"{number:03}.html"
            page.write_text(_page(blocks), encoding="utf-8")
            (_folder(out, ("MHTML", "Chromium")) / f"{number:03}.mhtml").write_bytes(chromium.mhtml(page))
            (_folder(out, ("PDF", "Chromium")) / f"{number:03}.pdf").write_bytes(tools.fix_stamps(chromium.pdf(page)))


def convert(documents: list[Path], folder: Path, suffix: str, target: str) -> None:
    """All documents to another format in one call of LibreOffice."""
    soffice = tools.program("soffice", "libreoffice")
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "out"
        subprocess.run(
            [soffice, f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", target, "--outdir", str(out), *map(str, documents)],
            check=True, capture_output=True, timeout=1800,
        )  # fmt: skip
        for made in sorted(out.iterdir()):
            if made.suffix == suffix:
                shutil.copy(made, folder / made.name)


Cells = dict[tuple[str, str, str, str], tuple[str, str]]


def truth(path: Path) -> Cells:
    """State and value of every field."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {(row["edition"], row["table"], row["row"], row["column"]): (row["state"], row["value"]) for row in rows}


def read(program: Path, folder: Path) -> dict[str, tuple[Cells, set]]:
    """What the program reads of every file: the cells, and which of them it doubts."""
    done = subprocess.run([program, "extract", "--format", "csv", "--lang", "en", str(folder)], capture_output=True, check=False)
    found: dict[str, tuple[Cells, set]] = {}
    for row in csv.DictReader(io.StringIO(done.stdout.decode("utf-8"))):
        cells, doubtful = found.setdefault(Path(row["path"]).stem, ({}, set()))
        key = (row["edition"], row["table"], row["row"], row["column"])
        cells[key] = (row["state"], row["value"])
        if row["confidence"] and float(row["confidence"]) < 0.5:
            doubtful.add(key)
    return found


def compare(program: Path, out: Path) -> tuple[list[list[str]], list[str]]:
    """A row for each carrier and producer; and every difference."""
    truths = {path.parent.name: truth(path) for path in sorted((out / "truth").glob("*/gold.tsv"))}
    rows, differences = [], []
    for folder in sorted(path for path in out.iterdir() if path.name != "truth"):
        found = read(program, folder)
        cells = right = doubtful = wrong = 0
        whole = 0
        for name, expected in truths.items():
            own, doubted = found.get(name, ({}, set()))
            bad = []
            for key, value in expected.items():
                cells += 1
                same = own.get(key) == value
                right += same
                doubtful += same and key in doubted
                if not same:
                    wrong += key in own and key not in doubted and own[key][0] == "number"
                    bad.append(f"{folder.name}/{name}: {'/'.join(key)} {value} read as {own.get(key)}")
            whole += not bad
            differences += bad
        rows.append([folder.name, str(len(truths)), str(whole), str(cells), str(right), str(doubtful), str(wrong)])
    return rows, differences
