"""Tables beside each other on one sheet, and columns of it that are not shown."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from core.extraction import extract
from core.readers import read_document
from core.readers.assembly import RawCell
from core.readers.side_by_side import side_by_side
from tests.helpers.marked_up import HEADINGS, figures, read
from tests.helpers.plain_tables import report_tables

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.helpers.plain_tables import Table


def _put(sheet: Worksheet, table: Table, top: int, left: int) -> None:
    for row, texts in enumerate(table):
        for column, text in enumerate(texts):
            value = int(text) if text.isdigit() else text or None
            sheet.cell(top + row, left + column, value)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put_report(sheet: Worksheet, left: int, *, year: str, zeros: bool) -> None:
    title, *heads = HEADINGS
    sheet.cell(1, left, title.replace("2023", year))
    top = 2
    for head, table in zip(heads, report_tables(zeros=zeros), strict=False):
        sheet.cell(top, left, head)
        _put(sheet, table, top + 1, left)
        top += len(table) + 2


def test_that_the_first_of_two_reports_side_by_side_is_read_and_the_other_told() -> None:
    book = openpyxl.Workbook()
    _put_report(book.worksheets[0], 1, year="2023", zeros=False)
    _put_report(book.worksheets[0], 17, year="2022", zeros=True)
    data = _saved(book)

    assert read(data) == figures(zeros=False)
    extraction = extract(read_document(data, "a.xlsx"))
    assert extraction.year.value == "2023"
    assert any("2" in note for note in extraction.notes)


def test_that_every_table_is_read_when_they_stand_beside_each_other() -> None:
    book = openpyxl.Workbook()
    left = 1
    for table in report_tables(zeros=False):
        _put(book.worksheets[0], table, 4, left)
        left += len(table[0]) + 1
    book.worksheets[0]["A1"] = HEADINGS[0]
    book.worksheets[0].merge_cells("A1:AE1")

    assert read(_saved(book)) == figures(zeros=False)


def test_that_a_blank_column_in_a_table_parts_nothing() -> None:
    for at in (3, 5, 8):
        table = [[*row[:at], "", *row[at:]] for row in report_tables()[1]]
        cells = [
            RawCell(row, column, 1, 1, text)
            for row, texts in enumerate(table)
            for column, text in enumerate(texts)
        ]

        assert side_by_side(cells) == [cells]


def test_that_no_figure_of_a_box_is_given_to_another_column_when_one_is_hidden() -> None:
    book = openpyxl.Workbook()
    _put_report(book.worksheets[0], 1, year="2023", zeros=True)
    book.worksheets[0].column_dimensions["B"].hidden = True

    cells = {str(c.address): c for c in extract(read_document(_saved(book), "a.xlsx")).cells}

    documents = [
        cells[f"art20_1.normative_documents.{c}"] for c in ("issued", "repealed", "in_force")
    ]
    assert [c.confidence < 0.9 for c in documents] == [True] * 3


@pytest.mark.parametrize("zeros", [True, False], ids=["full", "blanks"])
def test_that_every_cell_is_read_when_the_application_table_is_turned(zeros: bool) -> None:
    boxes, requests, review = report_tables(zeros=zeros)
    turned = [list(column) for column in zip(*requests, strict=True)]
    book = openpyxl.Workbook()
    top = 1
    for head, table in zip(HEADINGS[1:], (boxes, turned, review), strict=False):
        book.worksheets[0].cell(top, 1, head)
        _put(book.worksheets[0], table, top + 1, 1)
        top += len(table) + 2

    assert read(_saved(book)) == figures(zeros=zeros)
