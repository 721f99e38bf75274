"""What is asked of the library: words, conditions on figures, chosen facets, and an order.

Knows no SQL; the store answers it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.address import Address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Facet(StrEnum):
    """What reports are told apart by; the values of a facet are texts, "" where it is unknown."""

    STATUS = "status"
    REVIEWER = "reviewer"
    YEAR = "year"
    LEVEL = "level"
    REGION = "region"
    AGENCY = "agency"
    EDITION = "edition"
    FORMAT = "format"
    RULE = "rule"


class Order(StrEnum):
    """What the library is sorted by. ``work``: by errors, warnings, cannot tell, unsure."""

    AGENCY = "agency"
    YEAR = "year"
    WORK = "work"
    UNSURE = "unsure"
    CORRECTED = "corrected"
    STATUS = "status"
    REVIEWER = "reviewer"
    IMPORTED = "imported"


CARRY_OVER: Final = "carry_over"
"""The share of all requests due in a year that is carried over into the next: cells of the row
carried_out to the sum of those of new and carried_in, in the column of totals."""
CARRY_OVER_WORDS: Final = ("结转率", CARRY_OVER)
"""What the share is called in a search, in Chinese and in English."""

_CONDITION: Final = re.compile(
    rf"([a-z]\w*\.\w+\.\w+|{'|'.join(CARRY_OVER_WORDS)})"
    r"(<=|>=|<|>|=)(-?\d+(?:\.\d+)?)(%?)"
)
_INDEXED: Final = 3
"""Characters a word needs to be looked for in the prose, whose index is made of such triples."""


@dataclass(frozen=True, slots=True)
class FigureCondition:
    """A comparison of one statutory cell with a number: ``requests.new.total>=100``.

    ``cell`` may also be CARRY_OVER, a share: ``carry_over>=20%``, ``结转率>=0.2``.
    """

    cell: str
    operator: str
    number: float


@dataclass(frozen=True, slots=True)
class LibraryQuery:
    """A filter and an order; without anything chosen it asks for all reports by agency."""

    search: str = ""
    chosen: Mapping[Facet, frozenset[str]] = field(default_factory=dict[Facet, frozenset[str]])
    order: Order = Order.AGENCY
    descending: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether no report is left out."""
        return not self.search.strip() and not any(self.chosen.values())

    @property
    def words(self) -> tuple[str, ...]:
        """The words to look for in names and prose."""
        return tuple(w for w in self.search.casefold().split() if not _condition(w))

    @property
    def conditions(self) -> tuple[FigureCondition, ...]:
        """The conditions on figures among the words of the search."""
        found = (_condition(word) for word in self.search.casefold().split())
        return tuple(condition for condition in found if condition)

    def choosing(self, facet: Facet, values: Iterable[str]) -> LibraryQuery:
        """The same with these values of a facet; none of them means any."""
        chosen = {**self.chosen, facet: frozenset(values)}
        return replace(self, chosen={kept: some for kept, some in chosen.items() if some})


def in_prose(word: str) -> tuple[str, ...]:
    """The triples of characters of the word that the prose must hold; () if it is not looked for there.

    Numbers are not: nearly every report mentions the years beside its own.
    """
    if word.isdecimal():
        return ()
    return tuple(word[start : start + _INDEXED] for start in range(len(word) - _INDEXED + 1))


def _condition(word: str) -> FigureCondition | None:
    found = _CONDITION.fullmatch(word)
    if found is None:
        return None
    cell, operator, number, percent = found.groups()
    if cell in CARRY_OVER_WORDS:
        # A division by 100 gives the very number that a share like 3 / 10 is.
        return FigureCondition(CARRY_OVER, operator, float(number) / (100 if percent else 1))
    try:
        return (
            None if percent else FigureCondition(str(Address.parse(cell)), operator, float(number))
        )
    except ValueError:
        return None
