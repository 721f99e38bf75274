"""The source beside the tables: where a cell stands in it, and which cell stands under a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from core.address import Address
from core.document import Block, Document, Grid, Slot
from core.geometry import GridCell, TextSpan
from gui.models.text_search import Searched
from gui.views.source_view import SourceView
from tests.gui.form_desk import extraction_of, open_desk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from core.geometry import Place
    from gui.session import Session

NEW = Address.parse("requests.new.total")
GRANTED = Address.parse("requests.granted.total")
HINT = "某局年度报告\n<b>不是标记</b>\n"


def grid_document() -> Document:
    """A paragraph, a grid with a merged heading and an empty cell, and a paragraph."""
    head = "𠮷林某局报告"
    body = "申请人情况\n本年新收\t15\n予以公开\t\n"
    tail = "结束"
    text = f"{head}\n{body}{tail}"
    begin = len(head) + 1
    slots = (
        Slot(0, 0, 1, 2, "申请人情况", GridCell(0, 0, 0)),
        Slot(1, 0, 1, 1, "本年新收", GridCell(0, 1, 0)),
        Slot(1, 1, 1, 1, "15", GridCell(0, 1, 1)),
        Slot(2, 0, 1, 1, "予以公开", GridCell(0, 2, 0)),
        Slot(2, 1, 1, 1, "", GridCell(0, 2, 1)),
    )
    span = TextSpan(begin, begin + len(body))
    blocks = (
        Block(0, len(head)),
        Block(span.start, span.end, grid=0),
        Block(span.end, len(text)),
    )
    return Document("0" * 64, "report", "docx", text, blocks, (Grid(0, 3, 2, slots, span),))


def text_document(text: str) -> Document:
    """A plain text of one block a line."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    return Document("0" * 64, "report", "txt", text, tuple(blocks), ())


def show(qtbot: QtBot, document: Document, places: dict[str, Place]) -> tuple[Session, SourceView]:
    session = open_desk(extraction_of("2021", {str(NEW): "15"}, places), document)
    view = SourceView(session)
    qtbot.addWidget(view)
    view.resize(700, 500)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.text.setFocus()
    return session, view


def test_that_the_table_cell_of_the_focused_figure_is_framed(qtbot: QtBot) -> None:
    session, view = show(qtbot, grid_document(), {str(NEW): GridCell(0, 1, 1)})

    session.focus(NEW)

    rect = view.text.place_rect(GridCell(0, 1, 1))
    label = view.text.place_rect(GridCell(0, 1, 0))
    assert rect is not None
    assert label is not None
    assert rect.left() > label.right() - 1
    assert abs(rect.top() - label.top()) < 2
    cursor = view.text.cursorForPosition(rect.center().toPoint())
    assert cursor.block().text() == "15"


def test_that_the_framed_figure_stays_in_view_when_the_pane_narrows(qtbot: QtBot) -> None:
    text = "\n".join(["本机关按照规定办理政府信息公开申请。" * 4] * 40 + ["收到申请15件。"])
    at = text.index("15")
    session, view = show(qtbot, text_document(text), {str(NEW): TextSpan(at, at + 2)})
    session.focus(NEW)

    view.resize(360, 500)

    def in_view() -> bool:
        place = view.text.place_rect(TextSpan(at, at + 2))
        return place is not None and QRectF(view.text.viewport().rect()).contains(place)

    qtbot.waitUntil(in_view)


def test_that_an_empty_table_cell_has_a_place_too(qtbot: QtBot) -> None:
    session, view = show(qtbot, grid_document(), {str(GRANTED): GridCell(0, 2, 1)})

    session.focus(GRANTED)

    rect = view.text.place_rect(GridCell(0, 2, 1))
    assert rect is not None
    assert rect.width() > 20
    assert rect.height() > 8


