"""Orders the ways to close gaps: the fewest changes first, then what is likeliest to have happened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from core.checks.explain_moves import lines_of
from core.checks.explain_slips import Slip, misreading, slip
from core.checks.explain_sums import ZERO, cells_of
from core.findings import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from core.address import Address
    from core.checks.explain_search import Steps, Way
    from core.checks.explain_sums import Sums, Terms

_CHECKED_BITS: Final = 8.0
"""What a person has corrected is not likely to be wrong still."""
_ALIKE_BITS: Final = 1.0
_UNREADABLE_BITS: Final = 4.0
"""What the source cannot be read as is not likely to stand there."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A way with the slips that explain it, and how many others are as small and as likely."""

    way: Way
    slips: tuple[Slip, ...]
    alternatives: int = 0

    @property
    def size(self) -> int:
        """The number of changes; giving a cell that was not read its number is none."""
        return sum(not one.is_filling for one in self.slips)

    @property
    def bits(self) -> float:
        """How unlikely the slips are together."""
        return sum(one.bits for one in self.slips)

    @property
    def cause(self) -> Cause:
        """Whether it takes an error of the source."""
        return max((one.cause for one in self.slips), default=Cause.MISREAD)


def ranked(sums: Sums, ways: list[Way]) -> list[Ranked]:
    """The ways with their slips, the smallest and likeliest first."""
    likeness = _Likeness(sums)
    order = sorted(
        (Ranked(way, likeness.slips(way.steps)) for way in ways),
        key=lambda one: (len(one.way.rest), one.size, one.bits, len(cells_of(one.way.steps))),
    )
    return [Ranked(one.way, one.slips, 0 if one.way.rest else _alike(one, order)) for one in order]


def filling(sums: Sums, address: Address, number: Decimal) -> Slip:
    """What it is to give a number to a cell that was not read, or a total that was left blank."""
    options = sums.printed.candidates.get(address, ())
    if number in options:
        return slip("chosen")
    if address in sums.printed.blank:
        return slip("unfilled")
    return Slip("filled", _UNREADABLE_BITS) if options else slip("filled")


def _alike(one: Ranked, others: list[Ranked]) -> int:
    return sum(
        not other.way.rest
        and other is not one
        and other.size == one.size
        and abs(other.bits - one.bits) <= _ALIKE_BITS
        for other in others
    )


