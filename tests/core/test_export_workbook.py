"""The lists of the workbook, read back as a spreadsheet program reads them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.address import Address
from core.cells import Origin
from core.corrections import Verdict
from core.export import Choice
from core.findings import Status, Suggestion
from tests.helpers.reviews import make_review, read_cell
from tests.helpers.workbooks import (
    at,
    cell_at,
    facts,
    fill,
    leads_to,
    lines,
    make_correction,
    make_finding,
    note,
    summary_cell,
    whole,
    workbook_of,
)


def test_that_the_lists_come_first_and_then_one_sheet_a_report(tmp_path: Path) -> None:
    book = workbook_of(tmp_path, make_review(agency="甲县"), make_review(agency="乙县", report=2))

    assert book.sheetnames == [
        "说明", "汇总", "问题清单", "两年对比", "主动公开", "申请办理", "复议诉讼", "更正记录",
        "规则说明", "甲县 2023", "乙县 2023",
    ]  # fmt: skip


def test_that_two_reports_of_one_agency_and_year_get_sheets_of_their_own(tmp_path: Path) -> None:
    book = workbook_of(tmp_path, make_review(), make_review(report=2))

    assert book.sheetnames[9:] == ["甲县 2023", "甲县 2023 (2)"]
    assert leads_to(whole(book["汇总"]["B4"])) == "'甲县 2023'!A1"
    assert leads_to(whole(book["汇总"]["B5"])) == "'甲县 2023 (2)'!A1"
    assert leads_to(whole(book["甲县 2023 (2)"]["A2"])) == "'汇总'!A1"


def test_that_summary_has_one_line_a_report_with_its_counts(tmp_path: Path) -> None:
    failed = make_finding()
    unsure = {
        "requests.new.research": read_cell("requests.new.research", None, Origin.MISSING),
        "requests.new.other": read_cell("requests.new.other", Decimal(2), Origin.INFERRED),
    }
    review = make_review("2021", unsure, findings=[failed], corrections=[make_correction()])

    sheet = workbook_of(tmp_path, review)["汇总"]

    assert [c.value for c in sheet[2]][:8] == [
        "序号", "单位", "年度", "版式", "文件", "错误", "不确定", "更正",
    ]  # fmt: skip
    assert [c.value for c in sheet[4]][:8] == [1, "甲县", 2023, "2021", "report-1.pdf", 1, 2, 1]
    assert sheet.max_column == 8 + 200 + 5
    assert sheet.max_row == 4


def test_that_summary_holds_the_cells_in_official_order(tmp_path: Path) -> None:
    readings = {
        "art20_1.regulations.issued": 1,
        "requests.new.natural_person": 15,
        "review.litigation_after_reconsideration.total": 9,
    }

    line = [c.value for c in workbook_of(tmp_path, make_review("2021", readings))["汇总"][4]][8:]

    assert line[0] == 1
    assert line[10] == 15
    assert line[199] == 9


def test_that_summary_of_both_editions_leaves_out_no_cell_of_either(tmp_path: Path) -> None:
    old = make_review("2019", {"art20_1.regulations.total_published": 7}, year=2020)
    new = make_review("2021", {"art20_1.regulations.in_force": 8}, report=2)

    book = workbook_of(tmp_path, old, new)

    row = "第二十条第（一）项 规章"
    assert summary_cell(book, row, "对外公开总数量", 1).value == 7
    assert summary_cell(book, row, "现行有效件数", 1).value is None
    assert fill(summary_cell(book, row, "现行有效件数", 1)) == "E7E6E6"
    assert summary_cell(book, row, "对外公开总数量", 2).value is None
    assert summary_cell(book, row, "现行有效件数", 2).value == 8


def test_that_blank_zero_and_dash_stay_apart(tmp_path: Path) -> None:
    readings = {
        "requests.new.natural_person": None,
        "requests.new.commercial": 0,
        "requests.new.research": "/",
    }

    book = workbook_of(tmp_path, make_review("2021", readings))
    sheet = book["甲县 2023"]
    row = at(sheet, "一、本年新收政府信息公开申请数量").row

    assert cell_at(sheet, row, 6).value is None
    assert cell_at(sheet, row, 7).value == 0
    assert (cell_at(sheet, row, 8).value, cell_at(sheet, row, 8).data_type) == ("/", "s")
    assert fill(cell_at(sheet, row, 6)) == ""
    new = "一、本年新收政府信息公开申请数量"
    assert summary_cell(book, new, "自然人").value is None
    assert summary_cell(book, new, "商业企业").value == 0
    assert summary_cell(book, new, "科研机构").value == "/"


def test_that_an_ambiguous_cell_stays_blank_with_its_candidates_in_a_note(tmp_path: Path) -> None:
    cell = read_cell(
        "requests.new.total",
        None,
        Origin.AMBIGUOUS,
        printed="1 2",
        candidates=(Decimal(1), Decimal(12)),
    )

    book = workbook_of(tmp_path, make_review("2021", {"requests.new.total": cell}))

    sheet = book["甲县 2023"]
    found = cell_at(sheet, at(sheet, "一、本年新收政府信息公开申请数量").row, 12)
    assert found.value is None
    assert fill(found) == "FFCC80"
    assert note(found) == "无法确定，留空待核。\n可能的值：1、12\n原文：1 2"
    assert summary_cell(book, "一、本年新收政府信息公开申请数量", "总计").comment is not None


def test_that_the_log_of_corrections_is_listed_in_its_order(tmp_path: Path) -> None:
    undone = make_correction(
        id="c2",
        sequence=2,
        old=Decimal(12),
        new=None,
        reason="",
        gesture="undo",
        reverts="c1",
    )
    review = make_review("2021", corrections=[undone, make_correction()])

    head, first, second = lines(workbook_of(tmp_path, review)["更正记录"])

    assert head == (
        "序号", "单位", "年度", "文件", "单元格", "单元格代码", "机器读数", "原值", "新值",
        "原因", "更正人", "时间", "操作",
    )  # fmt: skip
    assert first == (
        1,
        "甲县",
        2023,
        "report-1.pdf",
        "三、收到和处理政府信息公开申请情况 / 三、本年度办理结果 / （一）予以公开 / 总计",
        "requests.granted.total",
        1,
        1,
        12,
        "=解析错误",
        "张三",
        "2024-02-03 04:05:06 UTC",
        "录入",
    )
    assert second[7:] == (12, None, None, "张三", "2024-02-03 04:05:06 UTC", "撤销")


def test_that_the_list_of_problems_has_the_reviewers_columns(tmp_path: Path) -> None:
    passed = make_finding(instance="total", status=Status.PASS)
    review = make_review("2021", findings=[passed, make_finding()])

    head, *rows = lines(workbook_of(tmp_path, review)["问题清单"])

    assert head == (
        "序号", "单位", "年度", "位置（章节/表/行/列）", "问题类型", "报告原文/表中数",
        "应为/计算值", "差额", "依据(规则号)", "处理意见", "整改情况", "复核人",
    )  # fmt: skip
    assert rows == [
        (
            1,
            "甲县",
            2023,
            "三、收到和处理政府信息公开申请情况 / 自然人（列）",
            "勾稽关系不符（错误）\n一加二不等于三加四",
            61,
            60,
            1,
            "A-BAL（requests.balance）",
            None,
            None,
            None,
        )
    ]


def test_that_a_ruling_stands_with_its_reviewer_and_else_the_suggestion(tmp_path: Path) -> None:
    ruled = make_finding()
    suggested = make_finding(
        instance="total",
        suggestions=(
            Suggestion(((Address("requests", "new", "total"), Decimal(61)),), "应为 61", True),
        ),
    )
    verdict = Verdict(ruled.key, "source_says_so", "已电话核实", "王五", "2024-02-03T04:05:06Z")
    review = make_review("2021", findings=[ruled, suggested], verdicts=[verdict])

    _, first, second = lines(workbook_of(tmp_path, review)["问题清单"])

    assert first[9:] == ("原文如此（源文件本身的问题，退回更正）：已电话核实", None, "王五")
    assert second[9:] == ("建议（可能为源文件错误）：应为 61", None, None)


def test_that_what_cannot_be_told_is_no_error(tmp_path: Path) -> None:
    open_finding = make_finding(status=Status.CANNOT_TELL, left=None, right=None, difference=None)

    book = workbook_of(tmp_path, make_review("2021", findings=[open_finding]))

    _, row = lines(book["问题清单"])
    assert row[4] == "无法判断（错误）\n一加二不等于三加四"
    assert row[5:8] == (None, None, None)
    assert book["汇总"]["F4"].value == 0


def test_that_hostile_texts_are_written_and_counted(tmp_path: Path) -> None:
    hostile = make_correction(reason="a\x00b\ud800", author="=HYPERLINK(1)")
    review = make_review("2021", agency="=1+1", corrections=[hostile])

    book = workbook_of(tmp_path, review)

    _, row = lines(book["更正记录"])
    assert row[9:11] == ("a\ufffdb\ufffd", "=HYPERLINK(1)")
    agency = book["汇总"]["B4"]
    assert (agency.value, agency.data_type, agency.quotePrefix) == ("=1+1", "s", True)
    # The reason stands in the list and in the notes of the two sheets that show the cell.
    assert facts(book)["替换的字符数"] == 6


def test_that_the_explanation_counts_what_the_workbook_holds(tmp_path: Path) -> None:
    missing = {"requests.new.total": read_cell("requests.new.total", None, Origin.MISSING)}
    first = make_review("2021", missing, findings=[make_finding()])
    second = make_review("2021", report=2, corrections=[make_correction()])

    said = facts(workbook_of(tmp_path, first, second))

    assert said["导出时间"] == "2024-03-01 08:00:00 UTC"
    assert said["导出人"] == "李四"
    assert said["程序版本"] == "勾稽 0.1.0"
    assert said["报告数"] == 2
    assert said["错误数"] == 1
    assert said["不确定单元格数"] == 1
    assert said["已更正单元格数"] == 1
    assert "分表" not in said


def test_that_many_reports_get_no_sheets_of_their_own_unless_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.export.choice.SHEET_LIMIT", 1)
    monkeypatch.setattr("core.export.about.SHEET_LIMIT", 1)
    reviews = (make_review(), make_review(report=2))

    without = workbook_of(tmp_path, *reviews)
    asked = workbook_of(tmp_path, *reviews, choice=Choice(report_sheets=True))

    assert without.sheetnames[9:] == []
    assert "超过 1 份" in str(facts(without)["分表"])
    assert leads_to(whole(without["汇总"]["B4"])) == ""
    assert len(asked.sheetnames) == 11


def test_that_an_export_without_reports_has_only_headings(tmp_path: Path) -> None:
    book = workbook_of(tmp_path)

    assert book["汇总"].max_row == 3
    assert lines(book["问题清单"])[1:] == []
    assert facts(book)["报告数"] == 0


# 200 cells are not legible on one page: a page holds 240 units of column width. 汇总 has 95 of its
# own, 199 cells of 10, an amount of 14 and 5 checks of 10: 2149; 两年对比 has 76 and 69 columns of 10.
WIDE = {"汇总": 9, "两年对比": 4}


def test_that_every_sheet_prints_on_a4_landscape_as_wide_as_is_legible(tmp_path: Path) -> None:
    book = workbook_of(tmp_path, make_review())

    for sheet in book:
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize) == ("landscape", 9), sheet.title
        assert (setup.fitToWidth, setup.fitToHeight) == (WIDE.get(sheet.title, 1), 0)
        page = sheet.sheet_properties.pageSetUpPr
        assert page is not None
        assert page.fitToPage


def test_that_headings_stay_in_sight_and_lists_can_be_filtered(tmp_path: Path) -> None:
    book = workbook_of(tmp_path, make_review("2021", findings=[make_finding()]))

    assert book["汇总"].freeze_panes == "C4"
    assert book["汇总"].auto_filter.ref == "A3:HE4"
    assert book["问题清单"].freeze_panes == "A2"
    assert book["问题清单"].auto_filter.ref == "A1:L2"
    assert book["更正记录"].auto_filter.ref == "A1:M1"
    assert book["甲县 2023"].freeze_panes == "A3"
