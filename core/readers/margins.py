"""Running headers, footers and page numbers: lines that come back in the margins of several pages.

They stand between the halves of a table that a page break cuts, where they would be taken for rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.readers.layout import PageLayout, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARGIN: Final = 0.085
"""The share of a page's height in which its headers and footers stand, above and below."""
_SAME_HEIGHT: Final = 3.0
_OUTERMOST: Final = 2
_FIGURES: Final = 4
"""A line in which more figures change may be a row of a table without rules."""
_NUMBER: Final = re.compile(r"\d+")


def without_margins(layouts: Sequence[PageLayout]) -> list[PageLayout]:
    """The pages without what comes back in their margins; the first header of all is kept.

    A lone number counts only when it goes up with the pages.
    """
    found: dict[tuple[str, int], list[tuple[PageLayout, TextLine]]] = defaultdict(list)
    for layout in layouts:
        for line, below in _outermost(layout):
            key = _NUMBER.sub("#", line.text.replace(" ", ""))
            found[key, round(line.top / _SAME_HEIGHT) if not below else -1].append((layout, line))
    dropped: set[int] = set()
    for (key, _), places in found.items():
        if _comes_back(key, places):
            dropped.update(id(line) for _, line in places)
    if layouts and layouts[0].parts:
        dropped.discard(id(layouts[0].parts[0]))
    return [_without(layout, dropped) for layout in layouts]


def _outermost(layout: PageLayout) -> Iterator[tuple[TextLine, bool]]:
    """The first and last lines of a page that stand in its margins; True for those below."""
    height = layout.view_height
    for part in layout.parts[:_OUTERMOST]:
        if isinstance(part, TextLine) and part.bottom <= _MARGIN * height:
            yield part, False
    for part in layout.parts[-_OUTERMOST:]:
        if isinstance(part, TextLine) and part.top >= (1 - _MARGIN) * height:
            yield part, True


def _comes_back(key: str, places: Sequence[tuple[PageLayout, TextLine]]) -> bool:
    if len({layout.number for layout, _ in places}) < 2 or _changing(places) > _FIGURES:
        return False
    if key != "#":
        return True
    steps = {layout.number - int(line.text.replace(" ", "")) for layout, line in places}
    return len(steps) == 1


def _changing(places: Sequence[tuple[PageLayout, TextLine]]) -> int:
    """How many figures of a line are not the same on all pages; all where it has no words."""
    if not any(character.isalpha() for character in places[0][1].text):
        return len(_NUMBER.findall(places[0][1].text))
    printed = (_NUMBER.findall(line.text) for _, line in places)
    return sum(len(set(figures)) > 1 for figures in zip(*printed, strict=False))


def _without(layout: PageLayout, dropped: set[int]) -> PageLayout:
    kept = tuple(part for part in layout.parts if id(part) not in dropped)
    return layout if len(kept) == len(layout.parts) else replace(layout, parts=kept)
