"""One edit, killed or failing at every call by which it writes; needs strace.

The edit is made by a process of its own, ``python -m tests.faults.syscalls STORE VALUE``, which says
when the edit is on disk.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from core.errors import StoreError
from core.work.workspace import Workspace
from tests.faults.kills import NAME, fill, total_in
from tests.helpers.readings import TOTAL

ROOT = Path(__file__).resolve().parents[2]
WRITES = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename"
DONE = "on disk"


def edit(store: Path, value: int) -> None:
    """Make one edit and say so; or say what the program tells of its failure."""
    try:
        with closing(Workspace.open(store, create=False)) as workspace:
            workspace.correct(1, [(TOTAL, Decimal(value))])
            sys.stdout.write(f"{DONE}\n")
            sys.stdout.flush()
    except StoreError as error:
        sys.stdout.write(f"{error.code}\n")


def points(folder: Path) -> int:
    """How many writing calls an undisturbed edit makes on the store and its log."""
    run = _traced(folder, [f"-etrace={WRITES}"])
    assert DONE in run.stdout, run.stderr
    return len(re.findall(r"^(?:\[pid +\d+\] )?\w+\(", run.stderr, flags=re.MULTILINE))


def trial(template: Path, fault: str, point: int) -> Iterator[str]:
    """What is lost when the fault strikes at that call: ``signal=SIGKILL``, ``error=EIO``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "trial"
        shutil.copytree(template, folder)
        told = _traced(folder, [f"-einject={WRITES}:{fault}:when={point}"]).stdout.split("\n")[0]
        value = total_in(folder / NAME)
        # Before the edit 1 stood there. What is not told may be there all the same.
        if value not in (1, 2) or (told == DONE and value != 2):
            yield f"{fault} at call {point}: told {told!r}, {value} is there"
        if fault.startswith("error") and told != DONE and not told.startswith("store."):
            yield f"{fault} at call {point}: no message, but {told!r}"
        with closing(Workspace.open(folder / NAME, create=False)) as workspace:
            yield from workspace.verify()


def every(fault: str, step: int = 1) -> tuple[int, list[str]]:
    """Strike at every ``step``-th call: how often, and what was lost."""
    with tempfile.TemporaryDirectory() as name:
        template = Path(name) / "template"
        template.mkdir()
        fill(template)
        probe = Path(name) / "probe"
        shutil.copytree(template, probe)
        struck = range(1, points(probe) + 1, step)
        return len(struck), [line for point in struck for line in trial(template, fault, point)]


def _traced(folder: Path, options: list[str]) -> subprocess.CompletedProcess[str]:
    store = folder / NAME
    files = [f"-P{store}{suffix}" for suffix in ("", "-wal", "-journal")]
    edit = [sys.executable, "-B", "-m", "tests.faults.syscalls", str(store), "2"]
    return subprocess.run(
        ["strace", "-f", *options, *files, *edit],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    edit(Path(sys.argv[1]), int(sys.argv[2]))
