"""Rows of a grid in which a figure stands over the label (H-12), by the rows around them.

Such a row has one figure more than there are columns. That its neighbours leave the place of the
first one to their labels tells that it is none of the row's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.extraction.lines import Field
from core.extraction.rows import Extent, RowReading, extent

_MOST: Final = 0.5
"""Rows with a figure over their label are fewer than this share of those with a label there."""

_Columns = tuple[Extent, ...]


def with_figures_over_labels_apart(rows: Sequence[RowReading], count: int) -> list[RowReading]:
    """The rows, those with a figure in the place of their label under the columns of the others."""
    by_grid: defaultdict[int | None, list[RowReading]] = defaultdict(list)
    for row in rows:
        by_grid[row.line.grid].append(row)
    apart: dict[int, RowReading] = {}
    for grid, own in by_grid.items():
        columns = _usual_columns(own, count)
        if grid is None or columns is None:
            continue
        beside = sum(_columns_of(row, count) == columns for row in own)
        over = {id(row): read for row in own if (read := _without_first(row, columns))}
        if len(over) < _MOST * beside:
            apart |= over
    return [apart.get(id(row), row) for row in rows]


def _usual_columns(rows: Sequence[RowReading], count: int) -> _Columns | None:
    found = Counter(columns for row in rows if (columns := _columns_of(row, count)))
    return found.most_common(1)[0][0] if found else None


def _columns_of(row: RowReading, count: int) -> _Columns | None:
    """Where the fields of a row stand that has a label, and one field for each column."""
    fields = [field for field in row.mapped or () if field is not None]
    return tuple(map(extent, fields)) if row.label and len(fields) == count else None


def _without_first(row: RowReading, columns: _Columns) -> RowReading | None:
    """The row under these columns when the figure that is left over stands right before them."""
    if row.mapped is not None:
        return None
    own: dict[Extent, Field] = {extent(field): field for field in row.fields}
    mapped = tuple(own[column] for column in columns if column in own)
    others = [f for f in row.fields if f not in mapped and not f.is_blank]
    if len(mapped) < len(columns) or len(others) != 1 or extent(others[0])[1] > columns[0][0]:
        return None
    return replace(row, label="", mapped=mapped)
