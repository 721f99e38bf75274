"""Sheets too wide for their paper, of which spreadsheets print the further columns on pages of
their own: such pages are put beside the page that has the labels of their rows.

A page goes on at the right of another when each of its tables has its rows at the same heights as a
table there, and no words of its own beside rows with figures. Lines of text that the edge of the
paper cuts are put together too. Every word keeps its place on the page that prints it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.geometry import PageBox
from core.readers.layout import PageLayout, PrintedCell, PrintedTable, TextLine
from core.readers.ruling import RuledCell
from core.readers.wordlines import FIGURE

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAME_HEIGHT: Final = 1.5
"""Edges of rows and lines of text are the same when they stand nearer than this, in points."""
_AT_EDGE: Final = 12.0
"""Text that comes nearer to the edge of the paper than this, about a character, is cut by it."""
_SAME_MARGIN: Final = 12.0
_ROWS: Final = 4
"""Rows that the tables of two pages must have in common: fewer may be so by chance, unless other
pages of the document are known to stand side by side."""
_APART: Final = 60
"""Pages between a page and its right neighbour, at most."""
_WORDS: Final = re.compile(r"[\u3400-\u9fff]")
_OVERLAP: Final = 60
"""Both pages print what stands in the margins; at most so many characters are compared."""


@dataclass(slots=True)
class _Sheet:
    """A page with those that were put beside it; ``beside`` counts these."""

    layout: PageLayout
    beside: int = 0


def with_pages_abreast(layouts: Sequence[PageLayout]) -> list[PageLayout]:
    """The pages in order, those that go on at the right of others being left without their parts."""
    sheets = [_Sheet(layout) for layout in layouts]
    known = any(
        _joined(left, right, known=False)
        for number, right in enumerate(layouts)
        for left in layouts[max(0, number - _APART) : number]
    )
    for number, sheet in enumerate(sheets):
        # Pages may follow each other to the right or downwards first: that with the fewest wins.
        near = sheets[max(0, number - _APART) : number]
        for other in sorted(near, key=lambda s: s.beside):
            joined = _joined(other.layout, sheet.layout, known=known)
            if joined is not None:
                other.layout, sheet.layout = joined
                other.beside += 1
                break
    return [sheet.layout for sheet in sheets]


def _joined(
    left: PageLayout, right: PageLayout, *, known: bool
) -> tuple[PageLayout, PageLayout] | None:
    """The page with another at its right, and what is left of that; None when they are two.

    Where other pages are ``known`` to stand side by side, little tells that these do.
    """
    if not right.parts or (left.width, left.height) != (right.width, right.height):
        return None
    tables = _pairs(left, right)
    if tables is None or (tables and not known and not _are_evident(tables)):
        return None
    lines = _cut_lines(left, right)
    if not tables and len(lines) < len(right.parts):
        return None
    instead = {id(a): _side_by_side(a, b) for a, b in tables} | {
        id(a): _run_on(a, b) for a, b in lines
    }
    gone = {id(part) for _, part in (*tables, *lines)}
    return (
        replace(left, parts=tuple(instead.get(id(part), part) for part in left.parts)),
        replace(right, parts=tuple(part for part in right.parts if id(part) not in gone)),
    )


def _pairs(left: PageLayout, right: PageLayout) -> list[tuple[PrintedTable, PrintedTable]] | None:
    """Each table of the right page with that which it goes on; None when one stands for itself."""
    pairs: list[tuple[PrintedTable, PrintedTable]] = []
    for table in (part for part in right.parts if isinstance(part, PrintedTable)):
        others = (part for part in left.parts if isinstance(part, PrintedTable))
        match = next((other for other in others if _goes_on(other, table)), None)
        if match is None:
            return None
        pairs.append((match, table))
    return pairs


def _are_evident(pairs: Sequence[tuple[PrintedTable, PrintedTable]]) -> bool:
    """Whether tables of two pages are halves beyond doubt: of many rows, with labels at the left."""
    rows = sum(len(_edges(table)) - 1 for _, table in pairs)
    return rows >= _ROWS and any(_has_words(c) for table, _ in pairs for c in table.cells)


def _edges(table: PrintedTable) -> list[float]:
    """The heights of the borders between the rows, on the displayed page, from top to bottom."""
    return sorted({edge for cell in table.cells for edge in (cell.box.top, cell.box.bottom)})


def _goes_on(left: PrintedTable, right: PrintedTable) -> bool:
    """Whether the right table has the columns behind those of the left one."""
    if not (_is_upright(left) and _is_upright(right)):
        return False
    if right.box.x0 > left.box.x0 + _SAME_MARGIN:
        return False
    above = right.box.top < left.box.top - _SAME_HEIGHT
    if above or not _is_same(left.box.bottom, right.box.bottom):
        return False
    # Merged headings may leave out some rows, or the uppermost have no border at the left.
    tops, others = _edges(left), _edges(right)
    if not (_among(others, tops) or _among(tops, others)):
        return False
    figures = [cell.box for cell in left.cells if FIGURE.fullmatch(_text(cell))]
    words = [cell.box for cell in right.cells if _has_words(cell)]
    return not any(
        box.top < (word.top + word.bottom) / 2 < box.bottom for word in words for box in figures
    )


def _is_upright(table: PrintedTable) -> bool:
    """Whether a ruled table is printed upright: its first row then begins at one height."""
    first = min(cell.cell.row for cell in table.cells)
    tops = (cell.box.top for cell in table.cells if cell.cell.row == first)
    return table.ruled and all(_is_same(top, table.box.top) for top in tops)


def _is_same(edge: float, other: float) -> bool:
    return abs(edge - other) < _SAME_HEIGHT


def _among(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether each of the edges is one of the others."""
    return all(any(_is_same(edge, other) for other in others) for edge in edges)


