"""Which columns figures stand in, by the distances between them, where whole columns are blank.

A text that keeps positions pushes headings and figures aside by different amounts, yet keeps the
distances of figures nearly: the columns of the application table are about equally broad. Of the
mappings that headings and sums leave the one counts under which figures stand most evenly, and only
where it does so by far. That is a conclusion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Final

_FEWEST: Final = 3
"""Figures of two columns are evenly apart wherever they stand."""
_EVEN: Final = 0.25
"""How far figures may stand from where equal columns would put them, by the breadth of one."""
_CLEARLY: Final = 0.06
_TIMES: Final = 1.6
"""How much further, and how many times as far, they stand so under every other mapping."""

Extent = tuple[float, float]
Choice = Mapping[int, tuple[int, ...]]
"""The column of each place from left to right, by the page."""


def most_even(choices: Sequence[Choice], places: Mapping[int, Sequence[Extent]]) -> list[Choice]:
    """The only choice under which the figures stand evenly; all where none does by far.

    ``places`` has the extents of the columns of figures on each page.
    """
    spots = {page: [(low + high) / 2 for low, high in own] for page, own in places.items()}
    if len(choices) < 2 or max(map(len, spots.values()), default=0) < _FEWEST:
        return list(choices)
    by_distance = sorted((_unevenness(choice, spots), n) for n, choice in enumerate(choices))
    (least, best), (second, _), *_ = by_distance
    if least <= _EVEN and second >= max(least + _CLEARLY, least * _TIMES):
        return [choices[best]]
    return list(choices)


def _unevenness(choice: Choice, spots: Mapping[int, Sequence[float]]) -> float:
    """The usual distance from where equal columns would stand, by their breadth, over all pages."""
    squares = [
        distance**2 for page, columns in choice.items() for distance in _off(columns, spots[page])
    ]
    return sqrt(sum(squares) / len(squares))


def _off(columns: Sequence[int], spots: Sequence[float]) -> list[float]:
    """How far each spot is from the line that fits all, by the breadth of a column."""
    number = sum(columns) / len(columns)
    centre = sum(spots) / len(spots)
    spread = sum((column - number) ** 2 for column in columns)
    product = sum((c - number) * (s - centre) for c, s in zip(columns, spots, strict=True))
    if not spread or product <= 0:
        return [0.0] * len(spots)
    breadth = product / spread
    return [
        (centre + breadth * (column - number) - spot) / breadth
        for column, spot in zip(columns, spots, strict=True)
    ]
