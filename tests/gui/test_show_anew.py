"""Language and size of the text changed while people work: another window on the same work."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from core.address import Address
from core.language import language
from gui.appearance import dress
from gui.desk import Desk
from gui.docks import holds_keyboard, in_view
from gui.main_window import MainWindow
from gui.settings import LANGUAGE, TEXT_SCALE, Settings
from tests.gui.conftest import STREET, TOWNSHIP, fill

CELL = Address.parse("requests.granted.natural_person")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "gouji.ini")


@pytest.fixture
def owner(settings: Settings, store: Path, qapp: QApplication) -> Iterator[Desk]:
    before = os.environ.get("GOUJI_LANG")
    fill(store, STREET, TOWNSHIP)
    owner = Desk(settings, settings_log(store))
    owner.show_store(store).session.open(1)
    yield owner
    if owner.window is not None:
        owner.window.close()
        owner.window.deleteLater()
    settings.reset(LANGUAGE)
    settings.reset(TEXT_SCALE)
    dress(qapp, settings)
    assert os.environ.get("GOUJI_LANG") == before


def settings_log(store: Path) -> Path:
    return store.with_name("gouji.log")


def shown(owner: Desk) -> MainWindow:
    assert owner.window is not None
    return owner.window


def speak_english(owner: Desk, qtbot: QtBot) -> MainWindow:
    before = shown(owner)
    before.actions_.languages["en"].trigger()
    qtbot.waitUntil(lambda: owner.window is not before)
    return shown(owner)


def test_that_everything_is_said_in_the_other_language(owner: Desk, qtbot: QtBot) -> None:
    first = shown(owner)
    assert "报告库" in first.docks["library"].windowTitle()
    assert first.session.review is not None

    window = speak_english(owner, qtbot)

    assert not first.isVisible()
    assert window.docks["library"].windowTitle() == "Library"
    assert window.actions_.languages["en"].isChecked()
    assert language() == "en"
    review = window.session.review
    assert review is not None
    assert review.problems
    assert all(finding.message.isascii() or "“" in finding.message for finding in review.problems)


def test_that_the_work_goes_on_where_it_was(owner: Desk, qtbot: QtBot) -> None:
    first = shown(owner)
    session = first.session
    session.focus(CELL)
    value = session.review.statement.value(CELL) if session.review else None
    assert value is not None
    first.form_view.table.form.enter([(CELL, "17")], "typed")
    first.library.search.setText("街道")
    qtbot.waitUntil(lambda: first.library.query.search == "街道")
    first.docks["history"].hide()

    window = speak_english(owner, qtbot)

    assert window.session is session
    assert session.report == 1
    assert window.form_view.table.current() == CELL
    assert window.library.query.search == "街道"
    assert window.docks["history"].isHidden()
    assert session.review is not None
    assert str(session.review.statement.value(CELL)) == "17"
    window.actions_.undo.trigger()
    assert session.review.statement.value(CELL) == value


def test_that_what_is_being_typed_is_neither_lost_nor_entered(owner: Desk, qtbot: QtBot) -> None:
    first = shown(owner)
    session = first.session
    session.focus(CELL)
    value = session.review.statement.value(CELL) if session.review else None
    table = first.form_view.table
    with qtbot.waitActive(first):
        first.activateWindow()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_4)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)

    window = speak_english(owner, qtbot)

    assert session.review is not None
    assert session.review.statement.value(CELL) == value
    assert [draft.text for draft in session.drafts()] == ["42"]
    editor = window.form_view.table.indexWidget(window.form_view.table.currentIndex())
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.drafts() == ())
    assert str(session.review.statement.value(CELL)) == "42"


def test_that_the_problem_stays_at_hand(owner: Desk, qtbot: QtBot) -> None:
    first = shown(owner)
    first.session.open(1)
    first.problems.step(1)
    task = first.problems.task
    assert task is not None

    window = speak_english(owner, qtbot)

    assert window.problems.task is not None
    assert window.problems.task.address == task.address


def test_that_an_open_dialog_is_closed_first(owner: Desk, settings: Settings, qtbot: QtBot) -> None:
    first = shown(owner)
    assert owner.preferences is not None
    dialog = owner.preferences.show()
    size = first.font().pointSizeF()

    settings.put(TEXT_SCALE, 150)
    QApplication.processEvents()
    assert owner.window is first
    dialog.reject()

    qtbot.waitUntil(lambda: owner.window is not first)
    assert shown(owner).font().pointSizeF() == pytest.approx(size * 1.5)


def test_that_what_is_being_typed_stays_when_the_report_is_judged_anew(
    owner: Desk, qtbot: QtBot
) -> None:
    window = shown(owner)
    window.session.focus(CELL)
    table = window.form_view.table
    with qtbot.waitActive(window):
        window.activateWindow()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_4)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)

    window.session.refresh()

    editor = table.indexWidget(table.currentIndex())
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "42"


def test_that_the_pane_in_front_stays_in_front(owner: Desk, qtbot: QtBot) -> None:
    assert owner.window is not None
    owner.window.docks.bring("history")
    qtbot.waitUntil(lambda: "history" in seen(owner))
    before = seen(owner)

    owner.show_anew()

    qtbot.waitUntil(lambda: seen(owner) == before)


def seen(owner: Desk) -> list[str]:
    assert owner.window is not None
    return owner.window.docks.in_front()


def test_that_what_an_import_could_not_read_stays_listed(
    owner: Desk, folder: Path, qtbot: QtBot
) -> None:
    first = shown(owner)
    with qtbot.waitSignal(first.session.import_finished, timeout=60_000):
        first.import_paths([folder])
    assert "1 份无法读取" in first.banner.message

    window = speak_english(owner, qtbot)

    assert [failure.name for failure in window.failures.failures] == ["空文件.pdf"]
    assert window.failures.pages.currentWidget() is not window.failures.nothing
    assert in_view(window.docks["failures"])
    assert "Not readable: 1" in window.banner.message


def test_that_a_notice_that_was_closed_does_not_come_back(
    owner: Desk, folder: Path, qtbot: QtBot
) -> None:
    first = shown(owner)
    with qtbot.waitSignal(first.session.import_finished, timeout=60_000):
        first.import_paths([folder])
    first.banner.hide()

    assert not speak_english(owner, qtbot).banner.isVisible()


@pytest.mark.parametrize("name", ["history", "library"])
def test_that_the_keyboard_stays_in_its_pane(owner: Desk, name: str, qtbot: QtBot) -> None:
    first = shown(owner)
    with qtbot.waitActive(first):
        first.activateWindow()
    first.docks.lead_into(name)
    assert first.docks.present == name

    window = speak_english(owner, qtbot)

    qtbot.waitUntil(lambda: window.docks.present == name)


def test_that_the_keyboard_stays_in_the_source(owner: Desk, qtbot: QtBot) -> None:
    first = shown(owner)
    with qtbot.waitActive(first):
        first.activateWindow()
    first.source_view.setFocus()

    window = speak_english(owner, qtbot)

    qtbot.waitUntil(lambda: holds_keyboard(window.source_view))
