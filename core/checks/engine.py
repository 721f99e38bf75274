"""Judges the rules on one report, on two years of an agency, and again after an edit."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from core.agencies import Level, Organ, OrganKind, organ_of
from core.cells import Origin
from core.checks.explain import suggest
from core.checks.explain_words import too_many
from core.checks.figures import gather
from core.checks.instances import instances_of
from core.checks.kinds import KINDS
from core.checks.rulebook import load_rules
from core.checks.subject import Seen, Subject
from core.checks.words import column_of
from core.findings import Status
from core.language import one_language
from core.rules import CheckSettings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from core.address import Address
    from core.checks.figures import Figures
    from core.checks.subject import KindSpec
    from core.findings import Finding
    from core.rules import Rule, Scope
    from core.statement import Statement

_BY_DEFAULT: Final = CheckSettings()


def evaluate(statement: Statement, settings: CheckSettings = _BY_DEFAULT) -> tuple[Finding, ...]:
    """Every rule's answer on one report, passes included; sums in trouble carry suggestions.

    First the sums in the form's order (40 for a complete report of the 2019 edition, 42 for one of
    2021), then the other rules in the order of their files.
    """
    with one_language():
        subject = _subject(statement, settings)
        findings = [f for rule in _rules("report", settings) for f in _judged(rule, subject)]
        return _explained(subject, findings)


def evaluate_years(
    earlier: Statement, later: Statement, settings: CheckSettings = _BY_DEFAULT
) -> tuple[Finding, ...]:
    """The answers of the rules that compare a report with the same agency's earlier one.

    Where years lie between the two, most rules do not apply.
    """
    follows = earlier.year is None or later.year is None or earlier.year + 1 == later.year
    rules = [r for r in _rules("years", settings) if follows or KINDS[r.kind].any_years_apart]
    with one_language():
        subject = _subject(later, settings, _subject(earlier, settings))
        return tuple(f for rule in rules for f in _judged(rule, subject))


def reevaluate(
    statement: Statement,
    previous: Sequence[Finding],
    changed: Collection[Address],
    settings: CheckSettings = _BY_DEFAULT,
) -> tuple[Finding, ...]:
    """What ``evaluate`` would say, where only the ``changed`` cells differ from ``previous``.

    Rules that read none of the tables with a changed cell keep their findings.
    """
    with one_language():
        tables = {address.table for address in changed}
        subject = _subject(statement, settings)
        findings = _judged_again(subject, previous, changed, tables)
        return _explained(subject, findings, tables)


def _judged_again(
    subject: Subject,
    previous: Sequence[Finding],
    changed: Collection[Address],
    tables: Collection[str],
) -> list[Finding]:
    local = None
    if _is_local(subject, changed):
        local = replace(subject, touched=_touched(subject, changed))
    kept: dict[str, list[Finding]] = {}
    for finding in previous:
        kept.setdefault(finding.rule, []).append(finding)
    findings: list[Finding] = []
    for rule in _rules("report", subject.settings):
        before = kept.get(rule.code, [])
        if not any(table in tables for table in rule.tables):
            findings.extend(before)
        elif KINDS[rule.kind].by_cells and local is not None:
            again = {finding.instance: finding for finding in _judged(rule, local)}
            findings.extend(again.get(f.instance) or _bare(f) for f in before)
        else:
            findings.extend(_judged(rule, subject))
    return findings


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


def _subject(
    statement: Statement, settings: CheckSettings, earlier: Subject | None = None
) -> Subject:
    instances = instances_of(statement)
    by_rule = groupby(instances, key=lambda instance: instance.rule.code)
    figures = gather(statement, instances)
    return Subject(
        statement=statement,
        settings=settings,
        organ=_organ(statement, settings),
        figures=figures,
        instances={code: tuple(group) for code, group in by_rule},
        found=frozenset(
            address.table
            for address, origin in statement.origins.items()
            if origin is not Origin.MISSING
        ),
        cells=_cells(statement, figures),
        earlier=earlier,
    )


def _cells(statement: Statement, figures: Figures) -> dict[str, tuple[Seen, ...]]:
    """The cells that are to hold a number, by table."""
    editions = statement.extraction.editions
    printed = {cell.address: cell.printed for cell in statement.extraction.cells}
    cells: dict[str, list[Seen]] = {}
    for address, origin in statement.origins.items():
        column = column_of(editions.get(address.table, ""), address.table, address.column)
        if column is None or column.kind == "unit":
            continue
        text = "" if origin is Origin.CORRECTED else printed.get(address, "")
        seen = Seen(address, figures[address], column.kind, text)
        cells.setdefault(address.table, []).append(seen)
    return {table: tuple(found) for table, found in cells.items()}


def _organ(statement: Statement, settings: CheckSettings) -> Organ:
    """What the reviewer says of the organ, else what its name tells."""
    named = organ_of(statement.agency)
    levels = (Level(settings.level),) if settings.level else named.levels
    return Organ(levels, OrganKind(settings.organ) if settings.organ else named.kind)


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


def _explained(
    subject: Subject, findings: Sequence[Finding], among: Collection[str] | None = None
) -> tuple[Finding, ...]:
    explained = {(f.rule, f.instance): f for f in suggest(subject.statement, findings, among)}
    return tuple(explained.get((f.rule, f.instance), f) for f in findings)
