"""What people write into the lists of an exported workbook: verdicts that come in, the rest named."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from core.exchange.words import told
from core.export import Occasion, export
from core.work.workspace import Workspace
from tests.helpers.desks import make_desk, state
from tests.helpers.readings import FIGURES, LAWSUITS, TOTAL, UPHELD, make_reading
from tests.helpers.workbooks import edited

MADE_AT = "2026-03-01T00:30:00+00:00"
PROBLEMS, CORRECTIONS, YEARS = "问题清单", "更正记录", "两年对比"


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Workspace]:
    """Two years of one agency; the sum of the later one does not hold, one cell was corrected."""
    desk = make_desk(tmp_path, "李", reports=0)
    for data, year in ((b"a report", "2023"), (b"the year before", "2022")):
        figures = FIGURES | LAWSUITS
        if year == "2022":
            figures |= {TOTAL: Decimal(6)}
        desk.add_reading(data, make_reading(data, name=f"{year}.txt", year=year, figures=figures))
    desk.correct(1, [(UPHELD, Decimal(4))], reason="看错了")
    desk.correct(1, [(UPHELD, Decimal(2))], reason="又看错了")
    yield desk
    desk.close()


@pytest.fixture
def book(li: Workspace, tmp_path: Path) -> Path:
    path = tmp_path / "审核.xlsx"
    export(path, [li.review(1), li.review(2)], Occasion(MADE_AT, "李"))
    return path


def line_of(path: Path, rule: str = "review.sum") -> int:
    """The row of 问题清单 with the finding of a rule."""
    sheet = load_workbook(path)[PROBLEMS]
    rows = enumerate(sheet.iter_rows(), start=1)
    return next(row for row, cells in rows if rule in str(cells[8].value))


def put(path: Path, **values: object) -> Path:
    """Write into the columns of that row."""

    def change(book: Workbook) -> None:
        for column, value in values.items():
            book[PROBLEMS][f"{column}{row}"].value = value

    row = line_of(path)
    return edited(path, change)


@pytest.mark.parametrize(
    ("written", "ruling", "reason"),
    [
        ("原文如此", "source_says_so", ""),
        ("原文如此：单位已电话确认", "source_says_so", "单位已电话确认"),
        ("原文如此（源文件本身的问题，退回更正）：总计多 1", "source_says_so", "总计多 1"),
        ("规则不适用，本单位无此项", "does_not_apply", "本单位无此项"),
        ("  待向填报单位核实 已发函 ", "to_ask", "已发函"),
    ],
    ids=["bare", "with a reason", "as we write it", "with a comma", "with blanks"],
)
def test_that_a_verdict_written_into_the_list_of_problems_comes_in(
    li: Workspace, book: Path, written: str, ruling: str, reason: str
) -> None:
    outlook = li.exchange.look(put(book, J=written), "王敏")
    assert (outlook.applied, outlook.unread) == (1, ())
    li.exchange.merge(outlook)

    (verdict,) = li.review(1).verdicts
    assert (verdict.ruling, verdict.reason, verdict.author) == (ruling, reason, "王敏")
    finding = next(f for f in li.review(1).problems if f.key == verdict.finding_key)
    assert finding.rule == "review.sum"
    assert li.verify() == ()
    again = li.exchange.look(book, "王敏")
    assert (again.applied, again.already_there) == (0, 1)


def test_that_whoever_signs_a_verdict_in_the_workbook_is_its_author(
    li: Workspace, book: Path
) -> None:
    li.exchange.merge(li.exchange.look(put(book, J="原文如此", L="赵宁"), "王敏"))

    assert [v.author for v in li.review(1).verdicts] == ["赵宁"]


def test_that_a_verdict_given_otherwise_since_the_export_is_a_dispute(
    li: Workspace, book: Path
) -> None:
    finding = next(f for f in li.review(1).problems if f.rule == "review.sum")
    li.judge(1, finding, "does_not_apply", "不适用")

    outlook = li.exchange.look(put(book, J="原文如此"), "王敏")

    assert (outlook.applied, outlook.disputes) == (1, 1)


def test_that_a_verdict_changed_in_the_workbook_answers_the_one_it_saw(
    li: Workspace, tmp_path: Path
) -> None:
    finding = next(f for f in li.review(1).problems if f.rule == "review.sum")
    li.judge(1, finding, "to_ask", "问一下")
    path = tmp_path / "审核.xlsx"
    export(path, [li.review(1)], Occasion(MADE_AT, "李"))

    li.exchange.merge(li.exchange.look(put(path, J="原文如此：问过了"), "王敏"))

    review = li.review(1)
    assert [(v.ruling, v.reason, v.author) for v in review.verdicts] == [
        ("source_says_so", "问过了", "王敏")
    ]
    assert review.disputes == ()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"J": "请改正"}, "问题清单!J"),
        ({"J": "原文如此吗"}, "问题清单!J"),
        ({"K": "已改"}, "问题清单!K"),
        ({"L": "赵宁"}, "问题清单!L"),
        ({"F": 99}, "问题清单 第 "),
        ({"B": "别的局"}, "问题清单 第 "),
    ],
    ids=["an opinion", "a question", "the remedy", "a bare name", "a figure", "the agency"],
)
def test_that_what_is_no_verdict_is_named_with_its_place(
    li: Workspace, book: Path, change: dict[str, object], place: str
) -> None:
    row = line_of(book)
    before = state(li)

    outlook = li.exchange.look(put(book, **change), "王敏")

    assert outlook.applied == 0
    assert outlook.unread == (f"{place}{row}" + (" 行" if place.endswith(" ") else ""),)
    assert outlook.unread[0] in told(outlook)[-1]
    li.exchange.merge(outlook)
    assert state(li) == before


@pytest.mark.parametrize(
    ("title", "reference", "place"),
    [
        (CORRECTIONS, "J3", "更正记录 第 3 行"),
        (YEARS, "F3", "两年对比 第 3 行"),
        ("汇总", "B4", "汇总 第 4 行"),
        ("说明", "B3", "说明 第 3 行"),
        ("规则说明", "C5", "规则说明 第 5 行"),
    ],
    ids=["the reason of a correction", "a figure of two years", "an agency", "about", "a rule"],
)
def test_that_a_change_in_the_other_lists_is_named_with_its_row(
    li: Workspace, book: Path, title: str, reference: str, place: str
) -> None:
    edited(book, lambda workbook: workbook[title].__setitem__(reference, 77))

    outlook = li.exchange.look(book)

    assert (outlook.applied, outlook.unread) == (0, (place,))


def test_that_lines_may_be_sorted_left_out_and_annotated_beside(li: Workspace, book: Path) -> None:
    def change(workbook: Workbook) -> None:
        sheet = workbook[CORRECTIONS]
        upper, lower = ([cell.value for cell in sheet[row]] for row in (2, 3))
        sheet.delete_rows(2, 2)
        sheet.append(lower)
        sheet.append(upper)
        workbook[PROBLEMS].delete_rows(line_of(book))
        sheet["Q2"] = "看过"

    outlook = li.exchange.look(edited(book, change))

    assert (outlook.applied, outlook.unread) == (0, ())


def test_that_a_workbook_nobody_wrote_into_names_nothing(li: Workspace, book: Path) -> None:
    assert li.exchange.look(book).unread == ()


def test_that_lines_of_two_reports_that_say_the_same_are_not_mistaken(
    li: Workspace, tmp_path: Path
) -> None:
    twin = b"a report, once more"
    li.add_reading(twin, make_reading(twin, name="又.txt", figures=FIGURES | LAWSUITS))
    other = b"a third copy"
    li.add_reading(other, make_reading(other, name="三.txt", figures=FIGURES | LAWSUITS))
    path = tmp_path / "两份.xlsx"
    export(path, [li.review(3), li.review(4)], Occasion(MADE_AT, "李"))
    rows = [
        cells[0].row
        for cells in load_workbook(path)[PROBLEMS].iter_rows()
        if "review.sum" in str(cells[8].value)
    ]
    one = edited(path, lambda b: b[PROBLEMS].__setitem__(f"J{rows[0]}", "原文如此"))
    assert li.exchange.look(one).unread == (f"问题清单!J{rows[0]}",)

    both = edited(one, lambda b: b[PROBLEMS].__setitem__(f"J{rows[1]}", "原文如此"))
    outlook = li.exchange.look(both)

    assert (outlook.applied, outlook.unread) == (2, ())
