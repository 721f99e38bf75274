"""A document without what it says twice, and back: words that its text holds, cells on their grid.

Of a word its length and size are kept, and how far it stands behind the one before; of a cell nothing where
the edges of its grid tell its place. Whatever does not follow from the rest is kept as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_ROW, _COLUMN, _COLUMN_SPAN, _PLACE = 0, 1, 3, 5
_MOST_EDGES: Final = 10_000
"""A grid of more rows or columns is no table; its cells keep their places."""


def condense(document: dict[str, Any]) -> dict[str, Any]:
    """The document's JSON in fewer words; ``expand`` gives it back."""
    text: str = document["text"]
    return {
        **document,
        "grids": [_lean_grid(grid) for grid in document["grids"]],
        "pages": [[*page, _lean_words(words, text)] for *page, words in document["pages"]],
    }


def expand(lean: dict[str, Any]) -> dict[str, Any]:
    """The inverse of condense. Raises LookupError or TypeError when it is no such document."""
    text: str = lean["text"]
    return {
        **lean,
        "grids": [_full_grid(grid) for grid in lean["grids"]],
        "pages": [[*page, _full_words(words, text)] for *page, words in lean["pages"]],
    }


def _lean_words(words: list[Any], text: str) -> list[Any]:
    lean: list[Any] = []
    end = 0
    for written, start, page, x0, top, x1, bottom in words:
        said = len(written) if text.startswith(written, start) else written
        size = [round(x1 - x0, 2), round(bottom - top, 2)]
        lean.append([said, start - end, page, x0, top, *size])
        end = start + len(written)
    return lean


def _full_words(words: list[Any], text: str) -> list[Any]:
    full: list[Any] = []
    end = 0
    for said, gap, page, x0, top, width, height in words:
        start = end + gap
        written = text[start : start + said] if isinstance(said, int) else said
        full.append([written, start, page, x0, top, round(x0 + width, 2), round(top + height, 2)])
        end = start + len(written)
    return full


def _lean_grid(grid: list[Any]) -> list[Any]:
    number, rows, columns, slots, span, outline, *unruled = grid
    across, down = _edges(slots, rows, columns)
    places = _places(number, outline, across, down)
    lean: list[Any] = []
    for slot in slots:
        *spans, text, place = slot[: _PLACE + 1]
        told = place == places(spans)
        lean.append([*spans, text, None if told else place, *slot[_PLACE + 1 :]])
    return [number, rows, columns, lean, span, outline, across, down, *unruled]


def _full_grid(lean: list[Any]) -> list[Any]:
    number, rows, columns, slots, span, outline, across, down, *unruled = lean
    places = _places(number, outline, across, down)
    full: list[Any] = []
    for slot in slots:
        *spans, text, place = slot[: _PLACE + 1]
        full.append([*spans, text, place or places(spans), *slot[_PLACE + 1 :]])
    return [number, rows, columns, full, span, outline, *unruled]


def _edges(slots: list[Any], rows: int, columns: int) -> tuple[list[Any], list[Any]]:
    """Where the lines of the grid stand, across and down; None where no cell tells.

    Both are empty where no cell stands on a page.
    """
    if not 0 <= rows < _MOST_EDGES or not 0 <= columns < _MOST_EDGES:
        return [], []
    across: list[Any] = [None] * (columns + 1)
    down: list[Any] = [None] * (rows + 1)
    for slot in slots:
        row, column, row_span, column_span = slot[: _COLUMN_SPAN + 1]
        box = (slot[_PLACE] or {}).get("box")
        if (
            box
            and 0 <= row <= row + row_span <= rows
            and 0 <= column <= column + column_span <= columns
        ):
            across[column], down[row] = box[0], box[1]
            across[column + column_span], down[row + row_span] = box[2], box[3]
    return (across, down) if any(edge is not None for edge in across) else ([], [])


def _places(
    number: int, outline: dict[str, Any] | None, across: list[Any], down: list[Any]
) -> Callable[[list[int]], dict[str, Any] | None]:
    """The place of a cell by its row, column and spans, as the edges of the grid tell it."""
    page = (outline or {}).get("page")

    def drawn(spans: list[int]) -> dict[str, Any] | None:
        row, column, row_span, column_span = spans
        if not 0 <= row <= row + row_span < len(down):
            return None
        if not 0 <= column <= column + column_span < len(across):
            return None
        box = [across[column], down[row], across[column + column_span], down[row + row_span]]
        return {"page": page, "box": box}

    def marked_up(spans: list[int]) -> dict[str, Any] | None:
        return {"grid": number, "row": spans[_ROW], "column": spans[_COLUMN]}

    return drawn if page is not None and across else marked_up
