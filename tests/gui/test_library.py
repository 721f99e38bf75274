"""The library: search, order, choosing, and what stands there when nothing does."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.address import Address
from core.library_query import LibraryQuery
from core.standing import ReviewStatus
from gui.main_window import MainWindow
from gui.models.findings import DIFFERENCE
from gui.models.library import AGENCY, CORRECTED, PROBLEMS, UNSURE, YEAR
from gui.theme import state_colours
from tests.gui.conftest import BUREAU, SAMPLES, STREET, TOWNSHIP

EDUCATION: Final = "luming_education_2021.docx"


def names(window: MainWindow) -> list[str]:
    model = window.library.model
    return [model.line(row).name for row in range(model.rowCount())]


def test_that_the_columns_are_those_a_reviewer_sorts_by(desk: MainWindow) -> None:
    model = desk.library.model
    titles = [model.headerData(c, Qt.Orientation.Horizontal) for c in range(model.columnCount())]

    assert titles == ["单位", "年度", "状态", "问题", "存疑", "更正"]


def test_that_a_row_shows_year_and_problems(desk: MainWindow) -> None:
    model = desk.library.model
    row = names(desk).index(STREET)

    texts = [model.index(row, column).data() for column in (AGENCY, YEAR, PROBLEMS)]

    assert texts == ["云栖市溪梧区南浦街道办事处", "2020", "2"]


def test_that_the_tip_over_a_row_names_the_whole_agency_and_the_file(
    desk: MainWindow, qtbot: QtBot
) -> None:
    def tip() -> str:
        model = desk.library.model
        index = model.index(names(desk).index(STREET), AGENCY)
        return str(index.data(Qt.ItemDataRole.ToolTipRole))

    assert "云栖市溪梧区南浦街道办事处 2020 (nanpu_street_2020.txt)：2 处问题" in tip()

    assert desk.session.correct([(Address.parse("requests.granted.total"), Decimal(12))])

    # Nobody has signed it off yet.
    qtbot.waitUntil(lambda: "有 1 格与读取时或上次定稿时不同" in tip())


def test_that_a_count_of_nothing_stays_behind_the_others(desk: MainWindow) -> None:
    model, palette = desk.library.model, desk.palette()
    row = names(desk).index(STREET)
    inks = {
        column: model.index(row, column).data(Qt.ItemDataRole.ForegroundRole)
        for column in (PROBLEMS, CORRECTED)
    }

    assert inks == {
        PROBLEMS: state_colours(palette).error,
        CORRECTED: palette.placeholderText().color(),
    }


def test_that_typing_searches_after_a_moment(desk: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(desk.library.search, "2022")

    qtbot.waitUntil(lambda: names(desk) == [BUREAU])


def test_that_no_match_offers_to_clear_the_search(desk: MainWindow, qtbot: QtBot) -> None:
    desk.library.search.setText("没有这个单位")
    qtbot.waitUntil(lambda: desk.library.pages.currentWidget() is desk.library.no_match)

    qtbot.mouseClick(desk.library.no_match.button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(names(desk)) == 3)
    assert desk.library.pages.currentWidget() is desk.library.table


def test_that_enter_in_the_search_opens_the_first_match(desk: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(desk.library.search, "2019")
    qtbot.keyClick(desk.library.search, Qt.Key.Key_Return)

    review = desk.session.review
    assert review is not None
    assert review.name == TOWNSHIP


def test_that_a_click_opens_the_report(desk: MainWindow, qtbot: QtBot) -> None:
    table, row = desk.library.table, names(desk).index(BUREAU)
    spot = table.visualRect(desk.library.model.index(row, YEAR)).center()

    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    review = desk.session.review
    assert review is not None
    assert review.name == BUREAU


def test_that_a_header_click_puts_the_most_problems_first(desk: MainWindow, qtbot: QtBot) -> None:
    header = desk.library.table.horizontalHeader()
    spot = header.viewport().rect().center()
    spot.setX(header.sectionViewportPosition(PROBLEMS) + 10)

    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    model = desk.library.model
    problems = [model.line(row).errors for row in range(3)]
    assert problems == [2, 1, 0]
    assert names(desk)[0] == STREET


def test_that_a_correction_shows_in_the_list(desk: MainWindow, qtbot: QtBot) -> None:
    desk.findings.accept_proposal()
    row = names(desk).index(STREET)

    model = desk.library.model
    qtbot.waitUntil(lambda: model.index(row, CORRECTED).data() == "1")
    assert model.index(row, PROBLEMS).data() == "0"
    assert model.index(row, UNSURE).data() == "0"


def test_that_a_report_that_came_after_a_refused_edit_is_listed(
    desk: MainWindow, qtbot: QtBot
) -> None:
    session = desk.session
    review = session.review
    assert review is not None
    address = review.extraction.cells[0].address
    session.set_status([review.report], ReviewStatus.FINAL)
    with qtbot.waitSignal(session.failed):
        assert session.correct([(address, Decimal(999))]) is None

    with qtbot.waitSignal(session.import_finished, timeout=60_000):
        session.import_paths([SAMPLES / EDUCATION])

    qtbot.waitUntil(lambda: EDUCATION in names(desk))


def test_that_only_the_lines_of_changed_reports_are_drawn_anew(
    desk: MainWindow, qtbot: QtBot
) -> None:
    model, told = desk.library.model, list[int]()
    model.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    row = names(desk).index(STREET)

    desk.findings.accept_proposal()

    qtbot.waitUntil(lambda: model.index(row, CORRECTED).data() == "1")
    assert set(told) == {row}


def test_that_the_columns_of_findings_follow_their_longest_text(desk: MainWindow) -> None:
    table, review = desk.findings.table, desk.session.review
    assert review is not None
    desk.docks.bring("findings")
    desk.resize(1800, 900)
    QApplication.processEvents()
    before = table.columnWidth(DIFFERENCE)

    desk.session.correct([(Address.parse("requests.new.total"), Decimal(123_456_789))])

    texts = [
        desk.findings.model.index(r, DIFFERENCE).data() or ""
        for r in range(table.model().rowCount())
    ]
    longest = max(texts, key=len)
    assert len(longest) > 8
    assert table.columnWidth(DIFFERENCE) > before
    assert table.columnWidth(DIFFERENCE) > table.fontMetrics().horizontalAdvance(longest)


def test_that_a_search_that_was_overtaken_by_a_choice_is_not_shown(
    desk: MainWindow, qtbot: QtBot
) -> None:
    library = desk.library
    library.search.setText("没有这个单位")
    qtbot.waitUntil(lambda: library.finding.busy or library.model.rowCount() == 0)

    library.show_query(LibraryQuery())
    qtbot.waitUntil(lambda: not library.finding.busy)

    assert library.query == LibraryQuery()
    assert library.model.rowCount() > 1


def test_that_enter_does_not_wait_for_what_is_looked_for_beside(
    desk: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(desk.library.search, "2022")
    qtbot.keyClick(desk.library.search, Qt.Key.Key_Return)

    assert desk.library.model.rowCount() == 1
    assert desk.session.review is not None
    assert desk.session.review.year == 2022
