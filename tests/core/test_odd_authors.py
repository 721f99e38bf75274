"""Names of people and agencies with whatever characters: their work is kept, sent and written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.exchange.marked import read_marked
from core.export import Occasion, export
from core.history_query import HistoryQuery
from core.work.workspace import Workspace
from tests.helpers.desks import make_desk, send, state
from tests.helpers.readings import FIGURES, LAWSUITS, TOTAL, make_reading

MADE_AT = "2026-03-01T00:30:00+00:00"
ODD = {
    "no character": "a\ufffeb",
    "control character": "a\x01b",
    "right to left": "\u202e敏李",
    "lines": "李\n敏\u2028",
    "nul": "李\0敏",
    "half a character": "李\ud800敏",
    "formula": "=1+1",
    "quotes": "'李\"<b>&",
    "many characters for one": "👩‍👩‍👧" * 30,
    "sheet name": "[李]:*?/\\",
    "own sheet": "汇总",
}
odd = pytest.mark.parametrize("name", ODD.values(), ids=ODD)


@odd
def test_that_work_signed_with_the_name_is_kept_sent_and_written(tmp_path: Path, name: str) -> None:
    here, there = make_desk(tmp_path, "甲"), make_desk(tmp_path, "乙")
    here.sign_as(name)
    here.correct(1, [(TOTAL, Decimal(6))], reason=name)
    here.judge(1, here.review(1).problems[0], "to_ask", name)
    here.assign([1], name, name)
    here.link("第1局", name)

    send(here, there, folder=tmp_path)

    assert state(there) == state(here)
    assert there.verify() == here.verify() == ()
    for suffix in (".xlsx", ".csv", ".jsonl"):
        export(tmp_path / f"out{suffix}", [there.review(1)], Occasion(MADE_AT, here.author))
    here.close()
    there.close()


@odd
def test_that_a_report_of_an_agency_of_that_name_is_sent_and_comes_back(
    tmp_path: Path, name: str
) -> None:
    here = Workspace.open(tmp_path / "甲.gouji", author="甲")
    agency = name.encode("utf-8", "replace").decode()
    here.add_reading(b"x", make_reading(b"x", agency=agency, figures=FIGURES | LAWSUITS))
    here.correct(1, [(TOTAL, Decimal(6))])
    there = make_desk(tmp_path, "乙", reports=0)
    send(here, there, folder=tmp_path)

    assert len(there.exchange.parcels()) == 1
    book = tmp_path / "out.xlsx"
    export(book, [here.review(1)], Occasion(MADE_AT, "甲"))
    marked = read_marked(book.read_bytes(), book.name)
    assert [report.changes for report in marked.reports] == [()]
    assert marked.unread == ()
    here.close()
    there.close()


def test_that_a_name_of_many_pages_is_cut_and_keeps_nobody_from_sending(tmp_path: Path) -> None:
    here, there = make_desk(tmp_path, "甲"), make_desk(tmp_path, "乙")
    here.sign_as("很长的名字" * 10_000)
    here.correct(1, [(TOTAL, Decimal(6))])

    send(here, there, folder=tmp_path)

    (correction,) = there.review(1).corrections
    assert correction.author == "很长的名字" * 40
    here.close()
    there.close()


def test_that_the_workbook_says_who_made_it_in_characters_that_it_can_hold(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, "甲")

    export(tmp_path / "out.xlsx", [desk.review(1)], Occasion(MADE_AT, "李\ufffe敏"))

    assert load_workbook(tmp_path / "out.xlsx").properties.creator == "李\ufffd敏"
    desk.close()


@odd
def test_that_the_search_for_the_name_finds_what_has_it_or_nothing(
    tmp_path: Path, name: str
) -> None:
    desk = make_desk(tmp_path, "甲")
    desk.correct(1, [(TOTAL, Decimal(6))], reason=name)

    assert desk.reports(name) == ()
    lines = desk.library.history(HistoryQuery(text=name))
    assert [line.correction.new for line in lines] == [6]
    desk.close()
