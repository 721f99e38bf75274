"""Which lines of labels belong to which row of figures, in a table without rules between rows.

Labels are wrapped, and their figures stand level with their middle, their first or their last
line, the same way in the whole table. A label that no figures stand beside is a row of blanks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import isfinite
from typing import Final, Literal

Level = Literal["middle", "first", "last"]

_BLANK_ROW: Final = 0.3
"""What a label costs that has no figures, where one that stands half a line off costs 0.5."""
_NO_LABEL: Final = 1.0
_BROKEN: Final = 0.5
_NEXT_LINE: Final = 1.12
"""Lines of one label follow each other as near as those of another, up to so many times that."""
_SURELY: Final = 1.32
"""The same in heights of a line, where no label tells how far its lines stand apart."""
_LEVEL: Final = 0.3
_ALIGNED: Final = 0.4
_BETTER: Final = 0.5
"""Figures stand level with an end of their labels only where that costs less than so much of it."""
_MOST_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A line of a label: where it stands; ``row`` is the row of figures that it is level with.

    ``begins`` says that a numeral stands before its words, so that no label goes on with it.
    """

    number: int
    middle: float
    height: float
    x0: float
    x1: float
    row: int | None
    begins: bool = False


Group = tuple[int | None, tuple[LabelLine, ...]]
"""A row of figures, or None for a row of blanks, with the lines of its label."""


def labelled(lines: Sequence[LabelLine], rows: Sequence[float]) -> list[Group]:
    """Share out the lines of labels among the rows of figures (their heights), in order."""
    costs = {level: _Sharing(lines, rows, level).best() for level in ("middle", "first", "last")}
    usual, groups = costs["middle"]
    for level in ("first", "last"):
        cost, other = costs[level]
        if cost < _BETTER * usual:
            usual, groups = cost, other
    return groups


class _Sharing:
    """The cheapest way to cut the lines between two rows of figures, for one level."""

    def __init__(self, lines: Sequence[LabelLine], rows: Sequence[float], level: Level) -> None:
        self.rows = rows
        self.level: Level = level
        self.own = [next((n for n in lines if n.row == k), None) for k in range(len(rows))]
        free = [line for line in lines if line.row is None]
        edges = [float("-inf"), *rows, float("inf")]
        self.step = self._usual_step(free)
        self.gaps = [
            tuple(line for line in free if low < line.middle <= high)
            for low, high in pairwise(edges)
        ]

    def _usual_step(self, free: Sequence[LabelLine]) -> float:
        """How far the lines of one label stand apart, as labels of two lines tell whose figures
        stand level with neither; infinite when there are none."""
        steps = [
            b.middle - a.middle
            for a, b in pairwise(free)
            for row, own in zip(self.rows, self.own, strict=True)
            if own is None and abs(a.middle + b.middle - 2 * row) < _LEVEL * a.height
        ]
        return min((step for step in steps if step > 0), default=float("inf"))

    def best(self) -> tuple[float, list[Group]]:
        """The cost and the groups from top to bottom."""

        @cache
        def from_row(k: int, taken: int) -> tuple[float, tuple[Group, ...]]:
            """``taken`` lines of the gap above row k are left for it or for blank rows."""
            gap = self.gaps[k]
            left = gap[len(gap) - taken :]
            if k == len(self.rows):
                return self._blanks(left)
            found: list[tuple[float, tuple[Group, ...]]] = []
            below = self.gaps[k + 1]
            for above in range(min(len(left), _MOST_LINES) + 1):
                cost, blanks = self._blanks(left[: len(left) - above])
                for behind in range(min(len(below), _MOST_LINES) + 1):
                    own = self._label(k, left[len(left) - above :], below[:behind])
                    rest, groups = from_row(k + 1, len(below) - behind)
                    total = cost + self._cost(k, own) + rest
                    found.append((total, (*blanks, (k, own), *groups)))
            return min(found, key=lambda pair: pair[0])

        cost, groups = from_row(0, len(self.gaps[0]))
        return cost, list(groups)

    def _label(
        self, k: int, above: Sequence[LabelLine], below: Sequence[LabelLine]
    ) -> tuple[LabelLine, ...]:
        own = self.own[k]
        return (*above, *((own,) if own else ()), *below)

    def _cost(self, k: int, lines: Sequence[LabelLine]) -> float:
        if not lines:
            return _NO_LABEL
        match self.level:
            case "first":
                at = lines[0].middle
            case "last":
                at = lines[-1].middle
            case _:
                at = (lines[0].middle + lines[-1].middle) / 2
        broken = sum(not self._go_on(a, b) for a, b in pairwise(lines))
        return abs(at - self.rows[k]) / lines[0].height + _BROKEN * broken

    def _blanks(self, lines: Sequence[LabelLine]) -> tuple[float, tuple[Group, ...]]:
        groups: list[list[LabelLine]] = []
        for line in lines:
            if groups and self._go_on(groups[-1][-1], line):
                groups[-1].append(line)
            else:
                groups.append([line])
        return _BLANK_ROW * len(groups), tuple((None, tuple(own)) for own in groups)

    def _go_on(self, a: LabelLine, b: LabelLine) -> bool:
        """Whether two lines may be of one label: one below the other, begun or centred alike."""
        if b.begins:
            return False
        near = _ALIGNED * a.height
        aligned = abs(a.x0 - b.x0) < near or abs(a.x0 + a.x1 - b.x0 - b.x1) < 2 * near
        step = _NEXT_LINE * self.step if isfinite(self.step) else _SURELY * a.height
        return aligned and b.middle - a.middle <= step
