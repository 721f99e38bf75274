"""Grids of a document as real tables with merged cells, built cell by cell: never through markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.document import Document, Grid, Slot

MAX_ROWS: Final = 300
MAX_COLUMNS: Final = 60
_MAX_SLOT_TEXT: Final = 2_000
_EMPTY, _NARROWEST, _WIDEST = 1, 4, 11
_LONGEST_FIGURE: Final = 12
_TALLEST_LABEL: Final = 3
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
    table = cursor.insertTable(max(1, rows), max(1, columns), _format(_weights(grid, columns)))
    shown: list[ShownSlot] = []
    lone = _lone_rows(grid)
    at = grid.span.start
    for slot in grid.slots:
        start, end = _place_in_text(document, slot.text, at, grid.span.end)
        at = end
        if slot.row >= rows or slot.column >= columns or (slot.row in lone and slot.column):
            continue
        row_span = min(slot.row_span, rows - slot.row)
        wanted = columns if slot.row in lone else slot.column_span
        column_span = min(wanted, columns - slot.column)
        if row_span > 1 or column_span > 1:
            table.mergeCells(slot.row, slot.column, row_span, column_span)
        text = harmless(slot.text[:_MAX_SLOT_TEXT])
        inside = table.cellAt(slot.row, slot.column).firstCursorPosition()
        if _is_figure(text):
            inside.setBlockFormat(_whole())
        inside.insertText(text)
        shown.append(ShownSlot(slot.row, slot.column, start, end))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    is_cut = rows < grid.rows or columns < grid.columns
    return ShownGrid(grid.number, table, tuple(shown), is_cut)


def _lone_rows(grid: Grid) -> frozenset[int]:
    """Rows that hold one text in their first cell and nothing else: titles and paragraphs of a sheet.

    A spreadsheet shows such a text across the empty cells beside it.
    """
    filled: dict[int, list[int]] = {}
    merged: set[int] = set()
    for slot in grid.slots:
        merged.update(range(slot.row, slot.row + slot.row_span) if _is_merged(slot) else ())
        if slot.text.strip():
            filled.setdefault(slot.row, []).append(slot.column)
    return frozenset(row for row, columns in filled.items() if columns == [0]) - merged


def _is_merged(slot: Slot) -> bool:
    return slot.row_span > 1 or slot.column_span > 1


def _place_in_text(document: Document, text: str, at: int, end: int) -> tuple[int, int]:
    """Where the slot's text stands in the document's text, at or after ``at``; empty when unsaid."""
    found = document.text.find(text, at, end) if text else -1
    return (at, at) if found < 0 else (found, found + len(text))


def _weights(grid: Grid, columns: int) -> list[int]:
    """How wide the columns should be beside one another, by the longest text of each.

    What is merged over several columns says nothing of one, and a label that runs down many rows
    needs the width of a character.
    """
    weights = [_EMPTY] * max(1, columns)
    lone = _lone_rows(grid)
    for slot in grid.slots:
        if slot.row in lone or not slot.text.strip():
            continue
        if slot.column < columns and slot.column_span == 1 and slot.row_span <= _TALLEST_LABEL:
            length = max(map(len, slot.text.splitlines()), default=0)
            wanted = min(max(length, _NARROWEST), _WIDEST)
            weights[slot.column] = max(weights[slot.column], wanted)
    return weights


def _is_figure(text: str) -> bool:
    """Whether the text is one number, which nobody can read in pieces."""
    return len(text) <= _LONGEST_FIGURE and any(map(str.isdigit, text)) and text.isascii()


def _whole() -> QTextBlockFormat:
    """Of a text that is not broken into lines."""
    whole = QTextBlockFormat()
    whole.setNonBreakableLines(True)
    return whole


def _format(weights: Sequence[int]) -> QTextTableFormat:
    form = QTextTableFormat()
    percent = QTextLength.Type.PercentageLength
    total = sum(weights) or 1
    form.setColumnWidthConstraints([QTextLength(percent, 100 * w / total) for w in weights])
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(3)
    form.setCellSpacing(0)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 99))
    return form
