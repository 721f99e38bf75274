"""Figures of section two that a laid out text prints a line above the rest of their row."""

from __future__ import annotations

import pytest

from core.cells import Cell, Origin
from core.reading import read_report
from tests.core.test_extraction_text import ROWS_2021

_TABLE = "\n".join(f"{label} 0 0 0 0 0 0 0" for label in ROWS_2021)
_HEADINGS = "信息内容           本年制发件数          本年废止件数         现行有效件数"


def _cells(*box: str) -> list[Cell]:
    lines = (
        "云栖市青禾区2023年政府信息公开工作年度报告",
        "第二十条第（一）项",
        _HEADINGS,
        *box,
        "三、收到和处理政府信息公开申请情况",
        _TABLE,
    )
    extraction = read_report("\n".join(lines).encode(), "report.txt").extraction
    return [cell for cell in extraction.cells if cell.address.row == "normative_documents"]


@pytest.mark.parametrize(
    ("raised", "row"),
    [
        ("               12", "行政规范性文件                         3                89"),
        (
            "                                 3",
            "行政规范性文件        12                                  89",
        ),
        (
            "               12                3",
            "行政规范性文件                                          89",
        ),
    ],
)
def test_that_a_figure_above_its_row_is_the_one_of_its_column(raised: str, row: str) -> None:
    cells = _cells("规章             0                 0                0", raised, row)

    assert [cell.value for cell in cells] == [12, 3, 89]
    assert {cell.origin for cell in cells} == {Origin.READ}


def test_that_a_figure_between_two_rows_that_it_fits_is_neithers_for_sure() -> None:
    cells = _cells(
        "规章                               0                0",
        "               12",
        "行政规范性文件                         3                89",
    )

    assert cells[0].value is None or cells[0].origin is not Origin.READ
