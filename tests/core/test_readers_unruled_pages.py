"""Tables without rules that go over the end of a page, and what stands in the way of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.geometry import PageBox
from core.readers.headings import Begun
from core.readers.unruled import begun_table, open_tables
from core.readers.wordlines import Piece, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEIGHT = 10.0
_WIDE = 5.0

HEADINGS = ((100.0, "甲人"), (150.0, "乙人"), (200.0, "丙人"), (250.0, "丁人"))


def line(number: int, middle: float, *words: tuple[float, str]) -> Row:
    """A line of words that begin at these positions; a character is 5 points wide."""
    top, bottom = middle - _HEIGHT / 2, middle + _HEIGHT / 2
    pieces = [
        Piece(text, x0, top, x0 + _WIDE * len(text), bottom, PageBox(1, x0, top, x0 + 1, bottom))
        for x0, text in words
    ]
    return Row(number, tuple(pieces))


def texts(rows: Sequence[Row], above: Begun | None = None) -> list[list[str]]:
    """The cells of the only table of a page, row by row."""
    (table,) = open_tables(rows, above or Begun())
    cells: list[list[str]] = [[] for _ in range(len(table.ys) - 1)]
    for cell in table.cells:
        cells[cell.row].append("/".join("".join(p.text for p in own) for own in cell.lines))
    return cells


def begun(rows: Sequence[Row]) -> Begun:
    """What a page leaves to the next one."""
    return begun_table(rows, open_tables(rows, Begun()))


def test_that_the_only_figures_of_a_page_stand_under_the_headings_of_the_page_before() -> None:
    above = begun(
        [line(0, 10, *HEADINGS), line(1, 30, (10, "空行一")), line(2, 50, (10, "空行二"))]
    )

    read = texts(
        [
            line(0, 10, (10, "空行三")),
            line(1, 30, (10, "有数行"), (205, "7"), (255, "7")),
            line(2, 50, (10, "空行四")),
        ],
        above,
    )

    assert read == [["空行三", "", "", "", ""], ["有数行", "", "", "7", "7"]]


def test_that_a_page_of_blank_rows_keeps_the_columns_for_the_page_behind_it() -> None:
    above = begun([line(0, 10, *HEADINGS)])

    behind = begun_table([line(0, 10, (10, "空行一")), line(1, 30, (10, "空行二"))], [], above)

    assert behind == above


def test_that_prose_at_the_top_of_a_page_ends_the_table_of_the_page_before() -> None:
    above = begun([line(0, 10, *HEADINGS)])
    prose = "本机关高度重视政府信息公开工作并按照条例的要求认真办理各项申请"

    tables = open_tables(
        [
            line(0, 10, (60, "五、其他")),
            line(1, 30, (10, prose)),
            line(2, 50, (10, "共"), (255, "7")),
        ],
        above,
    )

    assert tables == []


def test_that_headings_cut_by_the_end_of_a_page_head_the_columns_of_both_parts() -> None:
    above = begun([line(0, 700, (60, "申请情况表")), line(1, 720, (100, "甲人"), (250, "合计"))])

    read = texts(
        [
            line(0, 10, (150, "乙人"), (200, "丙人")),
            line(1, 30, (10, "第一行"), (155, "3"), (205, "4")),
            line(2, 50, (10, "第二行"), (155, "5"), (205, "6")),
        ],
        above,
    )

    assert read == [
        ["", "", "乙人", "丙人", ""],
        ["第一行", "", "3", "4", ""],
        ["第二行", "", "5", "6", ""],
    ]


def test_that_a_heading_above_labels_is_no_column_of_figures_on_the_next_page() -> None:
    above = begun(
        [line(0, 10, (20, "内容"), (100, "制发件数"), (150, "废止件数"), (200, "有效件数"))]
    )

    read = texts([line(0, 10, (10, "行政规范性"), (207, "4"))], above)

    assert read == [["行政规范性", "", "", "4"]]


def test_that_the_last_character_of_a_label_is_no_unit_of_a_figure() -> None:
    read = texts(
        [
            line(0, 10, (10, "政府查询事"), (100, "1"), (150, "2")),
            line(1, 21, (10, "项")),
            line(2, 50, (10, "其他处理"), (100, "3"), (150, "4")),
        ]
    )

    assert read == [["政府查询事/项", "1", "2"], ["其他处理", "3", "4"]]


def test_that_a_nought_in_the_place_of_a_label_moves_no_figures() -> None:
    above = begun([line(0, 10, *HEADINGS)])

    read = texts(
        [
            line(0, 10, (10, "第一行"), (105, "1"), (155, "2"), (205, "3"), (255, "6")),
            line(1, 30, (15, "0"), (105, "4"), (155, "5"), (205, "6"), (255, "15")),
        ],
        above,
    )

    assert read == [["第一行", "1", "2", "3", "6"], ["0", "4", "5", "6", "15"]]


def test_that_a_character_of_a_stub_set_downwards_is_no_mark_of_absence() -> None:
    read = texts(
        [
            line(0, 10, (10, "四"), (25, "一项内容"), (100, "1"), (150, "2")),
            line(1, 24, (25, "二项内容")),
            line(2, 30, (10, "无"), (100, "3"), (150, "4")),
            line(3, 36, (25, "之二")),
            line(4, 60, (10, "法"), (25, "三项内容"), (100, "5"), (150, "6")),
        ]
    )

    assert [row[-2:] for row in read] == [["1", "2"], ["3", "4"], ["5", "6"]]


def test_that_a_page_number_amid_the_lines_ends_no_table() -> None:
    read = texts(
        [
            line(0, 10, (10, "第一行"), (100, "1"), (200, "2")),
            line(1, 30, (150, "-"), (157, "3"), (164, "-")),
            line(2, 50, (10, "第二行"), (100, "3"), (200, "4")),
        ]
    )

    assert read == [["第一行", "1", "2"], ["第二行", "3", "4"]]


def test_that_figures_that_touch_are_parted_where_other_rows_have_a_gap() -> None:
    read = texts(
        [
            line(0, 10, (10, "第一行"), (100, "12345678"), (160, "0"), (200, "9")),
            line(1, 30, (10, "第二行"), (107, "5"), (130, "6"), (160, "0"), (200, "11")),
        ]
    )

    assert read == [["第一行", "1234", "5678", "0", "9"], ["第二行", "5", "6", "0", "11"]]


def test_that_columns_which_nearly_touch_stay_apart_where_figures_carry_units() -> None:
    read = texts(
        [
            line(0, 10, (10, "第一行"), (100, "2082"), (121, "件"), (127, "2093"), (148, "件")),
            line(1, 30, (10, "第二行"), (105, "67"), (116, "件"), (132, "44"), (143, "件")),
            line(2, 50, (10, "第三行"), (105, "81"), (116, "件"), (132, "12"), (143, "件")),
        ]
    )

    assert read == [
        ["第一行", "2082件", "2093件"],
        ["第二行", "67件", "44件"],
        ["第三行", "81件", "12件"],
    ]


def test_that_a_heading_over_several_columns_is_none_of_its_own_where_it_stands_between() -> None:
    read = texts(
        [
            line(0, 10, (112, "复议")),
            line(1, 25, (60, "维持"), (100, "纠正"), (140, "总计")),
            line(2, 40, (10, "第一行"), (67, "2"), (107, "3"), (147, "5")),
        ]
    )

    assert read[-2:] == [["", "维持", "纠正", "总计"], ["第一行", "2", "3", "5"]]


def test_that_a_blank_first_row_below_the_headings_is_a_row_where_others_leave_blanks() -> None:
    read = texts(
        [
            line(0, 10, *HEADINGS),
            line(1, 30, (10, "空行一")),
            line(2, 50, (10, "有数行"), (105, "4"), (255, "4")),
        ]
    )

    assert read[1:] == [["空行一", "", "", "", ""], ["有数行", "4", "", "", "4"]]
