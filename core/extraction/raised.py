"""Figures of a laid out row that stand a line above the rest of it.

Where one cell of a row is set a little higher than the others, pdftotext -layout and its like give
its figure a line of its own, above its column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from core.extraction.lines import Field, Line, follows

_APART: Final = 2
"""Blanks between the figures of two columns at least."""


def with_raised_figures(lines: Sequence[Line]) -> list[Line]:
    """The lines; figures that stand alone above the row into which they fit are on its line."""
    made: list[Line] = []
    for line in lines:
        before, above = (made[-2] if len(made) > 1 else None), (made[-1] if made else None)
        if above is None or not _is_raised(above, line) or _is_lowered(above, before):
            made.append(line)
        else:
            made[-1] = replace(line, fields=_side_by_side(above, line))
    return made


def _is_raised(above: Line, line: Line) -> bool:
    """Whether a line of figures fits between those of the row below it."""
    label, *figures = line.fields
    is_row = label.is_label and bool(figures) and all(f.is_figure for f in figures)
    behind = all(f.is_figure and f.start >= label.end for f in above.fields)
    return is_row and behind and follows(line, above) and _has_room(above, line)


def _is_lowered(figures: Line, before: Line | None) -> bool:
    """Whether they may as well belong to the row above them."""
    return (
        before is not None
        and before.fields[0].is_label
        and follows(figures, before)
        and _has_room(figures, before)
    )


def _has_room(figures: Line, row: Line) -> bool:
    return all(b.start - a.end >= _APART for a, b in pairwise(_side_by_side(figures, row)))


def _side_by_side(one: Line, other: Line) -> tuple[Field, ...]:
    return tuple(sorted((*one.fields, *other.fields), key=lambda field: field.start))
