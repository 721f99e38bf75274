"""Grids of a document as real tables with merged cells, built cell by cell: never through markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import (
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

if TYPE_CHECKING:
    from core.document import Document, Grid

MAX_ROWS: Final = 300
MAX_COLUMNS: Final = 60
_MAX_SLOT_TEXT: Final = 2_000
# Qt keeps frames and objects in the text as these characters; a document must not forge them.
_RESERVED: Final = {0xFDD0: "\ufffd", 0xFDD1: "\ufffd", 0xFFFC: "\ufffd", 0x0D: " ", 0x00: "\ufffd"}


@dataclass(frozen=True, slots=True)
class ShownSlot:
    """Where a slot of a grid stands: in the document's text, and as a cell of the shown table."""

    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShownGrid:
    """A grid as shown; ``is_cut`` says that rows or columns were left out."""

    number: int
    table: QTextTable
    slots: tuple[ShownSlot, ...]
    is_cut: bool


def harmless(text: str) -> str:
    """The text with the characters replaced that Qt's documents use for themselves, same length."""
    return text.translate(_RESERVED)


def insert_grid(cursor: QTextCursor, document: Document, grid: Grid) -> ShownGrid:
    """Insert the grid as a table at the cursor, which then stands behind it."""
    rows, columns = min(grid.rows, MAX_ROWS), min(grid.columns, MAX_COLUMNS)
    table = cursor.insertTable(max(1, rows), max(1, columns), _format())
    shown: list[ShownSlot] = []
    at = grid.span.start
    for slot in grid.slots:
        start, end = _place_in_text(document, slot.text, at, grid.span.end)
        at = end
        if slot.row >= rows or slot.column >= columns:
            continue
        row_span = min(slot.row_span, rows - slot.row)
        column_span = min(slot.column_span, columns - slot.column)
        if row_span > 1 or column_span > 1:
            table.mergeCells(slot.row, slot.column, row_span, column_span)
        text = harmless(slot.text[:_MAX_SLOT_TEXT])
        table.cellAt(slot.row, slot.column).firstCursorPosition().insertText(text)
        shown.append(ShownSlot(slot.row, slot.column, start, end))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    is_cut = rows < grid.rows or columns < grid.columns
    return ShownGrid(grid.number, table, tuple(shown), is_cut)


def _place_in_text(document: Document, text: str, at: int, end: int) -> tuple[int, int]:
    """Where the slot's text stands in the document's text, at or after ``at``; empty when unsaid."""
    found = document.text.find(text, at, end) if text else -1
    return (at, at) if found < 0 else (found, found + len(text))


def _format() -> QTextTableFormat:
    form = QTextTableFormat()
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(3)
    form.setCellSpacing(0)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 99))
    return form
