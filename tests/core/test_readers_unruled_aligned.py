"""Columns of tables without rules whose headings, labels and figures are set at different sides."""

from __future__ import annotations

from dataclasses import replace

from core.readers.headings import Begun
from core.readers.unruled import open_tables
from core.readers.wordlines import parted, rejoined
from core.reading import read_report
from core.values import value_to_json
from tests.core.test_readers_unruled_pages import begun, line, texts
from tests.helpers.printed_form import (
    Box,
    Printer,
    Table,
    art20_table,
    no_rules,
    requests_figures,
    requests_table,
)


def test_that_figures_that_touch_their_labels_are_a_column_where_one_row_shows_it() -> None:
    read = texts(
        [
            line(0, 10, (80, "甲人"), (150, "乙人"), (200, "丙人")),
            line(1, 30, (10, "很长的第一行的标签字"), (61, "7"), (155, "1"), (205, "8")),
            line(2, 45, (10, "很长的第二行")),
            line(3, 52, (61, "0"), (155, "2"), (205, "2")),
            line(4, 59, (10, "接着的字")),
        ]
    )

    assert read == [
        ["", "甲人", "乙人", "丙人"],
        ["很长的第一行的标签字", "7", "1", "8"],
        ["很长的第二行/接着的字", "0", "2", "2"],
    ]


def test_that_a_figure_is_cut_off_the_label_that_it_touches() -> None:
    (piece,) = line(0, 10, (0, "重复申请12")).pieces
    whole = replace(piece, x1=50.0)

    assert [(p.text, p.x0, p.x1) for p in parted(whole)] == [
        ("重复申请", 0.0, 40.0),
        ("12", 40.0, 50.0),
    ]


def test_that_figures_at_the_right_belong_to_headings_at_the_left_of_their_columns() -> None:
    read = texts(
        [
            line(0, 10, (10, "内容"), (100, "上年数量"), (200, "增减"), (300, "决定数量")),
            line(1, 30, (10, "第一行"), (170, "16420"), (290, "0"), (480, "9")),
            line(2, 50, (10, "第二行"), (175, "2649"), (270, "增"), (285, "15"), (475, "89")),
        ]
    )

    assert read[-3:] == [
        ["", "上年数量", "增减", "决定数量"],
        ["第一行", "16420", "0", "9"],
        ["第二行", "2649", "增15", "89"],
    ]


def test_that_figures_at_the_right_go_on_in_their_columns_on_the_next_page() -> None:
    heads = ((100.0, "法律服务机构"), (133.0, "其他"), (200.0, "总计数"))
    rows = [line(0, 10, *heads), line(1, 30, (10, "第一行"), (126, "1"), (138, "2"), (210, "3"))]

    read = texts(
        [
            line(0, 10, (10, "第二行"), (126, "4"), (210, "4")),
            line(1, 30, (10, "第三行"), (126, "5"), (210, "5")),
        ],
        begun(rows),
    )

    assert read == [["第二行", "4", "", "4"], ["第三行", "5", "", "5"]]


def test_that_headings_between_two_lines_of_others_keep_their_distance() -> None:
    """A banner over the whole table stands between the headings of columns."""
    (table,) = open_tables(
        [
            line(0, 10, (160, "第二十条项")),
            line(1, 25, (10, "内容"), (110, "制发件数"), (225, "废止件数"), (340, "有效件数")),
            line(2, 40, (10, "第一行")),
            line(3, 55, (10, "第二行"), (165, "3")),
        ],
        Begun(),
    )

    row = [c for c in table.cells if c.lines and c.lines[-1][0].text == "3"]
    heads = [c for c in table.cells if c.lines and c.lines[-1][0].text == "制发件数"]
    assert [c.column for c in row] == [c.column for c in heads]


def overwritten(table: Table, first: str, last: str) -> Table:
    """The table with a 0 in the place of each label from one row to another."""
    rows = {box.address.split(".")[1]: box.row for box in table.boxes if box.address}

    def change(box: Box) -> Box:
        is_label = box.column == 2 and rows[first] <= box.row <= rows[last]
        return replace(box, text="0") if is_label else box

    return table.change(change)


def without_others() -> dict[str, int]:
    """The figures of a report that had no applications of other organisations."""
    figures = requests_figures()
    for address in figures:
        row, _, column = address.rpartition(".")
        if column == "total":
            figures[address] -= figures[f"{row}.other"]
            figures[f"{row}.other"] = 0
    return figures


def test_that_noughts_over_the_labels_of_rows_are_no_figures_where_a_column_is_blank() -> None:
    figures = {a: n for a, n in without_others().items() if not a.endswith(".other")}

    def blank(box: Box) -> Box:
        return replace(box, text="") if (box.address or "").endswith(".other") else box

    table = overwritten(requests_table(without_others()), "unavailable_1", "unavailable_3")
    printer = Printer(rule=no_rules)
    printer.text("测试市公共事务局2023年政府信息公开工作年度报告", size=16)
    printer.text("二、主动公开政府信息情况")
    printer.table(art20_table())
    printer.text("三、收到和处理政府信息公开申请情况")
    printer.turn()
    printer.table(table.change(blank))
    printer.text("四、政府信息公开行政复议、行政诉讼情况")
    cells = read_report(printer.finish(), "a.pdf").extraction.cells
    read = {str(c.address): value_to_json(c.value) for c in cells}

    assert {a: read[a] for a in figures} == figures


def test_that_a_heading_further_up_keeps_its_column_where_the_next_one_prints_nothing() -> None:
    read = texts(
        [
            line(0, 10, (260, "总计")),
            line(1, 30, (100, "甲人"), (150, "乙人"), (200, "丙人")),
            line(2, 50, (10, "第一行"), (105, "1"), (155, "2"), (265, "3")),
            line(3, 70, (10, "第二行"), (105, "4"), (155, "4"), (265, "8")),
        ]
    )

    assert read[-2:] == [["第一行", "1", "2", "", "3"], ["第二行", "4", "4", "", "8"]]


def test_that_units_on_the_next_line_belong_to_the_figures_above_them() -> None:
    rows = rejoined(
        [
            line(0, 10, (10, "第一行"), (100, "31"), (150, "47")),
            line(1, 22, (10, "接着"), (102, "宗"), (152, "宗")),
            line(2, 40, (10, "第二行"), (100, "5"), (150, "6")),
        ]
    )

    assert [row.text for row in rows] == ["第一行31宗47宗", "接着", "第二行56"]
