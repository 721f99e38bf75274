"""Application tables that a program prints page by page in pieces of columns and rows, as pdfminer does."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.cells import Origin
from core.extraction.trails import Sheet, cheapest_tables
from core.reading import read_report
from tests.core.test_extraction_text import FIGURES, NONE, ROWS_2021, rows_of, values

_NOWHERE = frozenset[int]()


def _table() -> list[list[int]]:
    return [list(FIGURES.get(n, NONE)) for n in range(len(ROWS_2021))]


def _read(pages: list[list[str]]) -> list[list[object]]:
    """What is read of pages of boxes, which blank lines part."""
    title = ["云栖市青禾区2023年政府信息公开工作年度报告"]
    above = [*title, "三、收到和处理政府信息公开申请情况", "申请人情况"]
    text = "\n\n\f".join("\n\n".join(boxes) for boxes in [[*above, *pages[0]], *pages[1:]])
    extraction = read_report(text.encode(), "report.txt").extraction
    return [values(cells) for cells in rows_of(extraction).values()]


def _columns(table: list[list[int]], start: int, stop: int) -> list[list[str]]:
    return [[str(row[n]) for row in table[start:stop]] for n in range(7)]


def _sheet(figures: str, rows: int, width: int, seams: frozenset[int] = _NOWHERE) -> Sheet:
    amounts = [*map(int, figures.split())]
    values_ = [*map(Decimal, amounts)]
    return Sheet(amounts, values_, seams, _NOWHERE, _NOWHERE, rows, width, is_last=False)


def _laid(sheet: Sheet) -> set[tuple[int, ...]]:
    return {tuple(sheet.amounts[n] for n in laid) for _, laid in cheapest_tables(sheet)}


def test_that_columns_of_three_pages_are_read_with_a_heading_before_the_last_of_them() -> None:
    table = _table()
    pages: list[list[str]] = []
    for start, stop in ((0, 2), (2, 7), (7, 25)):
        *columns, totals = _columns(table, start, stop)
        behind = ["四、政府信息公开行政复议、行政诉讼情况"] if stop == len(table) else []
        figures = [figure for column in columns for figure in column]
        pages.append([*ROWS_2021[start:stop], *behind, *figures, "总计", *totals])
    pages[-1] += ["五、存在的主要问题及改进情况"]

    assert _read(pages) == table


def test_that_totals_which_stand_before_another_column_are_known_by_the_sums() -> None:
    table = _table()
    pages: list[list[str]] = []
    for start, stop in ((0, 13), (13, 25)):
        columns = _columns(table, start, stop)
        boxes = ["\n".join(column) for column in (*columns[:5], columns[6], columns[5])]
        pages.append([*ROWS_2021[start:stop], *boxes, f"- {len(pages) + 3} -"])

    assert _read(pages) == table


def test_that_a_number_cut_by_a_blank_is_one_figure_of_its_column() -> None:
    table = _table()
    for row in (0, 2, 23):
        table[row][0] += 10
        table[row][6] += 10
    figures = [figure for column in _columns(table, 0, 25) for figure in column]
    first, *others = figures
    assert first == "17"

    assert _read([[*ROWS_2021, "1 7", *others]]) == table


def test_that_a_row_of_zeros_in_one_string_stands_among_the_figures_of_the_first_column() -> None:
    table = _table()
    single = [row for n, row in enumerate(table) if n not in (5, 20)]
    columns = _columns(single, 0, len(single))
    columns[0].insert(5, "0000000")
    columns[0].insert(20, "0000000")

    assert _read([[*ROWS_2021, *(figure for column in columns for figure in column)]]) == table


def test_that_rows_whose_figures_stand_in_disorder_behind_all_labels_are_asked() -> None:
    table = _table()
    figures = sorted(str(figure) for row in table for figure in row)
    text = "\n\n".join(["三、收到和处理政府信息公开申请情况", *ROWS_2021, *"四五六", *figures])

    rows = rows_of(read_report(text.encode(), "report.txt").extraction).values()

    assert {cell.origin for cells in rows for cell in cells} == {Origin.AMBIGUOUS}


def test_that_pages_which_two_tables_fit_are_asked() -> None:
    """Row by row the figures of two rows are 0 1 1 and 2 1 3, column by column 0 1 1 and 1 2 3."""
    assert _laid(_sheet("0 1 1 2 1 3", 2, 3)) == {(0, 1, 1, 2, 1, 3), (0, 1, 1, 1, 2, 3)}


def test_that_headings_which_take_the_first_figures_of_columns_leave_the_others_below() -> None:
    """The first figures of the fourth and fifth column stand in the boxes of their headings."""
    sheet = _sheet("17 0 9  1 0 1  0 0 0  1  0  0 0  0 0  1 0 3  20 0 13", 3, 7, frozenset((9, 10)))

    assert _laid(sheet) == {(17, 1, 0, 1, 0, 1, 20, 0, 0, 0, 0, 0, 0, 0, 9, 1, 0, 0, 0, 3, 13)}


def test_that_a_page_of_rows_on_the_left_and_columns_on_the_right_is_read() -> None:
    """A label takes the first figures of its row onto its line; the others stand in columns."""
    rows = ((136, 25, 0, 4, 12, 3, 180), (53, 6, 1, 1, 18, 0, 79), (534, 12, 0, 41, 19, 14, 620))
    left = [str(figure) for row in rows for figure in row[:2]]
    right = [str(row[n]) for n in range(2, 7) for row in rows]
    sheet = _sheet(" ".join((*left, *right)), 3, 7, frozenset((2, 4, 6)))

    assert _laid(sheet) == {tuple(figure for row in rows for figure in row)}


_SPARSE = st.lists(
    st.lists(st.sampled_from((0, 0, 0, 1, 2, 15)), min_size=6, max_size=6), min_size=2, max_size=9
)


@settings(max_examples=25)
@given(_SPARSE)
def test_that_a_page_read_down_its_columns_is_one_of_the_tables_found(
    parts: list[list[int]],
) -> None:
    rows = [(*row, sum(row)) for row in parts]
    dumped = " ".join(str(row[n]) for n in range(7) for row in rows)

    found = _laid(_sheet(dumped, len(rows), 7))

    assert tuple(cell for row in rows for cell in row) in found
