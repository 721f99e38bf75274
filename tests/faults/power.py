"""Power cut while edits are made: what the disk may then hold, worked out from every write; needs strace.

Until a file is synced, the disk may hold each write to it whole, in part, or not at all. The writes
and syncs of real edits are recorded; for the moment after each of them some of the possible disks are
made, opened, and compared with what had been acknowledged by then.

``python -m tests.faults.power FOLDER`` makes the edits.
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from core.work.workspace import Workspace
from tests.faults.kills import NAME, fill
from tests.helpers.readings import TOTAL

ROOT = Path(__file__).resolve().parents[2]
EDITS = range(2, 8)
ACKNOWLEDGED = "acknowledged"
SECTOR = 512
_CALL = re.compile(r'(?:\d+ +)?(\w+)\(\d+<([^>]*)>(?:, "((?:\\x[0-9a-f]{2})*)")?(.*)\) += \d+')


@dataclass(frozen=True, slots=True)
class Step:
    """One call: ``content`` written ``at`` a place of the file; a sync has neither.

    ``at`` without content is a new length.
    """

    call: str
    file: str
    content: bytes | None = None
    at: int = 0


def edit(folder: Path) -> None:
    """Make the edits and acknowledge each; the store is never closed."""
    workspace = Workspace.open(folder / NAME, create=False)
    acknowledged = os.open(folder / ACKNOWLEDGED, os.O_CREAT | os.O_WRONLY)
    for value in EDITS:
        workspace.correct(1, [(TOTAL, Decimal(value))])
        os.pwrite(acknowledged, bytes([value]), 0)
    os._exit(0)


def record(folder: Path) -> list[Step]:
    """Every write and sync of the edits, in order."""
    trace = folder / "trace"
    files = [f"-P{folder / name}" for name in (NAME, f"{NAME}-wal", ACKNOWLEDGED)]
    calls = "-etrace=pwrite64,fsync,fdatasync,ftruncate"
    command = ["strace", "-f", "-y", "-xx", "-s70000", f"-o{trace}", calls, *files]
    work = [sys.executable, "-B", "-m", "tests.faults.power", str(folder)]
    subprocess.run([*command, *work], cwd=ROOT, capture_output=True, check=True)
    return [step for line in trace.read_text().splitlines() if (step := _step(line))]


def _step(line: str) -> Step | None:
    match = _CALL.fullmatch(line)
    if match is None:
        return None
    call, written, content, numbers = match.groups()
    file = Path(bytes.fromhex(written.replace("\\x", "")).decode() if "\\x" in written else written)
    at = int(numbers.split(",")[-1]) if "," in numbers else 0
    if content is None:
        return Step(call, file.name, at=at)
    return Step(call, file.name, bytes.fromhex(content.replace("\\x", "")), at)


def disks(
    steps: Sequence[Step], before: dict[str, bytes], chance: random.Random
) -> Iterator[tuple[dict[str, bytes], int]]:
    """Possible disks after each step, each with the last edit that was acknowledged by then."""
    synced, waiting, told = dict(before), list[Step](), 1
    for step in steps:
        if step.file == ACKNOWLEDGED:
            assert step.content is not None
            told = step.content[0]
        elif step.call in ("fsync", "fdatasync"):
            for write in (w for w in waiting if w.file == step.file):
                _apply(synced, write)
            waiting = [w for w in waiting if w.file != step.file]
        else:
            waiting.append(step)
        for likely in (0.0, 0.5, 1.0):
            disk = dict(synced)
            for write in waiting:
                _apply_perhaps(disk, write, likely, chance)
            yield disk, told


def _apply(disk: dict[str, bytes], step: Step) -> None:
    old = disk.get(step.file, b"")
    if step.content is None:
        disk[step.file] = old[: step.at].ljust(step.at, b"\0")
        return
    end = step.at + len(step.content)
    disk[step.file] = old[: step.at].ljust(step.at, b"\0") + step.content + old[end:]


def _apply_perhaps(
    disk: dict[str, bytes], step: Step, likely: float, chance: random.Random
) -> None:
    """Each sector of a write reaches the disk or not."""
    if step.content is None:
        if chance.random() < likely:
            _apply(disk, step)
        return
    for start in range(0, len(step.content), SECTOR):
        if chance.random() < likely:
            piece = step.content[start : start + SECTOR]
            _apply(disk, Step(step.call, step.file, piece, step.at + start))


def lost(disk: dict[str, bytes], told: int) -> str | None:
    """What is wrong with what a start after the cut finds; None when nothing is."""
    with tempfile.TemporaryDirectory() as name:
        for file, content in disk.items():
            (Path(name) / file).write_bytes(content)
        try:
            with closing(sqlite3.connect(Path(name) / NAME)) as sqlite:
                (sound,) = sqlite.execute("PRAGMA integrity_check").fetchone()
                (value,) = sqlite.execute("SELECT value FROM overlay").fetchone()
        except sqlite3.Error as error:
            return str(error)
    if sound != "ok" or int(value) not in (told, told + 1):
        return f"{told} was acknowledged, {value} is there; {sound}"
    return None


def cut(seed: int, *, syncs: bool = True) -> tuple[int, list[str]]:
    """Cut the power after every call: how many disks were tried, and what was lost.

    Without ``syncs`` as on a disk that only says it has written.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder)
        before = {NAME: (folder / NAME).read_bytes()}
        steps = [s for s in record(folder) if syncs or not s.call.endswith("sync")]
    tried = [lost(*disk) for disk in disks(steps, before, random.Random(seed))]
    return len(tried), [line for line in tried if line]


if __name__ == "__main__":
    edit(Path(sys.argv[1]))
