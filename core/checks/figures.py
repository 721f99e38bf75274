"""The figures of a report as rules use them: numbers, blanks that count as 0, unfilled totals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from core.cells import Origin
from core.values import ABSENCE_MARKS, normalised, value_to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from core.address import Address
    from core.checks.relations import Instance
    from core.statement import Statement
    from core.values import Value

_ABSENT: Final = frozenset(normalised(mark) for mark in ABSENCE_MARKS)
_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell as sums use it.

    ``number`` is None where the cell cannot be used; ``is_blank`` says that it is 0 because nothing
    is printed; ``is_unfilled`` that it is a total left blank although its parts are not, so that
    its 0 says nothing (A-TOTBLANK). ``text`` stands for it in a finding's key.
    """

    number: Decimal | None
    text: str
    is_blank: bool = False
    is_unfilled: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether it may be added."""
        return self.number is not None and not self.is_unfilled


UNKNOWN: Final = Figure(None, "?")
"""A cell that was not read, or can be read in several ways."""

Figures: TypeAlias = "dict[Address, Figure]"
BlankTotal: TypeAlias = "tuple[Address, tuple[Address, ...]]"
"""A total of which nothing is printed, with its parts."""


def gather(statement: Statement, instances: Sequence[Instance]) -> Figures:
    """The figures of all cells of the statement and of the instances."""
    origins, missing, ambiguous = statement.origins, Origin.MISSING, Origin.AMBIGUOUS
    figures: Figures = {}
    for address, value in statement.values.items():
        origin = origins.get(address, missing)
        is_known = origin is not missing and origin is not ambiguous
        figures[address] = _figure(value) if is_known else UNKNOWN
    for instance in instances:
        for side in (instance.left, instance.right):
            for address in side:
                figures.setdefault(address, UNKNOWN)
    filled = filled_cells(figures)
    for address in unfilled_totals(filled, blank_totals(figures, instances)):
        figures[address] = replace(figures[address], is_unfilled=True)
    return figures


def _figure(value: Value) -> Figure:
    if isinstance(value, Decimal):
        return _figure_of(value_to_text(value))
    if value is None or normalised(value) in _ABSENT:
        return Figure(_ZERO, value or "", is_blank=True)
    return Figure(None, value)


@lru_cache(maxsize=4096)
def _figure_of(text: str) -> Figure:
    """Most of the 200 cells of a report hold one of a few dozen numbers."""
    return Figure(Decimal(text), text)


def filled_cells(figures: Figures) -> set[Address]:
    """The cells with a number other than 0."""
    return {address for address, figure in figures.items() if figure.number}


def blank_totals(figures: Figures, instances: Iterable[Instance]) -> list[BlankTotal]:
    """The totals that are blank, one for each of their sums."""
    return [
        (instance.right[0], instance.left)
        for instance in instances
        if len(instance.right) == 1 and figures[instance.right[0]].is_blank
    ]


def unfilled_totals(filled: AbstractSet[Address], blank: Sequence[BlankTotal]) -> set[Address]:
    """The totals that are blank although some of their parts are ``filled``.

    A total may be a part of another total, so repeat until nothing is added.
    """
    found: set[Address] = set()
    before = -1
    while len(found) > before:
        before = len(found)
        for total, parts in blank:
            if total not in found and not (filled.isdisjoint(parts) and found.isdisjoint(parts)):
                found.add(total)
    return found


@lru_cache(maxsize=4096)
def number_text(number: Decimal) -> str:
    """A number for a sentence, with a true minus sign and without idle zeros."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")
