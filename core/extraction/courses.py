"""How the rows of a form lie in a stream of figures that a text tore here and there.

The figures of most rows still stand together and in order; between them some are strangers, some
rows have lost their figures, and a few have mixed them up. Of all ways to deal the stream out the
cheapest counts, and every row for which another way costs hardly more is left open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

_INFINITE: Final = float("inf")
_DRIFT: Final = 45
"""Figures by which a row may lie beside where it would without strangers and losses."""
_STRANGERS: Final = 1.5
_EACH_STRANGER: Final = 0.1
_TELLING: Final = 1.0
_NO_FIGURES: Final = 4.0
_TORN: Final = 2.2
_EACH_ASTRAY: Final = 0.2
_MOST_ASTRAY: Final = 3
"""What speaks against a way: strangers in one place, each of them, one
that tells; a row without figures; one that
has lost some or has too many, and each of these, no more than so many."""
_SLACK: Final = 1.2
"""Ways that cost at most this much more than the cheapest cannot be told from it."""

Cost = Callable[[int, int], float]
"""What speaks against a row, by its number, having the figures from one on."""


@dataclass(frozen=True, slots=True)
class Course:
    """Where the figures of each row begin, None for a row without; ``near`` has all beginnings that
    cost hardly more. ``cost`` is that of the cheapest way."""

    starts: tuple[int | None, ...]
    near: tuple[tuple[int | None, ...], ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Stream:
    """So many figures, of which the first ``own`` stand in the table; what follows may be others'."""

    size: int
    own: int
    rows: int
    width: int

    def course(self, cost: Cost, telling: Set[int]) -> Course | None:
        """The cheapest way to deal the figures out; None when they are too few or too many.

        ``telling`` are the numbers of the figures that hardly are strangers.
        """
        known: dict[tuple[int, int], float] = {}
        for row in range(self.rows):
            for at in self._places(row):
                if at + self.width <= self.size:
                    known[row, at] = cost(row, at)
        stray = [_EACH_STRANGER + _TELLING * (at in telling) for at in range(self.size)]
        behind, ahead = self._behind(known, stray), self._ahead(known, stray)
        best = ahead[0].get(0, _INFINITE)
        if best == _INFINITE:
            return None
        near: list[tuple[int | None, ...]] = []
        starts: list[int | None] = []
        for row in range(self.rows):
            priced = self._priced(row, known, behind, ahead)
            close = sorted(p for p in priced if p[0] <= best + _SLACK)
            near.append(tuple(None if at < 0 else at for _, at in close))
            starts.append(near[-1][0])
        return Course(tuple(starts), tuple(near), best)

    @property
    def _lame(self) -> tuple[tuple[int, float], ...]:
        """How many figures a row may take that cannot be read, and what speaks against it."""
        astray = range(-_MOST_ASTRAY, _MOST_ASTRAY + 1)
        torn = ((self.width + n, _TORN + _EACH_ASTRAY * abs(n)) for n in astray if n)
        return ((0, _NO_FIGURES), *torn)

    def _without(self, following: Mapping[int, float], at: int) -> float:
        """The cheapest cost from a row on that cannot be read."""
        return min(price + following.get(at + size, _INFINITE) for size, price in self._lame)

    def _places(self, row: int) -> range:
        middle = row * self.width
        return range(max(0, middle - _DRIFT), min(self.size, middle + _DRIFT) + 1)

    def _tail(self, at: int) -> float:
        return _EACH_STRANGER * max(0, self.own - at)

    def _behind(
        self, known: Mapping[tuple[int, int], float], stray: Sequence[float]
    ) -> list[dict[int, float]]:
        """By row, the cheapest cost of the rows before it, strangers before it skipped."""
        found: list[dict[int, float]] = []
        arrived: dict[int, float] = {0: 0.0}
        for row in range(self.rows):
            here = self._skipped(arrived, self._places(row), stray)
            found.append(here)
            arrived = {}
            for at, cost in here.items():
                for size, price in self._lame:
                    if at + size <= self.size:
                        _lower(arrived, at + size, cost + price)
                if (row, at) in known:
                    _lower(arrived, at + self.width, cost + known[row, at])
        return found

    def _skipped(
        self, arrived: Mapping[int, float], places: range, stray: Sequence[float]
    ) -> dict[int, float]:
        here: dict[int, float] = {}
        skipping = _INFINITE
        for at in range(min(arrived, default=0), places.stop):
            own = arrived.get(at, _INFINITE)
            if min(own, skipping) < _INFINITE and at in places:
                here[at] = min(own, skipping)
            if at < self.size:
                skipping = min(skipping, own + _STRANGERS) + stray[at]
        return here

    def _ahead(
        self, known: Mapping[tuple[int, int], float], stray: Sequence[float]
    ) -> list[dict[int, float]]:
        """By row, the cheapest cost from it on, strangers before it still to skip."""
        following = {at: self._tail(at) for at in range(self.size + 1)}
        found = [following]
        for row in range(self.rows - 1, -1, -1):
            here: dict[int, float] = {}
            skipping = _INFINITE
            for at in reversed(self._places(row)):
                taken = known.get((row, at), _INFINITE)
                taken += following.get(at + self.width, _INFINITE)
                own = min(taken, self._without(following, at))
                skipping += stray[at] if at < self.size else 0.0
                if min(own, skipping) < _INFINITE:
                    here[at] = min(own, skipping)
                skipping = min(skipping, own + _STRANGERS)
            following = here
            found.append(here)
        return found[::-1]

    def _priced(
        self,
        row: int,
        known: Mapping[tuple[int, int], float],
        behind: Sequence[Mapping[int, float]],
        ahead: Sequence[Mapping[int, float]],
    ) -> list[tuple[float, int]]:
        """The cost of the cheapest way through each place where the row may begin, -1 for none."""
        priced: list[tuple[float, int]] = []
        for at, cost in behind[row].items():
            rest = ahead[row + 1]
            priced.append((cost + self._without(rest, at), -1))
            if (row, at) in known:
                total = cost + known[row, at] + rest.get(at + self.width, _INFINITE)
                priced.append((total, at))
        return priced


def _lower(costs: dict[int, float], at: int, cost: float) -> None:
    costs[at] = min(costs.get(at, _INFINITE), cost)
