"""The full review table of a text that tears headings and figures apart.

Programs that take a page apart into blocks print a few neighbouring headings, then the figures below
them, then the next headings. So figures without words between them stand in neighbouring cells; within
such a group they are in order, or (where some headings have more lines than others) first some of
them in order, then the rest. What stands at the edge of the page may follow after the last section.
The sums of the three blocks choose; an order that goes back less often is preferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from itertools import accumulate, groupby, pairwise
from typing import Final

from core.extraction.lines import Field, Line
from core.extraction.repair import Option, number, piece_of
from core.geometry import Place

_HEADING: Final = re.compile("政府信息公开.*行政复议|行政复议.*行政诉讼.*情况")
_FIRST: Final = "行政复议"
_LAST: Final = "复议后起诉"
"""The headings of the first and the last block."""
_EDGE: Final = "总计"
"""The last heading of the table, which the application table prints over its last column, too."""
_FAR: Final = 30
_DATED: Final = ("年", "月", "日")
_LONGEST_HEADING: Final = 12
_BLOCKS: Final = 3
_BLOCK: Final = 5
_MOST_TURNED: Final = 1
"""Groups that may go back where a sum is broken."""
_MOST: Final = 24
"""Readings that are told apart; of more nothing is concluded."""
_MOST_STEPS: Final = 60_000

Group = tuple[Field, ...]


def groups_of(lines: Sequence[Line]) -> list[Group]:
    """The figures between words, in the order of the text, those of sentences and dates left out."""
    own = (line for line in lines if line.kind == "plain" and not is_sentence(line))
    fields = (f for line in own for f in line.fields if not f.is_blank)
    return [tuple(own) for is_figure, own in groupby(fields, lambda f: f.is_figure) if is_figure]


def is_sentence(line: Line) -> bool:
    """Whether the figures of a line stand in a sentence or a date rather than below headings."""
    after = (b for a, b in pairwise(line.fields) if a.is_figure and b.is_label)
    is_dated = any(field.text.startswith(_DATED) for field in after)
    return is_dated or any(f.is_label and len(f.text) > _LONGEST_HEADING for f in line.fields)


def torn_parts(lines: Sequence[Line], region: tuple[int, int]) -> Iterator[list[Line]]:
    """The lines with the headings and figures of the table from its own heading on: those of the
    section, then with what follows behind it, sentences left out."""
    start = _heading_before(lines, region[0])
    own = [n for n in lines[start : region[1]] if not is_sentence(n)]
    yield own
    following = [n for n in lines[region[1] :] if not is_sentence(n)]
    yield [*own, *following]


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
    first = next((n for n in range(start, region[1]) if lines[n].text == _FIRST), start)
    below = groups_of(lines[first : region[1]])
    yield below
    yield _with_last_block(below, groups_of(_last_block_above(lines, start)))


def _heading_before(lines: Sequence[Line], start: int) -> int:
    for at in range(start, max(-1, start - _FAR), -1):
        if _HEADING.search(lines[at].text):
            return at
    return start


def _last_block_above(lines: Sequence[Line], start: int) -> Sequence[Line]:
    """The lines from the heading of the last block on where it stands above that of the section."""
    above = range(start - 1, max(-1, start - _FAR), -1)
    head = next((n for n in above if lines[n].text == _LAST), start)
    return lines[head:start]


def _with_last_block(groups: Sequence[Group], above: Sequence[Group]) -> list[Group]:
    """The groups, with the first figures of the last block between those before it and its last ones;
    of more than there are cells the last are another table's."""
    before = [*accumulate(map(len, groups))]
    own = tuple(f for group in above for f in group)[: _BLOCKS * _BLOCK - sum(map(len, groups))]
    if (_BLOCKS - 1) * _BLOCK not in before or not own:
        return []
    at = before.index((_BLOCKS - 1) * _BLOCK) + 1
    return [*groups[:at], own, *groups[at:]]


def _edge_before(lines: Sequence[Line], start: int) -> Group:
    """The last figures before the heading when 总计 alone stands above them, as over a column."""
    figures: list[Field] = []
    for line in reversed(lines[max(0, start - _FAR) : start]):
        if line.kind != "plain" or not all(f.is_figure for f in line.fields):
            return tuple(reversed(figures)) if line.text == _EDGE and figures else ()
        figures += reversed(line.fields)
    return ()


def readings_in_order(groups: Sequence[Group], late: Set[Place] = frozenset()) -> list[Option]:
    """The readings of 15 figures that satisfy the sums and go back in the fewest groups.

    Groups with figures at the places ``late`` may go back as well as not. Where none does, those that hardly go back and break one sum, which the report then misprints.
    Empty where there are not 15 figures, or too many readings.
    """
    pieces = [tuple(piece_of(f) for f in own) for own in groups]
    if sum(map(len, pieces)) != _BLOCKS * _BLOCK:
        return []
    if not all(piece.readable for own in pieces for piece in own):
        return []
    loose = frozenset(n for n, own in enumerate(groups) if any(f.place in late for f in own))
    for slips, most in ((0, len(pieces)), (1, _MOST_TURNED)):
        search = _Search(pieces, slips, loose)
        for turned in range(most + 1):
            found = search.distinct(turned)
            if found is None:
                return []
            if found:
                return found
    return []


class _Search:
    """Ways to fill the cells from left to right, a sum checked at the end of each block.

    ``slips`` is how many sums may be broken, ``loose`` are the numbers of the groups that may go back
    without counting.
    """

    def __init__(self, groups: Sequence[Option], slips: int, loose: Set[int]) -> None:
        self._groups, self._slips, self._loose = groups, slips, loose
        self._steps = 0

    @property
    def exhausted(self) -> bool:
        """Whether the search was given up."""
        return self._steps > _MOST_STEPS

    def distinct(self, turned: int) -> list[Option] | None:
        """The readings in which so many groups are not in order; None where they are too many."""
        found: dict[tuple[object, ...], Option] = {}
        for option in self.readings(turned):
            found.setdefault(tuple(p.value for p in option), option)
            if len(found) > _MOST:
                return None
        return None if self.exhausted else [*found.values()]

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
            price = int(at not in self._loose)
            for cut in range(1, len(own)) if turned >= price else ():
                yield from self._fill(own[:cut], own[cut:], done, at, turned - price)

    def _fill(
        self, first: Option, second: Option, done: Option, at: int, turned: int
    ) -> Iterator[Option]:
        self._steps += 1
        if self.exhausted or _broken_sums(done) > self._slips:
            return
        if not first and not second:
            yield from self._group(at + 1, done, turned)
            return
        if first:
            yield from self._fill(first[1:], second, (*done, first[0]), at, turned)
        # Figures that are alike are the same reading in either order.
        if second and not (first and first[0].value == second[0].value and len(second) == 1):
            yield from self._fill(first, second[1:], (*done, second[0]), at, turned)


def _broken_sums(done: Option) -> int:
    """How many of the blocks that are filled do not add up."""
    blocks = (done[n : n + _BLOCK] for n in range(0, len(done) - _BLOCK + 1, _BLOCK))
    return sum(
        sum((number(p.value) for p in block[:-1]), Decimal(0)) != number(block[-1].value)
        for block in blocks
    )
