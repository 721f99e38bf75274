"""The rule files: what they hold, and how a broken one is reported."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.checks import load_rules
from core.checks.instances import sum_rules
from core.rules import CheckSettings, Rule, RuleErrors

SMALL = """
[[rules]]
code = "review.sum"
domain = "B-REV"
kind = "sum"
tables = ["review"]
severity = "error"
source = "The notice"
title = { zh = "总计", en = "Total" }
message = { zh = "{upheld}", en = "{left_sum}" }
parameters = { per = "row", left = ["upheld"], right = ["total"] }
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_LANG", "en")


def load(folder: Path, text: str) -> tuple[Rule, ...]:
    (folder / "review.toml").write_text(text, encoding="utf-8")
    return load_rules(folder)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(RuleErrors) as caught:
        load(folder, text)
    return list(caught.value.problems)


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_that_an_edition_has_the_sums_of_the_notice(edition: str) -> None:
    requests = [rule.code for rule in sum_rules(edition, "requests")]

    assert requests == ["requests.row_sum", "requests.result_total", "requests.balance"]
    assert [rule.code for rule in sum_rules(edition, "review")] == ["review.sum"]


def test_that_no_code_stands_for_two_rules() -> None:
    codes = [rule.code for rule in load_rules()]

    assert len(codes) == len(set(codes))


def test_that_the_bundled_rules_are_loaded_once() -> None:
    assert load_rules() is load_rules()


def test_that_a_small_file_is_read(tmp_path: Path) -> None:
    (rule,) = load(tmp_path, SMALL)

    assert (rule.scope, rule.is_on, rule.tolerance) == ("report", True, 0)
    assert rule.texts("left") == ("upheld",)
    assert rule.name == "Total"


def test_that_a_broken_file_is_reported_with_all_its_problems(tmp_path: Path) -> None:
    broken = (
        SMALL.replace('source = "The notice"\n', "")
        .replace('"error"', '"fatal"')
        .replace('per = "row", left', 'per = "cell", sides')
    )

    assert problems(tmp_path, broken) == [
        "review.toml: rules[0].severity: “fatal” is none of error, warning, info",
        "review.toml: rules[0].source: is missing",
        "review.toml: rules[0].parameters.per: “cell” is none of row, column",
        "review.toml: rules[0].parameters.left: is missing",
        "review.toml: rules[0].parameters.sides: is not a known key",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param('["review"]', '["reviews"]', "tables: no “reviews”", id="table"),
        pytest.param('kind = "sum"', 'kind = "product"', "kind: “product” is none of", id="kind"),
        pytest.param("{left_sum}", "{", "message.en: “{” is not a known", id="template"),
        pytest.param("{upheld}", "{held}", "message.zh: “held” is not a known", id="placeholder"),
        pytest.param('["total"]', '["sum"]', "parameters.right: no “sum”", id="column"),
        pytest.param('["upheld"]', "[1]", "parameters.left: must be a list of texts", id="entry"),
        pytest.param(
            '"review.sum"', '"requests.sum"', "code: must begin with “review.”", id="code"
        ),
        pytest.param(
            "source =", "editions = ['2001']\nsource =", "editions: no “2001”", id="edition"
        ),
        pytest.param("source =", "is_on = 1\nsource =", "is_on: must be true or false", id="flag"),
        pytest.param(
            "source =", "tolerance = '1'\nsource =", "tolerance: must be a number", id="number"
        ),
        pytest.param("source =", "scope = 'all'\nsource =", "scope: “all” is none of", id="scope"),
    ],
)
def test_that_a_fault_is_named_with_its_key(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in SMALL

    found = problems(tmp_path, SMALL.replace(old, new))
    assert any(p.startswith(f"review.toml: rules[0].{problem}") for p in found), found


CONDITION = """
[[rules]]
code = "review.pending"
domain = "B-PEND"
kind = "condition"
tables = ["review"]
severity = "warning"
source = "The notice"
title = { zh = "未审结", en = "Pending" }
message = { zh = "{reconsideration_pending}", en = "{left} {most}" }
thresholds = { most = 3 }
parameters = { wrong = ["review.reconsideration.pending > most"] }
"""


def test_that_a_condition_is_read_with_its_threshold(tmp_path: Path) -> None:
    (rule,) = load(tmp_path, CONDITION)

    assert rule.thresholds == {"most": 3}
    assert rule.texts("wrong") == ("review.reconsideration.pending > most",)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param("pending > most", "pending is 3", "wrong: “", id="no_condition"),
        pytest.param("pending > most", "pending > least", "wrong: no “least”", id="threshold"),
        pytest.param(
            "review.reconsideration.p", "requests.new.p", "wrong: no “requests", id="cell"
        ),
    ],
)
def test_that_a_condition_without_meaning_is_a_fault(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    found = problems(tmp_path, CONDITION.replace(old, new))

    assert any(p.startswith(f"review.toml: rules[0].parameters.{problem}") for p in found), found


def test_that_a_file_that_is_no_toml_does_not_hide_the_faults_of_another(tmp_path: Path) -> None:
    (tmp_path / "requests.toml").write_text("[[rules", encoding="utf-8")
    found = problems(tmp_path, SMALL.replace('domain = "B-REV"', ""))

    assert [problem.split(": ")[0] for problem in found] == ["requests.toml", "review.toml"]


def test_that_a_rule_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    assert problems(tmp_path, SMALL + SMALL) == [
        "review.toml: rules: “review.sum” stands there twice"
    ]


def test_that_a_folder_without_rules_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RuleErrors, match="holds no rule file"):
        load_rules(tmp_path)


def test_that_settings_switch_rules_and_change_their_thresholds(tmp_path: Path) -> None:
    more = "is_on = false\nstrict = 'error'\nthresholds = { share = 0.5 }\nsource ="
    (rule,) = load(tmp_path, SMALL.replace('"error"', '"warning"').replace("source =", more))

    usual = CheckSettings()
    other = CheckSettings(
        thresholds={"review.sum.share": Decimal("0.8")},
        switched_on=frozenset({"review.sum"}),
        is_strict=True,
    )
    assert (usual.runs(rule), other.runs(rule)) == (False, True)
    assert not CheckSettings(
        switched_on=other.switched_on, switched_off=frozenset({"review.sum"})
    ).runs(rule)
    assert (usual.threshold(rule, "share"), other.threshold(rule, "share")) == (
        Decimal("0.5"),
        Decimal("0.8"),
    )
    assert (usual.severity(rule), other.severity(rule)) == ("warning", "error")
