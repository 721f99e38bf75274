"""The columns in which the figures of several lines stand, and what is no figure beside them.

Columns may stand so close that figures of neighbouring ones touch, on different lines or even on
one. Lines that print both with a gap between tell where one column ends and the next begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from core.readers.wordlines import APART, UNIT, Piece, Row, merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.readers.wordlines import Extent

_ONE_COLUMN: Final = 0.3
"""Figures nearer to each other than this, by the height of the lines, are in one column."""
_DIGITS: Final = re.compile(r"[\d０-９]{2,}")
_BETWEEN_DIGITS: Final = 0.35
"""How far the end of a column may be from the gap between two digits, by the width of one."""
_OTHERS: Final = 2
"""Other figures on the line of one that goes over two columns."""
_PART: Final = re.compile(r"增加?|减少?|上升|下降|[+＋−]|万元|亿元|元|[件个项条宗次]")
_WITH_PART: Final = 1.5
"""A sign stands nearer to its figure than this, by the height of the line, and so does a unit."""


def extents_of(rows: Sequence[Row]) -> list[Extent]:
    """What the figures of the lines cover, those of one column put together."""
    height = median(row.height for row in rows)
    extents = [extent for row in rows for extent in _whole(row)]
    return merged(extents, _ONE_COLUMN * height)


def _whole(row: Row) -> list[Extent]:
    """What each figure of a line covers, with the sign before it and the unit behind it."""
    extents: list[Extent] = []
    before: Piece | None = None
    for piece in row.figures:
        near = before is not None and piece.x0 - before.x1 < _WITH_PART * row.height
        if before is not None and near and (_is_sign(before) or UNIT.fullmatch(piece.text)):
            extents[-1] = (extents[-1][0], piece.x1)
        else:
            extents.append((piece.x0, piece.x1))
        before = piece
    return extents


def _is_sign(piece: Piece) -> bool:
    return _PART.fullmatch(piece.text) is not None and not UNIT.fullmatch(piece.text)


def columns_of(rows: Sequence[Row]) -> tuple[list[Row], list[Extent]] | None:
    """The columns of the lines' figures, and the lines with words cut that hold figures of two.

    None where a line has two figures, a wide gap between, in one column.
    """
    columns = extents_of(rows)
    if not any(_share(row, columns) for row in rows):
        return list(rows), columns
    cuts = _cuts(rows)
    rows = [_cut(row, cuts) for row in rows]
    columns = [column for own in _between(rows, cuts) for column in own]
    return None if any(_share(row, columns) for row in rows) else (rows, columns)


def _share(row: Row, columns: Sequence[Extent]) -> bool:
    """Whether two figures of the row, a wide gap between, stand in one column."""
    return any(
        b[0] - a[1] >= APART * row.height
        and any(low <= sum(a) / 2 <= high and low <= sum(b) / 2 <= high for low, high in columns)
        for a, b in pairwise(_whole(row))
    )


def _cuts(rows: Sequence[Row]) -> list[float]:
    """The fewest places between columns that part all figures with a wide gap between."""
    gaps = sorted(
        (b[0], a[1])
        for row in rows
        for a, b in pairwise(_whole(row))
        if b[0] - a[1] >= APART * row.height
    )
    cuts: list[tuple[float, float]] = []
    for right, left in gaps:
        if cuts and left < cuts[-1][1]:
            cuts[-1] = (max(left, cuts[-1][0]), cuts[-1][1])
        else:
            cuts.append((left, right))
    return [(left + right) / 2 for left, right in cuts]


def _cut(row: Row, cuts: Sequence[float]) -> Row:
    """The line with figures cut that go over the end of a column; the parts keep their place."""
    if len(row.figures) <= _OTHERS:
        return row
    pieces = [part for piece in row.figures for part in _parts(piece, cuts)]
    if len(pieces) == len(row.figures):
        return row
    return replace(row, pieces=(*row.pieces[: row.first], *pieces), begins=row.first)


def _parts(piece: Piece, cuts: Sequence[float]) -> Iterator[Piece]:
    if _DIGITS.fullmatch(piece.text):
        width = (piece.x1 - piece.x0) / len(piece.text)
        for cut in cuts:
            at = (cut - piece.x0) / width
            count = round(at)
            if 0 < count < len(piece.text) and abs(at - count) < _BETWEEN_DIGITS:
                middle = piece.x0 + count * width
                yield replace(piece, text=piece.text[:count], x1=middle)
                piece = replace(piece, text=piece.text[count:], x0=middle)
                yield from _parts(piece, [other for other in cuts if other > cut])
                return
    yield piece


def _between(rows: Sequence[Row], cuts: Sequence[float]) -> Iterator[list[Extent]]:
    """What the figures cover between one place and the next, at most as far as these."""
    height = median(row.height for row in rows)
    own: dict[int, list[Extent]] = defaultdict(list)
    for row in rows:
        for piece in row.figures:
            number = bisect_right(cuts, piece.centre)
            low = max(piece.x0, cuts[number - 1]) if number else piece.x0
            high = min(piece.x1, cuts[number]) if number < len(cuts) else piece.x1
            own[number].append((low, high))
    return (merged(own[number], _ONE_COLUMN * height) for number in sorted(own))


def fits(row: Row, columns: Sequence[Extent]) -> bool:
    """Whether each figure of the line stands in a column of its own."""
    numbers = [
        [n for n, (low, high) in enumerate(columns) if low < piece.x1 and piece.x0 < high]
        for piece in row.figures
    ]
    own = {found[0] for found in numbers if len(found) == 1}
    return bool(numbers) and len(own) == len(numbers)


def close_behind(row: Row, columns: Sequence[Extent]) -> Row | None:
    """The row with the first figure, too, that its label leaves hardly a gap before, where this
    stands in the first of the columns; None when it has none."""
    first = row.pieces[row.tail] if 0 < row.tail < len(row.pieces) else None
    if first is None or not columns[0][0] <= first.centre <= columns[0][1]:
        return None
    return replace(row, begins=row.tail)


def behind_labels(row: Row, left: float) -> Row:
    """The row without figures where labels stand: a digit or a mark in the place of a label, the
    character 无 of one that is set from the top down."""
    size = len(row.pieces)
    begins = next((n for n in range(row.first, size) if row.pieces[n].x1 > left), size)
    return row if begins == row.first else replace(row, begins=begins)


def is_part(row: Row) -> bool:
    """Whether the line has no figures but units or signs, as a label may end with such a character
    alone on its last line."""
    return all(_PART.fullmatch(piece.text) for piece in row.figures)
