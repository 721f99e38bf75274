"""Whoever goes through a dialog with Tab sees where the keyboard is, and hears what it is on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QKeySequenceEdit, QWidget

from tests.gui.test_tab_order import DIALOGS, walk
from tests.screens.scenes import SCENES
from tests.screens.stage import Stage

_AROUND = 3
"""Pixels around a widget in which a frame of the style shows."""
SAYING_LITTLE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}


def picture(dialog: QWidget, widget: QWidget) -> QImage:
    """What the dialog shows where the widget is."""
    place = QRect(widget.mapTo(dialog, QPoint()), widget.size())
    margin = place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    return dialog.grab(margin & dialog.rect()).toImage()


@pytest.mark.parametrize("name", DIALOGS)
def test_that_the_keyboard_can_be_seen_wherever_it_is(name: str, stage: Stage) -> None:
    dialog = SCENES[name](stage)
    stage.settle()
    dialog.activateWindow()
    unseen: list[str] = []

    stops = walk(dialog)
    for widget in (
        stops if len(stops) > 1 else ()
    ):  # where Tab leads nowhere there is no other place
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        with_keyboard = picture(dialog, widget)
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if picture(dialog, widget) == with_keyboard:
            unseen.append(f"{type(widget).__name__} {widget.accessibleName()}")

    assert unseen == []


@pytest.mark.parametrize("name", DIALOGS)
def test_that_a_screen_reader_says_what_each_thing_is(name: str, stage: Stage) -> None:
    dialog = SCENES[name](stage)
    stage.settle()
    dialog.activateWindow()
    mute: list[str] = []

    for widget in walk(dialog):
        face = QAccessible.queryAccessibleInterface(widget)
        is_named = bool(face.text(QAccessible.Text.Name))
        # Qt gives the line for keys no role, and Python no way to give it one; its name says all.
        is_told = face.role() not in SAYING_LITTLE or isinstance(widget, QKeySequenceEdit)
        if not is_named or not is_told:
            mute.append(f"{type(widget).__name__}: {face.role().name}")
        if isinstance(widget, QAbstractItemView) and not widget.currentIndex().isValid():
            model = widget.model()
            if model.rowCount():
                mute.append(f"{type(widget).__name__}: no row to begin at")

    assert mute == []
