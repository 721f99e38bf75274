"""Places: where something stands in a source document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PageBox:
    """A rectangle on a page: points, origin top left of the page as displayed, pages from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: PageBox) -> PageBox:
        """The smallest box around both; both must stand on one page."""
        if other.page != self.page:
            raise ValueError(f"boxes on pages {self.page} and {other.page} have no union")
        return PageBox(
            self.page,
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def contains(self, x: float, y: float) -> bool:
        """Whether the point (points from the top left of the page) lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Characters ``start`` to ``end`` (exclusive) of the document's full text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of the document's grid number ``grid``; all three count from 0."""

    grid: int
    row: int
    column: int


Place = PageBox | TextSpan | GridCell


def place_to_json(place: Place | None) -> dict[str, Any] | None:
    """The ``where`` object of the JSON contract; None stays None."""
    match place:
        case None:
            return None
        case PageBox(page, x0, top, x1, bottom):
            return {"page": page, "box": [round(v, 2) for v in (x0, top, x1, bottom)]}
        case TextSpan(start, end):
            return {"start": start, "end": end}
        case GridCell(grid, row, column):
            return {"grid": grid, "row": row, "column": column}


def place_from_json(where: Mapping[str, Any] | None) -> Place | None:
    """The inverse of place_to_json. Raises KeyError when the object is no place."""
    if where is None:
        return None
    if "page" in where:
        return PageBox(where["page"], *where["box"])
    if "start" in where:
        return TextSpan(where["start"], where["end"])
    return GridCell(where["grid"], where["row"], where["column"])
