"""The columns of plain text that is laid out like its page: where figures and headings stand.

A page keeps positions, and so does a text whose columns are kept by blanks (pdftotext -layout); each
page of such a text has columns of its own. A figure is placed where it stands; which of the form's
columns a place is, the headings say, or the number of places, or, as a conclusion, the sums.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise
from statistics import median, pstdev
from typing import Final, Literal

from core.extraction.labels import bare
from core.extraction.lines import Field, Line
from core.form import ColumnSpec
from core.geometry import PageBox

Measure = Literal["points", "characters", "cells"]
"""What positions count: points of a page, characters, or the cells of a terminal, in which a Chinese
character takes two."""

Extent = tuple[float, float]

SAME_COLUMN: Final = 5
COLUMN_GAP: Final = 4
TEXT_MEASURES: Final[tuple[Measure, ...]] = ("characters", "cells")
_SAME_HEADING: Final = 1.5
"""Characters within which words stacked in one heading stand."""
_AS_CLOSE: Final = 2.0
"""How many times further figures may stand from their headings than by the better way to count."""
_TOUCHING: Final = 1.0
_SAME_PLACE: Final = 1.0
_ENOUGH_PLACES: Final = 4
_ONE_PIECE: Final = 2.0
_LEFT_OF_HEADING: Final = 3.0
"""Characters that a long figure may begin before a short heading above it."""
_LAID_OUT_LINES: Final = 3
_FEWEST_COLUMNS: Final = 3
_FEWEST_ROWS: Final = 3
"""Figures of a row, and rows with so many, that tell of places which overlap."""
_MOST_PLACES: Final = 2
"""Places of figures for each column, above which a text that shifts its lines kept no columns."""
_POINTS_A_CHARACTER: Final = 5.0
"""Characters: how far figures of one column may stand apart, and columns at least do."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of one page: the places where figures stand, and which columns these may be.

    Each mapping names the form's column of each place, from left to right.
    """

    page: int
    measure: Measure
    places: tuple[Extent, ...]
    mappings: tuple[tuple[int, ...], ...]

    def place_of(self, field: Field, line: Line) -> int | None:
        """The number of the place in which the figure stands."""
        low, high = extent_of(field, line, self.measure)
        shared = [min(high, b) - max(low, a) for a, b in self.places]
        best = max(range(len(shared)), key=shared.__getitem__)
        return best if shared[best] > 0 else None


def page_of(line: Line) -> int:
    """The page on which the line stands, as far as the text tells."""
    first = line.fields[0].place
    return first.page if isinstance(first, PageBox) else line.page


def extent_of(field: Field, line: Line, measure: Measure) -> Extent:
    """Left and right edge of a field, scaled to characters."""
    if isinstance(field.place, PageBox):
        return field.place.x0 / _POINTS_A_CHARACTER, field.place.x1 / _POINTS_A_CHARACTER
    start = float(field.start)
    if measure == "cells":
        start += sum(_wide(f.text) for f in line.fields if f.end <= field.start)
        return start, start + field.end - field.start + _wide(field.text)
    return start, float(field.end)


def _wide(text: str) -> int:
    return sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def frames(
    rows: Sequence[tuple[Line, Sequence[Field]]],
    header: Sequence[Line],
    columns: Sequence[ColumnSpec],
) -> dict[int, Frame]:
    """The columns of each page that has rows; pages whose figures keep no columns are left out."""
    pages: dict[int, list[tuple[Line, Sequence[Field]]]] = {}
    for line, fields in rows:
        pages.setdefault(page_of(line), []).append((line, fields))
    found: dict[int, Frame] = {}
    for page, own in pages.items():
        headings = [line for line in header if page_of(line) == page and line.kind == "plain"]
        if is_laid_out([*(line for line, _ in own), *headings]):
            frame = _frame(page, own, headings, columns)
            if frame is not None:
                found[page] = frame
    return found


def _frame(
    page: int,
    rows: Sequence[tuple[Line, Sequence[Field]]],
    header: Sequence[Line],
    columns: Sequence[ColumnSpec],
) -> Frame | None:
    measure = _measure(rows)
    extents = [[extent_of(f, line, measure) for f in fields] for line, fields in rows]
    places = _places(extents) or _places_of_widest(extents)
    if places is None or len(places) > _MOST_PLACES * len(columns):
        return None
    apart = _apart(extents, places)
    mappings = tuple(_mappings(apart, len(columns)))
    headings = _headings(header, columns, measure)
    if headings is not None and len(mappings) > 1:
        near = _by_headings(places, headings, measure)
        if near is not None and near in mappings:
            mappings = (near,)
        else:
            mappings = tuple(m for m in mappings if keeps_order(places, m, headings)) or mappings
    return Frame(page, measure, places, mappings)


def _measure(rows: Sequence[tuple[Line, Sequence[Field]]]) -> Measure:
    """The measure in which the last figures of the rows stand most nearly below each other."""
    if any(isinstance(f.place, PageBox) for _, fields in rows for f in fields):
        return "points"
    spreads: dict[Measure, float] = {}
    for measure in ("characters", "cells"):
        ends = [extent_of(fields[-1], line, measure) for line, fields in rows if fields]
        spreads[measure] = pstdev([(a + b) / 2 for a, b in ends]) if ends else 0.0
    return "characters" if spreads["characters"] <= spreads["cells"] else "cells"


def _places(rows: Sequence[Sequence[Extent]]) -> tuple[Extent, ...] | None:
    """Where figures stand over each other; None when two of one row stand in one place."""
    places: list[Extent] = []
    for low, high in sorted(extent for row in rows for extent in row):
        if places and low < places[-1][1] + _TOUCHING:
            places[-1] = (places[-1][0], max(high, places[-1][1]))
        else:
            places.append((low, high))
    for row in rows:
        taken = [n for extent in row for n, place in enumerate(places) if _over(extent, place)]
        if len(set(taken)) != len(row):
            return None
    return tuple(places)


def _places_of_widest(rows: Sequence[Sequence[Extent]]) -> tuple[Extent, ...] | None:
    """Where the figures of the rows with most of them stand, in text that shifts lines so far that
    figures of neighbouring columns overlap; None unless several rows are such and all others fit."""
    width = max(map(len, rows), default=0)
    widest = [row for row in rows if len(row) == width]
    if width < _FEWEST_COLUMNS or len(widest) < _FEWEST_ROWS:
        return None
    middle = [median(map(_centre, column)) for column in zip(*widest, strict=True)]
    gaps = [b - a for a, b in pairwise(middle)]
    if min(gaps) <= 0:
        return None
    sides = [min(pair) / 2 for pair in pairwise([gaps[0], *gaps, gaps[-1]])]
    places = tuple((m - side, m + side) for m, side in zip(middle, sides, strict=True))
    for row in (row for row in rows if len(row) < width):
        own = [n for e in row for n, (a, b) in enumerate(places) if a <= _centre(e) < b]
        if len(own) != len(row) or len(set(own)) != len(own):
            return None
    return places


def _apart(rows: Sequence[Sequence[Extent]], places: Sequence[Extent]) -> list[bool]:
    """Of each place whether it is surely another column than the place before it.

    A text may shift a line by some characters, so that the figures of one column stand in two
    places; then no row has figures in both.
    """
    taken = [{n for e in row for n, p in enumerate(places) if _over(e, p)} for row in rows]
    return [
        n == 0
        or places[n][0] - places[n - 1][1] > SAME_COLUMN
        or any({n - 1, n} <= own for own in taken)
        for n in range(len(places))
    ]


def _mappings(apart: Sequence[bool], width: int) -> Iterator[tuple[int, ...]]:
    """The columns that the places can be, from left to right."""
    loose = [n for n, is_apart in enumerate(apart) if not is_apart]
    fewest = max(0, len(apart) - width)
    for same in (c for n in range(fewest, len(loose) + 1) for c in combinations(loose, n)):
        numbers = [*accumulate(n not in same for n in range(len(apart)))]
        for columns in combinations(range(width), numbers[-1]):
            yield tuple(columns[number - 1] for number in numbers)


def _over(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and one[1] > other[0]


def keeps_order(
    places: Sequence[Extent], mapping: Sequence[int], headings: Sequence[Extent]
) -> bool:
    """Whether each figure stands right of the headings of columns before its own and left of others.

    A text that keeps positions may push lines to the right, but what stood right of something on
    the page still does. Headings close to each other were set as one piece, of which only the edges
    are known; they are nearer to each other than on the page, never further apart.
    """
    blocks = _touching(headings)
    for (low, high), own in zip(places, mapping, strict=True):
        if low < headings[own][0] - _LEFT_OF_HEADING:
            return False
        for column, block in enumerate(blocks):
            if block != blocks[own] and (block[1] > low if column < own else block[0] < high):
                return False
    return True


def _touching(headings: Sequence[Extent]) -> list[Extent]:
    """Of each heading the extent of all that follow each other with hardly a blank between."""
    first = [n for n, h in enumerate(headings) if not n or h[0] - headings[n - 1][1] > _ONE_PIECE]
    blocks: list[Extent] = []
    for start, stop in pairwise([*first, len(headings)]):
        blocks += [(headings[start][0], headings[stop - 1][1])] * (stop - start)
    return blocks


def _by_headings(
    places: Sequence[Extent], headings: Sequence[Extent], measure: Measure
) -> tuple[int, ...] | None:
    """The columns by the headings above.

    A page keeps headings and figures over each other. A text moves what stands right of long labels,
    so that a few places may stand below headings by chance.
    """
    if measure != "points" and len(places) < _ENOUGH_PLACES:
        return None
    most = SAME_COLUMN if measure == "points" else _SAME_PLACE
    return _nearest([*map(_centre, places)], [*map(_centre, headings)], most)


def _nearest(
    places: Sequence[float], headings: Sequence[float], most: float
) -> tuple[int, ...] | None:
    """The heading of each place; None when one is far from all, or two share one."""
    mapping: list[int] = []
    for place in places:
        distances = [abs(place - heading) for heading in headings]
        mapping.append(distances.index(min(distances)))
        if min(distances) > most:
            return None
    return tuple(mapping) if len(set(mapping)) == len(mapping) else None


def heading_centres(
    header: Iterable[Line], columns: Sequence[ColumnSpec], measure: Measure = "characters"
) -> list[float] | None:
    """The middles of the headings, each known by how it begins; None unless all stand in order."""
    headings = _headings(header, columns, measure)
    return None if headings is None else [*map(_centre, headings)]


def _headings(
    header: Iterable[Line], columns: Sequence[ColumnSpec], measure: Measure
) -> list[Extent] | None:
    """Where the first lines of the headings stand; None unless all are there and in order."""
    chosen: list[Extent] = []
    edge = float("-inf")
    spots = [(bare(f.text), extent_of(f, line, measure)) for line in header for f in line.fields]
    for column in columns:
        starts = tuple(bare(text)[:2] for text in (column.label, *column.aliases))
        found = [e for text, e in spots if text.startswith(starts) and len(text) < 8]
        # A column as narrow as a character prints its heading from the top down.
        found = found or [e for text, e in spots if text == starts[0][:1]]
        following = [e for e in found if _centre(e) > edge]
        if not following:
            return None
        chosen.append(min(following, key=_centre))
        edge = _centre(chosen[-1])
    middle = [*map(_centre, chosen)]
    return chosen if min(b - a for a, b in pairwise(middle)) >= COLUMN_GAP / 2 else None


def _centre(extent: Extent) -> float:
    return (extent[0] + extent[1]) / 2


def is_laid_out(lines: Sequence[Line], enough: int = _LAID_OUT_LINES) -> bool:
    """Whether plain lines keep the positions of the page: real boxes, or wide gaps between words.

    ``enough`` is how many lines must have such gaps.
    """
    wide = 0
    for line in lines:
        if line.kind == "plain":
            if isinstance(line.fields[0].place, PageBox):
                return True
            wide += any(b.start - a.end >= COLUMN_GAP for a, b in pairwise(line.fields))
    return wide >= enough


def mappings_by_headings(
    figures: Sequence[Field], line: Line, headings: Sequence[tuple[Field, Line]]
) -> list[tuple[Field | None, ...]]:
    """The figures of a line under the headings, in each way of counting positions that fits.

    Two where the text does not tell whether a Chinese character takes the place of one or two.
    """
    found: list[tuple[float, tuple[Field | None, ...]]] = []
    for measure in TEXT_MEASURES:
        middle = distinct_middles(headings, measure)
        mapped = nearest_columns(figures, middle, line, measure)
        if mapped is not None:
            spots = [
                (sum(extent_of(f, line, measure)) / 2, m)
                for f, m in zip(mapped, middle, strict=True)
                if f
            ]
            worst = max((abs(spot - centre) for spot, centre in spots), default=0.0)
            found.append((worst, mapped))
    closest = min((worst for worst, _ in found), default=0.0)
    fitting = [mapped for worst, mapped in found if worst <= _AS_CLOSE * max(closest, 1.0)]
    return list(dict.fromkeys(fitting))


def distinct_middles(headings: Sequence[tuple[Field, Line]], measure: Measure) -> list[float]:
    """Where headings stand, from left to right; words stacked in one heading count once."""
    return [*map(_centre, distinct_extents(headings, measure))]


def distinct_extents(headings: Sequence[tuple[Field, Line]], measure: Measure) -> list[Extent]:
    """The edges of headings, from left to right; words stacked in one heading count once."""
    kept: list[Extent] = []
    for field, line in headings:
        own = extent_of(field, line, measure)
        if all(abs(_centre(own) - _centre(other)) > _SAME_HEADING for other in kept):
            kept.append(own)
    return sorted(kept, key=_centre)


def nearest_columns(
    figures: Sequence[Field],
    middle: Sequence[float],
    line: Line | None = None,
    measure: Measure = "characters",
) -> tuple[Field | None, ...] | None:
    """The figure of each column by position; None when one is far from all, or two share one.

    Without any column there is nothing to be near to.
    """
    if not middle:
        return None
    mapped: list[Field | None] = [None] * len(middle)
    for field in figures:
        spot = centre_of(field) if line is None else sum(extent_of(field, line, measure)) / 2
        distances = [abs(centre - spot) for centre in middle]
        nearest = distances.index(min(distances))
        if distances[nearest] > SAME_COLUMN or mapped[nearest] is not None:
            return None
        mapped[nearest] = field
    return tuple(mapped)


def with_blanks(mapped: Sequence[Field | None], line: Line) -> tuple[Field, ...]:
    """Blank fields for the columns where nothing stands."""
    blank = Field("", line.fields[-1].place, line.fields[-1].end, line.fields[-1].end)
    return tuple(f or blank for f in mapped)


def centre_of(field: Field) -> float:
    """The middle of a field, in characters or, on a page, points scaled to these."""
    if isinstance(field.place, PageBox):
        return (field.place.x0 + field.place.x1) / 2 / _POINTS_A_CHARACTER
    return (field.start + field.end) / 2
