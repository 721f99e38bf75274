"""Conditions on figures, as rules write them: ``change > share * previous_items and change > 0``.

A name is a column of the row that is judged, a whole address (``review.reconsideration.total``), or
a threshold of the rule. A factor stands before ``*``.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*(?:\.[a-z0-9_]+){0,2})|(\S))")
_COMPARISON: Final = re.compile(r"(<=|>=|!=|<|>|=)")
_OPERATORS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Term:
    """A product of a number and at most two names, added to a sum."""

    number: Decimal
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sums and what is said of them."""

    left: tuple[Term, ...]
    sign: str
    right: tuple[Term, ...]

    def holds(self, left: Decimal, right: Decimal) -> bool:
        """Whether the comparison is true of these two sums."""
        return _OPERATORS[self.sign](left, right)

    def names(self) -> Iterator[str]:
        """All names, left to right."""
        return (name for term in (*self.left, *self.right) for name in term.names)


@lru_cache(maxsize=512)
def parse_condition(text: str) -> tuple[Comparison, ...]:
    """Read comparisons joined by ``and``. Raises ValueError with the part that is no comparison."""
    return tuple(_comparison(part) for part in text.split(" and "))


def total(terms: tuple[Term, ...], values: Mapping[str, Decimal | None]) -> Decimal | None:
    """The sum with the values put in; None where one of them is not known."""
    added = Decimal(0)
    for term in terms:
        product = term.number
        for name in term.names:
            value = values[name]
            if value is None:
                return None
            product *= value
        added += product
    return added


def _comparison(text: str) -> Comparison:
    parts = _COMPARISON.split(text)
    if len(parts) != 3:
        raise ValueError(text.strip())
    left, sign, right = parts
    return Comparison(_sum(left), sign, _sum(right))


def _sum(text: str) -> tuple[Term, ...]:
    terms: list[Term] = []
    for sign, product in re.findall(r"([+-]|^)([^+-]+)", text.strip()):
        number, names = Decimal(-1 if sign == "-" else 1), list[str]()
        for factor in product.split("*"):
            token = _TOKEN.fullmatch(factor.strip())
            if token is None or token[3] is not None:
                raise ValueError(text.strip())
            if token[1]:
                number *= Decimal(token[1])
            else:
                names.append(token[2])
        terms.append(Term(number, tuple(names)))
    if not terms:
        raise ValueError(text.strip())
    return tuple(terms)
