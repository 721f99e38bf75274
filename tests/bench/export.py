"""Measure how fast and in how much memory many reports are exported; 1 when a goal is missed.

Run as python -m tests.bench.export. A line is: name, value, unit, goal, ok or short. With --full
10,000 reports are exported instead of 1,000; the goals in seconds are scaled, and the workbook has
the sheets that 10,000 reports get.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.export import Choice, Occasion, Stopped, plan
from core.progress import Silent, Watch
from tests.bench.bundled import filled
from tests.bench.figure import Figure, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.review import Review
    from core.work.workspace import Workspace

_OCCASION: Final = Occasion("2024-03-01T08:00:00Z")
_EDITED: Final = Address("requests", "new", "total")
_AT_ONCE: Final = 25
"""So many judged reports are written again and again where only the writing is measured."""
_EVERY: Final = 10
"""In one report of so many a person confirmed a figure."""
_MEGABYTE: Final = 1024 * 1024
_SHEETS: Final = Choice().settled(10_000).sheets
_CHOICE: Final = Choice(frozenset(_SHEETS), report_sheets=False)


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="export 10,000 reports, not 1,000")
    count = 10_000 if parser.parse_args().full else 1_000
    with TemporaryDirectory() as name:
        return 0 if show(_figures(Path(name), count)) else 1


def _figures(folder: Path, count: int) -> Iterator[Figure]:
    store = folder / "library.gouji"
    goal = 60.0 * count / 10_000
    with closing(_worked_on(store, count)) as workspace:
        numbers = [line.number for line in workspace.reports()][:_AT_ONCE]
        reviews = [workspace.review(number) for number in numbers]
    for suffix in ("xlsx", "csv", "jsonl"):
        seconds = _written(folder / f"a.{suffix}", reviews, count)
        yield Figure(f"write_{suffix}_{count}", seconds, "s", goal)
    for suffix in ("xlsx", "csv", "jsonl"):
        run = _exported(store, folder / f"b.{suffix}")
        yield Figure(f"store_to_{suffix}_{count}", run.seconds, "s", goal)
        yield Figure(f"store_to_{suffix}_memory", run.megabytes, "MB", 300)
    yield _stopped(folder / "c.xlsx", reviews, count)


def _worked_on(path: Path, count: int) -> Workspace:
    """The bundled samples as so many reports; a person confirmed a figure of some."""
    workspace = filled(path, count, author="张三")
    for line in workspace.reports()[::_EVERY]:
        value = workspace.review(line.number).statement.value(_EDITED)
        workspace.correct(line.number, [(_EDITED, value)], gesture="confirmed")
    return workspace


def _written(target: Path, reviews: list[Review], count: int) -> float:
    """Seconds to write so many reports that are judged already, in one process."""
    decided = plan(target, _CHOICE.settled(count), _OCCASION)
    start = perf_counter()
    many = islice(cycle(reviews), count)
    parts = (part for review in many for part in decided.make([review], lambda _review: ""))
    decided.write(parts, Watch(Silent(), count))
    return perf_counter() - start


@dataclass(frozen=True, slots=True)
class _Run:
    seconds: float
    megabytes: float


def _exported(store: Path, target: Path) -> _Run:
    """The command as a person runs it; its memory is that of all its processes together."""
    command = [sys.executable, "-m", "core", "export", "--store", str(store), "--out", str(target)]
    if target.suffix == ".xlsx":
        command += ["--sheets", ",".join(sheet.value for sheet in _SHEETS)]
    start, most = perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, _memory(process.pid))
            sleep(0.2)
    if process.returncode:
        raise SystemExit("gouji export failed")
    return _Run(perf_counter() - start, most / _MEGABYTE)


def _memory(pid: int) -> int:
    """The bytes of a process and its children; what they share is counted once (Linux)."""
    total = 0
    for process in (pid, *_children(pid)):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:  # it has ended meanwhile
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:  # the thread has ended meanwhile
            continue
    return found


class _Stop:
    """A Progress that is told to stop by a timer, and remembers when."""

    def __init__(self, seconds: float) -> None:
        self.cancelled = False
        self.at = 0.0
        threading.Timer(seconds, self._cancel).start()

    def step(self, done: int, total: int, name: str) -> None:
        """Ignore the step."""

    def _cancel(self) -> None:
        self.at = perf_counter()
        self.cancelled = True


def _stopped(target: Path, reviews: list[Review], count: int) -> Figure:
    """Milliseconds from asking to stop until nothing of the file is left."""
    decided = plan(target, _CHOICE.settled(count), _OCCASION)
    stop = _Stop(1.0)
    parts = (p for r in cycle(reviews) for p in decided.make([r], lambda _review: ""))
    try:
        decided.write(parts, Watch(stop, count))
    except Stopped:
        milliseconds = 1_000 * (perf_counter() - stop.at)
        left = list(target.parent.glob(f"*{target.name}*"))
        if left:
            raise SystemExit(f"left behind: {left}") from None
        return Figure("stop_to_clean", milliseconds, "ms", 500)
    raise SystemExit("the export ended before it could be stopped")


if __name__ == "__main__":
    sys.exit(main())
