"""Application tables whose columns stand in another order than the form's, put into that order."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from core.catalogue import load_catalogue
from core.extraction.labels import bare
from core.geometry import PageBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.document import Grid, Slot

_FIRST_ROW: Final = "本年新收政府信息公开申请"
_LAST_ROW: Final = "结转下"
_HEADINGS: Final = 4
"""Rows of headings above the first row of figures at most."""


def rearranged(grid: Grid) -> Grid:
    """The grid with the columns of the applicants in the form's order; as it is where its headings
    do not name each of them once, side by side, and where a merged cell would be torn.

    On a page a cell stands where it is drawn, so that nothing is moved there.
    """
    first = next((s.row for s in grid.slots if _FIRST_ROW in bare(s.text)), None)
    if first is None or isinstance(grid.slots[0].place, PageBox):
        return grid
    moved = _moves([s for s in grid.slots if first - _HEADINGS <= s.row < first])
    if not moved:
        return grid
    last = max((s.row for s in grid.slots if _LAST_ROW in bare(s.text)), default=grid.rows - 1)
    slots: list[Slot] = []
    for slot in grid.slots:
        if not first - _HEADINGS <= slot.row <= last:
            slots.append(slot)
            continue
        columns = {moved.get(slot.column + n, slot.column + n) for n in range(slot.column_span)}
        if max(columns) - min(columns) >= slot.column_span:
            return grid
        slots.append(replace(slot, column=min(columns)))
    return replace(grid, slots=tuple(sorted(slots, key=lambda s: (s.row, s.column))))


def _moves(headings: list[Slot]) -> Mapping[int, int]:
    """From each column that stands elsewhere in the form to its place; none if that is not clear."""
    names = _names()
    named = [
        (slot.column, number)
        for slot in headings
        for number, words in enumerate(names)
        if slot.column_span == 1 and bare(slot.text) in words
    ]
    found, order = [column for column, _ in named], {number for _, number in named}
    if len(named) != len(order) or len(order) != len(names):
        return {}
    left = min(found)
    if sorted(found) != list(range(left, left + len(names))):
        return {}
    return {column: left + number for column, number in named if column != left + number}


@cache
def _names() -> tuple[frozenset[str], ...]:
    """What each column of the applicants is called, in the order of the form."""
    columns = load_catalogue().all_columns_of("requests").values()
    return tuple(frozenset(map(bare, (column.label, *column.aliases))) for column in columns)
