"""Keys on a problem that has no easy answer, ways back to it, and what its report ends with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.address import Address
from core.agenda import Need
from core.cells import Cell, Origin
from core.reading import read_report
from core.standing import ReviewStatus
from core.work.workspace import Workspace
from gui.main_window import MainWindow
from gui.models.problems import Problems
from gui.views.problem_buttons import KeyButton
from tests.gui.conftest import BUREAU, SAMPLES, Opener, press

Key, Modifier = Qt.Key, Qt.KeyboardModifier
OTHER = Address.parse("review.litigation_direct.other")
TOTAL = Address.parse("review.litigation_direct.total")


def open_with_unknown(store: Path, open_window: Opener) -> MainWindow:
    """The bureau's report as if one figure of a sum were open, and the total too small for it."""
    data = (SAMPLES / BUREAU).read_bytes()
    reading = read_report(data, BUREAU)

    def misread(cell: Cell) -> Cell:
        if cell.address == OTHER:
            return replace(cell, origin=Origin.AMBIGUOUS, value=None, candidates=(Decimal(0),))
        return replace(cell, value=Decimal(1)) if cell.address == TOTAL else cell

    cells = tuple(map(misread, reading.extraction.cells))
    workspace = Workspace.open(store, author="审核员")
    extraction = replace(reading.extraction, cells=cells)
    workspace.add_reading(data, replace(reading, extraction=extraction))
    workspace.close()
    window = open_window()
    window.session.open(1)
    return window


def step_to_need(problems: Problems, need: Need, qtbot: QtBot) -> None:
    for _ in problems.tasks:
        press(qtbot, Key.Key_F8)
        if problems.task is not None and problems.task.need is need:
            return
    raise AssertionError(f"no task is {need}")


def ending(window: MainWindow, words: str) -> KeyButton:
    buttons = window.problem_view.end.findChildren(KeyButton)
    return next(button for button in buttons if words in button.text())


def finish(window: MainWindow, qtbot: QtBot) -> None:
    """Go through the street's report: one proposal, one table without sums."""
    qtbot.keyClick(window, Key.Key_F8)
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_F12)
    assert window.problems.tasks == ()


@pytest.fixture
def bureau(desk: MainWindow) -> MainWindow:
    """The bureau's report, whose second task is about no cell and has no proposal."""
    lines = desk.session.reports()
    desk.session.open(next(line.number for line in lines if line.name == BUREAU))
    return desk


