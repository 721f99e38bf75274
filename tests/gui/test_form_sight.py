"""What the form shows: which figures, the year before beside them, and an index of the tables."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.address import Address
from core.cells import Origin
from core.reading import read_report
from core.work.workspace import Workspace
from gui.main_window import MainWindow
from gui.models.form_face import Face, Show
from gui.views.form_legend import Legend, marks
from gui.views.form_painting import PAIR
from tests.gui.conftest import SAMPLES, STREET, Opener
from tests.gui.test_form_view import Desk, cell

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, ALT = Modifier.ControlModifier, Modifier.AltModifier
CARRIED_IN, CARRIED_OUT = "requests.carried_in.total", "requests.carried_out.total"


def fill_years(store: Path) -> None:
    """The street's report on 2020, and one on 2021 that reads alike but for what is carried in."""
    data = (SAMPLES / STREET).read_bytes()
    reading = read_report(data, STREET)
    workspace = Workspace.open(store, author="审核员")
    workspace.add_reading(data, reading)
    later = data + b"\n"
    cells = tuple(
        replace(cell, value=Decimal(6)) if str(cell.address) == CARRIED_IN else cell
        for cell in reading.extraction.cells
    )
    extraction = replace(
        reading.extraction,
        sha256=hashlib.sha256(later).hexdigest(),
        year=replace(reading.extraction.year, value="2021"),
        cells=cells,
    )
    workspace.add_reading(later, replace(reading, extraction=extraction))
    workspace.close()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, "2021", {"requests.denied_1.other": Origin.AMBIGUOUS})


@pytest.fixture
def window(store: Path, open_window: Opener) -> MainWindow:
    """The report on 2021 is open; that on 2020 is in the store."""
    fill_years(store)
    window = open_window()
    open_year(window, 2021)
    return window


def open_year(window: MainWindow, year: int) -> None:
    lines = window.session.reports()
    window.session.open(next(line.number for line in lines if line.year == year))


def year_of(window: MainWindow) -> int | None:
    review = window.session.review
    return None if review is None else review.year


def face_of(window: MainWindow, name: str) -> Face:
    face = window.form_view.table.form.face(Address.parse(name))
    assert face is not None
    return face


def text_at(desk: Desk, name: str) -> object:
    return desk.table.form.index_of(cell(name)).data()


def test_that_one_key_shows_the_reading_then_the_changes_then_the_figures(desk: Desk) -> None:
    desk.session.correct([(cell("requests.granted.total"), Decimal(15))])
    sight, form = desk.view.sight, desk.table.form

    desk.press(Key.Key_F5)
    assert (form.show, text_at(desk, "requests.granted.total")) == (Show.READING, "14")
    assert sight.banner.isVisible()
    assert sight.figures.text() == "机器读数"

    desk.press(Key.Key_F5)
    face = form.face(cell("requests.granted.total"))
    other = form.face(cell("requests.new.total"))
    assert face is not None
    assert other is not None
    assert (form.show, face.text, face.was, face.hidden) == (Show.CHANGES, "15", "14", False)
    assert other.hidden

    desk.press(Key.Key_F5)
    assert (form.show, text_at(desk, "requests.granted.total")) == (Show.PRESENT, "15")
    assert not sight.banner.isVisible()


def test_that_what_was_read_stands_above_the_figure_in_its_cell(desk: Desk) -> None:
    desk.session.correct([(cell("requests.granted.total"), Decimal(18562))])
    index = desk.table.form.index_of(cell("requests.granted.total"))
    before = desk.table.rowHeight(index.row())

    desk.press(Key.Key_F5)
    desk.press(Key.Key_F5)

    two_lines = round(desk.table.fontMetrics().height() * PAIR)
    assert desk.table.rowHeight(index.row()) >= max(before, two_lines)


def test_that_changes_alone_begin_at_the_first_of_them(desk: Desk) -> None:
    desk.session.correct([(cell("review.reconsideration.total"), Decimal(3))])
    desk.session.correct([(cell("review.reconsideration.upheld"), Decimal(3))])
    desk.go("requests.new.total")

    desk.press(Key.Key_F5)
    assert desk.session.address == cell("requests.new.total")
    desk.press(Key.Key_F5)

    assert desk.session.address == cell("review.reconsideration.upheld")
    place = desk.table.visualRect(desk.table.currentIndex())
    assert desk.table.viewport().rect().contains(place)


def test_that_a_report_without_changes_is_not_shown_as_if_it_were_empty(desk: Desk) -> None:
    desk.go("requests.new.total")
    desk.press(Key.Key_F5)
    desk.press(Key.Key_F5)

    assert "没有更正" in desk.view.sight.banner.text()
    assert desk.session.address == cell("requests.new.total")


def test_that_the_reading_cannot_be_edited_and_says_why(desk: Desk) -> None:
    desk.go("requests.granted.total")
    desk.press(Key.Key_F5)

    QTest.keyClicks(desk.table, "9")
    assert desk.editor() is None
    assert "机器读数" in desk.view.message.text()
    desk.view.message.hide()
    desk.press(Key.Key_Delete)

    assert desk.view.message.isVisible()
    assert desk.gestures() == []
    assert not desk.table.form.enter([(cell("requests.new.total"), "9")], "typed")


