"""Windows without much height, or with large text: what is worked in keeps its room."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from core.work.workspace import Workspace
from gui.appearance import dress
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import TEXT_SCALE, Settings
from gui.views.key_columns import KeyColumns
from gui.views.problem_buttons import KeyButton
from gui.views.room import Room
from tests.gui.conftest import STREET, fill

Key = Qt.Key


@pytest.fixture
def large(qtbot: QtBot, qapp: QApplication, store: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """A first window of 1440 by 860 pixels with text of twice the size, a report open."""
    settings = Settings(tmp_path / "gouji.ini")
    settings.put(TEXT_SCALE, 200)
    dress(qapp, settings)
    fill(store, STREET)
    window = MainWindow(Session(Workspace.open(store, author="审核员")), settings)
    window.session.setParent(window)
    window.resize(1440, 860)
    with qtbot.waitExposed(window):
        window.showNormal()
    window.resize(1440, 860)
    QApplication.processEvents()
    # The panes took their shares of the platform's small screen; here they are to have those of 860.
    window.actions_.reset_layout.trigger()
    window.session.open(window.session.reports()[0].number)
    yield window
    window.close()
    window.deleteLater()
    settings.reset(TEXT_SCALE)
    dress(qapp, settings)


def test_that_no_column_of_the_form_is_out_of_view_on_a_small_laptop(
    qtbot: QtBot, store: Path, tmp_path: Path
) -> None:
    fill(store, STREET)
    settings = Settings(tmp_path / "gouji.ini")
    window = MainWindow(Session(Workspace.open(store, author="审核员")), settings)
    window.session.setParent(window)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.showNormal()
    window.resize(1280, 720)
    QApplication.processEvents()

    window.actions_.reset_layout.trigger()
    window.session.open(window.session.reports()[0].number)

    bar = window.form_view.table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert window.source_view.width() >= 280


def test_that_the_form_shows_several_rows_above_the_problem_in_large_text(
    large: MainWindow, qtbot: QtBot
) -> None:
    table = large.form_view.table

    qtbot.keyClick(table, Key.Key_F8)

    problem = large.docks["problem"]
    qtbot.waitUntil(lambda: problem.height() < 0.36 * large.height())
    row = table.rowHeight(table.currentIndex().row())
    assert table.viewport().height() >= 3 * row
    keys = large.problem_view.findChild(KeyColumns)
    assert isinstance(keys, KeyColumns)
    buttons = keys.findChildren(KeyButton)

    def are_whole() -> bool:
        seen = [QRect(button.mapTo(problem, QPoint(0, 0)), button.size()) for button in buttons]
        fit = all(b.width() >= b.minimumSizeHint().width() for b in buttons)
        return fit and all(problem.rect().contains(one) for one in seen)

    qtbot.waitUntil(are_whole)


def test_that_a_layout_laid_out_anew_leaves_the_form_its_room(
    large: MainWindow, qtbot: QtBot
) -> None:
    problem = large.docks["problem"]
    qtbot.waitUntil(lambda: problem.height() < 0.36 * large.height())
    large.resizeDocks([problem], [500], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: problem.height() > 400)

    large.actions_.reset_layout.trigger()

    qtbot.waitUntil(lambda: problem.height() < 0.36 * large.height())


def test_that_keys_stand_in_two_columns_only_where_one_is_too_high(qtbot: QtBot) -> None:
    buttons = [QPushButton(f"键 {number}") for number in range(5)]
    pane = QWidget()
    keys = KeyColumns(buttons, pane)
    qtbot.addWidget(pane)
    high = keys.sizeHint().height()
    pane.resize(1000, high)
    with qtbot.waitExposed(pane):
        pane.show()

    keys.resize(300, high)
    assert keys.columns == 1
    assert len({button.x() for button in buttons}) == 1

    keys.resize(300, high - 1)
    assert keys.columns == 2
    assert [button.x() for button in buttons[:3]] == [buttons[0].x()] * 3
    assert buttons[3].x() > buttons[0].geometry().right()
    assert (buttons[3].y(), buttons[4].y()) == (buttons[0].y(), buttons[1].y())

    pane.resize(keys.sizeHint().width() + 1, high)  # where two would leave nothing else a place
    assert keys.columns == 1


def test_that_what_is_higher_than_its_pane_is_scrolled_and_keeps_its_width(qtbot: QtBot) -> None:
    inside = QWidget()
    inside.setMinimumSize(200, 600)
    room = Room(inside)
    qtbot.addWidget(room)

    lowest = room.minimumSizeHint()
    assert lowest.height() < 120
    room.resize(lowest.expandedTo(lowest))
    with qtbot.waitExposed(room):
        room.show()

    room.resize(room.minimumSizeHint())
    bar: QScrollBar = room.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert room.viewport().width() >= 200


def test_that_no_pane_is_scrolled_in_a_window_of_the_usual_size(
    desk: MainWindow, qtbot: QtBot
) -> None:
    below = desk.docks["problem"].height()
    assert below >= 200
    for name in ("problem", "findings", "history", "rules", "disputes", "charts"):
        desk.docks.bring(name)
        room = desk.docks[name].widget()
        assert isinstance(room, Room)
        bar = room.verticalScrollBar()
        qtbot.waitUntil(partial(_is_whole, bar))


def _is_whole(bar: QScrollBar) -> bool:
    return bar.maximum() == 0
