"""Sorts out the figures of a few neighbouring rows that a text mixed up, by the sums alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from core.extraction.repair import Option, Piece, Relation, number
from core.values import Value

SLIPS: Final = 2
"""Sums of columns that one misprinted figure breaks, in its own column."""
_MOST_STEPS: Final = 20_000
"""Columns that are tried; with more the sums say too little."""


def sorted_out(
    pieces: Sequence[Piece],
    wanted: Sequence[str],
    known: Mapping[str, Option],
    sums: Sequence[Relation],
    adds_up: Callable[[Option], bool],
) -> list[Option | None]:
    """The rows ``wanted`` of the figures that they mix up; None for those that the sums leave open.

    ``known`` are the other rows, ``sums`` those over rows; of these the usable ones have no row that
    is neither known nor wanted. Every figure stands in one cell.
    """
    usable = [
        pair
        for pair in sums
        if {*pair[0], *pair[1]} <= {*known, *wanted} and {*wanted} & {*pair[0], *pair[1]}
    ]
    open_rows: list[Option | None] = [None for _ in wanted]
    if not usable or not all(piece.readable for piece in pieces):
        return open_rows
    width = len(pieces) // len(wanted)
    sorter = _Sorter(pieces, wanted, known, usable, adds_up, width)
    tables = sorter.tables()
    if not tables:
        return open_rows
    values = [[tuple(piece.value for piece in row) for row in table] for table in tables]
    return [
        row if all(other[n] == values[0][n] for other in values) else None
        for n, row in enumerate(tables[0])
    ]


def righted(
    rows: Mapping[str, Option], sums: Sequence[Relation], adds_up: Callable[[Option], bool]
) -> dict[str, Option]:
    """The rows whose figures stand in another order than printed, as far as the sums tell it.

    A row that adds up in any order shows by a sum over rows that fails in many columns; it is
    the only one of that sum whose figures make it in some order. Rows that are right are left out.
    """
    made: dict[str, Option] = {}
    for pair in sums:
        codes = [*pair[0], *pair[1]]
        if not rows.keys() >= {*codes} or _failing_columns(rows, pair) <= SLIPS:
            continue
        found: dict[str, Option] = {}
        for code in codes:
            others = {c: rows[c] for c in codes if c != code}
            (option,) = sorted_out(rows[code], [code], others, [pair], adds_up)
            if option is not None:
                found[code] = option
        if len(found) == 1:
            made |= found
    return made


def _failing_columns(rows: Mapping[str, Option], pair: Relation) -> int:
    width = len(next(iter(rows.values())))
    left, right = (
        [sum(number(rows[c][n].value) for c in side) for n in range(width)] for side in pair
    )
    return sum(a != b for a, b in zip(left, right, strict=True))


class _Sorter:
    """Tries column after column which of the figures make its sums."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        wanted: Sequence[str],
        known: Mapping[str, Option],
        sums: Sequence[Relation],
        adds_up: Callable[[Option], bool],
        width: int,
    ) -> None:
        self._places: dict[Value, list[Piece]] = {}
        for piece in pieces:
            self._places.setdefault(piece.value, []).append(piece)
        self._left = Counter(piece.value for piece in pieces)
        self._wanted, self._width, self._adds_up = wanted, width, adds_up
        self._sums = [
            (
                tuple((code in left) - (code in right) for code in wanted),
                [
                    sum((number(known[c][n].value) for c in right if c in known), Decimal(0))
                    - sum((number(known[c][n].value) for c in left if c in known), Decimal(0))
                    for n in range(width)
                ],
            )
            for left, right in sums
        ]
        self._steps = 0

    def tables(self) -> list[list[Option]]:
        """Every table of the figures in which all sums hold; none where they are too many to try."""
        found = [
            table
            for columns in self._columns(())
            if all(map(self._adds_up, table := self._table(columns)))
        ]
        return found if self._steps <= _MOST_STEPS else []

    def _columns(
        self, done: tuple[tuple[Value, ...], ...]
    ) -> Iterator[tuple[tuple[Value, ...], ...]]:
        if len(done) == self._width:
            yield done
            return
        for column in list(self._fitting(len(done), ())):
            self._steps += 1
            if self._steps > _MOST_STEPS:
                return
            self._left.subtract(column)
            yield from self._columns((*done, column))
            self._left.update(column)

    def _fitting(self, number_: int, own: tuple[Value, ...]) -> Iterator[tuple[Value, ...]]:
        """What of the figures left can stand in a column so that its sums hold."""
        if len(own) == len(self._wanted):
            amounts = [number(value) for value in own]
            if all(
                sum(s * a for s, a in zip(signs, amounts, strict=True)) == wanted[number_]
                for signs, wanted in self._sums
            ):
                yield own
            return
        for value in list(self._left):
            if self._left[value] > own.count(value):
                yield from self._fitting(number_, (*own, value))

    def _table(self, columns: Sequence[tuple[Value, ...]]) -> list[Option]:
        """The rows of the columns; equal figures stand anywhere among their places, in order."""
        places = {value: iter(found) for value, found in self._places.items()}
        return [
            tuple(next(places[column[n]]) for column in columns) for n in range(len(self._wanted))
        ]
