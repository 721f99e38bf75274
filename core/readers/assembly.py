"""Assembles a Document piece by piece: text, blocks and grids with consistent offsets.

Knows no file format; every reader ends here, so that the text of a grid is laid out the same way
whatever it was read from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from core.document import Block, Document, Grid, Page, Slot
from core.geometry import GridCell, PageBox, Place, TextSpan
from core.readers.limits import GRID_UNITS, SPAN


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as drawn or marked up, before its spans are made to fit its neighbours'."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    place: PageBox | None = None
    drawn: bool = True


class TooComplex(Exception):
    """A grid or document that exceeds a limit; the reader's caller words it for the user."""


class Assembly:
    """Collects blocks and grids in reading order and yields the Document."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._grids: list[Grid] = []
        self._notes: list[str] = []

    @property
    def length(self) -> int:
        """Characters of text so far: where the next block starts."""
        return self._length

    @property
    def grid_count(self) -> int:
        """Grids so far: the number that the next one gets."""
        return len(self._grids)

    @property
    def largest_grid(self) -> int:
        """How many cells the largest grid so far has."""
        return max((len(grid.slots) for grid in self._grids), default=0)

    @property
    def text(self) -> str:
        """The full text so far."""
        return "".join(self._parts)

    @property
    def is_blank(self) -> bool:
        """Whether nothing but blanks was collected."""
        return not any(part.strip() for part in self._parts)

    def note(self, remark: str) -> None:
        """Add a remark for people; the same remark counts once."""
        if remark not in self._notes:
            self._notes.append(remark)

    def add_line(self, text: str) -> int:
        """Add a paragraph or line as a block; returns its offset in the full text."""
        start = self._length
        self._write(text + "\n")
        self._blocks.append(Block(start, start + len(text)))
        return start

    def add_grid(
        self, cells: Sequence[RawCell], box: PageBox | None = None, *, ruled: bool = True
    ) -> list[int]:
        """Add a grid; returns the offsets of the texts of its slots, in row-major order.

        ``ruled`` is False for one that is concluded from where words stand. Raises TooComplex when the spans make it larger than the limit.
        """
        rows, columns, fitted = fit(cells)
        number, start = len(self._grids), self._length
        slots: list[Slot] = []
        starts: list[int] = []
        for index, cell in enumerate(fitted):
            if index:
                self._write("\t" if fitted[index - 1].row == cell.row else "\n")
            starts.append(self._length)
            self._write(_in_one_line(cell.text))
            place: Place = cell.place or GridCell(number, cell.row, cell.column)
            spans = (cell.row_span, cell.column_span)
            slots.append(Slot(cell.row, cell.column, *spans, cell.text, place, cell.drawn))
        end = self._length
        self._write("\n")
        span = TextSpan(start, end)
        self._grids.append(Grid(number, rows, columns, tuple(slots), span, box, ruled))
        self._blocks.append(Block(start, end, number))
        return starts

    def document(
        self,
        data: bytes,
        name: str,
        kind: str,
        *,
        pages: Sequence[Page] = (),
        title: str = "",
        published: str = "",
        recognised: Sequence[int] = (),
    ) -> Document:
        """The document that was collected; ``kind`` is its format."""
        return Document(
            sha256=hashlib.sha256(data).hexdigest(),
            name=name,
            format=kind,
            text=self.text,
            blocks=tuple(self._blocks),
            grids=tuple(self._grids),
            pages=tuple(pages),
            title=" ".join(title.split()),
            published=published,
            notes=tuple(self._notes),
            recognised=tuple(recognised),
        )

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def fit(cells: Sequence[RawCell]) -> tuple[int, int, list[RawCell]]:
    """Make cells tile a grid: rows, columns, and the cells in row-major order.

    Columns and rows in which no cell begins are taken out (a browser gives them no size), spans
    that run into a neighbour are cut, and holes become blank cells. Raises TooComplex.
    """
    row_of = {row: index for index, row in enumerate(sorted({cell.row for cell in cells}))}
    column_of = {col: index for index, col in enumerate(sorted({cell.column for cell in cells}))}
    rows, columns = len(row_of), len(column_of)
    if rows * columns > GRID_UNITS:
        raise TooComplex
    taken = [[False] * columns for _ in range(rows)]
    # Where a cell begins no other may reach: a figure must not vanish below a wrong span.
    for cell in cells:
        taken[row_of[cell.row]][column_of[cell.column]] = True
    begun: set[tuple[int, int]] = set()
    fitted: list[RawCell] = []
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        row, column = row_of[cell.row], column_of[cell.column]
        if (row, column) in begun:
            continue
        begun.add((row, column))
        bottom = _end(row_of, cell.row, cell.row_span)
        right = _end(column_of, cell.column, cell.column_span)
        row_span, column_span = _claim(taken, row, column, bottom, right)
        fitted.append(
            RawCell(row, column, row_span, column_span, cell.text, cell.place, cell.drawn)
        )
    holes = (
        RawCell(row, column, 1, 1, "", drawn=False)
        for row in range(rows)
        for column in range(columns)
        if not taken[row][column]
    )
    fitted.extend(holes)
    fitted.sort(key=lambda cell: (cell.row, cell.column))
    return rows, columns, fitted


def _end(index_of: dict[int, int], start: int, span: int) -> int:
    """The first index behind a span, after empty rows or columns were taken out."""
    last = index_of[start]
    if span == 1:
        return last + 1
    for position in range(start + 1, start + min(span, SPAN)):
        last = index_of.get(position, last)
    return last + 1


def _claim(
    taken: list[list[bool]], row: int, column: int, bottom: int, right: int
) -> tuple[int, int]:
    """Mark the free part of a span as taken; returns its height and width, at least 1 each."""
    width = 1
    while column + width < right and not taken[row][column + width]:
        width += 1
    height = 1
    while row + height < bottom and not any(taken[row + height][column : column + width]):
        height += 1
    for line in taken[row : row + height]:
        line[column : column + width] = [True] * width
    return height, width


def _in_one_line(text: str) -> str:
    """The text with tabs and line feeds as blanks: offsets within it stay the same."""
    return text.replace("\n", " ").replace("\t", " ")
