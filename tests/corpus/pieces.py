"""Finding the pieces of a draft that an accident changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.corpus.layouts import Matrix, Piece, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.figures import Value
    from tests.corpus.layouts import Draft

STATUTORY: Final = ("art20", "requests", "review")


def pieces(draft: Draft, *codes: str) -> Iterator[Piece]:
    """Every piece of the tables with these codes, in order of print."""
    for code in codes:
        for matrix in draft.matrices(code):
            for row in matrix.rows:
                yield from row


def labels(draft: Draft, *codes: str) -> list[Piece]:
    """The pieces with words."""
    return [p for p in pieces(draft, *codes) if p.address is None and p.text]


def figures(draft: Draft, *codes: str) -> list[Piece]:
    """The pieces that print something in a cell of the form."""
    return [p for p in pieces(draft, *codes) if p.address and p.text]


def chunks(text: str, size: int) -> str:
    """The text broken every few characters."""
    return "\n".join(text[n : n + size] for n in range(0, len(text), size))


def set_gold(draft: Draft, address: str, value: Value) -> None:
    """Change what a cell holds, in the gold only."""
    table, row, column = address.split(".")
    draft.figures.tables[table][row][column] = value


def gold(draft: Draft, address: str) -> Value:
    """What a cell holds."""
    table, row, column = address.split(".")
    return draft.figures.tables[table][row][column]


def row_cells(row: list[Piece]) -> list[Piece]:
    """The cells of the form in a printed row."""
    return [p for p in row if p.address]


def cut(matrix: Matrix, at: int) -> tuple[Matrix, Matrix]:
    """Cut between two rows; a merged cell goes on below, empty."""
    upper, lower = matrix.rows[:at], [list(row) for row in matrix.rows[at:]]
    placed, _ = resolved(matrix)
    crossing = [p for p in placed if p.row < at < p.row + p.piece.rows]
    for place in reversed(crossing):
        piece = place.piece
        lower[0].insert(0, Piece("", columns=piece.columns, rows=place.row + piece.rows - at))
        piece.rows = at - place.row
    return Matrix(matrix.code, upper, matrix.header), Matrix(matrix.code, lower)
