"""One merged cell that prints a figure for several cells: never silently that figure for each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.cells import Extraction, Origin
from core.checks import evaluate
from core.findings import Status
from core.reading import read_report
from core.statement import fold
from tests.helpers.printed_form import (
    COLUMNS,
    Printer,
    Table,
    art20_table,
    requests_figures,
    requests_table,
    review_table,
)


def with_one_cell(table: Table, addresses: list[str], *, rows: int, columns: int) -> Table:
    """The table with the cells of these addresses merged into the first, which prints 0."""
    boxes = [
        replace(box, rows=rows, columns=columns, text="0") if box.address == addresses[0] else box
        for box in table.boxes
        if box.address not in addresses[1:]
    ]
    return replace(table, boxes=tuple(boxes))


def read(table: Table) -> Extraction:
    printer = Printer()
    for part in (table, review_table()):
        printer.table(part)
        printer.turn()
    return read_report(printer.finish(), "report.pdf").extraction


def origins(table: Table, addresses: list[str]) -> dict[str, Origin]:
    return {str(c.address): c.origin for c in read(table).cells if str(c.address) in addresses}


@pytest.mark.parametrize(("rows", "columns"), [(5, 1), (5, 7), (1, 7), (2, 3)])
def test_that_a_zero_over_a_block_is_read_in_each_cell_and_the_sums_against_it_are_told(
    rows: int, columns: int
) -> None:
    """The printed sums ask for other figures than 0."""
    addresses = [
        f"requests.unprocessed_{row}.{column}"
        for row in range(1, 1 + rows)
        for column in COLUMNS[:columns]
    ]
    table = with_one_cell(requests_table(requests_figures()), addresses, rows=rows, columns=columns)

    extraction = read(table)

    values = {str(c.address): (c.value, c.origin) for c in extraction.cells}
    assert {values[address] for address in addresses} == {(0, Origin.READ)}
    failing = [f for f in evaluate(fold(extraction, ())) if f.status is Status.FAIL]
    assert any({str(c) for c in f.addresses} & set(addresses) for f in failing)


def test_that_a_figure_merged_over_two_rows_of_section_two_stays_open() -> None:
    addresses = ["art20_6.penalty.decisions", "art20_6.coercion.decisions"]
    table = with_one_cell(art20_table(), addresses, rows=2, columns=3)

    assert set(origins(table, addresses).values()) == {Origin.AMBIGUOUS}
