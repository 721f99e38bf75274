"""The counts of effort: kept beside the stores, summed by report and by day, exported, deleted."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.effort import Effort, EffortError, EffortLog, Worked, by_day, by_report
from core.export.effort_list import write_effort

STORE = "/年报/一.gouji"
MORNING = Worked("2026-03-02", STORE, 1, "甲局 2023", Effort(10, 30.5, 2, 1, 1))
OTHER = Worked("2026-03-02", STORE, 2, "乙局 2023", Effort(4, 8.0))
LATER = Worked("2026-03-05", STORE, 1, "甲局 2023", Effort(6, 12.0, 1))
NO_REPORT = Worked("2026-03-05", STORE, 0, "", Effort(3, 2.0))
ALL = (MORNING, OTHER, LATER, NO_REPORT)


@pytest.fixture
def log(tmp_path: Path) -> EffortLog:
    log = EffortLog(tmp_path / "effort.jsonl")
    for worked in ALL:
        log.add(worked)
    return log


def test_that_what_was_counted_is_read_again(log: EffortLog) -> None:
    assert log.read() == ALL


def test_that_nobody_else_may_read_the_counts(log: EffortLog) -> None:
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_that_only_counts_are_kept(log: EffortLog) -> None:
    line = json.loads(log.path.read_text("utf-8").splitlines()[0])

    assert set(line) == {"day", "store", "report", "name", "effort"}
    assert set(line["effort"]) == {"keys", "seconds", "corrected", "confirmed", "proposals"}


def test_that_a_torn_line_takes_no_other_with_it(log: EffortLog) -> None:
    text = log.path.read_text("utf-8")
    log.path.write_text(text[:-20] + "\n[]\n{}\n", "utf-8")
    log.add(OTHER)

    assert log.read() == (MORNING, OTHER, LATER, OTHER)


def test_that_efforts_are_summed_by_report() -> None:
    first, nowhere, other = by_report(ALL)

    assert (first.day, first.report, first.effort) == ("2026-03-05", 1, Effort(16, 42.5, 3, 1, 1))
    assert (nowhere.report, other.report) == (0, 2)


def test_that_efforts_are_summed_by_day() -> None:
    assert by_day(ALL) == (
        ("2026-03-05", 1, Effort(9, 14.0, 1)),
        ("2026-03-02", 2, Effort(14, 38.5, 2, 1, 1)),
    )


def test_that_deleting_leaves_nothing(log: EffortLog) -> None:
    log.delete()
    log.delete()

    assert log.read() == ()
    assert not log.path.exists()


def test_that_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(EffortError, match=r"effort\.jsonl"):
        EffortLog(tmp_path / "没有" / "effort.jsonl").add(OTHER)


def test_that_counts_are_exported_as_workbook_and_csv(tmp_path: Path) -> None:
    write_effort(tmp_path / "按日.xlsx", ALL, daily=True)
    write_effort(tmp_path / "按年报.csv", ALL, daily=False)

    with (tmp_path / "按日.xlsx").open("rb") as stream:
        rows = list(load_workbook(stream)["工作量"].iter_rows(values_only=True))
    assert rows[0] == (
        *("日期", "报告份数", "工作秒数", "按键次数", "更正单元格", "确认单元格", "采纳建议"),
    )
    assert rows[2] == ("2026-03-02", 2, 38, 14, 2, 1, 1)
    with (tmp_path / "按年报.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[1] == ["甲局 2023", STORE, "2026-03-05", "42", "16", "3", "1", "1"]
