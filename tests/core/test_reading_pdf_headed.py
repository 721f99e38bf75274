"""Application tables that go on over the page below their headings, with columns of other widths."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.extraction import extract
from core.readers import read_document
from core.values import value_to_json
from tests.helpers.printed_form import (
    Printer,
    Table,
    art20_table,
    requests_figures,
    requests_table,
    review_table,
)

_HEADER = 3
_WIDE = (20.0, 30.0, 105.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0, 50.0)
_CUT_OFF = (30.0, 60.0, 205.0, 60.0, 60.0, 60.0, 70.0, 70.0, 60.0, 60.0)
"""Of these, the columns from 法律服务机构 on stand beyond the paper's edge."""


def _headed(below: Table, widths: tuple[float, ...]) -> Table:
    head, _ = requests_table().cut(_HEADER)
    moved = (replace(box, row=box.row + _HEADER) for box in below.boxes)
    heights = (*head.heights, *(46.0 for _ in below.heights))
    return Table((*head.boxes, *moved), widths, heights)


def _report(row: int, widths: tuple[float, ...], *, columns: int = 10) -> bytes:
    """The report, its application table cut before the row; only so many columns go on."""
    above, below = requests_table().cut(row)
    whole = _headed(below, widths)
    printer = Printer()
    printer.text("测试市公共事务局2023年政府信息公开工作年度报告", size=16)
    printer.text("二、主动公开政府信息情况")
    printer.table(art20_table())
    printer.text("三、收到和处理政府信息公开申请情况")
    printer.turn()
    printer.table(above)
    printer.turn()
    printer.table(whole if columns == len(widths) else whole.part(columns)[0])
    printer.turn()
    printer.text("四、政府信息公开行政复议、行政诉讼情况")
    printer.table(review_table())
    printer.text("五、存在的主要问题及改进情况")
    return printer.finish()


@pytest.mark.parametrize("row", [13, 17])
def test_that_figures_stand_under_the_headings_of_their_own_page(row: int) -> None:
    cells = extract(read_document(_report(row, _WIDE), "report.pdf")).cells

    read = {str(cell.address): value_to_json(cell.value) for cell in cells}
    assert {at: read[at] for at in requests_figures()} == requests_figures()


@pytest.mark.parametrize("row", [13, 17])
def test_that_no_figure_is_sure_of_a_page_whose_last_columns_are_cut_off(row: int) -> None:
    cells = extract(read_document(_report(row, _CUT_OFF, columns=7), "report.pdf")).cells

    wanted = requests_figures()
    read = {str(c.address): value_to_json(c.value) for c in cells if c.value is not None}
    wrong = {at for at, value in read.items() if at in wanted and value != wanted[at]}
    assert wrong == set()
