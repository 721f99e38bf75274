"""Rows of the form that an author typed as lines of one row of the table, a line in every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.corpus.figures import REQUEST_COLUMNS
from tests.corpus.layouts import GROUPS, resolved
from tests.corpus.pieces import row_cells

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.layouts import Draft, Matrix, Piece


def gather_rows(draft: Draft, random: Random) -> None:
    """Groups of the application table are one row each, with line breaks between their rows."""
    groups = random.sample(list(GROUPS), random.randint(1, len(GROUPS)))
    for matrix in draft.matrices("requests"):
        for group in groups:
            numbers = [n for n, row in enumerate(matrix.rows) if _is_of(row, group)]
            if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[-1] + 1)):
                _gather(matrix, numbers)


def _is_of(row: list[Piece], group: str) -> bool:
    return any((p.address or "").startswith(f"requests.{group}_") for p in row)


def _gather(matrix: Matrix, numbers: list[int]) -> None:
    """Put these rows into their first one; merged labels beside them lose as many rows."""
    first, *others = [matrix.rows[n] for n in numbers]
    label = next((p for p in reversed(first) if not p.address), None)
    whole = all(len(row_cells(row)) == len(REQUEST_COLUMNS) for row in (first, *others))
    if label is None or not whole or any(len(row) != len(REQUEST_COLUMNS) + 1 for row in others):
        return
    for place in resolved(matrix)[0]:
        if place.row <= numbers[0] and place.row + place.piece.rows > numbers[-1]:
            place.piece.rows -= len(others)
    for row in others:
        for piece, other in zip([label, *row_cells(first)], row, strict=True):
            piece.text += "\n" + other.text
    del matrix.rows[numbers[0] + 1 : numbers[-1] + 1]
