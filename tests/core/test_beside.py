"""A report beside the agency's earlier one, over both editions of the form."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from core.address import Address
from core.beside import beside, carried_to
from core.cells import Origin
from core.checks import evaluate, evaluate_years
from core.review import Review
from tests.helpers.reviews import Reading, make_review, read_cell

A = Address.parse


def pair(
    earlier: dict[str, Reading], later: dict[str, Reading], editions: tuple[str, str]
) -> Review:
    """The later of two years' reports of one agency, with the earlier one before it."""
    years = (2019, 2020) if editions == ("2019", "2019") else (2020, 2021)
    one = make_review(editions[0], earlier, year=years[0], report=1)
    two = make_review(editions[1], later, year=years[1], report=2)
    findings = evaluate(two.statement) + evaluate_years(one.statement, two.statement)
    return replace(two, earlier=1, before=one.statement, findings=findings)


def test_that_a_report_without_an_earlier_one_has_nothing_beside_it() -> None:
    assert beside(make_review()) is None


def test_that_what_was_carried_in_stands_beside_what_was_carried_out() -> None:
    review = pair(
        {"requests.carried_out.total": 4, "requests.carried_in.total": 9},
        {"requests.carried_in.total": 3},
        ("2019", "2021"),
    )
    found = beside(review)
    assert found is not None

    assert found.cell(A("requests.carried_in.total")) == A("requests.carried_out.total")
    assert found.values[A("requests.carried_in.total")] == Decimal(4)
    assert carried_to(review, A("requests.carried_out.total")) == A("requests.carried_in.total")
    assert carried_to(review, A("requests.new.total")) == A("requests.new.total")


def test_that_every_other_cell_stands_beside_itself_where_both_editions_have_it() -> None:
    found = beside(
        pair(
            {"requests.new.total": 12, "art20_5.licensing.decisions": 7},
            {"requests.new.total": 15},
            ("2019", "2021"),
        )
    )
    assert found is not None

    assert found.values[A("requests.new.total")] == Decimal(12)
    assert found.values[A("art20_5.licensing.decisions")] == Decimal(7)
    assert found.year == 2020
    # The edition of 2019 counts documents otherwise, and does not divide （六）其他处理.
    assert A("art20_1.regulations.in_force") not in found.values
    assert A("art20_8.fees.amount") not in found.values
    assert A("requests.other_1.total") not in found.values


def test_that_a_figure_that_was_not_read_last_year_stands_beside_nothing() -> None:
    name = "requests.new.total"
    found = beside(pair({name: read_cell(name, None, Origin.AMBIGUOUS)}, {}, ("2021", "2021")))
    assert found is not None

    assert A(name) not in found.values


def test_that_jumps_are_those_of_the_rules() -> None:
    # 20 to 41 is more than half as much again, and more than 20 applications; 20 to 40 is not.
    found = beside(pair({"requests.new.total": 20}, {"requests.new.total": 41}, ("2021", "2021")))
    calm = beside(pair({"requests.new.total": 20}, {"requests.new.total": 40}, ("2021", "2021")))
    assert found is not None
    assert calm is not None

    assert found.jumps == {A("requests.new.total")}
    assert calm.jumps == frozenset()
