"""The boxes of section two in plain texts whose cells ran together or lost their order."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cells import Cell, Origin
from core.extraction.boxes import box_options
from core.extraction.lines import Field
from core.form import ColumnSpec
from core.geometry import TextSpan
from core.reading import read_report
from tests.core.test_extraction_text import ROWS_2021

if TYPE_CHECKING:
    from core.extraction.repair import Option

_TABLE = "\n".join(f"{label} 0 0 0 0 0 0 0" for label in ROWS_2021)
_COUNTS = tuple(ColumnSpec(f"c{n}", f"c{n}", "count", ()) for n in range(3))


def _cells(boxes: str) -> dict[str, Cell]:
    text = "\n".join(
        (
            "云栖市青禾区2023年政府信息公开工作年度报告",
            boxes,
            "三、收到和处理政府信息公开申请情况",
            _TABLE,
        )
    )
    extraction = read_report(text.encode(), "report.txt").extraction
    return {str(cell.address): cell for cell in extraction.cells}


def _box(number: str, *lines: str) -> str:
    return "\n".join((f"第二十条第（{number}）项", *lines))


_RULES = ("信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 0 0 0", "行政规范性文件 2 0 9")


@pytest.mark.parametrize("mark", ["", "\t"])
def test_that_zeros_glued_to_a_label_are_one_in_each_column_and_never_read(mark: str) -> None:
    tail = mark * 3
    cells = _cells(
        _box(
            "一", _RULES[0].replace(" ", mark or " "), f"规章000{tail}", f"行政规范性文件0012{tail}"
        )
    )

    rules = [cells[f"art20_1.regulations.{c}"] for c in ("issued", "repealed", "in_force")]
    papers = [cells[f"art20_1.normative_documents.{c}"] for c in ("issued", "repealed", "in_force")]
    assert [cell.value for cell in rules] == [0, 0, 0]
    assert [cell.value for cell in papers] == [0, 0, 12]
    assert {cell.origin for cell in (*rules, *papers)} == {Origin.INFERRED}


def test_that_digits_with_several_cuts_name_every_number_that_may_be_meant() -> None:
    cells = _cells(_box("一", _RULES[0], "规章 0 0 0", "行政规范性文件152"))

    open_cells = [
        cells[f"art20_1.normative_documents.{c}"] for c in ("issued", "repealed", "in_force")
    ]
    assert {cell.origin for cell in open_cells} == {Origin.AMBIGUOUS}
    assert Decimal(1) in open_cells[0].candidates
    assert None in open_cells[0].candidates
    assert {Decimal(2), Decimal(52), Decimal(152)} <= set(open_cells[2].candidates)


def test_that_a_direction_glued_between_figures_parts_them() -> None:
    cells = _cells(
        _box(
            "五",
            "信息内容 上一年项目数量 本年增/减 处理决定数量",
            "行政许可170减50",
            "其他对外管理服务事项 1 0 2",
        )
    )

    # 170 items, 50 fewer, no decision printed; or 5 fewer and 0 decisions.
    assert cells["art20_5.licensing.previous_items"].value == 170
    assert set(cells["art20_5.licensing.change"].candidates) == {Decimal(-50), Decimal(-5)}
    assert set(cells["art20_5.licensing.decisions"].candidates) == {None, Decimal(0)}


def test_that_boxes_printed_block_by_block_are_concluded_with_all_their_figures() -> None:
    cells = _cells(
        "\n".join(
            (
                _box("一", *_RULES),
                _box("五", "信息内容", "行政许可"),
                _box(
                    "六",
                    "本年处理决定数量",
                    "71",
                    "信息内容",
                    "行政处罚",
                    "行政强制",
                    "本年处理决定数量",
                ),
                "97",
                "4",
            )
        )
    )

    assert cells["art20_1.normative_documents.in_force"].value == 9
    assert cells["art20_1.normative_documents.in_force"].origin is Origin.READ
    # Behind the other heading alike stands one figure, which is the row's of the box before.
    for address, number in (("art20_6.penalty.decisions", 97), ("art20_6.coercion.decisions", 4)):
        assert (cells[address].value, cells[address].origin) == (number, Origin.INFERRED)
        assert {Decimal(71), Decimal(97), Decimal(4)} <= set(cells[address].candidates)


def _values(option: Option) -> list[object]:
    return [piece.value for piece in option]


@given(st.lists(st.integers(0, 999), min_size=3, max_size=3))
def test_that_the_true_row_is_always_among_the_readings_of_its_digits(numbers: list[int]) -> None:
    text = "".join(map(str, numbers))
    options = box_options([Field(text, TextSpan(0, len(text)), 0, len(text))], _COUNTS)

    assert [Decimal(n) for n in numbers] in [_values(option) for option in options]


@given(st.lists(st.one_of(st.none(), st.integers(1, 99)), min_size=3, max_size=3))
def test_that_a_row_is_among_the_readings_of_what_is_left_of_it(numbers: list[int | None]) -> None:
    fields = [
        Field(str(n), TextSpan(at * 3, at * 3 + 2), at * 3, at * 3 + 2)
        for at, n in enumerate(n for n in numbers if n is not None)
    ]

    expected = [None if n is None else Decimal(n) for n in numbers]
    assert not fields or expected in [_values(o) for o in box_options(fields, _COUNTS)]


def test_that_a_row_without_figures_is_blank_in_text_laid_out_like_its_page() -> None:
    cells = _cells(
        _box(
            "一",
            "信息内容          本年制发件数      本年废止件数      现行有效件数",
            "规章",
            "行政规范性文件         2             0             9",
        )
        + "\n"
        + _box(
            "五", "信息内容                  本年处理决定数量", "行政许可                       71"
        )
    )

    rules = [cells[f"art20_1.regulations.{c}"] for c in ("issued", "repealed", "in_force")]
    assert [cell.value for cell in rules] == [None, None, None]
    assert cells["art20_1.normative_documents.in_force"].value == 9


def test_that_a_box_takes_no_figure_of_the_table_behind_it() -> None:
    cells = _cells(
        "\n".join(
            (
                _box("一", *_RULES),
                _box("八", "信息内容 本年收费金额（单位：万元）", "行政事业性收费"),
                "四、政府信息公开行政复议、行政诉讼情况",
                "行政复议 行政诉讼 未经复议直接起诉 复议后起诉 结果维持 结果纠正 其他结果 尚未审结 总计",
                "303000104104",
            )
        )
    )

    assert cells["art20_8.fees.amount"].value is None


def test_that_a_row_whose_number_may_be_cut_at_its_thousands_is_never_read() -> None:
    # 22 354 is one number and the last 0 got lost; the row below shows that numbers are cut.
    cells = _cells(
        _box(
            "五",
            "信息内容 上一年项目数量 本年增/减 处理决定数量",
            *("行政许可", "22", "354", "0"),
            *("其他对外管理服务事项", "15", "754", "0", "65", "899"),
        )
    )

    own = [cells[f"art20_5.licensing.{c}"] for c in ("previous_items", "change", "decisions")]
    assert all(cell.confidence < 0.9 for cell in own)
    assert {Decimal(22), Decimal(22354)} <= set(own[0].candidates)
    assert {Decimal(0), Decimal(354)} <= set(own[1].candidates)


def test_that_a_figure_of_a_column_printed_late_is_no_row_of_the_box_before_it() -> None:
    """A column of the first box, taken out of the page behind the labels of the last."""
    cells = _cells(
        "\n".join(
            (
                _box("一", "信息内容", "本年制发件数", "规章", "0", "行政规范性文件"),
                _box("五", "信息内容", "行政许可"),
                _box("六", "信息内容", "行政处罚", "行政强制"),
                _box("八", "信息内容", "行政事业性收费", "6"),
                "本年废止件数\n0\n3\n现行有效件数\n0\n19",
                "本年处理决定数量\n407\n本年处理决定数量\n663\n73\n本年收费金额（单位：万元）\n47.24",
            )
        )
    )

    fee = cells["art20_8.fees.amount"]
    assert (fee.value, fee.origin) == (Decimal("47.24"), Origin.INFERRED)
    assert {Decimal(6), Decimal("47.24")} <= set(fee.candidates)


def test_that_a_figure_between_its_heading_and_the_label_of_its_row_is_the_rows() -> None:
    cells = _cells(
        "\n\n".join(
            (
                _box("一", *_RULES),
                _box("六", "信息内容", "本年处理决定数量", "行政处罚", "138", "行政强制", "7"),
                _box("八", "信息内容", "本年收费金额（单位：万元）", "84.5", "行政事业性收费"),
            )
        )
    )

    fee, unit = cells["art20_8.fees.amount"], cells.get("art20_8.fees.unit")
    assert (fee.value, fee.origin) == (Decimal("84.5"), Origin.INFERRED)
    assert unit is None or unit.value == "万元"


def test_that_a_box_without_its_heading_takes_no_figure_when_the_text_prints_it_elsewhere() -> None:
    cells = _cells(
        "\n".join(
            (
                _box("一", "信息内容", "本年制发件数", "本年废止件数", "行政规范性文件"),
                _box("五", "信息内容", "0", "0", "行政许可"),
                _box("六", "信息内容", "行政处罚", "行政强制", "138", "规章"),
                _box("八", "信息内容", "行政事业性收费", "0", "现行有效件数", "0", "5", "0"),
                "本年处理决定数量\n本年处理决定数量\n99\n10\n本年收费金额（单位：万元）\n249.9",
            )
        )
    )

    seized = [cells[f"art20_6.{row}.decisions"] for row in ("penalty", "coercion")]
    assert [cell.value for cell in seized] == [None, None]
    # Its own heading has just one figure behind it.
    assert cells["art20_8.fees.amount"].value == Decimal("249.9")


@pytest.mark.parametrize(
    ("printed", "number"),
    [("3,14 0", "3140"), ("3, 140", "3140"), ("3 ,140", "3140"), ("1,203,1 40", "1203140")],
)
def test_that_a_number_cut_beside_its_separator_is_one(printed: str, number: str) -> None:
    cells = _cells(_box("五", "信息内容 本年处理决定数量", f"行政许可 {printed}"))

    licences = cells["art20_5.licensing.decisions"]
    assert (licences.value, licences.origin) == (Decimal(number), Origin.JOINED)


def test_that_an_amount_cut_beside_its_point_is_one() -> None:
    cells = _cells(_box("八", "信息内容 本年收费金额（单位：万元）", "行政事业性收费 12. 5"))

    assert cells["art20_8.fees.amount"].value == Decimal("12.5")


def test_that_a_number_cut_beside_its_comma_shifts_no_row_of_applications() -> None:
    table = _TABLE.replace(" 0 0 0 0 0 0 0", " 1,20 8 0 0 0 0 0 1,208", 1)
    cells = _cells(_box("五", "信息内容 本年处理决定数量", "行政许可 2") + "\n" + table)

    assert cells["requests.new.natural_person"].value == Decimal(1208)
    assert cells["requests.new.commercial"].value == Decimal(0)


def test_that_a_label_around_its_figures_leaves_no_part_of_it_to_a_local_row() -> None:
    cells = _cells(
        _box(
            "一",
            "    信息内容    本年制发件数    本年废止件数    现行有效件数",
            "      规章          1              0              8",
            "    行政 规",
            "                    2              0              11",
            "    范性文件",
            "  其他主动公开文件    6              1              14",
        )
    )

    row = [cells[f"art20_1.normative_documents.{c}"] for c in ("issued", "repealed", "in_force")]
    assert [cell.value for cell in row] == [2, 0, 11]


def test_that_pieces_of_the_only_number_of_a_row_are_put_together() -> None:
    cells = _cells(_box("五", "信息内容 本年处理决定数量", "行政许可 692 4"))

    licensing = cells["art20_5.licensing.decisions"]
    assert (licensing.value, licensing.origin) == (Decimal(6924), Origin.JOINED)
    assert licensing.printed == "692 4"


def test_that_numbers_cut_by_a_blank_end_with_their_units() -> None:
    rows = ("规章 7件 3件 5 6件", "行政规范性文件 35件 3件 11 4件")
    cells = _cells(_box("一", _RULES[0], *rows))

    papers = [cells[f"art20_1.normative_documents.{c}"] for c in ("issued", "repealed", "in_force")]
    assert [cell.value for cell in papers] == [35, 3, 114]
    assert papers[2].origin is Origin.JOINED
    assert cells["art20_1.regulations.in_force"].value == 56


@pytest.mark.parametrize("row", ["行政许可 0 5", "行政许可 12      7"])
def test_that_figures_that_may_be_numbers_of_their_own_are_asked(row: str) -> None:
    cells = _cells(_box("五", "信息内容 本年处理决定数量", row))

    assert cells["art20_5.licensing.decisions"].value is None


def test_that_numbers_without_units_in_a_row_of_three_are_asked() -> None:
    cells = _cells(_box("一", *_RULES[:2], "行政规范性文件 4 1 1 5"))

    assert cells["art20_1.normative_documents.in_force"].value is None


def _columned(*counts: str) -> str:
    """Boxes of 2021 by columns: all labels, then each heading with the figures below it."""
    headings = (
        "本年制发件数",
        "本年废止件数",
        "现行有效件数",
        "本年处理决定数量",
        "本年处理决定数量",
        "本年收费金额（单位：万元）",
    )
    labels = [
        _box("一", "信息内容", "规章", "行政规范性文件"),
        _box("五", "信息内容", "行政许可"),
        _box("六", "信息内容", "行政处罚", "行政强制"),
        _box("八", "信息内容", "行政事业性收费"),
    ]
    figures = ["\n".join((h, *c.split())) for h, c in zip(headings, counts, strict=True)]
    return "\n".join((*labels, *figures))


def test_that_boxes_printed_column_by_column_are_read_by_the_number_of_their_figures() -> None:
    cells = _cells(_columned("0 2", "0 1", "0 12", "137 4", "9", "60.5"))

    expected = {
        "art20_1.regulations.in_force": "0",
        "art20_1.normative_documents.issued": "2",
        "art20_1.normative_documents.in_force": "12",
        "art20_5.licensing.decisions": "9",
        "art20_6.penalty.decisions": "137",
        "art20_6.coercion.decisions": "4",
        "art20_8.fees.amount": "60.5",
    }
    assert {a: str(cells[a].value) for a in expected} == expected
    assert {cells[a].origin for a in expected} == {Origin.INFERRED}


def test_that_a_box_one_of_whose_columns_has_a_figure_too_many_is_asked() -> None:
    cells = _cells(_columned("0 2", "0", "1 0 12", "137 4", "9", "60.5"))

    assert cells["art20_1.normative_documents.repealed"].value is None
    assert cells["art20_1.normative_documents.issued"].value is None
    assert cells["art20_6.penalty.decisions"].value == 137


def _glued_boxes(rules: str, papers: str) -> dict[str, Cell]:
    return _cells(_box("一", _RULES[0].replace(" ", ""), f"规章{rules}", f"行政规范性文件{papers}"))


def _papers(cells: dict[str, Cell]) -> list[Cell]:
    return [cells[f"art20_1.normative_documents.{c}"] for c in ("issued", "repealed", "in_force")]


def test_that_three_digits_are_three_cells_where_a_row_beside_prints_its_zeros() -> None:
    # 000 cannot be one number, so that this text prints zeros and has no blank cells.
    papers = _papers(_glued_boxes("000", "122"))

    assert [cell.value for cell in papers] == [1, 2, 2]
    assert {cell.origin for cell in papers} == {Origin.INFERRED}
    assert Decimal(122) in papers[2].candidates


@pytest.mark.parametrize(("rules", "papers"), [("3", "122"), ("000", "1234")])
def test_that_digits_which_may_be_cut_in_other_ways_are_asked(rules: str, papers: str) -> None:
    assert None in [cell.value for cell in _papers(_glued_boxes(rules, papers))]


def test_that_a_figure_behind_marks_that_nobody_sees_is_no_part_of_the_label() -> None:
    cells = _cells(_box("一", _RULES[0], "\ufeff规章\ufeff\ufeff3 0 12", _RULES[2]))

    regulations = [cells[f"art20_1.regulations.{c}"].value for c in ("issued", "in_force")]
    assert regulations == [3, 12]


def test_that_no_unit_is_surer_than_the_amount_beside_it() -> None:
    cells = _cells(
        "\n".join(
            (
                _box("一", "信息内容本年新制作数量本年新公开数量对外公开总数量", "规章000"),
                _box("九", "信息内容采购项目数量采购总金额", "政府集中采购12"),
            )
        )
    )

    assert cells["art20_9.procurement.amount"].origin is Origin.INFERRED
    assert cells["art20_9.procurement.amount_unit"].value is None
    assert cells["art20_9.procurement.amount_unit"].confidence < 0.9
