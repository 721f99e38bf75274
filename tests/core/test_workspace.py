from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from core.cells import Origin
from core.errors import StoreError
from core.findings import Status
from core.progress import Silent
from core.review import Review
from core.work.workspace import Workspace
from tests.helpers.readings import (
    CORRECTED,
    FIGURES,
    OTHER,
    PENDING,
    TOTAL,
    UPHELD,
    make_reading,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with closing(Workspace.open(tmp_path / "s.gouji", author="甲")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        yield workspace


def counts(review: Review) -> tuple[int, int, int]:
    """Failed rules of either severity, and rules without an answer."""
    failed = [f.severity for f in review.findings if f.status is Status.FAIL]
    unclear = sum(f.status is Status.CANNOT_TELL for f in review.findings)
    return failed.count("error"), failed.count("warning"), unclear


def test_that_an_imported_report_is_listed_with_what_the_rules_say(workspace: Workspace) -> None:
    (line,) = workspace.reports()

    assert (line.number, line.agency, line.year, line.edition) == (1, "某某县教育局", 2023, "2021")
    assert (line.name, line.format) == ("report.txt", "txt")
    # 3 + 1 + 0 + 2 is not the printed 7; both rows of litigation are missing; pending is inferred.
    totals = {total.rule: total for total in workspace.rule_totals()}
    assert (totals["review.sum"].failed, totals["review.sum"].cannot_tell) == (1, 1)
    assert (line.errors, line.warnings, line.cannot_tell) == counts(workspace.review(1))
    assert (line.excused, line.unsure, line.corrected) == (0, 1, 0)


def test_that_source_and_document_come_back_as_they_were(workspace: Workspace) -> None:
    reading = make_reading()

    assert workspace.source(1) == b"a report"
    assert workspace.document(1) == reading.document
    assert workspace.review(1).extraction == reading.extraction


def test_that_the_same_source_is_kept_once(workspace: Workspace) -> None:
    again = workspace.add_reading(b"a report", make_reading(name="copy.txt"))

    assert (again.reports, again.duplicate) == ((1,), True)
    assert [line.name for line in workspace.reports()] == ["report.txt"]


def test_that_a_reading_of_other_bytes_is_refused(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="bytes"):
        workspace.add_reading(b"other", make_reading())


def test_that_reports_are_found_by_agency_year_and_name(workspace: Workspace) -> None:
    other = make_reading(b"2", name="Annual.PDF", agency="某某市财政局", year="2021")
    workspace.add_reading(b"2", other)

    assert [line.number for line in workspace.reports("教育")] == [1]
    assert [line.number for line in workspace.reports("财政 2021")] == [2]
    assert [line.number for line in workspace.reports("annual")] == [2]
    assert workspace.reports("教育 2021") == ()
    assert {line.number for line in workspace.reports("  ")} == {1, 2}


@pytest.mark.parametrize("year", [None, "二〇二三", "23"])
def test_that_a_year_that_is_none_stays_open(tmp_path: Path, year: str | None) -> None:
    with closing(Workspace.open(tmp_path / "s.gouji")) as workspace:
        workspace.add_reading(b"a report", make_reading(year=year))

        assert workspace.reports()[0].year is None
        assert workspace.review(1).year is None


def test_that_a_correction_says_who_changed_what_and_why(workspace: Workspace) -> None:
    changes = workspace.correct(1, [(TOTAL, Decimal(6))], reason="页面为 6", gesture="proposal")
    (entry,) = workspace.review(1).corrections

    assert changes.reports == (1,)
    assert changes.addresses == (TOTAL,)
    assert (entry.old, entry.new, entry.machine) == (Decimal(7), Decimal(6), Decimal(7))
    assert (entry.author, entry.reason, entry.gesture) == ("甲", "页面为 6", "proposal")
    # The first entry of the log is the reading itself.
    assert (entry.sequence, entry.to_machine, entry.reverts) == (2, False, None)


def test_that_a_correction_changes_state_findings_and_list_but_not_the_reading(
    workspace: Workspace,
) -> None:
    workspace.correct(1, [(TOTAL, Decimal(6))])
    review = workspace.review(1)
    (line,) = workspace.reports()

    assert review.statement.value(TOTAL) == 6
    assert review.statement.origins[TOTAL] is Origin.CORRECTED
    assert review.extraction == make_reading().extraction
    assert [f.status for f in review.findings if f.instance == "reconsideration"] == [Status.PASS]
    assert (line.errors, line.warnings, line.cannot_tell) == counts(review)
    assert line.corrected == 1


def test_that_a_confirmed_cell_counts_as_no_correction(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, FIGURES[TOTAL])], gesture="confirmed")
    review = workspace.review(1)

    assert review.statement.origins[TOTAL] is Origin.CORRECTED, "it is a person's word"
    assert review.statement.corrected == frozenset()
    assert workspace.reports()[0].corrected == 0


def test_that_one_gesture_of_several_cells_is_one_step(workspace: Workspace) -> None:
    workspace.correct(1, [(UPHELD, Decimal(4)), (OTHER, "/"), (TOTAL, Decimal(8))])
    undone = workspace.undo(1)

    assert undone is not None
    assert undone.addresses == (UPHELD, OTHER, TOTAL)
    assert dict(workspace.review(1).statement.values) == FIGURES
    assert workspace.reports()[0].corrected == 0


def test_that_undo_goes_back_step_by_step_to_the_reading(workspace: Workspace) -> None:
    for value in (Decimal(8), "无", None):
        workspace.correct(1, [(TOTAL, value)])
    seen: list[object] = []
    while workspace.undo(1):
        seen.append(workspace.review(1).statement.value(TOTAL))

    assert seen == ["无", 8, 7]
    assert workspace.review(1).statement.origins[TOTAL] is Origin.READ
    assert (workspace.review(1).can_undo, workspace.review(1).can_redo) == (False, True)


