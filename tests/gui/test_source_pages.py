"""Going about in a source with pages by mouse and keys: figures, pages, zoom, turning, search."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QGraphicsSimpleTextItem, QToolTip
from reportlab.pdfgen.canvas import Canvas

from core.address import Address
from core.cells import Origin
from core.document import Document, Page, Word
from core.geometry import PageBox, TextSpan
from core.prose import Prose, Section
from gui.models.stands import Stand
from gui.session import Session
from gui.views.page_marks import OutlineItem
from gui.views.source_view import SourceView
from tests.gui.form_desk import extraction_of, open_desk
from tests.gui.pages import marks_on, page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    Opener = Callable[[dict[str, PageBox]], SourceView]

WIDTH, HEIGHT = 400.0, 600.0
TEXT = "三、收到和处理申请情况\n本年新收 予以公开\n本年新收"
WORDS = (
    Word("三、收到和处理申请情况", PageBox(1, 60, 30, 200, 44), 0),
    Word("本年新收", PageBox(1, 20, 100, 80, 112), 12),
    Word("予以公开", PageBox(2, 20, 60, 80, 72), 17),
    Word("本年新收", PageBox(4, 20, 300, 80, 312), 22),
)
HEADING = Section("requests", "三、", "收到和处理", TextSpan(0, 11), TextSpan(12, 26))
PERSON, FIRM, TOTAL = (f"requests.new.{code}" for code in ("natural_person", "commercial", "total"))
GRANTED = "requests.granted.natural_person"
BOXES = {
    PERSON: PageBox(1, 100, 500, 140, 520),
    FIRM: PageBox(1, 150, 500, 190, 520),
    GRANTED: PageBox(2, 100, 60, 140, 80),
}
Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


def pages(count: int) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    for number in range(count):
        canvas.drawString(20, 560, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Opener]:
    """Opens a source of four pages, in which these cells were read."""
    views: list[SourceView] = []

    def open_one(boxes: dict[str, PageBox]) -> SourceView:
        sheets = tuple(
            Page(n, WIDTH, HEIGHT, tuple(w for w in WORDS if w.box.page == n)) for n in range(1, 5)
        )
        document = Document("0" * 64, "report", "pdf", TEXT, (), (), sheets)
        origins = {FIRM: Origin.INFERRED}
        read = extraction_of("2021", {PERSON: "15", FIRM: "2"}, dict(boxes), origins)
        extraction = replace(read, prose=Prose(sections=(HEADING,)))
        session = open_desk(extraction, document, pages(4))
        view = SourceView(session)
        session.setParent(view)
        qtbot.addWidget(view)
        view.resize(560, 480)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.pages.setFocus()
        views.append(view)
        return view

    yield open_one
    for view in views:
        view.pages.drawer.stop()


def session_of(view: SourceView) -> Session:
    session = view.findChild(Session)
    assert isinstance(session, Session)
    return session


def seen(view: SourceView, name: str) -> QRectF:
    """Where the cell's box is in the viewport."""
    rect = view.pages.cell_rects()[Address.parse(name)]
    return QRectF(view.pages.mapFromScene(rect).boundingRect())


def words_on(view: SourceView, page: int) -> list[str]:
    return [
        text.text()
        for mark in page_of(view, page).childItems()
        for text in mark.childItems()
        if isinstance(text, QGraphicsSimpleTextItem)
    ]


def test_that_arrows_with_control_go_from_figure_to_figure(show: Opener) -> None:
    view = show(BOXES)
    session = session_of(view)
    session.focus(Address.parse(PERSON))
    reached: list[str] = []

    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Up, Key.Key_Right, Key.Key_Left):
        QTest.keyClick(view.pages, key, Control)
        reached.append(str(session.address))

    assert reached == [FIRM, GRANTED, PERSON, FIRM, PERSON]


