"""The sheet of one report: the official form with its colours, notes and checks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from core.cells import Origin, Unplaced
from tests.helpers.reviews import make_review, read_cell
from tests.helpers.workbooks import (
    at,
    cell_at,
    computed,
    fill,
    make_correction,
    note,
    span,
    workbook_of,
)


def test_that_an_amount_keeps_its_decimals_and_a_change_its_sign(tmp_path: Path) -> None:
    readings = {
        "art20_5.licensing.change": Decimal(19),
        "art20_9.procurement.amount": Decimal("25.6800"),
        "art20_9.procurement.amount_unit": "万元",
    }

    sheet = workbook_of(tmp_path, make_review("2019", readings, year=2020))["甲县 2020"]

    row = at(sheet, "政府集中采购").row
    assert cell_at(sheet, row, 8).value == 25.68
    assert cell_at(sheet, row, 8).number_format == "0.0000"
    assert cell_at(sheet, row, 12).value == "万元"
    change = cell_at(sheet, at(sheet, "行政许可").row, 8)
    assert (change.value, change.number_format) == (19, "+0;-0;0")


def test_that_inferred_and_missing_cells_are_coloured_and_noted(tmp_path: Path) -> None:
    readings = {
        "requests.new.natural_person": read_cell(
            "requests.new.natural_person", Decimal(4), Origin.INFERRED, printed="4"
        ),
        "requests.new.commercial": read_cell("requests.new.commercial", None, Origin.MISSING),
    }

    sheet = workbook_of(tmp_path, make_review("2021", readings))["甲县 2023"]

    row = at(sheet, "一、本年新收政府信息公开申请数量").row
    inferred, missing = cell_at(sheet, row, 6), cell_at(sheet, row, 7)
    assert (inferred.value, fill(inferred)) == (4, "FFF59D")
    assert note(inferred) == "按勾稽关系推断，请与原文核对。\n原文：4"
    assert (missing.value, fill(missing)) == (None, "FFE0B2")
    assert note(missing) == "原文中未找到此单元格，留空待核。"


def test_that_a_corrected_cell_tells_old_value_who_and_when(tmp_path: Path) -> None:
    review = make_review("2021", {"requests.granted.total": 1}, corrections=[make_correction()])

    sheet = workbook_of(tmp_path, review)["甲县 2023"]

    cell = cell_at(sheet, at(sheet, "（一）予以公开").row, 12)
    assert (cell.value, fill(cell)) == (12, "BBDEFB")
    assert note(cell) == (
        "已更正：1 → 12\n机器读数：1\n更正人：张三\n时间：2024-02-03 04:05:06 UTC\n原因：=解析错误"
    )


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
    assert computed(sheet, cell_at(sheet, row, 13).value) == 1
    assert computed(sheet, cell_at(sheet, row + 1, 13).value) == 0


def test_that_texts_and_blanks_count_as_zero_in_the_checks(tmp_path: Path) -> None:
    readings = {
        "requests.new.natural_person": "/",
        "requests.new.commercial": None,
        "requests.new.research": 3,
        "requests.new.total": 3,
    }

    sheet = workbook_of(tmp_path, make_review("2021", readings))["甲县 2023"]

    row = at(sheet, "一、本年新收政府信息公开申请数量").row
    assert computed(sheet, cell_at(sheet, row, 13).value) == 0


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
    assert computed(sheet, cell_at(sheet, results, 6).value) == -1
    assert computed(sheet, cell_at(sheet, results, 7).value) == 0
    assert computed(sheet, cell_at(sheet, balance, 6).value) == 0
    assert computed(sheet, cell_at(sheet, balance, 7).value) == -5


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
    assert [computed(sheet, cell_at(sheet, row, c).value) for c in (5, 10, 15)] == [0, 4, -6]


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
    assert [cell_at(sheet, row, c).value for c in (6, 7)] == ["12", "=7"]
    assert cell_at(sheet, row, 7).data_type == "s"


def test_that_a_check_over_unknown_cells_says_that_it_means_little(tmp_path: Path) -> None:
    readings = {
        "requests.new.natural_person": read_cell(
            "requests.new.natural_person", None, Origin.MISSING
        ),
        "requests.new.total": 5,
    }

    sheet = workbook_of(tmp_path, make_review("2021", readings))["甲县 2023"]

    row = at(sheet, "一、本年新收政府信息公开申请数量").row
    assert note(cell_at(sheet, row, 13)) == "涉及 1 个待核的空白单元格，差额仅供参考。"
    assert note(cell_at(sheet, row + 1, 13)) == ""
