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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.geometry import PageBox

Extent = tuple[float, float]

FIGURE: Final = re.compile(
    r"(?:增加|减少|上升|下降|[增减+＋\-－−])?[\d０-９OolI〇○][\d０-９OolI〇○,，.．]*"
    r"(?:万元|亿元|元|[件个项条宗次])?|[/／—－\-–]{1,3}|无|不适用"
    r"|增加?|减少?|上升|下降|[+＋−]|万元|亿元|元|[件个项条宗次]"
)
"""A figure with its direction and unit, a mark of absence, or a part of such."""
_CLOSE: Final = re.compile(r"(万元|亿元|元|[件个项条宗次])(\d[\d,.]*)")
_APART: Final = 0.6
"""Words with a wider gap between them, by the height of the line, stand in different cells."""
_LABEL_GAP: Final = 0.9
"""The same between a label and the first figure behind it: prose has none so wide."""
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
HALF_LINE: Final = 0.85
"""What stands nearer than this to a line, in its height, belongs to the same row."""
_MANY_COLUMNS: Final = 4
_CLOSELY: Final = 1.6
_FULL_ROWS: Final = 3
_FULL: Final = 0.9


@dataclass(frozen=True, slots=True)
class Piece:
    """A word in the view of its page, in points; ``box`` is its place on the displayed page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    box: PageBox

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def middle(self) -> float:
        """The middle between top and bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """A line of words from left to right; ``number`` is its own among the lines of its page.

    ``begins`` is the number of its first figure where other rows tell it, None where the gap behind
    its label does.
    """

    number: int
    pieces: tuple[Piece, ...]
    begins: int | None = None

    @property
    def text(self) -> str:
        """Its words without blanks."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def top(self) -> float:
        """Where its highest word begins."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Where its lowest word ends."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return median(piece.middle for piece in self.pieces)

    @property
    def height(self) -> float:
        """The usual height of its words."""
        return median(piece.bottom - piece.top for piece in self.pieces)

    @property
    def figures(self) -> tuple[Piece, ...]:
        """The figures at its end, a wide gap behind its words; none in a sentence."""
        if self.begins is not None:
            return self.pieces[self.begins :]
        start = self.tail
        while 0 < start < len(self.pieces) and not self._parted(start, _LABEL_GAP):
            start += 1
        return self.pieces[start:]

    @property
    def tail(self) -> int:
        """The number of the first word of those at its end that could all be figures."""
        start = len(self.pieces)
        while start and FIGURE.fullmatch(self.pieces[start - 1].text):
            start -= 1
        return start

    def phrases(self, gap: float = _APART) -> list[tuple[Piece, ...]]:
        """Its words in runs without gaps wider than that share of its height."""
        cuts = [n for n in range(1, len(self.pieces)) if self._parted(n, gap)]
        return [self.pieces[a:b] for a, b in pairwise([0, *cuts, len(self.pieces)])]

    def _parted(self, number: int, share: float) -> bool:
        gap = self.pieces[number].x0 - self.pieces[number - 1].x1
        return gap >= share * self.height


@dataclass(slots=True)
class Band:
    """The lines of one table: those with figures, with labels between, and the headings above.

    ``columns`` are the extents of what stands in each column of figures, from left to right.
    """

    rows: list[Row]
    between: list[Row] = field(default_factory=list[Row])
    header: list[Row] = field(default_factory=list[Row])
    columns: list[Extent] = field(default_factory=list[Extent])

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


def parted(piece: Piece) -> tuple[Piece, ...]:
    """A word as it is, or cut between the unit of one figure and the next figure close behind it.

    Both parts keep the place of the word.
    """
    close = _CLOSE.fullmatch(piece.text)
    if close is None:
        return (piece,)
    unit, figure = close.groups()
    # A Chinese character is as wide as two digits.
    share = 2 * len(unit) / (2 * len(unit) + len(figure))
    cut = piece.x0 + share * (piece.x1 - piece.x0)
    return replace(piece, text=unit, x1=cut), replace(piece, text=figure, x0=cut)


def rejoined(rows: Sequence[Row]) -> list[Row]:
    """The lines with the parts of figures that are broken over two lines on that of their row.

    These stand half a line above and below it, nearer than any two rows can.
    """
    kept = [list(row.pieces) for row in rows]
    for n, row in enumerate(rows):
        for main in (m for m in (n - 1, n - 2, n + 1, n + 2) if 0 <= m < len(rows)):
            figures, others = row.figures, rows[main].figures
            apart = abs(row.middle - rows[main].middle)
            if not 0 < len(figures) < len(others) or apart > HALF_LINE * rows[main].height:
                continue
            if not any(p.x0 < o.x1 and o.x0 < p.x1 for p in figures for o in others):
                kept[main].extend(figures)
                kept[n] = [piece for piece in kept[n] if piece not in figures]
                break
    ordered = [tuple(sorted(row, key=lambda p: (round(p.x0), p.top))) for row in kept if row]
    return [Row(number, pieces) for number, pieces in enumerate(ordered)]


