"""`scripts/bench batch [N...]`: runs over N generated files (1000 and 10000), a fiftieth of them broken on purpose.

Speed on one and two processors, peak memory of all processes, what isolation costs; and whether the bytes are the same
after every kind of end. A machine with other work on it gives ratios, not speeds: runs to be compared take turns.
"""

import csv
import hashlib
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / "target" / "release" / "gouji"

KILLS = 20
"""How often a run is killed at a moment of its own."""

TMPFS = 16 << 20
"""Bytes of the disk that gets full."""


def digest(folder):
    """A name for all bytes of an output folder but those of run.json."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "run.json"):
        whole.update(str(path.relative_to(folder)).encode() + b"\0")
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()[:16]


def tree(pid):
    """A process and all it has started."""
    found, todo = [], [pid]
    while todo:
        pid = todo.pop()
        found.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                todo += [int(child) for child in task.read_text().split()]
            except OSError:
                pass
    return found


def memory(pid):
    """Bytes of a process and all it has started; what several share is counted once."""
    total = 0
    for one in tree(pid):
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="utf-8")
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total << 10


class Run:
    """A call, measured."""

    def __init__(self, *arguments, processors=None, watch=False):
        affinity = (lambda: os.sched_setaffinity(0, processors)) if processors else None
        began, before = time.monotonic(), os.times()
        child = subprocess.Popen(
            [PROGRAM, *map(str, arguments), "--lang", "en"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=affinity,
        )
        self.peak, done = 0, threading.Event()

        def look():
            while not done.wait(0.2):
                self.peak = max(self.peak, memory(child.pid))

        watcher = threading.Thread(target=look)
        if watch:
            watcher.start()
        self.said = child.communicate()[1].decode()
        done.set()
        if watch:
            watcher.join()
        after = os.times()
        self.status = child.returncode
        self.seconds = time.monotonic() - began
        self.processor = after.children_user + after.children_system - before.children_user - before.children_system


def audit(source, out, *more, **how):
    """A run over everything, all outputs."""
    return Run("audit", source, "-o", out, *more, **how)


def make(folder, count, broken):
    """Files to read: how many."""
    command = [ROOT / "scripts" / "make-batch", "--fast", folder, str(count), "--broken", str(broken), "--seed", "1"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return sum(path.is_file() for path in folder.rglob("*"))


def statuses(out):
    """How many inputs have a row, and how they ended."""
    with (out / "files.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    # A member of an archive has a row beside that of the archive.
    inputs = [row for row in rows if "!/" not in row["path"]]
    counts = {}
    for row in rows:
        counts[row["status"]] = counts.get(row["status"], 0) + 1
    return len(inputs), ", ".join(f"{status} {n}" for status, n in sorted(counts.items(), key=lambda pair: -pair[1]))


def speed(work, counts):
    """One table row a number of files. The files of the smallest number are left for what comes after."""
    print("| files | -j 1, one processor | -j 2, two | scaling | again, from the cache | peak memory | processor time a file |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    notes = []
    for count in counts:
        source, out = work / f"in-{count}", work / "out"
        there = make(source, count, 0.02)
        one = audit(source, out, "--no-cache", "-j", "1", processors={0})
        first = digest(out)
        two = audit(source, out, "--cache", work / "cache", "-j", "2", processors={0, 1}, watch=True)
        same = digest(out) == first
        again = audit(source, out, "--cache", work / "cache", "-j", "2", processors={0, 1})
        same = same and digest(out) == first
        rows, ended = statuses(out)
        print(
            f"| {count} | {count / one.seconds:.0f}/s | {count / two.seconds:.0f}/s | {one.seconds / two.seconds:.2f} "
            f"| {count / again.seconds:.0f}/s | {two.peak / 1e6:.0f} MB | {1000 * one.processor / count:.2f} ms |",
            flush=True,
        )
        whole = "every input has its row" if rows == there else f"{there - rows} INPUTS WITHOUT A ROW"
        notes.append(f"{count}: {whole}; {'the same bytes three times' if same else 'DIFFERENT BYTES'}; {ended}.")
        shutil.rmtree(work / "cache")
        shutil.rmtree(out)
        if count != counts[0]:
            shutil.rmtree(source)
    print("\n" + "\n".join(f"- {note}" for note in notes) + "\n")


def isolation(work, runs=5):
    """What worker processes cost, over files that do no harm."""
    source = work / "good"
    make(source, 1000, 0)
    ratios = []
    for _ in range(runs):
        apart, here = (Run("extract", source, "-j", "1", *more) for more in ([], ["--no-isolation"]))
        ratios.append((apart.processor / here.processor, apart.seconds / here.seconds))
    shutil.rmtree(source)
    processor, clock = (statistics.median(pair[at] for pair in ratios) for at in (0, 1))
    print(
        f"Worker processes against `--no-isolation`, `extract -j 1` over 1000 good files, median of {runs} pairs: "
        f"processor time × {processor:.3f}, clock × {clock:.3f}.\n"
    )


def kill(source, work, after, number):
    """Ends a run by a signal, and says what its output folder holds when the same call has been run again."""
    cache, out = work / "cache", work / "out"
    command = [PROGRAM, "audit", source, "-o", out, "--cache", cache, "-j", "2"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    child.send_signal(number)
    status = child.wait()
    second = audit(source, out, "--cache", cache, "-j", "2")
    came = digest(out), status, known(second.said), second.seconds
    shutil.rmtree(cache, ignore_errors=True)
    shutil.rmtree(out)
    return came


def known(said):
    """How many files were not read again."""
    line = next((line for line in said.splitlines() if "read before" in line), "0")
    return int(line.split()[0])


def mounted(work, options):
    """A small disk of its own; nothing where the system does not allow it."""
    folder = work / "disk"
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False)
    return folder if done.returncode == 0 else None


def ends(work, source, count):
    """Every way a run can end, and whether the next one gives the bytes of an unbroken one."""
    out = work / "out"
    whole = audit(source, out, "--no-cache", "-j", "2")
    right = digest(out)
    shutil.rmtree(out)
    said = [f"Over {count} files, against an unbroken run without a cache:", ""]
    chance = random.Random(7)
    after = [kill(source, work, chance.uniform(0, whole.seconds), signal.SIGKILL) for _ in range(KILLS)]
    good = sum(end[0] == right for end in after)
    parts = sorted(end[2] for end in after)
    said.append(
        f"- `kill -9` at {KILLS} random moments, then the same call: the same bytes {good} times; "
        f"{parts[0]} to {parts[-1]} files (median {statistics.median(parts):.0f}) were not read again."
    )
    end = kill(source, work, whole.seconds / 2, signal.SIGTERM)
    said.append(f"- SIGTERM: ended with {end[1]}; the same call: {'the same bytes' if end[0] == right else 'DIFFERENT BYTES'}.")
    said += disks(work, source, right)
    pipe = subprocess.run(
        f"'{PROGRAM}' extract '{source}' --lang en | head -c 100 > /dev/null; echo ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, check=False,
    )
    said.append(f"- A reader of standard output that goes away: ended with {pipe.stdout.strip()}.")
    closed = subprocess.run(
        f"'{PROGRAM}' audit '{source}' -o '{out}' --no-cache >&- 2>&-", shell=True, executable="/bin/bash", check=False
    )
    same = "the same bytes" if digest(out) == right else "DIFFERENT BYTES"
    said.append(f"- Standard output and standard error closed from the start: ended with {closed.returncode}, {same}.")
    shutil.rmtree(out)
    print("\n".join(said))


def disks(work, source, right):
    """A full disk and one that cannot be written to."""
    out, cache = work / "out", work / "cache"
    said = []
    disk = mounted(work, f"size={TMPFS}")
    if disk is None:
        return ["- Full and read-only disks: not tried, as the system does not allow to mount one."]
    full = audit(source, disk / "out", "--cache", cache, "-j", "2")
    left = sorted(path.name for path in (disk / "out").glob("*"))
    again = audit(source, out, "--cache", cache, "-j", "2")
    same = "the same bytes" if digest(out) == right else "DIFFERENT BYTES"
    said.append(
        f"- Output on a full disk: ended with {full.status}, {len(left)} files left there; with space: {same}, {known(again.said)} "
        "files not read again."
    )
    for folder in (out, cache):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(disk / "out", ignore_errors=True)
    full = audit(source, out, "--cache", disk / "cache", "-j", "2")
    same = "the same bytes" if digest(out) == right else "DIFFERENT BYTES"
    told = "said so" if "not all could be kept" in full.said else "SAID NOTHING"
    said.append(f"- Cache on a full disk: ended with {full.status}, {told}, {same}.")
    shutil.rmtree(out)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    told = audit(source, disk / "out", "--no-cache")
    said.append(f"- Output on a read-only disk: ended with {told.status}: {told.said.splitlines()[-1].replace(str(work), '')}")
    subprocess.run(["umount", disk], check=True)
    return said


def main(arguments):
    """The whole table."""
    counts = [int(count) for count in arguments] or [1000, 10000]
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bin", "gouji"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        speed(work, counts)
        isolation(work)
        ends(work, work / f"in-{counts[0]}", counts[0])


if __name__ == "__main__":
    main(sys.argv[1:])
