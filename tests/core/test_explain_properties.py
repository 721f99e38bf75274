"""What holds of every proposal, whatever is wrong in a table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalogue import load_catalogue
from core.checks import evaluate
from core.corrections import Correction
from core.findings import Finding, Status, Suggestion
from core.statement import Statement, fold
from tests.helpers.statements import Content, statement_of

if TYPE_CHECKING:
    from collections.abc import Sequence

CITY = Path(__file__).parent.parent / "cases" / "rules" / "whole" / "city.toml"
SUMS = ("requests.row_sum", "requests.result_total", "requests.balance", "review.sum")
Rows = dict[str, list[Content]]


@cache
def city() -> Rows:
    return tomllib.loads(CITY.read_text("utf-8"))["rows"]


@dataclass(frozen=True)
class Wrong:
    """Which rows keep their figures, what the others hold, and which cells are other than that."""

    kept: frozenset[str]
    rest: int | None
    cells: tuple[tuple[str, int, Content], ...]

    def statement(self) -> Statement:
        rest: list[Content] = [self.rest]
        rows = {
            code: list(row) if code in self.kept else rest * len(row)
            for code, row in city().items()
        }
        candidates: dict[str, list[int]] = {}
        for code, place, content in self.cells:
            column = place % len(rows[code])
            rows[code][column] = content
            if content == "?" and code.startswith("requests."):
                name = load_catalogue().table("2021", "requests").columns[column].code
                candidates[f"{code}.{name}"] = [place, 10 * place]
        return statement_of("2021", rows, candidates=candidates)


CODES = st.sampled_from(sorted(city()))
WRONG = st.builds(
    Wrong,
    st.frozensets(CODES, max_size=4) | st.just(frozenset(city())),
    st.sampled_from([0, None]),
    st.lists(
        st.tuples(
            CODES,
            st.integers(0, 6),
            st.sampled_from(["?", "!", None, "无", -1, Decimal("2.0"), Decimal("0.5")])
            | st.integers(0, 3)
            | st.integers(0, 99_999),
        ),
        min_size=1,
        max_size=12,
    ).map(tuple),
)


def sums(statement: Statement) -> list[Finding]:
    return [finding for finding in evaluate(statement) if finding.rule in SUMS]


def passing(findings: Sequence[Finding]) -> set[tuple[str, str]]:
    return {(f.rule, f.instance) for f in findings if f.status is Status.PASS}


def made(statement: Statement, suggestion: Suggestion) -> Statement:
    return fold(
        statement.extraction,
        [
            Correction("", n, 1, a, None, new, None, "", "", "", "proposal")
            for n, (a, new) in enumerate(suggestion.cells)
        ],
    )


def proposals(findings: Sequence[Finding]) -> list[tuple[Finding, Suggestion]]:
    pairs = [(finding, suggestion) for finding in findings for suggestion in finding.suggestions]
    # The same change is proposed for every rule that it mends.
    return list({(f.addresses[0].table, s.cells): (f, s) for f, s in pairs}.values())


@given(WRONG)
@settings(max_examples=20, deadline=None)
def test_that_a_change_that_claims_to_mend_all_leaves_every_sum_of_the_table_right(
    wrong: Wrong,
) -> None:
    statement = wrong.statement()
    for finding, suggestion in proposals(sums(statement))[:8]:
        table = finding.addresses[0].table
        after = [f for f in sums(made(statement, suggestion)) if f.addresses[0].table == table]
        is_right = all(f.status is Status.PASS for f in after)

        assert suggestion.satisfies_all == is_right, suggestion


@given(WRONG)
@settings(max_examples=20, deadline=None)
def test_that_a_change_mends_the_rule_that_it_is_proposed_for_and_fails_none(
    wrong: Wrong,
) -> None:
    statement = wrong.statement()
    findings = sums(statement)
    right = passing(findings)
    for finding, suggestion in proposals(findings)[:8]:
        then = sums(made(statement, suggestion))
        after = passing(then)

        assert (finding.rule, finding.instance) in after
        # A total left blank can no longer be judged once one of its parts has a number.
        assert not right & {(f.rule, f.instance) for f in then if f.status is Status.FAIL}
        assert f"{len(after - right)} 条" in suggestion.why


@given(WRONG)
@settings(max_examples=20, deadline=None)
def test_that_a_change_gives_counts_to_cells_of_the_rule_s_own_table(wrong: Wrong) -> None:
    statement = wrong.statement()
    for finding, suggestion in proposals(sums(statement)):
        addresses = [address for address, _ in suggestion.cells]
        numbers = [number for _, number in suggestion.cells]

        assert {address.table for address in addresses} == {finding.addresses[0].table}
        assert len(set(addresses)) == len(addresses)
        assert all(statement.value(a) != n for a, n in suggestion.cells)
        assert all(n >= 0 and n == n.to_integral_value() for n in numbers)


@given(WRONG)
@settings(max_examples=20, deadline=None)
def test_that_the_same_figures_are_explained_in_the_same_way(wrong: Wrong) -> None:
    assert sums(wrong.statement()) == sums(wrong.statement())


@given(
    st.sampled_from(sorted(code for code in city() if code.startswith("requests."))),
    st.integers(0, 6),
    st.integers(0, 99_999),
)
@settings(max_examples=20, deadline=None)
def test_that_no_other_single_cell_is_proposed_than_the_wrong_one(
    code: str, column: int, wrong: int
) -> None:
    row = list(city()[code])
    true, row[column] = row[column], wrong
    found = [f for f in sums(statement_of("2021", city() | {code: row})) if f.suggestions]
    names = load_catalogue().table("2021", "requests").columns

    assert bool(found) == (wrong != true)
    for finding in found:
        (address, number), *others = finding.suggestions[0].cells
        assert (str(address), others) == (f"{code}.{names[column].code}", [])
        assert number == Decimal(str(true))
        assert all(len(s.cells) > 1 for s in finding.suggestions[1:])
