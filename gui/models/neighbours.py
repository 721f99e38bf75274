"""Which box lies next to another on a page, in the direction of an arrow key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QRectF

K = TypeVar("K")
Direction = Literal["left", "right", "up", "down"]
_ASIDE: Final = 8.0
"""How much farther a box is for lying aside of the way: the same row or column comes first."""


def neighbour(boxes: Mapping[K, QRectF], here: K, direction: Direction) -> K | None:
    """The nearest box whose middle lies in the direction; None where there is none."""
    start = boxes.get(here)
    if start is None:
        return None
    best: tuple[float, K] | None = None
    for key, box in boxes.items():
        ahead, aside = _apart(start, box, direction)
        if key == here or ahead <= 0:
            continue
        far = ahead + _ASIDE * aside
        if best is None or far < best[0]:
            best = far, key
    return None if best is None else best[1]


def _apart(start: QRectF, box: QRectF, direction: Direction) -> tuple[float, float]:
    """How far ahead the box's middle is, and how wide the gap aside of the way is (0: in the way)."""
    step = box.center() - start.center()
    across = max(box.left() - start.right(), start.left() - box.right(), 0.0)
    along = max(box.top() - start.bottom(), start.top() - box.bottom(), 0.0)
    if direction in ("left", "right"):
        return (step.x() if direction == "right" else -step.x()), along
    return (step.y() if direction == "down" else -step.y()), across
