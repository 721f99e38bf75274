"""Where the keyboard is among the panes, how keys lead it there, and what is in front."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.address import Address
from gui.docks import holds_keyboard, in_view
from gui.icons import icon
from gui.main_window import MainWindow
from gui.views.pane_mark import PaneMark
from tests.gui.conftest import BUREAU, STREET, Opener

Key = Qt.Key
Modifier = Qt.KeyboardModifier

PANES = [
    ("library", Key.Key_1),
    ("findings", Key.Key_2),
    ("history", Key.Key_3),
    ("rules", Key.Key_4),
    ("failures", Key.Key_5),
    ("problem", Key.Key_6),
    ("disputes", Key.Key_7),
    ("imports", Key.Key_8),
    ("charts", Key.Key_9),
]


@pytest.fixture
def wide(desk: MainWindow) -> MainWindow:
    """A window in which every pane has room, the keyboard in the form."""
    desk.resize(1440, 900)
    desk.form_view.table.setFocus()
    QApplication.processEvents()
    return desk


def front(desk: MainWindow) -> list[str]:
    """The panes that can be seen."""
    return [dock.objectName() for dock in desk.docks if in_view(dock)]


def place(desk: MainWindow) -> str:
    """The pane that has the keyboard."""
    panes: list[tuple[str, QWidget]] = [(dock.objectName(), dock) for dock in desk.docks]
    panes += [("source", desk.source_view), ("form", desk.form_view)]
    return next((name for name, pane in panes if holds_keyboard(pane)), "")


@pytest.mark.parametrize(("name", "key"), PANES)
def test_that_the_keys_of_a_pane_lead_into_it_and_ctrl_w_closes_it(
    wide: MainWindow, name: str, key: Key, qtbot: QtBot
) -> None:
    qtbot.keyClick(wide, key, Modifier.AltModifier)

    assert name in front(wide)
    assert place(wide) == name

    qtbot.keyClick(QApplication.focusWidget(), Key.Key_W, Modifier.ControlModifier)

    assert name not in front(wide)
    assert place(wide) == "form"


def test_that_the_keys_of_a_pane_pressed_twice_leave_the_form_alone(
    wide: MainWindow, qtbot: QtBot
) -> None:
    """What is typed next is meant for the pane that one believes to be in."""
    wide.session.focus(Address.parse("requests.new.total"))
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_3, Modifier.AltModifier)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Delete)

    assert place(wide) == "history"
    review = wide.session.review
    assert review is not None
    assert review.corrections == ()


def test_that_ctrl_w_closes_nothing_while_the_keyboard_is_in_the_form(
    wide: MainWindow, qtbot: QtBot
) -> None:
    before = front(wide)

    qtbot.keyClick(wide.form_view.table, Key.Key_W, Modifier.ControlModifier)

    assert front(wide) == before
    assert place(wide) == "form"


def test_that_the_view_menu_marks_the_panes_that_can_be_seen(
    wide: MainWindow, qtbot: QtBot
) -> None:
    def marked() -> list[str]:
        titles = [a.text() for a in wide.docks.commands() if a.isChecked()]
        return sorted(titles)

    assert marked() == sorted(["报告库", "当前问题"])

    qtbot.keyClick(wide, Key.Key_9, Modifier.AltModifier)

    assert marked() == sorted(["报告库", "图表"])


def test_that_f6_goes_through_what_can_be_seen_and_shift_f6_back(
    wide: MainWindow, qtbot: QtBot
) -> None:
    seen = ["problem", "library", "source", "form", "problem"]
    for name in seen:
        qtbot.keyClick(QApplication.focusWidget() or wide, Key.Key_F6)
        assert place(wide) == name
    for name in ["form", "source", "library", "problem"]:
        qtbot.keyClick(QApplication.focusWidget() or wide, Key.Key_F6, Modifier.ShiftModifier)
        assert place(wide) == name


@pytest.mark.parametrize("covering", ["imports", "findings", "charts"])
def test_that_the_next_problem_comes_in_front_of_any_pane(
    wide: MainWindow, covering: str, qtbot: QtBot
) -> None:
    wide.docks.bring(covering)
    assert "problem" not in front(wide)

    qtbot.keyClick(wide, Key.Key_F8)

    assert "problem" in front(wide)
    assert place(wide) == "form"


def test_that_a_line_lies_on_the_pane_that_has_the_keyboard(wide: MainWindow, qtbot: QtBot) -> None:
    (mark,) = wide.findChildren(PaneMark)
    assert mark.parent() is wide.form_view

    qtbot.keyClick(wide, Key.Key_2, Modifier.AltModifier)

    dock = wide.docks["findings"]
    assert mark.parent() is dock
    assert mark.isVisible()
    assert mark.geometry().topLeft().isNull()
    assert mark.width() == dock.width()
    wide.resize(1500, 950)
    qtbot.waitUntil(lambda: mark.width() == dock.width())


def test_that_good_news_leave_by_themselves_and_warnings_stay(
    wide: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    wide.banner.show_message("好", "ok")
    (timer,) = (t for t in wide.banner.children() if t.objectName() == "leaving")
    assert timer.property("interval") == 20_000
    assert timer.property("active")
    wide.banner.show_message("坏", "warning")
    assert not timer.property("active")

    qtbot.keyClick(wide.form_view.table, Key.Key_Escape)

    assert not wide.banner.isVisible()


def test_that_the_keyboard_begins_in_the_list_of_reports(desk: MainWindow) -> None:
    assert desk.library.table.hasFocus()


def test_that_the_keyboard_begins_on_the_import_where_nothing_is_yet(open_window: Opener) -> None:
    window = open_window()

    assert window.centre.welcome.button.hasFocus()


def test_that_another_form_may_come_up_while_a_cell_is_typed_into(
    wide: MainWindow, qtbot: QtBot
) -> None:
    """The form of 2021 has rows and columns that that of 2019 has not."""
    reports = {line.name: line.number for line in wide.session.reports()}
    issued = Address.parse("art20_1.normative_documents.issued")
    wide.session.open(reports[BUREAU])
    wide.form_view.table.arrive(issued)
    before = wide.session.review
    assert before is not None
    qtbot.keyClick(wide.form_view.table, Key.Key_7)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_4)

    wide.session.open(reports[STREET])
    QApplication.processEvents()

    assert wide.session.report == reports[STREET]
    assert [(d.report, d.address, d.text) for d in wide.session.drafts()] == [
        (reports[BUREAU], issued, "74")
    ]
    wide.session.open(reports[BUREAU])
    review = wide.session.review
    assert review is not None
    assert review.statement.values == before.statement.values


@pytest.mark.parametrize("name", [name for name, _key in PANES if name != "charts"])
def test_that_everything_that_takes_the_keyboard_has_a_name(
    wide: MainWindow, name: str, qtbot: QtBot
) -> None:
    qtbot.keyClick(wide, Key.Key_F8)
    wide.docks.bring(name)
    QApplication.processEvents()
    nameless: list[str] = []
    for widget in wide.findChildren(QWidget):
        takes_it = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy()
        if takes_it and in_view(widget):
            told = QAccessible.queryAccessibleInterface(widget)
            if not told.text(QAccessible.Text.Name):
                nameless.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")

    assert nameless == []


def test_that_the_folder_of_an_export_can_be_opened(
    wide: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    wide.session.export_finished.emit(tmp_path / "结果.xlsx")

    (button,) = (b for b in wide.banner.findChildren(QPushButton) if b.isVisible())
    assert button.text() == "打开文件夹"
    button.setFocus()
    qtbot.keyClick(button, Key.Key_Space)

    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]
    wide.banner.show_message("好", "ok")
    assert not button.isVisible()


def test_that_a_pane_that_is_hidden_at_the_start_leaves_the_front_to_the_problem(
    wide: MainWindow, open_window: Opener
) -> None:
    wide.docks.lead_into("failures")
    QApplication.processEvents()
    assert "failures" in front(wide)
    wide.close()

    again = front(open_window())

    assert "problem" in again
    assert "failures" not in again


def test_that_the_signs_of_a_pane_stay_ours_over_a_restart_and_while_it_floats(
    wide: MainWindow, open_window: Opener, qtbot: QtBot
) -> None:
    wide.close()
    again = open_window()
    dock = again.docks["library"]
    close = dock.findChildren(QAbstractButton, "qt_dockwidget_closebutton")[0]
    ours = icon("close").pixmap(16).toImage()

    qtbot.waitUntil(lambda: close.icon().pixmap(16).toImage() == ours)
    dock.setFloating(True)
    QApplication.processEvents()
    assert close.icon().pixmap(16).toImage() == ours
