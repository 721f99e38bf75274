"""Declaring in the window which agencies an area covers, and which names are one agency's."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from core.work.workspace import Workspace
from gui.dialogs.related import RelatedDialog
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from tests.helpers.readings import make_reading

AREA, POLICE, SCHOOLS = "甲县", "甲县公安局", "甲县教育局"


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> MainWindow:
    workspace = Workspace.open(tmp_path / "审核.gouji", author="赵宁")
    for number, agency in enumerate((AREA, POLICE, SCHOOLS)):
        data = str(number).encode()
        workspace.add_reading(data, make_reading(data, agency=agency, year="2023"))
    session = Session(workspace)
    opened = MainWindow(session, Settings(tmp_path / "gouji.ini"))
    session.setParent(opened)
    qtbot.addWidget(opened)
    opened.show()
    session.open(1)
    return opened


def asked(window: MainWindow, qtbot: QtBot) -> RelatedDialog:
    window.actions_.parts.trigger()
    dialog = next(d for d in window.findChildren(RelatedDialog) if d.isVisible())
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def press_ok(dialog: RelatedDialog, qtbot: QtBot) -> None:
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    button = box.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_ticked_agencies_become_parts_and_can_be_taken_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = asked(window, qtbot)
    assert [dialog.list.item(row).text() for row in range(2)] == [POLICE, SCHOOLS]
    dialog.list.setCurrentRow(0)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.count.text() == "已选 1 个单位"
    press_ok(dialog, qtbot)
    assert window.session.related(AREA, "part") == (POLICE,)

    again = asked(window, qtbot)
    again.list.setCurrentRow(0)
    qtbot.keyClick(again.list, Qt.Key.Key_Space)
    press_ok(again, qtbot)

    assert window.session.related(AREA, "part") == ()


def test_that_cancelling_declares_nothing(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(window, qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert window.session.related(AREA, "part") == ()


def test_that_the_search_leaves_the_agencies_with_its_words(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = asked(window, qtbot)
    dialog.search.setText("教育")

    hidden = [dialog.list.item(row).isHidden() for row in range(dialog.list.count())]
    assert hidden == [True, False]


def test_that_a_renamed_agency_is_declared_in_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.session.open(2)
    window.actions_.names.trigger()
    dialog = next(d for d in window.findChildren(RelatedDialog) if d.isVisible())
    assert dialog.windowTitle() == "本机关的其他名称"
    assert [dialog.list.item(row).text() for row in range(2)] == [AREA, SCHOOLS]
    dialog.search.setFocus()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.count.text() == "已选 1 个单位"
    press_ok(dialog, qtbot)

    assert window.session.related(POLICE, "name") == (SCHOOLS,)
    assert window.session.related(SCHOOLS, "name") == (POLICE,)
