"""What the rows of a plain text can mean whose figures may as well be another row's.

Between two rows that are held in their places by labels, any figures that follow each other and make
a sum may be any row's. All of them are candidates; nothing is chosen here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

from core.extraction.lines import Field
from core.extraction.repair import joined_in_two, number, piece_of
from core.values import Value

_MOST_FIGURES: Final = 400
"""More figures than all cells of two tables are not tried."""

Candidates = tuple[tuple[Value, ...], ...]
"""The values that each column may have, from left to right."""


def values_in_reach(fields: Sequence[Field], width: int) -> Candidates:
    """The values of each column in any row of ``width`` columns that the figures can be.

    A row is figures that follow each other, the last of them the sum of the others; blanks between
    them are lost. Every column may be blank.
    """
    found: list[dict[Value, None]] = [{None: None} for _ in range(width)]
    for start, row in _rows(_values(fields), width):
        _add(found, row, width)
        for option in _cut_in_two(fields[start : start + width + 1], width):
            _add(found, option, width)
    return tuple(tuple(own) for own in found)


def any_value(fields: Sequence[Field], width: int) -> Candidates:
    """All figures and a blank for each column, where not even rows keep their figures together."""
    values = tuple(dict.fromkeys((*_values(fields), None)))
    return (values,) * width


def is_scattered(fields: Sequence[Field], width: int) -> bool:
    """Whether some figures are in no row that the text can hold, so that rows are torn apart."""
    values = _values(fields)
    covered = {at for start, row in _rows(values, width) for at in range(start, start + len(row))}
    return len(covered) < len(values)


def _values(fields: Sequence[Field]) -> list[Value]:
    return [piece_of(field).value for field in fields[:_MOST_FIGURES]]


def _rows(values: Sequence[Value], width: int) -> Iterator[tuple[int, Sequence[Value]]]:
    """The figures that follow each other and make a sum, with the number of the first of them."""
    sums = [Decimal(0), *accumulate(number(value) for value in values)]
    for start in range(len(values)):
        for stop in range(start + 1, min(start + width, len(values)) + 1):
            if sums[stop - 1] - sums[start] == number(values[stop - 1]):
                yield start, values[start:stop]


def _add(found: Sequence[dict[Value, None]], row: Sequence[Value], width: int) -> None:
    """Note the columns in which the row's figures may stand; a total stands in the last one."""
    spare = width - len(row)
    anywhere = not number(row[-1])
    for at, value in enumerate(row):
        is_total = at == len(row) - 1 and not anywhere
        first = width - 1 if is_total else at
        last = at + spare if anywhere or is_total else min(at + spare, width - 2)
        for column in range(first, last + 1):
            found[column][value] = None


def _cut_in_two(fields: Sequence[Field], width: int) -> list[list[Value]]:
    """The rows that figures, one more than there are columns, make when two are pieces of one."""
    return [[piece.value for piece in option] for option in joined_in_two(fields, width)]
