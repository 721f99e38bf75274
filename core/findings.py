"""Findings: what a rule says of one report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from core.address import Address
from core.geometry import TextSpan
from core.rules import Severity
from core.values import value_to_json


class Status(StrEnum):
    """The answers a rule can give."""

    PASS = "pass"
    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"


class Cause(StrEnum):
    """Who went wrong where a figure is wrong: the reading of the source, or the source."""

    MISREAD = "misread"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change that would satisfy the rule: cells with new values, and one sentence of why.

    ``alternatives`` counts the other changes that are as small and as likely; ``satisfies_all`` says
    that every sum of the table holds then.
    """

    cells: tuple[tuple[Address, Decimal], ...]
    why: str
    satisfies_all: bool
    cause: Cause = Cause.SOURCE
    alternatives: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer for one instance (a row or a column of a table, or a sentence).

    ``left``, ``right`` and ``difference`` (left - right) are None where they cannot be told.
    ``blanks`` are the cells that counted as 0 because nothing is printed. ``text`` are the places
    in the prose. ``earlier`` are the cells of the same agency's earlier report that are involved.
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
    earlier: tuple[Address, ...] = ()

    @property
    def key(self) -> str:
        """Hash of rule, instance, addresses and figures: a verdict on it expires when one changes."""
        return _key(self.rule, self.instance, self.addresses, self.figures)

    @property
    def is_note(self) -> bool:
        """Whether it is only to be known, so that nobody need decide anything."""
        return self.severity == "info" and self.status is Status.FAIL


@lru_cache(maxsize=4096)
def _key(rule: str, instance: str, addresses: tuple[Address, ...], figures: str) -> str:
    facts = "|".join([rule, instance, *map(str, addresses), figures])
    return hashlib.sha256(facts.encode()).hexdigest()[:32]


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """The finding as every JSON of ours has it; a verdict names it by its ``key``, which is apart."""
    return {
        "rule": finding.rule,
        "instance": finding.instance,
        "severity": finding.severity,
        "status": str(finding.status),
        "cells": [str(address) for address in finding.addresses],
        "left": value_to_json(finding.left),
        "right": value_to_json(finding.right),
        "difference": value_to_json(finding.difference),
        "message": finding.message,
        "text": [{"start": span.start, "end": span.end} for span in finding.text],
        "suggestions": [_suggestion_to_json(suggestion) for suggestion in finding.suggestions],
    }


def _suggestion_to_json(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "cells": {str(address): value_to_json(value) for address, value in suggestion.cells},
        "why": suggestion.why,
        "satisfies_all": suggestion.satisfies_all,
    }
