"""Rows that local forms add in text, or behind a table: found by where they stand, kept as printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from core.extraction.lines import Field, Line
from core.extraction.rows import RowReading

_REACH: Final = 4
"""Lines behind the last row of the form; labels may be wrapped over some of them."""


def rows_behind(lines: Sequence[Line], count: int) -> Iterator[RowReading]:
    """The rows among the lines behind a table of ``count`` columns that are as wide as its own.

    Text may print each cell on a line of its own. A line with other figures ends the search, and so
    does a heading that takes the whole line.
    """
    for number, line in enumerate(lines[:_REACH]):
        labels, figures = _parts(line)
        if labels and not figures and line.kind == "plain":
            figures = _one_a_line(lines[number + 1 :])
        if labels and len(figures) in (count, count + 1):
            yield _row(line, labels, figures)
        elif figures or any(len(f.text) > 1 and f.text[1] == "、" for f in labels):
            return


def _one_a_line(lines: Iterable[Line]) -> list[Field]:
    """The figures that stand alone on the first lines, before any words."""
    alone = takewhile(lambda line: len(line.fields) == 1 and line.fields[0].is_figure, lines)
    return [line.fields[0] for line in alone]


def rows_between(lines: Sequence[Line], matched: Iterable[RowReading]) -> Iterator[RowReading]:
    """The rows of text right below a matched one that print as many figures and a name of their
    own."""
    own = {id(row.line): len(row.figures) for row in matched}
    width = 0
    for line in lines:
        if id(line) in own:
            width = own[id(line)]
            continue
        labels, figures = _parts(line)
        if width and line.kind != "grid" and labels and len(figures) == width:
            yield _row(line, labels, figures)
        else:
            width = 0


def _parts(line: Line) -> tuple[list[Field], list[Field]]:
    """The names of a line and its figures; neither where figures stand before a name."""
    labels = [f for f in line.fields if f.is_label and not f.carried]
    figures = [f for f in line.fields if f.is_figure]
    if labels and figures and figures[0].start < labels[-1].start:
        return [], figures
    return labels, figures


def _row(line: Line, labels: Sequence[Field], figures: Sequence[Field]) -> RowReading:
    return RowReading(labels[-1].text, "", tuple(figures), line.kind != "plain", line)
