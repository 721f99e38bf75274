"""Two things that fold: side by side where there is room, else one below the other."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.views.fold import Fold


@pytest.fixture
def pane(qtbot: QtBot) -> QWidget:
    """A pane with two labels that fold above a third one."""
    pane = QWidget()
    first, second, third = QLabel(), QLabel("below"), QLabel("rest")
    first.setFixedSize(200, 30)
    second.setFixedSize(100, 20)
    layout = QVBoxLayout(pane)
    layout.setContentsMargins(0, 0, 0, 0)
    fold = Fold(first, second)
    layout.addWidget(fold)
    layout.addWidget(third, 1)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def test_that_two_stand_side_by_side_where_there_is_room(pane: QWidget, qtbot: QtBot) -> None:
    fold = pane.findChildren(Fold)[0]
    first, second = fold.findChildren(QLabel)
    pane.resize(304, 200)

    qtbot.waitUntil(lambda: fold.width() == 304)
    assert not fold.is_folded
    assert fold.height() == 30
    assert (first.y(), second.x(), second.y()) == (0, 204, 5)


def test_that_one_stands_below_the_other_where_there_is_none(pane: QWidget, qtbot: QtBot) -> None:
    fold = pane.findChildren(Fold)[0]
    second = fold.findChildren(QLabel)[1]
    pane.resize(303, 200)

    qtbot.waitUntil(lambda: fold.height() == 54)
    assert fold.is_folded
    assert second.y() == 34


def test_that_it_unfolds_when_there_is_room_again(pane: QWidget, qtbot: QtBot) -> None:
    fold = pane.findChildren(Fold)[0]
    pane.resize(220, 200)
    qtbot.waitUntil(lambda: fold.is_folded)
    pane.resize(400, 200)

    qtbot.waitUntil(lambda: fold.height() == 30)
    assert not fold.is_folded


def test_that_it_lets_go_of_the_height_that_it_needed_folded(pane: QWidget, qtbot: QtBot) -> None:
    pane.resize(220, 200)
    qtbot.waitUntil(lambda: pane.findChildren(Fold)[0].is_folded)
    high = pane.minimumSizeHint().height()
    pane.resize(400, 200)

    qtbot.waitUntil(lambda: pane.minimumSizeHint().height() == high - 24)