def merged(extents: Sequence[Extent], gap: float) -> list[Extent]:
    """Extents that overlap or stand nearer than ``gap`` as one."""
    whole: list[Extent] = []
    for low, high in sorted(extents):
        if whole and low < whole[-1][1] + gap:
            whole[-1] = (whole[-1][0], max(high, whole[-1][1]))
        else:
            whole.append((low, high))
    return whole


def bands_of(rows: Sequence[Row]) -> list[Band]:
    """The tables of a page without full rules, top to bottom; ``rows`` are its lines in order."""
    rows = _of_usual_height(rows)
    if not rows:
        return []
    breadth = max(r.pieces[-1].x1 for r in rows) - min(r.pieces[0].x0 for r in rows)
    found: list[Band] = []
    waiting: list[Row] = []
    band: Band | None = None
    for row in rows:
        if row.figures:
            extended = _joined(band, row, waiting) if band else None
            if band and extended is None and (close := _close_behind(row, band.columns)):
                extended = _joined(band, close, waiting)
            if extended is None:
                _ended(band, waiting)
                band = Band([row], columns=_extents([row]))
                found.append(band)
            else:
                band = extended
                found[-1] = band
            waiting = []
        elif band is not None and _is_label(row, band, waiting, breadth):
            waiting.append(row)
        else:
            if band is not None and _heads_many(row):
                waiting = _next_to(band.rows[-1], waiting)
            band, waiting = _ended(band, waiting), []
    _ended(band, waiting)
    for number, own in enumerate(found):
        before = found[number - 1] if number else None
        taken = (
            max((r.number for r in (*before.rows, *before.between)), default=-1) if before else -1
        )
        own.header, leading = _above(rows, own, taken, breadth)
        own.between = [*leading, *own.between]
    return [own for own in found if _is_table(own)]


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


def _close_behind(row: Row, columns: Sequence[Extent]) -> Row | None:
    """The row with the first figure, too, that its label leaves hardly a gap before, where this
    stands in the first of the columns; None when it has none."""
    first = row.pieces[row.tail] if 0 < row.tail < len(row.pieces) else None
    if first is None or not columns[0][0] <= first.centre <= columns[0][1]:
        return None
    return replace(row, begins=row.tail)


def _of_usual_height(rows: Sequence[Row]) -> list[Row]:
    """The lines without those that run up or down the page beside the others."""
    if not rows:
        return []
    usual = median(row.height for row in rows)
    return [row for row in rows if row.height <= _TALL * usual]


def _extents(rows: Sequence[Row]) -> list[Extent]:
    height = median(row.height for row in rows)
    extents = [(piece.x0, piece.x1) for row in rows for piece in row.figures]
    return merged(extents, 0.3 * height)


def _joined(band: Band, row: Row, waiting: Sequence[Row]) -> Band | None:
    """The band with one more row; None when its figures stand in other columns."""
    rows = [*band.rows, row]
    columns = _extents(rows)
    last = max((band.rows[-1], *waiting), key=lambda r: r.middle)
    if row.middle - last.middle > _FAR * max(band.pitch, row.height):
        return None
    if any(_share_a_column(r, columns) for r in rows):
        return None
    if any(p.x1 > columns[0][0] for r in (*band.between, *waiting) for p in r.pieces):
        return None
    labels = [p.x1 for r in rows for p in r.pieces if p not in r.figures]
    if labels and max(labels) > columns[0][0]:
        return None
    return Band(rows, [*band.between, *waiting], columns=columns)


def _share_a_column(row: Row, columns: Sequence[Extent]) -> bool:
    """Whether two figures of the row, a wide gap between, stand in one column."""
    for a, b in pairwise(row.figures):
        if b.x0 - a.x1 >= _APART * row.height and any(
            low <= a.centre <= high and low <= b.centre <= high for low, high in columns
        ):
            return True
    return False


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
    first = next(n for n, row in enumerate(rows) if row is band.rows[0])
    above: list[Row] = []
    kept = labels = 0
    edge = band.rows[0]
    last = band.rows[-1].middle
    inner = [r for r in band.between if r.middle < last]
    ends = [p.x1 for r in (*band.rows, *inner) for p in r.pieces if p.x1 <= band.left]
    labels_end = max(ends, default=float("-inf"))
    for row in reversed(rows[max(0, first - _HEADER_LINES) : first]):
        apart = edge.middle - row.middle > _FAR_ABOVE * max(row.height, edge.height)
        if row.number <= taken or row.figures or apart or _is_sentence(row, breadth, band.left):
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
    return headed or (len(band.rows) > 1 and len(band.columns) > 1)


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
    band.rows, band.columns = others, _extents(others)
    labels = (Row(r.number, r.pieces[: len(r.pieces) - 1]) for r in alone)
    band.between = sorted(
        [*band.between, *(label for label in labels if label.pieces)], key=lambda r: r.middle
    )
    return alone