def test_that_enter_stays_where_nothing_is_proposed_and_names_the_keys(
    bureau: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(bureau, Key.Key_F8)
    press(qtbot, Key.Key_F8)
    task = bureau.problems.task
    assert task is not None
    assert task.changes == ()

    press(qtbot, Key.Key_Return)

    assert bureau.problems.task is task
    assert bureau.problems.is_at_hand
    words = bureau.form_view.message
    assert words.isVisible()
    assert words.text() == (
        "这里没有建议：请按 F7 原文如此、F3 规则不适用、F4 待询问、F8 下一个问题。"
    )
    press(qtbot, Key.Key_F7)
    assert not words.isVisible()
    assert bureau.problems.task is not task


def test_that_escape_leads_back_to_the_problem_that_was_left(
    bureau: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(bureau, Key.Key_F8)
    task, here = bureau.problems.task, bureau.session.address
    assert not bureau.problem_view.back.isVisible()
    for _ in range(3):
        press(qtbot, Key.Key_Up)
    assert bureau.problems.task is task
    assert not bureau.problems.is_at_hand
    assert bureau.problem_view.back.isVisible()
    assert bureau.problem_view.back.text() == "返回当前问题  Esc"

    press(qtbot, Key.Key_Escape)

    assert bureau.session.address == here
    assert bureau.problems.is_at_hand
    assert not bureau.problem_view.back.isVisible()


def test_that_the_button_leads_back_to_the_problem_too(bureau: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(bureau, Key.Key_F8)
    here = bureau.session.address
    for _ in range(3):
        press(qtbot, Key.Key_Up)

    qtbot.mouseClick(bureau.problem_view.back, Qt.MouseButton.LeftButton)

    assert bureau.session.address == here
    assert bureau.form_view.table.hasFocus()


def test_that_an_unknown_figure_is_not_called_blank(
    store: Path, open_window: Opener, qtbot: QtBot
) -> None:
    window = open_with_unknown(store, open_window)
    step_to_need(window.problems, Need.CANNOT_TELL, qtbot)

    assert window.problem_view.title.text() == "未经复议直接起诉 · 其他结果 = 未定"


def test_that_a_proposal_after_which_the_sum_fails_leads_to_that_sum(
    store: Path, open_window: Opener, qtbot: QtBot
) -> None:
    window = open_with_unknown(store, open_window)
    step_to_need(window.problems, Need.CANNOT_TELL, qtbot)
    assert window.problems.task is not None
    assert len(window.problems.tasks) > 1

    press(qtbot, Key.Key_Return)

    task = window.problems.task
    assert task is not None
    assert task.need is Need.FAILED
    assert OTHER in task.findings[0].addresses
    assert window.problems.is_at_hand


def test_that_a_report_is_signed_off_where_its_last_problem_ended(
    desk: MainWindow, qtbot: QtBot
) -> None:
    assert not desk.problem_view.end.isVisible()
    finish(desk, qtbot)
    assert desk.problem_view.end.isVisible()
    assert ending(desk, "定稿").text() == "定稿  Ctrl+Alt+5"

    qtbot.mouseClick(ending(desk, "定稿"), Qt.MouseButton.LeftButton)

    standing = desk.session.standing()
    assert standing is not None
    assert standing.status is ReviewStatus.FINAL
    assert not desk.problem_view.end.isVisible()
    assert desk.problem_view.title.text() == "已定稿。F8：下一份。"


def test_that_the_key_of_an_ending_counts_in_the_form(desk: MainWindow, qtbot: QtBot) -> None:
    finish(desk, qtbot)

    press(qtbot, Key.Key_3, Modifier.ControlModifier | Modifier.AltModifier)

    standing = desk.session.standing()
    assert standing is not None
    assert standing.status is ReviewStatus.TO_RECHECK
    # Whoever rechecks it looks at what was changed, and signs it off.
    assert desk.problem_view.end.sign_off.isVisible()
    assert not desk.problem_view.end.hand_on.isVisible()
    assert desk.problem_view.end.look_again.text() == "下一个改动的单元格  Ctrl+F8"
    qtbot.mouseClick(desk.problem_view.end.look_again, Qt.MouseButton.LeftButton)
    assert desk.session.address == Address.parse("requests.granted.total")


def test_that_a_report_of_which_something_was_asked_can_be_handed_on(
    desk: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(desk, Key.Key_F8)
    press(qtbot, Key.Key_F4)
    press(qtbot, Key.Key_F12)
    assert desk.problems.task is None
    assert len(desk.problems.tasks) == 1

    qtbot.mouseClick(ending(desk, "送复核"), Qt.MouseButton.LeftButton)

    standing = desk.session.standing()
    assert standing is not None
    assert standing.status is ReviewStatus.TO_RECHECK


def test_that_who_looks_at_another_report_comes_back_to_the_problem_left(
    desk: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(desk, Key.Key_F8)
    press(qtbot, Key.Key_F8)
    task, report = desk.problems.task, desk.session.report
    assert task is not None
    assert desk.problems.place == 1
    press(qtbot, Key.Key_Down, Modifier.AltModifier)
    assert desk.session.report != report
    assert desk.problems.task is None
    press(qtbot, Key.Key_Up, Modifier.AltModifier)

    assert desk.session.report == report
    assert desk.problems.place == 1
    press(qtbot, Key.Key_F8)
    assert desk.problems.task == task
    assert desk.session.address == task.address


def test_that_a_report_gone_through_begins_with_its_first_problem_again(
    desk: MainWindow, qtbot: QtBot
) -> None:
    report = desk.session.report
    assert report is not None
    qtbot.keyClick(desk, Key.Key_F8)
    for _ in desk.problems.tasks:
        press(qtbot, Key.Key_F8)
    assert desk.session.report != report
    desk.session.open(report)

    assert desk.problems.task is None
