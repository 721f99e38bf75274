"""What the rules apply to: tables, rows and editions of one report."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.address import Address
from core.checks import evaluate, reevaluate
from core.corrections import Correction
from core.findings import Finding, Status
from core.statement import Statement, fold
from tests.helpers.cases import case_files, case_statement, settings_of
from tests.helpers.statements import statement_of

SUMS = ("requests.row_sum", "requests.result_total", "requests.balance", "review.sum")
UNDIVIDED = ("requests.other_1", "requests.other_2", "requests.other_3")


def sums(statement: Statement) -> tuple[Finding, ...]:
    """The answers of the relations that the form itself prints."""
    return tuple(finding for finding in evaluate(statement) if finding.rule in SUMS)


@pytest.mark.parametrize(
    ("edition", "content", "without", "answers"),
    [
        pytest.param("2019", {}, (), 40, id="2019"),
        pytest.param("2021", {}, (), 42, id="2021"),
        pytest.param("2021", {"requests.other": [0] * 7}, UNDIVIDED, 40, id="2021_undivided"),
    ],
)
def test_that_a_complete_report_gets_an_answer_for_every_relation(
    edition: str, content: dict[str, list[int]], without: tuple[str, ...], answers: int
) -> None:
    findings = sums(statement_of(edition, dict(content), without=without))

    assert [finding.status for finding in findings] == [Status.PASS] * answers


def test_that_a_table_that_was_not_found_is_not_judged() -> None:
    findings = sums(statement_of("2021", {}, tables=("review",)))

    assert [f"{f.rule} {f.instance}" for f in findings] == [
        "review.sum reconsideration",
        "review.sum litigation_direct",
        "review.sum litigation_after_reconsideration",
    ]


def test_that_the_tables_of_article_20_have_no_sums() -> None:
    assert sums(statement_of("2019", {}, tables=("art20_1", "art20_9"))) == ()


def test_that_the_cells_stand_left_then_right() -> None:
    findings = sums(statement_of("2021", {}))
    balance = next(f for f in findings if f.rule == "requests.balance")

    assert [str(address) for address in balance.addresses] == [
        "requests.new.natural_person",
        "requests.carried_in.natural_person",
        "requests.total.natural_person",
        "requests.carried_out.natural_person",
    ]


def test_that_the_key_changes_with_a_figure_and_tells_a_blank_from_zero() -> None:
    def key(total: int | str) -> str:
        content = {"review.reconsideration": [0, 0, 0, 0, total]}
        return sums(statement_of("2021", content, tables=("review",)))[0].key

    assert len({key(0), key(1), key(""), key("/"), key("?")}) == 5
    assert key(1) == key(1)


def test_that_a_correction_answers_what_could_not_be_told() -> None:
    statement = statement_of("2021", {"review.reconsideration": [1, "?", 0, 0, 3]})
    address = Address("review", "reconsideration", "corrected")
    two = Correction("", 1, 1, address, None, Decimal(2), None, "", "", "", "typed")

    corrected = fold(statement.extraction, [two])
    assert [f.status for f in sums(statement) if f.instance == "reconsideration"] == [
        Status.CANNOT_TELL
    ]
    assert [f.status for f in sums(corrected) if f.instance == "reconsideration"] == [Status.PASS]


def test_that_blank_totals_do_not_accuse_the_relations_that_use_them() -> None:
    content = {
        "requests.new": [3, "", "", "", "", "", ""],
        "requests.granted": [3, "", "", "", "", "", ""],
        "requests.total": ["", "", "", "", "", "", ""],
    }
    findings = sums(statement_of("2019", content, tables=("requests",), rest=""))

    assert not [f for f in findings if f.status is Status.FAIL]
    assert [f"{f.rule} {f.instance}" for f in findings if f.status is Status.CANNOT_TELL] == [
        "requests.row_sum new",
        "requests.row_sum granted",
        "requests.row_sum total",
        "requests.result_total natural_person",
        "requests.result_total total",
        "requests.balance natural_person",
        "requests.balance total",
    ]


def test_that_messages_are_english_where_the_user_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_LANG", "en")
    findings = sums(
        statement_of("2021", {"review.reconsideration": [3, 0, 0, 0, 2]}, tables=("review",))
    )

    assert findings[0].message == (
        "“行政复议”: the outcomes add up to 3 (结果维持 3), the total is 2, a difference of 1."
    )


def test_that_an_edit_can_wait_for_its_answers() -> None:
    statement = statement_of("2021", {"requests.granted": [5, 1, 0, 0, 0, 0, 7]})
    evaluate(statement)
    took: list[float] = []
    for _ in range(10):
        start = time.perf_counter()
        evaluate(statement)
        took.append(time.perf_counter() - start)

    assert min(took) < 0.05  # seconds; about 0.003 where nothing else runs


CASES = [
    pytest.param(case, id=f"{code}-{case['name']}")
    for code, content in case_files()
    for case in content["cases"]
    if "earlier" not in case
]


@pytest.mark.parametrize("case", CASES)
def test_that_judging_again_after_an_edit_is_judging_all(case: dict[str, Any]) -> None:
    statement, settings = case_statement(case), settings_of(case.get("settings", {}))
    before = evaluate(statement, settings)
    # Most rules read a total.
    totals = [a for a in sorted(statement.values) if a.column in ("total", "in_force", "decisions")]
    address = [*sorted(statement.values), *totals][-1]
    value = None if statement.value(address) else Decimal(7)
    edit = Correction("", 1, 1, address, None, value, None, "", "", "", "typed")
    edited = fold(statement.extraction, [edit])

    assert reevaluate(edited, before, [address], settings) == evaluate(edited, settings)


@given(st.data())
@hypothesis_settings(max_examples=30, deadline=None)
def test_that_any_edits_are_judged_again_as_a_whole(data: st.DataObject) -> None:
    unclear = {"requests.new": ["?", 0, 0, "!", 0, 1, 1]}
    rest = data.draw(st.sampled_from([0, ""]))
    statement = statement_of("2021", unclear, tables=("art20_1", "requests", "review"), rest=rest)
    findings = evaluate(statement)
    edits: list[Correction] = []
    for number in range(data.draw(st.integers(1, 4))):
        address = data.draw(st.sampled_from(sorted(statement.values)))
        value = data.draw(
            st.none() | st.sampled_from(["/", "无"]) | st.integers(0, 30).map(Decimal)
        )
        edits.append(Correction("", number, 1, address, None, value, None, "", "", "", "typed"))
        statement = fold(statement.extraction, edits)
        findings = reevaluate(statement, findings, [address])

    assert findings == evaluate(statement)
