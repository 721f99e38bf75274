"""Keys given to commands by the user: searched, clashing, kept, given back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from core.language import Language, choose
from gui.actions import shortcut_text
from gui.appearance import install_language
from gui.dialogs.shortcuts import ShortcutsDialog
from gui.keymap import Command, objection
from gui.main_window import MainWindow
from gui.settings import KEYS, Settings
from tests.gui.conftest import Opener

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def command(window: MainWindow, name: str) -> Command:
    return next(c for c in window.keymap.commands if c.name == name)


@pytest.fixture
def dialog(desk: MainWindow, qtbot: QtBot) -> ShortcutsDialog:
    """Opened by F1."""
    with qtbot.waitActive(desk):
        desk.activateWindow()
    qtbot.keyClick(desk, Qt.Key.Key_F1)
    return desk.findChildren(ShortcutsDialog)[0]


def press(dialog: ShortcutsDialog, qtbot: QtBot, name: str, key: Qt.Key) -> None:
    dialog.choose(name)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.keys, key, CTRL | SHIFT)


def test_that_every_command_with_keys_can_be_changed_and_names_are_unlike(desk: MainWindow) -> None:
    names = [c.name for c in desk.keymap.commands if c.defaults or c.name]

    assert all(names)
    assert len(names) == len(set(names))
    assert len(names) > 60


def test_that_keys_with_arrows_bear_them_as_on_the_keyboard(desk: MainWindow) -> None:
    assert shortcut_text(desk.actions_.next_report) == "Alt+↓"
    assert shortcut_text(desk.form_view.sight.to_earlier) == "Alt+←"


def test_that_no_two_commands_begin_with_the_same_keys(desk: MainWindow) -> None:
    clashes = {
        (c.title, other.title)
        for c in desk.keymap.commands
        for keys in c.defaults
        if (other := desk.keymap.clash(c, keys)) is not None
    }

    assert clashes == set()


def test_that_new_keys_do_what_the_old_ones_did(
    dialog: ShortcutsDialog, desk: MainWindow, qtbot: QtBot
) -> None:
    before = desk.session.report
    press(dialog, qtbot, "next_report", Qt.Key.Key_J)
    dialog.take.click()
    dialog.reject()

    with qtbot.waitActive(desk):
        desk.activateWindow()
    qtbot.keyClick(desk, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert desk.session.report == before
    qtbot.keyClick(desk, Qt.Key.Key_J, CTRL | SHIFT)

    assert desk.session.report != before


def test_that_a_clash_is_named_before_the_keys_change_hands(
    dialog: ShortcutsDialog, desk: MainWindow, qtbot: QtBot
) -> None:
    press(dialog, qtbot, "next_report", Qt.Key.Key_O)
    assert "导入文件夹" in dialog.told.text()
    assert command(desk, "import_folder").keys == "Ctrl+Shift+O"

    dialog.take.click()

    assert command(desk, "next_report").keys == "Ctrl+Shift+O"
    assert command(desk, "import_folder").keys == ""

    dialog.choose("import_folder")
    dialog.reset.click()
    assert command(desk, "import_folder").keys == "Ctrl+Shift+O"
    assert command(desk, "next_report").keys == ""

    dialog.reset_all.click()
    assert not command(desk, "next_report").is_changed


@pytest.mark.parametrize(
    ("keys", "is_refused"),
    [
        ("A", True),
        ("5", True),
        ("Shift+A", True),
        ("Tab", True),
        ("Return", True),
        ("Left", True),
        ("F2", True),
        ("F9", False),
        ("Ctrl+A", False),
        ("Alt+Left", False),
        ("Ctrl+Return", False),
    ],
)
def test_that_keys_the_form_needs_are_refused(keys: str, is_refused: bool) -> None:
    assert bool(objection(QKeySequence(keys))) == is_refused


def test_that_keys_are_kept_for_the_next_window(
    dialog: ShortcutsDialog, desk: MainWindow, open_window: Opener, qtbot: QtBot
) -> None:
    press(dialog, qtbot, "backups", Qt.Key.Key_K)
    dialog.take.click()
    dialog.choose("full_screen")
    dialog.none.click()
    dialog.reject()
    desk.close()

    window = open_window()

    assert command(window, "backups").keys == "Ctrl+Shift+K"
    assert command(window, "full_screen").keys == ""
    assert command(window, "undo").keys == "Ctrl+Z"


@pytest.mark.parametrize("kept", ['{"undo": 7', '{"undo": 7}', "[1]", "7"])
def test_that_keys_spoilt_by_hand_leave_the_defaults(
    kept: str, open_window: Opener, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "gouji.ini")
    settings.put(KEYS, kept)
    settings.sync()

    window = open_window()

    assert command(window, "undo").keys == "Ctrl+Z"


def test_that_the_search_finds_words_and_keys(dialog: ShortcutsDialog) -> None:
    dialog.search.setText("ctrl+e")
    assert "导出" in [command.title for command in dialog.shown()]
    dialog.search.setText("导入文件夹")
    assert [command.name for command in dialog.shown()] == ["import_folder"]


def test_that_the_arrow_down_leads_from_the_search_to_the_commands(
    dialog: ShortcutsDialog, qtbot: QtBot
) -> None:
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog.search.setFocus()

    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)

    assert dialog.tree.hasFocus()


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_that_no_menu_has_a_letter_twice(
    qapp: QApplication, open_window: Opener, spoken: Language
) -> None:
    """A letter that stands for two commands only marks one of them, and carries out neither."""
    choose(spoken)
    install_language(qapp)
    try:
        menus = open_window().menuBar().findChildren(QMenu)
    finally:
        choose("zh")
        install_language(qapp)

    twice: set[str] = set()
    for menu in menus:
        letters = re.findall(r"&(\w)", " ".join(action.text() for action in menu.actions()).upper())
        twice |= {f"{menu.title()}: {one}" for one in letters if letters.count(one) > 1}
    assert len(menus) > 8
    assert twice == set()


def test_that_keys_go_to_the_command_that_the_search_left(
    dialog: ShortcutsDialog, desk: MainWindow, qtbot: QtBot
) -> None:
    before = {c.name: c.keys for c in desk.keymap.commands}
    qtbot.keyClicks(dialog.search, "shift+f8")
    assert [c.name for c in dialog.shown()] == ["previous_problem"]
    assert "“上一个问题”" in dialog.whose.text()

    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F10)
    qtbot.waitUntil(dialog.take.isEnabled)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.take.hasFocus()
    qtbot.keyClick(dialog.take, Qt.Key.Key_Return)

    after = {c.name: c.keys for c in desk.keymap.commands}
    assert {name for name in before if before[name] != after[name]} == {"previous_problem"}
    assert after["previous_problem"] == "F10"


def test_that_no_command_takes_keys_where_the_search_leaves_none(
    dialog: ShortcutsDialog, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.search, "xyzzy")

    assert not dialog.keys.isEnabled()
    assert not dialog.take.isEnabled()
    assert dialog.told.text() == "没有含这些字的命令和按键。"

    dialog.search.clear()

    assert dialog.keys.isEnabled()


def test_that_the_tip_over_a_button_names_the_present_keys(
    desk: MainWindow, dialog: ShortcutsDialog, qtbot: QtBot
) -> None:
    action = desk.actions_.export
    assert action.toolTip() == "导出 (Ctrl+E)"

    desk.keymap.put(command(desk, "export"), QKeySequence("Ctrl+Alt+P"))

    assert action.toolTip() == "导出 (Ctrl+Alt+P)"
    assert desk.actions_.names.toolTip() == "本机关的其他名称"


def test_that_no_tip_shows_the_letter_of_a_menu(desk: MainWindow) -> None:
    tips = [command.action.toolTip() for command in desk.keymap.commands]

    assert not [tip for tip in tips if "&" in tip or re.search(r"\([A-Z]\)", tip)]


def test_that_the_tip_says_why_no_year_stands_beside(desk: MainWindow) -> None:
    """The street's report is the only one of its agency."""
    sight = desk.form_view.sight

    assert not sight.last_year.isEnabled()
    assert sight.beside.toolTip() == "库中没有该机关更早年度的报告。"
