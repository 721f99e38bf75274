"""Workbooks that programs saved with formulas and without their results."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from core.readers import read_document
from core.readers.formulas import NoResult, Sums
from tests.helpers.marked_up import figures, read
from tests.helpers.plain_tables import report_tables

_CELLS = {
    ("表", 1, 1): 3,
    ("表", 1, 2): "4",
    ("表", 1, 3): None,
    ("表", 1, 4): "无",
    ("表", 2, 1): "=A1*2+B1",
    ("表", 2, 2): "=B2",
    ("去年 表", 1, 1): 100,
    ("去年 表", 1, 2): 0.1,
}


def _worked_out(formula: str) -> Decimal | str:
    held = {**_CELLS, ("表", 9, 9): formula}
    return Sums(held.get).result(("表", 9, 9))


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=SUM(A1:D1)", 3),  # what is kept as text counts for nothing in a range
        ("=SUM(A1,2,$B$1)", 9),
        ("=sum(A1:A2)", 13),
        ("=A1+B1-1", 6),
        ("=-(A1-10)/2", Decimal("3.5")),
        ("='去年 表'!A1+A1", 103),
        ("=SUM('去年 表'!A1:B1)", Decimal("100.1")),
        ("=C1", 0),
    ],
)
def test_that_a_sum_has_the_result_that_a_spreadsheet_shows(
    formula: str, result: int | Decimal
) -> None:
    assert _worked_out(formula) == result


@pytest.mark.parametrize(
    "formula",
    [
        "=D1+1",
        "=IF(A1,1,2)",
        "=A1/C1",
        "=SUM(A1",
        "=A1 B1",
        "=SUM(A1:ZZ99999)",
        "=B2",
        "=LOG10(A1)",
    ],
)
def test_that_a_formula_has_no_result_when_it_is_not_understood(formula: str) -> None:
    with pytest.raises(NoResult):
        _worked_out(formula)


def test_that_totals_are_read_when_a_program_saved_them_as_formulas() -> None:
    book = openpyxl.Workbook()
    for table in report_tables():
        sheet = book.create_sheet()
        for row in table:
            sheet.append([int(text) if text.isdigit() else text or None for text in row])
    requests = book.worksheets[2]
    for row in range(4, 29):
        requests.cell(row, 10, f"=SUM(D{row}:I{row})")
    out = BytesIO()
    book.save(out)

    assert read(out.getvalue()) == figures()
    assert any("25" in note for note in read_document(out.getvalue(), "a").notes)
