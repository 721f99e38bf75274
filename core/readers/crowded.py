"""Tables whose rules part rows or columns only, so that many of their figures share cells."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from core.readers.ink import lines_of_glyphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.readers.frame import Box
    from core.readers.ink import Glyph
    from core.readers.typed import RowsApart

_APART: Final = 0.6
_CROWD: Final = 4
_CROWDED: Final = 0.25
"""From this share of its figures, but at least so many, that share cells, a grid is none."""
_TYPED: Final = 12
"""Figures of which nothing tells the row that an author may have typed into the cells of a table."""
_PADDING: Final = 12.0
"""The most room, in points, that a cell leaves beside a line which fills it."""


def is_crowded(apart: RowsApart) -> bool:
    """Whether many figures of a table share a cell, but for those that an author typed there."""
    counts = {
        cell: _runs([g for g in own if g.text.isdecimal()], apart.table.edges(cell))
        for cell, own in apart.content.items()
    }
    typed = sum(counts[cell] for cell in apart.unclear)
    others = sum(counts.values()) - typed
    if typed > max(others, _TYPED):
        # An author types some rows into one, not most of a table.
        return True
    crowded = sum(n for cell, n in counts.items() if n > 1 and cell not in apart.unclear)
    return crowded >= _CROWD and crowded > _CROWDED * others


def _runs(digits: Sequence[Glyph], edges: Box) -> int:
    """How many numbers the digits of a cell make: runs that stand apart, on each line.

    A line that goes on with a number which the line above has no room for is none of its own.
    """
    lines = lines_of_glyphs(digits)
    count = sum(
        1 + sum(b.x0 - a.x1 > _APART * (a.bottom - a.top) for a, b in pairwise(line))
        for line in lines
    )
    return count - sum(_is_full(line, edges) for line in lines[:-1])


def _is_full(line: Sequence[Glyph], edges: Box) -> bool:
    """Whether a line of several digits leaves no room for another beside it in its cell."""
    wide = line[-1].x1 - line[0].x0 + (line[0].x1 - line[0].x0)
    return len(line) > 1 and wide > edges[2] - edges[0] - _PADDING
