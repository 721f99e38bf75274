"""The piece of the source beside a problem."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QTextDocument, QTextTable
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from core.document import Block, Document, Grid, Page, Slot
from core.geometry import GridCell, PageBox, TextSpan
from gui.models.excerpt import Piece, excerpt
from gui.views.excerpt_view import ExcerptView, PicturePiece

TEXT = "前文。\n全年收到申请21件，结转3件。\n后文。"


def document(
    text: str = TEXT, grids: tuple[Grid, ...] = (), pages: tuple[Page, ...] = ()
) -> Document:
    return Document("0" * 64, "report", "txt", text, (Block(0, len(text)),), grids, pages)


def grid() -> Grid:
    """A label over two rows, and two figures beside it in each."""
    slots = (
        Slot(0, 0, 2, 1, "结果", GridCell(0, 0, 0)),
        Slot(0, 1, 1, 1, "12", GridCell(0, 0, 1)),
        Slot(0, 2, 1, 1, "7", GridCell(0, 0, 2)),
        Slot(1, 1, 1, 1, "21\n", GridCell(0, 1, 1)),
        Slot(1, 2, 1, 1, "", GridCell(0, 1, 2)),
    )
    return Grid(0, 2, 3, slots, TextSpan(0, 0))


def test_that_a_sentence_is_shown_with_its_figure_marked() -> None:
    at = TEXT.index("21")

    (line,) = excerpt(document(), [TextSpan(at, at + 2)]).lines

    assert line == (
        Piece("全年收到申请"),
        Piece("21", is_marked=True),
        Piece("件，结转3件。"),
    )


def test_that_two_figures_of_one_sentence_are_marked_in_one_line() -> None:
    first, second = TEXT.index("21"), TEXT.index("3件")

    found = excerpt(document(), [TextSpan(second, second + 1), TextSpan(first, first + 2)])
    marked = [piece.text for line in found.lines for piece in line if piece.is_marked]

    assert marked == ["21", "3"]


def test_that_a_long_line_is_cut_around_the_figure() -> None:
    text = "字" * 500 + "88" + "字" * 500

    (line,) = excerpt(document(text), [TextSpan(500, 502)]).lines

    assert line == (Piece("字" * 60), Piece("88", is_marked=True), Piece("字" * 60))


def test_that_a_row_is_shown_with_the_labels_that_reach_into_it() -> None:
    (row,) = excerpt(document(grids=(grid(),)), [GridCell(0, 1, 1)]).rows

    assert row == (Piece("结果"), Piece("21", is_marked=True), Piece(""))


def test_that_a_blank_cell_is_marked_too() -> None:
    (row,) = excerpt(document(grids=(grid(),)), [GridCell(0, 1, 2)]).rows

    assert row[-1] == Piece("", is_marked=True)


def test_that_a_row_is_shown_as_a_table_of_its_cells(qtbot: QtBot) -> None:
    view = ExcerptView()
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.open(document(grids=(grid(),)), b"")

    view.show_places([GridCell(0, 0, 1)])
    shown = QTextDocument()
    shown.setHtml(view.words.text())
    (table,) = (f for f in shown.rootFrame().childFrames() if isinstance(f, QTextTable))
    cells = [table.cellAt(0, column).firstCursorPosition().block().text() for column in range(3)]

    assert [cell.strip() for cell in cells] == ["结果", "12", "7"]


def test_that_a_row_without_room_for_a_table_goes_on_below(qtbot: QtBot) -> None:
    view = ExcerptView()
    qtbot.addWidget(view)
    view.open(document(grids=(grid(),)), b"")
    view.resize(60, 200)
    with qtbot.waitExposed(view):
        view.show()

    view.show_places([GridCell(0, 0, 1)])
    assert "结果 │ " in view.words.text()
    assert "<table" not in view.words.text()

    view.resize(400, 200)
    assert "<table" in view.words.text()


def test_that_what_stands_in_the_source_is_no_markup(qtbot: QtBot) -> None:
    view = ExcerptView()
    qtbot.addWidget(view)
    text = "<b>21</b> & <img src=x>"
    view.open(document(text), b"")

    view.show_places([TextSpan(3, 5)])

    assert "&lt;b&gt;" in view.words.text()
    assert "<img" not in view.words.text()


def test_that_a_box_is_shown_large_and_within_the_paper(qtbot: QtBot) -> None:
    view = PicturePiece()
    qtbot.addWidget(view)
    view.resize(400, 180)
    view.open(document(pages=(Page(1, 595, 842, ()),)), b"")

    view.show_boxes([PageBox(1, 560, 5, 590, 20)])
    region = view.region()

    assert QRectF(0, 0, 595, 842).contains(region)
    assert region.contains(QRectF(560, 5, 30, 15))
    # More than two pixels to a point.
    assert view.width() / region.width() > 2


def test_that_of_many_boxes_the_near_one_stays_in_view(qtbot: QtBot) -> None:
    view = PicturePiece()
    qtbot.addWidget(view)
    view.resize(400, 180)
    view.open(document(pages=(Page(1, 595, 842, ()),)), b"")
    boxes = [PageBox(1, 100, 50 + 40 * n, 130, 60 + 40 * n) for n in range(15)]

    for near in (0, 7, 14):
        view.show_boxes(boxes, near)
        box = boxes[near]
        assert view.region().contains(QRectF(box.x0, box.top, 30, 10))


def test_that_no_room_beside_the_boxes_is_shown_while_some_are_cut_off(qtbot: QtBot) -> None:
    view = PicturePiece()
    qtbot.addWidget(view)
    view.resize(360, 180)  # 300 by 150 points at the least zoom
    view.open(document(pages=(Page(1, 595, 842, ()),)), b"")
    boxes = [
        PageBox(1, 100 + 80 * column, 300 + 60 * row, 170 + 80 * column, 315 + 60 * row)
        for row in range(4)
        for column in range(4)
    ]

    view.show_boxes(boxes, 0)

    # The whole is 310 by 195 points, and 12 more on each side.
    assert view.region() == QRectF(88, 288, 300, 150)
    view.show_boxes(boxes, 15)
    assert view.region().bottomRight() == QRectF(88, 288, 334, 219).bottomRight()


def test_that_the_figure_of_a_long_sentence_is_in_view(qtbot: QtBot) -> None:
    text = "全年工作情况说明，" * 60 + "收到申请21件。"
    at = text.index("21")
    view = ExcerptView()
    qtbot.addWidget(view)
    view.resize(240, 120)
    with qtbot.waitExposed(view):
        view.show()
    view.open(document(text), b"")

    view.show_places([TextSpan(at, at + 2)])

    highlight = view.palette().highlight().color()
    qtbot.waitUntil(lambda: shows(view, highlight))


def test_that_a_short_sentence_is_shown_from_its_beginning(qtbot: QtBot) -> None:
    view = ExcerptView()
    qtbot.addWidget(view)
    view.resize(400, 120)
    with qtbot.waitExposed(view):
        view.show()
    view.open(document(), b"")

    view.show_places([TextSpan(TEXT.index("21"), TEXT.index("21") + 2)])
    qtbot.waitUntil(lambda: shows(view, view.palette().highlight().color()))

    area = view.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().value() == 0


def shows(view: ExcerptView, colour: QColor) -> bool:
    """Whether the colour is anywhere in view."""
    image = view.grab().toImage()
    spots = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    return any(image.pixelColor(*spot) == colour for spot in spots)
