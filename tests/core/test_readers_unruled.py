"""Tables of PDF pages without rules: columns and rows from where words stand."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from core.geometry import PageBox
from core.readers import read_document
from core.readers.headings import Begun
from core.readers.unruled import begun_table, open_tables
from core.readers.wordlines import Piece, Row, parted, rejoined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.readers.unruled import OpenTable

_HEIGHT = 10.0
_WIDE = 5.0


def _row(number: int, middle: float, *words: tuple[float, str]) -> Row:
    """A line of words that begin at these positions; a character is 5 points wide."""
    top, bottom = middle - _HEIGHT / 2, middle + _HEIGHT / 2
    pieces = [
        Piece(text, x0, top, x0 + _WIDE * len(text), bottom, PageBox(1, x0, top, x0 + 1, bottom))
        for x0, text in words
    ]
    return Row(number, tuple(pieces))


def _texts(table: OpenTable) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(len(table.ys) - 1)]
    for cell in table.cells:
        rows[cell.row].append("/".join("".join(p.text for p in line) for line in cell.lines))
    return rows


def _only(rows: Sequence[Row], above: Begun | None = None) -> list[list[str]]:
    tables = open_tables(rows, above or Begun())

    assert len(tables) == 1
    return _texts(tables[0])


def test_that_a_blank_cell_is_known_by_the_heading_above_it() -> None:
    read = _only(
        [
            _row(0, 10, (10, "内容"), (100, "制作"), (150, "公开"), (200, "总数")),
            _row(1, 30, (10, "规章"), (102, "7"), (202, "9")),
        ]
    )

    assert read == [["内容", "", "", ""], ["", "制作", "公开", "总数"], ["规章", "7", "", "9"]]


def test_that_a_label_of_two_lines_belongs_to_the_figures_level_with_its_middle() -> None:
    read = _only(
        [
            _row(0, 10, (10, "甲"), (100, "1"), (150, "2")),
            _row(1, 24, (10, "乙的第一行")),
            _row(2, 30, (100, "3"), (150, "4")),
            _row(3, 36, (10, "第二行")),
            _row(4, 50, (10, "丙"), (100, "5"), (150, "6")),
        ]
    )

    assert read == [["甲", "1", "2"], ["乙的第一行/第二行", "3", "4"], ["丙", "5", "6"]]


def test_that_a_label_without_figures_is_a_row_of_blanks() -> None:
    read = _only(
        [
            _row(0, 10, (10, "甲"), (100, "1"), (150, "2")),
            _row(1, 30, (10, "乙")),
            _row(2, 50, (10, "丙"), (100, "5"), (150, "6")),
        ]
    )

    assert read == [["甲", "1", "2"], ["乙", "", ""], ["丙", "5", "6"]]


def test_that_words_merged_over_rows_stay_apart_from_the_labels_beside_them() -> None:
    read = _only(
        [
            _row(0, 10, (40, "甲"), (100, "1"), (150, "2")),
            _row(1, 27, (10, "合并")),
            _row(2, 30, (40, "乙"), (100, "3"), (150, "4")),
            _row(3, 50, (40, "丙"), (100, "5"), (150, "6")),
        ]
    )

    assert read == [["", "甲", "1", "2"], ["合并", "乙", "3", "4"], ["", "丙", "5", "6"]]


def test_that_a_table_goes_on_in_the_columns_of_the_page_before() -> None:
    first = [
        _row(0, 10, (10, "甲"), (100, "1"), (150, "2"), (200, "3")),
        _row(1, 30, (10, "乙"), (100, "1"), (150, "2"), (200, "3")),
    ]
    begun = begun_table(first, open_tables(first, Begun()))

    read = _only(
        [
            _row(0, 10, (10, "丙"), (100, "4"), (200, "5")),
            _row(1, 30, (10, "丁"), (100, "6"), (200, "7")),
        ],
        begun,
    )

    assert read == [["丙", "4", "", "5"], ["丁", "6", "", "7"]]


def test_that_one_figure_amid_rows_of_blanks_covers_them_all_when_nothing_else_is_blank() -> None:
    full = [(100.0, "1"), (150.0, "2"), (200.0, "3"), (250.0, "4")]
    rows = [_row(n, 10 + 20 * n, (10, f"行{n}甲"), *full) for n in range(3)]
    rows += [
        _row(3, 70, (10, "空行一")),
        _row(4, 90, (10, "空行二"), (175, "0")),
        _row(5, 110, (10, "空行三")),
        _row(6, 130, (10, "行末乙"), *full),
    ]

    (table,) = open_tables(rows, Begun())

    block = next(cell for cell in table.cells if cell.rows > 1)
    assert (block.row, block.rows, block.column, block.columns) == (3, 3, 1, 4)
    assert [line[0].text for line in block.lines] == ["0"]


def test_that_sentences_with_numbers_are_no_table() -> None:
    rows = [
        _row(0, 10, (10, "全年共收到政府信息公开申请"), (80, "15"), (92, "件，其中网络申请")),
        _row(1, 30, (10, "办结"), (32, "14"), (44, "件。")),
    ]

    assert open_tables(rows, Begun()) == []


def test_that_lines_between_columns_alone_do_not_make_one_row_of_all() -> None:
    data = _pillars()

    (grid,) = read_document(data, "pillars.pdf").grids

    texts = [[s.text for s in grid.slots if s.row == row] for row in range(grid.rows)]
    assert texts[-3:] == [["A", "11", "12"], ["B", "21", "22"], ["C", "31", "32"]]


def _pillars() -> bytes:
    """A page with a table of three rows that only vertical lines and its outer border draw."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 300), invariant=1)
    for x in (50, 120, 190, 260):
        canvas.line(x, 100, x, 250)
    for y in (100, 250):
        canvas.line(50, y, 260, y)
    for row, label in enumerate("ABC"):
        for column, text in enumerate((label, f"{row + 1}1", f"{row + 1}2")):
            canvas.drawString(75 + 70 * column, 220 - 40 * row, text)
    canvas.save()
    return out.getvalue()


