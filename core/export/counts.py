"""What is counted over the exported reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.cells import Origin
from core.findings import Finding, Status
from core.review import Review

_UNSURE = frozenset({Origin.AMBIGUOUS, Origin.MISSING, Origin.INFERRED})


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one report or of all.

    ``errors`` are failed rules of that severity, ``problems`` all answers but passes, ``excused``
    those with a verdict that explains them, ``unsure`` cells no one may rely on unseen,
    ``corrected`` cells that people gave another value than was read, ``corrections`` all entries of
    the log, ``unprotected`` cells of which no sum would notice a change (None: not counted).
    """

    errors: int = 0
    problems: int = 0
    excused: int = 0
    unsure: int = 0
    corrected: int = 0
    corrections: int = 0
    unprotected: int | None = 0

    def __add__(self, other: Counts) -> Counts:
        nowhere = self.unprotected is None or other.unprotected is None
        return Counts(
            self.errors + other.errors,
            self.problems + other.problems,
            self.excused + other.excused,
            self.unsure + other.unsure,
            self.corrected + other.corrected,
            self.corrections + other.corrections,
            None if nowhere else (self.unprotected or 0) + (other.unprotected or 0),
        )


def counts_of(review: Review, *, unprotected: int | None = None) -> Counts:
    """The counts of one report."""
    origins = list(review.statement.origins.values())
    problems = review.problems
    return Counts(
        sum(1 for f in problems if f.severity == "error" and f.status is Status.FAIL),
        len(problems),
        len(problems) - len(review.open_problems),
        sum(1 for origin in origins if origin in _UNSURE),
        len(review.statement.corrected),
        len(review.corrections),
        unprotected,
    )


@dataclass(frozen=True, slots=True)
class RuleCount:
    """In how many reports a rule fails, is excused by a verdict, and cannot tell."""

    failed: int = 0
    excused: int = 0
    cannot_tell: int = 0

    def __add__(self, other: RuleCount) -> RuleCount:
        return RuleCount(
            self.failed + other.failed,
            self.excused + other.excused,
            self.cannot_tell + other.cannot_tell,
        )


def rule_counts_of(review: Review) -> dict[str, RuleCount]:
    """How each rule that does not hold everywhere in the report fares, by its code."""
    open_problems = {id(finding) for finding in review.open_problems}
    found: dict[str, list[Finding]] = {}
    for finding in review.problems:
        found.setdefault(finding.rule, []).append(finding)
    return {
        rule: RuleCount(
            _any(f.status is Status.FAIL and id(f) in open_problems for f in group),
            _any(id(f) not in open_problems for f in group),
            _any(f.status is Status.CANNOT_TELL and id(f) in open_problems for f in group),
        )
        for rule, group in found.items()
    }


def _any(answers: Iterable[bool]) -> int:
    return int(any(answers))
