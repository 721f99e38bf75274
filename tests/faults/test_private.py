"""Reports and remarks on them are for their reviewer: no other user of the computer can read them."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.reading import read_report
from core.store import backup
from core.work.workspace import Workspace

if sys.platform == "win32":
    pytest.skip("Windows keeps a user's folders from others of itself", allow_module_level=True)

REPORT = Path(__file__).resolve().parents[2] / "resources" / "samples" / "beitan_township_2019.txt"


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """A system that gives everybody all rights to what is made."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> dict[str, str]:
    """Files below the folder that others may read or write, and their rights."""
    return {
        path.name: oct(path.stat().st_mode & 0o777)
        for path in folder.rglob("*")
        if path.is_file() and path.stat().st_mode & 0o077
    }


def test_that_a_store_with_its_log_its_lock_and_its_copies_is_private(tmp_path: Path) -> None:
    store = tmp_path / "reports.gouji"
    workspace = Workspace.open(store, author="审核员")
    workspace.add_reading(REPORT.read_bytes(), read_report(REPORT.read_bytes(), REPORT.name))
    during = {path.name for path in tmp_path.iterdir()}
    seen = open_to_others(tmp_path)
    backup.back_up(store, "hand", datetime.now(UTC))
    workspace.close()

    assert during >= {"reports.gouji", "reports.gouji-wal", "reports.gouji-shm"}
    assert seen == {}
    assert open_to_others(tmp_path) == {}
    copies = backup.backups_of(store)
    backup.restore(store, copies[0], datetime.now(UTC))
    assert open_to_others(tmp_path) == {}


def test_that_a_copy_is_private_from_its_first_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "reports.gouji"
    workspace = Workspace.open(store, author="审核员")

    def look(path: Path) -> bool:
        return not open_to_others(tmp_path)

    workspace.add_reading(REPORT.read_bytes(), read_report(REPORT.read_bytes(), REPORT.name))
    monkeypatch.setattr(backup, "_is_whole", look)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)
    made = backup.back_up(store, "hand", datetime.now(UTC))
    workspace.close()

    assert made is not None
    assert open_to_others(tmp_path) == {}


def test_that_the_log_and_the_crash_report_are_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gui import app

    monkeypatch.setattr(logging, "basicConfig", lambda **_: None)
    monkeypatch.setattr(app.faulthandler, "enable", lambda _: None)
    app.start_log(tmp_path / "gouji.log").close()

    assert {path.name for path in tmp_path.iterdir()} == {"gouji.log", "gouji.crash.log"}
    assert open_to_others(tmp_path) == {}