def test_that_a_figure_broken_over_two_lines_stays_in_its_row() -> None:
    rows = rejoined(
        [
            _row(0, 10, (10, "甲"), (100, "1"), (150, "2"), (200, "3")),
            _row(1, 44, (150, "5")),
            _row(2, 50, (10, "乙"), (100, "4"), (200, "6")),
            _row(3, 56, (150, "7")),
        ]
    )

    read = _only(rows)

    assert read == [["甲", "1", "2", "3"], ["乙", "4", "57", "6"]]


def test_that_a_total_alone_in_its_row_stays_in_its_column() -> None:
    full = [(100.0, "1"), (150.0, "2"), (200.0, "3"), (250.0, "4")]
    rows = [_row(n, 10 + 20 * n, (10, f"行{n}甲"), *full) for n in range(4)]

    read = _only([*rows, _row(4, 90, (10, "行四甲"), (250, "0"))])

    assert read[-1] == ["行四甲", "", "", "", "0"]


def test_that_words_of_merged_cells_printed_again_beside_each_row_stay_apart_from_its_label() -> (
    None
):
    rows: list[Row] = []
    for n, (first, second) in enumerate((("国家", "秘密"), ("三安", "全定"), ("保护", "三方"))):
        middle = 20.0 + 60 * n
        rows += [
            _row(4 * n, middle - 12, (10, "三本年"), (40, "不予")),
            _row(4 * n + 1, middle - 6, (80, first)),
            _row(4 * n + 2, middle, (10, "办理果"), (40, "公开"), (150, "1"), (200, "2")),
            _row(4 * n + 3, middle + 6, (80, second)),
        ]
    for n in range(3, 6):
        words = [(10.0, "三本年"), (40.0, "公开"), (80.0, f"第{n}"), (150.0, "1"), (200.0, "2")]
        rows.append(_row(12 + n, 110.0 + 20 * n, *words))

    read = _only(rows)

    assert [row[1:] for row in read] == [
        ["国家/秘密", "1", "2"],
        ["三安/全定", "1", "2"],
        ["保护/三方", "1", "2"],
        ["第3", "1", "2"],
        ["第4", "1", "2"],
        ["第5", "1", "2"],
    ]


