"""Marks of absence in plain text that are a character of a label set from the top down.

The stub （四）无法提供 is often so narrow that each of its characters stands on a line of its own. Its
无 then looks like a cell in which nothing is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.extraction.labels import bare
from core.extraction.layout import extent_of
from core.extraction.lines import Field, Line

_MARK: Final = "无"
_NEXT: Final = "法"
_FAR: Final = 4
"""Lines within which the next character of the label stands, figures of other rows between."""


def without_torn_marks(lines: Sequence[Line]) -> list[Line]:
    """The lines without marks of absence that a label set from the top down goes on below."""
    kept: list[Line] = []
    for number, line in enumerate(lines):
        below = lines[number + 1 : number + 1 + _FAR]
        fields = tuple(f for f in line.fields if not _is_torn(f, line, below))
        if fields:
            kept.append(line if fields == line.fields else replace(line, fields=fields))
    return kept


def _is_torn(field: Field, line: Line, below: Sequence[Line]) -> bool:
    if bare(field.text) != _MARK:
        return False
    low, high = extent_of(field, line, "characters")
    for other in below:
        for following in other.fields:
            if bare(following.text) == _NEXT:
                left, right = extent_of(following, other, "characters")
                return left <= high and right >= low
    return False
