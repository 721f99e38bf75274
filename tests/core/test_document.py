from __future__ import annotations

import pickle

from core.geometry import GridCell
from core.readers import read_document
from core.readers.assembly import Assembly, RawCell, fit


def test_that_the_text_of_a_grid_is_tabs_between_slots_and_line_feeds_between_rows() -> None:
    assembly = Assembly()
    assembly.add_line("标题")
    starts = assembly.add_grid([RawCell(0, 0, 1, 1, "结果\n维持"), RawCell(0, 1, 1, 1, "1")])
    document = assembly.document(b"", "a", "html")

    assert document.text == "标题\n结果 维持\t1\n"
    assert starts == [3, 9]
    assert document.grids[0].slots[0].text == "结果\n维持"
    assert document.blocks[1].grid == 0
    span = document.grids[0].span
    assert document.text[span.start : span.end] == "结果 维持\t1"


def test_that_rows_and_columns_in_which_no_cell_begins_are_taken_out() -> None:
    rows, columns, cells = fit([RawCell(2, 0, 1, 4, "甲"), RawCell(2, 4, 3, 1, "乙")])

    assert (rows, columns) == (1, 2)
    assert [(c.row_span, c.column_span) for c in cells] == [(1, 1), (1, 1)]


def test_that_a_span_ends_at_its_neighbour_and_holes_are_blank_cells() -> None:
    rows, columns, cells = fit(
        [RawCell(0, 0, 2, 2, "甲"), RawCell(1, 1, 1, 1, "乙"), RawCell(1, 2, 1, 1, "丙")]
    )

    assert (rows, columns) == (2, 3)
    covered = [
        (c.row + down, c.column + right)
        for c in cells
        for down in range(c.row_span)
        for right in range(c.column_span)
    ]
    assert [c.text for c in cells if c.text] == ["甲", "乙", "丙"]
    assert sorted(covered) == [(row, column) for row in range(2) for column in range(3)]


def test_that_a_document_passes_between_processes_unchanged() -> None:
    document = read_document(b"<table><tr><td>1<td>2</table>", "a")

    assert pickle.loads(pickle.dumps(document)) == document
    assert document.grids[0].slots[1].place == GridCell(0, 0, 1)
