"""Ways to lay a stream of figures out as a table along a trail of few straight stretches.

Programs that take a page apart by nearness (pdfminer) print the figures of a table down its columns or
along its rows, and none before what stands left of it and above it; only a column of totals, whose
heading is tall, may come before others. The trail that turns least and whose rows add up counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from core.values import Value

_TURN: Final = 1.0
_NO_SEAM: Final = 0.5
_RETURN: Final = 0.03
_UNEVEN: Final = 1.0
_WORDS_WITHIN: Final = 0.3
_TORN_LINE: Final = 0.3
_EARLY_TOTAL: Final = 0.5
_SKIPPED: Final = 1.5
"""What speaks against a trail: a stretch that begins anywhere, and one before which no words stand;
one that begins beside the last, and one that ends elsewhere than that; words within a column; one
line in two rows or columns; totals before another column; strangers in one place."""
_SLACK: Final = 2.5
_MOST_TABLES: Final = 40
"""Tables are listed that cost at most this much more than the cheapest, and so many of them."""
_BREADTH: Final = 100
"""Trails of one length that are followed at most, the cheapest."""
_MOST_ALIKE: Final = 5
"""Of these how many fill the same cells."""
STRANGERS: Final = 15
"""Figures of another table in one place: no more than the review table has."""

Laid = tuple[int, ...]
"""The number of the figure in each cell, row after row."""
_Way = Literal["", "down", "along"]
_Spot = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Figures of a page in the order of the text, as so many rows of a table.

    ``amounts`` are the figures in sums, ``values`` as printed; ``seams`` the numbers of those with
    words before them, ``turns`` of those on the line of the figure before them, ``falls`` of those
    that stand right below it. ``is_last`` says that figures behind the table may follow.
    """

    amounts: Sequence[int]
    values: Sequence[Value]
    seams: frozenset[int]
    turns: frozenset[int]
    falls: frozenset[int]
    rows: int
    width: int
    is_last: bool

    def turned(self) -> Sheet:
        """The sheet upside down: its last figure first, its last row and column first."""
        size = len(self.amounts)
        seams, turns, falls = (
            frozenset(size - n for n in own) for own in (self.seams, self.turns, self.falls)
        )
        amounts, values = self.amounts[::-1], self.values[::-1]
        return replace(self, amounts=amounts, values=values, seams=seams, turns=turns, falls=falls)

    @property
    def spare(self) -> int:
        """How many figures are no cell of the table."""
        return len(self.amounts) - self.rows * self.width


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Figures that follow each other straight on; ``wanted`` is how many they should be, to end
    where the stretch beside them does."""

    start: _Spot
    way: _Way = ""
    size: int = 1
    wanted: int = 0

    def on(self, way: _Way) -> _Spot:
        """The cell that goes on that way."""
        row, column = self.start
        return (row + self.size, column) if way == "down" else (row, column + self.size)

    @property
    def ways(self) -> tuple[_Way, ...]:
        return ("down", "along") if not self.way else (self.way,)

    def beside(self, spot: _Spot) -> bool:
        """Whether a stretch from there on begins where this one does, one column or row on."""
        row, column = self.start
        return (self.way != "along" and spot == (row, column + 1)) or (
            self.way != "down" and spot == (row + 1, column)
        )

    @property
    def unevenness(self) -> float:
        return _UNEVEN * (self.wanted not in (0, self.size))


@dataclass(frozen=True, slots=True)
class _Trail:
    """A table laid out in part.

    ``order`` are the columns as they are printed, ``heights`` how many cells of each are filled,
    ``left`` what the parts laid out leave of each row's total; ``mark`` tells what lies where.
    """

    cost: float
    at: int
    order: tuple[int, ...]
    heights: tuple[int, ...]
    left: tuple[int, ...]
    stretch: _Stretch | None = None
    mark: int = 0
    before: _Trail | None = None


def cheapest_tables(sheet: Sheet) -> list[tuple[float, Laid]]:
    """The tables of the trails that turn least and whose rows add up, with what speaks against each.

    The sheet is laid out from its end: totals come first there, and bound what follows.
    """
    turned, last = sheet.turned(), len(sheet.amounts) - 1
    ends = sorted(_followed(turned), key=_cost)[:_MOST_TABLES]
    least = ends[0][0] if ends else 0.0
    return [
        (cost, tuple(last - number for number in reversed(_laid_out(trail, turned))))
        for cost, trail in ends
        if cost <= least + _SLACK
    ]


def _followed(sheet: Sheet) -> list[tuple[float, _Trail]]:
    """The trails that fill the whole table, each with its cost."""
    waiting: dict[int, dict[tuple[object, ...], _Trail]] = {}
    for trail in _beginnings(sheet):
        _keep(waiting, trail)
    found: dict[int, tuple[float, _Trail]] = {}
    for at in range(len(sheet.amounts) + 1):
        for trail in _likeliest(waiting.pop(at, {}).values()):
            if min(trail.heights) == sheet.rows and at == len(sheet.amounts) and trail.stretch:
                cost = trail.cost + trail.stretch.unevenness
                found[trail.mark] = min(
                    found.get(trail.mark, (cost, trail)), (cost, trail), key=_cost
                )
            for following in _steps(trail, sheet):
                _keep(waiting, following)
    return [*found.values()]


def _likeliest(trails: Iterable[_Trail]) -> Iterator[_Trail]:
    """The cheapest trails, few of them with the same cells filled."""
    alike: dict[tuple[object, ...], int] = {}
    number = 0
    for trail in sorted(trails, key=lambda trail: trail.cost):
        key = (trail.order, trail.heights)
        alike[key] = alike.get(key, 0) + 1
        if alike[key] <= _MOST_ALIKE:
            number += 1
            yield trail
        if number == _BREADTH:
            return


def _cost(end: tuple[float, _Trail]) -> float:
    return end[0]


def _keep(waiting: dict[int, dict[tuple[object, ...], _Trail]], trail: _Trail) -> None:
    own = waiting.setdefault(trail.at, {})
    key = (trail.order, trail.heights, trail.stretch, trail.mark)
    if key not in own or trail.cost < own[key].cost:
        own[key] = trail


def _beginnings(sheet: Sheet) -> Iterator[_Trail]:
    """Nothing laid out yet, in each order in which columns may be printed; behind the last page's
    table figures may follow."""
    empty = (0,) * sheet.width, (0,) * sheet.rows
    ends = [0, *(n for n in range(1, sheet.spare + 1) if sheet.is_last and n in sheet.seams)]
    for spot in range(sheet.width - 1):
        order = (*range(1, spot + 1), 0, *range(spot + 1, sheet.width))
        for at in ends:
            yield _Trail(_EARLY_TOTAL * (spot > 0), at, order, *empty)


def _laid_out(trail: _Trail, sheet: Sheet) -> Laid:
    cells = [-1] * (sheet.rows * sheet.width)
    step, before = trail, trail.before
    while before is not None:
        for column, (new, old) in enumerate(zip(step.heights, before.heights, strict=True)):
            if new > old:
                cells[old * sheet.width + step.order[column]] = step.at - 1
        step, before = before, before.before
    return tuple(cells)


def _steps(trail: _Trail, sheet: Sheet) -> Iterator[_Trail]:
    for spot in _free(trail.heights, sheet.rows):
        for stretch, cost in _stretches(trail, spot, sheet):
            following = _laid(trail, spot, stretch, cost, sheet)
            if following is not None:
                yield following
    yield from _skipping(trail, sheet)


def _skipping(trail: _Trail, sheet: Sheet) -> Iterator[_Trail]:
    """The trail going on behind strangers: those between words, or all that there are at once."""
    spare = sheet.spare - trail.at + sum(trail.heights)
    bounds = sheet.seams | {0, len(sheet.amounts)}
    for size in range(1, min(spare, STRANGERS) + 1):
        open_ends = sum(n not in bounds for n in (trail.at, trail.at + size))
        if not open_ends or size == spare:
            cost = trail.cost + _SKIPPED + _NO_SEAM * open_ends
            yield replace(trail, cost=cost, at=trail.at + size, before=trail)


def _free(heights: Sequence[int], rows: int) -> Iterator[_Spot]:
    """The cells that may be filled next: none is free above them or left of them."""
    for column, (height, limit) in enumerate(zip(heights, (rows, *heights), strict=False)):
        if height < limit:
            yield height, column


def _stretches(trail: _Trail, spot: _Spot, sheet: Sheet) -> Iterator[tuple[_Stretch, float]]:
    """The stretches that the next figure can be part of in a cell, and what speaks against them."""
    own, at = trail.stretch, trail.at
    if own is None:
        yield _Stretch(spot), _TURN
        return
    for way in own.ways:
        if own.on(way) == spot and not (way == "along" and at in sheet.falls):
            is_first = spot[1] == sheet.width - 1 and way == "down"
            words = _WORDS_WITHIN * (at in sheet.seams and not is_first)
            torn = _TORN_LINE * (way == "down" and at in sheet.turns)
            yield replace(own, way=way, size=own.size + 1), words + torn
            return
    if at in sheet.falls:
        return
    torn = _TORN_LINE * (at in sheet.turns) + own.unevenness
    if own.beside(spot):
        yield _Stretch(spot, own.way, wanted=own.size), _RETURN + torn
    yield _Stretch(spot), _TURN + _NO_SEAM * (at not in sheet.seams) + torn


def _laid(
    trail: _Trail, spot: _Spot, stretch: _Stretch, cost: float, sheet: Sheet
) -> _Trail | None:
    """The trail with the next figure in a cell; None where its row cannot add up."""
    if trail.at == len(sheet.amounts):
        return None
    row, column = spot
    amount, is_total = sheet.amounts[trail.at], trail.order[column] == 0
    rest = trail.left[row] + (amount if is_total else -amount)
    has_total = is_total or trail.order.index(0) < column
    if rest < 0 and has_total:
        return None
    if rest and column == sheet.width - 1:
        return None
    heights = (*trail.heights[:column], row + 1, *trail.heights[column + 1 :])
    left = (*trail.left[:row], rest, *trail.left[row + 1 :])
    mark = trail.mark ^ hash((row, trail.order[column], sheet.values[trail.at]))
    return _Trail(trail.cost + cost, trail.at + 1, trail.order, heights, left, stretch, mark, trail)
