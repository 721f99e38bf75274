"""Ways to lay a stream of figures out as a table in few tiles: rectangles of neighbouring cells.

Programs that take a page apart by nearness (pdfminer) print it rectangle by rectangle, each column by
column or row by row, and none before what stands left of it and above it; only a column of totals,
whose heading is tall, may come before others. The fewest tiles in which every row adds up count.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile
from typing import Final

_TILE: Final = 1.0
_NO_SEAM: Final = 0.5
_WORDS_WITHIN: Final = 0.3
_EARLY_TOTAL: Final = 0.5
_SKIPPED: Final = 1.0
"""What speaks against a table: each tile; one before which no words stand; words within a column;
totals before another column; strangers in one place."""
_SLACK: Final = 0.4
"""Tables that cost at most this much more than the cheapest cannot be told from it."""
_MOST_COST: Final = 7.0
_MOST_STEPS: Final = 12_000
_MOST_TABLES: Final = 60
STRANGERS: Final = 15
"""Figures of another table in one place: no more than the review table has."""

Laid = tuple[int, ...]
"""The number of the figure in each cell, row after row."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Figures of a page in the order of the text, as so many rows of a table.

    ``amounts`` are the figures; ``seams`` the numbers of those with words before them, ``turns`` of
    those that cannot stand below the figure before them, ``falls`` of those that stand right below.
    ``is_last`` says that figures behind the table may follow.
    """

    amounts: Sequence[int]
    seams: frozenset[int]
    turns: frozenset[int]
    falls: frozenset[int]
    rows: int
    width: int
    is_last: bool

    def amount(self, number: int) -> int:
        """The figure of a number; -1 for the number of none."""
        return self.amounts[number] if number >= 0 else -1

    @property
    def spare(self) -> int:
        """How many figures are no cell of the table."""
        return len(self.amounts) - self.rows * self.width


@dataclass(frozen=True, slots=True)
class _Tile:
    """Cells from one row and column on to others, filled with the figures from ``at`` on; ``down``
    column by column, else row by row."""

    at: int
    top: int
    bottom: int
    left: int
    right: int
    down: bool

    @property
    def size(self) -> int:
        return (self.bottom - self.top) * (self.right - self.left)

    @property
    def run(self) -> int:
        """How many figures follow each other in a column, or in a row."""
        return self.bottom - self.top if self.down else self.right - self.left

    def spots(self) -> Iterator[tuple[int, int]]:
        """The row and column of each figure in turn."""
        rows, columns = range(self.top, self.bottom), range(self.left, self.right)
        if self.down:
            yield from ((row, column) for column in columns for row in rows)
        else:
            yield from ((row, column) for row in rows for column in columns)


@dataclass(frozen=True, slots=True)
class _State:
    """A table laid out in part.

    ``order`` are the columns as they are printed, ``heights`` how many cells of each are filled,
    ``sums`` the parts of each row less its total.
    """

    cost: float
    at: int
    order: tuple[int, ...]
    heights: tuple[int, ...]
    sums: tuple[int, ...]
    tiles: tuple[_Tile, ...] = ()


def cheapest_tables(sheet: Sheet) -> list[tuple[float, Laid]]:
    """The tables of the fewest tiles in which every row adds up, with what speaks against each.

    None where they are too many, or where too many ways had to be tried.
    """
    number = count()
    heap = [(_at_least(state, sheet), 0, next(number), state) for state in _beginnings(sheet)]
    heapq.heapify(heap)
    seen: set[tuple[object, ...]] = set()
    found: dict[Laid, float] = {}
    most = _MOST_COST
    while heap:
        cost, _, _, state = heapq.heappop(heap)
        if cost > most:
            break
        laid = _laid_out(state, sheet)
        key = (state.at, state.heights, state.order, tuple(sheet.amount(n) for n in laid))
        if key in seen:
            continue
        seen.add(key)
        if min(state.heights) == sheet.rows and (sheet.is_last or state.at == len(sheet.amounts)):
            found.setdefault(laid, cost)
            most = min(most, cost + _SLACK)
        for following in _steps(state, sheet):
            bound = _at_least(following, sheet)
            if bound <= most:
                heapq.heappush(heap, (bound, -following.at, next(number), following))
        if next(number) > _MOST_STEPS or len(found) > _MOST_TABLES:
            return []
    return [(cost, laid) for laid, cost in found.items()]


def _beginnings(sheet: Sheet) -> Iterator[_State]:
    """Nothing laid out yet, in each order in which columns may be printed."""
    last = sheet.width - 1
    empty = (0,) * sheet.width, (0,) * sheet.rows
    yield _State(0.0, 0, tuple(range(sheet.width)), *empty)
    for spot in range(1, last):
        yield _State(_EARLY_TOTAL, 0, (*range(spot), last, *range(spot, last)), *empty)


def _laid_out(state: _State, sheet: Sheet) -> Laid:
    cells = [-1] * (sheet.rows * sheet.width)
    for tile in state.tiles:
        for number, (row, column) in enumerate(tile.spots(), tile.at):
            cells[row * sheet.width + state.order[column]] = number
    return tuple(cells)


def _at_least(state: _State, sheet: Sheet) -> float:
    """The least that a table costs which goes on from here: columns that end on different levels
    are filled by different tiles."""
    levels = {height for height in state.heights if height < sheet.rows}
    return state.cost + _TILE * len(levels)


def _steps(state: _State, sheet: Sheet) -> Iterator[_State]:
    for tile in _tiles(state, sheet):
        following = _with_tile(state, tile, sheet)
        if following is not None:
            yield following
    if state.at in sheet.seams or not state.at:
        spare = sheet.spare - state.at + sum(state.heights)
        for at in range(state.at + 1, state.at + min(spare, STRANGERS) + 1):
            if at in sheet.seams or at == len(sheet.amounts):
                yield replace(state, cost=state.cost + _SKIPPED, at=at)


def _tiles(state: _State, sheet: Sheet) -> Iterator[_Tile]:
    """The tiles that may come next: their cells have none free above them or left of them."""
    for left, top in enumerate(state.heights):
        stop = state.heights[left - 1] if left else sheet.rows
        beside = range(left, sheet.width)
        alike = [*takewhile(lambda column: state.heights[column] == top, beside)]  # noqa: B023
        for bottom in range(top + 1, stop + 1):
            for right in (column + 1 for column in alike):
                tile = _Tile(state.at, top, bottom, left, right, down=True)
                if tile.at + tile.size > len(sheet.amounts):
                    break
                yield tile
                if bottom > top + 1 and right > left + 1:
                    yield replace(tile, down=False)


def _with_tile(state: _State, tile: _Tile, sheet: Sheet) -> _State | None:
    """The table with one more tile; None where that cannot be."""
    stop, run = tile.at + tile.size, tile.run
    inside = range(tile.at + 1, stop)
    if tile.down and any((n - tile.at) % run for n in sheet.turns if n in inside):
        return None
    if any(not tile.down or (n - tile.at) % run == 0 for n in sheet.falls if n in inside):
        return None
    sums = list(state.sums)
    for number, (row, column) in enumerate(tile.spots(), tile.at):
        is_total = state.order[column] == sheet.width - 1
        sums[row] += -sheet.amounts[number] if is_total else sheet.amounts[number]
    if tile.right == sheet.width and any(sums[tile.top : tile.bottom]):
        return None
    heights = list(state.heights)
    heights[tile.left : tile.right] = [tile.bottom] * (tile.right - tile.left)
    cost = _TILE + _NO_SEAM * (tile.at not in sheet.seams and tile.at > 0)
    if tile.left or not tile.down:
        within = sum(n in sheet.seams for n in inside if (n - tile.at) % run)
        cost += _WORDS_WITHIN * within
    return _State(
        state.cost + cost, stop, state.order, tuple(heights), tuple(sums), (*state.tiles, tile)
    )