def _text(cell: PrintedCell) -> str:
    return "".join(line.text for line in cell.lines).replace(" ", "")


def _has_words(cell: PrintedCell) -> bool:
    text = _text(cell)
    return _WORDS.search(text) is not None and not FIGURE.fullmatch(text)


def _side_by_side(left: PrintedTable, right: PrintedTable) -> PrintedTable:
    """Both as one table with the rows of that which has more."""
    edges = max(_edges(left), _edges(right), key=len)
    columns = max(cell.cell.column + cell.cell.column_span for cell in left.cells)
    cells = [_placed(cell, edges, 0) for cell in left.cells]
    cells += [_placed(cell, edges, columns) for cell in right.cells]
    above = min(cell.cell.row for cell in cells[len(left.cells) :])
    if above:
        breadth = max(c.cell.column + c.cell.column_span for c in cells) - columns
        box = replace(right.box, top=edges[0], bottom=edges[above])
        cells.append(PrintedCell(RuledCell(0, columns, above, breadth), (), box))
    cells.sort(key=lambda cell: (cell.cell.row, cell.cell.column))
    return replace(left, cells=tuple(cells))


def _placed(cell: PrintedCell, edges: Sequence[float], columns: int) -> PrintedCell:
    """The cell in rows between these edges, so many columns further to the right."""
    first, last = (
        min(range(len(edges)), key=lambda n: abs(edges[n] - edge))
        for edge in (cell.box.top, cell.box.bottom)
    )
    own = cell.cell
    return replace(cell, cell=RuledCell(first, own.column + columns, last - first, own.column_span))


def _cut_lines(left: PageLayout, right: PageLayout) -> list[tuple[TextLine, TextLine]]:
    """The lines that the edge of the paper cuts, each with its rest on the right page."""
    ends = [
        part
        for part in left.parts
        if isinstance(part, TextLine) and _last(part).x1 > left.width - _AT_EDGE
    ]
    pairs: list[tuple[TextLine, TextLine]] = []
    for part in right.parts:
        if isinstance(part, TextLine) and part.words[0][1].x0 < _AT_EDGE:
            near = (line for line in ends if abs(line.top - part.top) < _SAME_HEIGHT)
            pairs.extend((line, part) for line in near)
    return pairs


def _last(line: TextLine) -> PageBox:
    """The place of its last word; of one that goes on at the right that on the last page."""
    return line.words[-1][1]


def _run_on(left: TextLine, right: TextLine) -> TextLine:
    """The line with its rest, what both print in their margins once."""
    before = "".join(text for text, _ in left.words)[-_OVERLAP:]
    behind = "".join(text for text, _ in right.words)[:_OVERLAP]
    sizes = range(min(len(before), len(behind)), 0, -1)
    twice = next((size for size in sizes if before.endswith(behind[:size])), 0)
    words: list[tuple[str, PageBox]] = []
    for text, box in right.words:
        kept = text[twice:]
        if kept:
            start = box.x0 + (box.x1 - box.x0) * (len(text) - len(kept)) / len(text)
            words.append((kept, replace(box, x0=round(start, 2))))
        twice = max(0, twice - len(text))
    return replace(left, words=(*left.words, *words))
