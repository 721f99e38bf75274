"""Cells of drawn tables that print something which is no text: drawings, and what the paper cuts off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.readers.frame import Box, Point

_INSIDE: Final = 1.5
"""A shape nearer to the border of its cell than this, in points, belongs to the border."""
_BEYOND: Final = 3.0
"""A cell that goes on so far, in points, beyond the edge of the paper may print something there."""

Kind = Literal["drawn", "beyond"]


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a cell and cannot be read, in the view of the page: a drawing, or what is
    ``beyond`` the paper, where its box is a strip at the edge."""

    kind: Kind
    box: Box


def unread_in(edges: Box, marks: Iterable[Box], size: Point) -> Unread | None:
    """What a cell without text may print all the same; ``size`` is that of the paper."""
    drawn = next((mark for mark in marks if _is_within(mark, edges)), None)
    if drawn is not None:
        return Unread("drawn", drawn)
    left, top, right, bottom = edges
    width, height = size
    if min(left, top) >= -_BEYOND and right <= width + _BEYOND and bottom <= height + _BEYOND:
        return None
    x0, y0 = max(0.0, min(left, width - 1)), max(0.0, min(top, height - 1))
    return Unread(
        "beyond", (x0, y0, max(x0 + 1, min(right, width)), max(y0 + 1, min(bottom, height)))
    )


def _is_within(mark: Box, edges: Box) -> bool:
    """Whether a shape stands within a cell and apart from its borders."""
    left, top, right, bottom = edges
    return (
        left + _INSIDE < mark[0]
        and mark[2] < right - _INSIDE
        and top + _INSIDE < mark[1]
        and mark[3] < bottom - _INSIDE
    )
