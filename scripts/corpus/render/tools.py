"""Finding and calling the programs that make the documents; making their output repeatable."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

NOTO_SERIF = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
WQY = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"

_STAMP = b"20240115080000"


class Missing(RuntimeError):
    """A producer or font that is not installed."""


def program(name: str, package: str) -> str:
    """The path of a program, or a sentence on what to install."""
    path = shutil.which(name)
    if path is None:
        raise Missing(f"{name} is not installed (Debian package {package})")
    return path


def font(path: str, package: str) -> str:
    """The path of a font file, or a sentence on what to install."""
    if not Path(path).exists():
        raise Missing(f"{path} is not there (Debian package {package})")
    return path


def run(arguments: list[str]) -> None:
    """Run a program quietly; its messages are shown only when it fails."""
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} failed: {done.stderr[-2000:]}")


def is_cut(pdf: Path) -> bool:
    """Whether words stand across the side of their page: a table that is wider than the page, as an office may print one."""
    boxes = pdf.with_suffix(".boxes")
    run([program("pdftotext", "poppler-utils"), "-bbox", str(pdf), str(boxes)])
    width = 0.0
    for line in boxes.read_text(encoding="utf-8").splitlines():
        if page := re.search(r'<page width="([0-9.]+)"', line):
            width = float(page[1])
        elif (word := re.search(r'xMin="(\S+)".*xMax="(\S+)"', line)) and (float(word[1]) < -1 or float(word[2]) > width + 1):
            return True
    return False


def office_to_pdf(documents: list[Path], folder: Path) -> None:
    """All documents to PDF in one call of LibreOffice."""
    office_to(documents, folder, "pdf")


def office_to(documents: list[Path], folder: Path, suffix: str) -> None:
    """All documents to another format in one call of LibreOffice."""
    soffice = program("soffice", "libreoffice-writer")
    with tempfile.TemporaryDirectory() as profile:
        run([
            soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", suffix,
            "--outdir", str(folder), *map(str, documents),
        ])  # fmt: skip


def chromium_to_pdf(page: Path, target: Path) -> None:
    """A local HTML page printed by headless Chromium."""
    chromium = program("chromium", "chromium")
    with tempfile.TemporaryDirectory() as profile:
        run([
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            "--disable-background-networking", "--disable-pdf-tagging", f"--user-data-dir={profile}",
            f"--print-to-pdf={target}", page.as_uri(),
        ])  # fmt: skip


def fix_stamps(data: bytes) -> bytes:
    """Dates and ids of a PDF overwritten by fixed ones of the same length, so that no offset moves."""
    data = re.sub(rb"(?<=\(D:)\d{14}[^)]*(?=\))", lambda m: (_STAMP + b"+00'00'" + b" " * 9)[: len(m[0])], data)
    data = re.sub(rb"(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32, data)
    data = re.sub(
        rb"/ID\s*\[\s*<[0-9A-Fa-f]{32}>\s*<[0-9A-Fa-f]{32}>\s*\]",
        lambda m: re.sub(rb"[0-9A-Fa-f](?=[0-9A-Fa-f]*>)", b"7", m[0]),
        data,
    )
    return data
