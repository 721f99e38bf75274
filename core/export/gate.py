"""The gate that every text and number passes on its way into an exported file.

A report is foreign text: it may begin like a formula, hold characters that no XML file may hold, or
be longer than a spreadsheet's cell. Nothing reaches a file except through this module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.values import ABSENCE_MARKS

MAX_UNITS: Final = 32_767
"""What a spreadsheet's cell holds, in UTF-16 units."""

_TITLE_UNITS: Final = 31
_SAFE_DIGITS: Final = 15
_CUT_MARK: Final = "…（过长，已截断）"
_REPLACEMENT: Final = "\ufffd"
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_FORMULA_LEADS: Final = frozenset("=+-@\t\r\n＝＋－＠|%")
_TITLE_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CellValue:
    """What is written into a cell: a number, a text that stays text, or None for a blank.

    ``replaced`` counts the characters that could not be written, ``cut`` says that the text was too
    long for a cell.
    """

    value: int | Decimal | str | None
    replaced: int = 0
    cut: bool = False


def cell_value(value: int | Decimal | str | None) -> CellValue:
    """Make a value safe for a workbook.

    A number with more than 15 significant digits becomes a text, because spreadsheets would round
    it. A text keeps its meaning whatever it begins with; the writer has to mark it as text.
    """
    if value is None or value == "":
        return CellValue(None)
    if isinstance(value, str):
        return _text_value(value)
    number = Decimal(value)
    if not _is_exact(number):
        return CellValue(format(number, "f") if number.is_finite() else str(number))
    if number == number.to_integral_value():
        return CellValue(int(number))
    return CellValue(number)


def _is_exact(number: Decimal) -> bool:
    if not number.is_finite():
        return False
    digits = len(number.normalize().as_tuple().digits)
    return digits <= _SAFE_DIGITS and number.adjusted() < _SAFE_DIGITS and number.adjusted() > -9


def _text_value(text: str) -> CellValue:
    text, replaced = legal_text(text.replace("\r\n", "\n").replace("\r", "\n"))
    # Spreadsheets read _x0041_ as an escaped letter A; an escaped underscore keeps the text.
    text = _ESCAPE_LIKE.sub("_x005F_", text)
    shortened = _first_units(text, MAX_UNITS)
    if shortened == text:
        return CellValue(text, replaced)
    return CellValue(_first_units(text, MAX_UNITS - len(_CUT_MARK)) + _CUT_MARK, replaced, True)


def legal_text(text: str) -> tuple[str, int]:
    """The text with U+FFFD for characters that no file may hold, and how many there were."""
    return _ILLEGAL.subn(_REPLACEMENT, text)


def utf16_units(text: str) -> int:
    """The length of the text as spreadsheets count it."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def _first_units(text: str, limit: int) -> str:
    if len(text) * 2 <= limit or utf16_units(text) <= limit:
        return text
    raw = text.encode("utf-16-le", "surrogatepass")[: limit * 2]
    # A pair cut in the middle leaves half a character, which is dropped.
    return raw.decode("utf-16-le", "ignore")


def csv_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens the file.

    Plain numbers and marks of absence stay as they are; whatever else begins like a formula gets an
    apostrophe in front.
    """
    text, _ = legal_text(text)
    if not text or _PLAIN_NUMBER.fullmatch(text) or text in ABSENCE_MARKS:
        return text
    return f"'{text}" if text[0] in _FORMULA_LEADS else text


class SheetTitles:
    """Gives out titles that spreadsheets accept, each once whatever its capitals."""

    def __init__(self) -> None:
        self._taken: set[str] = {"history"}

    def claim(self, wanted: str) -> str:
        """The wanted title, cleaned, cut to 31 UTF-16 units, numbered when it is taken already."""
        base = _TITLE_FORBIDDEN.sub(" ", legal_text(wanted)[0]).strip(" '") or "报告"
        number, title = 1, _first_units(base, _TITLE_UNITS).rstrip(" '")
        while title.casefold() in self._taken:
            number += 1
            ending = f" ({number})"
            title = _first_units(base, _TITLE_UNITS - len(ending)).rstrip(" '") + ending
        self._taken.add(title.casefold())
        return title
