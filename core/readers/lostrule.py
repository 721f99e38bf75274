"""A row without the rule above it: the first row of figures below headings, as some programs lose
it where a table goes on after a page break. Without the rule, headings and figures are one cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.readers.ruling import RuledCell, RuledTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.readers.ink import Glyph

_FEWEST: Final = 3
"""Cells in which a figure stands below words, from which a rule counts as lost."""
_MOST: Final = 0.6
"""The share of the cells that end there, which these must be."""
_SAME_LINE: Final = 3.0


def with_lost_rule(
    table: RuledTable, content: Mapping[RuledCell, Sequence[Glyph]]
) -> RuledTable | None:
    """The table with the first lost rule drawn; None when none is lost."""
    for row in range(1, len(table.ys)):
        ending = [c for c in table.cells if c.row + c.row_span == row and content[c]]
        parts = [(cell, both) for cell in ending if (both := _words_over_figure(content[cell]))]
        if len(parts) < _FEWEST or len(parts) < _MOST * len(ending):
            continue
        figures = [figure for _, (_, figure) in parts]
        if max(figures) - min(figures) <= _SAME_LINE:
            cut = max(words for _, (words, _) in parts)
            return _cut(table, row, cut)
    return None


def _words_over_figure(glyphs: Sequence[Glyph]) -> tuple[float, float] | None:
    """Where the words of a cell end and the middle of the figure below; None for other cells."""
    printed = [glyph for glyph in glyphs if glyph.text != " "]
    figure = [glyph for glyph in printed if glyph.text.isdecimal()]
    words = [glyph.bottom for glyph in printed if glyph.text.isalpha()]
    if not figure or not words or len({round(g.middle[1]) for g in figure}) > 1:
        return None
    middle = figure[0].middle[1]
    return (max(words), middle) if max(words) < middle else None


def _cut(table: RuledTable, row: int, at: float) -> RuledTable:
    """The table with a rule at a height within the cells that end before ``row``."""
    cells: list[RuledCell] = []
    for cell in table.cells:
        end = cell.row + cell.row_span
        if cell.row >= row:
            cells.append(replace(cell, row=cell.row + 1))
        elif end < row:
            cells.append(cell)
        elif end > row:
            cells.append(replace(cell, row_span=cell.row_span + 1))
        else:
            cells += [cell, RuledCell(row, cell.column, 1, cell.column_span)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return RuledTable(table.xs, (*table.ys[:row], at, *table.ys[row:]), tuple(cells))
