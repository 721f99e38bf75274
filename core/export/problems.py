"""问题清单: the findings that are no pass, in the columns that reviewers keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from core.checks.rulebook import rules_by_code
from core.export import canvas as c
from core.export.canvas import Look, Ordinal, Spot
from core.export.shape import Forms
from core.export.wording import (
    handling_of,
    is_of_source,
    kind_of,
    location_of,
    printed_cell,
    quoted,
)
from core.findings import Finding, Status
from core.review import Review

TextOf = Callable[[Review], str]
"""Gives the full text of a report's document; "" where it is not at hand."""

PROBLEM_COLUMNS: Final = (
    ("序号", 6),
    ("单位", 24),
    ("年度", 7),
    ("位置（章节/表/行/列）", 40),
    ("问题类型", 44),
    ("报告原文/表中数", 26),
    ("应为/计算值", 14),
    ("差额", 10),
    ("依据(规则号)", 24),
    ("处理意见", 28),
    ("整改情况", 20),
    ("复核人", 10),
)
_CONDITIONS: Final = ("condition", "row_condition")
_LOOKS: Final = {"error": c.ERROR, "warning": c.WARNING}


def problem_rows(review: Review, forms: Forms, text_of: TextOf) -> Iterator[list[Spot | None]]:
    """One row a finding."""
    for finding in review.problems:
        handling, reviewer = handling_of(review, finding)
        printed, expected, difference = _figures(review, finding, text_of)
        yield [
            Spot(Ordinal.NEXT, c.NUMBER),
            Spot(review.agency or review.name),
            Spot(review.year, c.NUMBER),
            Spot(location_of(forms, review, finding)),
            Spot(kind_of(finding), _look(finding)),
            Spot(printed, c.TEXT if isinstance(printed, str) else c.NUMBER),
            Spot(expected, c.NUMBER),
            Spot(difference, c.NUMBER),
            Spot(_basis(finding)),
            Spot(handling, c.OF_SOURCE if is_of_source(review, finding) else c.TEXT),
            Spot(),
            Spot(reviewer),
        ]


def _look(finding: Finding) -> Look:
    if finding.status is Status.CANNOT_TELL:
        return c.TEXT
    return _LOOKS.get(finding.severity, c.TEXT)


def _figures(
    review: Review, finding: Finding, text_of: TextOf
) -> tuple[Decimal | str | None, Decimal | None, Decimal | None]:
    """What is printed, what it should be, and the first less the second: a row reads across.

    Of a finding in the prose the printed is the sentence itself, and the tables say what it should
    be. A sum's printed side is its total, on the right; a condition's is on the left, its limit on
    the right.
    """
    left, right = finding.left, finding.right
    if finding.text or _kind(finding) in _CONDITIONS:
        printed, expected = left, right
    else:
        printed, expected = right, left
    difference = None if printed is None or expected is None else printed - expected
    if finding.text:
        return quoted(review, finding, text_of(review)) or printed, expected, difference
    if printed is None and expected is None:
        return printed_cell(review, finding), None, finding.difference
    return printed, expected, difference


def _kind(finding: Finding) -> str:
    rule = rules_by_code().get(finding.rule)
    return rule.kind if rule else ""


def _basis(finding: Finding) -> str:
    rule = rules_by_code().get(finding.rule)
    return f"{rule.domain}（{finding.rule}）" if rule else finding.rule
