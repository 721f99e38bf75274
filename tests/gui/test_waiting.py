"""How many reports wait is counted beside the window, and never told as it was before an edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.standing import ReviewStatus
from core.work.workspace import Workspace
from gui.session import Session
from tests.helpers.readings import make_reading


@pytest.fixture
def session(store: Path, qtbot: QtBot) -> Iterator[Session]:
    """Three reports in which something is open."""
    workspace = Workspace.open(store, author="审核员")
    for number in range(3):
        data = f"report {number}".encode()
        workspace.add_reading(data, make_reading(data, agency=f"{number}局", name=f"{number}.txt"))
    session = Session(workspace)
    yield session
    session.close()


def test_that_they_are_counted_beside_the_window(session: Session, qtbot: QtBot) -> None:
    assert session.waits.known is None

    with qtbot.waitSignal(session.waits.counted):
        session.waits.count()
        assert session.waits.known is None

    assert session.waits.known == {1, 2, 3}


def test_that_known_ones_follow_what_is_done(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.waits.counted):
        session.waits.count()

    session.set_status([2], ReviewStatus.FINAL)

    assert session.waits.known == {1, 3}
    assert session.waits.among([1, 2]) == {1}


def test_that_what_was_counted_before_an_edit_does_not_count(
    session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.waits.counted):
        session.waits.count()
        session.set_status([2], ReviewStatus.FINAL)  # before the answer can have come

    assert session.waits.known == {1, 3}


def test_that_some_are_asked_for_at_once_and_all_when_they_are_needed(session: Session) -> None:
    assert session.waits.among([3]) == {3}
    assert session.waits.known is None

    assert session.waiting() == {1, 2, 3}
    assert session.waits.known == {1, 2, 3}

    session.refresh_library()
    assert session.waits.known is None
