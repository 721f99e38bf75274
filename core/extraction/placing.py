"""Rows of plain text whose layout tells the columns: from places on the page to readings.

Where the text alone leaves several mappings of places to columns, the sums choose among them, and
where these do not decide, the columns that the other pages use and the distances between figures. All
of these are conclusions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, product
from math import prod
from typing import Final

from core.extraction.glued import is_glued
from core.extraction.layout import (
    COLUMN_GAP,
    SAME_COLUMN,
    Frame,
    centre_of,
    frames,
    heading_centres,
    is_laid_out,
    nearest_columns,
    page_of,
    with_blanks,
)
from core.extraction.lines import Line
from core.extraction.repair import Option, Piece, Relation, number, piece_of, sums_up
from core.extraction.rows import RowReading
from core.extraction.spacing import Choice, most_even
from core.form import ColumnSpec

_MOST: Final = 1300
"""Combinations of mappings that are tried."""

_Mapping = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """The readings of a row: under every mapping the text allows, and under those chosen."""

    allowed: list[Option]
    chosen: list[Option]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by the places in which its figures stand."""

    page: int
    places: dict[int, Piece]
    blank: Piece

    def under(self, mapping: _Mapping, width: int) -> Option:
        """The row's reading when the places are these columns."""
        pieces = [self.blank] * width
        for place, piece in self.places.items():
            pieces[mapping[place]] = piece
        return tuple(pieces)


def place_by_layout(
    rows: dict[str, RowReading],
    header: Sequence[Line],
    columns: Sequence[ColumnSpec],
    known: dict[str, list[Option]],
    relations: Sequence[Relation],
) -> dict[str, Laid]:
    """The readings of the rows that lost blanks, by where their figures stand.

    ``known`` are the readings of all rows as far as their text tells without places.
    """
    width = len(columns)
    rows = {code: row for code, row in rows.items() if not is_glued(row.fields, width)}
    usual = [(r.line, r.fields) for r in rows.values() if 0 < len(r.fields) <= width]
    found = frames(usual, header, columns)
    spots = {code: spot for code, row in rows.items() if (spot := _spot(row, found)) is not None}
    own = {
        page: frame for page, frame in found.items() if any(s.page == page for s in spots.values())
    }
    choices = _choices(own, spots, width)
    if not choices:
        return {}
    left = _left_by_sums(choices, spots, known, relations, width)
    left = most_even(left, {page: frame.places for page, frame in own.items()})
    laid: dict[str, Laid] = {}
    for code, spot in spots.items():
        if len(rows[code].fields) == width:
            continue
        allowed = [spot.under(m, width) for m in own[spot.page].mappings]
        chosen = [spot.under(choice[spot.page], width) for choice in left]
        laid[code] = Laid(allowed, list(dict.fromkeys(chosen)))
    return laid


def _spot(row: RowReading, found: dict[int, Frame]) -> _Row | None:
    """The row by places; None when it prints nothing or a figure stands elsewhere."""
    frame = found.get(page_of(row.line))
    if frame is None or not row.fields:
        return None
    places: dict[int, Piece] = {}
    for field in row.fields:
        place = frame.place_of(field, row.line)
        if place is None or place in places:
            return None
        places[place] = piece_of(field)
    return _Row(frame.page, places, Piece(None, "", row.fields[-1].place))


def _choices(found: dict[int, Frame], rows: dict[str, _Row], width: int) -> list[Choice]:
    """The combinations of mappings under which the most rows add up; none when there are too many."""
    each: list[list[tuple[int, _Mapping]]] = []
    for page, frame in found.items():
        own = [row for row in rows.values() if row.page == page]
        fits = [sum(sums_up(row.under(m, width)) for row in own) for m in frame.mappings]
        each.append(
            [(page, m) for m, fit in zip(frame.mappings, fits, strict=True) if fit == max(fits)]
        )
    if not each or prod(map(len, each)) > _MOST:
        return []
    return [dict(pairs) for pairs in product(*each)]


def _left_by_sums(
    choices: Sequence[Choice],
    rows: dict[str, _Row],
    known: dict[str, list[Option]],
    relations: Sequence[Relation],
    width: int,
) -> list[Choice]:
    """The combinations that satisfy the most sums over rows, then those that agree over pages, then
    those that have totals: a row that prints anything prints what it comes to."""
    if len(choices) == 1:
        return list(choices)
    best = _with_most(choices, lambda c: _satisfied(c, rows, known, relations, width))
    agreeing = _with_most(best, lambda c: len(set[int].intersection(*map(set, c.values()))))
    return _with_most(agreeing, lambda c: sum(width - 1 in m for m in c.values()))


def _with_most(choices: Sequence[Choice], amount: Callable[[Choice], int]) -> list[Choice]:
    amounts = [amount(choice) for choice in choices]
    return [c for c, size in zip(choices, amounts, strict=True) if size == max(amounts)]


def _satisfied(
    choice: Choice,
    rows: dict[str, _Row],
    known: dict[str, list[Option]],
    relations: Sequence[Relation],
    width: int,
) -> int:
    read = {code: made[0] for code, made in known.items() if len(made) == 1}
    read |= {code: row.under(choice[row.page], width) for code, row in rows.items()}
    count = 0
    for left, right in relations:
        for column in range(width):
            count += _sum(read, left, column) == _sum(read, right, column)
    return count


def _sum(read: dict[str, Option], codes: Iterable[str], column: int) -> Decimal:
    return sum((number(read[c][column].value) for c in codes if c in read), Decimal(0))


def settle_layout(
    rows: Sequence[RowReading], header: Sequence[Line], columns: Sequence[ColumnSpec]
) -> list[RowReading]:
    """Map plain rows that lost their blanks by the columns in which figures stand.

    Only a page, or a text laid out like one (pdftotext -layout), has such columns: where at least
    two full rows agree, or where all headings stand apart. Other rows stay as they are.
    """
    open_rows = [r for r in rows if not r.positional and 0 < len(r.fields) < len(columns)]
    if not open_rows:
        return list(rows)
    middle = _full_row_centres(rows, len(columns))
    if middle is None and is_laid_out([r.line for r in rows]):
        middle = heading_centres(header, columns)
    if middle is None:
        return list(rows)
    return [
        _by_centres(r, middle) if not r.positional and 0 < len(r.fields) < len(columns) else r
        for r in rows
    ]


def _full_row_centres(rows: Sequence[RowReading], count: int) -> list[float] | None:
    full = [r for r in rows if not r.positional and len(r.fields) == count]
    columns = zip(*(r.fields for r in full), strict=True)
    centres = [sorted(centre_of(f) for f in column) for column in columns]
    if len(full) < 2 or any(c[-1] - c[0] > SAME_COLUMN for c in centres):
        return None
    return _spaced([c[len(c) // 2] for c in centres])


def _spaced(middle: list[float]) -> list[float] | None:
    return middle if min(b - a for a, b in pairwise(middle)) >= COLUMN_GAP else None


def _by_centres(row: RowReading, middle: Sequence[float]) -> RowReading:
    mapped = nearest_columns(row.fields, middle)
    return (
        row
        if mapped is None
        else replace(row, mapped=with_blanks(mapped, row.line), by_position=True)
    )