def test_that_the_index_names_each_table_with_what_is_to_be_looked_at(desk: Desk) -> None:
    index = desk.view.sight.index
    tasks = [t for t in desk.session.agenda if t.address and t.address.table == "requests"]

    texts = [index.tabText(number) for number in range(index.count())]

    assert [text.split(" ")[0] for text in texts] == [
        "规章",
        "许可",
        "处罚",
        "收费",
        "申请",
        "诉讼",
    ]
    assert texts[4] == f"申请 · {len(tasks)}"
    assert "收到和处理政府信息公开申请情况" in index.accessibleTabName(4)


def test_that_a_key_leads_from_table_to_table_to_the_first_problem(desk: Desk) -> None:
    desk.go("art20_8.fees.amount")

    desk.press(Key.Key_PageDown, CTRL)
    first = next(t for t in desk.session.agenda if t.address and t.address.table == "requests")
    assert desk.table.current() == first.address
    assert desk.view.sight.index.currentIndex() == 4

    desk.press(Key.Key_PageUp, CTRL)
    assert desk.table.current() == cell("art20_8.fees.amount")


def test_that_the_year_before_stands_beside_each_figure(window: MainWindow) -> None:
    assert face_of(window, "requests.granted.total").earlier == "21"
    carried = face_of(window, CARRIED_IN)
    assert (carried.text, carried.earlier, carried.linked) == ("6", "0", True)
    tip = window.form_view.table.form.describe(Address.parse(CARRIED_IN))
    assert "2020 年度“结转下年度继续办理 · 总计”：0" in tip


def test_that_the_year_before_is_hidden_by_a_key_and_stays_hidden(
    window: MainWindow, open_window: Opener, qtbot: QtBot
) -> None:
    rows = window.form_view.table.rowHeight(3)
    qtbot.keyClick(window, Key.Key_B, CTRL | Modifier.ShiftModifier)

    assert face_of(window, CARRIED_IN).earlier is None
    assert window.form_view.table.rowHeight(3) <= rows
    window.close()
    again = open_window()
    open_year(again, 2021)
    assert face_of(again, CARRIED_IN).earlier is None
    assert not again.form_view.sight.last_year.isChecked()


def test_that_one_key_opens_the_linked_cell_of_the_year_before_and_one_comes_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.session.focus(Address.parse(CARRIED_IN))

    qtbot.keyClick(window, Key.Key_Left, ALT)
    assert (year_of(window), str(window.session.address)) == (2020, CARRIED_OUT)

    qtbot.keyClick(window, Key.Key_Backspace, ALT)
    assert (year_of(window), str(window.session.address)) == (2021, CARRIED_IN)


def test_that_what_was_carried_out_leads_to_where_the_next_year_carries_it_in(
    window: MainWindow, qtbot: QtBot
) -> None:
    open_year(window, 2020)
    window.session.focus(Address.parse(CARRIED_OUT))

    qtbot.keyClick(window, Key.Key_Right, ALT)

    assert (year_of(window), str(window.session.address)) == (2021, CARRIED_IN)


def test_that_nothing_leads_to_a_year_that_the_store_has_not(window: MainWindow) -> None:
    sight = window.form_view.sight
    assert (sight.to_earlier.isEnabled(), sight.to_later.isEnabled()) == (True, False)

    open_year(window, 2020)

    assert (sight.to_earlier.isEnabled(), sight.to_later.isEnabled()) == (False, True)
    assert not sight.last_year.isEnabled()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_that_the_legend_draws_every_mark_differently(desk: Desk) -> None:
    desk.view.sight.show_legend()
    legend = desk.view.findChild(Legend)
    assert legend is not None

    samples = [child for child in legend.children() if type(child).__name__ == "_Sample"]
    pictures = {bytes(s.grab().toImage().constBits()) for s in samples}  # type: ignore[attr-defined]

    assert len(pictures) == len(samples) == len(marks())
    legend.close()


def test_that_a_screen_reader_finds_table_row_column_value_and_state(desk: Desk) -> None:
    table = QAccessible.queryAccessibleInterface(desk.table)
    index = desk.table.form.index_of(cell("requests.denied_1.other"))
    width = desk.table.form.columnCount()
    # To Qt each row begins with its header, and the first row is the header of the columns.
    inner = table.child((index.row() + 1) * (width + 1) + index.column() + 1)

    spoken = inner.text(QAccessible.Text.Name)

    assert table.text(QAccessible.Text.Name) == "法定表格"
    assert "1.属于国家秘密" in spoken
    assert "其他" in spoken
    assert "空白" in spoken
    assert "有多种读法" in spoken
    assert "收到和处理政府信息公开申请情况" in spoken


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1,234", False), ("1,", False), ("１２", False), ("3148.29万", False), ("3148.29万元", False),
        ("/", False), ("不", False), ("12a", True), ("abc", True), ("1 2", True),
    ],
    ids=str,
)  # fmt: skip
def test_that_what_cannot_become_a_figure_is_told_while_it_is_typed(
    desk: Desk, text: str, complaint: bool
) -> None:
    desk.go("art20_8.fees.amount")
    desk.press(Key.Key_F2)
    editor = desk.editor()
    assert editor is not None
    editor.clear()

    editor.insert(text)
    editor.textEdited.emit(editor.text())

    assert desk.view.message.isVisible() == complaint
    assert desk.editor() is not None
