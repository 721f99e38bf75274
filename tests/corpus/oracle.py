"""What figures without columns can mean: exact, and without the program's own reading.

A text that lost its blanks still has each row's figures in order. Of all ways to put them into
columns those remain that keep the sums which the form demands and which the report itself keeps. A
cell that is the same in all of them is told by the text, any other is left open. The proof is a sweep
over the rows that carries every partial sum, once from each end, so that nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.corpus.figures import Value

MOST_STATES: Final = 60_000
"""Partial sums of one row after which the search gives up."""
_MOST_SUMS: Final = 4_000
"""Reachable sums of one column; of more only the least and the greatest are kept."""

Row = tuple["Value", ...]
"""A row with a value for each column; None for a blank."""
Sum = tuple[frozenset[int], frozenset[int], int]
"""Numbers of the rows on either side of a sum, and the column in which it holds."""


def placements(tokens: Sequence[Value], width: int) -> Iterator[Row]:
    """All ways to put figures into columns that keep their order; every other column is blank."""
    for spots in combinations(range(width), len(tokens)):
        row: list[Value] = [None] * width
        for spot, token in zip(spots, tokens, strict=True):
            row[spot] = token
        yield tuple(row)


def amount(value: Value) -> int:
    """A value in a sum: blanks and marks of absence count as 0."""
    return value if isinstance(value, int) else 0


def adds_up(row: Sequence[Value]) -> bool:
    """Whether the last value is the sum of the others; a blank is none where they are not 0."""
    parts = sum(map(amount, row[:-1]))
    return parts == amount(row[-1]) and (row[-1] is not None or not any(map(amount, row[:-1])))


def kept_sums(rows: Sequence[Row], sums: Sequence[Sum]) -> list[Sum]:
    """Those of the sums over rows that hold."""
    return [
        (left, right, column)
        for left, right, column in sums
        if sum(amount(rows[n][column]) for n in left) == sum(amount(rows[n][column]) for n in right)
    ]


def possible_rows(
    domains: Sequence[Sequence[Row]], sums: Sequence[Sum]
) -> list[frozenset[Row]] | None:
    """Of each row the readings that are part of some table in which every sum holds.

    ``domains`` has all readings of each row. None when there are too many tables to tell.
    """
    order = sorted(range(len(domains)), key=lambda n: (len(domains[n]), -_weight(domains[n])))
    sweep = _Sweep([list(dict.fromkeys(domains[n])) for n in order], order, sums)
    found = sweep.possible()
    if found is None:
        return None
    return [found[order.index(n)] for n in range(len(domains))]


def _weight(domain: Sequence[Row]) -> int:
    return max((amount(value) for row in domain for value in row), default=0)


_State = tuple[int, ...]


@dataclass(slots=True)
class _Layer:
    """The partial sums before a row, and for each the readings that lead on and where to."""

    steps: dict[_State, list[tuple[int, _State]]]


class _Sweep:
    """All tables at once: states are the differences of each sum over the rows so far."""

    def __init__(
        self, domains: Sequence[Sequence[Row]], order: Sequence[int], sums: Sequence[Sum]
    ) -> None:
        self._domains = domains
        self._shifts = [
            [
                tuple(
                    amount(row[column]) * ((n in left) - (n in right))
                    for left, right, column in sums
                )
                for row in domain
            ]
            for n, domain in zip(order, domains, strict=True)
        ]
        self._count = len(sums)
        self._ahead = self._reaches()

    def _reaches(self) -> list[list[Callable[[int], bool]]]:
        """For each row and sum whether what is still missing can come from this row on."""
        ahead: list[list[Callable[[int], bool]]] = [[_is_nothing] * self._count]
        values = [frozenset((0,))] * self._count
        bounds = [(0, 0)] * self._count
        for shifts in reversed(self._shifts):
            columns = [frozenset(column) for column in zip(*shifts, strict=True)]
            bounds = [
                (low + min(own), high + max(own))
                for (low, high), own in zip(bounds, columns, strict=True)
            ]
            values = [
                frozenset(a + b for a in known for b in own)
                if known and len(known) * len(own) <= _MOST_SUMS
                else frozenset[int]()
                for known, own in zip(values, columns, strict=True)
            ]
            ahead.append([_reach(*pair) for pair in zip(values, bounds, strict=True)])
        return ahead[::-1]

    def possible(self) -> list[frozenset[Row]] | None:
        """The readings of each row on a way from nothing to no difference."""
        layers: list[_Layer] = []
        states: set[_State] = {(0,) * self._count}
        for number, shifts in enumerate(self._shifts):
            layer = _Layer({})
            following: set[_State] = set()
            for state in states:
                for choice, shift in enumerate(shifts):
                    reached = tuple(map(int.__add__, state, shift))
                    ahead = self._ahead[number + 1]
                    if all(can(-left) for can, left in zip(ahead, reached, strict=True)):
                        layer.steps.setdefault(state, []).append((choice, reached))
                        following.add(reached)
                if len(following) > MOST_STATES:
                    return None
            layers.append(layer)
            states = following
        return self._back(layers, states)

    def _back(self, layers: Sequence[_Layer], ends: set[_State]) -> list[frozenset[Row]]:
        found: list[frozenset[Row]] = []
        alive = {state for state in ends if not any(state)}
        for layer, domain in zip(reversed(layers), reversed(self._domains), strict=True):
            used: set[int] = set()
            before: set[_State] = set()
            for state, steps in layer.steps.items():
                good = [choice for choice, reached in steps if reached in alive]
                used.update(good)
                if good:
                    before.add(state)
            found.append(frozenset(domain[choice] for choice in used))
            alive = before
        return found[::-1]


def _is_nothing(rest: int) -> bool:
    return rest == 0


def _reach(values: frozenset[int], bounds: tuple[int, int]) -> Callable[[int], bool]:
    low, high = bounds
    return values.__contains__ if values else lambda rest: low <= rest <= high


def told(rows: frozenset[Row]) -> tuple[bool, ...]:
    """For each column whether all readings of a row agree."""
    return tuple(len(set(column)) == 1 for column in zip(*rows, strict=True))


def cuts(digits: str, count: int) -> Iterator[Row]:
    """All ways to cut digits into so many numbers, none of several digits led by 0."""
    if count == 1:
        if digits == "0" or not digits.startswith("0"):
            yield (int(digits),)
        return
    longest = 1 if digits.startswith("0") else len(digits) - count + 1
    for end in range(1, longest + 1):
        for rest in cuts(digits[end:], count - 1):
            yield (int(digits[:end]), *rest)


def glued_rows(digits: str, width: int) -> Iterator[Row]:
    """All rows without a blank that a string of digits can be, the last number the sum of the others.

    No number of several digits begins with 0.
    """
    for at in range(width - 1, len(digits)):
        last = digits[at:]
        if last == "0" or not last.startswith("0"):
            for parts in _parts(digits[:at], width - 1, int(last)):
                yield (*parts, int(last))


def _parts(digits: str, count: int, total: int) -> Iterator[tuple[int, ...]]:
    if not count:
        if not digits and not total:
            yield ()
        return
    longest = 1 if digits.startswith("0") else min(len(digits), len(str(total)))
    for end in range(1, longest + 1):
        value = int(digits[:end] or "0")
        if digits and value <= total and len(digits) - end >= count - 1:
            for rest in _parts(digits[end:], count - 1, total - value):
                yield (value, *rest)
