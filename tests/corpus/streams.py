"""Whether a written text still has a table's figures in an order that tells whose they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIGURE: Final = re.compile(r"(?<!\S)\d+(?!\S)", re.ASCII)
_PAGE_NUMBER: Final = re.compile(r"^ *- \d+ - *$", re.MULTILINE)
_STRANGERS: Final = 2
"""Figures of a running head that may stand between two parts of a table."""
_MOST_PARTS: Final = 4


def figures_of(text: str) -> list[str]:
    """The figures that stand alone, in the order of the text, page numbers left out."""
    return _FIGURE.findall(_PAGE_NUMBER.sub("", text))


def keeps_table(figures: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the figures have the table row by row, or cut into few parts of rows that each stand
    column by column."""
    flat = [cell for row in rows for cell in row]
    if not all(cell.isdecimal() for cell in flat):
        return False
    width = len(rows[0])
    if any(len(row) != width for row in rows):
        return False
    starts = [n for n, figure in enumerate(figures) if figure == flat[0]]
    if any(list(figures[n : n + len(flat)]) == flat for n in starts):
        return True
    return any(_has_parts(figures, n, rows, _MOST_PARTS) for n in starts)


def _has_parts(figures: Sequence[str], at: int, rows: Sequence[Sequence[str]], most: int) -> bool:
    if not rows:
        return True
    for size in range(len(rows), 0, -1) if most else ():
        part = [cell for column in zip(*rows[:size], strict=True) for cell in column]
        if list(figures[at : at + len(part)]) != part:
            continue
        end = at + len(part)
        if any(
            _has_parts(figures, end + skipped, rows[size:], most - 1)
            for skipped in range(_STRANGERS + 1)
        ):
            return True
    return False
