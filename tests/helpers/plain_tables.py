"""The small report of ``marked_up`` as plain text, its tables written by a function of the test's."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tests.helpers.marked_up import BOXES, HEADINGS, requests_rows, review_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.marked_up import MarkedCell, Rows

Table = list[list[str]]


def laid_out(rows: Rows) -> Table:
    """The texts of a table with its merged cells resolved: what they cover is blank."""
    texts: dict[tuple[int, int], str] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            text, width, height = _sized(cell)
            while (number, column) in texts:
                column += 1
            covered = [
                (number + down, column + right) for down in range(height) for right in range(width)
            ]
            texts.update(dict.fromkeys(covered, ""))
            texts[number, column] = text
    columns = 1 + max(column for _, column in texts)
    return [[texts.get((row, column), "") for column in range(columns)] for row in range(len(rows))]


def _sized(cell: MarkedCell) -> tuple[str, int, int]:
    return (cell, 1, 1) if isinstance(cell, str) else cell


def report_tables(*, zeros: bool = True) -> list[Table]:
    """The three tables, in order of print."""
    return [laid_out(BOXES), laid_out(requests_rows(zeros=zeros)), laid_out(review_rows())]


def report(write: Callable[[Table], str], *, zeros: bool = True) -> bytes:
    """The report with each table as ``write`` makes it."""
    title, *heads = HEADINGS
    parts = [title]
    for head, table in zip(heads, report_tables(zeros=zeros), strict=False):
        parts += [head, write(table)]
    return "\n\n".join([*parts, heads[-1]]).encode()


def columns_of(table: Table) -> list[int]:
    """How many characters each column takes."""
    return [max(len(row[n]) for row in table) for n in range(len(table[0]))]


def bordered(table: Table, marks: str) -> str:
    """A drawn table; ``marks`` are the stroke, the bar and the crossings of the top, between, bottom."""
    stroke, bar, *corners = marks
    widths = columns_of(table)
    rows = [
        bar + bar.join(t.ljust(w) for t, w in zip(row, widths, strict=True)) + bar for row in table
    ]
    rules = [
        left + cross.join(stroke * width for width in widths) + right
        for left, cross, right in zip(corners[::3], corners[1::3], corners[2::3], strict=True)
    ]
    lines = [rules[0], rows[0]]
    for _, row in pairwise(rows):
        lines += [rules[1], row]
    return "\n".join([*lines, rules[2]])
