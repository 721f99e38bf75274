"""The rule cases of tests/cases/rules: cells in, findings out."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from core.checks import evaluate, load_rules
from core.findings import Finding, Status
from tests.helpers.cases import ANSWERS, RULES, case_files, findings_of
from tests.helpers.statements import statement_of

CASES = [(code, case) for code, content in case_files() for case in content["cases"]]


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_LANG", "zh")


@pytest.mark.parametrize(
    ("rule", "case"), [pytest.param(r, c, id=f"{r}-{c['name']}") for r, c in CASES]
)
def test_that_the_rule_answers_as_the_case_says(rule: str, case: dict[str, Any]) -> None:
    findings = findings_of(case)
    answers = [f for f in findings if (f.rule, f.instance) == (rule, case["instance"])]
    if case["status"] == "none":
        assert answers == []
        return
    (finding,) = answers

    left, right = case.get("left"), case.get("right")
    assert finding.status == case["status"]
    assert (finding.left, finding.right) == (_number(left), _number(right))
    assert finding.difference == (None if left is None or right is None else left - right)
    assert [str(a) for a in finding.blanks] == case.get("blanks", [])
    if "cells_named" in case:
        assert [str(a) for a in finding.addresses] == case["cells_named"]
    if "severity" in case:
        assert finding.severity == case["severity"]
    if "message" in case:
        assert finding.message == case["message"]
    if "failing" in case:
        failing = [f"{f.rule} {f.instance}" for f in _sums(findings) if f.status is Status.FAIL]
        assert failing == case["failing"]
    if "first_suggestion" in case:
        first = {str(address): int(new) for address, new in finding.suggestions[0].cells}
        assert first == case["first_suggestion"]


def _sums(findings: tuple[Finding, ...]) -> list[Finding]:
    codes = {rule.code for rule in load_rules() if rule.kind == "sum"}
    return [finding for finding in findings if finding.rule in codes]


def _number(given: int | str | Decimal | None) -> Decimal | None:
    return None if given is None else Decimal(given)


def test_that_every_rule_has_a_case_for_every_answer() -> None:
    answers: dict[str, set[str]] = defaultdict(set)
    for rule, case in CASES:
        answers[rule].add(case["status"])
    for code, content in case_files():
        answers[code] |= {a for a in ANSWERS if content.get(f"without_{a}")}

    lacking = {rule.code: set(ANSWERS) - answers[rule.code] for rule in load_rules()}
    assert {code: wanted for code, wanted in lacking.items() if wanted} == {}
    assert answers.keys() == lacking.keys()


def test_that_a_city_report_passes_all_forty_two_checks() -> None:
    city = tomllib.loads((RULES / "whole" / "city.toml").read_text(encoding="utf-8"))
    findings = _sums(evaluate(statement_of(city["edition"], city["rows"])))

    assert [f.status for f in findings] == [Status.PASS] * 42
    assert not any(f.suggestions for f in findings)
