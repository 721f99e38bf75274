"""The columns of a table without rules: where figures stand, and where headings do above blanks.

A column in which nothing is printed shows by its heading alone, or on the page before, where the
same table began.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from core.readers.wordlines import HALF_LINE, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.readers.bands import Band
    from core.readers.wordlines import Extent, Piece

_NEXT_LINE: Final = 1.32
"""Lines of one heading follow each other within so many heights; another cell stands further up."""
_CELLS: Final = 0.42
"""Headings stand nearer to each other than figures: such a gap, by their height, parts them."""
_ALIGNED: Final = 0.4
_MANY: Final = 4
"""Headings at the end of a page from which they are known for those of a table."""
_BROAD: Final = 2.5
_OFF: Final = 0.6
"""How far figures may stand from the middle of their heading, by the distance of headings."""
_PARTS: Final = 2
_THOUSANDS: Final = re.compile(r"\d{3}")
_HAIR: Final = 1.0
_ROWS: Final = 4
"""Rows of a table from which a column is one that several of them use."""


@dataclass(slots=True)
class Heading:
    """Words of one cell above the columns: its lines from top to bottom, and its extent."""

    lines: list[tuple[Row, tuple[Piece, ...]]]

    @property
    def extent(self) -> Extent:
        """Left and right edge of all its lines."""
        return (
            min(pieces[0].x0 for _, pieces in self.lines),
            max(pieces[-1].x1 for _, pieces in self.lines),
        )


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a band: those of single columns, those above several, and of the labels."""

    leaves: tuple[Heading, ...]
    upper: tuple[Heading, ...]
    columns: tuple[Extent, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """The columns of a table that may go on below: by figures, or ``announced`` by headings alone.

    ``gutter`` is where the labels of its single rows begin, behind those of merged cells. ``heading``
    are the last lines of the page where these may be the first ones of headings.
    """

    columns: tuple[Extent, ...] = ()
    announced: bool = False
    gutter: float | None = None
    heading: tuple[Row, ...] = ()


def head_of(band: Band, above: Begun) -> Head:
    """The headings and columns of a band; ``above`` are those of the table that it may go on."""
    usual = usual_columns(band)
    before = _before(band, above.heading)
    leaves, upper = _headings([*before, *band.header], band.columns)
    labels = _labels(band)
    over = [h for h in leaves if not _meet(h.extent, labels)]
    usual = _with_thousands(band, usual, [h.extent for h in over])
    layers = _layers(over)
    # What stands higher may be the banner of the whole table, if there are enough below it.
    evident = layers[0] if layers and len(layers[0]) >= max(len(usual), _PARTS) else over
    pitch = _pitch([h.extent for h in evident] if len(over) > 1 else usual)
    columns = _paired(usual, *([h.extent for h in layer] for layer in layers))
    for layer in layers:
        columns = _with_blank_columns(columns, [h.extent for h in layer], labels, pitch)
    if above.columns and not over and above.columns[0][0] >= labels[1]:
        columns = _continued(columns, above)
    columns = _with_odd_ones(band, columns)
    own = [h for h in _lowest(over, columns) if h.extent[1] > columns[0][0]]
    others = [h for h in [*upper, *leaves] if h not in own]
    return Head(_without(own, before), _without(others, before), tuple(columns))


def _before(band: Band, heading: Sequence[Row]) -> list[Row]:
    """The lines of headings on the page before, set right above those with which this one begins."""
    if not heading or not band.header or band.header[0].number > 1:
        return []
    down = band.header[0].top - heading[-1].bottom
    return [
        Row(
            row.number,
            tuple(replace(p, top=p.top + down, bottom=p.bottom + down) for p in row.pieces),
        )
        for row in heading
    ]


def _without(headings: Sequence[Heading], rows: Sequence[Row]) -> tuple[Heading, ...]:
    """The headings without those lines, and without the ones that have no others."""
    gone = {id(row) for row in rows}
    left = (Heading([line for line in h.lines if id(line[0]) not in gone]) for h in headings)
    return tuple(heading for heading in left if heading.lines)


def columns_of_heading(rows: Sequence[Row]) -> tuple[Extent, ...]:
    """The columns that lines of headings announce, below which the page ends; () for other lines."""
    leaves, _ = _headings(rows, ())
    extents = sorted(h.extent for h in leaves)
    breadths = [high - low for low, high in extents]
    while breadths and breadths[0] > _BROAD * median(breadths):
        del extents[0], breadths[0]
    return tuple(extents) if len(extents) >= _MANY else ()


def _headings(
    rows: Sequence[Row], columns: Sequence[Extent]
) -> tuple[list[Heading], list[Heading]]:
    """The headings with nothing below them, and those above others."""
    leaves: list[Heading] = []
    upper: list[Heading] = []
    for row in reversed(rows):
        for pieces in _cells(row, columns):
            _add(leaves, upper, row, pieces)
    return leaves, upper


def _cells(row: Row, columns: Sequence[Extent]) -> list[tuple[Piece, ...]]:
    """The phrases of a line of headings, cut between columns of figures too."""
    cells: list[tuple[Piece, ...]] = []
    for phrase in row.phrases(_CELLS):
        start = 0
        for n in range(1, len(phrase)):
            low, high = phrase[n - 1].x1, phrase[n].x0
            between = any(
                a[1] <= (low + high) / 2 <= b[0] and phrase[0].x0 < a[1] and phrase[-1].x1 > b[0]
                for a, b in pairwise(columns)
            )
            if between:
                cells.append(phrase[start:n])
                start = n
        cells.append(phrase[start:])
    return cells


def _add(leaves: list[Heading], upper: list[Heading], row: Row, pieces: tuple[Piece, ...]) -> None:
    """Put a phrase on top of the heading that it is a line of, or make one of it."""
    low, high = pieces[0].x0, pieces[-1].x1
    below = [h for h in (*leaves, *upper) if h.extent[0] < high and low < h.extent[1]]
    middle, height = pieces[0].middle, pieces[0].bottom - pieces[0].top
    nearest = [h for h in below if h.lines[0][1][0].middle - middle <= _NEXT_LINE * height]
    if len(nearest) == len(below) == 1 and _is_aligned(nearest[0], low, high, row.height):
        nearest[0].lines.insert(0, (row, pieces))
    elif below:
        upper.append(Heading([(row, pieces)]))
    else:
        leaves.append(Heading([(row, pieces)]))


def _is_aligned(heading: Heading, low: float, high: float, height: float) -> bool:
    _, pieces = heading.lines[0]
    left, right = pieces[0].x0, pieces[-1].x1
    near = _ALIGNED * height
    return abs(left - low) < near or abs(left + right - low - high) < 2 * near


def _labels(band: Band) -> Extent:
    """Where the labels of the rows begin and end; an empty extent without labels."""
    half = HALF_LINE * band.rows[0].height
    first, last = band.rows[0].middle - half, band.rows[-1].middle + half
    lines = [*band.rows, *(r for r in band.between if first < r.middle < last)]
    pieces = [p for row in lines for p in row.pieces if p.x1 <= band.left]
    low = min((p.x0 for p in pieces), default=float("-inf"))
    return low, max((p.x1 for p in pieces), default=float("-inf"))


def _meet(a: Extent, b: Extent) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def usual_columns(band: Band) -> list[Extent]:
    """The columns in which more than one row prints a figure; all of them in a short table."""
    if len(band.rows) < _ROWS:
        return list(band.columns)
    support = [
        (column, sum(any(_meet(column, (p.x0, p.x1)) for p in row.figures) for row in band.rows))
        for column in band.columns
    ]
    return [column for column, rows in support if rows > 1] or list(band.columns)


def _with_thousands(
    band: Band, columns: Sequence[Extent], headings: Sequence[Extent]
) -> list[Extent]:
    """The columns, two below one heading being one where blanks part the thousands of its figures."""
    whole = list(columns)
    for heading in headings:
        under = [c for c in whole if _meet(c, heading)]
        if len(under) != _PARTS or any(
            _meet(c, h) for c in under for h in headings if h != heading
        ):
            continue
        behind = [p.text for r in band.rows for p in r.figures if _meet(under[1], (p.x0, p.x1))]
        if all(_THOUSANDS.fullmatch(text) for text in behind):
            whole[whole.index(under[0])] = (under[0][0], under[1][1])
            whole.remove(under[1])
    return whole


def _lowest(headings: Sequence[Heading], columns: Sequence[Extent]) -> list[Heading]:
    """The headings without those further up that stand over a column which has its own."""
    if not headings:
        return []
    level, higher = _layers(headings)
    headed = {_nearest(columns, h.extent) for h in level}
    return [*level, *(h for h in higher if _nearest(columns, h.extent) not in headed)]


def _nearest(columns: Sequence[Extent], extent: Extent) -> int:
    return min(range(len(columns)), key=lambda n: _apart(columns[n], extent))


def _layers(headings: Sequence[Heading]) -> list[list[Heading]]:
    """The headings level with the lowest one, then those further up: what stands over several
    columns may stand between the headings of these."""
    if not headings:
        return []
    lowest = max(headings, key=lambda h: h.lines[-1][0].middle)
    top = lowest.lines[0][0].top
    level = [h for h in headings if h.lines[-1][0].bottom > top]
    return [level, [h for h in headings if h not in level]]


def _with_blank_columns(
    columns: list[Extent], headings: Sequence[Extent], labels: Extent, pitch: float
) -> list[Extent]:
    """The columns of figures widened by their headings, with those that only have a heading.

    ``pitch`` is the usual distance of headings.
    """
    bare = list(columns)
    columns = list(columns)
    loose: list[Extent] = []
    for heading in sorted(headings):
        under = [n for n, c in enumerate(columns) if _meet(c, heading)]
        if len(under) == 1:
            columns[under[0]] = _widened(columns, under[0], heading)
        elif not under and heading[0] > labels[1]:
            loose.append(heading)
    for heading in loose:
        near = [n for n, c in enumerate(columns) if c in bare and _apart(c, heading) < pitch / 2]
        if len(near) == 1:
            columns[near[0]] = _widened(columns, near[0], heading)
        elif not near:
            columns = sorted([*columns, heading])
    return columns


def _paired(
    columns: list[Extent], headings: Sequence[Extent] = (), higher: Sequence[Extent] = ()
) -> list[Extent]:
    """The columns, each widened by its heading where these are as many and in the same order.

    Figures may be set at one side of their cells and headings at the other. None of them stands
    below a ``higher`` heading.
    """
    heads = sorted(headings)
    if len(heads) != len(columns) or any(_meet(c, h) for c in columns for h in higher):
        return columns
    pairs = list(zip(columns, heads, strict=True))
    begun = all(own[0] > head[0] - _HAIR for own, head in pairs) and all(
        own[1] <= after[0] + _HAIR for (own, _), (_, after) in pairwise(pairs)
    )
    ended = all(own[1] < head[1] + _HAIR for own, head in pairs) and all(
        own[0] >= before[1] - _HAIR for (_, before), (own, _) in pairwise(pairs)
    )
    if not begun and not ended:
        return columns
    return [(min(own[0], head[0]), max(own[1], head[1])) for own, head in pairs]


def _with_odd_ones(band: Band, columns: list[Extent]) -> list[Extent]:
    """The columns with those of a single row's figures that stand in none of them.

    A figure set at the left in a table whose others are centred stands off its column's middle.
    """
    pitch = _pitch(columns)
    odd = [c for c in band.columns if not any(_meet(c, column) for column in columns)]
    kept = [c for c in odd if all(_apart(c, column) >= pitch / 2 for column in columns)]
    return sorted([*columns, *kept])


def _apart(a: Extent, b: Extent) -> float:
    return abs((a[0] + a[1]) - (b[0] + b[1])) / 2


def _pitch(columns: Sequence[Extent]) -> float:
    middles = sorted((a + b) / 2 for a, b in columns)
    return median(b - a for a, b in pairwise(middles)) if len(middles) > 1 else float("inf")


def _widened(columns: Sequence[Extent], number: int, by: Extent) -> Extent:
    """The column as broad as its heading, unless it would reach into another."""
    own = columns[number]
    whole = (min(own[0], by[0]), max(own[1], by[1]))
    others = (c for n, c in enumerate(columns) if n != number)
    return own if any(c[0] < whole[1] and whole[0] < c[1] for c in others) else whole


def _continued(columns: list[Extent], above: Begun) -> list[Extent]:
    """The columns of the table above when these are some of them."""
    if len(columns) >= len(above.columns):
        return columns
    whole = list(above.columns)
    reach = _OFF * _pitch(whole)
    numbers: list[int] = []
    for own in columns:
        # Figures at the right of their columns may stand nearer to the middle of the next one.
        met = [n for n, column in enumerate(whole) if _meet(column, own)]
        near = min(range(len(whole)), key=lambda n: _apart(above.columns[n], own))
        if len(met) == 1:
            near = met[0]
        elif not above.announced or _apart(above.columns[near], own) > reach:
            return columns
        numbers.append(near)
    if len(set(numbers)) != len(numbers):
        return columns
    for number, own in zip(numbers, columns, strict=True):
        whole[number] = _widened(whole, number, own)
    return whole
