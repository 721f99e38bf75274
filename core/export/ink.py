"""Rows of the long lists as the XML that a workbook holds, written without a workbook.

So they can be written by other processes, report by report, and put together without being kept in
memory. What is not known yet stands as a mark of one control character: no text holds any, since
every text passes the gate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from math import ceil
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.export.canvas import (
    LOOKS,
    Formula,
    Look,
    Losses,
    Ordinal,
    Spot,
    add_looks,
    decimals_of,
    new_sheet,
    number_format,
)
from core.export.gate import cell_value

ROW: Final = "\x00"
"""Stands for the number of the row."""
ORDINAL: Final = "\x01"
"""Stands for the number of the line in its list."""
COLUMN: Final = "\x02"
"""Stands for the letters of the column."""
FIELD: Final = "\x03"
"""Parts the cells of a line whose columns are chosen later."""
PERCENT: Final = "0.0%"

_TEXT: Final = "text"
_MOST_DECIMALS: Final = 9
_LINE_POINTS: Final = 13.5
_HIGHEST: Final = 409.0
"""What spreadsheets allow a row, in points."""
_OFTEN: Final = 80
"""Texts up to this length are likely to come again: labels, names, origins."""
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "&#10;", "\t": "&#9;"}
_ESCAPED: Final = re.compile("[&<>\n\t]")

Styles = Mapping[tuple[Look, str], int]


def register(sheet: Worksheet) -> Styles:
    """The numbers of all styles that a cell may need, registered with the sheet's workbook.

    In every workbook with our looks the numbers are the same.
    """
    formats = [number_format(n, signed=s) for s in (False, True) for n in range(_MOST_DECIMALS + 1)]
    return {
        (look, kind): _style(sheet, look, kind)
        for look in LOOKS
        for kind in ("", _TEXT, PERCENT, *formats)
    }


def _style(sheet: Worksheet, look: Look, kind: str) -> int:
    cell = WriteOnlyCell(sheet)
    cell.style = look
    if kind == _TEXT:
        cell.quotePrefix = True
    elif kind:
        cell.number_format = kind
    return cell.style_id


@cache
def _styles() -> Styles:
    book = Workbook(write_only=True)
    add_looks(book)
    return register(new_sheet(book, "1"))


@cache
def letters(column: int) -> str:
    """The letters of a column, counted from 1."""
    return get_column_letter(column)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a cell holds as XML, the kind of style it needs, and what of it was lost."""

    kind: str
    xml: str
    replaced: int = 0
    is_cut: bool = False


_NOTHING: Final = _Content("", "/>")


@dataclass(slots=True)
class Ink:
    """Writes cells and rows, and counts what could not be written as it was."""

    losses: Losses = field(default_factory=Losses)
    styles: Styles = field(default_factory=_styles)

    def row(self, spots: Sequence[Spot | None], widths: Sequence[float] = ()) -> str:
        """One row, its number left open; with ``widths`` as high as its texts need to be read."""
        cells = [self.cell(s, letters(n)) for n, s in enumerate(spots, 1) if s is not None]
        lines = [
            _lines_of(spot.content, width)
            for spot, width in zip(spots, widths, strict=False)
            if spot is not None and isinstance(spot.content, str)
        ]
        return row_of("".join(cells), max(lines, default=1))

    def cell(self, spot: Spot, column: str = COLUMN) -> str:
        """One cell, its row left open."""
        content = self._content(spot)
        return f'<c r="{column}{ROW}" s="{self.styles[spot.look, content.kind]}"{content.xml}'

    def _content(self, spot: Spot) -> _Content:
        match spot.content:
            case None:
                return _NOTHING
            case str(text):
                content = _texts(text) if len(text) <= _OFTEN else _of_text(text)
                self.losses.replaced += content.replaced
                self.losses.cut += content.is_cut
                return content
            case int() | Decimal() as number:
                return _numbers(str(number), spot.signed)
            case Ordinal():
                return _Content("0", f"><v>{ORDINAL}</v></c>")
            case Formula() as formula:
                return _of_formula(formula, signed=spot.signed)


def _of_text(text: str) -> _Content:
    gated = cell_value(text)
    if gated.value is None:
        return _NOTHING
    text = str(gated.value)
    escaped = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)
    keeps_space = text != text.strip() or escaped != text or "  " in text
    mark = ' xml:space="preserve"' if keeps_space else ""
    xml = f' t="inlineStr"><is><t{mark}>{escaped}</t></is></c>'
    return _Content(_TEXT, xml, gated.replaced, gated.cut)


_texts = lru_cache(maxsize=8192)(_of_text)


@lru_cache(maxsize=8192)
def _numbers(printed: str, signed: bool) -> _Content:
    """The content of a number; as a text where a spreadsheet would round it."""
    gated = cell_value(Decimal(printed))
    if isinstance(gated.value, str) or gated.value is None:
        return _of_text(printed)
    kind = number_format(min(decimals_of(gated.value), _MOST_DECIMALS), signed=signed)
    return _Content(kind, f"><v>{gated.value}</v></c>")


def _of_formula(formula: Formula, *, signed: bool) -> _Content:
    decimals = 0 if formula.value is None else min(decimals_of(formula.value), _MOST_DECIMALS)
    kind = formula.number_format or number_format(decimals, signed=signed)
    value = "" if formula.value is None else f"<v>{formula.value}</v>"
    text = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], formula.text.removeprefix("="))
    return _Content(kind, f"><f>{text}</f>{value}</c>")


@lru_cache(maxsize=8192)
def number_cell(printed: str, look: Look, signed: bool) -> str:
    """The cell of a number, its column and row left open."""
    return Ink().cell(Spot(Decimal(printed), look, signed=signed))


def row_of(cells: str, lines: int = 1) -> str:
    """A row of cells that are written already, so many lines of text high."""
    if lines == 1:
        return f'<row r="{ROW}">{cells}</row>'
    height = min(lines * _LINE_POINTS + 3, _HIGHEST)
    return f'<row r="{ROW}" ht="{height:g}" customHeight="1">{cells}</row>'


@lru_cache(maxsize=8192)
def _lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column; a Chinese letter is as wide as two digits."""
    units = (sum(2 if letter > "\u2e7f" else 1 for letter in line) for line in text.split("\n"))
    return sum(max(1, ceil(wide / (width - 1))) for wide in units)
