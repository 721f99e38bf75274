"""Tables of a web page that a style lays out as a grid: cells side by side without rows around them.

The cells stand as CSS places them: where their style says, else one after the other, in the first
place that is free (CSS Grid Layout, placement without ``dense``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.readers.assembly import RawCell, TooComplex
from core.readers.limits import GRID_UNITS, SPAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from core.readers.visibility import Styles

_CELLS: Final = 6
_CHARACTERS: Final = 300
_REPEAT: Final = re.compile(r"repeat\(\s*(\d{1,3})\s*,((?:[^()]|\([^()]*\))*)\)")
_TRACK: Final = re.compile(r"(?:[^\s()\[\]]|\([^()]*\))+")
_NAME: Final = re.compile(r"\[[^\]]*\]")
_SPAN: Final = re.compile(r"span\s+(\d{1,4})")
_LINE: Final = re.compile(r"\d{1,4}")
_CLASS: Final = re.compile(
    r"(?:^|\s)(grid-cols|col-span|row-span|col-start|row-start)-(\d{1,3})(?=\s|$)"
)
_BROADEST: Final = 60


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a cell is asked to stand, counted from 0, None where the flow decides; and its spans."""

    row: int | None
    column: int | None
    height: int
    width: int


def grid_cells(
    block: HtmlElement, styles: Styles, text_of: Callable[[HtmlElement], str]
) -> list[RawCell]:
    """The cells of a block that is laid out as a grid of figures; empty when it is none.

    Raises TooComplex when the spans cover more than the limit.
    """
    columns = _columns(block, styles)
    if not 1 < columns <= _BROADEST or (block.text and block.text.strip()):
        return []
    cells = [child for child in block if not styles.hides(child)]
    if len(cells) < max(_CELLS, columns) or any(_is_long(cell) for cell in cells):
        return []
    if not any(cell.text_content().strip().isdecimal() for cell in cells):
        return []
    spots = [(_spot(cell, styles), text_of(cell)) for cell in cells]
    placed = _placed(spots, columns)
    # Behind a cell that was lost, those that only follow each other have moved into its place.
    flows = any(spot.row is None or spot.column is None for spot, _ in spots)
    return [] if flows and _has_gaps(placed, columns) else placed


def _columns(block: HtmlElement, styles: Styles) -> int:
    """How many columns are declared; 0 when the block is no grid."""
    named = dict(_CLASS.findall(block.get("class", "")))
    if not styles.display(block).endswith("grid") and "grid-cols" not in named:
        return 0
    template = styles.declared(block, "grid-template-columns")
    plain = _NAME.sub(" ", _REPEAT.sub(lambda m: f" {m[2]} " * int(m[1]), template))
    return len(_TRACK.findall(plain)) or int(named.get("grid-cols", 0))


def _is_long(cell: HtmlElement) -> bool:
    return cell.tag in {"table", "br", "img"} or len(cell.text_content().strip()) > _CHARACTERS


def _spot(cell: HtmlElement, styles: Styles) -> _Spot:
    named = {name: int(number) for name, number in _CLASS.findall(cell.get("class", ""))}
    row, height = _along(cell, styles, "grid-row")
    column, width = _along(cell, styles, "grid-column")
    return _Spot(
        row if row is not None else _from_one(named.get("row-start")),
        column if column is not None else _from_one(named.get("col-start")),
        height or named.get("row-span", 1),
        width or named.get("col-span", 1),
    )


def _from_one(line: int | None) -> int | None:
    return line - 1 if line else None


def _along(cell: HtmlElement, styles: Styles, name: str) -> tuple[int | None, int]:
    """Where a cell starts along one side, counted from 0, and its span, 0 where none is declared."""
    both = styles.declared(cell, name)
    start, _, end = both.partition("/")
    start = styles.declared(cell, f"{name}-start") or start
    end = styles.declared(cell, f"{name}-end") or end
    span = _SPAN.search(end) or _SPAN.search(start)
    size = min(int(span[1]), SPAN) if span else 0
    first = None if "span" in start else _LINE.fullmatch(start.strip())
    last = None if "span" in end else _LINE.fullmatch(end.strip())
    if first and last:
        size = max(1, int(last[0]) - int(first[0]))
    return (max(0, int(first[0]) - 1) if first else None), size


def _placed(cells: list[tuple[_Spot, str]], columns: int) -> list[RawCell]:
    taken: set[tuple[int, int]] = set()
    found: list[RawCell] = []
    row = column = 0
    for spot, text in cells:
        width = min(max(1, spot.width), columns)
        at = (
            (spot.row if spot.row is not None else row),
            (spot.column if spot.column is not None else column),
        )
        if spot.row is None and spot.column is not None and spot.column < column:
            at = (row + 1, spot.column)
        if spot.row is None or spot.column is None:
            at = _first_free(taken, at, (max(1, spot.height), width), columns, spot)
            row, column = at
        found.append(RawCell(*at, max(1, spot.height), width, text))
        taken.update(
            (at[0] + down, at[1] + right)
            for down in range(max(1, spot.height))
            for right in range(width)
        )
        if len(taken) > GRID_UNITS:
            raise TooComplex
    return found


def _has_gaps(cells: list[RawCell], columns: int) -> bool:
    """Whether the cells leave a place of their rows empty."""
    rows = max(cell.row + cell.row_span for cell in cells)
    return sum(cell.row_span * cell.column_span for cell in cells) != rows * columns


def _first_free(
    taken: set[tuple[int, int]],
    start: tuple[int, int],
    size: tuple[int, int],
    columns: int,
    spot: _Spot,
) -> tuple[int, int]:
    """The first place from ``start`` on with room for the cell, in its column or row if it has one."""
    row, column = start
    while True:
        fits = column + size[1] <= columns or spot.column is not None
        room = ((row + down, column + right) for down in range(size[0]) for right in range(size[1]))
        if fits and not any(place in taken for place in room):
            return row, column
        if spot.column is not None:
            row += 1
        elif spot.row is not None or column + size[1] < columns:
            column += 1
        else:
            row, column = row + 1, 0
