"""The rules over the library, sentences of the source, and the agency's earlier report."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.geometry import TextSpan
from core.reading import Reading
from core.work.workspace import Workspace
from gui.main_window import MainWindow
from gui.models.rules import EXCUSED, FAILED, RULE
from tests.gui.conftest import Opener
from tests.helpers.readings import FIGURES, LAWSUITS, PENDING, TOTAL, make_reading

PATIENCE_MS = 10_000
REVIEW_SUM = "四种结果之和等于总计"


def report(agency: str, year: str, total: int) -> tuple[bytes, Reading]:
    """A report whose outcomes are 3 + 1 + 2 = 6, with this total; no lawsuits."""
    figures = {**FIGURES, **LAWSUITS, TOTAL: Decimal(total)}
    data = f"{agency}{year}".encode()
    return data, make_reading(data, agency=agency, year=year, figures=figures, name=f"{agency}.txt")


@pytest.fixture
def desk(open_window: Opener, store: Path) -> MainWindow:
    """Three reports; the totals of the first two are wrong, the third is the second's next year."""
    workspace = Workspace.open(store, author="审核员")
    for agency, year, total in (
        ("甲县民政局", "2022", 7),
        ("乙县民政局", "2022", 9),
        ("乙县民政局", "2023", 6),
    ):
        data, reading = report(agency, year, total)
        workspace.add_reading(data, reading)
    workspace.close()
    window = open_window()
    window.docks["rules"].show()
    window.docks["rules"].raise_()
    return window


def count_anew(window: MainWindow, qtbot: QtBot) -> None:
    window.rules.refresh()
    qtbot.waitUntil(lambda: not window.rules.counting.busy, timeout=PATIENCE_MS)


def row_of(window: MainWindow, rule: str) -> int:
    model = window.rules.model
    names = [model.index(row, RULE).data() for row in range(model.rowCount())]
    return names.index(rule)


def test_that_each_rule_says_in_how_many_reports_it_fails(desk: MainWindow, qtbot: QtBot) -> None:
    count_anew(desk, qtbot)
    model = desk.rules.model
    assert model.index(row_of(desk, REVIEW_SUM), FAILED).data() == "2"

    desk.session.open(1)
    review = desk.session.review
    assert review is not None
    desk.session.judge(next(f for f in review.problems if f.rule == "review.sum"), "source_says_so")
    count_anew(desk, qtbot)

    row = row_of(desk, REVIEW_SUM)
    assert (model.index(row, FAILED).data(), model.index(row, EXCUSED).data()) == ("1", "1")


def test_that_enter_on_a_rule_lists_the_reports_that_break_it(
    desk: MainWindow, qtbot: QtBot
) -> None:
    count_anew(desk, qtbot)
    desk.rules.table.setCurrentIndex(desk.rules.model.index(row_of(desk, REVIEW_SUM), RULE))
    qtbot.keyClick(desk.rules.table, Qt.Key.Key_Return)

    library = desk.library
    assert [library.model.line(n).number for n in range(library.model.rowCount())] == [2, 1]
    assert library.rule_filter.isVisible()
    assert REVIEW_SUM in library.rule_filter.text()

    qtbot.mouseClick(library.rule_filter, Qt.MouseButton.LeftButton)
    assert library.model.rowCount() == 3
    assert not library.rule_filter.isVisible()


def test_that_the_model_of_rules_stays_sound_while_it_changes(
    desk: MainWindow, qtbot: QtBot
) -> None:
    model = desk.rules.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    count_anew(desk, qtbot)
    model.refresh_icons()
    model.show_totals(())
    assert model.rowCount() == 0
    tester.deleteLater()


def test_that_the_sentence_of_a_finding_is_marked_in_the_source(desk: MainWindow) -> None:
    desk.session.open(1)
    sentence = TextSpan(0, 6)

    desk.session.point([sentence])
    marked = [s.cursor.selectedText() for s in desk.source_view.text.extraSelections()]
    assert marked == ["2023 年"]

    desk.session.point(())
    assert desk.source_view.text.extraSelections() == []


def test_that_a_finding_of_two_years_leads_to_the_earlier_report(
    desk: MainWindow, qtbot: QtBot
) -> None:
    # The later report has 6 cases, of which none can be the earlier one's pending 2 + 7.
    desk.session.open(2)
    desk.session.correct([(PENDING, Decimal(9))])
    desk.session.open(3)
    view = desk.findings
    rules = [view.model.finding(row).rule for row in range(view.model.rowCount())]
    view.table.selectRow(rules.index("years.pending_disputes"))
    assert view.earlier.isVisible()

    qtbot.mouseClick(view.earlier, Qt.MouseButton.LeftButton)

    assert desk.session.report == 2
    assert desk.session.address == PENDING
