"""Which reports wait in a store on which much was worked already."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store.sightings import waiting
from core.store.store import Store

REPORTS = 1_500
STEPS_PER_REPORT = 400
"""Of SQLite's machine: some hundred are enough to find a report's entries by themselves."""
WHOLE = '{"whole": true}'


@pytest.fixture
def worked(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A long store: in every other report nothing is open, and somebody went through each of them.

    Report 10 was corrected after that, report 20 read anew, report 30 judged before it; report 40
    is open in part, but signed off, report 50 was only seen in part.
    """
    path = tmp_path / "reports.gouji"
    Store.open(path, create=True).close()
    sqlite = sqlite3.connect(path)
    for number in range(1, REPORTS + 1):
        opened = number % 2 or number == 40
        sqlite.execute("INSERT INTO report VALUES (?, '', '')", (number,))
        sqlite.execute(
            "INSERT INTO projection (report, name, agency, agency_key, edition, format, errors,"
            " warnings, cannot_tell, excused, unsure, corrected, imported_at, needle, status)"
            " VALUES (?, '', '', '', '', '', ?, 0, 0, 0, 0, 0, '', '', ?)",
            (number, int(bool(opened)), "final" if number == 40 else "unreviewed"),
        )
    add(sqlite, 30, "verdict")
    for number in range(2, REPORTS + 1, 2):
        add(sqlite, number, "seen", '{"cells": {}}' if number == 50 else WHOLE)
    add(sqlite, 10, "correction")
    add(sqlite, 20, "reading", "{}")
    yield sqlite
    sqlite.close()


def add(sqlite: sqlite3.Connection, report: int, kind: str, content: str | None = None) -> None:
    """An entry of the log; what it says beside its kind does not matter here."""
    (last,) = sqlite.execute("SELECT ifnull(max(sequence), 0) FROM log").fetchone()
    sqlite.execute(
        "INSERT INTO log (id, action, kind, report, made_at, author, reason, cell, old, new,"
        " machine, gesture, to_machine, finding, ruling, previous, hash, content)"
        " VALUES (?, '', ?, ?, '', '', '', 'a', '1', '2', '1', 'typed', 0, 'f', 'to_ask', '', '', ?)",
        (str(last + 1), kind, report, content),
    )


def steps(sqlite: sqlite3.Connection, asked: list[int] | None) -> tuple[frozenset[int], int]:
    """The answer, and how many steps it took, in hundreds."""
    hundreds = 0

    def count() -> None:
        nonlocal hundreds
        hundreds += 1

    sqlite.set_progress_handler(count, 100)
    answer = waiting(sqlite, asked)
    sqlite.set_progress_handler(None, 0)
    return answer, 100 * hundreds


def test_that_reports_wait_that_are_open_or_were_touched_since(worked: sqlite3.Connection) -> None:
    answer, _ = steps(worked, None)

    assert answer == {*range(1, REPORTS + 1, 2), 10, 20, 50}


def test_that_each_report_waits_alone_as_it_does_among_all(worked: sqlite3.Connection) -> None:
    asked = [1, 2, 10, 20, 30, 40, 50, 51, 52]

    assert waiting(worked, asked) == {1, 10, 20, 50, 51}
    assert {n for n in asked if waiting(worked, [n])} == {1, 10, 20, 50, 51}


def test_that_the_answer_takes_no_longer_for_each_report_however_many_there_are(
    worked: sqlite3.Connection,
) -> None:
    assert steps(worked, None)[1] < REPORTS * STEPS_PER_REPORT
    assert steps(worked, [1_000])[1] < STEPS_PER_REPORT
