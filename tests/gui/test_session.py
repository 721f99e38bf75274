"""The session: one door, whose errors arrive as a signal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.address import Address
from core.errors import StoreError
from core.work.workspace import Changes, Workspace
from gui.session import Session
from tests.gui.conftest import STREET, fill

GRANTED = Address.parse("requests.granted.total")


@pytest.fixture
def session(store: Path) -> Iterator[Session]:
    fill(store, STREET)
    session = Session(Workspace.open(store, author="审核员"))
    yield session
    session.close()


def test_that_nothing_happens_while_no_report_is_open(session: Session) -> None:
    assert session.review is None
    assert session.correct([(GRANTED, Decimal(1))]) is None
    assert session.undo() is None
    with pytest.raises(LookupError):
        session.document()


def test_that_opening_a_report_tells_its_number(session: Session, qtbot: QtBot) -> None:
    number = session.reports()[0].number

    with qtbot.waitSignal(session.opened) as opened:
        session.open(number)

    assert opened.args == [number]
    assert session.report == number
    assert session.document().name == STREET
    assert session.source().startswith(session.document().text[:1].encode())


def test_that_a_correction_tells_what_it_touched(session: Session, qtbot: QtBot) -> None:
    number = session.reports()[0].number
    session.open(number)

    with qtbot.waitSignal(session.changed) as changed:
        session.correct([(GRANTED, Decimal(12))])

    assert changed.args == [Changes((number,), (GRANTED,))]
    review = session.review
    assert review is not None
    assert not any(f.rule.startswith("requests.") for f in review.problems)
    assert review.can_undo


def test_that_a_report_that_is_not_there_is_told(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.failed) as failed:
        assert not session.open(999)

    error = failed.args[0] if failed.args else None
    assert isinstance(error, StoreError)
    assert session.review is None


def test_that_focus_is_told_once(session: Session, qtbot: QtBot) -> None:
    session.open(session.reports()[0].number)
    with qtbot.waitSignal(session.focused) as focused:
        session.focus(GRANTED)
    assert focused.args == [GRANTED]

    with qtbot.assertNotEmitted(session.focused):
        session.focus(GRANTED)


def test_that_a_second_import_while_one_runs_is_refused(
    session: Session, folder: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.import_finished, timeout=60_000):
        assert session.import_paths([folder])
        assert not session.import_paths([folder])


def test_that_a_second_window_follows_and_takes_over(store: Path, qtbot: QtBot) -> None:
    fill(store, STREET)
    writer = Workspace.open(store, author="甲")
    onlooker = Session(Workspace.open(store, author="乙"))
    number = onlooker.reports()[0].number
    onlooker.open(number)

    with qtbot.waitSignal(onlooker.changed, timeout=1000):
        writer.correct(number, [(GRANTED, Decimal(12))])
    review = onlooker.review
    assert review is not None
    assert review.statement.value(GRANTED) == 12

    with qtbot.waitSignal(onlooker.taken_over, timeout=1000):
        writer.close()
    assert onlooker.correct([(GRANTED, Decimal(13))]) is not None
    onlooker.close()
