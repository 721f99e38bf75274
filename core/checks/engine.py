"""Applies the rules of the form to one report; knows the form as data, no single rule by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.checks.explain import suggest
from core.checks.instances import instances_of
from core.checks.kinds import gather, judge_sum
from core.findings import Status
from core.language import language

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.checks.instances import Instance
    from core.checks.kinds import Figures
    from core.findings import Finding
    from core.language import Language
    from core.statement import Statement

    Kind = Callable[[Instance, Figures, Language], Finding]

KINDS: Final[dict[str, Kind]] = {"sum": judge_sum}


def evaluate(statement: Statement) -> tuple[Finding, ...]:
    """Every rule's answer for every row and column, passes included, in the form's order.

    40 answers for a complete report of the 2019 edition, 42 for one of 2021; fewer where a table
    was not found. Failures carry suggestions.
    """
    instances = instances_of(statement)
    figures = gather(statement, instances)
    tongue = language()
    findings = tuple(KINDS[i.rule.kind](i, figures, tongue) for i in instances)
    if all(finding.status is not Status.FAIL for finding in findings):
        return findings
    explained = {(f.rule, f.instance): f for f in suggest(statement, findings)}
    return tuple(explained.get((f.rule, f.instance), f) for f in findings)
