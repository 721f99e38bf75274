"""The findings pane: choose, accept a proposal, rule; and the history beside it."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.address import Address
from gui.main_window import MainWindow
from gui.models.findings import MESSAGE, RULING, SEVERITY
from gui.models.history import AUTHOR, GESTURE, NEW, OLD
from tests.gui.conftest import TOWNSHIP

GRANTED = Address.parse("requests.granted.total")


def row_of(window: MainWindow, rule: str) -> int:
    model = window.findings.model
    return next(row for row in range(model.rowCount()) if model.finding(row).rule == rule)


def title_count(window: MainWindow) -> int:
    """How many findings the pane's title says are open."""
    return int(window.docks["findings"].windowTitle().partition("(")[2].rstrip(")"))


def test_that_a_click_on_a_finding_selects_its_cell(desk: MainWindow, qtbot: QtBot) -> None:
    table = desk.findings.table
    row = row_of(desk, "requests.row_sum")
    spot = table.visualRect(desk.findings.model.index(row, MESSAGE)).center()

    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert desk.session.address == GRANTED


def test_that_a_finding_says_how_grave_it_is_in_words(desk: MainWindow) -> None:
    model, row = desk.findings.model, row_of(desk, "requests.row_sum")

    assert model.index(row, SEVERITY).data() == "错误"
    assert model.index(row, RULING).data() == "不符"


def test_that_enter_takes_the_proposal_and_all_totals_agree(desk: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(desk.findings.table, Qt.Key.Key_Return)

    review = desk.session.review
    assert review is not None
    assert review.statement.value(GRANTED) == Decimal(12)
    assert review.corrections[-1].gesture == "proposal"
    assert desk.findings.pages.currentWidget() is desk.findings.all_agree
    assert desk.findings.all_agree.text == "勾稽关系全部相符。"
    assert desk.docks["findings"].windowTitle() == "核对结果"


def test_that_a_proposal_names_cell_old_and_new_value(desk: MainWindow) -> None:
    text = desk.findings.proposals[0].accessibleName()

    assert "21 → 12" in text
    assert "予以公开" in text
    assert "总计" in text


def test_that_the_title_counts_what_is_to_be_decided_and_no_notes(
    desk: MainWindow,
) -> None:
    for line in desk.session.reports():
        desk.session.open(line.number)
        model = desk.findings.model
        kinds = [model.index(row, SEVERITY).data() for row in range(model.rowCount())]
        if "提示" in kinds:
            break
    else:
        raise AssertionError("no sample has a note")

    title = desk.docks["findings"].windowTitle()
    decided = len(kinds) - kinds.count("提示")
    assert title == ("核对结果" if not decided else f"核对结果 ({decided})")


def test_that_a_verdict_shows_and_can_be_taken_back(desk: MainWindow, qtbot: QtBot) -> None:
    row = row_of(desk, "requests.row_sum")
    desk.findings.table.selectRow(row)
    button = desk.findings.rulings["source_says_so"]

    open_before = title_count(desk)

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    judged = row_of(desk, "requests.row_sum")
    assert judged == desk.findings.model.rowCount() - 1
    assert desk.findings.model.index(judged, RULING).data() == "原文如此"
    assert button.isChecked()
    assert title_count(desk) == open_before - 1

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    row = row_of(desk, "requests.row_sum")
    assert desk.findings.model.index(row, RULING).data() == "不符"
    assert not button.isChecked()
    assert title_count(desk) == open_before


def test_that_the_reason_of_a_verdict_is_kept_and_shown(desk: MainWindow, qtbot: QtBot) -> None:
    desk.findings.table.selectRow(row_of(desk, "requests.row_sum"))
    qtbot.keyClicks(desk.findings.reason, "asked by phone")

    qtbot.mouseClick(desk.findings.rulings["source_says_so"], Qt.MouseButton.LeftButton)

    review = desk.session.review
    assert review is not None
    assert [verdict.reason for verdict in review.verdicts] == ["asked by phone"]
    assert desk.findings.reason.text() == ""


def test_that_focusing_a_cell_marks_its_finding(desk: MainWindow) -> None:
    desk.session.focus(Address.parse("requests.total.total"))

    finding = desk.findings.finding
    assert finding is not None
    assert finding.rule == "requests.result_total"


def test_that_a_report_without_problems_says_so(desk: MainWindow) -> None:
    lines = desk.session.reports()

    desk.session.open(next(line.number for line in lines if line.name == TOWNSHIP))

    assert desk.findings.pages.currentWidget() is desk.findings.all_agree


def test_that_the_history_holds_each_correction_newest_first(
    desk: MainWindow, qtbot: QtBot
) -> None:
    desk.docks.bring("history")
    qtbot.waitUntil(lambda: desk.history.pages.currentWidget() is desk.history.empty)
    desk.session.correct([(GRANTED, Decimal(12))])
    desk.session.undo()

    model = desk.history.model
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    rows = [[model.index(r, c).data() for c in (OLD, NEW, GESTURE, AUTHOR)] for r in range(2)]

    assert model.rowCount() == 2
    assert rows == [["12", "21", "撤销", "审核员"], ["21", "12", "手工录入", "审核员"]]


def test_that_short_columns_have_room_though_the_list_was_not_in_view(
    desk: MainWindow, qtbot: QtBot
) -> None:
    desk.resize(1440, 900)
    desk.docks.bring("findings")
    table = desk.findings.table
    qtbot.waitUntil(lambda: table.isVisible() and not table.isColumnHidden(RULING))

    metrics = table.fontMetrics()
    assert table.columnWidth(RULING) > metrics.horizontalAdvance("不符")
    assert table.columnWidth(SEVERITY) > metrics.horizontalAdvance("错误") + table.rowHeight(0) // 2
