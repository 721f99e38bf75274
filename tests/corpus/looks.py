"""Accidents that only show when a report is drawn on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.corpus.layouts import Draft

_LOOKS: Final = {
    "landscape": "The pages lie on their long side.",
    "rotated_90": "The pages are stored lying and turned by /Rotate 90.",
    "rotated_270": "The pages are stored lying and turned by /Rotate 270.",
    "sideways": "The content stands sideways on the sheet, which nothing turns.",
    "watermark": "A watermark runs across each page.",
    "running_heads": "Head and foot lines stand on each page.",
    "rules_horizontal": "Tables have horizontal rules only.",
    "rules_open": "Tables have no outer vertical edges.",
    "rules_double": "All rules are double.",
    "rules_vertical": "Tables have vertical rules only.",
    "rules_box": "Tables have a box around them and no rules within.",
    "rules_three": "Tables have a line above, one below their heading and one at their end.",
    "rows_shaded": "Every other row is shaded, and nothing is ruled.",
    "rules_pillars": "Tables have vertical rules between a line above and one below.",
    "cells_shaded": "Every other row is shaded cell by cell, and nothing is ruled.",
    "rules_dashed": "All rules are dashed.",
    "rules_dotted": "All rules are rows of small squares.",
    "surplus_line": "A line too many runs through the heading of a table.",
    "shaded": "Headings are shaded.",
    "stub_rotated": "The stub 三、 is turned by 90 degrees.",
    "rows_cut": "Page breaks go through rows (H-03).",
    "page_scanned": "The page that prints most figures is a picture.",
    "digits_unmapped": "The font of digits and Latin letters does not say what they are (H-16).",
    "repeated_heads": "The heading of a table is printed again on each page.",
}


def _look(name: str, words: str) -> Callable[[Draft, Random], None]:
    def befall(draft: Draft, _random: Random) -> None:
        draft.look.add(name)

    befall.__doc__ = words
    return befall


LOOKS: Final = {name: _look(name, words) for name, words in _LOOKS.items()}
"""The switches by name; the pen knows what each means."""

UNREADABLE: Final = frozenset({"page_scanned", "digits_unmapped"})
"""Switches that leave nothing to read where they befall a report: only when they are asked for."""
