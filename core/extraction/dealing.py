"""Ways to deal figures out to the rows of a table in order, so that every row adds up.

A few places may be flawed: figures of another table stand between two rows, a number is cut in two,
a cell is lost, the digits of a row run together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from core.extraction.glued import is_glued
from core.extraction.lines import Field
from core.extraction.repair import (
    Option,
    Piece,
    glued_options,
    joined_in_two,
    number,
    short_options,
    sums_up,
)

_MOST_STRANGERS: Final = 15
"""Figures of another table in one place: no more than the review table has."""
_MOST_READINGS: Final = 64
"""More readings that satisfy all rows are not told apart."""
_MOST_STEPS: Final = 6_000
"""Steps after which no further ways to deal the figures out are looked for."""

Deal = tuple[tuple[Option, ...], frozenset[int]]
"""The rows from one on, and the numbers of the strangers among the figures."""


class FlawedRows:
    """The rows that add up of one figure too many, one too few, or one string of digits."""

    def __init__(self, figures: Sequence[Field], width: int) -> None:
        self._figures, self._width = figures, width
        self._known: dict[tuple[int, int], list[Option]] = {}

    def of(self, at: int, size: int) -> list[Option]:
        """The rows that so many figures from one on can be."""
        known = self._known.get((at, size))
        if known is None:
            fields = self._figures[at : at + size]
            made: list[Option] = []
            if len(fields) == size > self._width:
                made = joined_in_two(fields, self._width)
            elif len(fields) == size > 1:
                made = short_options(fields, self._width)
            elif is_glued(fields, self._width):
                made = glued_options(fields, self._width)
            known = self._known[at, size] = [option for option in made if sums_up(option)]
        return known


class Dealer:
    """Ways to deal figures out in order so that every row adds up."""

    def __init__(self, pieces: Sequence[Piece], rows: int, width: int, flawed: FlawedRows) -> None:
        self._pieces, self._flawed = pieces, flawed
        self._rows, self._width = rows, width
        self._sums = (0, *accumulate(number(p.value) for p in pieces))
        self._steps_left = _MOST_STEPS
        self._dead: set[tuple[int, int, int, bool]] = set()

    def deals(self, flaws: int) -> list[Deal]:
        """The ways with so many flaws, up to a limit; none at the limit, where some are not seen."""
        self._dead.clear()
        found: list[Deal] = []
        for deal in self._from(0, 0, flaws, after_strangers=False):
            found.append(deal)
            if len(found) > _MOST_READINGS:
                return []
        return found if self._steps_left > 0 else []

    def _from(self, row: int, at: int, flaws: int, *, after_strangers: bool) -> Iterator[Deal]:
        surplus = len(self._pieces) - at - (self._rows - row) * self._width
        least, most = flaws * (1 - self._width), flaws * _MOST_STRANGERS
        state = (row, at, flaws, after_strangers)
        self._steps_left -= 1
        if not least <= surplus <= most or state in self._dead or self._steps_left <= 0:
            return
        if row == self._rows and not surplus:
            if not flaws:
                yield (), frozenset()
            return
        alive = False
        longest = min(surplus - least, _MOST_STRANGERS)
        longest = 0 if after_strangers else longest
        for deal in self._steps(row, at, flaws, longest):
            alive = True
            yield deal
        if not alive:
            self._dead.add(state)

    def _steps(self, row: int, at: int, flaws: int, longest: int) -> Iterator[Deal]:
        if row < self._rows:
            for taken, cost, option in self._options(at, flaws):
                yield from (
                    ((option, *rows), strangers)
                    for rows, strangers in self._from(
                        row + 1, at + taken, flaws - cost, after_strangers=False
                    )
                )
        if flaws:
            for size in range(1, longest + 1):
                strange = frozenset(range(at, at + size))
                yield from (
                    (rows, strangers | strange)
                    for rows, strangers in self._from(
                        row, at + size, flaws - 1, after_strangers=True
                    )
                )

    def _options(self, at: int, flaws: int) -> Iterator[tuple[int, int, Option]]:
        """The rows that can begin at a figure: how many figures they take and with how many flaws."""
        width = self._width
        last = at + width - 1
        fits = last < len(self._pieces)
        if fits and self._sums[last] - self._sums[at] == number(self._pieces[last].value):
            yield width, 0, tuple(self._pieces[at : at + width])
        for size in (width + 1, width - 1, 1) if flaws else ():
            yield from ((size, 1, option) for option in self._flawed.of(at, size))
