"""`scripts/bench batch [N...]`: runs over N generated files (1000, 10000 and 100000), a fiftieth of them broken on purpose.

Speed on one and two processors, peak memory of all processes, what isolation costs; and whether the bytes are the same
after every kind of end. A machine with other work on it gives ratios, not speeds: runs to be compared take turns.
"""

import csv
import hashlib
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / "target" / "release" / "gouji"

KILLS = 20
"""How often a run is killed at a moment of its own."""

TMPFS = 2 << 20
"""Bytes of the disk that gets full."""

ENDED = 300
"""Files of the runs that are ended."""

WITH_ALL = 10000
"""More files than these are not written to all outputs: that takes an hour."""

SMALL = ("files", "findings", "wide", "panel", "run")
"""Outputs that are small: what is measured is the reading."""


BROKEN = []
"""What did not hold."""


def held(holds, well, ill):
    """What is said of something that has to hold; where it does not, the whole ends with 1."""
    if not holds:
        BROKEN.append(ill)
    return well if holds else ill


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
            while not done.wait(0.3):
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
    """One table row a number of files, of reading and checking with small outputs. The files of the smallest number are left."""
    print(f"Reading, checking and comparing, with the outputs {', '.join(SMALL)}:\n")
    print("| files | -j 1, one processor | -j 2, two | scaling | again, from the cache | processor time a file | peak memory |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    notes, peaks = [], []
    outputs = ("--outputs", ",".join(SMALL))
    for count in counts:
        source, out = work / f"in-{count}", work / "out"
        there = make(source, count, 0.02)
        one = audit(source, out, *outputs, "--cache", work / "first", "-j", "1", processors={0})
        first = digest(out)
        shutil.rmtree(work / "first")
        two = audit(source, out, *outputs, "--cache", work / "cache", "-j", "2", processors={0, 1})
        same = digest(out) == first
        # To look at the memory of all processes takes time of theirs: this run is not timed.
        watched = audit(source, out, *outputs, "--no-cache", "-j", "2", processors={0, 1}, watch=True)
        same = same and digest(out) == first
        again = audit(source, out, *outputs, "--cache", work / "cache", "-j", "2", processors={0, 1})
        same = same and digest(out) == first
        rows, ended = statuses(out)
        print(
            f"| {count:,} | {count / one.seconds:.0f}/s | {count / two.seconds:.0f}/s | {one.seconds / two.seconds:.2f} "
            f"| {count / again.seconds:.0f}/s | {1000 * one.processor / count:.2f} ms | {watched.peak / 1e6:.0f} MB |",
            flush=True,
        )
        peaks.append((count, watched.peak))
        whole = held(rows == there, "every input has its row", f"{there - rows} INPUTS WITHOUT A ROW")
        notes.append(f"{count:,}: {whole}; {held(same, 'the same bytes four times', 'DIFFERENT BYTES')}; {ended}.")
        shutil.rmtree(work / "cache")
        shutil.rmtree(out)
        if count != counts[0]:
            shutil.rmtree(source)
    print("\n" + "\n".join(f"- {note}" for note in notes))
    for (few, low), (many, high) in zip(peaks, peaks[1:]):
        print(f"- From {few:,} to {many:,} files {(high - low) / (many - few):,.0f} bytes of memory a file more.")
    print(flush=True)


def stages(log):
    """Seconds of the parts of a run, by what its log says."""
    when = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        for word in ("listed", "compared", "written", "on the disk"):
            if f" {word}" in line:
                when[word] = datetime.fromisoformat(line.split()[0].replace("Z", "+00:00"))
    pairs = [("reading and comparing", "listed", "compared"), ("writing", "compared", "written"), ("bringing to the disk", "written", "on the disk")]
    return [(name, (when[to] - when[since]).total_seconds()) for name, since, to in pairs if since in when and to in when]


def everything(work, counts):
    """What all outputs cost."""
    print("With all outputs but pictures, `-j 2`:\n")
    print("| files | files a second | processor time a file | peak memory | output a file | reading and comparing | writing | bringing to the disk |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in counts:
        source, out, log = work / f"in-{count}", work / "out", work / "log"
        if not source.exists():
            make(source, count, 0.02)
        log.unlink(missing_ok=True)
        ran = audit(source, out, "--no-pictures", "--no-cache", "-j", "2", "--log-file", log, processors={0, 1}, watch=True)
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        parts = " | ".join(f"{seconds:.1f} s" for _, seconds in stages(log))
        print(
            f"| {count:,} | {count / ran.seconds:.0f}/s | {1000 * ran.processor / count:.2f} ms | {ran.peak / 1e6:.0f} MB "
            f"| {size / count / 1e3:.0f} KB | {parts} |",
            flush=True,
        )
        shutil.rmtree(out)
        if count != counts[0]:
            shutil.rmtree(source)
    print()


def profile(work, source):
    """Where the processor's time goes, by function."""
    if shutil.which("perf") is None:
        print("No profile: `perf` is not there.\n")
        return
    data = work / "perf.data"
    command = ["perf", "record", "-q", "-F", "499", "-o", data, "--", PROGRAM, "audit", source, "-o", work / "out", "--no-cache", "--no-pictures", "-j", "1"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    report = ["perf", "report", "-i", data, "--no-children", "--sort", "symbol", "--stdio", "-q"]
    said = subprocess.run(report, capture_output=True, text=True, check=False).stdout
    rows = [line.split(maxsplit=2) for line in said.splitlines() if "%" in line]
    print("Where the time of a run with all outputs goes, by function (`perf record`):\n")
    symbols = [(share, re.sub(r"(\s+-)*\s*$", "", symbol)) for share, _, symbol in rows[:12]]
    print("\n".join(f"- {share} `{symbol}`" for share, symbol in symbols) + "\n", flush=True)
    shutil.rmtree(work / "out", ignore_errors=True)
    data.unlink(missing_ok=True)


def isolation(work, runs=5):
    """What worker processes cost, over files that do no harm, where processors have nothing else to do than this."""
    source = work / "good"
    make(source, 1000, 0)
    print(f"Worker processes against `--no-isolation`, `extract` over 1000 good files, median of {runs} pairs:\n")
    for processors in ({0}, {0, 1}):
        ratios = []
        for _ in range(runs):
            arguments = ("extract", source, "-j", len(processors))
            apart, here = (Run(*arguments, *more, processors=processors) for more in ([], ["--no-isolation"]))
            ratios.append((apart.processor / here.processor, apart.seconds / here.seconds))
        processor, clock = (statistics.median(pair[at] for pair in ratios) for at in (0, 1))
        print(f"- `-j {len(processors)}` on as many processors: processor time × {processor:.3f}, clock × {clock:.3f}.")
    print(flush=True)
    shutil.rmtree(source)


def begun(work, source, *more):
    """A run that is going to be ended."""
    command = [PROGRAM, "audit", source, "-o", work / "out", "--cache", work / "cache", "-j", "2", *more]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def after(seconds):
    """So long."""
    return lambda child, work: time.sleep(seconds)


def in_second_pass(seconds):
    """So long after the reports were compared."""

    def wait(child, work):
        log = work / "log"
        while child.poll() is None and not (log.exists() and " compared" in log.read_text(encoding="utf-8")):
            time.sleep(0.005)
        time.sleep(seconds)

    return wait


def in_renames(number):
    """When so many of the outputs have got their places."""

    def wait(child, work):
        out = work / "out"
        while child.poll() is None:
            try:
                if len(os.listdir(out)) > number:
                    return
            except OSError:
                pass

    return wait


def kill(source, work, wait, number):
    """Ends a run by a signal, and says what its output folder holds when the same call has been run again."""
    cache, out, log = work / "cache", work / "out", work / "log"
    log.unlink(missing_ok=True)
    child = begun(work, source, "--log-file", log)
    wait(child, work)
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


def ends(work, count):
    """Every way a run can end, and whether the next one gives the bytes of an unbroken one."""
    source, out, log = work / "ended", work / "out", work / "log"
    make(source, count, 0.02)
    log.unlink(missing_ok=True)
    whole = audit(source, out, "--cache", work / "none", "-j", "2", "--log-file", log)
    right = digest(out)
    shutil.rmtree(out)
    shutil.rmtree(work / "none")
    took = dict(stages(log))
    said = [f"Over {count} files, all outputs, against an unbroken run:", ""]
    chance = random.Random(7)
    names = 10
    moments = [
        ("while files were read", [after(chance.uniform(0.01, took["reading and comparing"])) for _ in range(KILLS * 2 // 5)]),
        ("while outputs were written", [in_second_pass(chance.uniform(0, took["writing"])) for _ in range(KILLS * 2 // 5)]),
        ("while outputs got their places", [in_renames(chance.randint(1, names)) for _ in range(KILLS // 5)]),
    ]
    for where, waits in moments:
        came = [kill(source, work, wait, signal.SIGKILL) for wait in waits]
        good = sum(end[0] == right for end in came)
        died = sum(end[1] == -signal.SIGKILL for end in came)
        parts = sorted(end[2] for end in came)
        said.append(
            f"- `kill -9` at {len(waits)} random moments {where} ({died} before the run was over), then the same call: the same bytes "
            f"{held(good == len(waits), f'{good} times', f'ONLY {good} TIMES')}; {parts[0]} to {parts[-1]} files (median {statistics.median(parts):.0f}) were not read again."
        )
    end = kill(source, work, after(whole.seconds / 2), signal.SIGTERM)
    said.append(f"- SIGTERM: ended with {end[1]}; the same call: {held(end[0] == right, 'the same bytes', 'DIFFERENT BYTES')}.")
    said += disks(work, source, right)
    pipe = subprocess.run(
        f"'{PROGRAM}' extract '{source}' --lang en | head -c 100 > /dev/null; echo ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, check=False,
    )
    said.append(f"- A reader of standard output that goes away: ended with {pipe.stdout.strip()}.")
    closed = subprocess.run(
        f"'{PROGRAM}' audit '{source}' -o '{out}' --no-cache >&- 2>&-", shell=True, executable="/bin/bash", check=False
    )
    same = held(digest(out) == right, "the same bytes", "DIFFERENT BYTES")
    said.append(f"- Standard output and standard error closed from the start: ended with {closed.returncode}, {same}.")
    shutil.rmtree(out)
    shutil.rmtree(source)
    print("\n".join(said) + "\n", flush=True)


def among_hostile(work, count):
    """Whether good files come out the same beside hostile ones."""
    mixed, good = work / "mixed", work / "good"
    make(mixed, count, 0.5)
    with (work / "mixed.tsv").open(encoding="utf-8", newline="") as file:
        kinds = {row["path"]: row["kind"] for row in csv.DictReader(file, delimiter="\t")}
    for path in (path for path, kind in kinds.items() if kind == "good"):
        (good / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(mixed / path, good / path)

    def reports(folder):
        ran = subprocess.run([PROGRAM, "extract", folder, "-j", "2"], capture_output=True, text=True, check=False)
        return [line for line in ran.stdout.splitlines() if kinds.get(json.loads(line)["path"]) == "good"]

    alone, beside = reports(good), reports(mixed)
    hostile = sum(kind != "good" for kind in kinds.values())
    same = held(alone and alone == beside, "every report of them the same as alone", "NOT THE SAME AS ALONE")
    print(f"{len(kinds) - hostile} good files among {hostile} hostile ones of all kinds, `extract -j 2`: {same} ({len(alone)} reports).\n", flush=True)
    for folder in (mixed, good):
        shutil.rmtree(folder)


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
    same = held(digest(out) == right, "the same bytes", "DIFFERENT BYTES")
    said.append(
        f"- Output on a full disk: ended with {full.status}, {len(left)} files left there; with space: {same}, {known(again.said)} "
        "files not read again."
    )
    for folder in (out, cache):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(disk / "out", ignore_errors=True)
    full = audit(source, out, "--cache", disk / "cache", "-j", "2")
    same = held(digest(out) == right, "the same bytes", "DIFFERENT BYTES")
    told = held("not all could be kept" in full.said, "said so", "SAID NOTHING")
    said.append(f"- Cache on a full disk: ended with {full.status}, {told}, {same}.")
    shutil.rmtree(out)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    told = audit(source, disk / "out", "--no-cache")
    said.append(f"- Output on a read-only disk: ended with {told.status}: {told.said.splitlines()[-1].replace(str(work), '')}")
    subprocess.run(["umount", disk], check=True)
    return said


def main(arguments):
    """The whole table."""
    counts = sorted(int(count) for count in arguments) or [1000, 10000, 100000]
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bin", "gouji"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        ends(work, ENDED)
        among_hostile(work, ENDED)
        isolation(work)
        speed(work, counts)
        everything(work, [count for count in counts if count <= WITH_ALL] or counts[:1])
        profile(work, work / f"in-{counts[0]}")
    if BROKEN:
        sys.exit(f"bench: {'; '.join(BROKEN)}")


if __name__ == "__main__":
    main(sys.argv[1:])
