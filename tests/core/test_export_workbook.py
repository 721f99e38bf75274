"""The workbook, read back as a spreadsheet program reads it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from core.address import Address
from core.cells import Origin, Unplaced
from core.corrections import Correction, Verdict
from core.export import write_workbook
from core.findings import Finding, Status, Suggestion
from core.review import Review
from tests.helpers.reviews import make_review, read_cell

MADE_AT = "2024-03-01T08:00:00Z"


def workbook_of(path: Path, *reviews: Review, report_sheets: bool | None = None) -> Workbook:
    target = path / "out.xlsx"
    write_workbook(target, reviews, made_at=MADE_AT, author="李四", report_sheets=report_sheets)
    return load_workbook(target)


def at(sheet: Worksheet, text: str, *, nth: int = 1) -> Cell:
    """The nth cell that holds exactly that text."""
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(found) >= nth, f"{text} stands {len(found)} times"
    cell = found[nth - 1]
    assert isinstance(cell, Cell)
    return cell


def lines(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def span(sheet: Worksheet, cell: Cell) -> tuple[int, int]:
    """Rows and columns of the merged area that begins at the cell."""
    for area in sheet.merged_cells.ranges:
        if (area.min_row, area.min_col) == (cell.row, cell.column):
            return area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
    return 1, 1


def computed(sheet: Worksheet, formula: object) -> Decimal:
    """What a check formula yields: sums of ranges, with texts and blanks left out."""
    plus, less = re.fullmatch(r"=SUM\((.*?)\)-SUM\((.*?)\)", str(formula)).groups()  # type: ignore[union-attr]
    return _sum(sheet, plus) - _sum(sheet, less)


def _sum(sheet: Worksheet, references: str) -> Decimal:
    total = Decimal()
    for reference in references.split(","):
        left, top, right, bottom = range_boundaries(reference)
        for row in sheet.iter_rows(top, bottom, left, right, values_only=True):
            total += sum(Decimal(str(v)) for v in row if isinstance(v, int | float))
    return total


def summary_cell(book: Workbook, row_label: str, column_label: str, line: int = 3) -> Cell:
    """The cell of 汇总 under a two-line heading."""
    sheet = book["汇总"]
    above = ""
    for top, below in zip(sheet[1], sheet[2], strict=True):
        above = top.value or above
        if above == row_label and below.value == column_label:
            cell = sheet.cell(line, below.column)
            assert isinstance(cell, Cell)
            return cell
    raise AssertionError(f"{row_label} / {column_label} is not in the heading")


def fill(cell: Cell) -> str:
    return cell.fill.start_color.rgb[2:] if cell.fill.fill_type else ""


def test_that_the_lists_come_first_and_then_one_sheet_a_report(tmp_path: Path) -> None:
    book = workbook_of(tmp_path, make_review(agency="甲县"), make_review(agency="乙县", report=2))

    assert book.sheetnames == ["汇总", "问题清单", "更正记录", "说明", "甲县 2023", "乙县 2023"]


def test_that_two_reports_of_one_agency_and_year_get_sheets_of_their_own(tmp_path: Path) -> None:
    book = workbook_of(tmp_path, make_review(), make_review(report=2))

    assert book.sheetnames[4:] == ["甲县 2023", "甲县 2023 (2)"]
    assert book["汇总"]["B3"].hyperlink.location == "'甲县 2023'!A1"
    assert book["汇总"]["B4"].hyperlink.location == "'甲县 2023 (2)'!A1"
    assert book["甲县 2023 (2)"]["A2"].hyperlink.location == "'汇总'!A1"


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
    assert [c.value for c in sheet[3]][:8] == [1, "甲县", 2023, "2021", "report-1.pdf", 1, 2, 1]
    assert sheet.max_column == 8 + 200
    assert sheet.max_row == 3


def test_that_summary_holds_the_cells_in_official_order(tmp_path: Path) -> None:
    readings = {
        "art20_1.regulations.issued": 1,
        "requests.new.natural_person": 15,
        "review.litigation_after_reconsideration.total": 9,
    }

    line = [c.value for c in workbook_of(tmp_path, make_review("2021", readings))["汇总"][3]][8:]

    assert line[0] == 1
    assert line[10] == 15
    assert line[199] == 9


def test_that_summary_of_both_editions_leaves_out_no_cell_of_either(tmp_path: Path) -> None:
    old = make_review("2019", {"art20_1.regulations.total_published": 7}, year=2020)
    new = make_review("2021", {"art20_1.regulations.in_force": 8}, report=2)

    book = workbook_of(tmp_path, old, new)

    row = "第二十条第（一）项 规章"
    assert summary_cell(book, row, "对外公开总数量", 3).value == 7
    assert summary_cell(book, row, "现行有效件数", 3).value is None
    assert fill(summary_cell(book, row, "现行有效件数", 3)) == "E7E6E6"
    assert summary_cell(book, row, "对外公开总数量", 4).value is None
    assert summary_cell(book, row, "现行有效件数", 4).value == 8


def test_that_blank_zero_and_dash_stay_apart(tmp_path: Path) -> None:
    readings = {
        "requests.new.natural_person": None,
        "requests.new.commercial": 0,
        "requests.new.research": "/",
    }

    book = workbook_of(tmp_path, make_review("2021", readings))
    sheet = book["甲县 2023"]
    row = at(sheet, "一、本年新收政府信息公开申请数量").row

    assert sheet.cell(row, 6).value is None
    assert sheet.cell(row, 7).value == 0
    assert (sheet.cell(row, 8).value, sheet.cell(row, 8).data_type) == ("/", "s")
    assert fill(sheet.cell(row, 6)) == ""
    new = "一、本年新收政府信息公开申请数量"
    assert summary_cell(book, new, "自然人").value is None
    assert summary_cell(book, new, "商业企业").value == 0
    assert summary_cell(book, new, "科研机构").value == "/"


def test_that_an_amount_keeps_its_decimals_and_a_change_its_sign(tmp_path: Path) -> None:
    readings = {
        "art20_5.licensing.change": Decimal(19),
        "art20_9.procurement.amount": Decimal("25.6800"),
        "art20_9.procurement.amount_unit": "万元",
    }

    sheet = workbook_of(tmp_path, make_review("2019", readings, year=2020))["甲县 2020"]

    row = at(sheet, "政府集中采购").row
    assert sheet.cell(row, 8).value == 25.68
    assert sheet.cell(row, 8).number_format == "0.0000"
    assert sheet.cell(row, 12).value == "万元"
    change = sheet.cell(at(sheet, "行政许可").row, 8)
    assert (change.value, change.number_format) == (19, "+0;-0;0")


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
    found = sheet.cell(at(sheet, "一、本年新收政府信息公开申请数量").row, 12)
    assert found.value is None
    assert fill(found) == "FFCC80"
    assert found.comment.text == "无法确定，留空待核。\n可能的值：1、12\n原文：1 2"
    assert summary_cell(book, "一、本年新收政府信息公开申请数量", "总计").comment is not None


def test_that_inferred_and_missing_cells_are_coloured_and_noted(tmp_path: Path) -> None:
    readings = {
        "requests.new.natural_person": read_cell(
            "requests.new.natural_person", Decimal(4), Origin.INFERRED, printed="4"
        ),
        "requests.new.commercial": read_cell("requests.new.commercial", None, Origin.MISSING),
    }

    sheet = workbook_of(tmp_path, make_review("2021", readings))["甲县 2023"]

    row = at(sheet, "一、本年新收政府信息公开申请数量").row
    inferred, missing = sheet.cell(row, 6), sheet.cell(row, 7)
    assert (inferred.value, fill(inferred)) == (4, "FFF59D")
    assert inferred.comment.text == "按勾稽关系推断，请与原文核对。\n原文：4"
    assert (missing.value, fill(missing)) == (None, "FFE0B2")
    assert missing.comment.text == "原文中未找到此单元格，留空待核。"


def make_correction(**changes: object) -> Correction:
    fields: dict[str, object] = {
        "id": "c1",
        "sequence": 1,
        "report": 1,
        "address": Address("requests", "granted", "total"),
        "old": Decimal(1),
        "new": Decimal(12),
        "machine": Decimal(1),
        "reason": "=解析错误",
        "author": "张三",
        "made_at": "2024-02-03T04:05:06Z",
        "gesture": "typed",
    }
    return Correction(**{**fields, **changes})  # type: ignore[arg-type]


def test_that_a_corrected_cell_tells_old_value_who_and_when(tmp_path: Path) -> None:
    review = make_review("2021", {"requests.granted.total": 1}, corrections=[make_correction()])

    sheet = workbook_of(tmp_path, review)["甲县 2023"]

    cell = sheet.cell(at(sheet, "（一）予以公开").row, 12)
    assert (cell.value, fill(cell)) == (12, "BBDEFB")
    assert cell.comment.text == (
        "已更正：1 → 12\n机器读数：1\n更正人：张三\n时间：2024-02-03 04:05:06 UTC\n原因：=解析错误"
    )


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


@pytest.mark.parametrize(
    ("edition", "year", "results"), [("2019", 2020, 20), ("2021", 2023, 22)], ids=["2019", "2021"]
)
def test_that_the_request_table_merges_its_labels_as_officially_printed(
    edition: str, year: int, results: int, tmp_path: Path
) -> None:
    sheet = workbook_of(tmp_path, make_review(edition, year=year))[f"甲县 {year}"]

    note = at(sheet, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）")
    assert span(sheet, note) == (3, 5)
    assert span(sheet, at(sheet, "申请人情况")) == (1, 7)
    assert span(sheet, at(sheet, "自然人")) == (2, 1)
    assert span(sheet, at(sheet, "法人或其他组织")) == (1, 5)
    assert span(sheet, at(sheet, "三、本年度办理结果")) == (results, 1)
    assert span(sheet, at(sheet, "（三）不予公开")) == (8, 1)
    assert span(sheet, at(sheet, "（四）无法提供")) == (3, 1)
    assert span(sheet, at(sheet, "（五）不予处理")) == (5, 1)
    assert span(sheet, at(sheet, "（六）其他处理")) == ((1, 4) if edition == "2019" else (3, 1))
    assert span(sheet, at(sheet, "（七）总计")) == (1, 4)
    assert span(sheet, at(sheet, "1.属于国家秘密")) == (1, 3)
    assert span(sheet, at(sheet, "四、结转下年度继续办理")) == (1, 5)


def test_that_the_review_table_has_one_line_under_three_lines_of_heading(tmp_path: Path) -> None:
    readings = {
        "review.reconsideration.upheld": 1,
        "review.litigation_direct.upheld": 2,
        "review.litigation_after_reconsideration.total": 3,
    }

    sheet = workbook_of(tmp_path, make_review("2021", readings))["甲县 2023"]

    head = at(sheet, "行政复议")
    assert span(sheet, head) == (1, 5)
    assert span(sheet, at(sheet, "行政诉讼")) == (1, 10)
    assert span(sheet, at(sheet, "未经复议直接起诉")) == (1, 5)
    assert span(sheet, at(sheet, "复议后起诉")) == (1, 5)
    assert span(sheet, at(sheet, "结果维持")) == (2, 1)
    values = [cell.value for cell in sheet[head.row + 3]]
    assert values == [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3]


def test_that_the_boxes_of_article_20_follow_their_edition(tmp_path: Path) -> None:
    old = workbook_of(tmp_path, make_review("2019", year=2020))["甲县 2020"]
    new = workbook_of(tmp_path, make_review("2021"))["甲县 2023"]

    assert [cell.value for cell in old[6] if cell.value] == [
        "信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量",
    ]  # fmt: skip
    assert span(old, at(old, "采购总金额")) == (1, 5)
    assert [cell.value for cell in new[6] if cell.value] == [
        "信息内容", "本年制发件数", "本年废止件数", "现行有效件数",
    ]  # fmt: skip
    assert span(new, at(new, "本年收费金额（单位：万元）")) == (1, 7)
    assert not [c for row in new.iter_rows() for c in row if c.value == "政府集中采购"]


def test_that_no_merged_areas_overlap(tmp_path: Path) -> None:
    book = workbook_of(tmp_path, make_review("2019", year=2020), make_review("2021"))

    for sheet in book:
        covered = [
            (row, column)
            for area in sheet.merged_cells.ranges
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        ]
        assert len(covered) == len(set(covered)), sheet.title


def test_that_a_row_whose_total_is_wrong_shows_the_difference(tmp_path: Path) -> None:
    readings = {
        "requests.new.natural_person": 15,
        "requests.new.other": 2,
        "requests.new.total": 16,
    }

    sheet = workbook_of(tmp_path, make_review("2021", readings))["甲县 2023"]

    row = at(sheet, "一、本年新收政府信息公开申请数量").row
    assert computed(sheet, sheet.cell(row, 13).value) == 1
    assert computed(sheet, sheet.cell(row + 1, 13).value) == 0


def test_that_texts_and_blanks_count_as_zero_in_the_checks(tmp_path: Path) -> None:
    readings = {
        "requests.new.natural_person": "/",
        "requests.new.commercial": None,
        "requests.new.research": 3,
        "requests.new.total": 3,
    }

    sheet = workbook_of(tmp_path, make_review("2021", readings))["甲县 2023"]

    row = at(sheet, "一、本年新收政府信息公开申请数量").row
    assert computed(sheet, sheet.cell(row, 13).value) == 0


@pytest.mark.parametrize("undivided", [False, True], ids=["divided", "undivided"])
def test_that_the_columns_are_checked_below_the_request_table(
    undivided: bool, tmp_path: Path
) -> None:
    # Results: 4 + 1 + 2 (other) = 7, printed 8; balance: 9 + 1 - 8 - 2 = 0 with the printed total.
    readings = {
        "requests.new.natural_person": 9,
        "requests.carried_in.natural_person": 1,
        "requests.granted.natural_person": 4,
        "requests.denied_8.natural_person": 1,
        f"requests.{'other' if undivided else 'other_3'}.natural_person": 2,
        "requests.total.natural_person": 8,
        "requests.carried_out.natural_person": 2,
        "requests.carried_out.commercial": 5,
    }

    sheet = workbook_of(tmp_path, make_review("2021", readings, undivided=undivided))["甲县 2023"]

    results = at(sheet, "校验：办理结果（一）至（六）之和－（七）总计").row
    balance = at(sheet, "校验：一＋二－三（七）－四").row
    assert computed(sheet, sheet.cell(results, 6).value) == -1
    assert computed(sheet, sheet.cell(results, 7).value) == 0
    assert computed(sheet, sheet.cell(balance, 6).value) == 0
    assert computed(sheet, sheet.cell(balance, 7).value) == -5


def test_that_each_group_of_the_review_table_is_checked(tmp_path: Path) -> None:
    readings = {
        "review.reconsideration.upheld": 2,
        "review.reconsideration.pending": 1,
        "review.reconsideration.total": 3,
        "review.litigation_direct.other": 4,
        "review.litigation_after_reconsideration.total": 6,
    }

    sheet = workbook_of(tmp_path, make_review("2021", readings))["甲县 2023"]

    row = at(sheet, "校验：四项之和－总计").row
    assert [computed(sheet, sheet.cell(row, c).value) for c in (5, 10, 15)] == [0, 4, -6]


def test_that_every_check_turns_red_when_it_is_not_zero(tmp_path: Path) -> None:
    sheet = workbook_of(tmp_path, make_review("2021"))["甲县 2023"]

    formulas = {c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"}
    # 25 rows, 7 columns twice, 3 groups of the review table.
    assert len(formulas) == 25 + 14 + 3
    (area,) = sheet.conditional_formatting
    assert {c for part in area.sqref.ranges for c in _coordinates(sheet, part.coord)} == formulas
    (rule,) = area.rules
    assert (rule.operator, rule.formula) == ("notEqual", ["0"])
    assert rule.dxf.fill.start_color.rgb == "FFFF8A80"


def _coordinates(sheet: Worksheet, area: str) -> list[str]:
    left, top, right, bottom = range_boundaries(area)
    return [c.coordinate for row in sheet.iter_rows(top, bottom, left, right) for c in row]


def test_that_rows_outside_the_form_are_kept_below_the_tables(tmp_path: Path) -> None:
    extra = Unplaced("art20_1", "其他主动公开文件", ("12", "=7"), None)

    sheet = workbook_of(tmp_path, make_review("2021", unplaced=[extra]))["甲县 2023"]

    row = at(sheet, "其他主动公开文件").row
    assert [sheet.cell(row, c).value for c in (6, 7)] == ["12", "=7"]
    assert sheet.cell(row, 7).data_type == "s"


def make_finding(**changes: object) -> Finding:
    fields: dict[str, object] = {
        "rule": "requests.balance",
        "instance": "natural_person",
        "severity": "error",
        "status": Status.FAIL,
        "addresses": tuple(
            Address("requests", row, "natural_person")
            for row in ("new", "carried_in", "total", "carried_out")
        ),
        "left": Decimal(60),
        "right": Decimal(61),
        "difference": Decimal(-1),
        "message": "一加二不等于三加四",
    }
    return Finding(**{**fields, **changes})  # type: ignore[arg-type]


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

    assert first[9:] == ("原文如此：已电话核实", None, "王五")
    assert second[9:] == ("建议：应为 61", None, None)


def test_that_what_cannot_be_told_is_no_error(tmp_path: Path) -> None:
    open_finding = make_finding(status=Status.CANNOT_TELL, left=None, right=None, difference=None)

    book = workbook_of(tmp_path, make_review("2021", findings=[open_finding]))

    _, row = lines(book["问题清单"])
    assert row[4] == "无法判断（错误）\n一加二不等于三加四"
    assert row[5:8] == (None, None, None)
    assert book["汇总"]["F3"].value == 0


def test_that_hostile_texts_are_written_and_counted(tmp_path: Path) -> None:
    hostile = make_correction(reason="a\x00b\ud800", author="=HYPERLINK(1)")
    review = make_review("2021", agency="=1+1", corrections=[hostile])

    book = workbook_of(tmp_path, review)

    _, row = lines(book["更正记录"])
    assert row[9:11] == ("a\ufffdb\ufffd", "=HYPERLINK(1)")
    agency = book["汇总"]["B3"]
    assert (agency.value, agency.data_type, agency.quotePrefix) == ("=1+1", "s", True)
    # The reason stands in the list and in the notes of the two sheets that show the cell.
    assert facts(book)["替换的字符数"] == 6


def facts(book: Workbook) -> dict[object, object]:
    return {row[0]: row[1] for row in lines(book["说明"])}


def test_that_the_explanation_counts_what_the_workbook_holds(tmp_path: Path) -> None:
    missing = {"requests.new.total": read_cell("requests.new.total", None, Origin.MISSING)}
    first = make_review("2021", missing, findings=[make_finding()])
    second = make_review("2021", report=2, corrections=[make_correction()])

    said = facts(workbook_of(tmp_path, first, second))

    assert said["导出时间"] == MADE_AT
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
    monkeypatch.setattr("core.export.workbook.SHEET_LIMIT", 1)
    reviews = (make_review(), make_review(report=2))

    without = workbook_of(tmp_path, *reviews)
    asked = workbook_of(tmp_path, *reviews, report_sheets=True)

    assert without.sheetnames == ["汇总", "问题清单", "更正记录", "说明"]
    assert "超过 1 份" in str(facts(without)["分表"])
    assert without["汇总"]["B3"].hyperlink is None
    assert len(asked.sheetnames) == 6


def test_that_an_export_without_reports_has_only_headings(tmp_path: Path) -> None:
    book = workbook_of(tmp_path)

    assert book["汇总"].max_row == 2
    assert lines(book["问题清单"])[1:] == []
    assert facts(book)["报告数"] == 0


def test_that_every_sheet_prints_on_a4_landscape_as_wide_as_the_page(tmp_path: Path) -> None:
    book = workbook_of(tmp_path, make_review())

    for sheet in book:
        setup = sheet.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9), sheet.title
        assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_that_headings_stay_in_sight_and_lists_can_be_filtered(tmp_path: Path) -> None:
    book = workbook_of(tmp_path, make_review("2021", findings=[make_finding()]))

    assert book["汇总"].freeze_panes == "C3"
    assert book["汇总"].auto_filter.ref == "A2:GZ3"
    assert book["问题清单"].freeze_panes == "A2"
    assert book["问题清单"].auto_filter.ref == "A1:L2"
    assert book["更正记录"].auto_filter.ref == "A1:M1"
    assert book["甲县 2023"].freeze_panes == "A3"
