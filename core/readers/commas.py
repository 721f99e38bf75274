"""Tables in text whose cells commas part, as spreadsheets save them (CSV)."""

from __future__ import annotations

import csv
import re
from typing import Final

from core.readers.assembly import RawCell

_CELLS: Final = 4
"""Cells of the narrowest statutory table."""
_ROWS: Final = 12
_FIGURE: Final = re.compile(r"[\s\d,.+\-—/无]*")


def comma_separated(text: str) -> list[RawCell]:
    """The cells of a text that is a table throughout; none where commas belong to sentences."""
    if text.count(",") < _CELLS * _ROWS or "\t" in text:
        return []
    try:
        # The ends of lines stay, for within quotes they belong to a cell.
        rows = [*csv.reader(text.splitlines(keepends=True))]
    except csv.Error:
        return []
    wide = [row for row in rows if len(row) >= _CELLS]
    cells = [cell for row in wide for cell in row]
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in cells)
    if len(wide) < _ROWS or 2 * figures < len(cells):
        return []
    return [
        RawCell(number, column, 1, 1, cell)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
