"""Tables that were turned: the applicants or the outcomes of reviews down the side.

Such a table is turned back, so that everything else need know one way of printing it only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.extraction.labels import bare
from core.values import is_blank

if TYPE_CHECKING:
    from core.document import Grid, Slot

_APPLICANTS: Final = frozenset(("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构"))
_OUTCOMES: Final = frozenset(("结果维持", "结果纠正", "其他结果", "其它结果", "尚未审结"))
_MOST_OUTCOMES: Final = 10
"""Of the four outcomes of each of three blocks, a few of them damaged."""
_LAST: Final = frozenset(("其他", "其它", "总计", "合计"))
_FEW: Final = 4
_BROAD: Final = 18
"""Columns of a turned table at least: as many rows has the form's, a few of them lost."""
_CELLS: Final = 3


def upright(grid: Grid) -> list[Grid]:
    """The grid with its turned table turned back, as up to three from top to bottom; as it is where
    it has none.
    """
    rows = _rows_of_applicants(grid) or _rows_of_outcomes(grid)
    if rows is None:
        return [grid]
    top, bottom = rows
    parts = [
        _cut(grid, 0, top),
        _turned(_cut(grid, top, bottom), top),
        _cut(grid, bottom, grid.rows),
    ]
    return [part for part in parts if part.slots]


def _rows_of_applicants(grid: Grid) -> tuple[int, int] | None:
    """The rows (half open) of an application table with the applicants down the side."""
    if grid.columns < _BROAD:
        return None
    column, rows = _crowded_column(grid, _APPLICANTS)
    if len(rows) < _FEW:
        return None
    printed = Counter(slot.row for slot in grid.slots if not is_blank(slot.text))
    top, bottom = min(rows), max(rows) + 1
    while top > 0 and printed[top - 1] >= _CELLS:
        top -= 1
    last = {s.row for s in grid.slots if s.column == column and bare(s.text) in _LAST}
    while bottom < grid.rows and (printed[bottom] >= _CELLS or bottom in last):
        bottom += 1
    return top, bottom


def _rows_of_outcomes(grid: Grid) -> tuple[int, int] | None:
    """The rows (half open) of a review table with one outcome a row, blocks below each other."""
    column, rows = _crowded_column(grid, _OUTCOMES)
    if len(rows) < _MOST_OUTCOMES:
        return None
    last = {s.row for s in grid.slots if s.column == column and bare(s.text) in _LAST}
    bottom = max(rows) + 1
    return min(rows), bottom + (bottom in last)


def _crowded_column(grid: Grid, words: frozenset[str]) -> tuple[int, set[int]]:
    """The column with most of the words, and the rows in which it has them."""
    rows: dict[int, set[int]] = defaultdict(set)
    for slot in grid.slots:
        if bare(slot.text) in words:
            rows[slot.column].add(slot.row)
    return max(rows.items(), key=lambda pair: len(pair[1]), default=(0, set[int]()))


def _cut(grid: Grid, top: int, bottom: int) -> Grid:
    return replace(grid, slots=tuple(s for s in grid.slots if top <= s.row < bottom))


def _turned(grid: Grid, top: int) -> Grid:
    slots = sorted((_turned_slot(s, top) for s in grid.slots), key=lambda s: (s.row, s.column))
    return replace(grid, rows=grid.columns, columns=grid.rows, slots=tuple(slots))


def _turned_slot(slot: Slot, top: int) -> Slot:
    return replace(
        slot,
        row=slot.column,
        column=slot.row - top,
        row_span=slot.column_span,
        column_span=slot.row_span,
    )
