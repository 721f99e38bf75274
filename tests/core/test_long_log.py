"""A report is looked at and edited as fast in a store of years as in a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal

import pytest

from core.history_query import HistoryQuery
from core.store import chronicle, log
from core.store.standings import read_course
from core.work.workspace import Workspace
from tests.helpers.readings import TOTAL, make_reading

OTHERS = 4_000
"""Entries of each kind on other reports."""
STEPS = 4_000
"""Of SQLite's machine: going through one kind of others alone would take several times as many."""

Question = Callable[[sqlite3.Connection], object]
QUESTIONS: dict[str, Question] = {
    "actions": lambda store: log.read_actions(store, 1),
    "verdicts": lambda store: log.read_verdicts(store, 1),
    "seen": lambda store: log.read_entries(store, "seen", 1),
    "steps": lambda store: log.read_steps(store, 1),
    "human rows": lambda store: log.read_human_rows(store, 1),
    "last change": lambda store: log.last_change(store, 1),
    "course": lambda store: read_course(store, 1, None, 0),
    "history": lambda store: chronicle.find_entries(store, HistoryQuery(report=1)),
}


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """One report that was corrected, judged and gone through once, and a thousand others long worked on."""
    path = tmp_path_factory.mktemp("long") / "reports.gouji"
    with closing(Workspace.open(path, author="审核员")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        workspace.correct(1, [(TOTAL, Decimal(9))])
        workspace.mark_seen(1)
    with closing(sqlite3.connect(path)) as sqlite:
        (last,) = sqlite.execute("SELECT max(sequence) FROM log").fetchone()
        sqlite.executemany("INSERT INTO report VALUES (?, '', '')", [(n,) for n in range(2, 1_002)])
        kinds = ("correction", "verdict", "seen", "status")
        rows = [("verdict", 1)]
        rows += [(kind, 2 + number % 1_000) for number in range(OTHERS) for kind in kinds]
        sqlite.executemany(
            "INSERT INTO log (id, action, kind, report, made_at, author, reason, cell, old, new,"
            " machine, gesture, to_machine, finding, ruling, previous, hash, content)"
            " VALUES (?, '', ?, ?, '', '', '', 'a.b.c', '1', '2', '1', 'typed', 0, 'f', 'to_ask',"
            " '', '', '{}')",
            [(str(last + n), kind, report) for n, (kind, report) in enumerate(rows, 1)],
        )
        yield sqlite


@pytest.mark.parametrize("name", QUESTIONS)
def test_that_what_is_asked_of_one_report_goes_through_its_entries_alone(
    name: str, long_log: sqlite3.Connection
) -> None:
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 50

    long_log.set_progress_handler(count, 50)
    answer = QUESTIONS[name](long_log)
    long_log.set_progress_handler(None, 0)

    assert answer
    assert steps < STEPS
