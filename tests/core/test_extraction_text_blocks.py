"""Application tables dumped column by column, with a misprint or figures of other rows among them."""

from __future__ import annotations

import pytest

from core.cells import Origin
from core.extraction.blockwise import tables_of_blocks
from core.extraction.repair import Piece
from core.values import parse_printed
from tests.core.test_extraction_text import FIGURES, NONE, ROWS_2021, read_table, rows_of, values

_HEADINGS = (
    "自然人",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "总计",
)


def _table() -> list[list[int]]:
    return [list(FIGURES.get(n, NONE)) for n in range(len(ROWS_2021))]


def _miner(table: list[list[int]], behind: str = "") -> str:
    """As pdfminer prints a page: the first label and its figure, all labels, all columns; the heading
    of the last one stands above it."""
    columns = [[str(row[n]) for row in table] for n in range(7)]
    lines = [ROWS_2021[0], columns[0][0], *ROWS_2021[1:], *columns[0][1:]]
    for column in columns[1:-1]:
        lines += column
    return "\n".join([*lines, "总计", *columns[-1], *behind.split()])


def _headed(table: list[list[int]], *parts: tuple[int, int]) -> str:
    """As a viewer copies columns: the labels of a page, then each heading with its figures."""
    lines: list[str] = []
    for start, stop in parts:
        lines += ROWS_2021[start:stop]
        for n, heading in enumerate(_HEADINGS):
            lines += [heading, *(str(row[n]) for row in table[start:stop])]
    return "\n".join(lines)


def _read(text: str) -> list[list[object]]:
    return [values(cells) for cells in rows_of(read_table(text)).values()]


def test_that_columns_below_each_other_are_read_though_one_sum_is_misprinted() -> None:
    # Row 14 says 1 in all though nobody asked; the sum of its column says 8, as it should.
    table = _table()
    table[14][6] = 1

    assert _read(_miner(table)) == table


def test_that_columns_are_read_though_a_figure_of_two_columns_breaks_the_balance() -> None:
    # Of the two applications of a company none is left; the report carries 100 of them over.
    table = _table()
    table[24] = [1, 100, 0, 0, 0, 0, 101]

    assert _read(_miner(table)) == table


def test_that_a_row_which_the_form_does_not_have_follows_the_columns() -> None:
    table = _table()

    rows = rows_of(read_table(_miner(table, "五、收取信息处理费（元） 0 0 0 0 0 0 0")))

    assert [values(cells) for cells in rows.values()] == table
    assert {c.origin for cells in rows.values() for c in cells} == {Origin.INFERRED}
    assert all(c.candidates for cells in rows.values() for c in cells)


def test_that_labels_may_stand_among_the_figures_of_the_first_column() -> None:
    # As pdfminer prints a page whose labels are as narrow as the figures beside them.
    table = _table()
    lines = [
        piece for label, row in zip(ROWS_2021, table, strict=True) for piece in (label, row[0])
    ]
    lines += [row[n] for n in range(1, 7) for row in table]

    assert _read("\n".join(map(str, lines))) == table


def test_that_columns_in_which_two_rows_fail_are_asked() -> None:
    table = _table()
    table[14][6] = 1
    table[15][6] = 2

    assert {value for row in _read(_miner(table)) for value in row} == {None}


@pytest.mark.parametrize("cut", [1, 9, 20, 24])
def test_that_each_part_of_a_table_cut_by_a_page_has_its_own_headings(cut: int) -> None:
    table = _table()
    table[5][0] = 3

    assert _read(_headed(table, (0, cut), (cut, 25))) == table


def test_that_the_labels_tell_which_rows_a_table_of_columns_lacks() -> None:
    # 25 rows without two are as many as the 2019 form has.
    kept = [n for n in range(25) if n not in (5, 17)]
    table = _table()
    lines = [ROWS_2021[n] for n in kept]
    for n, heading in enumerate(_HEADINGS):
        lines += [heading, *(str(table[row][n]) for row in kept)]

    rows = rows_of(read_table("\n".join(lines)))

    assert [values(cells) for cells in rows.values()] == [
        table[n] if n in kept else [None] * 7 for n in range(25)
    ]


def test_that_a_first_row_above_a_page_break_stays_the_first() -> None:
    table = _table()
    lines = [ROWS_2021[0], *map(str, table[0]), "- 1 -", *ROWS_2021[1:]]
    for n in range(7):
        lines += [str(row[n]) for row in table[1:]]

    assert _read("\n".join(lines)) == table


def test_that_columns_which_lost_their_blanks_are_asked() -> None:
    # Behind the heading 总计, which is a label of a row as well, stand seven figures: no row.
    lines = [*ROWS_2021]
    for n, heading in enumerate(_HEADINGS):
        lines += [heading, *(str(row[n]) for row in _table() if row[n])]
    lines.append("1")

    rows = rows_of(read_table("\n".join(lines)))

    assert {c.origin for cells in rows.values() for c in cells} == {Origin.AMBIGUOUS}
    assert all(
        value in cell.candidates
        for n, cells in enumerate(rows.values())
        for value, cell in zip(_table()[n], cells, strict=True)
        if value
    )


def test_that_section_two_behind_the_table_has_none_of_its_figures() -> None:
    boxes = (
        "二、主动公开政府信息情况 第二十条第（一）项 信息内容 规章 0 0 0 行政规范性文件 减63 1 12"
    )

    assert _read(_miner(_table(), boxes)) == _table()


def _pieces(text: str) -> list[Piece]:
    parsed = [parse_printed(word, "count") for word in text.split()]
    return [Piece(p.value if p else None) for p in parsed]


def _tables(
    text: str, gaps: set[int], rows: int, slips: int = 0
) -> set[tuple[tuple[int, ...], ...]]:
    made = tables_of_blocks(_pieces(text), frozenset(gaps), rows, 3, slips=slips)
    return {tuple(tuple(int(str(p.value)) for p in row) for row in table) for table in made}


def test_that_strangers_stand_at_words_only() -> None:
    # Rows 1 2 3 and 4 5 9, column by column, behind a page number.
    found = _tables("7 1 4 2 5 3 9", {0, 1}, 2)

    assert found == {((1, 2, 3), (4, 5, 9))}
    assert not _tables("7 1 4 2 5 3 9", {0}, 2)


def test_that_a_slip_is_a_row_that_does_not_add_up() -> None:
    assert _tables("1 4 2 5 3 8", {0}, 2, slips=1) == {((1, 2, 3), (4, 5, 8))}
    assert not _tables("1 4 2 5 3 8", {0}, 2)
    assert not _tables("1 4 2 5 2 8", {0}, 2, slips=1)


def test_that_figures_with_words_before_every_row_are_no_columns() -> None:
    # Turned, ten rows of zeros add up as well: the 1s stand in each other's row, and words say no.
    turned = " ".join(["0"] * 9 + ["1"] + ["0"] * 19 + ["1"])

    assert _tables(turned, {9}, 10)
    assert not _tables(turned, {*range(0, 30, 3)}, 10)
