"""Reports a second on one processor, by carrier: `scripts/bench carriers DIR`, of what scripts/same-carriers made in DIR."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / "target" / "release" / "gouji"

COPIES = 5
"""Of every report, so that the start of the program counts for little."""


def seconds(folder: Path) -> float:
    """User and system time of `gouji extract -j 1` over a folder, its worker process included."""
    null = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, null, number) for number in (0, 1, 2)]
    process = os.posix_spawn(PROGRAM, [str(PROGRAM), "extract", "-j", "1", str(folder)], os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    os.close(null)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"bench: gouji could not read all of {folder.name}")
    return usage.ru_utime + usage.ru_stime


def main(arguments: list[str]) -> None:
    """The measurement."""
    parser = argparse.ArgumentParser(prog="scripts/bench carriers", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)
    folders = sorted(path for path in options.folder.iterdir() if path.name != "truth")
    times: dict[str, list[float]] = {folder.name: [] for folder in folders}
    files = {folder.name: sorted(folder.iterdir()) for folder in folders}
    with tempfile.TemporaryDirectory() as work:
        for folder in folders:
            many = Path(work) / folder.name
            many.mkdir()
            for copy in range(COPIES):
                for file in files[folder.name]:
                    shutil.copy(file, many / f"{copy}-{file.name}")
        # Carriers take turns, so that what else the machine does falls on all of them; the first turn is not counted.
        for turn in range(options.runs + 1):
            for name, taken in times.items():
                time = seconds(Path(work) / name)
                if turn:
                    taken.append(time)
    print("| carrier and producer | KB a report | ms a report | reports a second | least and most |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, taken in times.items():
        own = files[name]
        count = len(own) * COPIES
        size = sum(file.stat().st_size for file in own) / len(own) / 1000
        median = statistics.median(taken)
        spread = f"{count / max(taken):.0f}–{count / min(taken):.0f}"
        print(f"| {name} | {size:.1f} | {1000 * median / count:.2f} | {count / median:.0f} | {spread} |")
    print(f"\nProcessor time, user and system, of one process that reads one file at a time; median of {options.runs} runs over {COPIES} copies of each report.")
