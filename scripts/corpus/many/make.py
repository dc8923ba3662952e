"""Many cases into a folder, on several processes; what needs a program that is not installed is left out and counted."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from .. import golden
from ..render import tools
from . import case as one
from . import families
from .case import Case, Plan

NEEDS = {
    "soffice": ("soffice", "libreoffice-writer"), "soffice-doc": ("soffice", "libreoffice-writer"), "chromium": ("chromium", "chromium"),
    "pdftotext-layout": ("pdftotext", "poppler-utils, poppler-data"), "pdftotext-raw": ("pdftotext", "poppler-utils, poppler-data"),
}  # fmt: skip


def _convert(case: Case, work: Path, stem: str) -> bytes:
    """The document by the program that makes it; LibreOffice's come in one call, see `_offices`."""
    made = case.made
    assert made is not None
    source, target = work / f"{stem}.in", work / f"{stem}.out"
    if made.producer.startswith("pdftotext"):
        source.write_bytes(made.data)
        tools.run([tools.program("pdftotext", "poppler-utils"), "-" + made.producer.split("-")[1], str(source), str(target)])
        return target.read_bytes()
    source = source.with_suffix(".html")
    source.write_bytes(made.data)
    tools.chromium_to_pdf(source, target)
    return tools.fix_stamps(target.read_bytes())


def _offices(cases: list[tuple[Path, Case]], work: Path) -> int:
    """All documents of LibreOffice in one call for each format; how many it did not make, though asked a second time."""
    lost = 0
    for producer, suffix in (("soffice", "pdf"), ("soffice-doc", "doc")):
        own = [(folder, case) for folder, case in cases if case.made and case.made.producer == producer]
        sources = []
        for number, (_, case) in enumerate(own):
            source = work / f"{suffix}{number}.docx"
            source.write_bytes(case.made.data if case.made else b"")
            sources.append(source)
        if own:
            tools.office_to(sources, work, suffix)
        for (folder, case), source in zip(own, sources, strict=True):
            made = source.with_suffix("." + suffix)
            if not made.exists():
                tools.office_to([source], work, suffix)
            if not made.exists():
                lost += 1
                continue
            # What the page cuts off nobody can read.
            if case.made and suffix == "pdf" and tools.is_cut(made):
                case.made.readable = False
            data = made.read_bytes()
            one.write(case, folder, tools.fix_stamps(data) if suffix == "pdf" else data)
    return lost


def _alone(label: str, plan: Plan) -> list[tuple[Path, Case]]:
    """The case of a plan with the folder it goes to."""
    case = one.cook(plan)
    return [(Path(f"{label}-{case.carrier}-{case.made.layout if case.made else ''}"), case)]


def _family(label: str, seed: str, folder: Path) -> list[tuple[Path, Case]]:
    """The cases of a family; what only shows between them is written beside them."""
    family = families.draw(seed)
    place = Path(f"{label}-{family.name}")
    names = {name: f"{name}-{case.carrier}" for name, case in family.cases.items()}
    (folder / place).mkdir(parents=True, exist_ok=True)
    rows = [(rule, names[on], names.get(other, ""), *rest) for rule, on, other, *rest in family.cross if on in names]
    golden.table(folder / place / "cross.tsv", ("rule", "case", "other_case", "cell", "expected", "found", "note"), rows)
    if family.areas:
        golden.table(folder / place / "areas.tsv", ("body", "parent"), family.areas)
    return [(place / names[name], case) for name, case in family.cases.items()]


def _share(jobs: list[tuple[Plan | str, str]], folder: Path) -> tuple[int, Counter[str]]:
    """Makes a share of the cases; how many, and what was left out for which program."""
    left: Counter[str] = Counter()
    waiting, count = [], 0
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for plan, label in jobs:
            try:
                cases = _family(label, plan, folder) if isinstance(plan, str) else _alone(label, plan)
            except ImportError as missing:
                left[f"{missing.name} is not installed (pip install .[corpus])"] += 1
                continue
            for place, case in cases:
                made = case.made
                assert made is not None
                program, package = NEEDS.get(made.producer, ("", ""))
                if program and not shutil.which(program):
                    left[f"{program} is not installed (Debian package {package})"] += 1
                    continue
                count += 1
                if made.producer.startswith("soffice"):
                    waiting.append((folder / place, case))
                else:
                    one.write(case, folder / place, _convert(case, work, label) if made.producer else made.data)
        lost = _offices(waiting, work)
        if lost:
            left["a file that soffice did not make"] += lost
    return count - lost, left


def make(plans: Iterable[tuple[Plan | str, str]], folder: Path, processes: int) -> str:
    """All cases below `folder`; gives what was made and what was left out in a line or more.

    A plan that is a text is the seed of a family.
    """
    folder.mkdir(parents=True, exist_ok=True)
    jobs = list(plans)
    shares = [jobs[i::processes] for i in range(processes)]
    if processes == 1:
        results = [_share(jobs, folder)]
    else:
        with multiprocessing.Pool(processes) as pool:
            results = pool.starmap(_share, [(share, folder) for share in shares])
    left = sum((missing for _, missing in results), Counter())
    lines = [f"{sum(count for count, _ in results)} cases in {folder}"]
    lines += [f"{count} left out: {why}" for why, count in sorted(left.items())]
    return "\n".join(lines)


def many(count: int, seed: int, most_faults: int, clean: bool) -> list[tuple[Plan | str, str]]:
    """Plans of `count` reports that have nothing to do with one another."""
    return [
        (Plan(f"{seed}/{number}", most_faults=most_faults, clean=clean, busy=most_faults > 0), f"{number:05}")
        for number in range(1, count + 1)
    ]


def related(count: int, seed: int) -> list[tuple[Plan | str, str]]:
    """The seeds of `count` families."""
    return [(f"{seed}/{number}", f"{number:04}") for number in range(1, count + 1)]