def test_that_a_table_that_goes_on_has_its_labels_where_they_began_on_the_page_before() -> None:
    first = [
        _row(n, 10 + 20 * n, (40, f"第{n}行"), (100, "1"), (150, "2"))
        if n != 1
        else _row(n, 30, (10, "甲项"), (40, "第1行"), (100, "1"), (150, "2"))
        for n in range(4)
    ]
    begun = begun_table(first, open_tables(first, Begun()))

    read = _only(
        [
            _row(0, 10, (10, "乙项"), (40, "末一"), (100, "1"), (150, "2")),
            _row(1, 30, (40, "末二"), (100, "1"), (150, "2")),
        ],
        begun,
    )

    assert read == [["乙项", "末一", "1", "2"], ["", "末二", "1", "2"]]


def test_that_a_figure_close_behind_a_long_label_stands_in_the_first_column() -> None:
    read = _only(
        [
            _row(0, 10, (10, "甲"), (100, "1"), (150, "2")),
            _row(1, 30, (10, "一个很长的事项名称到这里结束啦"), (96, "33"), (150, "4")),
            _row(2, 50, (10, "丙"), (96, "55"), (150, "6")),
        ]
    )

    assert [row[1:] for row in read] == [["1", "2"], ["33", "4"], ["55", "6"]]


def test_that_a_unit_that_touches_the_next_figure_is_cut_off_it() -> None:
    # A Chinese character of 10 points, and four digits of 5.
    word = Piece("件2093", 100, 5, 130, 15, PageBox(1, 100, 5, 130, 15))

    unit, figure = parted(word)

    assert (unit.text, figure.text) == ("件", "2093")
    assert (unit.x0, unit.x1, figure.x0, figure.x1) == (100, 110, 110, 130)


def test_that_figures_left_at_the_end_of_a_page_announce_no_columns() -> None:
    rows = [
        _row(n, 10 + 20 * n, (10, "某某行"), *((100.0 + 40 * c, "5") for c in range(6)))
        for n in range(2)
    ]
    tables = open_tables(rows, Begun())
    left_over = _row(2, 190, (10, "丙"), *((100.0 + 40 * c, "7") for c in (0, 1, 3, 4)))

    begun = begun_table([*rows, left_over], tables)

    assert not begun.announced
    assert begun.columns == tables[0].columns


def test_that_a_blank_between_thousands_makes_no_column_below_one_heading() -> None:
    read = _only(
        [
            _row(0, 10, (10, "内容"), (100, "项目数量"), (170, "增减"), (230, "决定")),
            _row(1, 30, (10, "行政许可"), (97, "21"), (111, "753"), (172, "-5"), (232, "74")),
            _row(2, 50, (10, "行政处罚"), (102, "5"), (111, "378"), (172, "+4"), (232, "75")),
        ]
    )

    assert read[-2:] == [["行政许可", "21753", "-5", "74"], ["行政处罚", "5378", "+4", "75"]]


def test_that_figures_below_one_heading_that_are_no_thousands_stay_apart() -> None:
    read = _only(
        [
            _row(0, 10, (10, "内容"), (100, "项目数量"), (170, "增减"), (230, "决定")),
            _row(1, 30, (10, "行政许可"), (97, "21"), (111, "75"), (172, "-5"), (232, "74")),
            _row(2, 50, (10, "行政处罚"), (102, "5"), (111, "37"), (172, "+4"), (232, "75")),
        ]
    )

    assert read[-1][-4:] == ["5", "37", "+4", "75"]


def test_that_labels_with_numerals_are_rows_of_their_own_however_closely_they_are_set() -> None:
    read = _only(
        [
            _row(0, 10, (10, "事项"), (100, "制作"), (150, "公开")),
            _row(1, 30, (10, "1.国家秘密"), (102, "7"), (152, "7")),
            _row(2, 41, (10, "2.禁止公开")),
            _row(3, 52, (10, "3.安全稳定")),
            _row(4, 63, (10, "4.合法权益"), (102, "5"), (152, "5")),
        ]
    )

    assert read[2:] == [
        ["1.国家秘密", "7", "7"],
        ["2.禁止公开", "", ""],
        ["3.安全稳定", "", ""],
        ["4.合法权益", "5", "5"],
    ]
