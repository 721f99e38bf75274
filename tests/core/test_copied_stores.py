"""The store's file copied by a file manager while a window has it open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from core.work.workspace import Workspace
from tests.helpers.desks import copied, make_desk
from tests.helpers.readings import TOTAL, UPHELD


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    desk = make_desk(tmp_path, "李", reports=2)
    desk.correct(1, [(TOTAL, Decimal(6))])
    yield desk
    desk.close()


def test_that_a_copy_of_the_one_file_holds_all_work_once_the_log_is_folded_in(
    desk: Workspace, tmp_path: Path
) -> None:
    assert desk.fold_log()

    with closing(Workspace.open(copied(desk.path, tmp_path / "stick"), create=False)) as copy:
        assert [line.number for line in copy.reports()] == [1, 2]
        assert copy.review(1).statement.value(TOTAL) == 6
        assert copy.verify() == ()


def test_that_a_copy_with_the_log_beside_it_holds_what_was_done_since(
    desk: Workspace, tmp_path: Path
) -> None:
    desk.fold_log()
    desk.correct(2, [(UPHELD, Decimal(4))])

    with closing(
        Workspace.open(copied(desk.path, tmp_path / "stick", "-wal"), create=False)
    ) as copy:
        assert copy.review(2).statement.value(UPHELD) == 4
        assert copy.verify() == ()


def test_that_a_reader_holds_the_folding_up_for_a_while_only(desk: Workspace) -> None:
    with closing(sqlite3.connect(desk.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM log").fetchone()
        desk.correct(1, [(UPHELD, Decimal(4))])
        assert not desk.fold_log()
        reader.execute("ROLLBACK")

    assert desk.fold_log()


def test_that_inside_a_gesture_nothing_is_folded(desk: Workspace) -> None:
    with desk.at_once():
        desk.correct(1, [(UPHELD, Decimal(4))])
        assert not desk.fold_log()

    assert desk.review(1).statement.value(UPHELD) == 4
    assert desk.fold_log()


def test_that_a_window_that_only_looks_on_leaves_it_to_the_writer(desk: Workspace) -> None:
    with closing(Workspace.open(desk.path, create=False)) as onlooker:
        assert onlooker.read_only
        assert onlooker.fold_log()
