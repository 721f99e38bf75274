"""The palette: found by words, initials and letters in order; Enter does it; used ones come first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.dialogs.palette import PaletteDialog
from gui.main_window import MainWindow
from gui.palette import Offer, fitting
from tests.gui.conftest import TOWNSHIP

MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def offers(*titles: str) -> list[Offer]:
    return [Offer(title, title, "文件", lambda: None) for title in titles]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("导入", ["导入文件", "导入文件夹"]),
        ("drwj", ["导入文件", "导入文件夹"]),
        ("夹 导", ["导入文件夹"]),
        ("dwj", ["导入文件", "导入文件夹"]),
        ("exp", ["Export"]),
        ("ept", ["Export"]),
        ("et", []),
        ("量子", []),
        ("", ["导入文件", "导入文件夹", "Export"]),
    ],
)
def test_that_words_initials_and_letters_in_order_find(words: str, found: list[str]) -> None:
    listed = fitting(offers("导入文件", "导入文件夹", "Export"), words, ())

    assert [offer.title for offer in listed] == found


def test_that_of_equal_fits_what_was_used_last_comes_first() -> None:
    listed = fitting(offers("导入甲", "导入乙", "导入丙", "再导入"), "导入", ("导入丙", "再导入"))

    assert [offer.title for offer in listed] == ["导入丙", "导入甲", "导入乙", "再导入"]


@pytest.fixture
def palette(desk: MainWindow, qtbot: QtBot) -> PaletteDialog:
    """Opened by its keys."""
    return opened(desk, qtbot)


def opened(desk: MainWindow, qtbot: QtBot) -> PaletteDialog:
    with qtbot.waitActive(desk):
        desk.activateWindow()
    qtbot.keyClick(desk, Qt.Key.Key_P, MODIFIERS)
    return next(d for d in desk.findChildren(PaletteDialog) if d.isVisible())


def test_that_enter_does_what_is_found(
    palette: PaletteDialog, desk: MainWindow, qtbot: QtBot
) -> None:
    before = desk.session.report

    qtbot.keyClicks(palette.words, "xyfbg")
    assert palette.titles()[0] == "下一份报告"
    qtbot.keyClick(palette.words, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: desk.session.report != before)
    assert opened(desk, qtbot).titles()[0] == "下一份报告"


def test_that_a_report_is_opened_by_its_agency(
    palette: PaletteDialog, desk: MainWindow, qtbot: QtBot
) -> None:
    QApplication.clipboard().setText("北滩")
    qtbot.keyClick(palette.words, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any("北滩" in title for title in palette.titles()))
    qtbot.keyClick(palette.words, Qt.Key.Key_Return)

    def is_open() -> bool:
        review = desk.session.review
        return review is not None and review.name == TOWNSHIP

    qtbot.waitUntil(is_open)


def test_that_a_rule_lists_the_reports_that_break_it(
    palette: PaletteDialog, desk: MainWindow, qtbot: QtBot
) -> None:
    palette.words.setText("按时发布")
    assert palette.titles() == ["按时发布"]
    qtbot.keyClick(palette.words, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "form.published_late" in str(desk.library.query.chosen))


def test_that_arrows_move_in_the_list_and_esc_does_nothing(
    palette: PaletteDialog, desk: MainWindow, qtbot: QtBot
) -> None:
    before = desk.session.report
    palette.words.setText("报告")
    first = palette.list.currentItem()
    qtbot.keyClick(palette.words, Qt.Key.Key_Down)
    assert palette.list.currentItem() is not first
    assert palette.words.hasFocus()

    qtbot.keyClick(palette.words, Qt.Key.Key_Escape)

    assert desk.session.report == before
    assert not palette.isVisible()


def test_that_what_cannot_be_done_now_is_not_offered(
    palette: PaletteDialog, desk: MainWindow
) -> None:
    assert not desk.actions_.undo.isEnabled()

    palette.words.setText("撤销")

    assert "撤销" not in palette.titles()
