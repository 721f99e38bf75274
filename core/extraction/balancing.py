"""Choosing among the readings of several rows by the sums over them.

A reading stays when some combination with readings of the other rows satisfies every sum. First each
column is asked alone which of its values can make its sum; then one sweep over the rows carries the
differences of all columns, and only what comes to nothing in every one of them is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.extraction.repair import Option, Relation, number

_MOST_STEPS: Final = 6_000
"""Steps of the sweep after which only what the columns alone exclude is dropped."""
_LONGEST: Final = 1 << 17
"""Sums of a column that are told apart; in a table of larger figures no column is asked alone."""

_Shift = tuple[int, ...]
"""What a reading adds to the difference of the two sides of each sum."""
_Sum = tuple[frozenset[str], frozenset[str], int]
"""Rows on the left, rows on the right, and the column."""


def chosen_by_columns(
    options: dict[str, list[Option]], relations: Sequence[Relation]
) -> dict[str, list[Option]]:
    """Drop the options that no combination with the other rows lets satisfy the column sums.

    ``relations`` are pairs of row codes whose sums must be equal in every column; one with a row of
    which a figure cannot be read is left out, and so is a column of which no combination makes the
    sum: there the report itself has slipped. When the other columns contradict each other, all
    options stay.
    """
    known = {c for c, found in options.items() if all(p.readable for o in found for p in o)}
    usable = [(a, b) for a, b in relations if known.issuperset((*a, *b))]
    rows = [code for code in options if any(code in side for pair in usable for side in pair)]
    if not any(len(options[code]) > 1 for code in rows):
        return options
    width = len(options[rows[0]][0])
    sums = [(frozenset(a), frozenset(b), n) for a, b in usable for n in range(width)]
    sums = [s for s in sums if _Column([_shifts(c, options[c], [s]) for c in rows], 0).is_possible]
    domains = [_shifts(code, options[code], sums) for code in rows]
    left = _left_by_columns(domains, len(sums))
    if left is None:
        return options
    for together, varying in _groups(left) if _is_small(left) else ():
        start = [sum(own[0][n] for r, own in enumerate(left) if r not in together) for n in varying]
        own = [{tuple(s[n] for n in varying): s for s in left[row]} for row in together]
        kept = _Sweep([[*shifts] for shifts in own], start).possible()
        if kept is None:
            continue
        if not all(kept):
            return options
        for row, shifts, good in zip(together, own, kept, strict=True):
            left[row] = [shifts[one] for one in good]
    made = dict(zip(rows, map(set[_Shift], left), strict=True))
    return {
        code: [o for o in found if code not in made or _shift(code, o, sums) in made[code]]
        for code, found in options.items()
    }


def _shifts(code: str, options: Iterable[Option], sums: Sequence[_Sum]) -> list[_Shift]:
    return list(dict.fromkeys(_shift(code, option, sums) for option in options))


def _shift(code: str, option: Option, sums: Sequence[_Sum]) -> _Shift:
    return tuple(
        _whole(number(option[column].value)) * ((code in left) - (code in right))
        for left, right, column in sums
    )


def _whole(value: Decimal) -> int:
    """The value as an integer; counts have no fraction, and half a case is none."""
    return int(value)


@dataclass(frozen=True, slots=True)
class _Column:
    """One sum alone: which values of its rows are part of a combination that makes it.

    Sets of sums are the bits of integers, shifted so that the least sum of each row is bit 0.
    """

    domains: Sequence[Sequence[_Shift]]
    number: int

    @property
    def is_possible(self) -> bool:
        """Whether any combination makes the sum."""
        return all(self.supported())

    def supported(self) -> list[list[_Shift]]:
        """The readings of each row that this sum allows."""
        values = [sorted({shift[self.number] for shift in own}) for own in self.domains]
        reach = sum(own[-1] - own[0] for own in values)
        target = -sum(own[0] for own in values)
        if not 0 <= target <= reach:
            return [[] for _ in self.domains]
        if reach > _LONGEST:
            return [list(own) for own in self.domains]
        missing = [1 << target]
        for own in reversed(values):
            missing.append(_any_of(missing[-1] >> (v - own[0]) for v in own))
        reached, found = 1, list[list[_Shift]]()
        for own, following, domain in zip(values, missing[-2::-1], self.domains, strict=True):
            good = {v for v in own if reached << (v - own[0]) & following}
            found.append([shift for shift in domain if shift[self.number] in good])
            reached = _any_of(reached << (v - own[0]) for v in own)
        return found


def _any_of(sets: Iterable[int]) -> int:
    union = 0
    for one in sets:
        union |= one
    return union


def _left_by_columns(domains: list[list[_Shift]], count: int) -> list[list[_Shift]] | None:
    """What every column alone allows, until nothing more is dropped; None when nothing is left."""
    waiting = set(range(count))
    while waiting:
        made = _Column(domains, waiting.pop()).supported()
        if not all(made):
            return None
        changed = [n for n, own in enumerate(made) if len(own) < len(domains[n])]
        if changed:
            waiting.update(range(count))
        domains = made
    return domains


def _is_small(domains: Sequence[Sequence[_Shift]]) -> bool:
    """Whether the sums that each column can make are few enough to be listed."""
    spans = ([max(own) - min(own) for own in zip(*rows, strict=True)] for rows in domains)
    return all(sum(own) <= _LONGEST for own in zip(*spans, strict=True))


def _groups(domains: Sequence[Sequence[_Shift]]) -> list[tuple[list[int], list[int]]]:
    """The rows with several readings left, and the sums in which these differ: one group for rows
    that have a say in the same sums."""
    groups: list[tuple[list[int], set[int]]] = []
    for row, own in enumerate(domains):
        varying = {n for n, values in enumerate(zip(*own, strict=True)) if len(set(values)) > 1}
        if not varying:
            continue
        joined = [group for group in groups if group[1] & varying]
        groups = [group for group in groups if not group[1] & varying]
        rows = [n for others, _ in joined for n in others]
        groups.append(([*rows, row], varying.union(*(sums for _, sums in joined))))
    return [(rows, sorted(sums)) for rows, sums in groups]


class _Sweep:
    """All combinations at once: row by row the differences that the rows so far can make.

    ``start`` is the difference of each sum that the other rows of the table make.
    """

    def __init__(self, domains: Sequence[Sequence[_Shift]], start: Sequence[int]) -> None:
        self._domains = domains
        self._order = sorted(range(len(domains)), key=lambda n: len(domains[n]))
        self._start = tuple(start)
        count = len(start)
        # What the rows from each place on can add to a sum: the least, and which bits above it.
        rest = [(0, 1)] * count
        self._rest = [rest]
        for n in reversed(self._order):
            columns = [set(own) for own in zip(*domains[n], strict=True)]
            rest = [_joined(known, own) for known, own in zip(rest, columns, strict=True)]
            self._rest.append(rest)
        self._rest.reverse()

    def possible(self) -> list[set[_Shift]] | None:
        """The readings of each row that lead to no difference; None when there are too many."""
        layers: list[dict[_Shift, list[tuple[_Shift, _Shift]]]] = []
        states = {self._start}
        steps = 0
        for place, row in enumerate(self._order):
            layer: dict[_Shift, list[tuple[_Shift, _Shift]]] = {}
            for state in states:
                steps += len(self._domains[row])
                if steps > _MOST_STEPS:
                    return None
                ways = [(s, tuple(map(int.__add__, state, s))) for s in self._domains[row]]
                layer[state] = [way for way in ways if self._can_end(way[1], place + 1)]
            layers.append(layer)
            states = {reached for ways in layer.values() for _, reached in ways}
        return self._back(layers)

    def _can_end(self, state: _Shift, place: int) -> bool:
        for difference, (least, bits) in zip(state, self._rest[place], strict=True):
            above = -difference - least
            if above < 0 or not bits >> above & 1:
                return False
        return True

    def _back(
        self, layers: Sequence[dict[_Shift, list[tuple[_Shift, _Shift]]]]
    ) -> list[set[_Shift]]:
        found: list[set[_Shift]] = [set() for _ in self._domains]
        alive = {(0,) * len(self._start)}
        for row, layer in zip(reversed(self._order), reversed(layers), strict=True):
            before: set[_Shift] = set()
            for state, ways in layer.items():
                good = [shift for shift, reached in ways if reached in alive]
                found[row].update(good)
                if good:
                    before.add(state)
            alive = before
        return found


def _joined(known: tuple[int, int], values: set[int]) -> tuple[int, int]:
    """The sums of a set of sums, given by its least and the bits above, and of one more row."""
    least, bits = known
    lowest = min(values)
    return least + lowest, _any_of(bits << (value - lowest) for value in values)
