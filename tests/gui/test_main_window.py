"""The whole window: commands by key, notices, theme, layout, and what is kept after closing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.address import Address
from core.errors import StoreError
from core.work.workspace import Workspace
from gui.actions import shortcut_text
from gui.dialogs.shortcuts import ShortcutsDialog
from gui.main_window import MainWindow
from tests.gui.conftest import STREET, TOWNSHIP, Opener, fill

Key, Modifier = Qt.Key, Qt.KeyboardModifier
GRANTED = Address.parse("requests.granted.total")


def shown(window: MainWindow) -> Decimal | str | None:
    review = window.session.review
    assert review is not None
    return review.statement.value(GRANTED)


def test_that_an_empty_store_says_what_to_do(open_window: Opener) -> None:
    window = open_window()

    assert window.centre.currentWidget() is window.centre.welcome
    assert window.library.pages.currentWidget() is window.library.empty
    assert window.centre.welcome.button.isVisible()
    assert not window.library.empty.button.isVisible(), "one button for one thing"
    assert not window.actions_.export.isEnabled()


def test_that_the_title_names_agency_and_year(desk: MainWindow) -> None:
    assert desk.windowTitle() == "云栖市溪梧区南浦街道办事处 2020 — 勾稽"


def test_that_undo_and_redo_keys_move_a_correction(desk: MainWindow, qtbot: QtBot) -> None:
    desk.session.correct([(GRANTED, Decimal(12))], "抄写颠倒")
    assert shown(desk) == 12

    qtbot.keyClick(desk, Key.Key_Z, Modifier.ControlModifier)
    assert shown(desk) == 21
    qtbot.keyClick(desk, Key.Key_Z, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert shown(desk) == 12
    assert not desk.actions_.redo.isEnabled()


def test_that_restoring_gives_a_cell_back_to_the_machine(desk: MainWindow, qtbot: QtBot) -> None:
    desk.session.correct([(GRANTED, Decimal(12))])
    desk.session.focus(GRANTED)

    qtbot.keyClick(desk, Key.Key_R, Modifier.ControlModifier)

    assert shown(desk) == 21


def test_that_next_report_opens_the_one_below(desk: MainWindow, qtbot: QtBot) -> None:
    rows = desk.library.model
    names = [rows.line(row).name for row in range(rows.rowCount())]
    at = names.index(STREET)

    qtbot.keyClick(desk, Key.Key_Down, Modifier.AltModifier)

    review = desk.session.review
    assert review is not None
    assert review.name == names[at + 1]


def test_that_work_is_kept_over_closing_and_opening(
    desk: MainWindow, open_window: Opener, qtbot: QtBot
) -> None:
    number = desk.session.report
    desk.session.correct([(GRANTED, Decimal(12))])
    desk.docks["library"].hide()
    assert number is not None

    desk.close()
    again = open_window()
    again.session.open(number)

    assert shown(again) == 12
    assert not again.docks["library"].isVisible()
    qtbot.keyClick(again, Key.Key_Z, Modifier.ControlModifier)
    assert shown(again) == 21


def test_that_the_layout_can_be_reset_even_in_a_window_just_opened(
    desk: MainWindow, qtbot: QtBot
) -> None:
    desk.docks["library"].hide()

    desk.actions_.reset_layout.trigger()

    qtbot.waitUntil(desk.docks["library"].isVisible)


def test_that_dark_and_light_change_the_palette_and_are_remembered(
    desk: MainWindow, open_window: Opener
) -> None:
    role = QPalette.ColorRole.Base
    desk.actions_.themes["dark"].trigger()
    assert QApplication.palette().color(role) == QColor("#1b1d21")
    desk.close()

    again = open_window()
    assert again.actions_.themes["dark"].isChecked()
    again.actions_.themes["light"].trigger()
    assert QApplication.palette().color(role) == QColor("#ffffff")


def test_that_f1_lists_the_shortcuts_and_finds_one(desk: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(desk, Key.Key_F1)
    dialog = desk.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)

    qtbot.keyClicks(dialog.search, "Ctrl+E")

    assert [command.title for command in dialog.shown()] == ["导出"]
    assert shortcut_text(desk.actions_.export) == "Ctrl+E"
    dialog.close()


def test_that_a_known_error_stands_in_the_window_until_closed(desk: MainWindow) -> None:
    desk.session.failed.emit(StoreError("store.full", "磁盘已满。", "请清理磁盘后重试。"))

    assert desk.banner.isVisible()
    assert desk.banner.message == "磁盘已满。请清理磁盘后重试。"


def test_that_a_second_window_only_looks(store: Path, open_window: Opener) -> None:
    fill(store, TOWNSHIP)
    first = Workspace.open(store, author="甲")
    try:
        window = open_window()

        assert window.session.read_only
        assert not window.actions_.import_files.isEnabled()
        window.import_paths([store])
        assert "只能查看" in window.banner.message
    finally:
        first.close()


def test_that_the_next_problem_key_selects_a_cell_of_a_finding(
    desk: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(desk, Key.Key_F8)

    review, address = desk.session.review, desk.session.address
    assert review is not None
    assert any(address in finding.addresses for finding in review.problems)
