"""Tables in text whose cells commas or semicolons part, as spreadsheets and databases save them.

Cells between tabs are left to be read line by line unless some of them hold lines of their own.
"""

from __future__ import annotations

import csv
import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from core.readers.assembly import RawCell
from core.readers.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKS: Final = (",", ";", "^", "~", "\x01")
"""What parts the cells, the most usual first."""
_BROKEN: Final = re.compile(r'(?:^|\t)"(?:[^"\t\n]|"")*\n', re.MULTILINE)
"""A cell that has several lines, as spreadsheets write it between tabs: in quotation marks."""
_CELLS: Final = 4
"""Cells of the narrowest statutory table."""
_ROWS: Final = 12
_FIGURE: Final = re.compile(r"[\s\d,.+\-—/无]*")
_SENTENCE: Final = 30
"""Characters from which what stands alone in a row is a line of text rather than a heading."""


def cells_by_mark(text: str) -> list[str | list[RawCell]]:
    """The lines and tables, in order, of a text that is a table throughout; none where the marks
    belong to sentences.
    """
    marks = _MARKS if "\t" not in text else ("\t",) if _BROKEN.search(text) else ()
    rows = next((rows for mark in marks if (rows := _rows(text, mark))), [])
    left = min((_first(row) for row in rows), default=0)
    parts: list[str | list[RawCell]] = []
    for is_line, group in groupby(rows, key=lambda row: _is_line(row, left)):
        run = list(group)
        parts.extend(("".join(row).strip() for row in run) if is_line else _grid(run))
    return parts


def _rows(text: str, mark: str) -> list[list[str]]:
    if text.count(mark) < _CELLS * _ROWS:
        return []
    try:
        # The ends of lines stay, for within quotes they belong to a cell.
        rows = [*csv.reader(text.splitlines(keepends=True), delimiter=mark)]
    except csv.Error:
        return []
    wide = [row for row in rows if len(row) >= _CELLS]
    cells = [cell for row in wide for cell in row]
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in cells)
    return rows if len(wide) >= _ROWS and 2 * figures >= len(cells) else []


def _first(row: Sequence[str]) -> int:
    """The first cell that prints something; behind the row's end where none does."""
    return next((column for column, cell in enumerate(row) if cell.strip()), len(row))


def _is_line(row: Sequence[str], left: int) -> bool:
    """Whether the row is a sentence: one long text at the very left, where no sub-row is named."""
    printed = [cell.strip() for cell in row if cell.strip()]
    return len(printed) == 1 and _first(row) <= left and len(printed[0]) >= _SENTENCE


def _grid(rows: Sequence[Sequence[str]]) -> Iterator[list[RawCell]]:
    cells = [
        RawCell(number, column, 1, 1, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    for table in side_by_side(cells):
        if any(cell.text.strip() for cell in table):
            yield table
