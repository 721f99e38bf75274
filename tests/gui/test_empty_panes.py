"""Panes that have nothing to show say so, and what would fill them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from core.errors import Known
from core.work.workspace import Workspace
from gui.dialogs.palette import PaletteDialog
from gui.jobs import Failure
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings


@pytest.fixture
def empty(tmp_path: Path, qtbot: QtBot) -> MainWindow:
    session = Session(Workspace.open(tmp_path / "空白.gouji", author="赵宁"))
    window = MainWindow(session, Settings(tmp_path / "gouji.ini"))
    session.setParent(window)
    qtbot.addWidget(window)
    window.show()
    return window


def test_that_no_rule_is_said_to_hold_where_there_is_no_report(
    empty: MainWindow, qtbot: QtBot
) -> None:
    empty.docks.bring("rules")

    qtbot.waitUntil(empty.rules.nothing.isVisible)  # the rules are counted beside the window
    assert empty.rules.nothing.text.startswith("还没有报告")


def test_that_failures_have_no_buttons_until_there_is_one(empty: MainWindow) -> None:
    failures = empty.failures
    empty.docks.bring("failures")
    assert failures.nothing.isVisible()
    assert not failures.retry.isVisible()

    failures.show_failures([Failure(Path("a.pdf"), "a.pdf", Known("x", "空文件", "重新下载"))])

    assert failures.table.isVisible()
    assert failures.retry.isVisible()


def test_that_the_list_of_imports_says_what_it_is_for(empty: MainWindow) -> None:
    empty.docks.bring("imports")

    assert empty.imports.nothing.isVisible()


def test_that_the_problem_offers_no_keys_before_a_report_is_open(empty: MainWindow) -> None:
    assert empty.problem_view.title.isVisible()
    assert not any(b.isVisible() for b in empty.problem_view.findChildren(QToolButton))


def test_that_the_palette_says_when_nothing_has_that_name(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = PaletteDialog([], lambda _words: (), Settings(tmp_path / "used.ini"), empty)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.words.setText("没有这样的命令")

    qtbot.waitUntil(dialog.nothing.isVisible)
