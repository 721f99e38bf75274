"""Changes that the checks propose: the true cell, and nothing that breaks another relation."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.address import Address
from core.catalogue import load_catalogue
from core.checks import evaluate, suggest
from core.corrections import Correction
from core.findings import Finding, Status, Suggestion
from core.statement import Statement, fold
from tests.helpers.statements import Content, statement_of

CITY = Path(__file__).parent.parent / "cases" / "rules" / "whole" / "city.toml"
SUMS = ("requests.row_sum", "requests.result_total", "requests.balance", "review.sum")
Rows = dict[str, list[int]]


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_LANG", "zh")


def city(**changed: int | str) -> Statement:
    """The city's figures, where all holds, with some cells changed; "__" stands for the dot."""
    rows: dict[str, Content | list[Content]] = dict(tomllib.loads(CITY.read_text("utf-8"))["rows"])
    rows |= {key.replace("__", "."): value for key, value in changed.items()}
    return statement_of("2021", rows)


def sums(statement: Statement) -> list[Finding]:
    return [finding for finding in evaluate(statement) if finding.rule in SUMS]


def failing(statement: Statement) -> list[Finding]:
    return [finding for finding in sums(statement) if finding.status is Status.FAIL]


def cells(suggestion: Suggestion) -> dict[str, int]:
    return {str(address): int(new) for address, new in suggestion.cells}


def made(statement: Statement, suggestion: Suggestion) -> Statement:
    """The statement after the suggested change."""
    return fold(
        statement.extraction,
        [
            Correction("", n, 1, a, None, new, None, "", "", "", "proposal")
            for n, (a, new) in enumerate(suggestion.cells)
        ],
    )


def consistent_table(draw: st.DrawFn, edition: str) -> Rows:
    """A table of applications in which every relation holds."""
    table = load_catalogue().table(edition, "requests")
    counts = st.integers(0, 3000) | st.just(0)
    outside = ("new", "carried_in", "total", "carried_out")
    rows: Rows = {
        row.code: draw(st.lists(counts, min_size=6, max_size=6))
        for row in table.rows
        if row.code not in outside
    }
    rows["total"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    rows["carried_out"] = draw(st.lists(counts, min_size=6, max_size=6))
    ended = [a + b for a, b in zip(rows["total"], rows["carried_out"], strict=True)]
    rows["carried_in"] = [draw(st.integers(0, n)) for n in ended]
    rows["new"] = [a - b for a, b in zip(ended, rows["carried_in"], strict=True)]
    return {code: [*line, sum(line)] for code, line in rows.items()}


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, Rows]:
    edition = draw(st.sampled_from(["2019", "2021"]))
    return edition, consistent_table(draw, edition)


@st.composite
def tables_with_a_slip(draw: st.DrawFn) -> tuple[str, Rows, str, int, int]:
    """A consistent table with the row, the column and the wrong number of one cell."""
    edition, rows = draw(tables())
    row = draw(st.sampled_from(sorted(rows)))
    column = draw(st.integers(0, 6))
    wrong = draw(st.integers(0, 9999).filter(lambda n: n != rows[row][column]))
    return edition, rows, row, column, wrong


def as_statement(edition: str, rows: Rows) -> Statement:
    content = {f"requests.{code}": line for code, line in rows.items()}
    return statement_of(edition, content, tables=("requests",))


@given(tables())
@settings(max_examples=25, deadline=None)
def test_that_a_consistent_table_passes_every_check(drawn: tuple[str, Rows]) -> None:
    findings = sums(as_statement(*drawn))

    assert {f.status for f in findings} == {Status.PASS}
    assert len(findings) == len(drawn[1]) + 14


@given(tables_with_a_slip())
@settings(max_examples=40, deadline=None)
def test_that_one_wrong_cell_is_found_and_its_true_number_comes_first(
    drawn: tuple[str, Rows, str, int, int],
) -> None:
    edition, rows, row, column, wrong = drawn
    true = rows[row][column]
    code = load_catalogue().table(edition, "requests").columns[column].code
    slipped = rows | {row: [*rows[row][:column], wrong, *rows[row][column + 1 :]]}
    found = failing(as_statement(edition, slipped))

    assert found
    for finding in found:
        assert finding.suggestions[0].cells == ((Address("requests", row, code), Decimal(true)),)
        assert finding.suggestions[0].satisfies_all


