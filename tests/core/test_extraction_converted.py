"""What is read of tables that a program turned into text: merged cells repeated, rules of Markdown and
reST drawn, cells parted by commas."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from core.extraction.fields import lines_of
from core.readers import read_document
from core.reading import read_report
from tests.core.test_extraction_text import FIGURES, NONE, ROWS_2021, read_table, rows_of, values

if TYPE_CHECKING:
    from core.cells import Cell, Extraction

_BOXES_2021 = (
    ("第二十条第（一）项",) * 4,
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "0", "0", "0"),
    ("行政规范性文件", "3", "1", "17"),
    ("第二十条第（五）项",) * 4,
    ("信息内容", "本年处理决定数量", "本年处理决定数量", "本年处理决定数量"),
    ("行政许可", "46", "46", "46"),
    ("第二十条第（六）项",) * 4,
    ("信息内容", "本年处理决定数量", "本年处理决定数量", "本年处理决定数量"),
    ("行政处罚", "0", "0", "0"),
    ("行政强制", "2", "2", "2"),
    ("第二十条第（八）项",) * 4,
    ("信息内容", *("本年收费金额（单位：万元）",) * 3),
    ("行政事业性收费", "12.5", "12.5", "12.5"),
)
_BOXES_2019 = (
    ("第二十条第（八）项",) * 4,
    ("信息内容", "上一年项目数量", "本年增/减", "本年增/减"),
    ("行政事业性收费", "9", "减3", "减3"),
    ("第二十条第（九）项",) * 4,
    ("信息内容", "采购项目数量", "采购总金额（万元）", "采购总金额（万元）"),
    ("政府集中采购", "29", "25.6835", "25.6835"),
)
_REVIEW_HEADER = (
    ("行政复议",) * 5 + ("行政诉讼",) * 10,
    ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    + ("未经复议直接起诉",) * 5
    + ("复议后起诉",) * 5,
    ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3,
)


def _requests(repeat: bool) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for n, label in enumerate(ROWS_2021):
        stub = (label,) * 3 if repeat else (label, "", "")
        rows.append((*stub, *map(str, FIGURES.get(n, NONE))))
    return rows


def _read(*tables: str, name: str = "report.txt") -> Extraction:
    text = "\n\n".join(
        (
            "云栖市青禾区2023年政府信息公开工作年度报告",
            "二、主动公开政府信息情况",
            tables[0],
            "三、收到和处理政府信息公开申请情况",
            tables[1],
            "四、政府信息公开行政复议、行政诉讼情况",
            tables[2] if len(tables) > 2 else "",
            "五、存在的主要问题及改进情况",
        )
    )
    return read_report(text.encode(), name).extraction


def _tabbed(rows: tuple[tuple[str, ...], ...] | list[tuple[str, ...]], mark: str = "\t") -> str:
    return "\n".join(mark.join(row) for row in rows)


def _cells(extraction: Extraction, table: str) -> dict[str, Cell]:
    return {
        f"{c.address.row}.{c.address.column}": c
        for c in extraction.cells
        if c.address.table == table
    }


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_that_a_merged_value_is_read_once_when_a_converter_repeats_merged_cells(mark: str) -> None:
    extraction = _read(_tabbed(_BOXES_2021, mark), _tabbed(_requests(repeat=True), mark))

    assert extraction.template == "2021"
    assert _cells(extraction, "art20_5")["licensing.decisions"].value == Decimal(46)
    assert _cells(extraction, "art20_6")["coercion.decisions"].value == Decimal(2)
    assert _cells(extraction, "art20_8")["fees.amount"].value == Decimal("12.5")
    documents = _cells(extraction, "art20_1")
    assert [documents[f"regulations.{c}"].value for c in ("issued", "repealed", "in_force")] == [
        Decimal(0)
    ] * 3


def test_that_columns_are_read_when_only_the_last_one_is_merged_and_repeated() -> None:
    extraction = _read(_tabbed(_BOXES_2019), _tabbed(_requests(repeat=True)))

    fees, purchases = _cells(extraction, "art20_8"), _cells(extraction, "art20_9")
    assert fees["fees.previous_items"].value == Decimal(9)
    assert fees["fees.change"].value == Decimal(-3)
    assert purchases["procurement.projects"].value == Decimal(29)
    assert purchases["procurement.amount"].value == Decimal("25.6835")


@pytest.mark.parametrize(
    "heading", ["采购总金额（万元）", "采购总金额(单位：万元)", "采购总金额/万元"]
)
def test_that_the_unit_is_read_when_the_heading_names_it_without_the_word_unit(
    heading: str,
) -> None:
    rows = [tuple(text.replace("采购总金额（万元）", heading) for text in r) for r in _BOXES_2019]

    extraction = _read(_tabbed(rows), _tabbed(_requests(repeat=True)))

    assert _cells(extraction, "art20_9")["procurement.amount_unit"].value == "万元"


@pytest.mark.parametrize("outer", ["", "| "])
def test_that_dashes_are_values_when_they_fill_the_row_below_the_headings(outer: str) -> None:
    rule = outer + "|".join(["---"] * 15)
    rows = [outer + " | ".join(row) for row in _REVIEW_HEADER]
    review = "\n".join((rows[0], rule, *rows[1:], outer + " | ".join(["-"] * 15)))

    extraction = _read(_tabbed(_BOXES_2021), _tabbed(_requests(repeat=True)), review)

    assert {c.value for c in _cells(extraction, "review").values()} == {"-"}


def test_that_a_rule_of_single_dashes_is_no_row_when_it_stands_below_the_first_row() -> None:
    document = read_document("|甲|乙|\n|-|-|\n|1|2|\n|-|-|".encode(), "a.txt")

    assert [[f.text for f in line.fields] for line in lines_of(document)] == [
        ["甲", "乙"],
        ["1", "2"],
        ["-", "-"],
    ]


def test_that_the_lines_of_a_cell_are_put_together_when_a_grid_is_drawn_around_it() -> None:
    text = (
        "+------+------+---+\n| 1.申 | 逾期 | 3 |\n|      | 不补 |   |\n+======+======+===+\n"
        "| 2.   | -    | 4 |\n+------+------+---+\n"
    )
    lines = lines_of(read_document(text.encode(), "a.txt"))

    assert [[f.text for f in line.fields] for line in lines] == [
        ["1.申", "逾期\n不补", "3"],
        ["2.", "-", "4"],
    ]


def _quoted(rows: tuple[tuple[str, ...], ...] | list[tuple[str, ...]]) -> str:
    return "\n".join(",".join(f'"{text}"' for text in row) for row in rows)


@pytest.mark.parametrize("name", ["report.csv", "report.txt"])
def test_that_cells_are_read_when_commas_part_them(name: str) -> None:
    boxes = _quoted(_BOXES_2021[:2]).replace("本年废止件数", "本年废止\n件数") + "\n"
    boxes += "\n".join(",".join(row) for row in _BOXES_2021[2:])
    review = _quoted([*_REVIEW_HEADER, ("1", "0", "", "0", "1") + ("0",) * 10])

    extraction = _read(boxes, _quoted(_requests(repeat=False)), review, name=name)

    assert _cells(extraction, "art20_1")["normative_documents.in_force"].value == Decimal(17)
    assert _cells(extraction, "art20_8")["fees.amount"].value == Decimal("12.5")
    rows = rows_of(extraction)
    assert values(rows["new"]) == [7, 2, 0, 0, 0, 0, 9]
    assert values(rows["carried_out"]) == [1, 0, 0, 0, 0, 0, 1]
    assert _cells(extraction, "review")["reconsideration.other"].value is None
    assert _cells(extraction, "review")["reconsideration.total"].value == Decimal(1)


def test_that_thousands_stay_whole_when_commas_part_the_cells() -> None:
    rows = [list(row) for row in _requests(repeat=False)]
    rows[0][3:] = ["1,207", "2", "0", "0", "0", "0", "1,209"]

    extraction = _read(_quoted(_BOXES_2021), _quoted([tuple(row) for row in rows]))

    assert values(rows_of(extraction)["new"]) == [1207, 2, 0, 0, 0, 0, 1209]


def test_that_a_long_label_before_blank_cells_is_a_row_of_the_table_between_commas() -> None:
    rows = ["一、本年新收,,,1,0", ",（一）予以公开,,0,0", ",（二）部分公开,,0,0"] * 4
    label = ",（二）部分公开（区分处理的，只计这一情形，不计其他情形，不另行统计）,,,"
    sentence = "（一）主动公开。全年公开信息三百余条，其中政务动态一百余条，公告五十余条。,,,,"

    document = read_document("\n".join([*rows[:6], label, *rows[6:], sentence]).encode(), "a.csv")

    (grid,) = document.grids
    assert (grid.rows, grid.columns) == (13, 5)
    assert document.text.splitlines()[-1] == sentence.rstrip(",")


def test_that_prose_is_left_alone_when_it_has_commas() -> None:
    document = read_document(("政府信息,公开,工作,情况\n" * 30).encode(), "a.txt")

    assert not document.grids


def test_that_headings_are_read_when_each_of_their_characters_is_printed_twice() -> None:
    review = "\n".join(" ".join(row) for row in ((*_REVIEW_HEADER, ("3",) + ("0",) * 14)))
    text = "\n".join(
        (
            "云云栖栖市市青青禾禾区区22002233年年政政府府信信息息公公开开工工作作年年度度报报告告",
            "二、主动公开政府信息情况",
            _tabbed(_BOXES_2021),
            "三三、、收收到到和和处处理理政政府府信信息息公公开开申申请请情情况况",
            "\n".join(" ".join(text for text in row if text) for row in _requests(repeat=False)),
            "四四、、政政府府信信息息公公开开行行政政复复议议、、行行政政诉诉讼讼情情况况",
            review,
            "五五、、存存在在的的主主要要问问题题及及改改进进情情况况",
            "工作涉及方方面面，常常要家家户户配合。",
        )
    )

    extraction = read_report(text.encode(), "report.txt").extraction

    assert extraction.year.value == "2023"
    assert _cells(extraction, "review")["reconsideration.upheld"].value == Decimal(3)
    assert values(rows_of(extraction)["new"]) == [7, 2, 0, 0, 0, 0, 9]


def test_that_page_numbers_are_no_figures_when_they_stand_alone_on_lines() -> None:
    boxes = [" ".join(dict.fromkeys(row)) for row in _BOXES_2019]
    prose = "\n".join(["全年主动公开信息若干条，均按时办理。"] * 9)
    requests = [" ".join(text for text in row if text) for row in _requests(repeat=False)]
    requests.insert(12, "2")
    text = "\n".join(
        (
            prose,
            "二、主动公开政府信息情况",
            *boxes,
            "1",
            "三、收到和处理政府信息公开申请情况",
            *requests,
        )
    )

    extraction = read_report(text.encode(), "report.txt").extraction

    purchases = _cells(extraction, "art20_9")
    assert purchases["procurement.projects"].value == Decimal(29)
    assert purchases["procurement.amount"].value == Decimal("25.6835")
    assert values(rows_of(extraction)["denied_4"]) == [2, 1, 0, 0, 0, 0, 3]


def test_that_the_review_row_is_found_when_its_headings_are_one_long_line_of_pieces() -> None:
    review = (
        "行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n结果 结果 其他 尚未\n总计\n"
        "维持 纠正 结果 审结 结果维 结果纠 其他结 尚未审 总 结果维 结果纠 其他结 尚未审 总\n"
        "持 正 果 结 计 持 正 果 结 计\n2 0 1 0 3 0 0 0 0 0 1 0 0 0 1"
    )

    extraction = _read(_tabbed(_BOXES_2021), _tabbed(_requests(repeat=True)), review)

    found = _cells(extraction, "review")
    assert found["reconsideration.upheld"].value == Decimal(2)
    assert found["litigation_after_reconsideration.total"].value == Decimal(1)


def test_that_the_unit_is_read_when_its_heading_is_wrapped_over_lines() -> None:
    boxes = (
        "第二十条第（九）项\n信息内容\n采购项目\n数量\n采购总金\n额（单位\n：万元，\n保留4位\n小数）\n"
        "政府集中\n采购 29 25.6835"
    )
    requests = "\n".join(" ".join(t for t in row if t) for row in _requests(repeat=False))

    purchases = _cells(_read(boxes, requests), "art20_9")

    assert purchases["procurement.amount"].value == Decimal("25.6835")
    assert purchases["procurement.amount_unit"].value == "万元"


def test_that_the_full_row_is_the_values_when_a_page_break_leaves_an_empty_one_above() -> None:
    review = [*_REVIEW_HEADER, ("",) * 7 + ("2",) + ("",) * 7, ("3",) + ("0",) * 14]

    extraction = _read(_tabbed(_BOXES_2021), _tabbed(_requests(repeat=True)), _tabbed(review))

    assert _cells(extraction, "review")["reconsideration.upheld"].value == Decimal(3)
    assert _cells(extraction, "review")["litigation_direct.other"].value == Decimal(0)


def test_that_cells_at_the_edges_are_blank_when_only_some_lines_begin_with_a_pipe() -> None:
    document = read_document(" 甲 | 乙 | 丙\n | 1 | 2\n丁 | 3 | \n".encode(), "a.txt")

    assert [[f.text for f in line.fields] for line in lines_of(document)] == [
        ["甲", "乙", "丙"],
        ["", "1", "2"],
        ["丁", "3", ""],
    ]


def test_that_blank_cells_keep_their_columns_when_a_converter_doubles_every_line_break() -> None:
    lines = ["云栖市青禾区2023年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"]
    for n, label in enumerate(ROWS_2021):
        lines += [label, *(str(figure or "") for figure in FIGURES.get(n, NONE))]
    lines += ["四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况"]

    rows = rows_of(read_report("\n\n".join(lines).encode(), "report.txt").extraction)

    assert values(rows["new"]) == [7, 2, None, None, None, None, 9]
    assert values(rows["denied_4"]) == [2, 1, None, None, None, None, 3]
    assert values(rows["unavailable_1"]) == [None, 1, None, None, None, None, 1]
    assert values(rows["granted"]) == [4, None, None, None, None, None, 4]


@pytest.mark.parametrize("gap", [" ", "      "])
def test_that_dashes_are_marks_of_their_own_when_numbers_follow_some_of_them(gap: str) -> None:
    lines = [
        gap.join((ROWS_2021[n], *(str(figure or "-") for figure in FIGURES.get(n, NONE))))
        for n in range(len(ROWS_2021))
    ]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["new"]) == [7, 2, "-", "-", "-", "-", 9]
    assert values(rows["unavailable_1"]) == ["-", 1, "-", "-", "-", "-", 1]
    assert values(rows["unprocessed_1"]) == ["-"] * 7


def test_that_a_dash_is_the_sign_of_the_number_after_it_when_no_dash_stands_alone() -> None:
    boxes = "\n".join(" ".join(dict.fromkeys(row)) for row in _BOXES_2019).replace("减3", "- 3")
    requests = "\n".join(" ".join(t for t in row if t) for row in _requests(repeat=False))

    fees = _cells(_read(boxes, requests), "art20_8")

    assert fees["fees.change"].value == Decimal(-3)


def test_that_figures_stand_under_their_headings_when_a_character_takes_two_columns() -> None:
    boxes = (
        "第二十条第（一）项\n"
        "    信息内容      本年制发件数  本年废止件数  现行有效件数\n"
        "      规章             0             0\n"
        " 行政规范性文件                                    73\n"
    )
    requests = "\n".join("  ".join(t for t in row if t) for row in _requests(repeat=False))
    review = (
        "行政复议                                        行政诉讼\n"
        "结果维持  结果纠正  其他结果  尚未审结  总计    未经复议直接起诉"
        "                                        复议后起诉\n"
        "                                                "
        "结果维持  结果纠正  其他结果  尚未审结  总计  结果维持  结果纠正  其他结果  尚未审结  总计\n"
        "   2                   12                14"
        "        7                   25                 32                          2         6       8\n"
    )

    extraction = _read(boxes, requests, review)

    documents = _cells(extraction, "art20_1")
    assert [cell.value for cell in documents.values()] == [0, 0, None, None, None, 73]
    found = _cells(extraction, "review")
    assert found["reconsideration.other"].value == Decimal(12)
    assert found["litigation_direct.other"].value == Decimal(25)
    assert found["litigation_after_reconsideration.pending"].value == Decimal(6)


def test_that_signs_that_nothing_can_read_stay_apart_when_they_are_equal() -> None:
    text = "\t".join(("乙", *("▯" * 3)))

    lines = lines_of(read_document(f"甲\t甲\t甲\t甲\n{text}\n".encode(), "a.txt"))

    assert [len(line.fields) for line in lines] == [1, 4]


def test_that_a_report_is_read_when_its_site_shows_it_in_traditional_characters() -> None:
    review = "\n".join(" ".join(row) for row in (*_REVIEW_HEADER, ("3",) + ("0",) * 14))
    simplified = _tabbed(_BOXES_2021), _tabbed(_requests(repeat=True)), review
    pairs = zip(
        "报开请结处数总办讼诉复议务业构织组权内类过当",
        "報開請結處數總辦訟訴復議務業構織組權內類過當",
        strict=True,
    )
    table = {ord(plain): old for plain, old in pairs}
    title = "云栖市青禾區人民政府2023年政府信息公開工作年度報告\n"

    text = title + "\n".join(simplified).translate(table)
    extraction = read_report(text.encode(), "report.txt").extraction

    assert (extraction.agency.value, extraction.year.value) == ("云栖市青禾區人民政府", "2023")
    assert _cells(extraction, "art20_5")["licensing.decisions"].value == Decimal(46)
    assert values(rows_of(extraction)["denied_4"]) == [2, 1, 0, 0, 0, 0, 3]
    assert _cells(extraction, "review")["reconsideration.upheld"].value == Decimal(3)


def test_that_columns_follow_the_headings_when_rows_lack_cells_at_both_ends() -> None:
    header = [
        ("", "", "", "申请人情况", *("",) * 6),
        ("", "", "", "自然人", "法人或其他组织", *("",) * 4, "总计"),
        ("", "", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""),
    ]
    rows = [(label, "", "", *("0",) * 7) for label in ROWS_2021]
    for number in range(0, 24, 2):
        rows[number] = (ROWS_2021[number], "", "", "0", "0", "", "0", "0", "0", "")
        rows[number + 1] = (ROWS_2021[number + 1], "", "", "", "0", "0", "0", "0", "0", "0")

    read = rows_of(_read(_tabbed(_BOXES_2021), _tabbed([*header, *rows])))

    assert values(read["new"]) == [0, 0, None, 0, 0, 0, None]
    assert values(read["carried_in"]) == [None, 0, 0, 0, 0, 0, 0]


def test_that_a_blank_row_ends_no_heading_when_a_converter_repeats_merged_cells() -> None:
    boxes = [("行政处罚", "", "", "") if row[0] == "行政处罚" else row for row in _BOXES_2021]

    powers = _cells(_read(_tabbed(boxes), _tabbed(_requests(repeat=True))), "art20_6")

    assert powers["penalty.decisions"].value is None
    assert powers["coercion.decisions"].value == Decimal(2)
    assert len(powers) == 2
