"""Conditions on figures, as rules write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.checks.formula import Comparison, Term, parse_condition, total

ONE = Decimal(1)


def test_that_a_condition_is_cut_into_its_comparisons() -> None:
    assert parse_condition("made > 0 and published - 2 * made >= share*total.row.a") == (
        Comparison((Term(ONE, ("made",)),), ">", (Term(Decimal(0), ()),)),
        Comparison(
            (Term(ONE, ("published",)), Term(Decimal(-2), ("made",))),
            ">=",
            (Term(ONE, ("share", "total.row.a")),),
        ),
    )


def test_that_a_minus_may_stand_first() -> None:
    (comparison,) = parse_condition("change < -share * previous_items")

    assert total(comparison.right, {"share": Decimal("0.5"), "previous_items": Decimal(8)}) == -4


def test_that_a_sum_with_an_unknown_value_is_not_known() -> None:
    (comparison,) = parse_condition("a + b = 3")

    assert total(comparison.left, {"a": ONE, "b": None}) is None
    assert total(comparison.left, {"a": ONE, "b": Decimal(2)}) == 3


@pytest.mark.parametrize(
    ("sign", "below", "equal", "above"),
    [
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
        ("=", False, True, False),
        ("!=", True, False, True),
    ],
)
def test_that_each_sign_means_what_it_says(
    sign: str, below: bool, equal: bool, above: bool
) -> None:
    (comparison,) = parse_condition(f"a {sign} 5")

    assert [comparison.holds(Decimal(n), Decimal(5)) for n in (4, 5, 6)] == [below, equal, above]


@pytest.mark.parametrize(
    "text", ["a", "a > b > c", "a > ", "a ? 3", "a b > 3", "(a) > 3", "", "a > 3 and"]
)
def test_that_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_condition(text)
