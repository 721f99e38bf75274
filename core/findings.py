"""Findings: what a rule says of one report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.address import Address
from core.geometry import TextSpan
from core.rules import Severity


class Status(StrEnum):
    """The answers a rule can give."""

    PASS = "pass"
    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change that would satisfy the rule: cells with new values, and one sentence of why."""

    cells: tuple[tuple[Address, Decimal], ...]
    why: str
    satisfies_all: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer for one instance (a row or a column of a table, or a sentence).

    ``left``, ``right`` and ``difference`` (left - right) are None where they cannot be told.
    ``blanks`` are the cells that counted as 0 because nothing is printed. ``text`` are the places
    in the prose.
    """

    rule: str
    instance: str
    severity: Severity
    status: Status
    addresses: tuple[Address, ...]
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    message: str
    blanks: tuple[Address, ...] = ()
    text: tuple[TextSpan, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    figures: str = ""

    @property
    def key(self) -> str:
        """Hash of rule, instance, addresses and figures: a verdict on it expires when one changes."""
        facts = "|".join([self.rule, self.instance, *map(str, self.addresses), self.figures])
        return hashlib.sha256(facts.encode()).hexdigest()[:32]