def test_that_the_first_arrow_takes_the_first_figure_in_view(show: Opener) -> None:
    view = show({PERSON: PageBox(1, 100, 90, 140, 110), FIRM: PageBox(1, 100, 50, 140, 70)})

    QTest.keyClick(view.pages, Key.Key_Down, Control)

    assert str(session_of(view).address) == FIRM


def test_that_enter_leads_from_the_figure_to_its_cell_in_the_form(
    show: Opener, qtbot: QtBot
) -> None:
    view = show(BOXES)
    session_of(view).focus(Address.parse(FIRM))

    with qtbot.waitSignal(view.form_wanted) as wanted:
        QTest.keyClick(view.pages, Key.Key_Return)

    assert wanted.args == [Address.parse(FIRM)]


def test_that_the_wheel_with_control_zooms_and_says_so(show: Opener) -> None:
    view = show(BOXES)
    view.commands.fit_page.trigger()
    before, box = view.pages.zoom, seen(view, PERSON).width()
    place = QPointF(view.pages.viewport().rect().center())
    wheel = QWheelEvent(
        place,
        view.pages.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Control,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(view.pages.viewport(), wheel)

    assert view.pages.zoom == pytest.approx(before * 1.2)
    assert seen(view, PERSON).width() == pytest.approx(box * 1.2, abs=2)
    assert view.tools.zoom.text() == f"{before * 1.2:.0%}"


def test_that_a_fitted_page_is_seen_whole(show: Opener) -> None:
    view = show(BOXES)

    QTest.keyClick(view, Key.Key_0, Control | Qt.KeyboardModifier.AltModifier)

    page = page_of(view, 1)
    rect = view.pages.mapFromScene(page.sceneBoundingRect()).boundingRect()
    assert view.pages.viewport().rect().contains(rect)
    assert rect.height() > view.pages.viewport().height() * 0.9


def test_that_boxes_turn_with_their_pages_and_are_still_clicked(show: Opener) -> None:
    view = show(BOXES)
    flat = seen(view, PERSON)
    view.pages.go_to_page(2)

    QTest.keyClick(view, Key.Key_R, Control | Qt.KeyboardModifier.AltModifier)

    assert view.pages.page == 2
    session_of(view).focus(Address.parse(PERSON))
    turned = seen(view, PERSON)
    assert turned.width() / turned.height() == pytest.approx(flat.height() / flat.width(), rel=0.1)
    session_of(view).focus(Address.parse(GRANTED))
    target = seen(view, GRANTED).center().toPoint()
    QTest.mouseClick(view.pages.viewport(), Qt.MouseButton.LeftButton, pos=target)
    assert str(session_of(view).address) == GRANTED


def test_that_four_turns_bring_the_pages_back(show: Opener) -> None:
    view = show(BOXES)
    before = view.pages.cell_rects()

    for _ in range(4):
        view.commands.turn.trigger()

    assert view.pages.cell_rects() == before


def test_that_a_page_number_that_is_typed_leads_to_its_page(show: Opener) -> None:
    view = show(BOXES)
    assert view.tools.page.text() == "1 / 4"

    QTest.keyClick(view, Key.Key_G, Control)
    QTest.keyClicks(view.tools.page, "3")
    QTest.keyClick(view.tools.page, Key.Key_Return)

    assert view.pages.page == 3
    assert view.pages.visible_pages()[0] == 3


def test_that_scrolling_changes_the_page_number(show: Opener) -> None:
    view = show(BOXES)

    QTest.keyClick(view.pages, Key.Key_End)
    last = view.tools.page.value()
    QTest.keyClick(view.pages, Key.Key_Home)

    assert (last, view.tools.page.value()) == (4, 1)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_that_the_pointer_over_a_figure_is_told_what_was_read(show: Opener, qtbot: QtBot) -> None:
    view = show(BOXES)
    session_of(view).focus(Address.parse(PERSON))
    place = seen(view, PERSON).center().toPoint()
    viewport = view.pages.viewport()

    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)

    qtbot.waitUntil(lambda: "自然人" in QToolTip.text())
    lines = QToolTip.text().split("\n")
    assert lines[0] == "一、本年新收政府信息公开申请数量 · 自然人"
    assert "15" in lines[1]
    assert "15" in lines[2]


