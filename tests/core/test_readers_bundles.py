"""Rows of the form that stand in one row of the source, a line for each in every cell."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from docx import Document as new_docx
from openpyxl import Workbook

from core.readers.assembly import RawCell
from core.readers.bundles import unbundled
from tests.helpers.marked_up import article, figures, page, read
from tests.helpers.plain_tables import report_tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.plain_tables import Table

_STUB = 3


def _gathered(table: Table) -> Table:
    """The application table with the rows of each group put into one."""
    header, body = table[:3], table[3:]
    numbers = iter(range(len(body)))
    starts = {0, 2, 4, 12, 15, 20, 23}
    group = -1

    def group_of(_: list[str]) -> int:
        nonlocal group
        group += next(numbers) in starts
        return group

    rows = [list(part) for _, part in groupby(body, key=group_of)]
    return header + [["\n".join(column) for column in zip(*part, strict=True)] for part in rows]


def _as_page(table: Table, line: Callable[[str], str]) -> str:
    rows = ("".join(f"<td>{line(text)}</td>" for text in row) for row in table)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


@pytest.mark.parametrize("zeros", [True, False], ids=["full", "blanks"])
@pytest.mark.parametrize(
    "line",
    [
        lambda text: text.replace("\n", "<br>"),
        lambda text: "".join(f"<p>{part or '&nbsp;'}</p>" for part in text.split("\n")),
    ],
    ids=["breaks", "paragraphs"],
)
def test_that_every_row_is_read_when_a_cell_of_a_page_holds_several(
    line: Callable[[str], str], zeros: bool
) -> None:
    table = _gathered(report_tables(zeros=zeros)[1])

    assert read(page(article(requests=_as_page(table, line)))) == figures(zeros=zeros)


@pytest.mark.parametrize("zeros", [True, False], ids=["full", "blanks"])
def test_that_every_row_is_read_when_a_cell_of_a_document_holds_several(zeros: bool) -> None:
    boxes, requests, review = report_tables(zeros=zeros)
    document = new_docx()
    for table in (boxes, _gathered(requests), review):
        made = document.add_table(len(table), len(table[0]))
        for row, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                first, *others = text.split("\n")
                cell.text = first
                for other in others:
                    cell.add_paragraph(other)
        document.add_paragraph("五、存在的主要问题及改进情况")
    out = BytesIO()
    document.save(out)

    assert read(out.getvalue()) == figures(zeros=zeros)


@pytest.mark.parametrize("zeros", [True, False], ids=["full", "blanks"])
def test_that_every_row_is_read_when_a_cell_of_a_workbook_holds_several(zeros: bool) -> None:
    boxes, requests, review = report_tables(zeros=zeros)
    workbook = Workbook()
    for table in (boxes, _gathered(requests), review):
        sheet = workbook.create_sheet()
        for row in table:
            sheet.append([text if text.strip() else None for text in row])
    out = BytesIO()
    workbook.save(out)

    assert read(out.getvalue()) == figures(zeros=zeros)


def _row(*texts: str) -> list[RawCell]:
    return [RawCell(0, column, 1, 1, text) for column, text in enumerate(texts)]


def _texts(cells: list[RawCell]) -> list[tuple[int, str]]:
    return [(cell.row, cell.text) for cell in cells]


def test_that_a_number_broken_over_lines_stays_one_when_its_row_has_one_label() -> None:
    row = _row("行政规范\n性文件", "1\n2", "0", "3\n0")

    assert unbundled(row) == row


def test_that_a_break_at_the_end_of_every_cell_begins_no_row() -> None:
    row = _row("1.属于国家秘密\n", "5\n", "0\n", "5\n")

    assert unbundled(row) == row


def test_that_figures_stay_apart_when_their_labels_cannot_be_told() -> None:
    row = _row("甲\n乙", "1\n0\n2", "0\n0\n0", "1\n0\n2")

    assert [text for _, text in _texts(unbundled(row))][1:] == [
        "1 / 0 / 2",
        "0 / 0 / 0",
        "1 / 0 / 2",
    ]


def test_that_a_figure_of_fewer_lines_is_given_to_no_row() -> None:
    row = _row("1.甲\n2.乙\n3.丙", "1\n0\n2", "7\n8", "0\n0\n0", "1\n0\n2")

    cells = unbundled(row)

    assert [(c.row, c.row_span, c.text) for c in cells if c.column == 2] == [(0, 3, "7 / 8")]
    assert [(c.row, c.text) for c in cells if c.column == 4] == [(0, "1"), (1, "0"), (2, "2")]


def test_that_a_label_keeps_its_own_lines_when_each_begins_with_a_numeral() -> None:
    row = _row("1.属于\n国家秘密\n2.其他", "1\n2")

    assert _texts(unbundled(row)) == [(0, "1.属于\n国家秘密"), (1, "2.其他"), (0, "1"), (1, "2")]


def test_that_a_merged_stub_grows_with_the_rows_beside_it() -> None:
    cells = [
        RawCell(0, 0, 2, 1, "三、"),
        *(RawCell(0, 1 + n, 1, 1, t) for n, t in enumerate(("1.甲\n2.乙", "3\n4"))),
    ]
    cells += [RawCell(1, 1, 1, 1, "3.丙"), RawCell(1, 2, 1, 1, "5")]

    found = unbundled(cells)

    assert found[0] == RawCell(0, 0, 3, 1, "三、")
    assert [(c.row, c.text) for c in found if c.column == 2] == [(0, "3"), (1, "4"), (2, "5")]


def test_that_blank_rows_at_either_end_are_kept_when_each_label_has_its_numeral() -> None:
    row = _row("1.甲\n2.乙\n3.丙", "\n7\n", "\n0\n")

    assert [(c.row, c.text) for c in unbundled(row) if c.column == 1] == [
        (0, ""),
        (1, "7"),
        (2, ""),
    ]


def test_that_figures_beside_more_labels_than_they_have_lines_are_no_number() -> None:
    row = _row("1.甲\n2.乙\n3.丙", "118\n179", "47\n57")

    assert [text for _, text in _texts(unbundled(row))][1:] == ["118 / 179", "47 / 57"]
