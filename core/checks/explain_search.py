"""The fewest changes that close every gap of a set of rules: exact for one and two, then bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from core.checks.explain_moves import moves
from core.checks.explain_sums import Step, cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.address import Address
    from core.checks.explain_sums import Gaps, Sums

_RULES_OF_A_CELL: Final = 3
"""The form has no cell in more: its row, its column of results, its column of the balance."""
_MOST_CHANGES: Final = 5
_MOST_TRIALS: Final = 1_000
_MOST_DEEP: Final = 24
_MOST_MOVES: Final = 24

Steps: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that close gaps and open none; ``rest`` are the rules that stay broken."""

    steps: Steps
    rest: frozenset[int] = frozenset()


def ways(sums: Sums) -> list[Way]:
    """The ways to close the gaps with the fewest changes, in no order of likelihood.

    All ways with one change, else with two; beyond that the search is bounded. Single changes that
    leave gaps follow where one change does not do.
    """
    gaps = sums.gaps
    singles = list(sums.single_changes(gaps))
    if len(gaps) == 1 and singles:
        # A rule that no other crosses: every one of its cells can be the wrong one.
        return [*_whole((step,) for step in singles), *_whole(_moved(sums, gaps))]
    large = list(moves(sums, gaps))[:_MOST_MOVES]
    found: list[Steps] = [(step,) for step in (*singles, *_closers(sums, large, gaps))]
    if not singles:
        found.extend(_doubles(sums, gaps))
    if not found:
        found.extend(_mixed(sums, large, gaps))
    if not found:
        found.extend(_deeper(sums, gaps))
    whole = _whole(found)
    return whole if singles else [*whole, *_partial(sums, large, gaps)]


def _whole(found: Iterable[Steps]) -> list[Way]:
    """Each set of cells and amounts once; the first to find it names it."""
    kept: dict[frozenset[tuple[Address, object]], Way] = {}
    for steps in found:
        kept.setdefault(frozenset(cells_of(steps).items()), Way(steps))
    return list(kept.values())


def _moved(sums: Sums, gaps: Gaps) -> Iterator[Steps]:
    return ((step,) for step in _closers(sums, moves(sums, gaps), gaps))


def _closers(sums: Sums, steps: Iterable[Step], gaps: Gaps) -> Iterator[Step]:
    return (step for step in steps if not sums.gaps_after(step, gaps))


def _doubles(sums: Sums, gaps: Gaps) -> Iterator[Steps]:
    """All pairs of cells that together close every gap.

    No cell's rules are among another's, so each cell of a pair touches a rule that the other does
    not, and that rule forces its amount: with every gap as the start none is missed.
    """
    if len(gaps) > 2 * _RULES_OF_A_CELL:
        return
    seen: set[frozenset[Address]] = set()
    for index in gaps:
        for address, sign in sums.rules[index].items():
            first = sums.step(address, -sign * gaps[index])
            if first is None:
                continue
            for second in sums.single_changes(sums.gaps_after(first, gaps)):
                pair = frozenset((address, second.cells[0][0]))
                if len(pair) == 2 and pair not in seen:
                    seen.add(pair)
                    yield first, second


def _mixed(sums: Sums, steps: list[Step], gaps: Gaps) -> Iterator[Steps]:
    """A move of many cells with a change of one, or with another move."""
    for number, first in enumerate(steps):
        rest = sums.gaps_after(first, gaps)
        touched = {address for address, _ in first.cells}
        for second in (*sums.single_changes(rest), *_closers(sums, steps[:number], rest)):
            if touched.isdisjoint(address for address, _ in second.cells):
                yield first, second


def _deeper(sums: Sums, gaps: Gaps) -> list[Steps]:
    """Ways of three changes and more; empty when none was found within the bound."""
    trials = [_MOST_TRIALS]
    for count in range(3, _MOST_CHANGES + 1):
        found: dict[frozenset[Address], Steps] = {}
        for steps in _chains(sums, gaps, count, trials):
            cells = frozenset(address for step in steps for address, _ in step.cells)
            if len(cells) == count:
                found.setdefault(cells, steps)
            if len(found) >= _MOST_DEEP:
                break
        if found:
            return list(found.values())
    return []


def _chains(sums: Sums, gaps: Gaps, count: int, trials: list[int]) -> Iterator[Steps]:
    """Ways of ``count`` cells, each of which lessens the gaps."""
    if len(gaps) > count * _RULES_OF_A_CELL:
        return
    if count == 2:
        trials[0] -= sum(len(sums.rules[index]) for index in gaps) // 2
        yield from _doubles(sums, gaps)
        return
    start = min(gaps, key=lambda index: len(sums.rules[index]), default=None)
    for address in sums.rules[start] if start is not None else ():
        for first in _closing_some(sums, address, gaps):
            trials[0] -= 1
            if trials[0] < 0:
                return
            rest = sums.gaps_after(first, gaps)
            if len(rest) < len(gaps):
                yield from ((first, *steps) for steps in _chains(sums, rest, count - 1, trials))


def _closing_some(sums: Sums, address: Address, gaps: Gaps) -> Iterator[Step]:
    """The changes of a cell that close at least one of the gaps that it touches."""
    amounts = {-sign * gaps[index] for index, sign in sums.touches[address] if index in gaps}
    for amount in sorted(amounts):
        step = sums.step(address, amount)
        if step:
            yield step


def _partial(sums: Sums, large: Iterable[Step], gaps: Gaps) -> Iterator[Way]:
    """Changes that close some of the gaps and open none, each cell at least one of them."""
    cells = dict.fromkeys(a for index in gaps for a in sums.rules[index])
    singles = (sums.closing(address, gaps) for address in cells)
    for step in (*singles, *large):
        rest = sums.gaps_after(step, gaps) if step else None
        if step and rest and len(gaps) - len(rest) >= len(step.cells):
            yield Way((step,), frozenset(rest))
