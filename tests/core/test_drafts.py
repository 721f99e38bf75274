"""What is half typed: on disk at once, offered back, and never a value by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import StoreError
from core.work.workspace import Workspace
from tests.helpers.readings import OTHER, TOTAL, make_reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.gouji"


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with closing(Workspace.open(path, author="甲")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        yield workspace


def texts(workspace: Workspace) -> list[tuple[str, str]]:
    return [(str(draft.address), draft.text) for draft in workspace.drafts()]


def test_that_a_draft_is_there_after_a_restart_and_the_cell_is_as_it_was(
    workspace: Workspace, path: Path
) -> None:
    workspace.keep_draft(1, TOTAL, "1")
    workspace.keep_draft(1, TOTAL, "12，")
    workspace.close()

    with closing(Workspace.open(path)) as second:
        (draft,) = second.drafts()
        assert (draft.report, draft.address, draft.text, draft.author) == (1, TOTAL, "12，", "甲")
        assert second.review(1).statement.value(TOTAL) == 7
        assert second.review(1).corrections == ()
        assert second.verify() == ()


def test_that_entering_a_cell_takes_its_draft_along_and_no_other(workspace: Workspace) -> None:
    workspace.keep_draft(1, TOTAL, "12")
    workspace.keep_draft(1, OTHER, "3")
    workspace.correct(1, [(TOTAL, Decimal(12))])

    assert texts(workspace) == [(str(OTHER), "3")]


def test_that_entering_what_stands_there_already_takes_the_draft_along(
    workspace: Workspace,
) -> None:
    workspace.keep_draft(1, TOTAL, "7")
    assert workspace.correct(1, [(TOTAL, Decimal(7))]).addresses == ()

    assert workspace.drafts() == ()


def test_that_a_dropped_draft_is_gone_and_dropping_again_is_harmless(workspace: Workspace) -> None:
    workspace.keep_draft(1, TOTAL, "12")
    workspace.drop_draft(1, TOTAL)
    workspace.drop_draft(1, TOTAL)

    assert workspace.drafts() == ()


def test_that_a_refused_entry_keeps_the_draft(workspace: Workspace) -> None:
    workspace.keep_draft(1, TOTAL, "12")
    with pytest.raises(StoreError):
        workspace.correct(1, [(TOTAL, Decimal(12))], seen={TOTAL: Decimal(1)})

    assert texts(workspace) == [(str(TOTAL), "12")]


def test_that_a_draft_of_no_report_is_refused(workspace: Workspace) -> None:
    with pytest.raises(StoreError):
        workspace.keep_draft(99, TOTAL, "1")


def test_that_an_onlooker_keeps_no_draft(workspace: Workspace, path: Path) -> None:
    with closing(Workspace.open(path)) as onlooker, pytest.raises(StoreError) as error:
        onlooker.keep_draft(1, TOTAL, "1")

    assert error.value.code == "store.read_only"


@pytest.mark.parametrize("text", ["", "a\0b", "\udc80", "1" * 5000, "引'号\""])
def test_that_any_text_can_be_half_typed(workspace: Workspace, text: str) -> None:
    workspace.keep_draft(1, TOTAL, text)

    (draft,) = workspace.drafts()
    assert len(draft.text) == len(text)
    assert workspace.verify() == ()


@pytest.mark.parametrize(
    "change", ["text = replace(text, '12', '13')", "author = '乙'", "cell = 'a.b.c'"]
)
def test_that_a_changed_draft_is_named_and_never_offered(
    workspace: Workspace, path: Path, change: str
) -> None:
    workspace.keep_draft(1, TOTAL, "12")
    with closing(sqlite3.connect(path)) as sqlite:
        sqlite.execute(f"UPDATE draft SET {change}")
        sqlite.commit()

    assert workspace.verify() == ("report 1: an unfinished entry was changed",)
    assert workspace.drafts() == ()


def test_that_a_value_that_another_changed_is_not_covered_unseen(workspace: Workspace) -> None:
    seen = {TOTAL: workspace.review(1).statement.value(TOTAL)}
    workspace.correct(1, [(TOTAL, Decimal(8))])
    workspace.author = "乙"
    with pytest.raises(StoreError) as error:
        workspace.correct(1, [(TOTAL, Decimal(9))], seen=seen)

    assert error.value.code == "edit.conflict"
    assert "由甲改为 8" in error.value.message
    assert "乙要改为 9" in error.value.message
    assert workspace.review(1).statement.value(TOTAL) == 8


def test_that_two_who_want_the_same_do_not_dispute(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, Decimal(8))])

    workspace.correct(1, [(TOTAL, Decimal(8))], seen={TOTAL: Decimal(7)})

    assert workspace.review(1).statement.value(TOTAL) == 8
