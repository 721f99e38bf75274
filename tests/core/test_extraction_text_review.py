"""The review table of texts that print a few headings, then figures, then further headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cells import Cell, Origin
from core.extraction.fields import lines_of
from core.extraction.review_heads import readings_by_headings
from core.readers.text import decode, read_text
from core.reading import read_report
from core.values import value_to_json
from tests.core.test_extraction_text import NONE, ROWS_2021

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE = "云栖市青禾区2023年政府信息公开工作年度报告"
_HEADING = "四、政府信息公开行政复议、行政诉讼情况"
_ROW = "结果维持 结果纠正 其他结果 尚未审结 总计"
_TABLE = "\n".join(" ".join((label, *map(str, NONE))) for label in ROWS_2021)


def _review(text: str, table: str = _TABLE) -> list[Cell]:
    parts = (_TITLE, "三、收到和处理政府信息公开申请情况", table, _HEADING, *text.split(" "))
    extraction = read_report("\n".join(parts).encode(), "report.txt").extraction
    return [cell for cell in extraction.cells if cell.address.table == "review"]


def _values(cells: Sequence[Cell]) -> list[object]:
    return [value_to_json(cell.value) for cell in cells]


def _readings(text: str) -> list[list[object]]:
    data = text.encode()
    decoded = decode(data)
    assert decoded
    lines = lines_of(read_text(data, "report.txt", decoded))
    return [[value_to_json(p.value) for p in option] for option in readings_by_headings(lines)]


def test_that_a_figure_below_a_heading_printed_late_stands_in_its_column() -> None:
    # 其他结果 of the second block is printed last of all: its 0 belongs between the other figures.
    text = f"行政复议 {_ROW} 结果维持 结果纠正 0 0 0 2 2 1 0 未经复议直接起诉 复议后起诉"
    text += " 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计 2 3 2 0 0 0 2 其他结果 0"

    cells = _review(text)

    assert _values(cells) == [0, 0, 0, 2, 2, 1, 0, 0, 2, 3, 2, 0, 0, 0, 2]
    assert {cell.origin for cell in cells} == {Origin.INFERRED}


def test_that_headings_of_which_one_has_no_figure_below_tell_no_columns() -> None:
    figures = "\n".join("0" * 14)

    assert not _readings(f"{_ROW} {_ROW} {_ROW}\n{figures}")
    assert _readings(f"{_ROW} {_ROW} {_ROW}\n{figures}\n0") == [[0] * 15]


def test_that_figures_are_read_above_the_headings_of_the_kinds_of_litigation() -> None:
    text = f"行政复议 行政诉讼 {_ROW} {_ROW} 结果维持 0 0 0 0 0 2 0 0 0 2 0"
    text += " 结果纠正 0 其他结果 尚未审结 总计 0 0 0 未经复议直接起诉 复议后起诉"

    assert _values(_review(text)) == [0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0, 0]


def test_that_the_place_of_a_late_figure_among_others_is_asked() -> None:
    # The total of the first block stands among three of the second: 2 may be the first or second.
    text = f"行政复议 {_ROW} 0 0 0 0 未经复议直接起诉 复议后起诉"
    text += " 结果维持 结果纠正 其他结果 0 2 0 0 尚未审结 总计 0 2"
    text += f" {_ROW} 0 0 0 0 0"

    cells = _review(text)

    assert [cell.origin for cell in cells[5:7]] == [Origin.AMBIGUOUS] * 2
    assert all({0, 2} <= {*map(value_to_json, cell.candidates)} for cell in cells[5:7])
    assert _values(cells[:5]) == [0] * 5
    assert _values(cells[8:10]) == [0, 2]


def test_that_the_last_column_of_the_table_above_has_no_figure_of_this_one() -> None:
    # As pdfminer does, its last column stands below the first headings of this table.
    labels = "\n".join(ROWS_2021)
    columns = "\n".join(["0"] * 6 * 25)
    text = f"行政复议 行政诉讼 结果维 其他结 尚未审 总计 {' '.join('0' * len(ROWS_2021))}"
    text += f" 持 纠正 果 0 0 0 结 0 {_ROW} {_ROW} 0 1 0 0 0 1 0 0 0 0 0"

    cells = _review(text, f"{labels}\n{columns}")

    assert _values(cells) == [0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]


def test_that_headings_set_from_the_top_down_belong_to_the_figures_behind_each_of_them() -> None:
    # As narrow columns of a page are dumped: a character a line, the first block in disorder.
    text = "行政复议 其 他 结 果 0 尚 未 审 结 1 结 果 维 持 3 结 果 纠 正 1 总 计 5"
    text += f" 行政诉讼 未经复议直接起诉 复议后起诉 {_ROW} {_ROW} 1 0 0 1 2 1 0 1 0 2"

    cells = _review(text)

    assert _values(cells) == [3, 1, 0, 1, 5, 1, 0, 0, 1, 2, 1, 0, 1, 0, 2]
    assert {cell.origin for cell in cells} == {Origin.INFERRED}
