"""Rows that an author typed as lines of one drawn row: labels below each other, figures beside them.

Word tables get such rows from a key pressed for a new line where a new row was meant. Labels may take
more lines than their figures, so that the number of lines tells as much as their heights.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from core.readers.bundles import is_figures, labels_begun
from core.readers.ink import lines_of_glyphs
from core.readers.ruling import RuledCell, RuledTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from core.readers.ink import Glyph

_LEVEL: Final = 0.25
"""A figure stands level with a label when nearer than this, in heights of its line."""

Content = dict[RuledCell, list["Glyph"]]


@dataclass(frozen=True, slots=True)
class RowsApart:
    """A table with the rows apart that were typed into one, and what its cells print.

    ``unclear`` are the cells with several figures of which nothing tells the rows.
    """

    table: RuledTable
    content: Content
    unclear: frozenset[RuledCell]


@dataclass(frozen=True, slots=True)
class _Line:
    """Characters of a cell side by side; their middle and height in points."""

    glyphs: tuple[Glyph, ...]
    middle: float
    height: float

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class _Parting:
    """How a drawn row is parted: the heights of its rows, and with which lines its labels begin.

    Where it ``is_told`` each line of figures stands in the row that is nearest.
    """

    heights: tuple[float, ...]
    labels: RuledCell
    begun: tuple[int, ...]
    is_told: bool


def rows_apart(table: RuledTable, content: Mapping[RuledCell, Sequence[Glyph]]) -> RowsApart:
    """Part the rows of which one cell holds several labels, each with a numeral of its own."""
    rows: defaultdict[int, dict[RuledCell, list[_Line]]] = defaultdict(dict)
    for cell in table.cells:
        if cell.row_span == 1:
            rows[cell.row][cell] = _lines(content[cell])
    partings = {
        row: parting
        for row, lines in rows.items()
        if (parting := _parting(lines, (table.ys[row], table.ys[row + 1])))
    }
    if not partings:
        return RowsApart(table, {c: list(own) for c, own in content.items()}, frozenset())
    return _parted(table, content, partings)


def _lines(glyphs: Sequence[Glyph]) -> list[_Line]:
    printed = [glyph for glyph in glyphs if glyph.text != " "]
    dark = [glyph for glyph in printed if not glyph.pale]
    lines = lines_of_glyphs(dark or printed)
    return [_Line(tuple(n), n[0].middle[1], n[0].bottom - n[0].top) for n in lines]


def _begun(lines: Sequence[_Line]) -> list[int]:
    return labels_begun([line.text for line in lines])


def _prints_figures(lines: Sequence[_Line]) -> bool:
    return is_figures("\n".join(line.text for line in lines))


def _parting(
    lines: Mapping[RuledCell, Sequence[_Line]], edges: tuple[float, float]
) -> _Parting | None:
    """How to part a row between these edges; None where it is a single one.

    As many lines of figures as labels are the rows. Where rows are blank, the one way in which lines
    of figures fit the labels tells which.
    """
    labels = [cell for cell, own in lines.items() if len(_begun(own)) > 1]
    if len(labels) != 1 or _begun(lines[labels[0]])[0] != 0:
        return None
    begun = tuple(_begun(lines[labels[0]]))
    spots = _heights(own for own in lines.values() if _prints_figures(own))
    ways = {tuple(range(len(begun)))} if len(spots) == len(begun) else set[tuple[int, ...]]()
    if spots and not ways:
        ways = {*_by_lines(spots, lines[labels[0]], len(begun))}
        ways |= {*_by_labels(spots, lines[labels[0]], begun)}
    is_told = len(ways) == 1 or not spots
    known = zip(ways.pop(), spots, strict=True) if is_told and spots else ()
    return _Parting(_row_heights([*known], len(begun), edges), labels[0], begun, is_told)


def _heights(cells: Iterable[Sequence[_Line]]) -> list[float]:
    """The heights at which figures stand, from the top down, those of one row being one."""
    heights: list[float] = []
    for middle, height in sorted((n.middle, n.height) for lines in cells for n in lines):
        if not heights or middle - heights[-1] > height / 2:
            heights.append(middle)
    return heights


def _by_lines(
    spots: Sequence[float], lines: Sequence[_Line], count: int
) -> Iterator[tuple[int, ...]]:
    """The row of each height where one line after the other stands for a row: from the top of the
    labels, around their middle, or to their end; or from the first figure to the last."""
    first, last = lines[0].middle, lines[-1].middle
    pitch = min(b.middle - a.middle for a, b in pairwise(lines))
    block = (count - 1) * pitch
    starts = [first, (first + last - block) / 2, last - block]
    if len(spots) > 1 and abs(spots[-1] - spots[0] - block) < _LEVEL * lines[0].height:
        starts.append(spots[0])
    for start in starts:
        rows = tuple(round((spot - start) / pitch) for spot in spots)
        off = [abs(start + row * pitch - at) for row, at in zip(rows, spots, strict=True)]
        if max(off) < _LEVEL * lines[0].height and rows[0] >= 0 and rows[-1] < count:
            yield rows


def _by_labels(
    spots: Sequence[float], lines: Sequence[_Line], begun: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """The row of each height where all stand level with the first line of a label, or all with the
    middle or the last one."""
    labels = [lines[a:b] for a, b in pairwise([*begun, len(lines)])]
    near = _LEVEL * lines[0].height
    for levels in (
        [own[0].middle for own in labels],
        [(own[0].middle + own[-1].middle) / 2 for own in labels],
        [own[-1].middle for own in labels],
    ):
        rows = tuple(n for spot in spots for n, at in enumerate(levels) if abs(spot - at) < near)
        if len(rows) == len(spots) == len(set(rows)):
            yield rows


def _row_heights(
    told: Sequence[tuple[int, float]], count: int, edges: tuple[float, float]
) -> tuple[float, ...]:
    """The heights of all rows: those of blank ones between the others or the edges of the cells."""
    known = [(-0.5, edges[0]), *told, (count - 0.5, edges[1])]
    return tuple(
        low + (high - low) * (row - before) / (after - before)
        for row in range(count)
        for (before, low), (after, high) in pairwise(known)
        if before <= row < after
    )


def _parted(
    table: RuledTable,
    content: Mapping[RuledCell, Sequence[Glyph]],
    partings: Mapping[int, _Parting],
) -> RowsApart:
    """The table with rules between the rows, each cell with the lines of its own."""
    sizes = [len(partings[n].heights) if n in partings else 1 for n in range(len(table.ys) - 1)]
    tops = [0, *accumulate(sizes)]
    ys = [table.ys[0]]
    for row, bottom in enumerate(table.ys[1:]):
        heights = partings[row].heights if row in partings else ()
        ys += [(a + b) / 2 for a, b in pairwise(heights)]
        ys.append(bottom)
    made: Content = {}
    unclear: set[RuledCell] = set()
    for cell in table.cells:
        top, bottom = tops[cell.row], tops[cell.row + cell.row_span]
        parting = partings.get(cell.row) if cell.row_span == 1 else None
        parts = _parts(cell, content[cell], parting) if parting else None
        if parts:
            made |= {replace(cell, row=top + n): part for n, part in enumerate(parts)}
            continue
        whole = replace(cell, row=top, row_span=bottom - top)
        made[whole] = list(content[cell])
        if parting and len(lines := _lines(content[cell])) > 1 and _prints_figures(lines):
            unclear.add(whole)
    cells = tuple(sorted(made, key=lambda cell: (cell.row, cell.column)))
    return RowsApart(RuledTable(table.xs, tuple(ys), cells), made, frozenset(unclear))


def _parts(cell: RuledCell, glyphs: Sequence[Glyph], parting: _Parting) -> list[list[Glyph]] | None:
    """What the cell prints in each row; None where it belongs to all of them."""
    lines = _lines(glyphs)
    parts: list[list[Glyph]] = [[] for _ in parting.heights]
    if cell == parting.labels:
        for n, line in enumerate(lines):
            parts[bisect_right(parting.begun, n) - 1] += line.glyphs
    elif not lines or (parting.is_told and _prints_figures(lines)):
        for line in lines:
            nearest = min(range(len(parts)), key=lambda n: abs(parting.heights[n] - line.middle))
            parts[nearest] += line.glyphs
    else:
        return None
    return parts
