"""Rows that local forms add in text, or behind a table: found by where they stand, kept as printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice, takewhile
from typing import Final

from core.extraction.labels import SURE, bare, containment
from core.extraction.lines import Field, Line
from core.extraction.rows import RowReading
from core.form import RowSpec
from core.geometry import Place

_REACH: Final = 4
"""Lines behind the last row of the form; labels may be wrapped over some of them."""


def rows_behind(lines: Sequence[Line], count: int) -> Iterator[RowReading]:
    """The rows among the lines behind a table of ``count`` columns that are as wide as its own.

    Text may print each cell on a line of its own. A line with other figures ends the search, and so
    does a heading that takes the whole line.
    """
    for line, labels, figures in islice(_named_rows(lines), _REACH):
        if labels and len(figures) in (count, count + 1):
            yield _row(line, labels, figures)
        elif figures or any(len(f.text) > 1 and f.text[1] == "、" for f in labels):
            return


def rows_left_out(
    lines: Sequence[Line], known: Sequence[RowSpec], taken: Set[Place], count: int
) -> Iterator[RowReading]:
    """The rows of text within a table that print a figure for each of ``count`` columns, none of
    them at a place ``taken``, behind a name that is none of the ``known`` rows'."""
    for line, labels, figures in _named_rows(lines):
        is_whole = line.kind == "plain" and labels and len(figures) == count
        if not is_whole or any(f.place in taken for f in figures):
            continue
        name = "".join(f.text for f in labels)
        if not any(_names(name, spec.label) for spec in known):
            yield _row(line, labels, figures)


def _names(name: str, label: str) -> bool:
    """Whether a name is the label of a row of the form, or a piece of it."""
    return bare(name) in bare(label) or containment(name, (label,)) >= SURE


def _named_rows(lines: Sequence[Line]) -> Iterator[tuple[Line, list[Field], list[Field]]]:
    """Each line with its names and its figures, which text may print below it, one a line."""
    number = 0
    while number < len(lines):
        line = lines[number]
        labels, figures = _parts(line)
        number += 1
        if labels and not figures and line.kind == "plain":
            figures = _one_a_line(lines[number:])
            number += len(figures)
        yield line, labels, figures


def _one_a_line(lines: Iterable[Line]) -> list[Field]:
    """The figures that stand alone on the first lines, before any words."""
    alone = takewhile(lambda line: len(line.fields) == 1 and line.fields[0].is_figure, lines)
    return [line.fields[0] for line in alone]


def rows_between(lines: Sequence[Line], matched: Iterable[RowReading]) -> Iterator[RowReading]:
    """The rows of text right below a matched one that print as many figures and a name of their
    own."""
    widths = {row.figures[0].place: len(row.figures) for row in matched if row.figures}
    width = 0
    for line, labels, figures in _named_rows(lines):
        own = widths.get(figures[0].place) if figures else None
        if own is None and width and line.kind != "grid" and labels and len(figures) == width:
            yield _row(line, labels, figures)
        else:
            width = own or 0


def _parts(line: Line) -> tuple[list[Field], list[Field]]:
    """The names of a line and its figures; neither where figures stand before a name."""
    labels = [f for f in line.fields if f.is_label and not f.carried]
    figures = [f for f in line.fields if f.is_figure]
    if labels and figures and figures[0].start < labels[-1].start:
        return [], figures
    return labels, figures


def _row(line: Line, labels: Sequence[Field], figures: Sequence[Field]) -> RowReading:
    return RowReading(labels[-1].text, "", tuple(figures), line.kind != "plain", line)
