"""The lines of a page as they are printed, where rows and columns were only concluded.

A table that no rules draw comes as a grid that the reader put together from where words stand. Its
words stand on the page all the same, and read line by line they are a text that keeps positions:
another way to the same figures, which goes by the form's labels instead of by gaps.

Narrow columns break numbers: their digits then stand below each other. Whether they are one number
or those of rows set closely the page does not tell; they are put together where the sums of the rows,
as they stand, do not hold.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from core.document import Document, Word
from core.extraction.fields import cuts_of_word, is_page_number
from core.extraction.lines import Field, Line
from core.geometry import PageBox, Place, TextSpan

_SAME_LINE: Final = 0.3
"""Words stand on one line when their middles are nearer than this share of their height."""
_NEXT_LINE: Final = 1.6
"""Lines of one number follow each other within so many heights."""
_MOST_LINES: Final = 5
_FEWEST_DIGITS: Final = 2
"""A column broad enough for one digit only is none."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Words that count as one, with the place that shows their line, and where they all stand."""

    text: str
    box: PageBox
    whole: PageBox
    start: int
    end: int
    joined: bool = False

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2

    @property
    def height(self) -> float:
        return self.box.bottom - self.box.top


@dataclass(frozen=True, slots=True)
class Print:
    """Lines as a page prints them; ``joined`` are the places of numbers put together of several."""

    lines: tuple[Line, ...]
    joined: frozenset[Place] = frozenset()


def printed_lines(document: Document, lines: Sequence[Line]) -> Print:
    """The words of these lines as lines of the pages; none where the document has no pages."""
    return _print(_spots(document, lines))


def joined_lines(document: Document, lines: Sequence[Line], settled: Collection[Place]) -> Print:
    """The same with digits that stand below each other put together, but for ``settled`` ones."""
    return _print(_stacks_joined(_spots(document, lines), settled))


def _print(pages: Sequence[Sequence[_Spot]]) -> Print:
    return Print(
        tuple(_line(row) for page in pages for row in _rows(page)),
        frozenset(spot.whole for page in pages for spot in page if spot.joined),
    )


def _spots(document: Document, lines: Sequence[Line]) -> list[list[_Spot]]:
    return [
        [_Spot(w.text, w.box, w.box, w.start, w.start + len(w.text)) for w in own]
        for own in words_of_lines(document, lines)
    ]


def words_of_lines(document: Document, lines: Sequence[Line]) -> Iterator[list[Word]]:
    """The words of the lines, page by page."""
    spans = sorted({(line.span.start, line.span.end) for line in lines})
    boxes = [f.place for line in lines for f in line.fields if isinstance(f.place, PageBox)]
    for page in document.pages:
        # The rows of a grid share its span: which of them are meant, their heights tell.
        own = [box for box in boxes if box.page == page.number]
        top = min((box.top for box in own), default=0.0)
        bottom = max((box.bottom for box in own), default=0.0)
        inside = [
            word
            for word in page.words
            if top <= _height_of(word) <= bottom and any(a <= word.start < b for a, b in spans)
        ]
        yield [*inside, *_fringe(page.words, inside)]


