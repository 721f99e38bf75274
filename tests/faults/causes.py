"""Faults of the surroundings, really caused; each ends in a message and loses nothing.

Every cause works on a store in a folder of its own, which any user may enter, and answers with what
the program told of it. It raises AssertionError when something acknowledged is lost.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from core.errors import StoreError
from core.store import backup, filesystem
from core.work.workspace import Workspace
from tests.faults import forked
from tests.faults.forked import Say
from tests.faults.kills import NAME, fill, lost_edits, total_in
from tests.helpers.readings import TOTAL

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOTHING = "no fault is felt"


class NotHere(Exception):
    """This fault cannot be caused on this computer; says why."""


def told_by(work: Callable[[], object]) -> str:
    """The code of the message in which the work ends."""
    try:
        work()
    except StoreError as error:
        return error.code if error.message and error.hint else f"{error.code} without words"
    return NOTHING


def _edit_until_told(folder: Path, say: Say, relieve: Callable[[], None]) -> None:
    """Edit until the program refuses, and once more after the fault is gone."""
    with closing(Workspace.open(folder / NAME)) as workspace:
        for number in range(2, 10_000):
            told = told_by(lambda n=number: workspace.correct(1, [(TOTAL, Decimal(n))]))
            if told != NOTHING:
                assert workspace.review(1).statement.value(TOTAL) == number - 1
                relieve()
                workspace.correct(1, [(TOTAL, Decimal(number))])
                say(number)
                say(told)
                return
            say(number)


def full_by_limit(folder: Path) -> str:
    def work(say: Say) -> None:
        _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
        _edit_until_told(
            folder, say, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        )

    *said, told = forked.run(work)
    assert list(lost_edits(folder, said)) == []
    return told


def full_disk(folder: Path) -> str:
    script = 'mount -t tmpfs -o size=1500k gouji "$1" && shift && exec "$@"'
    inside = [sys.executable, "-m", "tests.faults.causes", str(folder)]
    run = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", str(folder), *inside],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "mount" in run.stderr or "unshare" in run.stderr:
        raise NotHere("no small file system can be mounted here")
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def fill_disk(folder: Path) -> None:
    """The part of ``full_disk`` inside the small file system."""
    fill(folder)
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(900_000))
    *said, told = forked.run(lambda say: _edit_until_told(folder, say, ballast.unlink))
    assert list(lost_edits(folder, said)) == []
    sys.stdout.write(f"{told}\n")


def _as_nobody(folder: Path, work: Callable[[], object]) -> str:
    """What is told to a user without rights; the superuser has them whatever the modes say."""

    def unprivileged(say: Say) -> None:
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        say(told_by(work))

    told = forked.run(unprivileged)[0]
    folder.chmod(0o777)
    assert total_in(folder / NAME) == 1
    return told


def _open_and_edit(folder: Path) -> None:
    with closing(Workspace.open(folder / NAME, create=False)) as workspace:
        assert workspace.review(1).statement.value(TOTAL) == 1
        workspace.correct(1, [(TOTAL, Decimal(2))])


def read_only_file(folder: Path) -> str:
    (folder / NAME).chmod(0o444)
    return _as_nobody(folder, lambda: _open_and_edit(folder))


def read_only_folder(folder: Path) -> str:
    (folder / NAME).chmod(0o444)
    folder.chmod(0o555)
    return _as_nobody(folder, lambda: _open_and_edit(folder))


def forbidden_folder(folder: Path) -> str:
    folder.chmod(0o555)
    return _as_nobody(folder, lambda: Workspace.open(folder / "new.gouji"))


def _taken_away(folder: Path, how: Callable[[Path], object]) -> str:
    store = folder / NAME
    with closing(Workspace.open(store)) as workspace:
        workspace.correct(1, [(TOTAL, Decimal(2))])
        how(store)
        told = told_by(lambda: workspace.correct(1, [(TOTAL, Decimal(3))]))
    assert total_in(backup.backups_of(store)[0].path) == 2
    return told


def removed(folder: Path) -> str:
    return _taken_away(folder, Path.unlink)


def replaced(folder: Path) -> str:
    other = folder / "other.gouji"
    shutil.copy(folder / NAME, other)
    return _taken_away(folder, other.replace)


def locked(folder: Path) -> str:
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        told = told_by(lambda: _open_and_edit(folder))
        assert time.monotonic() - began < 2
    assert total_in(folder / NAME) == 1
    return told


def _comes_back(folder: Path, damage: Callable[[Path], object]) -> str:
    """A damaged store is told of, never changed, and its copy takes its place."""
    store = folder / NAME
    assert backup.back_up(store, "hand", NOON) is not None
    damage(store)
    left = store.read_bytes()
    told = told_by(lambda: _open_and_edit(folder))
    assert store.read_bytes() == left
    copy = backup.newest_whole(store)
    assert copy is not None
    aside = backup.restore(store, copy, NOON)
    assert total_in(store) == 1
    assert (aside / NAME).read_bytes() == left
    return told


def damaged(folder: Path) -> str:
    """Every page but the first, so that the file still looks like a store."""

    def damage(store: Path) -> None:
        content = store.read_bytes()
        store.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))

    return _comes_back(folder, damage)


def truncated(folder: Path) -> str:
    return _comes_back(folder, lambda store: os.truncate(store, 8192))


def emptied(folder: Path) -> str:
    return _comes_back(folder, lambda store: os.truncate(store, 0))


def text_instead(folder: Path) -> str:
    return _comes_back(folder, lambda store: store.write_text("机关\t年度\n" * 500, "utf-8"))


def workbook_instead(folder: Path) -> str:
    def write(store: Path) -> None:
        with zipfile.ZipFile(store, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>" * 1000)

    return _comes_back(folder, write)


def copied_without_log(folder: Path) -> str:
    """A copy of the one file while it is open is an earlier state, and whole; the store has all."""
    copy = folder / "copy.gouji"
    with closing(Workspace.open(folder / NAME)) as workspace:
        workspace.correct(1, [(TOTAL, Decimal(2))])
        # By another program: this one must not open the file by itself.
        subprocess.run(["cp", str(folder / NAME), str(copy)], check=True)
    with closing(Workspace.open(copy, create=False)) as workspace:
        assert workspace.verify() == ()
        assert workspace.review(1).statement.value(TOTAL) == 1
    assert total_in(folder / NAME) == 2
    return NOTHING


def clock_set_back(folder: Path) -> str:
    times = iter(f"2024-01-01T00:00:{second:02}+00:00" for second in range(59, 0, -1))
    store = folder / NAME
    with closing(Workspace.open(store, clock=lambda: next(times))) as workspace:
        for number in (2, 3):
            workspace.correct(1, [(TOTAL, Decimal(number))])
            backup.back_up(store, "hand", NOON.replace(year=2028 - number))
    assert total_in(store) == 3
    newest = backup.newest_whole(store)
    assert newest is not None
    assert total_in(newest.path) == 3
    return NOTHING


def on_a_share(folder: Path) -> str:
    """As if the folder lay on a network share; killed, to see that the other journal holds, too."""

    def work(say: Say) -> None:
        filesystem.kind_of = lambda _path: "nfs4"
        workspace = Workspace.open(folder / NAME)
        for number in range(2, 12):
            workspace.correct(1, [(TOTAL, Decimal(number))])
            say(number)
        say((folder / f"{NAME}-wal").exists())
        os.kill(os.getpid(), signal.SIGKILL)

    *said, has_log = forked.run(work)
    assert has_log == "False"
    assert list(lost_edits(folder, said)) == []
    return NOTHING


CAUSES: dict[str, tuple[Callable[[Path], str], str]] = {
    "disk full (limit)": (full_by_limit, "store.io"),
    "disk full (file system)": (full_disk, "store.full"),
    "read-only file": (read_only_file, "store.read_only"),
    "read-only folder": (read_only_folder, "store.read_only"),
    "folder without rights": (forbidden_folder, "store.file"),
    "file removed": (removed, "store.replaced"),
    "file replaced": (replaced, "store.replaced"),
    "locked by another program": (locked, "store.busy"),
    "damaged pages": (damaged, "store.damaged"),
    "truncated file": (truncated, "store.damaged"),
    "empty file": (emptied, "store.foreign"),
    "text instead of a store": (text_instead, "store.foreign"),
    "workbook instead of a store": (workbook_instead, "store.foreign"),
    "copied without its log": (copied_without_log, NOTHING),
    "clock set back": (clock_set_back, NOTHING),
    "network share": (on_a_share, NOTHING),
}
"""Each fault with the code of the message in which it ends."""


def cause(name: str, folder: Path) -> str:
    """Cause a fault on a fresh store in an empty folder; the code of what was told."""
    folder.chmod(0o777)
    work, expected = CAUSES[name]
    if work is not full_disk:
        fill(folder)
    for file in folder.iterdir():
        file.chmod(0o666)
    told = work(folder)
    assert told == expected, f"{name}: told {told}, not {expected}"
    return told


if __name__ == "__main__":
    fill_disk(Path(sys.argv[1]))
