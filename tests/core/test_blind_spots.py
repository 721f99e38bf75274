"""Cells that no sum protects."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.address import Address
from core.checks import evaluate, load_rules
from core.checks.blind_spots import unprotected
from core.corrections import Correction
from core.findings import Finding, Status
from core.statement import Statement, fold
from tests.helpers.statements import Content, statement_of

CITY = Path(__file__).parent.parent / "cases" / "rules" / "whole" / "city.toml"
SUMS = {rule.code for rule in load_rules() if rule.kind == "sum"}


def names(addresses: tuple[Address, ...]) -> list[str]:
    return [str(address) for address in addresses]


def with_one_more(statement: Statement, address: Address) -> Statement:
    value = statement.value(address)
    new = (value if isinstance(value, Decimal) else Decimal(0)) + 1
    change = Correction("", 1, 1, address, value, new, None, "", "", "", "typed")
    return fold(statement.extraction, [change])


def failing(statement: Statement) -> set[tuple[str, str]]:
    return {_key(f) for f in evaluate(statement) if f.rule in SUMS and f.status is Status.FAIL}


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.instance


def test_that_every_cell_of_a_full_table_with_sums_is_protected() -> None:
    city = tomllib.loads(CITY.read_text(encoding="utf-8"))

    assert unprotected(statement_of("2021", city["rows"])) == ()


def test_that_section_two_has_nothing_to_protect_it() -> None:
    statement = statement_of("2019", {}, tables=("art20_8", "art20_9", "review"))

    # The unit of the amount is no number.
    assert names(unprotected(statement)) == [
        "art20_8.fees.previous_items",
        "art20_8.fees.change",
        "art20_9.procurement.projects",
        "art20_9.procurement.amount",
    ]


def test_that_a_blank_total_protects_itself_but_none_of_its_parts() -> None:
    content: dict[str, list[Content]] = {"review.reconsideration": [0, 0, 0, 0, ""]}

    assert names(unprotected(statement_of("2021", content, tables=("review",)))) == [
        "review.reconsideration.upheld",
        "review.reconsideration.corrected",
        "review.reconsideration.other",
        "review.reconsideration.pending",
    ]


def test_that_a_cell_that_was_not_read_leaves_its_sum_without_force() -> None:
    content: dict[str, list[Content]] = {"review.litigation_direct": [1, "?", 0, 0, 2]}

    assert names(unprotected(statement_of("2021", content, tables=("review",)))) == [
        "review.litigation_direct.upheld",
        "review.litigation_direct.other",
        "review.litigation_direct.pending",
        "review.litigation_direct.total",
    ]


def test_that_a_table_is_unprotected_when_its_rule_is_left_out() -> None:
    statement = statement_of("2021", {}, tables=("review",))
    others = [rule for rule in load_rules() if rule.code != "review.sum"]

    assert len(unprotected(statement, others)) == 15


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """A review table in which every sum holds, some of it left blank."""
    content: dict[str, list[Content]] = {}
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        parts = draw(st.lists(st.integers(0, 3), min_size=4, max_size=4))
        line: list[Content] = [*parts, sum(parts)]
        blank = draw(st.sets(st.integers(0, 4)))
        content[f"review.{row}"] = [
            "" if n in blank and (number == 0 or n == 4) else number
            for n, number in enumerate(line)
        ]
    return statement_of("2021", content, tables=("review",))


@given(statements())
@settings(max_examples=40, deadline=None)
def test_that_one_more_in_a_cell_breaks_a_sum_unless_the_cell_is_unprotected(
    statement: Statement,
) -> None:
    before = failing(statement)
    silent = {
        address
        for address in statement.values
        if failing(with_one_more(statement, address)) <= before
    }

    assert before == set()
    assert set(unprotected(statement)) == silent


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_that_the_cells_come_in_official_order(edition: str) -> None:
    statement = statement_of(edition, {}, rest="", tables=("requests", "review"))
    order = list(statement.values)

    found = unprotected(statement)
    assert [order.index(address) for address in found] == sorted(map(order.index, found))
