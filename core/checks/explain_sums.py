"""The sum rules of one table as linear equations: what each is off by, and what a change does to it.

A rule is a signed sum of cells that must be 0; what it is instead is its gap. A cell that was not
read is filled with the number that the rules leave for it, where they leave exactly one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from core.address import Address

Terms: TypeAlias = "dict[Address, int]"
Gaps: TypeAlias = dict[int, Decimal]
"""What the broken rules are off by, by their index."""

ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """A change that a person would name as one: cells with the amounts to add to them.

    ``slip`` names what would have produced the printed figures, "" for a single cell.
    """

    cells: tuple[tuple[Address, Decimal], ...]
    slip: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """The figures of a table as the rules use them.

    ``numbers`` are the known cells, blanks as 0; ``blank`` are those, ``unfilled`` the totals among
    them whose parts are not blank. ``candidates`` are the numbers between which the reading could
    not or did choose, ``corrected`` the cells a person has checked.
    """

    numbers: dict[Address, Decimal]
    blank: frozenset[Address]
    unfilled: frozenset[Address]
    candidates: Mapping[Address, tuple[Decimal, ...]]
    corrected: frozenset[Address]


class Sums:
    """Rules that share cells, with the numbers that they are about.

    With ``fill_totals`` a total left blank counts as not read, else as 0.
    """

    def __init__(
        self, rules: Sequence[Terms], printed: Printed, *, fill_totals: bool = False
    ) -> None:
        self.printed = printed
        self.rules = rules
        self.numbers = {
            address: printed.numbers[address]
            for terms in rules
            for address in terms
            if address in printed.numbers and not (fill_totals and address in printed.unfilled)
        }
        self.filled = self._fill()
        self.known = [all(a in self.numbers for a in terms) for terms in rules]
        self.touches = self._touches()
        self.cells_of: dict[tuple[int, ...], list[Address]] = {}
        for address in self.touches:
            self.cells_of.setdefault(self.rules_of(address), []).append(address)
        gaps = ((i, self._total(terms)) for i, terms in enumerate(rules) if self.known[i])
        self.gaps: Gaps = {index: gap for index, gap in gaps if gap}

    def _touches(self) -> dict[Address, tuple[tuple[int, int], ...]]:
        """The rules of each cell that can be judged, by index, with its sign in them."""
        touches: dict[Address, tuple[tuple[int, int], ...]] = {}
        for index, terms in enumerate(self.rules):
            for address, sign in terms.items() if self.known[index] else ():
                touches[address] = (*touches.get(address, ()), (index, sign))
        return touches

    def rules_of(self, address: Address) -> tuple[int, ...]:
        """The rules, by index, that a cell is in and that can be judged."""
        return tuple(index for index, _ in self.touches[address])

    def _total(self, terms: Terms) -> Decimal:
        return sum((sign * self.numbers[a] for a, sign in terms.items()), ZERO)

    def _fill(self) -> frozenset[Address]:
        """Give the cells that were not read the only number that a rule leaves for them."""
        unknown = {a for terms in self.rules for a in terms} - set(self.numbers)
        filled: set[Address] = set()
        # A number that the source can be read as goes before one that it cannot.
        for is_strict in (True, False):
            found = bool(unknown)
            while found:
                found = False
                for terms in self.rules:
                    lacking = [a for a in terms if a not in self.numbers]
                    if len(lacking) == 1 and self._fill_cell(lacking[0], terms, strict=is_strict):
                        filled.add(lacking[0])
                        found = True
        return frozenset(filled)

    def _fill_cell(self, address: Address, terms: Terms, *, strict: bool) -> bool:
        rest = sum((s * self.numbers[a] for a, s in terms.items() if a != address), ZERO)
        number = ZERO - terms[address] * rest
        options = self.printed.candidates.get(address, ())
        if not _is_count(number) or (strict and options and number not in options):
            return False
        self.numbers[address] = number
        return True

    def is_spare(self, address: Address) -> bool:
        """Whether nothing is lost when the cell's printed content is dropped."""
        return address in self.filled or not self.numbers[address]

    def step(self, address: Address, amount: Decimal) -> Step | None:
        """The change of one cell by an amount; None where no count would be left."""
        if not _is_count(self.numbers[address] + amount):
            return None
        return Step(((address, amount),))

    def closing(self, address: Address, gaps: Gaps) -> Step | None:
        """The change of a cell that closes every gap it touches; None where there is none."""
        amount: Decimal | None = None
        for index, sign in self.touches[address]:
            gap = gaps.get(index)
            if gap is None or (amount is not None and amount != -sign * gap):
                return None
            amount = -sign * gap
        return self.step(address, amount) if amount else None

    def single_changes(self, gaps: Gaps) -> Iterator[Step]:
        """The changes of one cell that close every gap."""
        for address in self.cells_of.get(tuple(sorted(gaps)), ()):
            step = self.closing(address, gaps)
            if step:
                yield step

    def gaps_after(self, step: Step, gaps: Gaps) -> Gaps:
        """The gaps that remain when the change is made."""
        after = dict(gaps)
        for address, amount in step.cells:
            for index, sign in self.touches[address]:
                gap = after.get(index, ZERO) + sign * amount
                if gap:
                    after[index] = gap
                else:
                    after.pop(index, None)
        return after

    def not_right(self, given: Mapping[Address, Decimal]) -> frozenset[int]:
        """The rules that fail, or cannot be judged, once the given cells have these numbers."""
        numbers = self.printed.numbers | dict(given)
        unfilled = self._unfilled(given)
        return frozenset(
            index
            for index, terms in enumerate(self.rules)
            if not unfilled.isdisjoint(terms)
            or not all(a in numbers for a in terms)
            or sum((sign * numbers[a] for a, sign in terms.items()), ZERO)
        )

    def _unfilled(self, given: Mapping[Address, Decimal]) -> set[Address]:
        """The totals that stay blank although their parts are not."""
        found: set[Address] = set()
        while True:
            more = {
                total
                for total, parts in self._blank_totals
                if total not in given
                and any(given.get(a, self.printed.numbers.get(a)) or a in found for a in parts)
            }
            if more <= found:
                return found
            found = more

    @cached_property
    def _blank_totals(self) -> list[tuple[Address, list[Address]]]:
        """The blank cells that are one side of a rule by themselves, with the other side."""
        ends = (
            (terms, [address for address, sign in terms.items() if sign < 0])
            for terms in self.rules
        )
        return [
            (right[0], [address for address in terms if address != right[0]])
            for terms, right in ends
            if len(right) == 1 and right[0] in self.printed.blank
        ]


def connected(rules: Sequence[Terms]) -> list[list[int]]:
    """The rules by index, grouped by whether common cells lead from one to another."""
    rules_of: dict[Address, list[int]] = {}
    for index, terms in enumerate(rules):
        for address in terms:
            rules_of.setdefault(address, []).append(index)
    group_of: dict[int, int] = {}
    for start in range(len(rules)):
        queue = [start]
        while queue:
            index = queue.pop()
            if index not in group_of:
                group_of[index] = start
                queue.extend(i for a in rules[index] for i in rules_of[a])
    groups: dict[int, list[int]] = {}
    for index in range(len(rules)):
        groups.setdefault(group_of[index], []).append(index)
    return list(groups.values())


def cells_of(steps: Iterable[Step]) -> dict[Address, Decimal]:
    """The cells that the steps change together, with the amounts."""
    amounts: dict[Address, Decimal] = {}
    for step in steps:
        for address, amount in step.cells:
            amounts[address] = amounts.get(address, ZERO) + amount
    return {address: amount for address, amount in amounts.items() if amount}


def _is_count(number: Decimal) -> bool:
    return number >= 0 and number == number.to_integral_value()
