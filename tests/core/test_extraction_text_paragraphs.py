"""Application tables of which pdftotext prints some rows in columns, a blank line between its boxes."""

from __future__ import annotations

from core.cells import Origin
from tests.core.test_extraction_text import FIGURES, NONE, ROWS_2021, read_table, rows_of, values


def _table() -> list[list[int]]:
    return [list(FIGURES.get(n, NONE)) for n in range(len(ROWS_2021))]


def _page(table: list[list[int]], *turned: tuple[int, int]) -> str:
    """Each row with its label and a figure a box, those ``turned`` in boxes of columns, their labels
    below; the label of the first row stands below the first of these, as on a page that is narrow."""
    boxes: list[str] = []
    row, is_first = 0, True
    while row < len(table):
        stop = next((stop for start, stop in turned if start == row), None)
        if stop is None:
            boxes += [] if row == 0 else [ROWS_2021[row]]
            boxes += [str(figure) for figure in table[row]]
            row += 1
            continue
        boxes += ["\n".join(str(own[n]) for own in table[row:stop]) for n in range(7)]
        boxes += [ROWS_2021[0]] if is_first else []
        boxes += ["\n".join(ROWS_2021[row:stop])]
        row, is_first = stop, False
    return "三、收到和处理政府信息公开申请情况\n申请人情况\n\n总计\n\n" + "\n\n".join(boxes)


def _read(text: str) -> list[list[object]]:
    return [values(cells) for cells in rows_of(read_table(text)).values()]


def test_that_boxes_of_one_height_are_columns_and_others_rows() -> None:
    table = _table()

    assert _read(_page(table, (4, 13), (13, 17), (22, 24))) == table


def test_that_a_misprinted_figure_is_read_as_it_is_printed() -> None:
    # The report says 9 where the sum of the row is 0; every other sum holds.
    table = _table()
    table[6][6] = 9

    rows = rows_of(read_table(_page(table, (4, 13), (22, 24))))

    assert [values(cells) for cells in rows.values()] == table
    assert {cell.origin for cell in [*rows.values()][6]} == {Origin.INFERRED}


def test_that_nothing_wrong_is_read_of_boxes_in_which_several_sums_fail() -> None:
    table = _table()
    table[6][6] = 9
    table[8][6] = 4

    read = _read(_page(table, (4, 13), (22, 24)))

    pairs = [
        pair for own, row in zip(read, table, strict=True) for pair in zip(own, row, strict=True)
    ]
    assert not [(value, printed) for value, printed in pairs if value not in (None, printed)]


def test_that_boxes_of_rows_are_left_as_they_are() -> None:
    # Seven rows of a box each, which add up as they are printed.
    table = _table()
    head = "三、收到和处理政府信息公开申请情况\n申请人情况\n\n总计\n\n"
    boxes = ["\n".join(map(str, row)) for row in table]
    labels = "\n".join(ROWS_2021)

    assert _read(head + labels + "\n\n" + "\n\n".join(boxes)) == table
