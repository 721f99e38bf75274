"""Every model of the window keeps the rules of models while the user works."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.models.disputes import DisputesModel
from gui.models.findings import FindingsModel
from gui.models.form_model import FormModel
from gui.models.found import FoundModel
from gui.models.history import HistoryModel
from gui.models.imports import ImportsModel
from gui.models.library import LibraryModel
from gui.models.rules import RulesModel

Key, Modifier = Qt.Key, Qt.KeyboardModifier
PATIENCE_MS = 120_000


def watch(window: MainWindow) -> list[QAbstractItemModel]:
    """Have a broken rule of any model of the program end the run.

    The models inside of Qt's own lists are left out: they are reset while they are taken apart,
    which no tester survives.
    """
    views = window.findChildren(QAbstractItemView)
    models = dict.fromkeys(view.model() for view in views if view.model())
    own = [model for model in models if type(model).__module__.startswith("gui.")]
    for model in own:
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return own


def test_that_every_model_keeps_the_rules_while_one_works(
    desk: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    kinds = {type(model) for model in watch(desk)}
    assert kinds >= {
        *(LibraryModel, FormModel, FindingsModel, HistoryModel, RulesModel, DisputesModel),
        *(ImportsModel, FoundModel),
    }
    table = desk.form_view.table
    for name in ("findings", "history", "rules", "disputes", "problem"):
        desk.docks.bring(name)
        QApplication.processEvents()
        qtbot.keyClick(desk, Key.Key_F8)
        for key in (Key.Key_F7, Key.Key_F8, Key.Key_Return, Key.Key_F12, Key.Key_Delete):
            qtbot.keyClick(table, key)
        qtbot.keyClick(table, Key.Key_5)
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
        QApplication.processEvents()  # Enter is carried out once the editor has returned
        for _ in range(3):
            qtbot.keyClick(desk, Key.Key_Z, Modifier.ControlModifier)
        qtbot.keyClick(desk, Key.Key_F5)
        qtbot.keyClick(desk, Key.Key_Down, Modifier.AltModifier)
    qtbot.keyClick(desk, Key.Key_F, Modifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "2020")
    desk.library.search.setText("2020")
    qtbot.wait(300)
    with qtbot.waitSignal(desk.session.import_finished, timeout=PATIENCE_MS):
        desk.import_paths([folder])
    desk.library.search.clear()
    qtbot.wait(300)

    review = desk.session.review
    assert review is not None
    assert desk.session.reports()
