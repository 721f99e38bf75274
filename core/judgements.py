"""What the rules say of reports, remembered: after an edit only what depends on it is judged anew.

Knows statements and rules, no store.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from core.checks.engine import (
    explain,
    judge,
    judge_again,
    judge_agencies,
    judge_years,
    judge_years_again,
)
from core.checks.rulebook import load_rules
from core.checks.survey import survey
from core.findings import Status
from core.statement import IDENTITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.address import Address
    from core.checks.subject import Subject
    from core.findings import Finding
    from core.rules import CheckSettings
    from core.statement import Statement

_KEPT: Final = 64

Stand: TypeAlias = "tuple[int, Statement]"
"""A report by its number, and its present state."""


@dataclass(frozen=True, slots=True)
class _Explained:
    """Findings with the changes that would mend them, and the tables that have changed since."""

    findings: tuple[Finding, ...]
    stale: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Judged:
    """``own`` findings are None where the report was only what another was compared with.

    They carry no changes that would mend them; ``explained`` does, once somebody asked for them.
    ``former`` is the report as it stood before its last change.
    """

    subject: Subject
    own: tuple[Finding, ...] | None = None
    earlier: Subject | None = None
    of_years: tuple[Finding, ...] = ()
    explained: _Explained | None = None
    former: Subject | None = None


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the rules say of a report beside an earlier one."""

    earlier: Subject
    later: Subject
    findings: tuple[Finding, ...]


class Judgements:
    """The findings of the reports that were judged last."""

    def __init__(self, settings: CheckSettings) -> None:
        self._settings = settings
        self._judged: dict[int, _Judged] = {}
        self._beside: _Beside | None = None

    def forget_all(self) -> None:
        """Judge everything anew the next time."""
        self._judged.clear()
        self._beside = None

    def findings(
        self, report: int, statement: Statement, earlier: Stand | None, *, explains: bool = True
    ) -> tuple[Finding, ...]:
        """All findings of a report: its own first, then those of the pair with the year before.

        ``explains`` says whether changes are sought that would mend what fails. That takes longer
        than all the rest, and only a person who looks at the report asks for it.
        """
        before = None if earlier is None else self._subject(*earlier)
        known = self._judged.get(report)
        subject = self._surveyed(known, statement)
        own, explained = _own(known, subject)
        if explains:
            explained = _explain(subject, own, explained)
        of_years = _of_years(known, before, subject)
        former = known and (known.former if known.subject is subject else known.subject)
        self._keep(report, _Judged(subject, own, before, of_years, explained, former))
        return (explained.findings if explains and explained else own) + of_years

    def failing(
        self, report: int, statement: Statement, earlier: Stand | None, doubtful: frozenset[str]
    ) -> tuple[Finding, ...]:
        """The findings that are no pass, explained, where only ``doubtful`` rules may not hold.

        Of the rules on two years all are judged.
        """
        before = None if earlier is None else self._subject(*earlier)
        subject = replace(self._subject(report, statement), only_faults=True)
        sums = _sum_codes()
        if doubtful.isdisjoint(sums):
            own = judge(subject, doubtful)
        else:
            # What would mend a sum must leave alone those that hold.
            own = explain(subject, judge(subject, doubtful | sums))
        found = own if before is None else own + judge_years(before, subject)
        return tuple(finding for finding in found if finding.status is not Status.PASS)

    def beside_both(
        self, report: int, statement: Statement, earlier: int, states: tuple[Statement, Statement]
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]] | None:
        """The findings of a report beside the one and the other state of an earlier report.

        None where the states differ in more than figures.
        """
        before, after = (self._state(earlier, state) for state in states)
        changed = _changed(before, after)
        if changed is None:
            return None
        later, known = self._subject(report, statement), self._beside
        # Edits follow each other: the state after one of them is that before the next.
        is_known = known is not None and known.earlier is before and known.later is later
        found = known.findings if known and is_known else judge_years(before, later)
        moved = judge_years_again(after, later, found, changed)
        self._beside = _Beside(after, later, moved)
        return found, moved

    def of_agencies(
        self, report: int, parts: Sequence[Stand], lacking: tuple[str, ...]
    ) -> tuple[Finding, ...]:
        """The findings of a report beside its parts, after ``findings``; () where it has none."""
        if not parts and not lacking:
            return ()
        whole = self._judged[report].subject
        return judge_agencies(whole, [self._subject(*part) for part in parts], lacking)

    def _subject(self, report: int, statement: Statement) -> Subject:
        """The report as rules see it, for a comparison."""
        known = self._judged.get(report)
        subject = self._surveyed(known, statement)
        if known is None:
            self._keep(report, _Judged(subject))
        return subject

    def _state(self, report: int, statement: Statement) -> Subject:
        """The report at its present or its former state."""
        known = self._judged.get(report)
        former = known and known.former
        if former is not None and former.statement == statement:
            return former
        return self._surveyed(known, statement)

    def _surveyed(self, known: _Judged | None, statement: Statement) -> Subject:
        if known is not None and known.subject.statement == statement:
            return known.subject
        return survey(statement, self._settings)

    def _keep(self, report: int, judged: _Judged) -> None:
        self._judged.pop(report, None)
        if len(self._judged) >= _KEPT:
            self._judged.pop(next(iter(self._judged)))
        self._judged[report] = judged


@cache
def _sum_codes() -> frozenset[str]:
    return frozenset(rule.code for rule in load_rules() if rule.kind == "sum")


def _own(known: _Judged | None, subject: Subject) -> tuple[tuple[Finding, ...], _Explained | None]:
    """The report's own findings, and those that were explained before, as far as they hold."""
    if known is None or known.own is None:
        return judge(subject), None
    changed = _changed(known.subject, subject)
    if changed is None:
        return judge(subject), None
    if not changed:
        return known.own, known.explained
    explained = known.explained
    if explained is not None:
        stale = explained.stale.union(address.table for address in changed)
        explained = replace(explained, stale=stale)
    return judge_again(subject, known.own, changed), explained


def _explain(
    subject: Subject, own: tuple[Finding, ...], explained: _Explained | None
) -> _Explained:
    if explained is None:
        return _Explained(explain(subject, own))
    if not explained.stale:
        return explained
    return _Explained(explain(subject, own, explained.findings, explained.stale))


def _of_years(
    known: _Judged | None, earlier: Subject | None, later: Subject
) -> tuple[Finding, ...]:
    if earlier is None:
        return ()
    if known is None or known.earlier is None:
        return judge_years(earlier, later)
    pairs = ((known.earlier, earlier), (known.subject, later))
    changed: list[Address] = []
    for differences in (_changed(before, after) for before, after in pairs):
        if differences is None:
            return judge_years(earlier, later)
        changed.extend(differences)
    return judge_years_again(earlier, later, known.of_years, changed) if changed else known.of_years


def _changed(before: Subject, after: Subject) -> tuple[Address, ...] | None:
    """The cells whose value, or whether it is known, differs; None where all is to be judged anew.

    That is so where another reading counts, and where agency, year or date of publication differ.
    """
    if before is after:
        return ()
    then, now = before.statement, after.statement
    if then.extraction is not now.extraction or then.identity != now.identity:
        return None
    changed = tuple(_differences(then, now))
    return None if any(address.table == IDENTITY for address in changed) else changed


def _differences(then: Statement, now: Statement) -> Iterable[Address]:
    # Origins have entries of the identity, too, where a person put it.
    for address in {**then.origins, **now.origins}:
        is_same = then.origins.get(address) == now.origins.get(address)
        if not is_same or then.value(address) != now.value(address):
            yield address
