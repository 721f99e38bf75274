"""Files with several reports of which some lack a table: nothing of one is read for another."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from core.cells import Extraction, Origin
from core.extraction import extract
from core.readers import read_document
from core.values import value_to_json
from tests.helpers.marked_up import HEADINGS, article, figures, page
from tests.helpers.plain_tables import report_tables

if TYPE_CHECKING:
    from collections.abc import Callable

_TITLE, *_HEADS = HEADINGS
_BOX_TABLE, _APPLICATIONS, _REVIEW = range(3)


def _report(
    title: str, *, without: int | None = None, figure: str = "7"
) -> list[tuple[str, list[list[str]]]]:
    """Headings with their tables; the title stands above the first heading."""
    tables = report_tables(zeros=True)
    tables[_BOX_TABLE][3][1] = figure
    parts = [(head, table) for head, table in zip(_HEADS, tables, strict=False)]
    kept = [part for n, part in enumerate(parts) if n != without]
    return [(title, []), *kept]


def _abreast(*reports: list[tuple[str, list[list[str]]]]) -> bytes:
    """The reports side by side on one sheet, an empty column between."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    left = 1
    for report in reports:
        top = 1
        for head, table in report:
            sheet.cell(top, left, head)
            for row, texts in enumerate(table):
                for column, text in enumerate(texts):
                    sheet.cell(
                        top + 1 + row, left + column, int(text) if text.isdigit() else text or None
                    )
            top += len(table) + 2
        left += 17
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _below(*reports: list[tuple[str, list[list[str]]]]) -> bytes:
    """The reports one below the other, tabs between the cells."""
    lines = [
        line
        for report in reports
        for head, table in report
        for line in (head, *("\t".join(row) for row in table))
    ]
    return "\n".join(lines).encode()


def _read(data: bytes) -> Extraction:
    return extract(read_document(data, "report"))


def _of(extraction: Extraction, table: str) -> set[Origin]:
    return {c.origin for c in extraction.cells if c.address.table == table}


@pytest.mark.parametrize("lay", [_abreast, _below], ids=["side by side", "one below the other"])
@pytest.mark.parametrize("lacking", [_APPLICATIONS, _REVIEW], ids=["applications", "review"])
def test_that_a_report_without_a_table_does_not_take_that_of_the_next(
    lay: Callable[..., bytes], lacking: int
) -> None:
    first = _report(_TITLE, without=lacking, figure="9")
    second = _report(_TITLE.replace("2023", "2022"))

    extraction = _read(lay(first, second))

    values = {str(c.address): value_to_json(c.value) for c in extraction.cells}
    assert extraction.year.value == "2023"
    assert values["art20_1.normative_documents.issued"] == 9
    assert _of(extraction, "requests" if lacking == _APPLICATIONS else "review") == {Origin.MISSING}
    assert any("2" in note for note in extraction.notes)


@pytest.mark.parametrize("lay", [_abreast, _below], ids=["side by side", "one below the other"])
def test_that_a_whole_report_does_not_take_the_review_table_of_one_without_applications(
    lay: Callable[..., bytes],
) -> None:
    first = _report(_TITLE)
    second = _report(_TITLE.replace("2023", "2022"), without=_APPLICATIONS)
    second[2][1][3][0] = "55"

    extraction = _read(lay(first, second))

    values = {str(c.address): value_to_json(c.value) for c in extraction.cells}
    assert values == figures(zeros=True)
    assert any("2" in note for note in extraction.notes)


def test_that_reports_without_titles_are_told_apart_by_the_first_box_behind_a_review_table() -> (
    None
):
    first = _report("", without=_APPLICATIONS, figure="9")

    extraction = _read(_below(first, _report("")))

    values = {str(c.address): value_to_json(c.value) for c in extraction.cells}
    assert values["art20_1.normative_documents.issued"] == 9
    assert _of(extraction, "requests") == {Origin.MISSING}


def test_that_tables_that_one_report_prints_twice_make_no_second_report() -> None:
    report = _report(_TITLE)

    extraction = _read(_below(report, [("行政复议、行政诉讼情况统计如下：", report[3][1])]))

    values = {str(c.address): value_to_json(c.value) for c in extraction.cells}
    assert values == figures(zeros=True)
    assert extraction.notes == ()


def test_that_a_closing_sentence_of_the_year_begins_no_other_report() -> None:
    closing = (
        "<p>2023年，本机关未收取政府信息公开信息处理费，无其他需要报告的事项。</p>"
        "<p>清江县水利局</p><p>2024年1月15日</p>"
    )
    other = article().replace(">812<", ">700<")

    extraction = extract(read_document(page(article() + closing + other), "a"))

    assert extraction.published.value == "2024-01-15"
    assert {str(c.address): value_to_json(c.value) for c in extraction.cells} == figures()
