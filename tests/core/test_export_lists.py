"""The long lists of the workbook: cells, problems, years, rules; and the totals above them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.address import Address
from core.cells import Origin
from core.corrections import Verdict
from core.export import Choice, Sheet
from core.export.shape import names_of
from core.findings import Status
from core.geometry import TextSpan
from core.prose import Mention, Precision, Prose
from core.review import Review
from core.statement import AGENCY, PUBLISHED
from tests.helpers.reviews import make_review, read_cell
from tests.helpers.workbooks import (
    cell_at,
    fill,
    lines,
    make_correction,
    make_finding,
    summary_cell,
    workbook_of,
)

NEW = "一、本年新收政府信息公开申请数量"


def following(before: Review, after: Review) -> Review:
    return replace(after, before=before.statement)


def column_of(sheet: Worksheet, group: str, heading: str) -> int:
    """The column under a two-line heading."""
    above = ""
    for column in range(1, sheet.max_column + 1):
        above = str(sheet.cell(1, column).value or above)
        if (above, sheet.cell(2, column).value) == (group, heading):
            return column
    raise AssertionError(f"{group} / {heading} is not in the heading")


def test_that_the_identity_of_a_report_is_named_in_words() -> None:
    assert names_of("2021", AGENCY) == ("报告信息", "本报告", "机关名称")
    assert names_of("2019", PUBLISHED) == ("报告信息", "本报告", "发布日期")


def test_that_the_total_adds_the_lines_of_all_reports(tmp_path: Path) -> None:
    one = make_review("2021", {"requests.new.natural_person": 15})
    two = make_review("2021", {"requests.new.natural_person": 4}, report=2)

    book = workbook_of(tmp_path, one, two)

    cell = summary_cell(book, NEW, "自然人", line=0)
    name = get_column_letter(cell.column)
    assert cell.value == f"=SUM({name}4:{name}5)"
    assert book.defined_names["requests.new.natural_person"].attr_text == (
        f"'汇总'!${name}$4:${name}$5"
    )


def test_that_amounts_in_different_units_are_not_just_added(tmp_path: Path) -> None:
    readings = {"art20_9.procurement.amount": 5, "art20_9.procurement.amount_unit": "元"}

    book = workbook_of(tmp_path, make_review("2019", readings, year=2020))

    cell = summary_cell(book, "第二十条第（九）项 政府集中采购", "采购总金额", line=0)
    amount, unit = get_column_letter(cell.column), get_column_letter(cell.column + 1)
    assert cell.value == (
        f'=SUMIF({unit}4:{unit}4,"万元",{amount}4:{amount}4)'
        f'+SUMIF({unit}4:{unit}4,"元",{amount}4:{amount}4)/10000'
    )


def test_that_a_line_is_checked_by_live_formulas(tmp_path: Path) -> None:
    book = workbook_of(tmp_path, make_review("2021", {"requests.new.total": 3}))

    sheet = book["汇总"]
    column = column_of(sheet, "核对（应为 0）", "A-BAL（总计）")
    place = {
        row: f"{get_column_letter(summary_cell(book, label, '总计').column)}4"
        for row, label in (
            ("new", NEW),
            ("carried_in", "二、上年结转政府信息公开申请数量"),
            ("total", "三、本年度办理结果 / （七）总计"),
            ("carried_out", "四、结转下年度继续办理"),
        )
    }
    assert cell_at(sheet, 4, column).value == (
        f"=SUM({place['new']},{place['carried_in']})-SUM({place['total']},{place['carried_out']})"
    )


def test_that_each_table_is_listed_cell_by_cell(tmp_path: Path) -> None:
    readings = {
        "review.reconsideration.upheld": read_cell(
            "review.reconsideration.upheld", Decimal(12), Origin.JOINED, printed="1 2"
        ),
        "review.reconsideration.corrected": None,
        "review.reconsideration.other": "/",
    }
    changed = make_correction(
        address=Address("review", "reconsideration", "total"), machine=Decimal(0), new=Decimal(12)
    )

    book = workbook_of(tmp_path, make_review("2021", readings, corrections=[changed]))

    head, *rows = lines(book["复议诉讼"])
    assert head == (
        "单位", "年度", "版式", "表", "行", "列", "数值", "原文", "来源", "置信度", "已更正",
        "更正前", "单元格代码", "文件",
    )  # fmt: skip
    assert len(rows) == 15
    assert [row[6:12] for row in rows[:3]] == [
        (12, "1 2", "拼合读出", 0.9, None, None),
        (None, None, "直接读出", 0.99, None, None),
        ("/", "/", "直接读出", 0.99, None, None),
    ]
    assert rows[4][4:13] == (
        "行政复议", "总计", 12, "0", "已更正", 0.99, "是", 0, "review.reconsideration.total",
    )  # fmt: skip
    assert len(lines(book["申请办理"])) == 1 + 175
    assert len(lines(book["主动公开"])) == 1 + 10


def test_that_a_confirmed_cell_is_not_listed_as_corrected(tmp_path: Path) -> None:
    confirmed = make_correction(
        address=Address("review", "reconsideration", "total"),
        old=Decimal(12),
        machine=Decimal(12),
        new=Decimal(12),
        gesture="confirmed",
    )
    reading = {"review.reconsideration.total": 12}

    book = workbook_of(tmp_path, make_review("2021", reading, corrections=[confirmed]))

    _head, *rows = lines(book["复议诉讼"])
    assert rows[4][5:12] == ("总计", 12, "12", "已确认", 0.99, None, None)


def test_that_a_problem_of_the_prose_quotes_its_sentence(tmp_path: Path) -> None:
    span = TextSpan(40, 60)
    said = Mention(
        "new_requests", Decimal(11), "件", Precision.EXACT, span, span, "收到申请11件", 2023
    )
    found = make_finding(
        rule="text.new_requests",
        addresses=(Address("requests", "new", "total"),),
        left=Decimal(11),
        right=Decimal(10),
        difference=Decimal(1),
        text=(span,),
    )
    review = make_review("2021", findings=[found])
    review = replace(review, extraction=replace(review.extraction, prose=Prose(mentions=(said,))))

    _, row = lines(workbook_of(tmp_path, review)["问题清单"])

    assert row[3] == (
        "三、收到和处理政府信息公开申请情况 / 一、本年新收政府信息公开申请数量（行） / 总计（列）\n"
        "正文第 40–60 字"
    )
    assert row[5:8] == ("“收到申请11件”", 10, 1)


def test_that_a_problem_of_two_years_names_both_places(tmp_path: Path) -> None:
    found = make_finding(
        rule="years.carry_over",
        addresses=(Address("requests", "carried_in", "total"),),
        earlier=(Address("requests", "carried_out", "total"),),
        left=Decimal(3),
        right=Decimal(2),
        difference=Decimal(1),
    )
    before = make_review("2021", year=2022, report=2)

    _, row = lines(
        workbook_of(tmp_path, following(before, make_review("2021", findings=[found])))["问题清单"]
    )

    table = "三、收到和处理政府信息公开申请情况"
    assert row[3] == (
        f"{table} / 二、上年结转政府信息公开申请数量（行） / 总计（列）\n"
        f"2022年报告：{table} / 四、结转下年度继续办理（行） / 总计（列）"
    )
    assert row[5:8] == (2, 3, -1)


def test_that_an_error_of_the_source_is_marked_as_such(tmp_path: Path) -> None:
    found = make_finding()
    verdict = Verdict(found.key, "source_says_so", "", "王五", "2024-02-03T04:05:06Z")

    book = workbook_of(tmp_path, make_review("2021", findings=[found], verdicts=[verdict]))

    handling = cell_at(book["问题清单"], 2, 10)
    assert handling.value == "原文如此（源文件本身的问题，退回更正）"
    assert fill(handling) == "FCE4D6"


def test_that_consecutive_years_are_compared(tmp_path: Path) -> None:
    before = make_review(
        "2021",
        {
            "requests.carried_out.total": 3,
            "requests.new.total": 20,
            "art20_1.normative_documents.in_force": 10,
        },
        year=2022,
        report=2,
    )
    after = make_review(
        "2021",
        {
            "requests.carried_in.total": 2,
            "requests.new.total": 25,
            "art20_1.normative_documents.issued": 4,
            "art20_1.normative_documents.repealed": 1,
            "art20_1.normative_documents.in_force": 12,
        },
    )

    sheet = workbook_of(tmp_path, before, following(before, after))["两年对比"]

    assert sheet.max_row == 3
    assert [cell_at(sheet, 3, n).value for n in range(1, 5)] == [1, "甲县", 2022, 2023]
    carried = column_of(sheet, "结转：总计", "上年结转下年")
    assert [cell_at(sheet, 3, carried + n).value for n in range(2)] == [3, 2]
    names = [get_column_letter(carried + n) for n in range(2)]
    assert cell_at(sheet, 3, carried + 2).value == f"=SUM({names[1]}3)-SUM({names[0]}3)"
    stock = column_of(sheet, "现行有效：行政规范性文件", "上年现行有效")
    assert [cell_at(sheet, 3, stock + n).value for n in range(4)] == [10, 4, 1, 12]
    a, b, c, d = (get_column_letter(stock + n) for n in range(4))
    assert cell_at(sheet, 3, stock + 4).value == f"=SUM({a}3,{b}3)-SUM({c}3)"
    assert cell_at(sheet, 3, stock + 5).value == f"=SUM({c}3,{d}3)-SUM({a}3,{b}3)"
    rate = cell_at(sheet, 3, column_of(sheet, "新收申请", "变化率"))
    assert str(rate.value).startswith("=IF(SUM(")
    assert rate.number_format == "0.0%"


@pytest.mark.parametrize("year", [2021, 2023], ids=["a year between", "the same year"])
def test_that_years_that_do_not_follow_are_not_compared(tmp_path: Path, year: int) -> None:
    before = make_review("2021", year=year, report=2)

    sheet = workbook_of(tmp_path, following(before, make_review("2021", year=2023)))["两年对比"]

    assert sheet.max_row == 2


def test_that_every_rule_is_explained_with_how_it_fares(tmp_path: Path) -> None:
    excused = make_finding(instance="total")
    verdict = Verdict(excused.key, "does_not_apply", "", "王五", "2024-02-03T04:05:06Z")
    one = make_review("2021", findings=[make_finding(), make_finding(instance="other"), excused],
                      verdicts=[verdict])  # fmt: skip
    two = make_review("2021", findings=[make_finding(status=Status.CANNOT_TELL)], report=2)

    _, *rows = lines(workbook_of(tmp_path, one, two)["规则说明"])

    (row,) = (row for row in rows if row[1] == "requests.balance")
    assert row[0] == "A-BAL"
    assert row[3:5] == ("错误", "本报告")
    assert row[7:] == (1, 1, 1)
    assert all(row[7:] == (0, 0, 0) for row in rows if row[1] != "requests.balance")


def test_that_only_the_chosen_sheets_are_written(tmp_path: Path) -> None:
    choice = Choice(frozenset({Sheet.PROBLEMS, Sheet.RULES}), report_sheets=False)

    book = workbook_of(tmp_path, make_review(), choice=choice)

    assert book.sheetnames == ["说明", "问题清单", "规则说明"]
    told = {row[0]: row[1] for row in lines(book["说明"])}
    assert told["未附的工作表"] == "汇总、两年对比、主动公开、申请办理、复议诉讼、更正记录"


def test_that_a_list_that_is_too_long_goes_on_the_next_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.export.assembly.MOST_ROWS", 11)
    reviews = [make_review(report=number) for number in (1, 2)]

    book = workbook_of(tmp_path, *reviews, choice=Choice(frozenset({Sheet.REVIEW}), False))

    assert book.sheetnames == ["说明", "复议诉讼", "复议诉讼 (2)", "复议诉讼 (3)"]
    rows = [row for title in book.sheetnames[1:] for row in lines(book[title])[1:]]
    assert [len(lines(book[title])) for title in book.sheetnames[1:]] == [11, 11, 11]
    assert [row[12] for row in rows[:15]] == [row[12] for row in rows[15:]]


def test_that_a_row_is_high_enough_for_its_text(tmp_path: Path) -> None:
    long = make_finding(message="很长的说明" * 40)

    sheet = workbook_of(tmp_path, make_review("2021", findings=[long]))["问题清单"]

    # 200 letters of two units in a column of 44 units: ten lines and the one above them.
    assert (sheet.row_dimensions[2].height or 0) >= 11 * 13


def test_that_markup_and_marks_in_texts_stay_texts(tmp_path: Path) -> None:
    agency = "<b>&amp;</b>\x00\x01\x02\x03]]>"
    review = make_review("2021", agency=agency, findings=[make_finding(message="甲\n乙\t丙")])

    book = workbook_of(tmp_path, review)

    cleaned = "<b>&amp;</b>" + "\ufffd" * 4 + "]]>"
    assert book["汇总"]["B4"].value == cleaned
    assert book["问题清单"]["B2"].value == cleaned
    assert book["问题清单"]["E2"].value == "勾稽关系不符（错误）\n甲\n乙\t丙"
