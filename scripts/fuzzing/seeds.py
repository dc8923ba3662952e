"""Seeds of a target: the samples and fixtures of its format, as the target takes them."""

from __future__ import annotations

import zipfile
from pathlib import Path

LARGEST = 24 << 10
"""Larger ones slow a target down more than they show it."""

SLOW = {"bomb", "overlapping"}
"""Made to take as long as the limits let them."""

# Of a target: suffixes of its files.
SUFFIXES = {
    "archive": (".zip", ".7z", ".gz", ".tar"), "doc": (".doc",), "docx": (".docx",), "fodf": (".fodt",), "html": (".html", ".htm"),
    "mhtml": (".mhtml", ".mht"), "odf": (".odt", ".ods"), "ofd": (".ofd",), "rtf": (".rtf",), "text": (".txt",), "wordxml": (".xml",),
    "xls": (".xls",), "xlsx": (".xlsx",),
}  # fmt: skip

PACKED = {"docx", "odf", "ofd", "xlsx"}
"""Targets that take the parts of a package."""


def parts(path: Path) -> bytes:
    """A package as the targets take it: a line with its name before each part."""
    try:
        with zipfile.ZipFile(path) as package:
            return b"".join(b"=== " + name.encode() + b"\n" + package.read(name) for name in package.namelist())
    except zipfile.BadZipFile:
        return b""


def write(root: Path, target: str, folder: Path) -> int:
    """Writes the seeds of a target; how many there are."""
    places = [root / "corpus", *(root / "tests" / "fixtures" / name for name in ("bad", "bundles", "carriers"))]
    files = [path for place in places for path in sorted(place.iterdir()) if path.suffix in SUFFIXES.get(target, ()) and path.stem not in SLOW]
    count = 0
    for path in files:
        content = parts(path) if target in PACKED else path.read_bytes()
        if 0 < len(content) <= LARGEST:
            (folder / f"{count:03}").write_bytes(content)
            count += 1
    return count
