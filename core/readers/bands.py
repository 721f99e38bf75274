"""Where a page prints a table without drawing a full grid: bands of lines with figures in columns.

A row of such a table is a line that ends in figures; lines that belong to the same table have theirs
under each other. The lines above with words in the same columns are the headings. Prose, headings
of sections and lines whose figures stand elsewhere end a band.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from core.readers.columns import behind_labels, close_behind, columns_of, extents_of, fits, is_part
from core.readers.wordlines import HALF_LINE, Extent, Row, words_only

if TYPE_CHECKING:
    from collections.abc import Sequence

_FAR: Final = 3.0
"""Two lines of a table stand nearer than this, by the usual distance of its lines."""
_FAR_ABOVE: Final = 4.6
"""The same of headings, in heights of a line: cells may leave much room around their words."""
_LARGER: Final = 1.25
_TALL: Final = 2.5
_WIDE_LINE: Final = 0.62
"""A line without gaps broader than this share of the print is a sentence."""
_WIDE_WORD: Final = 0.45
_FEW: Final = 4
_HEADER_LINES: Final = 14
_MANY_COLUMNS: Final = 4
_CLOSELY: Final = 1.6
_FULL_ROWS: Final = 3
_FULL: Final = 0.9
_PAGE_NUMBER: Final = re.compile(r"[-—–－]\d{1,3}[-—–－]")


@dataclass(slots=True)
class Band:
    """The lines of one table: those with figures, with labels between, and the headings above.

    ``columns`` are the extents of what stands in each column of figures, from left to right. A band
    that ``goes_on`` has its headings on the page before.
    """

    rows: list[Row]
    between: list[Row] = field(default_factory=list[Row])
    header: list[Row] = field(default_factory=list[Row])
    columns: list[Extent] = field(default_factory=list[Extent])
    goes_on: bool = False

    @property
    def left(self) -> float:
        """Where the figures begin; what stands before are labels."""
        return self.columns[0][0]

    @property
    def pitch(self) -> float:
        """The usual distance of its lines."""
        lines = sorted(row.middle for row in (*self.rows, *self.between))
        steps = [b - a for a, b in pairwise(lines)]
        return median(steps) if steps else 2 * self.rows[0].height


def bands_of(rows: Sequence[Row], above: Sequence[Extent] = ()) -> list[Band]:
    """The tables of a page without full rules, top to bottom; ``rows`` are its lines in order.

    ``above`` are the columns of the table with which the page before ended.
    """
    rows = _of_usual_height(rows)
    if not rows:
        return []
    breadth = max(r.pieces[-1].x1 for r in rows) - min(r.pieces[0].x0 for r in rows)
    band = _going_on(rows, above, breadth) if above else None
    found = [band] if band else []
    last = band.rows[0].number if band else -1
    waiting: list[Row] = []
    for row in (r for r in rows if r.number > last and not _is_page_number(r)):
        extended, own = _extended(band, row, waiting) if band else (None, row)
        if extended is not None:
            band, found[-1], waiting = extended, extended, []
        elif own.figures and not is_part(own):
            _ended(band, waiting)
            band, waiting = Band([own], columns=extents_of([own])), []
            found.append(band)
        elif band is not None and _is_label(own, band, waiting, breadth):
            waiting.append(own)
        else:
            if band is not None and _heads_many(own):
                waiting = _next_to(band.rows[-1], waiting)
            band, waiting = _ended(band, waiting), []
    _ended(band, waiting)
    for number, own in enumerate(found):
        before = found[number - 1] if number else None
        taken = (
            max((r.number for r in (*before.rows, *before.between)), default=-1) if before else -1
        )
        if not own.goes_on:
            own.header, leading = _above(rows, own, taken, breadth)
            own.between = [*leading, *own.between]
    return [own for own in found if _is_table(own)]


def _going_on(rows: Sequence[Row], above: Sequence[Extent], breadth: float) -> Band | None:
    """The table of the page before, with its first figures on this one; None where it has ended.

    All that stands above these, but for a running head, are labels left of its columns.
    """
    labels: list[Row] = []
    left, most = above[0][0], sum(above[0]) / 2
    for row in (behind_labels(r, left) for r in rows):
        if row.figures and not is_part(row):
            goes_on = fits(row, above) and all(p.x1 <= most for p in row.pieces[: row.first])
            return Band([row], labels, columns=extents_of([row]), goes_on=True) if goes_on else None
        if row.pieces[-1].x1 <= most and not _is_sentence(row, breadth, most):
            labels.append(row)
        elif row.number != rows[0].number:
            return None
    return None


def _is_page_number(row: Row) -> bool:
    """Whether a line is a number between dashes, as a page may have it amid its lines."""
    return _PAGE_NUMBER.fullmatch(row.text) is not None and len(row.phrases()) == 1


def _extended(band: Band, row: Row, waiting: Sequence[Row]) -> tuple[Band | None, Row]:
    """The band with one more row, and the row as it was read; None where the row is none of it."""
    if not row.figures:
        return None, row
    close = close_behind(row, band.columns)
    behind = behind_labels(row, _labels_end(band))
    for own in (row, close, behind):
        if own is not None and own.figures and (joined := _joined(band, own, waiting)):
            return joined, own
        if own is row and (joined := _begun_further_left(band, row, waiting)):
            return joined, row
    return None, row if behind.figures and not is_part(row) else words_only(row)


def _begun_further_left(band: Band, row: Row, waiting: Sequence[Row]) -> Band | None:
    """The band with one more row, and a column in which all its rows have a figure, too, that hardly
    a gap parts from their labels; None without such."""
    first = row.figures[0]
    if first.x1 >= band.left:
        return None
    rows = [close_behind(r, [(first.x0, first.x1)]) for r in band.rows]
    found = [r for r in rows if r is not None]
    if len(found) < len(rows):
        return None
    return _joined(replace(band, rows=found, columns=extents_of(found)), row, waiting)


def _labels_end(band: Band) -> float:
    """How far to the right the labels beside its figures go."""
    ends = (piece.x1 for row in band.rows for piece in row.pieces[: row.first])
    return min(max(ends, default=float("-inf")), band.left)


def _ended(band: Band | None, waiting: Sequence[Row]) -> None:
    """Leave to a band the lines that may be the end of its last label.

    Where a band prints figures in its last columns only, headings of another stand before these.
    """
    if band is not None:
        headed = any(map(_heads_many, waiting))
        band.between.extend(_next_to(band.rows[-1], waiting) if headed else waiting)


def _heads_many(row: Row) -> bool:
    """Whether a line has so many parts that they are headings of columns."""
    return len(row.phrases()) >= _MANY_COLUMNS


def _next_to(row: Row, lines: Sequence[Row]) -> list[Row]:
    """The lines that follow a row closely, as its label does; behind them the headings of another
    table may begin."""
    steps = [b.middle - a.middle for a, b in pairwise([row, *lines])]
    far = next((n for n, step in enumerate(steps) if step > _CLOSELY * row.height), len(lines))
    return list(lines[:far])


def _of_usual_height(rows: Sequence[Row]) -> list[Row]:
    """The lines without those that run up or down the page beside the others."""
    if not rows:
        return []
    usual = median(row.height for row in rows)
    return [row for row in rows if row.height <= _TALL * usual]


def _joined(band: Band, row: Row, waiting: Sequence[Row]) -> Band | None:
    """The band with one more row; None when its figures stand in other columns."""
    apart = columns_of([*band.rows, row])
    last = max((band.rows[-1], *waiting), key=lambda r: r.middle)
    if apart is None or row.middle - last.middle > _FAR * max(band.pitch, row.height):
        return None
    rows, columns = apart
    if any(p.x1 > columns[0][0] for r in (*band.between, *waiting) for p in r.pieces):
        return None
    labels = [p.x1 for r in rows for p in r.pieces[: r.first]]
    if labels and max(labels) > columns[0][0]:
        return None
    return replace(band, rows=rows, between=[*band.between, *waiting], columns=columns)


def _is_label(row: Row, band: Band, waiting: Sequence[Row], breadth: float) -> bool:
    """Whether a line without figures stands wholly before the figures, near the rows above."""
    last = max(r.middle for r in (*band.rows, *waiting))
    near = row.middle - last <= _FAR * max(band.pitch, row.height) * 2
    usual = median(r.height for r in band.rows)
    return (
        near
        and row.pieces[-1].x1 <= band.left
        and row.height <= _LARGER * usual
        and not _is_sentence(row, breadth, band.left)
    )


def _is_sentence(row: Row, breadth: float, left: float) -> bool:
    """Whether a line runs on over most of the print, or a word of half its breadth does not end
    before the figures."""
    wide = any(p.x1 > left and p.x1 - p.x0 > _WIDE_WORD * breadth for p in row.pieces)
    whole = row.pieces[-1].x1 - row.pieces[0].x0
    runs_on = len(row.pieces) < _FEW and len(row.phrases()) == 1
    return wide or (runs_on and whole > _WIDE_LINE * breadth)


def _above(
    rows: Sequence[Row], band: Band, taken: int, breadth: float
) -> tuple[list[Row], list[Row]]:
    """The headings above the first row, and the lines of labels between them and that row."""
    first = next(n for n, row in enumerate(rows) if row.number == band.rows[0].number)
    above: list[Row] = []
    kept = labels = 0
    edge = band.rows[0]
    last = band.rows[-1].middle
    inner = [r for r in band.between if r.middle < last]
    ends = [p.x1 for r in (*band.rows, *inner) for p in r.pieces if p.x1 <= band.left]
    labels_end = max(ends, default=float("-inf"))
    for row in reversed(rows[max(0, first - _HEADER_LINES) : first]):
        apart = edge.middle - row.middle > _FAR_ABOVE * max(row.height, edge.height)
        if row.number <= taken or apart or _is_sentence(row, breadth, band.left):
            break
        if row.figures and not is_part(row):
            break
        if row.height > _LARGER * max(edge.height, band.rows[0].height):
            break
        above.append(row)
        beside = edge.middle - row.middle < HALF_LINE * edge.height
        edge = row
        if beside and labels_end == float("-inf") and row.pieces[-1].x1 <= band.left:
            # Half a line above the only figures stands the label that is wrapped around them.
            labels_end = row.pieces[-1].x1
        if row.pieces[-1].x1 > band.left or labels_end < row.phrases()[-1][0].x0:
            kept = len(above)
        elif not kept:
            labels = len(above)
    return above[labels:kept][::-1], above[:labels][::-1]


def _is_table(band: Band) -> bool:
    """Whether this is a table: several columns in several rows, or headings over the figures."""
    headed = any(len(row.phrases()) > 1 for row in band.header)
    return headed or band.goes_on or (len(band.rows) > 1 and len(band.columns) > 1)


def merged_figures(band: Band, width: int) -> list[Row]:
    """Take out the lines of a single figure that stands for a block of rows; returns them.

    In a table that leaves nothing blank otherwise, one figure among rows without any is printed in
    the middle of a cell that is merged over these rows. What stands before it is a label still.
    """
    low, high = band.columns[0][0], band.columns[-1][1]
    reach = (high - low) / max(width, 1)
    alone = [
        row
        for row in band.rows
        if len(row.figures) == 1 and abs(2 * row.figures[0].centre - low - high) < 2 * reach
    ]
    others = [row for row in band.rows if row not in alone]
    full = sum(len(row.figures) >= width - 1 for row in others)
    if width < _MANY_COLUMNS or len(others) < _FULL_ROWS or full < _FULL * len(others):
        return []
    band.rows, band.columns = others, extents_of(others)
    labels = (Row(r.number, r.pieces[: len(r.pieces) - 1]) for r in alone)
    band.between = sorted(
        [*band.between, *(label for label in labels if label.pieces)], key=lambda r: r.middle
    )
    return alone
