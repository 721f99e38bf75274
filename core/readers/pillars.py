"""Tables with rules between their columns only: one row of lines, in which whole columns are cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.readers.wordlines import FIGURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.readers.ruling import RuledTable
    from core.readers.wordlines import Row


def is_pillared(table: RuledTable, cells: Sequence[Sequence[Row]]) -> bool:
    """Whether the one row of a table holds headings and what stands below them.

    ``cells`` are the lines of each of its cells. Then each has several, and one at least a figure
    below words.
    """
    printed = [lines for lines in cells if lines]
    return (
        len(table.ys) == 2
        and len(printed) > 1
        and all(len(lines) > 1 for lines in printed)
        and any(_is_figure(lines[-1]) and not _is_figure(lines[0]) for lines in printed)
    )


def _is_figure(line: Row) -> bool:
    return all(FIGURE.fullmatch(piece.text) for piece in line.pieces)
