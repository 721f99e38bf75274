"""Tables that stand beside each other on a sheet, a blank column between them.

Two reports side by side, or the tables of one: read as one table, their columns would mix. A blank
column within a table parts its labels from its figures, or figures from figures, and parts nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from core.values import is_blank, parse_printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.readers.assembly import RawCell

_ROWS: Final = 4
"""Rows with a label and figures, from which on cells are a table of their own."""
_HEADINGS: Final = 5
"""Headings side by side, and figures, of a table with a single row of figures."""
_FEW: Final = 2


def side_by_side(cells: Sequence[RawCell]) -> list[list[RawCell]]:
    """The cells of each table from left to right; all together where there is only one.

    What stands alone in its row, such as a title over everything, stays with the first.
    """
    printed = [cell for cell in cells if not is_blank(cell.text)]
    count: defaultdict[int, int] = defaultdict(int)
    for cell in printed:
        count[cell.row] += 1
    filled = {
        column
        for cell in printed
        if count[cell.row] > 1 or cell.column_span == 1
        for column in range(cell.column, cell.column + cell.column_span)
    }
    starts = _parts(printed, sorted(filled))
    if len(starts) < _FEW:
        return [list(cells)]
    parts: list[list[RawCell]] = [[] for _ in starts]
    for cell in cells:
        number = max(n for n, start in enumerate(starts) if n == 0 or cell.column >= start)
        parts[number].append(_cut(cell, starts, number))
    return parts


def _parts(printed: Sequence[RawCell], columns: Sequence[int]) -> list[int]:
    """The first column of each table: behind a blank one, with tables on both sides."""
    starts = list(columns[:1])
    for before, column in pairwise(columns):
        if column - before > 1:
            left = [c for c in printed if starts[-1] <= c.column < column]
            right = [c for c in printed if c.column >= column]
            if _is_table(left) and _is_table(right):
                starts.append(column)
    return starts


def _is_table(cells: Iterable[RawCell]) -> bool:
    """Whether the cells are a table with labels: in rows before the figures, or as headings."""
    words: defaultdict[int, list[int]] = defaultdict(list)
    figures: defaultdict[int, list[int]] = defaultdict(list)
    for cell in cells:
        kind = words if parse_printed(cell.text, "change") is None else figures
        kind[cell.row].append(cell.column)
    labelled = sum(row in words and min(words[row]) < min(figures[row]) for row in figures)
    headed = all(
        max((len(row) for row in rows.values()), default=0) >= _HEADINGS
        for rows in (words, figures)
    )
    return 2 * labelled >= len(figures) >= _ROWS or (headed and 0 < len(figures) <= _FEW)


def _cut(cell: RawCell, starts: Sequence[int], number: int) -> RawCell:
    """The cell as far as its own table reaches."""
    if number + 1 == len(starts):
        return cell
    room = starts[number + 1] - 1 - cell.column
    return replace(cell, column_span=max(1, min(cell.column_span, room)))
