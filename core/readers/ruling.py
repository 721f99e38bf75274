"""Tables as drawn by lines, and a lattice for those that pdfplumber's table finder leaves gaps in.

pdfplumber takes a cell only where lines close a rectangle with crossings at its corners. A table
open at its sides then has no outer columns, and where a merged cell cut by a page break leaves an
L-shaped region there is no cell at all (4 of 80 generated reports). Here a cell is a region that no
wall divides, so every place in the table belongs to one and no figure falls out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from core.readers.limits import GRID_UNITS

SNAP: Final = 3.0
"""Lines nearer than this, in points, are one; gaps and missed crossings up to it are closed."""
OVERHANG: Final = 8.0
"""A table open at a side shows by most lines running this far beyond its outermost border."""
_CROSSINGS: Final = 400_000


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line along an axis; ``at`` is its x when vertical, its y otherwise, in points."""

    vertical: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell by the numbers of its row and column and their spans."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table: ``xs`` and ``ys`` are the lines between columns and rows, one more than those."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]

    def edges(self, cell: RuledCell) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a cell."""
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.column_span],
            self.ys[cell.row + cell.row_span],
        )

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies within the outer borders."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    @property
    def area(self) -> float:
        """In square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def connected(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Groups of lines that cross or touch each other, directly or through others."""
    verticals = [index for index, stroke in enumerate(strokes) if stroke.vertical]
    horizontals = [index for index, stroke in enumerate(strokes) if not stroke.vertical]
    if len(verticals) * len(horizontals) > _CROSSINGS:
        return []
    roots = list(range(len(strokes)))
    for v in verticals:
        for h in horizontals:
            if _meet(strokes[v], strokes[h]):
                roots[_root(roots, v)] = _root(roots, h)
    groups: dict[int, list[Stroke]] = defaultdict(list)
    for index, stroke in enumerate(strokes):
        groups[_root(roots, index)].append(stroke)
    return list(groups.values())


def _meet(vertical: Stroke, horizontal: Stroke) -> bool:
    return (
        vertical.start - SNAP <= horizontal.at <= vertical.end + SNAP
        and horizontal.start - SNAP <= vertical.at <= horizontal.end + SNAP
    )


def _root(roots: list[int], index: int) -> int:
    while roots[index] != index:
        roots[index] = roots[roots[index]]
        index = roots[index]
    return index


def lattice(strokes: Sequence[Stroke]) -> RuledTable | None:
    """The table that lines draw which hang together; None when they enclose nothing."""
    verticals = [stroke for stroke in strokes if stroke.vertical]
    horizontals = [stroke for stroke in strokes if not stroke.vertical]
    if not verticals or not horizontals:
        return None
    xs = _with_open_sides({stroke.at for stroke in verticals}, horizontals)
    ys = _with_open_sides({stroke.at for stroke in horizontals}, verticals)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > GRID_UNITS:
        return None
    right_walls = _walls(verticals, xs[1:-1], ys)
    lower_walls = _walls(horizontals, ys[1:-1], xs)
    roots = list(range(rows * columns))
    for row in range(rows):
        for column in range(columns):
            unit = row * columns + column
            if column + 1 < columns and row not in right_walls[column]:
                roots[_root(roots, unit + 1)] = _root(roots, unit)
            if row + 1 < rows and column not in lower_walls[row]:
                roots[_root(roots, unit + columns)] = _root(roots, unit)
    regions: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for unit in range(rows * columns):
        regions[_root(roots, unit)].append(divmod(unit, columns))
    cells = [cell for region in regions.values() for cell in _rectangles(region)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return RuledTable(tuple(xs), tuple(ys), tuple(cells))


def _with_open_sides(borders: set[float], across: list[Stroke]) -> list[float]:
    """Positions of the borders, with one added where lines across run well beyond them: most of
    them, or the first and the last, where merged cells at the side leave few others."""
    positions = sorted(borders)
    first, last = positions[0], positions[-1]
    ordered = sorted(across, key=lambda stroke: stroke.at)
    starts = [stroke.start for stroke in ordered]
    ends = [-stroke.end for stroke in ordered]
    if (edge := _open_edge(starts, first)) is not None:
        positions.insert(0, edge)
    if (edge := _open_edge(ends, -last)) is not None:
        positions.append(-edge)
    return positions


def _open_edge(starts: Sequence[float], border: float) -> float | None:
    """Where lines begin that begin well before the border of a table; None where few do."""
    before = [start for start in starts if start < border - OVERHANG]
    framed = max(starts[0], starts[-1]) < border - OVERHANG
    framed = framed and abs(starts[0] - starts[-1]) <= SNAP
    is_open = len(starts) > 1 and (2 * len(before) > len(starts) or framed)
    return min(before) if is_open else None


def _walls(
    strokes: list[Stroke], positions: Sequence[float], across: Sequence[float]
) -> list[set[int]]:
    """For each inner position, the numbers of the rows (or columns) in which a wall stands."""
    by_position: dict[float, list[Stroke]] = defaultdict(list)
    for stroke in strokes:
        by_position[stroke.at].append(stroke)
    middles = [(first + second) / 2 for first, second in pairwise(across)]
    return [
        {
            index
            for stroke in by_position[position]
            for index, middle in enumerate(middles)
            if stroke.start <= middle <= stroke.end
        }
        for position in positions
    ]


def _rectangles(region: list[tuple[int, int]]) -> list[RuledCell]:
    """A region as cells: one when it is a rectangle, else runs of its rows, stacked where alike."""
    runs: list[RuledCell] = []
    for row, column in sorted(region):
        last = runs[-1] if runs else None
        if last and last.row == row and last.column + last.column_span == column:
            runs[-1] = replace(last, column_span=last.column_span + 1)
        else:
            runs.append(RuledCell(row, column, 1, 1))
    stacked: list[RuledCell] = []
    open_runs: dict[tuple[int, int], int] = {}
    for run in runs:
        key = (run.column, run.column_span)
        index = open_runs.get(key)
        if index is not None and stacked[index].row + stacked[index].row_span == run.row:
            stacked[index] = replace(stacked[index], row_span=stacked[index].row_span + 1)
        else:
            open_runs[key] = len(stacked)
            stacked.append(run)
    return stacked
