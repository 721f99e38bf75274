"""Page numbers that stand alone on a line of text, as dumps of PDF files have them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from core.values import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGE: Final = 8
"""Lines that a page has at least."""
_DIGITS: Final = 3


def page_numbers_in(texts: Sequence[str | None]) -> frozenset[int]:
    """The numbers of the lines that hold a page number and nothing else.

    Only where all such lines count up by one: a figure that stands alone breaks the row, and then
    nothing tells which lines are cells.
    """
    found = [n for n, text in enumerate(texts) if text is not None and _is_number(text)]
    figures = [int(normalised(texts[n] or "")) for n in found]
    counted = len(found) > 1 and all(b - a == 1 for a, b in pairwise(figures))
    apart = all(b - a >= _PAGE for a, b in pairwise(found))
    return frozenset(found) if counted and apart and figures[0] > 0 else frozenset()


def _is_number(text: str) -> bool:
    bare = text.strip()
    return bare.isdecimal() and len(bare) <= _DIGITS
