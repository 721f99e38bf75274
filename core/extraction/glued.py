"""Figures whose blanks are lost, so that a row is one string of digits (H-05).

The string is cut into as many numbers as there are columns; no number of several digits begins with
0. Of the cuts that remain, only those count whose parts make the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import Final

from core.extraction.lines import Field
from core.values import normalised

_DIGITS: Final = re.compile(r"\d+")
_LONGEST_NUMBER: Final = 6
_MOST_STATES: Final = 20_000
"""Steps after which no further cuts of one row are looked for."""
_LONGEST: Final = 56
"""Digits: no row of a real report has more."""
MANY_CUTS: Final = 60
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
    """The rows that glued figures can mean, their last number the sum of the others; none of what is
    no digit."""
    pieces = [normalised(field.text) for field in fields]
    text = "".join(pieces)
    if not text.isdecimal() or len(text) > _LONGEST:
        return []
    return _cuts(text, width, frozenset(accumulate(map(len, pieces))))


def _cuts(text: str, width: int, ends: frozenset[int]) -> list[tuple[int, ...]]:
    """The ways to cut the digits into numbers; none of ``ends`` is inside one of them."""
    found: list[tuple[int, ...]] = []
    for at in range(width - 1, len(text)):
        if not _is_number(text, at, len(text), ends):
            continue
        total = int(text[at:])
        parts = islice(_parts(text[:at], 0, width - 1, total, ends), MANY_CUTS)
        found.extend((*numbers, total) for numbers in parts)
    return found[:MANY_CUTS]


def cut_values(fields: Sequence[Field], width: int, *, blanks: bool) -> list[list[int]]:
    """For each column the numbers that it has in any cut whose last number is the sum of the others.

    With ``blanks`` the digits may be fewer numbers than columns, or a single one. Where no cut makes its sum, the
    numbers are those of any cut. What is no digit only keeps those on its sides apart.
    """
    pieces = [run for field in fields for run in _DIGITS.findall(normalised(field.text))]
    text = "".join(pieces)[:_LONGEST]
    if not text:
        return [[] for _ in range(width)]
    ends = frozenset(accumulate(map(len, pieces)))
    found: list[dict[int, None]] = [{} for _ in range(width)]
    budget = [_MOST_STATES]
    for amount in range(width, 1 if blanks else width - 1, -1):
        for place, numbers in enumerate(_numbers_of_cuts(text, amount, ends, budget)):
            is_total = place == amount - 1
            last = width - 1 if is_total else place + width - amount
            for column in range(last if is_total else place, last + 1):
                found[column].update(numbers)
    whole = int(text)
    for own in found if blanks and found[-1] and len(text) <= _LONGEST_NUMBER else ():
        own[whole] = None
    return [list(own) for own in found] if found[-1] else [_all_numbers(text, ends)] * width


def _numbers_of_cuts(
    text: str, amount: int, ends: frozenset[int], budget: list[int]
) -> list[dict[int, None]]:
    """The numbers at each place of the cuts into so many numbers, the last the sum of the others."""
    found: list[dict[int, None]] = [{} for _ in range(amount)]
    for at in range(len(text) - 1, amount - 2, -1):
        if not _is_number(text, at, len(text), ends):
            continue
        total = int(text[at:])
        if _Cutting(text[:at], ends, found, budget).reaches(0, amount - 1, total):
            found[-1][total] = None
    return found


def all_numbers(text: str) -> list[int]:
    """Every number that some of the digits can be; none is longer than real figures are."""
    return _all_numbers(text[:_LONGEST], frozenset())


def _all_numbers(text: str, ends: frozenset[int]) -> list[int]:
    spans = [
        (start, stop)
        for start in range(len(text))
        for stop in range(start + 1, min(start + _LONGEST_NUMBER, len(text)) + 1)
    ]
    return list(dict.fromkeys(int(text[a:b]) for a, b in spans if _is_number(text, a, b, ends)))


class _Cutting:
    """The cuts of digits into numbers of a given sum, each way met once however it was come to."""

    def __init__(
        self,
        text: str,
        ends: frozenset[int],
        found: Sequence[dict[int, None]],
        budget: list[int],
    ) -> None:
        self._text, self._ends, self._found, self._budget = text, ends, found, budget
        self._known: dict[tuple[int, int, int], bool] = {}

    def reaches(self, start: int, count: int, total: int) -> bool:
        """Whether the text from ``start`` on can be ``count`` numbers that make ``total``; notes the
        numbers of all columns that do."""
        left = len(self._text) - start
        if not count:
            return not left and not total
        if left < count or left > count * len(str(total)):
            return False
        key = start, count, total
        if key not in self._known:
            self._budget[0] -= 1
            self._known[key] = False
            if self._budget[0] > 0:
                self._known[key] = self._tries(start, count, total)
        return self._known[key]

    def _tries(self, start: int, count: int, total: int) -> bool:
        column = len(self._found) - 1 - count
        reached = False
        for end in range(start + 1, min(start + len(str(total)), len(self._text)) + 1):
            value = int(self._text[start:end])
            if value > total or not _is_number(self._text, start, end, self._ends):
                break
            if self.reaches(end, count - 1, total - value):
                self._found[column][value] = None
                reached = True
        return reached


def block_cuts(text: str, blocks: int, size: int) -> list[tuple[int, ...]]:
    """The rows of several blocks, each ending with its total, that one string of digits can mean."""
    if not text.isdecimal() or len(text) > _LONGEST:
        return []
    return list(islice(_block_cuts(text, blocks, size), MANY_CUTS))


def _block_cuts(text: str, blocks: int, size: int) -> Iterator[tuple[int, ...]]:
    if blocks == 1:
        yield from _cuts(text, size, frozenset())
        return
    for end in range(size, len(text) - size * (blocks - 1) + 1):
        for first in _cuts(text[:end], size, frozenset()):
            for others in _block_cuts(text[end:], blocks - 1, size):
                yield (*first, *others)


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
