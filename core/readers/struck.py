"""Characters that a line strikes out: an author's way to put another figure in the place of one.

Such a line runs through the middle of its characters and hardly further, and is joined to no other:
the rules of a table end at rules.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from core.readers.ruling import Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.readers.frame import Box
    from core.readers.ink import Glyph

_OFF: Final = 0.22
"""How far from the middle of a character a line may strike it out, by its height."""
_COVERED: Final = 0.75
"""Of a line that strikes out characters these take at least this share."""
_JOINED: Final = 1.5
"""Lines that come nearer to each other than this, in points, meet."""
_SAME_HEIGHT: Final = 0.5


@dataclass(slots=True)
class Struck:
    """What is left of a page without the characters struck out and the lines that do so.

    ``figures`` are the boxes of the numbers among these characters.
    """

    glyphs: list[Glyph]
    rules: list[Stroke]
    figures: list[Box] = field(default_factory=list["Box"])


def without_struck(glyphs: Sequence[Glyph], rules: Sequence[Stroke]) -> Struck:
    """Take the characters out that lines strike out, as displayed, in whatever direction they run."""
    gone: set[int] = set()
    lines: set[int] = set()
    figures: list[Box] = []
    for vertical in (False, True):
        by_middle = sorted(
            (g for g in glyphs if g.turn % 2 == vertical), key=lambda g: g.middle[not vertical]
        )
        if not by_middle:
            continue
        middles = [glyph.middle[not vertical] for glyph in by_middle]
        tallest = max(map(_height, by_middle))
        for chain in _chains(rules, vertical=vertical):
            line = Stroke(vertical, chain[0].at, chain[0].start, max(s.end for s in chain))
            first = bisect_left(middles, line.at - _OFF * tallest)
            last = bisect_right(middles, line.at + _OFF * tallest)
            under = [glyph for glyph in by_middle[first:last] if _is_through(line, glyph)]
            if _is_covered(line, under) and not any(_meet(line, rule) for rule in rules):
                gone |= {id(glyph) for glyph in under}
                lines |= {id(stroke) for stroke in chain}
                figures += _numbers(under)
    return Struck(
        [glyph for glyph in glyphs if id(glyph) not in gone],
        [rule for rule in rules if id(rule) not in lines],
        figures,
    )


def _height(glyph: Glyph) -> float:
    """The height of a character, across the direction in which it runs."""
    return glyph.x1 - glyph.x0 if glyph.turn % 2 else glyph.bottom - glyph.top


def _extent(glyph: Glyph) -> tuple[float, float]:
    """Where a character begins and ends along its line."""
    return (glyph.top, glyph.bottom) if glyph.turn % 2 else (glyph.x0, glyph.x1)


def _chains(rules: Sequence[Stroke], *, vertical: bool) -> Iterator[list[Stroke]]:
    """The lines of one direction, pieces that go on with each other together."""
    own = (rule for rule in rules if rule.vertical == vertical)
    chain: list[Stroke] = []
    for rule in sorted(own, key=lambda rule: (round(rule.at / _SAME_HEIGHT), rule.start)):
        level = bool(chain) and abs(rule.at - chain[0].at) <= _SAME_HEIGHT
        if chain and not (level and rule.start <= max(s.end for s in chain) + _JOINED):
            yield chain
            chain = []
        chain.append(rule)
    if chain:
        yield chain


def _is_through(line: Stroke, glyph: Glyph) -> bool:
    along, across = glyph.middle[line.vertical], glyph.middle[not line.vertical]
    return line.start <= along <= line.end and abs(across - line.at) <= _OFF * _height(glyph)


def _is_covered(line: Stroke, glyphs: Sequence[Glyph]) -> bool:
    extents = map(_extent, glyphs)
    covered = sum(min(end, line.end) - max(start, line.start) for start, end in extents)
    return any(glyph.text != " " for glyph in glyphs) and covered >= _COVERED * (
        line.end - line.start
    )


def _meet(line: Stroke, other: Stroke) -> bool:
    """Whether a line across the first one touches it."""
    return (
        line.vertical != other.vertical
        and line.start - _JOINED <= other.at <= line.end + _JOINED
        and other.start - _JOINED <= line.at <= other.end + _JOINED
    )


def _numbers(glyphs: Sequence[Glyph]) -> Iterator[Box]:
    """Where digits side by side stand: the inner half of their boxes, for these may reach over the
    border of a cell."""
    along = sorted(glyphs, key=_extent)
    for is_digit, run in groupby(along, lambda glyph: glyph.text.isdecimal()):
        if is_digit:
            boxes = [glyph.box for glyph in run]
            x0, top, x1, bottom = zip(*boxes, strict=True)
            wide, high = (max(x1) - min(x0)) / 4, (max(bottom) - min(top)) / 4
            yield min(x0) + wide, min(top) + high, max(x1) - wide, max(bottom) - high
