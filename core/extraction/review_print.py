"""The review table by its headings as the page prints them, where nothing draws its columns.

Fifteen narrow columns break and stretch their headings, so that gaps tell little. But columns stand
side by side: read from left to right, the characters of the headings are those of the first, then
those of the second, whatever lines they were broken into. Where all fifteen come out, each figure
stands under one, and the sums of the three blocks must bear it out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from core.document import Document, Word
from core.extraction.lines import Field, Line
from core.extraction.repair import Option, Piece, Placed, piece_of, settle, sums_up
from core.extraction.reprinted import words_of_lines
from core.geometry import PageBox

_BLOCK: Final = (
    (frozenset("结果维持"), 4),
    (frozenset("结果纠正"), 4),
    (frozenset("其他它结果"), 4),
    (frozenset("尚未审结"), 4),
    (frozenset("总合计"), 2),
)
"""The characters of the headings of a block, and how many each has."""
_BLOCKS: Final = 3
_HEADINGS: Final = frozenset("结果维持纠正其他它尚未审总合计")
_NEXT_LINE: Final = 1.6
_UNITS: Final = frozenset("件宗次个项")

Spot = tuple[float, float, float, str]
"""Left and right edge of a character, its lower edge, and what it is."""


def headed_review(document: Document, lines: Sequence[Line]) -> list[Placed] | None:
    """The 15 cells by their headings; None where these are not all found or no block adds up.

    Headings and figures may be set at either side of their cells or in the middle: where that makes
    a difference, the sums must leave one way, which is a conclusion.
    """
    words = [word for page in words_of_lines(document, lines) for word in page]
    figures = [word for word in words if _is_figure(word)]
    spots = sorted(_characters(words), key=lambda spot: spot[0] + spot[1])
    extents = _extents(spots)
    if extents is None or not figures:
        return None
    first, bottom = min(w.box.page for w in words), max(spot[2] for spot in spots)
    # What stands above all headings is another table's.
    top = min(spot[2] for spot in spots)
    figures = [w for w in figures if w.box.page > first or w.box.bottom >= top]
    if not figures or any(word.box.page == first and word.box.bottom <= bottom for word in figures):
        return None
    ways = [_option(figures, edges) for edges in _edges(extents)]
    kept = [way for way in ways if way and all(map(sums_up, _blocks(way)))]
    if len({tuple(piece.value for piece in way) for way in kept}) != 1:
        return None
    return settle(kept[:1], concluded=len(kept) < len(ways))


def _edges(extents: Sequence[tuple[float, float]]) -> tuple[list[float], ...]:
    """Where columns end: with their headings, before the next ones, or in the middle between."""
    return (
        [right for _, right in extents[:-1]],
        [left for left, _ in extents[1:]],
        [(a[1] + b[0]) / 2 for a, b in pairwise(extents)],
    )


def _option(figures: Sequence[Word], edges: Sequence[float]) -> Option | None:
    columns: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in figures:
        columns[bisect_right(edges, (word.box.x0 + word.box.x1) / 2)].append(word)
    cells = [_cell(own, figures[0]) for own in columns]
    found = tuple(cell for cell in cells if cell is not None)
    return found if len(found) == len(cells) else None


def _is_figure(word: Word) -> bool:
    return Field(word.text, word.box, 0, 0).is_figure


def _characters(words: Sequence[Word]) -> Iterator[Spot]:
    """The characters of the headings, those of words that no heading has left out."""
    for word in words:
        if not set(word.text) <= _HEADINGS:
            continue
        step = (word.box.x1 - word.box.x0) / len(word.text)
        for n, character in enumerate(word.text):
            left = word.box.x0 + n * step
            yield left, left + step, word.box.bottom, character


def _extents(spots: Sequence[Spot]) -> list[tuple[float, float]] | None:
    """Where the headings stand, from left to right; None unless all are there and nothing else."""
    found: list[tuple[float, float]] = []
    at = 0
    for characters, size in _BLOCK * _BLOCKS:
        own = spots[at : at + size]
        at += size
        told = {spot[3] for spot in own}
        if len(told) != size or not told <= characters:
            return None
        found.append((min(spot[0] for spot in own), max(spot[1] for spot in own)))
    return found if at == len(spots) else None


def _cell(words: Sequence[Word], any_word: Word) -> Piece | None:
    """What stands under a heading: nothing, one figure, or the lines of one; None for several."""
    ordered = sorted(words, key=lambda word: (word.box.page, word.box.top))
    for upper, lower in pairwise(ordered):
        step = lower.box.top - upper.box.top
        near = lower.box.page == upper.box.page and step < _NEXT_LINE * (
            upper.box.bottom - upper.box.top
        )
        goes_on = lower.text.isdecimal() or (lower is ordered[-1] and lower.text in _UNITS)
        if not near or not (upper.text.isdecimal() and goes_on):
            return None
    if not ordered:
        return Piece(None, "", any_word.box)
    text = "\n".join(word.text for word in ordered)
    piece = piece_of(Field(text, _around([word.box for word in ordered]), 0, 0))
    return piece if piece.readable else None


def _around(boxes: Sequence[PageBox]) -> PageBox:
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    return whole


def _blocks(option: Option) -> Iterator[Option]:
    size = len(_BLOCK)
    return (option[at : at + size] for at in range(0, len(option), size))
