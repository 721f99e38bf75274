"""Small parts that many panes share: lines to search with, buttons of proposals, lists of failures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QTableView, QTreeWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.errors import Known
from gui.dialogs.list_dialog import ListDialog
from gui.jobs import Failure
from gui.main_window import MainWindow
from gui.models.phrases import size_words
from gui.views.library_failures import FailuresView
from gui.views.problem_buttons import KeyButton, ProposalButton
from gui.views.search_line import SearchLine

ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
RIGHT = Qt.AlignmentFlag.AlignRight


def test_that_a_line_to_search_with_says_what_it_searches(qtbot: QtBot) -> None:
    line = SearchLine("搜索机关")
    qtbot.addWidget(line)
    words = line.fontMetrics().horizontalAdvance("搜索机关")

    assert (line.placeholderText(), line.accessibleName()) == ("搜索机关", "搜索机关")
    assert line.minimumWidth() > words
    assert line.isClearButtonEnabled()


@pytest.fixture
def pane(qtbot: QtBot) -> QWidget:
    pane = QWidget()
    QVBoxLayout(pane)
    qtbot.addWidget(pane)
    return pane


WHOLE = "11 — 王敏，2026-11-22 04:51：原件第三页写作 11 件  (Ctrl+2)"


def test_that_a_proposal_too_long_for_one_line_goes_on_below(pane: QWidget, qtbot: QtBot) -> None:
    button = ProposalButton(WHOLE, "")
    layout = pane.layout()
    assert layout is not None
    layout.addWidget(button)
    one_line = button.sizeHint().height()
    wide = button.fontMetrics().horizontalAdvance(WHOLE)
    pane.resize(wide * 3 // 4, 200)
    with qtbot.waitExposed(pane):
        pane.show()

    assert button.text().split() == WHOLE.split()
    assert button.text().count("\n") == 1
    assert button.height() > one_line


def test_that_a_proposal_in_a_narrow_pane_keeps_its_figure_and_its_key(
    pane: QWidget, qtbot: QtBot
) -> None:
    button = ProposalButton(WHOLE, "")
    layout = pane.layout()
    assert layout is not None
    layout.addWidget(button)
    pane.resize(button.fontMetrics().horizontalAdvance(WHOLE) // 3, 200)
    with qtbot.waitExposed(pane):
        pane.show()

    assert button.text().startswith("11 —")
    assert button.text().endswith("(Ctrl+2)")
    assert "…" in button.text()


@pytest.mark.parametrize("percent", range(55, 100, 5))
def test_that_no_line_ends_between_two_figures_of_a_change(percent: int, qtbot: QtBot) -> None:
    whole = "一、本年新收政府信息公开申请数量 · 自然人 10 → 11  (回车)"
    button = ProposalButton(whole, "")
    qtbot.addWidget(button)

    button.resize(button.fontMetrics().horizontalAdvance(whole) * percent // 100, 80)
    with qtbot.waitExposed(button):
        button.show()

    assert "\n" in button.text()
    assert "10 → 11" in button.text()


def test_that_a_key_stands_apart_from_the_words_of_its_button(qtbot: QtBot) -> None:
    action = QAction("规则不适用(&Y)")
    action.setShortcut("F3")
    button = KeyButton(action)
    qtbot.addWidget(button)
    metrics = button.fontMetrics()
    both = metrics.horizontalAdvance("规则不适用") + metrics.horizontalAdvance("F3")

    assert button.text() == "规则不适用  F3"
    assert button.sizeHint().width() >= both + 20


def test_that_the_unit_of_a_size_stays_with_its_figure() -> None:
    assert size_words(342_016) == "334.0\u00a0kB"


def test_that_failures_are_as_high_as_their_words_need(qtbot: QtBot) -> None:
    view = FailuresView()
    qtbot.addWidget(view)
    view.resize(900, 300)
    with qtbot.waitExposed(view):
        view.show()
    hint = "请用 Word 或 WPS 打开后另存为 .docx，或另存为 PDF，再导入。" * 2
    error = Known("file.old", "文件“报告.wps”是旧版 Word 文件。", hint)
    view.show_failures([Failure(Path("报告.wps"), "报告.wps", error)])
    line = view.fontMetrics().lineSpacing()

    qtbot.waitUntil(lambda: view.table.rowHeight(0) > 2 * line)
    narrow = view.table.rowHeight(0)
    view.resize(2400, 300)
    qtbot.waitUntil(lambda: view.table.rowHeight(0) < narrow)

    assert view.table.rowHeight(0) >= 24


@pytest.fixture
def models(desk: MainWindow) -> list[QAbstractItemModel]:
    """Those of the lists that have columns of figures."""
    tables: list[QTableView] = [
        desk.library.table,
        desk.findings.table,
        desk.history.table,
        desk.rules.table,
    ]
    return [table.model() for table in tables]


def test_that_headers_stand_where_the_figures_below_them_stand(
    models: list[QAbstractItemModel],
) -> None:
    for model in models:
        assert model.rowCount() > 0 or model.columnCount() > 0
        for column in range(model.columnCount()):
            header = model.headerData(column, Qt.Orientation.Horizontal, ALIGNMENT)
            below = [
                model.data(model.index(row, column, QModelIndex()), ALIGNMENT)
                for row in range(model.rowCount())
            ]
            assert all(cell == header for cell in below), (type(model).__name__, column)


def test_that_figures_of_a_dialog_stand_below_their_header(qtbot: QtBot) -> None:
    dialog = ListDialog("备份", (300, 200), ("时间", "大小"), (0,), figures=(1,))
    qtbot.addWidget(dialog)
    row = dialog.add_row(("2026-11-22", "332 kB"))
    tree: QTreeWidget = dialog.table

    assert row.textAlignment(1) & RIGHT
    assert tree.headerItem().textAlignment(1) & RIGHT
    assert not tree.headerItem().textAlignment(0) & RIGHT


def test_that_a_pane_grows_by_what_it_lacks(desk: MainWindow, qtbot: QtBot) -> None:
    desk.docks.bring("rules")
    pane, heights = desk.docks["rules"], [0]

    def is_at_rest() -> bool:
        heights.append(pane.height())
        return desk.rules.isVisible() and heights[-1] == heights[-2]

    qtbot.waitUntil(is_at_rest)
    before = pane.height()

    desk.docks.heighten("rules", 40)

    qtbot.waitUntil(lambda: pane.height() == before + 40)


def test_that_a_long_name_never_hides_how_many_are_done(desk: MainWindow) -> None:
    session = desk.session
    session.import_started.emit()
    session.import_progress.emit(
        213, 1480, "云栖市溪梧区发展和改革局2022年政府信息公开工作年度报告.pdf"
    )

    words = [label.text() for label in desk.status.findChildren(QLabel)]

    assert any("213/1480" in text and "…" in text and text.endswith(".pdf") for text in words)
