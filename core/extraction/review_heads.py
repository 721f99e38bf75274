"""Which cells of a torn review table groups of figures fill, by the headings right before each group.

Programs that take a page apart print some headings, then as many figures, then the next headings. The
order of the headings in a group says little, as some have more lines than others, but which they are
says that the figures below are these columns', from left to right. A figure may also follow late, among
those of later headings; then nothing tells its place among them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from core.extraction.labels import bare
from core.extraction.lines import Field, Line
from core.extraction.repair import Option, Piece, number, piece_of
from core.geometry import Place

_LEAF: Final = re.compile("维|纠|其(?![他它]需要)|尚|总(?!体)|合(?=计)")
_LEAVES: Final = "维纠其尚总"
"""A character of each of the five headings that stand three times, in their order."""
_BLOCKS: Final = 3
_CELLS: Final = _BLOCKS * len(_LEAVES)
_MOST_STEPS: Final = 40_000
_MOST_RETURNS: Final = 4


@dataclass(frozen=True, slots=True)
class _Group:
    """Figures with no words between, and how often each heading stands right before them."""

    heads: Counter[str]
    figures: tuple[Field, ...]


def _groups(lines: Sequence[Line]) -> list[_Group]:
    groups: list[_Group] = []
    heads = Counter[str]()
    fields = [f for line in lines if line.kind == "plain" for f in line.fields if not f.is_blank]
    for is_figure, run in groupby(fields, lambda f: f.is_figure):
        own = tuple(run)
        if is_figure:
            groups.append(_Group(heads, own))
            heads = Counter[str]()
        else:
            words = "".join(bare(f.text) for f in own)
            heads += Counter(m.group().replace("合", "总") for m in _LEAF.finditer(words))
    return groups


def late_figures(lines: Sequence[Line]) -> frozenset[Place]:
    """The places of the figures that stand behind a few headings of their own and follow too few
    figures of the headings before these: one of them may be an earlier column's."""
    late: set[Place] = set()
    waiting = 0
    for group in _groups(lines):
        headed = group.heads.total()
        if waiting > 0 and 0 < headed < len(_LEAVES):
            late.update(f.place for f in group.figures)
        waiting += headed - len(group.figures)
    return frozenset(late)


def readings_by_headings(lines: Sequence[Line]) -> list[Option]:
    """The readings in which each group fills the columns of its own headings, from left to right.

    Those that return to an earlier group least often, and satisfy every sum. Empty where a group has
    more or fewer figures than headings.
    """
    groups = _groups(lines)
    heads = sum((group.heads for group in groups), Counter[str]())
    if any(group.heads.total() != len(group.figures) for group in groups):
        return []
    if heads != Counter(_LEAVES * _BLOCKS):
        return []
    pieces = [tuple(map(piece_of, group.figures)) for group in groups]
    if not all(piece.readable for own in pieces for piece in own):
        return []
    search = _Search(pieces, [group.heads for group in groups])
    for returns in range(_MOST_RETURNS + 1):
        found = {tuple(p.value for p in row): row for row in search.readings(returns)}
        if search.is_exhausted:
            return []
        if found:
            return [*found.values()]
    return []


class _Search:
    """Ways to fill the cells from left to right, a sum checked at the end of each block."""

    def __init__(self, pieces: Sequence[Option], heads: Sequence[Counter[str]]) -> None:
        self._pieces, self._heads = pieces, heads
        self._used = [0] * len(pieces)
        self._left = [Counter(own) for own in heads]
        self._steps = 0

    @property
    def is_exhausted(self) -> bool:
        return self._steps > _MOST_STEPS

    def readings(self, returns: int) -> Iterator[Option]:
        """The rows that return to an earlier group just so often."""
        yield from self._from((), 0, returns)

    def _from(self, done: Option, group: int, returns: int) -> Iterator[Option]:
        self._steps += 1
        if self.is_exhausted or not _adds_up(done):
            return
        if len(done) == _CELLS:
            if not returns:
                yield done
            return
        leaf = _LEAVES[len(done) % len(_LEAVES)]
        for other, left in enumerate(self._left):
            cost = int(other < group)
            if left[leaf] and cost <= returns:
                piece = self._pieces[other][self._used[other]]
                left[leaf] -= 1
                self._used[other] += 1
                yield from self._from((*done, piece), other, returns - cost)
                left[leaf] += 1
                self._used[other] -= 1


def _adds_up(done: Sequence[Piece]) -> bool:
    """Whether the block that ends here, if one does, adds up."""
    if not done or len(done) % len(_LEAVES):
        return True
    *parts, total = (number(piece.value) for piece in done[-len(_LEAVES) :])
    return sum(parts) == total