def test_that_redo_repeats_until_a_new_gesture_clears_it(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, Decimal(8))], reason="第一")
    workspace.correct(1, [(TOTAL, Decimal(9))])
    workspace.undo(1)
    workspace.undo(1)
    workspace.redo(1)
    review = workspace.review(1)
    assert review.statement.value(TOTAL) == 8
    assert review.corrections[-1].reason == "第一"

    workspace.correct(1, [(OTHER, Decimal(1))])

    assert workspace.redo(1) is None
    assert workspace.review(1).statement.value(TOTAL) == 8


def test_that_undo_and_redo_survive_a_restart(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, Decimal(8))])
    workspace.close()
    with closing(Workspace.open(workspace.path)) as second:
        assert second.undo(1) is not None
    with closing(Workspace.open(workspace.path)) as third:
        assert third.review(1).statement.value(TOTAL) == 7
        assert third.redo(1) is not None
        assert third.review(1).statement.value(TOTAL) == 8


def test_that_what_was_undone_stays_in_the_log(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, Decimal(8))])
    workspace.undo(1)
    workspace.redo(1)
    entries = workspace.review(1).corrections

    assert [entry.gesture for entry in entries] == ["typed", "undo", "redo"]
    assert [entry.reverts for entry in entries] == [None, entries[0].id, entries[1].id]
    assert [entry.to_machine for entry in entries] == [False, True, False]


def test_that_cells_go_back_to_the_reading_in_one_step(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, Decimal(8))])
    workspace.correct(1, [(TOTAL, Decimal(9)), (OTHER, Decimal(1))])
    changes = workspace.restore_reading(1, [TOTAL, OTHER, UPHELD])

    assert changes.addresses == (TOTAL, OTHER)
    assert dict(workspace.review(1).statement.values) == FIGURES
    workspace.undo(1)
    assert workspace.review(1).statement.value(TOTAL) == 9
    assert workspace.review(1).statement.origins[OTHER] is Origin.CORRECTED


def test_that_typing_what_stands_there_already_changes_nothing(workspace: Workspace) -> None:
    assert workspace.correct(1, [(TOTAL, Decimal("7.0")), (OTHER, None)]).addresses == ()
    assert workspace.review(1).corrections == ()
    assert not workspace.review(1).can_undo


def test_that_typing_an_inferred_value_confirms_it(workspace: Workspace) -> None:
    workspace.correct(1, [(PENDING, Decimal(2))])

    assert workspace.review(1).statement.origins[PENDING] is Origin.CORRECTED
    assert workspace.reports()[0].unsure == 0


def test_that_reports_have_their_own_undo(workspace: Workspace) -> None:
    workspace.add_reading(b"2", make_reading(b"2"))
    workspace.correct(1, [(TOTAL, Decimal(8))])
    workspace.correct(2, [(TOTAL, Decimal(9))])
    workspace.undo(1)

    assert workspace.review(1).statement.value(TOTAL) == 7
    assert workspace.review(2).statement.value(TOTAL) == 9


def test_that_the_order_of_the_log_counts_and_not_the_clock(tmp_path: Path) -> None:
    times = iter(f"2024-01-01T00:00:{second:02}+00:00" for second in range(59, 0, -1))
    with closing(Workspace.open(tmp_path / "s.gouji", clock=lambda: next(times))) as workspace:
        workspace.add_reading(b"a report", make_reading())
        workspace.correct(1, [(TOTAL, Decimal(8))])
        workspace.correct(1, [(TOTAL, Decimal(9))])

        assert workspace.review(1).statement.value(TOTAL) == 9


def test_that_the_latest_verdict_on_a_finding_stands_until_it_is_withdrawn(
    workspace: Workspace,
) -> None:
    finding = workspace.review(1).problems[0]
    workspace.judge(1, finding, "to_ask")
    workspace.judge(1, finding, "source_says_so", "原文如此")
    (verdict,) = workspace.review(1).verdicts
    assert (verdict.finding_key, verdict.ruling) == (finding.key, "source_says_so")
    assert (verdict.reason, verdict.author) == ("原文如此", "甲")

    workspace.judge(1, finding, None)

    assert workspace.review(1).verdicts == ()
    assert workspace.verify() == ()


def test_that_a_check_of_the_store_finds_what_the_review_finds_and_mends_the_list(
    workspace: Workspace,
) -> None:
    workspace.correct(1, [(CORRECTED, Decimal(2))])
    before = workspace.reports()
    with closing(sqlite3.connect(workspace.path)) as sqlite:
        sqlite.execute("UPDATE projection SET errors = 99")
        sqlite.commit()

    with ThreadPoolExecutor(1) as executor:
        (found,) = workspace.recheck(executor, Silent())

    assert found.line is not None
    expected = [(f.rule, f.instance, f.status, f.message) for f in workspace.review(1).problems]
    assert [(f.rule, f.instance, f.status, f.message) for f in found.problems] == expected
    assert workspace.reports() == before
    assert workspace.verify() == ()


def test_that_a_report_that_is_not_there_is_told(workspace: Workspace) -> None:
    for ask in (workspace.review, workspace.document, workspace.source):
        with pytest.raises(StoreError) as error:
            ask(99)
        assert error.value.code == "store.no_report"
    with pytest.raises(StoreError):
        workspace.correct(99, [(TOTAL, None)])


def test_that_a_text_that_cannot_be_kept_is_refused(workspace: Workspace) -> None:
    with pytest.raises(StoreError) as error:
        workspace.correct(1, [(TOTAL, "\udc80")])

    assert error.value.code == "value.characters"
    assert workspace.review(1).corrections == ()
