"""Judges the rules on one report, on two years of an agency, and again after an edit.

Each judgement comes twice: of statements, and of subjects that were surveyed before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.agencies import Level
from core.cells import Origin
from core.checks.explain import suggest
from core.checks.explain_words import too_many
from core.checks.kinds import KINDS
from core.checks.rulebook import load_rules
from core.checks.survey import survey
from core.findings import Status
from core.language import one_language
from core.rules import CheckSettings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from core.address import Address
    from core.checks.subject import KindSpec, Subject
    from core.findings import Finding
    from core.rules import Rule, Scope
    from core.statement import Statement

_BY_DEFAULT: Final = CheckSettings()


def evaluate(statement: Statement, settings: CheckSettings = _BY_DEFAULT) -> tuple[Finding, ...]:
    """Every rule's answer on one report, passes included; sums in trouble carry suggestions.

    First the sums in the form's order (40 for a complete report of the 2019 edition, 42 for one of
    2021), then the other rules in the order of their files.
    """
    subject = survey(statement, settings)
    return explain(subject, judge(subject))


def evaluate_years(
    earlier: Statement, later: Statement, settings: CheckSettings = _BY_DEFAULT
) -> tuple[Finding, ...]:
    """The answers of the rules that compare a report with the same agency's earlier one.

    Where years lie between the two, most rules do not apply.
    """
    return judge_years(survey(earlier, settings), survey(later, settings))


def evaluate_agencies(
    whole: Statement,
    parts: Sequence[Statement],
    settings: CheckSettings = _BY_DEFAULT,
    *,
    lacking: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """The answers of the rules that compare an agency's report with those of its parts.

    All are of one year. ``lacking`` are the parts of which there is no report.
    """
    subjects = [survey(part, settings) for part in parts]
    return judge_agencies(survey(whole, settings), subjects, lacking)


def reevaluate(
    statement: Statement,
    previous: Sequence[Finding],
    changed: Collection[Address],
    settings: CheckSettings = _BY_DEFAULT,
) -> tuple[Finding, ...]:
    """What ``evaluate`` would say, where only the ``changed`` cells differ from ``previous``.

    Rules that read none of the tables with a changed cell keep their findings.
    """
    subject = survey(statement, settings)
    findings = judge_again(subject, previous, changed)
    return explain(subject, findings, previous, {address.table for address in changed})


def judge(subject: Subject, among: Collection[str] | None = None) -> tuple[Finding, ...]:
    """What ``evaluate`` says before it seeks changes that would mend what fails.

    With ``among``, codes of rules, only what these say.
    """
    with one_language():
        rules = _rules("report", subject.settings)
        if among is not None:
            rules = [rule for rule in rules if rule.code in among]
        return tuple(f for rule in rules for f in _judged(rule, subject))


def judge_again(
    subject: Subject, previous: Sequence[Finding], changed: Collection[Address]
) -> tuple[Finding, ...]:
    """What ``reevaluate`` says before it explains the rules that read a table with a change."""
    local = None
    if _is_local(subject, changed):
        local = replace(subject, touched=_touched(subject, changed))
    tables = {address.table for address in changed}
    kept = _by_rule(previous)
    findings: list[Finding] = []
    with one_language():
        for rule in _rules("report", subject.settings):
            before = kept.get(rule.code, ())
            if tables.isdisjoint(rule.tables):
                findings.extend(before)
            elif KINDS[rule.kind].by_cells and local is not None:
                again = {finding.instance: finding for finding in _judged(rule, local)}
                findings.extend(again.get(f.instance) or _bare(f) for f in before)
            else:
                findings.extend(_judged(rule, subject))
        return tuple(findings)


def explain(
    subject: Subject,
    findings: Sequence[Finding],
    explained: Iterable[Finding] = (),
    among: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """The findings of ``judge`` or ``judge_again`` with the changes that would mend what fails.

    Where only cells of the tables ``among`` changed since findings were ``explained``, those of the
    rules that read none of these tables stay as they are.
    """
    with one_language():
        suggested = suggest(subject.statement, findings, among, subject.figures)
    known = {(f.rule, f.instance): f for f in suggested}
    if among is not None:
        kept = {r.code for r in load_rules() if set(among).isdisjoint(r.tables)}
        known |= {(f.rule, f.instance): f for f in explained if f.rule in kept}
    return tuple(known.get((f.rule, f.instance), f) for f in findings)


def judge_years(earlier: Subject, later: Subject) -> tuple[Finding, ...]:
    """See ``evaluate_years``."""
    subject = replace(later, earlier=earlier)
    with one_language():
        return tuple(f for rule in _rules_of_years(subject) for f in _judged(rule, subject))


def judge_years_again(
    earlier: Subject, later: Subject, previous: Sequence[Finding], changed: Collection[Address]
) -> tuple[Finding, ...]:
    """What ``judge_years`` would say, where the reports differ in the ``changed`` cells alone."""
    subject = replace(later, earlier=earlier)
    tables = {address.table for address in changed}
    kept = _by_rule(previous)
    findings: list[Finding] = []
    with one_language():
        for rule in _rules_of_years(subject):
            is_kept = tables.isdisjoint(rule.tables)
            findings.extend(kept.get(rule.code, ()) if is_kept else _judged(rule, subject))
    return tuple(findings)


def judge_agencies(
    whole: Subject, parts: Sequence[Subject], lacking: Sequence[str]
) -> tuple[Finding, ...]:
    """See ``evaluate_agencies``."""
    subject = replace(whole, parts=tuple(parts), lacking=tuple(lacking))
    with one_language():
        rules = _rules("agencies", subject.settings)
        return tuple(f for rule in rules for f in _judged(rule, subject))


def compares_agencies(settings: CheckSettings) -> bool:
    """Whether any rule is switched on that compares reports of several agencies."""
    return bool(_rules("agencies", settings))


def _by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return by_rule


def _bare(finding: Finding) -> Finding:
    """The finding before it was explained: what would mend one sum depends on the others."""
    if finding.status is Status.PASS:
        return finding
    return replace(finding, suggestions=(), message=finding.message.removesuffix(too_many()))


def _is_local(subject: Subject, changed: Iterable[Address]) -> bool:
    """Whether the edit leaves the report its rows and tables: the source has every cell of it."""
    readings = map(subject.statement.reading, changed)
    return all(r is not None and r.origin is not Origin.MISSING for r in readings)


def _touched(subject: Subject, changed: Iterable[Address]) -> frozenset[Address]:
    """The changed cells, and the totals whose blank may mean something else now."""
    touched, before = set(changed), -1
    totals = [i for group in subject.instances.values() for i in group if len(i.right) == 1]
    while len(touched) > before:
        before = len(touched)
        touched.update(i.right[0] for i in totals if not touched.isdisjoint(i.left))
    return frozenset(touched)


def _rules(scope: Scope, settings: CheckSettings) -> list[Rule]:
    """The rules of a scope that are switched on, the sums first."""
    rules = [rule for rule in load_rules() if rule.scope == scope and settings.runs(rule)]
    return sorted(rules, key=lambda rule: rule.kind != "sum")


def _rules_of_years(subject: Subject) -> list[Rule]:
    """Those for reports of consecutive years, else those for years that lie apart."""
    assert subject.earlier is not None
    then, now = subject.earlier.statement.year, subject.statement.year
    follows = then is None or now is None or then + 1 == now
    rules = _rules("years", subject.settings)
    return [rule for rule in rules if follows or KINDS[rule.kind].any_years_apart]


def _judged(rule: Rule, subject: Subject) -> Iterable[Finding]:
    kind = KINDS[rule.kind]
    if not (kind.whatever_found or _is_found(rule, subject, kind)) or not _is_about(rule, subject):
        return ()
    return kind.judge(rule, subject)


def _is_found(rule: Rule, subject: Subject, kind: KindSpec) -> bool:
    found = subject.tables(rule)
    return len(found) == len(rule.tables) or (kind.any_table and bool(found))


def _is_about(rule: Rule, subject: Subject) -> bool:
    """Whether the organ and the form are such as the rule is about; an unknown organ is not."""
    organ, form = subject.organ, subject.statement.extraction.template
    return (
        (not rule.levels or organ.is_surely(*(Level(level) for level in rule.levels)))
        and (not rule.organs or organ.kind in rule.organs)
        and (bool(rule.tables) or not rule.editions or form in rule.editions)
    )
