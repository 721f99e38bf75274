"""Copies of the store made while people work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.address import Address
from core.store.backup import backups_of
from core.work.workspace import Workspace
from gui.keeper import Keeper
from gui.settings import Settings
from tests.gui.conftest import STREET, fill
from tests.helpers.desks import copied

GRANTED = Address.parse("requests.granted.total")


@pytest.fixture
def workspace(store: Path) -> Iterator[Workspace]:
    fill(store, STREET)
    workspace = Workspace.open(store, author="审核员")
    yield workspace
    workspace.close()


def test_that_a_store_is_copied_at_the_start_and_then_only_when_it_changed(
    workspace: Workspace, store: Path, qtbot: QtBot
) -> None:
    keeper = Keeper(workspace, Settings(store.with_name("gouji.ini")))
    with qtbot.waitSignal(keeper.made):
        keeper.start()
    keeper.back_up("timer")
    keeper.stop()
    assert [b.occasion for b in backups_of(store)] == ["open"]

    workspace.correct(1, [(GRANTED, Decimal(12))])
    with qtbot.waitSignal(keeper.made):
        keeper.back_up("timer")
    keeper.stop()

    assert [b.occasion for b in backups_of(store)] == ["timer", "open"]


def test_that_a_copy_that_cannot_be_written_is_told(
    workspace: Workspace, store: Path, qtbot: QtBot
) -> None:
    store.with_name(f"{store.name}.backups").write_text("not a folder")
    keeper = Keeper(workspace, Settings(store.with_name("gouji.ini")))

    with qtbot.waitSignal(keeper.failed) as failed:
        keeper.back_up("hand")
    keeper.stop()

    assert failed.args is not None
    assert failed.args[0].code == "store.file"


def test_that_a_store_of_another_window_is_left_to_it(
    workspace: Workspace, store: Path, qtbot: QtBot
) -> None:
    onlooker = Workspace.open(store)
    keeper = Keeper(onlooker, Settings(store.with_name("gouji.ini")))
    keeper.start()
    keeper.stop()
    onlooker.close()

    assert backups_of(store) == ()


def test_that_a_store_whose_log_was_changed_is_told_at_the_start(
    workspace: Workspace, store: Path, qtbot: QtBot
) -> None:
    with closing(sqlite3.connect(store)) as sqlite:
        sqlite.execute("DROP TRIGGER log_no_update")
        sqlite.execute("UPDATE log SET author = '乙'")
        sqlite.commit()
    keeper = Keeper(workspace, Settings(store.with_name("gouji.ini")))

    with qtbot.waitSignal(keeper.failed) as failed:
        keeper.start()
    keeper.stop()

    assert failed.args is not None
    assert failed.args[0].code == "store.damaged"
    assert backups_of(store) == ()


def test_that_a_store_that_was_closed_before_its_first_copy_is_not_copied(
    workspace: Workspace, store: Path, qtbot: QtBot
) -> None:
    keeper = Keeper(workspace, Settings(store.with_name("gouji.ini")))
    keeper.start_later(1)
    keeper.stop()

    with qtbot.assertNotEmitted(keeper.made, wait=50):
        pass

    assert backups_of(store) == ()


def test_that_the_file_alone_holds_all_work_when_the_work_has_rested(
    workspace: Workspace, store: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    keeper = Keeper(workspace, Settings(store.with_name("gouji.ini")))
    workspace.correct(1, [(GRANTED, Decimal(12))])

    keeper.work_was_done()

    def is_complete() -> bool:
        with closing(sqlite3.connect(copied(store, tmp_path / "stick"))) as copy:
            return copy.execute("SELECT count(*) FROM overlay").fetchone() == (1,)

    qtbot.waitUntil(is_complete, timeout=20_000)
    keeper.stop()
