"""Every dialog can be gone through with Tab alone, and is closed with Escape."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.button_row import ButtonRow
from tests.gui.test_screens import takes_keyboard
from tests.screens.scenes import SCENES
from tests.screens.stage import Stage

DIALOGS = (
    "export preview kept backups drafts unfinished rescue settings-0 settings-2 settings-4 shortcuts"
    " identity parts effort effort-delete reason assign about palette guide"
).split()
_MOST = 80
"""Steps after which a walk goes round in circles."""


def walk(dialog: QWidget) -> list[QWidget]:
    """What Tab leads to, one after the other, until it comes back to where it began."""
    reached: list[QWidget] = []
    for _ in range(_MOST):
        here = QApplication.focusWidget()
        assert here is not None
        if here in reached:
            return reached
        reached.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes back")


@pytest.mark.parametrize("name", DIALOGS)
def test_that_tab_leads_to_all_that_a_dialog_offers(name: str, stage: Stage) -> None:
    dialog = SCENES[name](stage)
    stage.settle()
    dialog.activateWindow()

    reached = walk(dialog)
    inside = (dialog, *dialog.findChildren(QWidget))
    missed = [w for w in inside if takes_keyboard(w) and w.isEnabled() and w not in reached]

    assert [f"{type(w).__name__} {w.accessibleName()}" for w in missed] == []
    assert all(w.window() is dialog for w in reached)


@pytest.mark.parametrize("name", ["settings-0", "shortcuts", "effort", "backups", "drafts"])
def test_that_tab_visits_the_buttons_from_the_left_to_the_right(name: str, stage: Stage) -> None:
    dialog = SCENES[name](stage)
    stage.settle()
    dialog.activateWindow()
    (row,) = dialog.findChildren(ButtonRow)

    places = [button.x() for button in walk(dialog) if button.parent() is row]

    assert len(places) >= 2
    assert places == sorted(places)


@pytest.mark.parametrize("name", DIALOGS)
def test_that_escape_closes_a_dialog(name: str, stage: Stage, qtbot: QtBot) -> None:
    dialog = SCENES[name](stage)
    stage.settle()
    dialog.activateWindow()
    closed: list[bool] = []
    dialog.destroyed.connect(lambda: closed.append(True))

    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: bool(closed) or not dialog.isVisible())
