"""Questions beside the window: the newest is answered, and none is worked on for nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from pytestqt.qtbot import QtBot

from core.progress import Watch
from core.store.store import Store
from core.work.workspace import Workspace
from gui.inquiries import Inquiries
from gui.session import Session

PATIENCE_S = 20


@pytest.fixture
def inquiries(store: Path, qtbot: QtBot) -> Iterator[Inquiries]:
    session = Session(Workspace.open(store, author="审核员"))
    yield Inquiries(session)
    session.close()


class Long:
    """A question that takes for ever unless it is told to stop."""

    def __init__(self, inquiries: Inquiries) -> None:
        self._inquiries = inquiries
        self.begun, self.ended = threading.Event(), threading.Event()

    def __call__(self, _store: Store) -> object:
        self.begun.set()
        watch, until = Watch(self._inquiries, 0), monotonic() + PATIENCE_S
        try:
            while monotonic() < until:
                watch.step(0, "")
                self.begun.wait(0.001)
        finally:
            self.ended.set()
        raise AssertionError("nobody told it to stop")


def test_that_a_long_question_ends_when_another_is_asked(
    inquiries: Inquiries, qtbot: QtBot
) -> None:
    long = Long(inquiries)
    inquiries.ask(long)
    assert long.begun.wait(PATIENCE_S)

    with qtbot.waitSignal(inquiries.answered, timeout=1_000 * PATIENCE_S) as answer:
        inquiries.ask(lambda store: store.numbers())

    assert answer.args == [()]
    assert long.ended.is_set()


def test_that_a_long_question_ends_when_nobody_waits_any_more(inquiries: Inquiries) -> None:
    long = Long(inquiries)
    inquiries.ask(long)
    assert long.begun.wait(PATIENCE_S)

    inquiries.stop()

    assert long.ended.is_set()
    assert not inquiries.busy


def test_that_one_endless_question_to_sqlite_ends_too(inquiries: Inquiries, qtbot: QtBot) -> None:
    begun = threading.Event()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

    def count(store: Store) -> object:
        begun.set()
        return store.ask(lambda sqlite: sqlite.execute(endless).fetchone())

    inquiries.ask(count)
    assert begun.wait(PATIENCE_S)
    with qtbot.waitSignal(inquiries.answered, timeout=1_000 * PATIENCE_S) as answer:
        inquiries.ask(lambda store: store.numbers())

    assert answer.args == [()]