class _Likeness:
    """Names the slips that would have turned the true figures of a table into the printed ones."""

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.figures: dict[int, Counter[Decimal]] = {}

    @cached_property
    def places(self) -> dict[Address, tuple[int, int]]:
        """Where the cells stand, as row and column."""
        lines = lines_of(self.sums.rules).values()
        return {a: (i, j) for i, line in enumerate(lines) for j, a in enumerate(line)}

    @cached_property
    def at(self) -> dict[tuple[int, int], Decimal]:
        """The numbers by where they stand."""
        numbers = self.sums.numbers
        return {place: numbers[a] for a, place in self.places.items() if a in numbers}

    def slips(self, steps: Steps) -> tuple[Slip, ...]:
        """One slip a step; one for two cells that one slip explains."""
        if len(steps) == 2 and not any(step.slip for step in steps):
            (first,), (second,) = steps[0].cells, steps[1].cells
            pair = self._pair(first, second) or self._pair(second, first)
            if pair:
                return (pair,)
        return tuple(
            slip(step.slip, len(step.cells)) if step.slip else self._cell(*step.cells[0])
            for step in steps
        )

    def _cell(self, address: Address, amount: Decimal) -> Slip:
        """The likeliest slip in one cell."""
        if address in self.sums.filled:
            return filling(self.sums, address, self.sums.numbers[address] + amount)
        likeliest = min(self._slips_of(address, amount), key=lambda one: one.bits)
        return self._checked(likeliest, address)

    def _checked(self, one: Slip, *cells: Address) -> Slip:
        checked = sum(address in self.sums.printed.corrected for address in cells)
        return Slip(one.kind, one.bits + _CHECKED_BITS * checked) if checked else one

    def _slips_of(self, address: Address, amount: Decimal) -> Iterator[Slip]:
        old = self.sums.numbers[address]
        new = old + amount
        if new in self.sums.printed.candidates.get(address, ()):
            yield slip("candidate")
        if address in self.sums.printed.blank:
            yield slip("blank")
        found = misreading(f"{old:f}", f"{new:f}")
        if found:
            yield found
        yield from self._beside(address, old, new)
        yield from self._of_the_source(address, amount)

    def _beside(self, address: Address, old: Decimal, new: Decimal) -> Iterator[Slip]:
        """Slips that take the number of a neighbouring cell, or a part of it."""
        row, column = self.places.get(address, (-9, -9))
        printed, true = f"{old:f}", f"{new:f}"
        left, right = (self.at.get((row, column + step)) for step in (-1, 1))
        if (left is not None and printed == f"{left:f}{true}") or (
            right is not None and printed == f"{true}{right:f}"
        ):
            yield slip("glued", 2)
        around = ((row, column - 1), (row, column + 1), (row - 1, column), (row + 1, column))
        if old and old in (self.at.get(place) for place in around):
            yield slip("copied", 4)

    def _of_the_source(self, address: Address, amount: Decimal) -> Iterator[Slip]:
        if abs(amount) == 1:
            yield slip("one_off", 2)
        for index in self.sums.rules_of(address):
            terms = self.sums.rules[index]
            is_total = _is_alone(terms, address)
            if abs(amount) > 1 and (is_total or amount < 0):
                kind = "omitted" if amount > 0 else "twice"
                others = self._others(index, address, abs(amount))
                if others:
                    yield slip(kind, others)
            if is_total:
                yield slip("total", abs(float(amount)) + 1)
        yield slip("other", abs(float(amount)) + 1)

    def _others(self, index: int, address: Address, number: Decimal) -> int:
        """How many cells of a rule are not 0, besides one; 0 where none of them is that number."""
        if index not in self.figures:
            terms = self.sums.rules[index]
            self.figures[index] = Counter(self.sums.numbers[a] for a in terms)
        figures = self.figures[index]
        own = self.sums.numbers[address]
        if figures[number] - (own == number) < 1:
            return 0
        return figures.total() - figures[ZERO] - (own != 0)

    def _pair(self, first: tuple[Address, Decimal], second: tuple[Address, Decimal]) -> Slip | None:
        """The one slip that explains two cells; None where there is none."""
        (here, more), (there, less) = first, second
        if here in self.sums.filled or there in self.sums.filled:
            return None
        numbers = self.sums.numbers
        found: Slip | None = None
        if numbers[here] + more == numbers[there] and more == -less:
            is_move = not (numbers[here] and numbers[there])
            found = slip("moved" if is_move else "swapped", self._reach(here, there))
        elif self._is_boundary(first, second):
            found = slip("boundary", 2)
        elif more == less and self._is_total_of(there, here):
            part = self._cell(here, more)
            kind = "counted_twice" if part.kind == "twice" else "carried"
            found = Slip(kind, slip(kind).bits + part.bits)
        return self._checked(found, here, there) if found else None

    def _reach(self, here: Address, there: Address) -> int:
        """How many cells stand as near to one as the other does."""
        nowhere = (-99, -99)
        row, column = self.places.get(here, nowhere)
        other_row, other_column = self.places.get(there, nowhere)
        if abs(row - other_row) + abs(column - other_column) == 1:
            return 4
        return 25 if row == other_row or column == other_column else 200

    def _is_boundary(self, first: tuple[Address, Decimal], second: tuple[Address, Decimal]) -> bool:
        """Whether digits of one number were read as those of the number beside it."""
        (left, more), (right, less) = first, second
        row, column = self.places.get(left, (-9, -9))
        if self.places.get(right) != (row, column + 1):
            return False
        numbers = self.sums.numbers
        printed = f"{numbers[left]:f}{numbers[right]:f}"
        return printed == f"{numbers[left] + more:f}{numbers[right] + less:f}"

    def _is_total_of(self, total: Address, part: Address) -> bool:
        common = set(self.sums.rules_of(total)) & set(self.sums.rules_of(part))
        return any(_is_alone(self.sums.rules[index], total) for index in common)


def _is_alone(terms: Terms, address: Address) -> bool:
    """Whether a cell is one side of a rule by itself: the total of the others."""
    return sum(sign == terms[address] for sign in terms.values()) == 1 and len(terms) > 2