def test_that_outlines_tell_how_figures_stand_and_follow_corrections(show: Opener) -> None:
    view = show({**BOXES, "requests.new.total": PageBox(1, 200, 500, 240, 520)})
    session = session_of(view)

    QTest.keyClick(view, Key.Key_B, Control)
    before = {
        round(m.boundingRect().left() + 2): m.stand for m in marks_on(page_of(view, 1), OutlineItem)
    }
    session.correct([(Address.parse("requests.new.total"), Decimal(17))])
    after = {
        round(m.boundingRect().left() + 2): m.stand for m in marks_on(page_of(view, 1), OutlineItem)
    }

    # The row 15 + 2 does not make the 0 that is printed.
    assert before[200] is Stand.WRONG
    assert after[200] is not Stand.READ
    assert view.legend.isVisible()


def test_that_a_table_over_a_page_break_says_where_it_goes_on(show: Opener) -> None:
    view = show(BOXES)

    below, above = words_on(view, 1), words_on(view, 2)

    assert below == ["▼ 下接第2页"]
    assert above == ["▲ 上接第1页"]


def test_that_a_click_on_the_seam_leads_to_the_other_page(show: Opener) -> None:
    view = show(BOXES)
    page = page_of(view, 1)
    text = next(text for mark in page.childItems() for text in mark.childItems())
    view.pages.ensureVisible(text)
    target = view.pages.mapFromScene(text.sceneBoundingRect().center())

    QTest.mouseClick(view.pages.viewport(), Qt.MouseButton.LeftButton, pos=target)

    assert view.pages.visible_pages()[0] == 2


def test_that_a_cell_that_was_not_found_shows_its_row(show: Opener) -> None:
    view = show(BOXES)
    view.pages.go_to_page(4)

    session_of(view).focus(Address.parse(TOTAL))

    assert view.note.isVisible()
    assert view.note.text() == "原文中没有找到这一格；显示它所在的行。（第1页）"
    assert QRectF(view.pages.viewport().rect()).intersects(seen(view, PERSON))
    assert view.pages.marks.framed is None


def test_that_a_table_that_was_not_found_shows_the_heading_of_its_section(show: Opener) -> None:
    view = show({})
    view.pages.go_to_page(4)

    session_of(view).focus(Address.parse(TOTAL))

    assert view.note.text() == "原文中没有找到这一格所在的表；显示该部分的标题。（第1页）"
    assert view.pages.page == 1


def test_that_the_finds_are_listed_and_gone_through(show: Opener) -> None:
    view = show(BOXES)
    QAbstractItemModelTester(
        view.search.model, QAbstractItemModelTester.FailureReportingMode.Fatal, view
    )

    QTest.keyClick(view, Key.Key_F, Control)
    view.search.line.setText("本")
    view.search.line.setText("没有的字")
    view.search.line.setText("本年新收")
    listed = [view.search.model.index(row).data() for row in range(view.search.model.rowCount())]
    first = view.pages.page
    QTest.keyClick(view.search.line, Key.Key_Down)

    assert [line.split("：")[0] for line in listed] == ["第1页", "第4页"]
    assert "【本年新收】" in listed[1]
    assert view.search.list.isVisible()
    assert (first, view.search.count.text()) == (1, "2 / 2")
    assert 4 in view.pages.visible_pages()


def test_that_a_click_on_a_listed_find_shows_it(show: Opener) -> None:
    view = show(BOXES)
    view.search.open_search()
    view.search.line.setText("本年新收")
    line = view.search.list.visualRect(view.search.model.index(1)).center()

    QTest.mouseClick(view.search.list.viewport(), Qt.MouseButton.LeftButton, pos=line)

    assert 4 in view.pages.visible_pages()
