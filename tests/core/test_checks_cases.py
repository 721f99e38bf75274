"""The rule cases of tests/cases/rules: cells in, findings out."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from core.checks import evaluate, load_rules
from core.findings import Finding, Status
from tests.helpers.statements import statement_of

RULES = Path(__file__).parent.parent / "cases" / "rules"


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_LANG", "zh")


def cases() -> list[tuple[str, dict[str, Any]]]:
    return [
        (path.stem, case)
        for path in sorted(RULES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]
    ]


def findings_of(case: dict[str, Any]) -> tuple[Finding, ...]:
    statement = statement_of(
        case["edition"],
        case["cells"],
        rest=case.get("rest", 0),
        without=case.get("without", ()),
    )
    return evaluate(statement)


@pytest.mark.parametrize(
    ("rule", "case"), [pytest.param(r, c, id=f"{r}-{c['name']}") for r, c in cases()]
)
def test_that_the_rule_answers_as_the_case_says(rule: str, case: dict[str, Any]) -> None:
    findings = findings_of(case)
    (finding,) = [f for f in findings if (f.rule, f.instance) == (rule, case["instance"])]

    left, right = case.get("left"), case.get("right")
    assert finding.status == case["status"]
    assert (finding.left, finding.right) == (left, right)
    assert finding.difference == (None if left is None or right is None else left - right)
    assert [str(a) for a in finding.blanks] == case.get("blanks", [])
    if "message" in case:
        assert finding.message == case["message"]
    if "failing" in case:
        failing = [f"{f.rule} {f.instance}" for f in findings if f.status is Status.FAIL]
        assert failing == case["failing"]
    if "first_suggestion" in case:
        first = {str(address): int(new) for address, new in finding.suggestions[0].cells}
        assert first == case["first_suggestion"]


def test_that_every_rule_has_a_case_for_every_answer() -> None:
    answers: dict[str, set[str]] = defaultdict(set)
    for rule, case in cases():
        answers[rule].add(case["status"])

    rules = {rule.code for rule in load_rules()}
    assert dict(answers) == {rule: {"pass", "fail", "cannot_tell"} for rule in rules}


def test_that_a_city_report_passes_all_forty_two_checks() -> None:
    city = tomllib.loads((RULES / "whole" / "city.toml").read_text(encoding="utf-8"))
    findings = evaluate(statement_of(city["edition"], city["rows"]))

    assert [f.status for f in findings] == [Status.PASS] * 42
    assert not any(f.suggestions for f in findings)
