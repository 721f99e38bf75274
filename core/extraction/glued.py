"""Figures whose blanks are lost, so that a row is one string of digits (H-05).

The string is cut into as many numbers as there are columns; no number of several digits begins with
0. Of the cuts that remain, only those count whose parts make the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import Final

from core.extraction.fields import Field
from core.values import normalised

_LONGEST: Final = 56
"""Digits: no row of a real report has more."""
_MOST: Final = 60
"""More cuts than these say nothing any more."""


def is_glued(fields: Sequence[Field], width: int) -> bool:
    """Whether the figures of a row of ``width`` columns cannot all be single numbers."""
    if not 0 < len(fields) < width:
        return False
    digits = [normalised(field.text) for field in fields]
    if not all(text.isdecimal() for text in digits) or sum(map(len, digits)) > _LONGEST:
        return False
    alone = len(digits) == 1 and len(digits[0]) >= width
    led_by_zero = any(len(text) > 1 and text[0] == "0" for text in digits)
    return (alone or led_by_zero) and sum(map(len, digits)) >= width


def cuts_of(fields: Sequence[Field], width: int) -> list[tuple[int, ...]]:
    """The rows that glued figures can mean, their last number the sum of the others."""
    pieces = [normalised(field.text) for field in fields]
    text = "".join(pieces)
    return _cuts(text, width, frozenset(accumulate(map(len, pieces))))


def _cuts(text: str, width: int, ends: frozenset[int]) -> list[tuple[int, ...]]:
    """The ways to cut the digits into numbers; none of ``ends`` is inside one of them."""
    found: list[tuple[int, ...]] = []
    for at in range(width - 1, len(text)):
        if not _is_number(text, at, len(text), ends):
            continue
        total = int(text[at:])
        parts = islice(_parts(text[:at], 0, width - 1, total, ends), _MOST)
        found.extend((*numbers, total) for numbers in parts)
    return found[:_MOST]


def block_cuts(text: str, blocks: int, size: int) -> list[tuple[int, ...]]:
    """The rows of several blocks, each ending with its total, that one string of digits can mean."""
    if not text.isdecimal() or len(text) > _LONGEST:
        return []
    found: list[tuple[int, ...]] = []

    def extend(rest: str, done: tuple[int, ...], left: int) -> None:
        if len(found) > _MOST:
            return
        if left == 1:
            found.extend((*done, *cut) for cut in _cuts(rest, size, frozenset()))
            return
        for end in range(size, len(rest) - size * (left - 1) + 1):
            for cut in _cuts(rest[:end], size, frozenset()):
                extend(rest[end:], (*done, *cut), left - 1)

    extend(text, (), blocks)
    return found[:_MOST]


def _is_number(text: str, start: int, stop: int, ends: frozenset[int]) -> bool:
    """Whether the characters can be one number: no leading zero, no printed end inside."""
    if stop - start > 1 and text[start] == "0":
        return False
    return not any(end in ends for end in range(start + 1, stop))


def _parts(
    text: str, start: int, count: int, total: int, ends: frozenset[int]
) -> Iterator[tuple[int, ...]]:
    """All ways to cut the text from ``start`` on into ``count`` numbers that make ``total``."""
    left = len(text) - start
    if count == 1:
        if left and _is_number(text, start, len(text), ends) and int(text[start:]) == total:
            yield (total,)
        return
    # No part has more digits than what is left of the total.
    if left < count or left > count * len(str(total)):
        return
    for end in range(start + 1, min(start + len(str(total)), len(text) - count + 1) + 1):
        value = int(text[start:end])
        if value > total or not _is_number(text, start, end, ends):
            break
        for rest in _parts(text, end, count - 1, total - value, ends):
            yield (value, *rest)
