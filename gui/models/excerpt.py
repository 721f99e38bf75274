"""The piece of a document around a figure, as lines of text or rows in which the figure is marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.geometry import GridCell, TextSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.document import Document, Grid, Slot
    from core.geometry import Place

_AROUND: Final = 60
_MOST_LINES: Final = 30
_MOST_TEXT: Final = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a line; ``is_marked`` where it is the figure itself."""

    text: str
    is_marked: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Rows of tables, each a piece for every cell from left to right, and lines of text."""

    rows: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()


def excerpt(document: Document, places: Sequence[Place]) -> Excerpt:
    """The rows and paragraphs in which the places stand.

    Places on drawn pages are left out: those are to be shown as pictures.
    """
    cells = [place for place in places if isinstance(place, GridCell)]
    spans = sorted({place for place in places if isinstance(place, TextSpan)}, key=_start)
    rows = dict.fromkeys((cell.grid, cell.row) for cell in cells)
    bounds = dict.fromkeys(_line_around(document.text, span) for span in spans)
    return Excerpt(
        tuple(_row(document.grids[grid], row, cells) for grid, row in rows)[:_MOST_LINES],
        tuple(_words(document.text, bound, spans) for bound in bounds)[:_MOST_LINES],
    )


def _start(span: TextSpan) -> int:
    return span.start


def _row(grid: Grid, row: int, marked: Sequence[GridCell]) -> Line:
    """The cells that reach into the row."""
    slots = [s for s in grid.slots if s.row <= row < s.row + s.row_span and s.drawn]
    pieces: list[Piece] = []
    for slot in sorted(slots, key=lambda slot: slot.column):
        is_marked = any(c.grid == grid.number and _covers(slot, c) for c in marked)
        pieces.append(Piece(" ".join(slot.text.split())[:_MOST_TEXT], is_marked))
    return tuple(pieces)


def _covers(slot: Slot, cell: GridCell) -> bool:
    return (
        slot.column <= cell.column < slot.column + slot.column_span
        and slot.row <= cell.row < slot.row + slot.row_span
    )


def _line_around(text: str, span: TextSpan) -> TextSpan:
    """The line of the text that the span begins in, cut where it is long."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    return TextSpan(max(start, span.start - _AROUND), min(end, span.end + _AROUND))


def _words(text: str, bound: TextSpan, spans: Sequence[TextSpan]) -> Line:
    pieces: list[Piece] = []
    at = bound.start
    for span in spans:
        if span.start < at or span.end > bound.end:
            continue
        pieces.append(Piece(text[at : span.start]))
        pieces.append(Piece(text[span.start : span.end], is_marked=True))
        at = span.end
    pieces.append(Piece(text[at : bound.end]))
    return tuple(piece for piece in pieces if piece.text)
