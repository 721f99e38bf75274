"""Numbers of footnotes, raised behind a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.readers.ink import Glyph

RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""To write a raised number such that nothing takes it for digits of the figure before it."""
_SMALL: Final = 0.8
_LIFTED: Final = 0.12
_BESIDE: Final = 0.35
"""A raised character is at most so high, its foot so far above the figure's, and its left edge so
near to the character before it: shares of the figure's height."""


def with_raised(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The characters of upright text, raised ones as such and at the height of their line.

    One is raised that is smaller than the character printed before it, and above its foot; so are
    those behind it that go on at its height.
    """
    found: list[Glyph] = []
    figure: Glyph | None = None
    for glyph in glyphs:
        last = found[-1] if found else None
        if last is not None and figure is not None and _is_raised(glyph, figure, last):
            text = glyph.text.translate(RAISED)
            found.append(replace(glyph, text=text, top=figure.top, bottom=figure.bottom))
            continue
        found.append(glyph)
        if glyph.text != " ":
            figure = glyph
    return found


def _is_raised(glyph: Glyph, figure: Glyph, last: Glyph) -> bool:
    height = figure.bottom - figure.top
    if glyph.text == " " or glyph.bottom - glyph.top > _SMALL * height:
        return False
    lifted = figure.bottom - glyph.bottom >= _LIFTED * height and glyph.bottom > figure.top
    return lifted and abs(glyph.x0 - last.x1) <= _BESIDE * height