def test_that_a_merged_heading_is_one_cell_over_two_columns(qtbot: QtBot) -> None:
    _, view = show(qtbot, grid_document(), {})

    merged = view.text.place_rect(GridCell(0, 0, 0))
    first = view.text.place_rect(GridCell(0, 1, 0))
    second = view.text.place_rect(GridCell(0, 1, 1))

    assert merged is not None
    assert first is not None
    assert second is not None
    assert merged.width() >= first.width() + second.width()
    assert view.text.place_rect(GridCell(0, 0, 1)) == merged


def test_that_a_click_on_a_table_cell_focuses_its_figure(qtbot: QtBot) -> None:
    session, view = show(
        qtbot, grid_document(), {str(NEW): GridCell(0, 1, 1), str(GRANTED): GridCell(0, 2, 1)}
    )

    for address, place in ((GRANTED, GridCell(0, 2, 1)), (NEW, GridCell(0, 1, 1))):
        rect = view.text.place_rect(place)
        assert rect is not None
        QTest.mouseClick(
            view.text.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint()
        )
        assert session.address == address


def test_that_the_characters_of_the_focused_figure_are_framed(qtbot: QtBot) -> None:
    text = "𠮷林\n本年新收 15 件\n"
    start = text.index("15")
    session, view = show(qtbot, text_document(text), {str(NEW): TextSpan(start, start + 2)})

    session.focus(NEW)

    cursor = view.text.cursor_for(TextSpan(start, start + 2))
    assert cursor is not None
    assert cursor.selectedText() == "15"
    rect = view.text.place_rect(TextSpan(start, start + 2))
    assert rect is not None
    assert QRectF(view.text.viewport().rect()).contains(rect)


def test_that_a_click_on_a_figure_in_plain_text_focuses_its_cell(qtbot: QtBot) -> None:
    text = "甲\n本年新收 15 件 予以公开 7 件\n"
    new, granted = text.index("15"), text.index("7")
    session, view = show(
        qtbot,
        text_document(text),
        {str(NEW): TextSpan(new, new + 2), str(GRANTED): TextSpan(granted, granted + 1)},
    )

    rect = view.text.place_rect(TextSpan(granted, granted + 1))
    assert rect is not None
    QTest.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())

    assert session.address == GRANTED


def test_that_a_figure_far_below_is_scrolled_into_view(qtbot: QtBot) -> None:
    text = "\n".join(f"第{number}行" for number in range(400)) + "\n总计 15"
    start = text.index("15", len(text) - 3)
    session, view = show(qtbot, text_document(text), {str(NEW): TextSpan(start, start + 2)})
    assert view.text.verticalScrollBar().value() == 0

    session.focus(NEW)

    rect = view.text.place_rect(TextSpan(start, start + 2))
    assert rect is not None
    assert QRectF(view.text.viewport().rect()).contains(rect)


def test_that_markup_in_a_document_is_shown_as_text(qtbot: QtBot) -> None:
    _, view = show(qtbot, text_document(HINT), {})

    assert "<b>不是标记</b>" in view.text.toPlainText()


def test_that_a_cell_without_place_is_said_to_have_none(qtbot: QtBot) -> None:
    session, view = show(qtbot, grid_document(), {str(NEW): GridCell(0, 1, 1)})
    session.focus(NEW)
    assert not view.note.isVisible()

    session.focus(GRANTED)

    assert view.note.isVisible()
    assert view.note.text() == view.tr("This cell was not found in the source; its table is shown.")


def test_that_search_finds_over_line_breaks_and_widths() -> None:
    text = "不予\n公开，Ａ12 不予公开"

    searched = Searched(text)

    assert searched.find_all("不予公开") == (TextSpan(0, 5), TextSpan(10, 14))
    assert searched.find_all("a1２") == (TextSpan(6, 9),)
    assert searched.find_all("  ") == ()


