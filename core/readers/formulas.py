"""The sums of a workbook that was saved without their results, as programs write workbooks.

Only what such tables need: cells, ranges, SUM, the four operations. Any other formula has no result
here, and neither has one that leads back to itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<range>(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Z]{1,3}\$?\d{1,7}"
    r"(?::\$?[A-Z]{1,3}\$?\d{1,7})?)(?![\w(])"
    r"|(?P<sum>SUM\s*\()|(?P<mark>[-+*/(),]))",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_CELLS: Final = 10_000
"""Cells that the ranges of one formula may have."""
_DEPTH: Final = 40

Position = tuple[str, int, int]
"""The name of a sheet, a row and a column, both from 1."""


class NoResult(Exception):
    """A formula that is not understood, or has no number for its result."""


@dataclass(slots=True)
class Sums:
    """Works formulas out. ``value_of`` gives what a cell holds: a number or text, a formula with its
    equals sign, None for a blank one."""

    value_of: Callable[[Position], object]
    _known: dict[Position, Decimal] = field(default_factory=dict[Position, Decimal])
    _open: list[Position] = field(default_factory=list[Position])

    def result(self, position: Position) -> Decimal | str:
        """What a cell holds, worked out where it is a formula: a number, or a text; 0 for a blank.

        Raises NoResult.
        """
        if position in self._known:
            return self._known[position]
        held = self.value_of(position)
        if isinstance(held, int | float) or held is None:
            return Decimal(repr(held or 0))
        if not (isinstance(held, str) and held.startswith("=")):
            return str(held)
        if position in self._open or len(self._open) >= _DEPTH:
            raise NoResult
        self._open.append(position)
        try:
            self._known[position] = _Formula(self, position[0], held[1:]).result()
        except (InvalidOperation, DivisionByZero) as error:
            raise NoResult from error
        finally:
            self._open.pop()
        return self._known[position]


class _Formula:
    """One formula, read from left to right."""

    def __init__(self, sums: Sums, sheet: str, text: str) -> None:
        self._sums = sums
        self._sheet = sheet
        self._tokens = [*_tokens(text)]
        self._at = 0
        self._cells = 0

    def result(self) -> Decimal:
        value = self._added()
        if self._at < len(self._tokens):
            raise NoResult
        return value

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _takes(self, *marks: str) -> str:
        kind, text = self._next()
        if kind != "mark" or text not in marks:
            return ""
        self._at += 1
        return text

    def _added(self) -> Decimal:
        value = self._multiplied()
        while mark := self._takes("+", "-"):
            other = self._multiplied()
            value = value + other if mark == "+" else value - other
        return value

    def _multiplied(self) -> Decimal:
        value = self._single()
        while mark := self._takes("*", "/"):
            other = self._single()
            value = value * other if mark == "*" else value / other
        return value

    def _single(self) -> Decimal:
        if mark := self._takes("-", "+"):
            value = self._single()
            return -value if mark == "-" else value
        if self._takes("("):
            value = self._added()
            self._close()
            return value
        kind, text = self._next()
        self._at += 1
        if kind == "number":
            return Decimal(text)
        if kind == "sum":
            return self._summed()
        if kind == "range" and ":" not in text:
            # A text counts as the number that it prints, in a range as nothing.
            return _number(next(self._held(text)))
        raise NoResult

    def _summed(self) -> Decimal:
        total = Decimal(0)
        while True:
            kind, text = self._next()
            if kind == "range" and ":" in text:
                self._at += 1
                total += sum((v for v in self._held(text) if isinstance(v, Decimal)), Decimal(0))
            else:
                total += self._added()
            if not self._takes(","):
                self._close()
                return total

    def _close(self) -> None:
        if not self._takes(")"):
            raise NoResult

    def _held(self, text: str) -> Iterator[Decimal | str]:
        sheet, _, cells = text.rpartition("!")
        if sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        corners = [_corner(found) for found in _REFERENCE.finditer(cells)]
        (top, left), (bottom, right) = corners[0], corners[-1]
        self._cells += (abs(bottom - top) + 1) * (abs(right - left) + 1)
        if self._cells > _CELLS:
            raise NoResult
        for row in range(min(top, bottom), max(top, bottom) + 1):
            for column in range(min(left, right), max(left, right) + 1):
                yield self._sums.result((sheet or self._sheet, row, column))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if not found or found.lastgroup is None:
            raise NoResult
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


def _number(held: Decimal | str) -> Decimal:
    try:
        return Decimal(held)
    except InvalidOperation as error:
        raise NoResult from error


def _corner(found: re.Match[str]) -> tuple[int, int]:
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
