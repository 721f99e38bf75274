"""Coordinates of a page: from its content to the page as displayed, and on to how its text runs.

As displayed is after crop and rotation, in points, origin top left, as the page is drawn too. Text
that runs up or down such a page (a broad table printed sideways on a page that stands upright) is
read through a view turned so that it runs to the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def combined(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does the first, then the other."""
    a, b, c, d, e, f = first
    ta, tb, tc, td, te, tf = then
    return (
        a * ta + b * tc,
        a * tb + b * td,
        c * ta + d * tc,
        c * tb + d * td,
        e * ta + f * tc + te,
        e * tb + f * td + tf,
    )


class Frame:
    """Turns coordinates of a page's content into those of the page as displayed."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - pypdfium2 has no types
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        self._left, self._top, self._right, self._bottom = box.left, box.top, box.right, box.bottom
        self.turn = raw.FPDFPage_GetRotation(page) % 4
        """Quarters by which the content is turned clockwise."""
        upright = (self._right - self._left, self._top - self._bottom)
        self.width, self.height = upright if self.turn % 2 == 0 else upright[::-1]

    def point(self, x: float, y: float) -> Point:
        """A point of the content as displayed."""
        match self.turn:
            case 0:
                return x - self._left, self._top - y
            case 1:
                return y - self._bottom, x - self._left
            case 2:
                return self._right - x, y - self._bottom
            case _:
                return self._top - y, self._right - x

    def rectangle(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box as displayed that is given by two corners."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box is on the page."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return 0 <= x <= self.width and 0 <= y <= self.height

    def clipped(self, box: Box) -> Box:
        """The part of a box that is on the page, or a narrow strip of the page beside it."""
        x0, y0 = min(box[0], self.width - 1), min(box[1], self.height - 1)
        x1, y1 = min(box[2], self.width), min(box[3], self.height)
        return max(x0, 0), max(y0, 0), max(x1, 1), max(y1, 1)


@dataclass(frozen=True, slots=True)
class View:
    """The page turned so that text of one direction runs to the right, and scaled.

    ``turn`` counts quarters clockwise from the right to where the text runs on the displayed page,
    whose size is ``width`` x ``height``; ``scale`` is how many times larger the view is.
    """

    turn: int
    width: float
    height: float
    scale: float = 1.0

    @property
    def is_plain(self) -> bool:
        """Whether the view is the displayed page itself."""
        return not self.turn and self.scale == 1.0

    @property
    def size(self) -> Point:
        """Width and height of the view."""
        width, height = self.width * self.scale, self.height * self.scale
        return (width, height) if self.turn % 2 == 0 else (height, width)

    def seen(self, box: Box) -> Box:
        """A box of the displayed page in this view."""
        x0, y0, x1, y1 = (edge * self.scale for edge in box)
        width, height = self.width * self.scale, self.height * self.scale
        match self.turn:
            case 1:
                return y0, width - x1, y1, width - x0
            case 2:
                return width - x1, height - y1, width - x0, height - y0
            case 3:
                return height - y1, x0, height - y0, x1
            case _:
                return x0, y0, x1, y1

    def shown(self, box: Box) -> Box:
        """A box of this view on the displayed page."""
        if self.is_plain:
            return box
        x0, y0, x1, y1 = View(-self.turn % 4, *self.size).seen(box)
        return x0 / self.scale, y0 / self.scale, x1 / self.scale, y1 / self.scale
