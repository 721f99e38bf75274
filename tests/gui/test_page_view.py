"""Pages of a PDF: drawn in a worker process, cells framed where they stand, clicks mapped back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsRectItem
from reportlab.pdfgen.canvas import Canvas

from core.address import Address
from core.document import Document, Page, Word
from core.errors import UnreadableSource
from core.geometry import PageBox
from core.readers.drawing import draw_page
from gui.views.page_drawing import PageDrawer
from gui.views.page_marks import OutlineItem
from gui.views.source_view import SourceView
from tests.gui.form_desk import extraction_of, open_desk
from tests.gui.pages import marks_on, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

NEW = Address.parse("requests.new.total")
GRANTED = Address.parse("requests.granted.total")
WIDTH, HEIGHT = 400.0, 600.0
BOXES = {NEW: PageBox(1, 100, 50, 160, 80), GRANTED: PageBox(3, 200, 500, 240, 520)}


def three_pages() -> bytes:
    """Three pages with a filled rectangle exactly where each cell's box is."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))
    for number in (1, 2, 3):
        canvas.setFillColorRGB(1, 0, 0)
        for box in BOXES.values():
            if box.page == number:
                height = box.bottom - box.top
                canvas.rect(box.x0, HEIGHT - box.bottom, box.x1 - box.x0, height, 0, 1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def document() -> Document:
    """What a reader would say of the three pages: one word, on the third."""
    word = Word("本年新收", PageBox(3, 100, 100, 180, 120), 0)
    pages = tuple(Page(n, WIDTH, HEIGHT, (word,) if n == 3 else ()) for n in (1, 2, 3))
    return Document("0" * 64, "report", "pdf", "本年新收", (), (), pages)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[SourceView]:
    places = {str(address): box for address, box in BOXES.items()}
    session = open_desk(extraction_of("2021", {}, places), document(), three_pages())
    view = SourceView(session)
    session.setParent(view)
    qtbot.addWidget(view)
    view.resize(500, 400)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.pages.drawer.stop()


def focus(view: SourceView, address: Address) -> None:
    view.pages.picked.emit(address)


def seen(view: SourceView, box: PageBox) -> QRectF:
    """The rectangle of the viewport that the box covers."""
    place = page_of(view, box.page).mapRectToScene(
        QRectF(box.x0, box.top, box.x1 - box.x0, box.bottom - box.top)
    )
    return QRectF(view.pages.mapFromScene(place).boundingRect())


def test_that_a_page_is_drawn_at_the_scale_asked_for() -> None:
    drawn = draw_page(three_pages(), 1, 2.0)

    assert (drawn.width, drawn.height) == (800, 1200)
    assert len(drawn.pixels) == drawn.stride * 1200
    middle = (65 * 2) * drawn.stride + (130 * 2) * 4
    assert tuple(drawn.pixels[middle : middle + 3]) == (0, 0, 255)
    assert tuple(drawn.pixels[:3]) == (255, 255, 255)


def test_that_an_enormous_scale_is_lowered() -> None:
    drawn = draw_page(three_pages(), 1, 100.0)

    assert drawn.width * drawn.height <= 24_100_000


@pytest.mark.parametrize("page", [0, 4])
def test_that_a_page_that_is_not_there_is_refused(page: int) -> None:
    with pytest.raises(UnreadableSource):
        draw_page(three_pages(), page, 1.0)


def test_that_damaged_bytes_are_refused() -> None:
    with pytest.raises(UnreadableSource):
        draw_page(b"%PDF-1.4 nothing", 1, 1.0)


def test_that_the_frame_is_around_the_box_of_the_focused_cell(view: SourceView) -> None:
    focus(view, GRANTED)

    assert view.pages.marks.framed == PageBox(3, 200, 500, 240, 520)


def test_that_the_focused_cell_is_scrolled_into_view(view: SourceView) -> None:
    assert not QRectF(view.pages.viewport().rect()).contains(seen(view, BOXES[GRANTED]))

    focus(view, GRANTED)

    assert QRectF(view.pages.viewport().rect()).contains(seen(view, BOXES[GRANTED]))


def test_that_a_click_on_a_figure_focuses_its_cell(view: SourceView, qtbot: QtBot) -> None:
    point = seen(view, BOXES[NEW]).center().toPoint()

    with qtbot.waitSignal(view.pages.picked) as picked:
        QTest.mouseClick(view.pages.viewport(), Qt.MouseButton.LeftButton, pos=point)

    assert picked.args == [NEW]
    assert view.pages.marks.framed == BOXES[NEW]


def test_that_a_click_beside_a_figure_picks_nothing(view: SourceView) -> None:
    outside = seen(view, BOXES[NEW]).bottomRight().toPoint() + QPoint(15, 15)

    assert view.pages.cell_at(QPointF(outside)) is None


def test_that_the_picture_of_the_page_is_under_the_frame(view: SourceView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.pages.drawer.picture(1) is not None, timeout=20_000)
    qtbot.waitUntil(view.is_drawn, timeout=20_000)

    image = view.pages.viewport().grab().toImage()

    place = seen(view, BOXES[NEW])
    assert image.pixelColor(place.center().toPoint()) == QColor(255, 0, 0)
    outside = place.topLeft().toPoint() - QPoint(4, 4)
    assert image.pixelColor(outside) == QColor(255, 255, 255)


def test_that_zooming_keeps_boxes_on_their_figures(view: SourceView) -> None:
    before = seen(view, BOXES[NEW]).width()

    view.commands.zoom_in.trigger()

    assert seen(view, BOXES[NEW]).width() == pytest.approx(before * 1.2, abs=2)
    view.commands.fit_width.trigger()
    assert seen(view, BOXES[NEW]).width() == pytest.approx(before, abs=2)


def test_that_only_pages_in_view_and_their_neighbours_are_drawn(
    view: SourceView, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: view.pages.drawer.picture(1) is not None, timeout=20_000)
    qtbot.waitUntil(view.is_drawn, timeout=20_000)

    assert view.pages.visible_pages() == [1]
    assert view.pages.drawer.picture(2) is not None
    assert view.pages.drawer.picture(3) is None


def test_that_outlines_show_every_cell_that_was_read(view: SourceView) -> None:
    page = page_of(view, 1)
    assert marks_on(page, OutlineItem) == []

    view.commands.outlines.setChecked(True)

    (outline,) = marks_on(page, OutlineItem)
    assert outline.boundingRect().center() == QPointF(130, 65)
    view.commands.outlines.setChecked(False)
    assert marks_on(page, OutlineItem) == []


def test_that_a_search_marks_the_words_on_their_page(view: SourceView) -> None:
    view.search.open_search()
    view.search.line.setText("新收")

    (mark,) = marks_on(page_of(view, 3), QGraphicsRectItem)
    assert mark.rect() == QRectF(140, 100, 40, 20)
    assert view.search.count.text() == "1 / 1"


def test_that_a_page_that_cannot_be_drawn_is_said_and_not_asked_again(qtbot: QtBot) -> None:
    drawer = PageDrawer()
    drawer.open(b"%PDF-1.4 nothing")

    with qtbot.waitSignal(drawer.failed, timeout=20_000):
        drawer.want(1, 1.0)
    drawer.want(1, 1.0)

    assert drawer.is_idle
    drawer.stop()
