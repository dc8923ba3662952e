"""Making the corpus: documents, and beside each what has to be read out of it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from . import golden
from .audit import audit
from .model import Report
from .recipe import cook
from .render import docx, tools
from .samples import SAMPLES
from .samples.kinds import Chromium, Direct, Office, Sample

LARGEST = 150_000
"""Bytes that a sample may have."""


def _after(sample: Sample, pdf: Path, target: Path) -> None:
    """The last step of an office sample."""
    then = sample.way.then if isinstance(sample.way, Office) else ""
    pdf.write_bytes(tools.fix_stamps(pdf.read_bytes()))
    if then == "pdftotext":
        tools.run([tools.program("pdftotext", "poppler-utils"), "-layout", str(pdf), str(target)])
    elif then == "encrypt":
        tools.run([
            tools.program("qpdf", "qpdf"), "--static-id", "--static-aes-iv", "--allow-weak-crypto",
            "--encrypt", "", "owner", "128", "--use-aes=y", "--modify=none", "--", str(pdf), str(target),
        ])  # fmt: skip
    else:
        shutil.copyfile(pdf, target)


def _documents(pairs: list[tuple[Sample, Report]], corpus: Path) -> None:
    """The documents themselves; all that LibreOffice prints goes through one call of it."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        office = []
        for sample, report in pairs:
            target = corpus / sample.file
            match sample.way:
                case Direct(make):
                    target.write_bytes(make(report))
                case Chromium(page):
                    source = work / "page.html"
                    source.write_text(page(report.blocks), encoding="utf-8")
                    tools.chromium_to_pdf(source, target)
                    target.write_bytes(tools.fix_stamps(target.read_bytes()))
                case Office(style):
                    source = work / f"{sample.file[:3]}.docx"
                    source.write_bytes(docx.render(report.blocks, style))
                    office.append((sample, source))
        if office:
            tools.office_to_pdf([source for _, source in office], work)
        for sample, source in office:
            _after(sample, source.with_suffix(".pdf"), corpus / sample.file)


def build(root: Path, only: str = "") -> list[str]:
    """Make the samples whose name holds `only` below `root`; gives a line a sample."""
    corpus = root / "corpus"
    corpus.mkdir(exist_ok=True)
    pairs = []
    for sample in SAMPLES:
        if only not in sample.file:
            continue
        report = cook(sample.recipe)
        findings = audit(report)
        rules = {finding[0] for finding in findings}
        if rules != set(sample.faults):
            raise AssertionError(f"{sample.file}: planned {sorted(sample.faults)}, found {findings}")
        folder = root / "golden" / sample.file
        folder.mkdir(parents=True, exist_ok=True)
        golden.about(folder, sample.shows, sample.producer, report, list(sample.faults))
        golden.gold(folder, report)
        golden.breaks(folder, findings, sample.notes)
        golden.meta(folder, report, sample.script)
        pairs.append((sample, report))
    _documents(pairs, corpus)
    lines = []
    for sample, _ in pairs:
        size = (corpus / sample.file).stat().st_size
        lines.append(f"{size:>7}  {sample.file}{'  TOO LARGE' if size > LARGEST else ''}")
    return lines