def test_that_the_true_cell_is_the_only_suggestion_in_the_table_of_applications() -> None:
    found = failing(city(requests__unavailable_1__natural_person=375))

    assert [f"{f.rule} {f.instance}" for f in found] == [
        "requests.row_sum unavailable_1",
        "requests.result_total natural_person",
    ]
    assert [[cells(s) for s in f.suggestions] for f in found] == [
        [{"requests.unavailable_1.natural_person": 3075}]
    ] * 2
    assert (
        found[0].suggestions[0].why == "375 → 3075（漏了数字）：改后全部关系成立（2 条由此成立）。"
    )


@pytest.mark.parametrize(
    ("column", "printed", "true"),
    [
        pytest.param("total", 970, 790, id="transposed"),
        pytest.param("pending", 12, 121, id="lost"),
        pytest.param("total", 7906, 790, id="added"),
    ],
)
def test_that_the_likeliest_misreading_comes_first(column: str, printed: int, true: int) -> None:
    (finding,) = failing(city(**{f"review__reconsideration__{column}": printed}))

    assert cells(finding.suggestions[0]) == {f"review.reconsideration.{column}": true}
    assert len(finding.suggestions) > 1


def test_that_a_reading_of_the_source_outranks_every_pattern() -> None:
    statement = statement_of(
        "2021",
        {"review.litigation_direct": [12, 1, 0, 0, 16]},
        candidates={"review.litigation_direct.corrected": [1, 4]},
    )
    (finding,) = failing(statement)

    assert cells(finding.suggestions[0]) == {"review.litigation_direct.corrected": 4}


def test_that_two_numbers_in_exchanged_columns_are_put_back() -> None:
    statement = city(requests__denied_8__natural_person=1, requests__denied_8__legal_service=147)

    best = [finding.suggestions[0] for finding in failing(statement)]
    assert [cells(s) for s in best] == [
        {"requests.denied_8.natural_person": 147, "requests.denied_8.legal_service": 1}
    ] * 2
    assert all(suggestion.satisfies_all for suggestion in best)


def test_that_two_errors_apart_are_both_found() -> None:
    statement = city(requests__granted__commercial=192, requests__denied_7__natural_person=28)

    true = {"requests.granted.commercial": 129, "requests.denied_7.natural_person": 282}
    assert all(cells(f.suggestions[0]) == true for f in failing(statement))


def test_that_a_change_in_one_block_does_not_claim_to_mend_another() -> None:
    statement = city(review__reconsideration__total=791, review__litigation_direct__total=57)

    for finding in failing(statement):
        assert finding.suggestions
        assert not any(s.satisfies_all for s in finding.suggestions)


def test_that_no_suggestion_is_negative() -> None:
    statement = statement_of("2021", {"review.reconsideration": [3, 0, 0, 0, 2]})
    (finding,) = failing(statement)

    assert {tuple(cells(s).items()) for s in finding.suggestions} == {
        (("review.reconsideration.upheld", 2),),
        (("review.reconsideration.total", 3),),
    }


def test_that_every_complete_suggestion_leaves_no_failure() -> None:
    statement = city(requests__new__natural_person=13611, requests__new__total=14068)
    suggestions = [s for f in failing(statement) for s in f.suggestions if s.satisfies_all]

    assert suggestions
    for suggestion in suggestions:
        assert failing(made(statement, suggestion)) == []


def test_that_suggest_returns_the_failures_only() -> None:
    statement = city(review__reconsideration__total=791)
    bare = evaluate(statement)

    assert [(f.rule, f.instance) for f in suggest(statement, bare)] == [
        ("review.sum", "reconsideration")
    ]


@pytest.mark.parametrize("printed", ["-3", "2.5", "4.0"])
def test_that_a_figure_that_is_no_count_stops_no_judgement(printed: str) -> None:
    row: list[Content] = [Decimal(printed), Decimal(printed), 1, 0, 0, 0, 10]

    (first, *_) = sums(statement_of("2021", {"requests.new": row}))

    assert (first.rule, first.instance, first.status) == ("requests.row_sum", "new", Status.FAIL)


def test_that_a_whole_number_with_a_decimal_point_is_explained_as_a_whole_one() -> None:
    row: list[Content] = [Decimal(f"{n}.0") for n in (21, 3, 0, 0, 0, 0, 15)]

    table = {
        "requests.new": row,
        "requests.granted": [12, 3, 0, 0, 0, 0, 15],
        "requests.total": [12, 3, 0, 0, 0, 0, 15],
    }
    finding = failing(statement_of("2021", table))[0]

    assert cells(finding.suggestions[0]) == {"requests.new.natural_person": 12}
