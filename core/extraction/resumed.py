"""Rows of the application table that a page break cut in two, its headings perhaps printed between.

The lower half has the end of the label, or the last digits of numbers in narrow cells; read as a row
of its own it would be taken for the row, with blanks for its figures.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.extraction.labels import SURE, bare, has_numeral, label_forms, likeness
from core.extraction.repair import piece_of, sums_up
from core.extraction.rows import extent, header_extents, overlap, positional_row
from core.geometry import PageBox
from core.values import is_blank, normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.extraction.lines import Field, Line
    from core.extraction.rows import RowReading
    from core.form import ColumnSpec, RowSpec

_NOTE: Final = "勾稽关系"
_WRAPPED: Final = 2
"""Digits from which on a number may be wrapped in its cell."""
_FULL: Final = 7
"""Figures of a row of the application table that leaves nothing blank."""


def resumed(lines: Sequence[Line], header: Sequence[Line], specs: Iterable[RowSpec]) -> list[Line]:
    """The lines without headings that are printed again, and with torn rows put together.

    ``header`` are the lines above the first row.
    """
    headings = {bare(f.text) for line in header for f in line.fields if f.is_label}
    forms = tuple(form for spec in specs for form in label_forms(spec))
    kept = [line for line in lines if not _is_heading(line, headings)]
    made: list[Line] = []
    for line in kept:
        above = next((n for n in reversed(range(len(made))) if made[n].kind == "grid"), None)
        whole = None
        if above is not None and line.kind == "grid":
            whole = _joined(made[above], line, forms)
        if above is None or whole is None:
            made.append(line)
        else:
            made[above:] = [whole]
    return made


def headed_again(lines: Sequence[Line], header: Sequence[Line]) -> dict[int, list[Line]]:
    """The lines with which grids print the headings of the table again, by the grid's number."""
    headings = {bare(f.text) for line in header for f in line.fields if f.is_label}
    found: dict[int, list[Line]] = {}
    for line in lines:
        if line.grid is not None and _is_heading(line, headings):
            found.setdefault(line.grid, []).append(line)
    return found


def row_cut_off(line: Line, headings: Sequence[Line], columns: Sequence[ColumnSpec]) -> RowReading:
    """The row of a page whose headings end before the last column: what stands under those that are
    there; the other cells are not on the page."""
    for count in range(len(columns) - 1, 0, -1):
        kept = header_extents(headings, columns[:count])
        row = positional_row(line, kept, count) if kept else None
        if row is not None and row.mapped is not None:
            return replace(row, mapped=(*row.mapped, *(None for _ in columns[count:])))
    return positional_row(line, None, len(columns))


def _is_heading(line: Line, headings: set[str]) -> bool:
    """Whether a row of a grid prints headings of the table and nothing else."""
    if line.kind != "grid":
        return False
    own = [f for f in line.fields if not f.carried and not f.is_blank]
    words = [bare(f.text) for f in own if _NOTE not in bare(f.text)]
    return bool(own) and all(w in headings for w in words) and not any(f.is_figure for f in own)


def _joined(above: Line, below: Line, forms: tuple[str, ...]) -> Line | None:
    """The row of which the two lines are the halves; None where each is a row of its own."""
    pairs = _pairs(above, below)
    if pairs is None:
        return None
    end, start = _label(below), _label(above)
    both = [(a, b) for a, b in pairs if a.is_figure and b.is_figure]
    # Tables that follow each other closely on a page are one grid: there a label must tell.
    if not (_goes_on(start, end, forms) if end else both and above.grid != below.grid):
        return None
    if not both and any(a.is_figure for a, _ in pairs) and any(b.is_figure for _, b in pairs):
        return None
    texts = {id(a): b for a, b in pairs}
    fields = tuple(_whole(f, texts[id(f)]) if id(f) in texts else f for f in above.fields)
    if both and not (
        _are_wrapped(above, both) or (_adds_up(fields) and not _adds_up(above.fields))
    ):
        return None
    return replace(above, fields=fields)


def _adds_up(fields: Sequence[Field]) -> bool:
    """Whether the figures of a row are as many as its columns at least, and make their sum."""
    option = tuple(piece_of(field) for field in fields if field.is_figure)
    return len(option) >= _FULL and sums_up(option)


def _label(line: Line) -> str:
    """The row's own label: the last one before its figures."""
    own = [f for f in line.fields if not f.carried]
    first = next((n for n, f in enumerate(own) if f.is_figure), len(own))
    return next((f.text for f in reversed(own[:first]) if f.is_label), "")


def _goes_on(start: str, end: str, forms: tuple[str, ...]) -> bool:
    """Whether the one label's end is the other one, and neither is a label of the form alone.

    An end without the numeral that its start has may be one: the form's without its first words.
    """
    whole = likeness(start + end, forms)
    if has_numeral(start) and not has_numeral(end):
        return whole >= SURE > likeness(start, forms) and whole >= likeness(end, forms)
    return whole >= SURE and whole > max(likeness(start, forms), likeness(end, forms))


def _are_wrapped(above: Line, both: Sequence[tuple[Field, Field]]) -> bool:
    """Whether numbers were broken where their cells end: after as many digits each, and no number
    of the row is longer."""
    digits = [normalised(a.text) for a, _ in both]
    longest = max(len(normalised(f.text)) for f in above.fields if f.is_figure)
    rests = (normalised(b.text) for _, b in both)
    return (
        longest >= _WRAPPED
        and all(re.fullmatch(r"[\d,]+", text) and len(text) == longest for text in digits)
        and all(re.fullmatch(r"[\d,]+", text) for text in rests)
    )


def _pairs(above: Line, below: Line) -> list[tuple[Field, Field]] | None:
    """Each printed field of the lower line with the one above it; None where one has none."""
    paged = all(isinstance(line.fields[0].place, PageBox) for line in (above, below))
    right = [max(f.end for f in line.fields) for line in (above, below)]
    shift = 0 if paged else right[0] - right[1]
    pairs: list[tuple[Field, Field]] = []
    for field in below.fields:
        if field.carried or is_blank(field.text):
            continue
        low, high = extent(field)
        over = [
            (overlap((low + shift, high + shift), extent(f)), n) for n, f in enumerate(above.fields)
        ]
        size, best = max(over)
        if size <= 0 or any(above.fields[best] is a for a, _ in pairs):
            return None
        pairs.append((above.fields[best], field))
    return pairs or None


def _whole(upper: Field, lower: Field) -> Field:
    if upper.is_blank:
        return replace(upper, text=lower.text, place=lower.place)
    return replace(upper, text=f"{upper.text}\n{lower.text}")
