"""What a sample is, and the ways to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..model import Block, Report
from ..recipe import Recipe
from ..render import docx


@dataclass(frozen=True)
class Office:
    """A DOCX that LibreOffice prints to PDF; `then` names a last step: pdftotext or encrypt."""

    style: docx.Style
    then: str = ""


@dataclass(frozen=True)
class Chromium:
    """An HTML page that Chromium prints to PDF."""

    page: Callable[[list[Block]], str]


@dataclass(frozen=True)
class Direct:
    """Bytes that need no other program."""

    make: Callable[[Report], bytes]


@dataclass(frozen=True)
class Sample:
    """A file of the corpus."""

    file: str
    shows: str
    producer: str
    recipe: Recipe
    way: Office | Chromium | Direct
    faults: tuple[str, ...] = ()
    """The rules that have to fire, and no other."""
    notes: dict[str, str] = field(default_factory=dict)
    script: Callable[[str], str] = str
    """What the file does to all characters: agency and title are expected as printed."""
