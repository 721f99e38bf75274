"""Application tables that were turned: the applicants down the side, the results along the top.

Such a table is turned back, so that everything else need know one way of printing it only.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.extraction.labels import bare

if TYPE_CHECKING:
    from core.document import Grid, Slot

_APPLICANTS: Final = frozenset(("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构"))
_LAST: Final = frozenset(("其他", "其它", "总计", "合计"))
_FEW: Final = 4
_BROAD: Final = 18
"""Columns of a turned table at least: as many rows has the form's, a few of them lost."""
_CELLS: Final = 3


def upright(grid: Grid) -> list[Grid]:
    """The grid with its turned application table turned back, as up to three from top to bottom;
    as it is where it has none.
    """
    named = [s for s in grid.slots if bare(s.text) in _APPLICANTS]
    columns = Counter(slot.column for slot in named)
    column, count = max(columns.items(), key=lambda pair: pair[1], default=(0, 0))
    rows = {slot.row for slot in named if slot.column == column}
    if count < _FEW or len(rows) < _FEW or grid.columns < _BROAD:
        return [grid]
    printed = Counter(slot.row for slot in grid.slots if bare(slot.text))
    top, bottom = min(rows), max(rows) + 1
    while top > 0 and printed[top - 1] >= _CELLS:
        top -= 1
    last = {s.row for s in grid.slots if s.column == column and bare(s.text) in _LAST}
    while bottom < grid.rows and (printed[bottom] >= _CELLS or bottom in last):
        bottom += 1
    parts = [
        _cut(grid, 0, top),
        _turned(_cut(grid, top, bottom), top),
        _cut(grid, bottom, grid.rows),
    ]
    return [part for part in parts if part.slots]


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
