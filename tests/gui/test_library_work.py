"""Work on many reports: filters, several rows at once, status, sign-off, and what is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from core.address import Address
from core.library import ReportLine
from core.library_query import Facet, Order
from core.standing import ReviewStatus
from gui.dialogs.asking import TextDialog
from gui.main_window import MainWindow
from gui.models.library import AGENCY, PROBLEMS, STATUS, YEAR, LibraryModel
from gui.views.library_table import LibraryTable
from tests.gui.conftest import BUREAU, STREET, TOWNSHIP, Opener

GRANTED = Address("requests", "granted", "total")


@pytest.fixture
def window(desk: MainWindow) -> MainWindow:
    """The desk with a model that is checked whenever it changes."""
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(desk.library.model, mode, desk)
    return desk


def names(window: MainWindow) -> list[str]:
    model = window.library.model
    return [model.line(row).name for row in range(model.rowCount())]


def statuses(window: MainWindow) -> dict[str, ReviewStatus]:
    return {line.name: line.status for line in window.session.reports()}


def answer(text: str, button: QDialogButtonBox.StandardButton) -> None:
    """Type into the next dialog and press a button of it."""

    def reply() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, TextDialog):
            dialog.line.setText(text)
        else:
            assert isinstance(dialog, QInputDialog)
            dialog.setTextValue(text)
        box = dialog.findChild(QDialogButtonBox)
        assert isinstance(box, QDialogButtonBox)
        pressed = box.button(button)
        assert pressed is not None
        pressed.click()
        if dialog.isVisible():  # the button does not answer
            QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, reply)


def tick(window: MainWindow, qtbot: QtBot, facet: Facet, value: str) -> None:
    """Press the space bar on a value of an open branch."""
    panel = window.library.filters
    qtbot.waitUntil(lambda: panel.box(facet, value) is not None)
    box = panel.box(facet, value)
    assert box is not None
    panel.setCurrentItem(box)
    qtbot.keyClick(panel, Qt.Key.Key_Space)


def lines(numbers: Sequence[int]) -> tuple[ReportLine, ...]:
    return tuple(
        ReportLine(n, f"{n}.txt", "", 2020, "2019", "txt", 0, 0, 0, 0, 0, 0, "") for n in numbers
    )


class AskedModel(LibraryModel):
    """Counts how often a row is asked whether it can be chosen."""

    asked = 0

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        self.asked += 1
        return super().flags(index)


def test_that_all_rows_are_chosen_without_asking_each_of_them(qtbot: QtBot) -> None:
    model = AskedModel(lines)
    model.show_reports(range(1, 5001))
    table = LibraryTable(model)
    qtbot.addWidget(table)
    table.resize(600, 400)
    with qtbot.waitExposed(table):
        table.show()
    model.asked = 0

    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    table.grab()

    assert table.selected_spans() == [(0, 4999)]
    assert model.asked < 1000


def test_that_a_narrow_pane_leaves_columns_to_the_name(qtbot: QtBot) -> None:
    table = LibraryTable(LibraryModel(lines))
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()

    def shown(width: int) -> set[int]:
        table.resize(width, 400)
        return {column for column in range(6) if not table.isColumnHidden(column)}

    name = table.fontMetrics().horizontalAdvance("市县人民政府办公室")
    sign = table.iconSize().width() + 16  # before the name, with the edges of both
    frame = table.width() - table.viewport().width()
    needed = sign + name + table.columnWidth(YEAR) + table.columnWidth(PROBLEMS) + frame

    assert shown(1000) == {*range(6)}
    assert shown(needed) == {AGENCY, YEAR, PROBLEMS}
    assert table.columnWidth(AGENCY) >= sign + name
    assert shown(1000) == {*range(6)}


def test_that_only_lines_near_those_on_show_are_fetched(qapp: QApplication) -> None:
    fetched: list[int] = []

    def some(numbers: Sequence[int]) -> tuple[ReportLine, ...]:
        fetched.extend(numbers)
        return lines(numbers)

    model = LibraryModel(some)
    model.show_reports(range(1, 100_001))

    assert model.rowCount() == 100_000
    assert model.index(70_000, AGENCY).data() == "70001.txt"
    assert len(fetched) <= 128
    assert model.row_of(100_000) == 99_999
    assert model.row_of(100_001) is None


def test_that_a_ticked_year_filters_and_other_facets_count_what_is_left(
    window: MainWindow, qtbot: QtBot
) -> None:
    library = window.library
    qtbot.mouseClick(library.filter_button, Qt.MouseButton.LeftButton)
    tick(window, qtbot, Facet.YEAR, "2020")
    tick(window, qtbot, Facet.YEAR, "2022")

    assert sorted(names(window)) == [STREET, BUREAU]
    unreviewed = ReviewStatus.UNREVIEWED.value
    qtbot.waitUntil(lambda: "(2)" in _text(window, Facet.STATUS, unreviewed))
    assert "(1)" in _text(window, Facet.YEAR, "2019")

    qtbot.mouseClick(library.rule_filter, Qt.MouseButton.LeftButton)
    assert len(names(window)) == 3


def test_that_the_key_of_the_filters_leads_into_them_and_out_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    library = window.library
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.waitUntil(library.table.hasFocus)

    qtbot.keyClick(library.table, Qt.Key.Key_F, both)
    qtbot.waitUntil(library.filters.hasFocus)

    qtbot.keyClick(library.filters, Qt.Key.Key_F, both)
    qtbot.waitUntil(library.table.hasFocus)
    assert not library.filters.isVisible()


def _text(window: MainWindow, facet: Facet, value: str) -> str:
    box = window.library.filters.box(facet, value)
    return "" if box is None else box.text(0)


def test_that_keys_give_several_rows_a_status(window: MainWindow, qtbot: QtBot) -> None:
    table = window.library.table
    table.setFocus()
    table.choose_row(0)
    opened = window.session.report
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.library.selected()) == 2
    assert window.session.report == opened

    qtbot.keyClick(
        table,
        Qt.Key.Key_3,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )

    found = statuses(window)
    chosen = names(window)[:2]
    assert {name for name, status in found.items() if status is ReviewStatus.TO_RECHECK} == {
        *chosen
    }
    qtbot.waitUntil(lambda: window.library.model.index(0, STATUS).data() == "待复核")
    assert len(window.library.selected()) == 2


def test_that_all_rows_are_chosen_assigned_and_offered_for_export(
    window: MainWindow, qtbot: QtBot
) -> None:
    table = window.library.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "已选 3" in window.library.count.text()

    qtbot.keyClick(table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert {line.reviewer for line in window.session.reports()} == {"审核员"}

    gestures = window.library.gestures
    gestures.export_wanted.disconnect()
    with qtbot.waitSignal(gestures.export_wanted) as wanted:
        gestures.export.trigger()
    assert wanted.args == [tuple(window.library.model.numbers)]


def test_that_a_report_that_is_signed_off_says_so_when_it_is_corrected(
    window: MainWindow, qtbot: QtBot
) -> None:
    bar, session = window.library.standing, window.session
    assert bar.status.text() == "未审"
    window.library.gestures.set_status(ReviewStatus.FINAL, (session.report or 0,))
    assert bar.status.text() == "已定稿"
    assert session.review is not None
    before = session.review.statement.value(GRANTED)

    assert session.correct([(GRANTED, None)]) is None

    assert session.review.statement.value(GRANTED) == before
    assert window.banner.isVisible()


@pytest.mark.parametrize(
    ("button", "reason", "expected"),
    [
        (QDialogButtonBox.StandardButton.Ok, "来电更正", ReviewStatus.IN_REVIEW),
        (QDialogButtonBox.StandardButton.Ok, " ", ReviewStatus.FINAL),
        (QDialogButtonBox.StandardButton.Cancel, "来电更正", ReviewStatus.FINAL),
    ],
)
def test_that_a_report_is_reopened_with_a_reason_alone(
    window: MainWindow,
    button: QDialogButtonBox.StandardButton,
    reason: str,
    expected: ReviewStatus,
) -> None:
    report = window.session.report
    assert report is not None
    window.library.gestures.set_status(ReviewStatus.FINAL, (report,))

    answer(reason, button)
    window.library.gestures.set_status(ReviewStatus.IN_REVIEW, (report,))

    assert statuses(window)[STREET] is expected


def test_that_the_second_reviewer_is_led_to_the_changed_cells(
    window: MainWindow, qtbot: QtBot
) -> None:
    other = Address("requests", "new", "natural_person")
    window.session.correct([(GRANTED, None)])
    window.session.correct([(other, None)])
    bar = window.library.standing
    assert bar.status.text() == "审核中"
    assert "2" in bar.changed.text()

    key = Qt.Key.Key_F8
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.session.address == GRANTED
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.session.address == other


def test_that_filters_order_and_open_report_are_remembered(
    open_window: Opener, store: object, desk: MainWindow, qtbot: QtBot
) -> None:
    library = desk.library
    library.gestures.orders[Order.IMPORTED].trigger()
    library.filter_button.click()
    tick(desk, qtbot, Facet.YEAR, "2019")
    tick(desk, qtbot, Facet.YEAR, "2020")
    assert names(desk) == [TOWNSHIP, STREET]
    desk.close()

    again = open_window()

    assert names(again) == [TOWNSHIP, STREET]
    assert again.library.gestures.orders[Order.IMPORTED].isChecked()
    assert again.library.open_last()
    assert again.session.review is not None
    assert again.session.review.name == STREET


def test_that_the_next_report_follows_one_that_fell_out_of_the_filter(
    window: MainWindow, qtbot: QtBot
) -> None:
    library = window.library
    library.show_query(library.query.choosing(Facet.STATUS, [ReviewStatus.UNREVIEWED]))
    library.table.choose_row(0)
    expected = library.model.numbers[1]

    window.library.gestures.set_status(ReviewStatus.DOUBTFUL, (library.model.numbers[0],))
    qtbot.waitUntil(lambda: library.model.rowCount() == 2)

    assert library.step(1)
    assert window.session.report == expected


def test_that_a_store_that_is_only_looked_at_offers_no_status(
    open_window: Opener, store: object, desk: MainWindow
) -> None:
    onlooker = open_window()
    onlooker.library.step(1)
    onlooker.library.gestures.refresh()

    assert onlooker.session.read_only
    assert not onlooker.library.gestures.statuses[ReviewStatus.FINAL].isEnabled()
    assert not onlooker.library.standing.status.isEnabled()


def test_that_signing_off_tells_what_was_left_open(desk: MainWindow) -> None:
    report = desk.session.report or 0
    desk.library.gestures.set_status(ReviewStatus.FINAL, (report,))

    assert desk.banner.isVisible()
    assert "已定稿，但其中 1 份仍有待看之处" in desk.banner.message


def test_that_signing_off_what_is_done_tells_nothing(desk: MainWindow) -> None:
    township = next(line.number for line in desk.session.reports() if line.name == TOWNSHIP)
    desk.session.open(township)
    for task in desk.session.agenda:
        desk.session.mark_seen(task.addresses)
    desk.session.mark_seen()

    desk.library.gestures.set_status(ReviewStatus.FINAL, (township,))

    assert not desk.banner.isVisible()


def test_that_the_keys_of_a_status_reach_the_open_report_from_the_form(
    desk: MainWindow, qtbot: QtBot
) -> None:
    """Whoever is done in the form signs off there; with the last task done it is no early end."""
    table, report = desk.form_view.table, desk.session.report
    assert desk.session.correct([(GRANTED, Decimal(12))])  # the one sum that does not hold
    desk.actions_.next_problem.trigger()
    qtbot.keyClick(table, Qt.Key.Key_F12)
    assert desk.session.report == report
    assert not desk.session.agenda
    assert table.hasFocus()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

    qtbot.keyClick(table, Qt.Key.Key_5, held)

    assert statuses(desk)[STREET] is ReviewStatus.FINAL
    assert report not in desk.session.waiting()
    assert not desk.banner.isVisible()


def test_that_a_report_that_is_signed_off_is_reopened_from_the_notice(
    desk: MainWindow, qtbot: QtBot
) -> None:
    desk.library.gestures.set_status(ReviewStatus.FINAL, (desk.session.report or 0,))
    desk.session.correct([(GRANTED, Decimal(12))])
    (reopen,) = [b for b in desk.banner.findChildren(QPushButton) if b.isVisible()]
    assert reopen.text() == "重新打开…"

    answer("来电更正", QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(reopen, Qt.MouseButton.LeftButton)

    assert statuses(desk)[STREET] is ReviewStatus.IN_REVIEW
    assert not desk.banner.isVisible()
    assert desk.session.correct([(GRANTED, Decimal(12))])


def test_that_the_arrow_down_leads_from_the_search_into_the_list(
    desk: MainWindow, qtbot: QtBot
) -> None:
    desk.actions_.find_report.trigger()
    qtbot.keyClicks(desk.library.search, "2022")

    qtbot.keyClick(desk.library.search, Qt.Key.Key_Down)

    review = desk.session.review
    assert review is not None
    assert review.name == BUREAU
    assert desk.library.table.hasFocus()
