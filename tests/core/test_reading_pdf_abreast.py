"""Sheets that a spreadsheet prints on pages side by side, because they are broader than the paper."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest

from core.geometry import PageBox
from core.reading import Reading, read_report
from core.values import value_to_json
from tests.helpers.printed_form import (
    Printer,
    Table,
    all_figures,
    art20_table,
    print_report,
    requests_table,
    review_table,
)

_OVER = "down, then over"
_LONG = (
    "本报告由测试市公共事务局按照条例要求编制，统计期限自二〇二三年一月一日起至十二月三十一日止。"
)


def read(data: bytes) -> Reading:
    return read_report(data, "report.pdf")


def figures(reading: Reading) -> dict[str, object]:
    cells = {str(cell.address): value_to_json(cell.value) for cell in reading.extraction.cells}
    return {address: cells.get(address, "no such cell") for address in all_figures()}


def page_of(reading: Reading, address: str) -> int | None:
    cell = next(cell for cell in reading.extraction.cells if str(cell.address) == address)
    return cell.place.page if isinstance(cell.place, PageBox) else None


def sheet(columns: int, cut: int, order: str) -> bytes:
    """A report whose paper ends behind so many columns of each table; page breaks before the
    review table and before row ``cut`` of the application table."""
    upper, lower = requests_table().cut(cut)
    pages: list[list[str | Table]] = [
        ["测试市公共事务局2023年政府信息公开工作年度报告", art20_table()],
        ["三、收到和处理政府信息公开申请情况", upper],
        [lower],
        ["四、政府信息公开行政复议、行政诉讼情况", review_table()],
    ]
    strips = [[_strip(page, columns, number) for page in pages] for number in range(4)]
    if order == _OVER:
        printed = list(chain.from_iterable(strips))
    else:
        printed = list(chain.from_iterable(zip(*strips, strict=True)))
    printer = Printer()
    for page in (p for p in printed if any(isinstance(part, Table) for part in p)):
        for part in page:
            if isinstance(part, Table):
                printer.table(part)
            elif part:
                printer.text(part)
            else:
                printer.top += 12 * 1.6
        printer.turn()
    return printer.finish()


def _strip(page: list[str | Table], columns: int, number: int) -> list[str | Table]:
    """What one breadth of paper shows of a page, with blank lines for the texts of the first."""
    parts: list[str | Table] = []
    for part in page:
        if isinstance(part, str):
            parts.append("" if number else part)
            continue
        rest: Table | None = part
        for _ in range(number):
            rest = rest.part(columns)[1] if rest and len(rest.widths) > columns else None
        if rest:
            parts.append(rest.part(columns)[0] if len(rest.widths) > columns else rest)
    return parts


@pytest.mark.parametrize("order", [_OVER, "over, then down"])
@pytest.mark.parametrize("cut", [8, 26], ids=["in the midst", "two rows from the end"])
@pytest.mark.parametrize("columns", [4, 7, 9])
def test_that_columns_printed_on_pages_of_their_own_join_their_rows(
    columns: int, cut: int, order: str
) -> None:
    reading = read(sheet(columns, cut, order))

    assert figures(reading) == all_figures()


def test_that_each_figure_is_found_on_the_page_that_prints_it() -> None:
    reading = read(sheet(7, 8, "over, then down"))

    assert page_of(reading, "requests.new.natural_person") == 2
    assert page_of(reading, "requests.new.total") == 3
    printed = {word.text for word in reading.document.pages[2].words}
    assert {"总计", str(all_figures()["requests.new.total"])} <= printed
    assert all(word.box.page == 3 for word in reading.document.pages[2].words)


def test_that_a_sentence_cut_by_the_edge_of_the_paper_is_put_together() -> None:
    upper, lower = requests_table().part(7)
    printer = Printer()
    for at, part in ((300.0, upper), (-295.0, lower)):
        printer.write(at, 780, _LONG, 12)
        printer.top += 60
        printer.table(part)
        printer.turn()

    reading = read(printer.finish())

    assert _LONG in reading.document.text.replace(" ", "")


def test_that_a_table_printed_twice_stays_two() -> None:
    printer = Printer()
    for _ in range(2):
        printer.text("三、收到和处理政府信息公开申请情况")
        printer.table(requests_table())
        printer.turn()

    document = read(printer.finish()).document

    assert [grid.columns for grid in document.grids] == [10, 10]


def test_that_a_table_cut_between_its_rows_goes_on_below() -> None:
    reading = read(print_report(Printer(), cut=12))

    assert figures(reading) == all_figures()
    assert page_of(reading, "requests.carried_out.total") == 2


def test_that_marks_of_absence_at_the_right_are_no_labels() -> None:
    marks = {"review.litigation_direct.pending": "无", "review.litigation_direct.total": "不适用"}
    table = review_table().change(
        lambda box: replace(box, text=marks.get(box.address or "", box.text))
    )
    left, right = table.part(7)
    printer = Printer()
    for part in (left, right):
        printer.text("四、政府信息公开行政复议、行政诉讼情况" if part is left else "　")
        printer.table(part)
        printer.turn()

    document = read(printer.finish()).document

    assert [grid.columns for grid in document.grids] == [15]
