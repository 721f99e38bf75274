"""The history: filters, the whole store, export, and taking one old change back by key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.address import Address
from core.errors import StoreError
from core.history_query import History, HistoryLine
from core.statement import AGENCY
from core.work.workspace import Workspace
from gui.main_window import MainWindow
from gui.models.history import CELL, GESTURE, NEW
from gui.models.moments import days_back
from gui.views.history_view import HistoryView
from tests.gui.conftest import STREET, TOWNSHIP, Opener, fill

Key = Qt.Key
GRANTED = Address.parse("requests.granted.total")
NEW_REQUESTS = Address.parse("requests.new.total")


@pytest.fixture
def window(store: Path, open_window: Opener, qtbot: QtBot) -> MainWindow:
    """The street's report with three changes of one cell; one change in the township's."""
    fill(store, STREET, TOWNSHIP)
    workspace = Workspace.open(store, author="张三")
    reports = {line.name: line.number for line in workspace.reports()}
    street, township = reports[STREET], reports[TOWNSHIP]
    workspace.correct(street, [(GRANTED, Decimal(12))], reason="抄写颠倒")
    workspace.correct(township, [(NEW_REQUESTS, Decimal(99))], gesture="proposal")
    workspace.author = "李四"
    workspace.correct(street, [(GRANTED, Decimal(13))])
    workspace.correct(street, [(GRANTED, Decimal(14))])
    workspace.close()
    window = open_window()
    window.session.open(street)
    window.docks.bring("history")
    qtbot.waitUntil(lambda: len(rows(window.history)) == 3)
    return window


def rows(view: HistoryView, column: int = NEW) -> list[str]:
    model = view.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def value(window: MainWindow, address: Address) -> object:
    review = window.session.review
    assert review is not None
    return review.statement.value(address)


def test_that_the_history_of_the_report_is_there_newest_first(window: MainWindow) -> None:
    assert rows(window.history) == ["14", "13", "12"]


def test_that_a_log_of_any_length_is_shown_counted_and_written_whole(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    for figure in range(300):
        window.session.correct([(GRANTED, Decimal(1000 + figure))])
    view = window.history
    qtbot.waitUntil(lambda: view.model.rowCount() == 303)
    view.table.setFocus()
    view.table.selectRow(0)

    qtbot.keyClick(view.table, Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    assert view.model.index(view.table.currentIndex().row(), NEW).data() == "12"
    assert "303" in view.count.text()
    with qtbot.waitSignal(window.session.export_finished):
        view.export_to(tmp_path / "更正.xlsx")
    sheet = load_workbook(tmp_path / "更正.xlsx").worksheets[0]
    assert sheet.max_row == 304
    assert [sheet.cell(row, 9).value for row in (2, 304)] == [1299, 12]


def test_that_a_store_that_cannot_be_read_is_told_and_shows_no_line(
    window: MainWindow, qtbot: QtBot
) -> None:
    def broken(_entries: object) -> tuple[HistoryLine, ...]:
        raise StoreError("store.broken", "读不出", "换盘")

    with qtbot.waitSignal(window.session.failed) as told:
        window.history.model.show_lines(History([3, 2, 1], broken))
        assert window.history.model.index(0, NEW).data() is None

    assert told.args is not None
    assert told.args[0].code == "store.broken"


def test_that_a_corrected_agency_is_named_in_words(window: MainWindow, qtbot: QtBot) -> None:
    window.session.correct([(AGENCY, "南浦街道办事处")])

    window.history.filter.text.insert("机关名称")
    qtbot.waitUntil(lambda: window.history.model.rowCount() == 1)

    assert window.history.model.index(0, CELL).data() == "机关名称"


def test_that_words_narrow_the_history_while_they_are_typed(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = window.history
    view.filter.text.insert("颠倒")

    qtbot.waitUntil(lambda: rows(view) == ["12"])


def test_that_person_table_and_kind_narrow_the_history(window: MainWindow) -> None:
    view, chosen = window.history, window.history.filter
    for box, data, expected in (
        (chosen.person, "李四", ["14", "13"]),
        (chosen.table, "review", []),
        (chosen.kind, "proposal", []),
    ):
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())
        assert rows(view) == expected
        assert (view.pages.currentWidget() is view.empty) == (not expected)
        box.setCurrentIndex(0)
        box.activated.emit(0)


def test_that_the_whole_store_can_be_looked_through(window: MainWindow) -> None:
    window.history.filter.store.setChecked(True)

    assert rows(window.history) == ["14", "13", "99", "12"]


def test_that_enter_goes_to_the_cell_in_its_own_report(window: MainWindow, qtbot: QtBot) -> None:
    view = window.history
    view.filter.store.setChecked(True)
    view.table.setFocus()
    view.table.selectRow(2)

    qtbot.keyClick(view.table, Key.Key_Return)

    review = window.session.review
    assert review is not None
    assert review.name == TOWNSHIP
    assert window.session.address == NEW_REQUESTS


def test_that_an_old_change_is_taken_back_by_key_after_saying_what_it_covers(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = window.history
    view.table.setFocus()
    view.table.selectRow(1)
    assert "12" in view.consequence.text()
    assert "李四 13 → 14" in view.consequence.text()

    qtbot.keyClick(view.table, Key.Key_Delete)

    assert value(window, GRANTED) == 12
    assert rows(view) == ["12", "14", "13", "12"]
    assert rows(view, GESTURE)[0] == "撤回更正"
    window.session.undo()
    assert value(window, GRANTED) == 14


def test_that_the_first_change_taken_back_gives_the_cell_to_the_machine(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = window.history
    view.table.setFocus()
    view.table.selectRow(2)

    qtbot.keyClick(view.table, Key.Key_Delete)

    review = window.session.review
    assert review is not None
    assert review.statement.origins[GRANTED].value == "read"


def test_that_a_change_whose_value_stands_again_cannot_be_taken_back(window: MainWindow) -> None:
    window.session.correct([(GRANTED, Decimal(13))])
    view = window.history
    view.table.selectRow(1)

    # Before the change to 14 the cell was 13, as it is now.
    assert not view.revert.isEnabled()
    assert view.consequence.text()


def test_that_the_filtered_list_is_written(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    view = window.history
    view.filter.person.setCurrentIndex(view.filter.person.findData("李四"))
    view.filter.person.activated.emit(1)

    with qtbot.waitSignal(window.session.export_finished):
        view.export_to(tmp_path / "更正.xlsx")

    sheet = load_workbook(tmp_path / "更正.xlsx").worksheets[0]
    assert sheet.max_row == 3
    assert window.banner.isVisible()
    assert any("更正.xlsx" in label.text() for label in window.banner.findChildren(QLabel))


def test_that_the_model_keeps_qt_s_contract_while_it_is_filtered(
    window: MainWindow, qtmodeltester: ModelTester
) -> None:
    view = window.history
    qtmodeltester.check(view.model)

    view.filter.store.setChecked(True)
    view.filter.store.setChecked(False)

    assert view.model.rowCount() == 3


def test_that_the_key_of_the_pane_leads_into_the_list(desk: MainWindow, qtbot: QtBot) -> None:
    """Also when the list was empty the last time that it was seen."""
    desk.docks.bring("history")
    qtbot.waitUntil(desk.history.empty.isVisible)
    desk.docks.bring("problem")
    desk.session.correct([(Address.parse("requests.granted.total"), Decimal(12))])
    with qtbot.waitActive(desk):
        desk.activateWindow()

    qtbot.keyClick(desk, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)

    assert desk.history.table.hasFocus()
    qtbot.waitUntil(lambda: desk.history.model.rowCount() == 1)
    assert desk.history.table.hasFocus()


def test_that_the_time_of_change_narrows_the_history_by_keys(
    store: Path, open_window: Opener, qtbot: QtBot
) -> None:
    fill(store, STREET)
    noon = datetime.now(UTC).replace(hour=12)
    for days, figure in ((60, 1), (20, 2), (3, 3)):
        moment = (noon - timedelta(days=days)).isoformat(timespec="milliseconds")
        workspace = Workspace.open(store, author="张三", clock=lambda at=moment: at)
        workspace.correct(1, [(GRANTED, Decimal(figure))])
        workspace.close()
    window = open_window()
    window.session.open(1)
    window.session.correct([(GRANTED, Decimal(4))])
    window.docks.bring("history")
    view = window.history
    qtbot.waitUntil(lambda: rows(view) == ["4", "3", "2", "1"])
    view.filter.time.setFocus()

    qtbot.keyClick(view.filter.time, Key.Key_Down)
    assert view.filter.time.currentText() == "今天"
    assert rows(view) == ["4"]

    qtbot.keyClick(view.filter.time, Key.Key_Down)
    assert rows(view) == ["4", "3"]

    qtbot.keyClick(view.filter.time, Key.Key_Down)
    assert rows(view) == ["4", "3", "2"]


def test_that_a_day_begins_at_midnight_here() -> None:
    began = datetime.fromisoformat(days_back(0))

    here = began.astimezone()
    assert (here.hour, here.minute, here.second) == (0, 0, 0)
    assert timedelta() <= datetime.now(UTC) - began < timedelta(hours=25)
    assert datetime.fromisoformat(days_back(6)) < began - timedelta(days=5)
    assert days_back(None) == ""