def _height_of(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _fringe(words: Sequence[Word], inside: Sequence[Word]) -> Iterator[Word]:
    """The digits of a broken number above the first line and below the last, set apart by their
    height from the label that stands in the middle of its row."""
    if not inside:
        return
    known = {id(word) for word in inside}
    top = min(word.box.top for word in inside)
    bottom = max(word.box.bottom for word in inside)
    for word in words:
        height = word.box.bottom - word.box.top
        near = top - height < _height_of(word) < bottom + height
        if near and id(word) not in known and word.text.isdecimal():
            yield word


def _rows(spots: Sequence[_Spot]) -> Iterator[list[_Spot]]:
    """The words of a page at one height, from left to right, from the top down."""
    if not spots:
        return
    near = _SAME_LINE * median(spot.height for spot in spots)
    rows: list[list[_Spot]] = []
    for spot in sorted(spots, key=lambda s: s.middle):
        if not rows or spot.middle - rows[-1][-1].middle > near:
            rows.append([])
        rows[-1].append(spot)
    for row in rows:
        ordered = sorted(row, key=lambda s: s.box.x0)
        if not is_page_number(" ".join(spot.text for spot in ordered)):
            yield ordered


def _line(spots: Sequence[_Spot]) -> Line:
    fields: list[Field] = []
    at = 0
    for spot in spots:
        for start, end in cuts_of_word(spot.text):
            box = _part(spot, start, end)
            fields.append(Field(spot.text[start:end], box, at + start, at + end))
        at += len(spot.text) + 1
    span = TextSpan(min(s.start for s in spots), max(s.end for s in spots))
    return Line("plain", tuple(fields), None, span, spots[0].box.page)


def _part(spot: _Spot, start: int, end: int) -> PageBox:
    """The place of some characters of a word."""
    box, whole = spot.whole, _width(spot.text)
    if not whole or end - start == len(spot.text):
        return box
    scale = (box.x1 - box.x0) / whole
    left = box.x0 + scale * _width(spot.text[:start])
    return PageBox(box.page, left, box.top, left + scale * _width(spot.text[start:end]), box.bottom)


def _width(text: Iterable[str]) -> int:
    """In digits, of which a Chinese character is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _stacks_joined(
    pages: Sequence[Sequence[_Spot]], settled: Collection[Place]
) -> list[list[_Spot]]:
    """The words with digits that stand below each other as one number, on the line of its row."""
    below: dict[int, _Spot] = {}
    spots = [s for page in pages for s in page if s.text.isdecimal() and s.box not in settled]
    over = [*zip(_edges(pages, last=True), _edges(pages[1:], last=False), strict=False)]
    for spot in spots:
        near = [s for s in spots if _stands_below(s, spot)]
        near += [
            s
            for ends, begins in over
            if spot in ends
            for s in begins
            if s in spots and _overlap(spot, s)
        ]
        if near:
            below[id(spot)] = min(near, key=lambda s: (s.box.page, s.middle))
    taken = {id(spot) for spot in below.values()}
    gone: set[int] = set()
    made: dict[int, _Spot] = {}
    for first in (s for s in spots if id(s) in below and id(s) not in taken):
        stack = [first]
        while id(stack[-1]) in below and len(stack) <= _MOST_LINES:
            stack.append(below[id(stack[-1])])
        if _is_one_number(stack):
            gone.update(map(id, stack))
            made[id(first)] = _as_one(stack, [s for page in pages for s in page])
    return [
        [made.get(id(spot), spot) for spot in page if id(spot) in made or id(spot) not in gone]
        for page in pages
    ]


def _edges(pages: Sequence[Sequence[_Spot]], *, last: bool) -> Iterator[list[_Spot]]:
    """The digits of the last or first line of each page, where nothing else stands on the first."""
    for page in pages:
        rows = list(_rows(page))
        row = rows[-1 if last else 0] if rows else []
        yield row if last or all(spot.text.isdecimal() for spot in row) else []


def _stands_below(lower: _Spot, upper: _Spot) -> bool:
    step = lower.middle - upper.middle
    near = 0.5 * upper.height < step < _NEXT_LINE * upper.height
    return near and lower.box.page == upper.box.page and _overlap(lower, upper)


def _overlap(one: _Spot, other: _Spot) -> bool:
    shared = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    return 2 * shared > min(one.box.x1 - one.box.x0, other.box.x1 - other.box.x0)


def _is_one_number(stack: Sequence[_Spot]) -> bool:
    """Whether each line but the last is as long as the first, as where a column breaks a number."""
    lengths = [len(spot.text) for spot in stack]
    return (
        len(stack) <= _MOST_LINES
        and lengths[0] >= _FEWEST_DIGITS
        and all(a == lengths[0] for a in lengths[:-1])
        and lengths[-1] <= lengths[0]
        and not stack[0].text.startswith("0")
    )


def _as_one(stack: Sequence[_Spot], everything: Sequence[_Spot]) -> _Spot:
    """The number on the line of its row: that of its middle, its first or its last digits."""
    first, last = stack[0], stack[-1]
    whole = first.box if first.box.page != last.box.page else first.box.union(last.box)
    middle = (whole.top + whole.bottom) / 2
    half = first.height / 2
    box = replace(first.box, top=middle - half, bottom=middle + half)
    near = _SAME_LINE * first.height
    for at in (middle, first.middle, last.middle):
        beside = [s for s in everything if s not in stack and abs(s.middle - at) < near]
        if any(s.box.page == first.box.page for s in beside):
            box = replace(first.box, top=at - half, bottom=at + half)
            break
    text = "".join(spot.text for spot in stack)
    start, end = min(s.start for s in stack), max(s.end for s in stack)
    return _Spot(text, box, replace(whole, top=min(whole.top, box.top)), start, end, joined=True)