def test_that_the_search_bar_counts_and_goes_around(qtbot: QtBot) -> None:
    _, view = show(qtbot, text_document("公开\n不公开\n"), {})

    QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(view.search.line, "x")
    assert view.search.count.text() == view.search.tr("Not found")
    view.search.line.setText("公开")
    counts = [view.search.count.text()]
    for _ in range(2):
        QTest.keyClick(view.search.line, Qt.Key.Key_Return)
        counts.append(view.search.count.text())

    assert counts == ["1 / 2", "2 / 2", "1 / 2"]
    assert [s.cursor.selectedText() for s in view.text.extraSelections()] == ["公开", "公开"]
    QTest.keyClick(view.search.line, Qt.Key.Key_Escape)
    assert not view.search.isVisible()
    assert view.text.extraSelections() == []


def test_that_a_search_finds_words_within_table_cells(qtbot: QtBot) -> None:
    _, view = show(qtbot, grid_document(), {})
    view.search.open_search()

    view.search.line.setText("予以公开")

    (found,) = view.text.extraSelections()
    assert found.cursor.selectedText() == "予以公开"


@pytest.mark.parametrize("mark", ["\ufdd0", "\ufdd1", "\ufffc"])
def test_that_reserved_characters_of_a_document_do_no_harm(qtbot: QtBot, mark: str) -> None:
    text = f"甲{mark}乙 15"
    start = text.index("15")
    _, view = show(qtbot, text_document(text), {str(NEW): TextSpan(start, start + 2)})

    cursor = view.text.cursor_for(TextSpan(start, start + 2))

    assert cursor is not None
    assert cursor.selectedText() == "15"


def test_that_a_paragraph_of_a_sheet_runs_across_its_empty_cells(qtbot: QtBot) -> None:
    slots = tuple(
        Slot(row, column, 1, 1, text, GridCell(0, row, column))
        for row, texts in enumerate(
            (("某县2023年政府信息公开工作年度报告", "", ""), ("规章", "1", "2"))
        )
        for column, text in enumerate(texts)
    )
    text = "某县2023年政府信息公开工作年度报告\t\t\n规章\t1\t2"
    grid = Grid(0, 2, 3, slots, TextSpan(0, len(text)))
    document = Document("0" * 64, "s", "xlsx", text, (Block(0, len(text), 0),), (grid,))

    _, view = show(qtbot, document, {})
    title = view.text.place_rect(GridCell(0, 0, 0))
    row = [view.text.place_rect(GridCell(0, 1, column)) for column in range(3)]

    assert title is not None
    assert title.width() >= sum(cell.width() for cell in row if cell is not None)


def test_that_arrows_with_control_go_from_figure_to_figure_in_a_table(qtbot: QtBot) -> None:
    session, view = show(
        qtbot, grid_document(), {str(NEW): GridCell(0, 1, 1), str(GRANTED): GridCell(0, 2, 1)}
    )
    session.focus(NEW)
    reached: list[Address | None] = []

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(view.text, key, Qt.KeyboardModifier.ControlModifier)
        reached.append(session.address)

    assert reached == [GRANTED, GRANTED, NEW]


def test_that_arrows_with_control_go_along_a_line_of_text(qtbot: QtBot) -> None:
    text = "甲\n本年新收 15 件 予以公开 7 件\n"
    new, granted = text.index("15"), text.index("7")
    session, view = show(
        qtbot,
        text_document(text),
        {str(NEW): TextSpan(new, new + 2), str(GRANTED): TextSpan(granted, granted + 1)},
    )

    QTest.keyClick(view.text, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    first = session.address
    QTest.keyClick(view.text, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)

    assert (first, session.address) == (NEW, GRANTED)


def test_that_letters_are_zoomed_and_brought_back(qtbot: QtBot) -> None:
    session, view = show(qtbot, grid_document(), {str(NEW): GridCell(0, 1, 1)})
    session.focus(NEW)
    before = view.text.place_rect(GridCell(0, 1, 1))

    QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    larger = view.text.place_rect(GridCell(0, 1, 1))
    said = view.tools.zoom.text()
    QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)

    assert before is not None
    assert larger is not None
    assert larger.height() > before.height()
    assert said == "120%"
    assert view.text.place_rect(GridCell(0, 1, 1)) == before
    assert not view.commands.turn.isEnabled()
