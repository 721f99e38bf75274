"""What a reviewer sets for single rules: each change can be taken back, and none touches another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checks.rulebook import load_rules, rules_by_code
from core.rules import CheckSettings, Rule, Severity
from core.settings import as_toml

LATE = rules_by_code()["form.published_late"]
TITLE = rules_by_code()["form.title"]
OFF = next(rule for rule in load_rules() if not rule.is_on)
RULES = st.sampled_from(load_rules())
SEVERITY = st.sampled_from(("error", "warning", "info"))


def test_that_a_rule_switched_off_and_on_leaves_no_trace() -> None:
    off = CheckSettings().switched(TITLE, is_on=False)

    assert off.switched_off == {"form.title"}
    assert not off.runs(TITLE)
    assert off.runs(LATE)
    assert off.switched(TITLE, is_on=True) == CheckSettings()


def test_that_a_rule_that_is_off_by_default_is_switched_on() -> None:
    on = CheckSettings().switched(OFF, is_on=True)

    assert on.switched_on == {OFF.code}
    assert on.runs(OFF)
    assert on.switched(OFF, is_on=False) == CheckSettings()


def test_that_a_severity_counts_whether_the_review_is_strict_or_not() -> None:
    lenient = CheckSettings().weighed(TITLE, "info")
    strict = CheckSettings(is_strict=True).weighed(TITLE, "info")

    assert lenient.severity(TITLE) == "info"
    assert strict.severity(TITLE) == "info"
    assert lenient.severity(LATE) == LATE.severity


def test_that_a_threshold_is_set_for_one_rule_alone() -> None:
    settings = CheckSettings().limited(LATE, "department", Decimal(220))

    assert settings.threshold(LATE, "department") == 220
    assert settings.threshold(LATE, "government") == 331
    assert settings.thresholds == {"form.published_late.department": Decimal(220)}
    assert settings.limited(LATE, "department", Decimal("131.0")) == CheckSettings()
    with pytest.raises(KeyError):
        settings.limited(LATE, "month", Decimal(1))


@given(st.lists(st.tuples(RULES, st.booleans(), SEVERITY), max_size=8), st.booleans(), RULES)
def test_that_a_reset_takes_back_all_of_one_rule_and_nothing_of_others(
    changes: list[tuple[Rule, bool, Severity]], strict: bool, reset: Rule
) -> None:
    settings = without = CheckSettings(is_strict=strict)
    for rule, is_on, severity in changes:
        settings = settings.switched(rule, is_on=is_on).weighed(rule, severity)
        for name in rule.thresholds:
            settings = settings.limited(rule, name, Decimal(7))
        if rule.code != reset.code:
            without = without.switched(rule, is_on=is_on).weighed(rule, severity)
            for name in rule.thresholds:
                without = without.limited(rule, name, Decimal(7))

    again = settings.reset(reset)

    assert again == without
    assert not again.is_changed(reset)
    assert as_toml(again) == as_toml(without)
