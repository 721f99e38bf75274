"""The full review table of a text that tears headings and figures apart.

Programs that take a page apart into blocks print a few neighbouring headings, then the figures below
them, then the next headings. So figures without words between them stand in neighbouring cells; within
such a group they are in order, or (where some headings have more lines than others) first some of
them in order, then the rest. What stands at the edge of the page may follow after the last section.
The sums of the three blocks choose; an order that goes back less often is preferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from core.extraction.fields import Field, Line
from core.extraction.repair import Option, Piece, number, piece_of

_HEADING: Final = re.compile("政府信息公开.*行政复议|行政复议.*行政诉讼.*情况")
_EDGE: Final = "总计"
"""The last heading of the table, which the application table prints over its last column, too."""
_FAR: Final = 30
_BLOCKS: Final = 3
_BLOCK: Final = 5
_MOST: Final = 24
"""Readings that are told apart; of more nothing is concluded."""
_MOST_STEPS: Final = 60_000

Group = tuple[Field, ...]


def groups_of(lines: Sequence[Line]) -> list[Group]:
    """The figures between words, in the order of the text."""
    fields = (f for line in lines if line.kind == "plain" for f in line.fields if not f.is_blank)
    return [tuple(own) for is_figure, own in groupby(fields, lambda f: f.is_figure) if is_figure]


def torn_groups(lines: Sequence[Line], region: tuple[int, int]) -> Iterator[list[Group]]:
    """The groups that may be the table, the likeliest first.

    ``region`` is what was found of the table: its heading may stand before other parts of it. What
    fell off its right edge stands on lines without other words after the last section, or right
    before the heading.
    """
    start = _heading_before(lines, region[0])
    own = groups_of(lines[start : region[1]])
    yield groups_of(lines[slice(*region)])
    yield own
    following = [n for n in lines[region[1] :] if len({f.is_figure for f in n.fields}) == 1]
    yield [*own, *groups_of(following)]
    before = _edge_before(lines, start)
    if before:
        yield [*own, before]


def _heading_before(lines: Sequence[Line], start: int) -> int:
    for at in range(start, max(-1, start - _FAR), -1):
        if _HEADING.search(lines[at].text):
            return at
    return start


def _edge_before(lines: Sequence[Line], start: int) -> Group:
    """The last figures before the heading when 总计 alone stands above them, as over a column."""
    figures: list[Field] = []
    for line in reversed(lines[max(0, start - _FAR) : start]):
        if line.kind != "plain" or not all(f.is_figure for f in line.fields):
            return tuple(reversed(figures)) if line.text == _EDGE and figures else ()
        figures += reversed(line.fields)
    return ()


def readings_in_order(groups: Sequence[Group]) -> list[Option]:
    """The readings of 15 figures that satisfy the sums and go back in the fewest groups.

    Empty where there are not 15 figures, where none satisfies the sums, or too many do.
    """
    pieces = [tuple(piece_of(f) for f in own) for own in groups]
    if sum(map(len, pieces)) != _BLOCKS * _BLOCK:
        return []
    if not all(piece.readable for own in pieces for piece in own):
        return []
    search = _Search(pieces)
    for turned in range(len(pieces) + 1):
        found: dict[tuple[object, ...], Option] = {}
        for option in search.readings(turned):
            found.setdefault(tuple(p.value for p in option), option)
            if len(found) > _MOST:
                return []
        if search.exhausted:
            return []
        if found:
            return list(found.values())
    return []


class _Search:
    """Ways to fill the cells from left to right, a sum checked at the end of each block."""

    def __init__(self, groups: Sequence[tuple[Piece, ...]]) -> None:
        self._groups = groups
        self._steps = 0

    @property
    def exhausted(self) -> bool:
        """Whether the search was given up."""
        return self._steps > _MOST_STEPS

    def readings(self, turned: int) -> Iterator[Option]:
        """The readings in which so many groups are not in order."""
        yield from self._group(0, (), turned)

    def _group(self, at: int, done: Option, turned: int) -> Iterator[Option]:
        left = len(self._groups) - at
        if not left:
            yield done
        elif turned <= left:
            own = self._groups[at]
            if turned < left:
                yield from self._fill(own, (), done, at, turned)
            for cut in range(1, len(own)) if turned else ():
                yield from self._fill(own[:cut], own[cut:], done, at, turned - 1)

    def _fill(
        self, first: Option, second: Option, done: Option, at: int, turned: int
    ) -> Iterator[Option]:
        self._steps += 1
        if self.exhausted or not _holds(done):
            return
        if not first and not second:
            yield from self._group(at + 1, done, turned)
            return
        if first:
            yield from self._fill(first[1:], second, (*done, first[0]), at, turned)
        # Figures that are alike are the same reading in either order.
        if second and not (first and first[0].value == second[0].value and len(second) == 1):
            yield from self._fill(first, second[1:], (*done, second[0]), at, turned)


def _holds(done: Option) -> bool:
    """Whether the block that was just filled, if one was, adds up."""
    if not done or len(done) % _BLOCK:
        return True
    block = done[-_BLOCK:]
    return sum((number(p.value) for p in block[:-1]), Decimal(0)) == number(block[-1].value)
