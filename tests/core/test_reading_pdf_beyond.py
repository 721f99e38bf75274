"""Tables that run off the paper: what stands beyond its edge is asked for, and never read as blank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.cells import Origin
from core.reading import read_report
from core.values import value_to_json
from tests.helpers.printed_form import (
    MARGIN,
    Printer,
    Rule,
    Table,
    all_figures,
    art20_table,
    grid_rules,
    no_rules,
    requests_table,
    review_table,
)

if TYPE_CHECKING:
    from core.reading import Reading

_SURE = 0.9


def _wider(table: Table, by: float) -> Table:
    return replace(table, widths=tuple(width * by for width in table.widths))


def _read(by: float, rule: Rule) -> Reading:
    """The report with the application and the review table so many times as broad."""
    printer = Printer(rule=rule)
    printer.text("测试市公共事务局2023年政府信息公开工作年度报告", size=16)
    printer.text("二、主动公开政府信息情况")
    printer.table(art20_table())
    printer.text("三、收到和处理政府信息公开申请情况")
    printer.turn()
    printer.table(_wider(requests_table(), by))
    printer.turn()
    printer.text("四、政府信息公开行政复议、行政诉讼情况")
    printer.table(_wider(review_table(), by))
    printer.text("五、存在的主要问题及改进情况")
    return read_report(printer.finish(), "report.pdf")


@pytest.mark.parametrize("rule", [grid_rules, no_rules])
@pytest.mark.parametrize("by", [1.15, 1.2, 1.3, 1.5])
def test_that_no_cell_is_sure_of_a_figure_that_the_paper_cuts_off(by: float, rule: Rule) -> None:
    cells = {str(cell.address): cell for cell in _read(by, rule).extraction.cells}

    wrong = {
        address: cells[address].value
        for address, figure in all_figures().items()
        if value_to_json(cells[address].value) != figure and cells[address].confidence >= _SURE
    }
    assert wrong == {}


def test_that_only_the_column_beyond_the_paper_is_asked_for() -> None:
    reading = _read(1.2, grid_rules)
    cells = {str(cell.address): cell for cell in reading.extraction.cells}

    asked = {a for a, cell in cells.items() if cell.origin is Origin.AMBIGUOUS}
    beyond = {a for a in all_figures() if a.startswith("requests.") and a.endswith(".total")}
    assert asked == beyond | {"review.litigation_after_reconsideration.total"}
    assert any("超出纸面" in note and "2—3" in note for note in reading.extraction.notes)


def test_that_a_table_within_the_paper_is_read_in_full() -> None:
    reading = _read((595 - MARGIN) / 505, grid_rules)
    cells = {str(cell.address): cell for cell in reading.extraction.cells}

    assert {a: value_to_json(cells[a].value) for a in all_figures()} == all_figures()
    assert reading.extraction.notes == ()
