"""Tables that no rules draw: how far their cells are believed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from core.cells import Origin
from core.extraction.assemble import extract
from core.extraction.lines import Field, Line
from core.extraction.rows import positional_row
from core.geometry import PageBox, TextSpan
from core.readers import read_document
from core.values import value_to_json
from tests.corpus.page import font_path
from tests.corpus.plan import make_case
from tests.corpus.scoring import score

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.cells import Extraction
    from core.document import Document, Slot

_SURE = 0.9
"""The window marks what is less certain than this."""


@pytest.fixture(scope="module")
def drawn() -> Document:
    """A report whose tables are whole, ruled, and leave no cell of the application table blank."""
    case = make_case(11, 5, "html", ())
    rows = case.figures.tables["requests"].values()
    assert all(isinstance(value, int | Decimal) for row in rows for value in row.values())
    return read_document(case.data, case.name)


def _opened(document: Document, change: Callable[[Slot], Slot] = lambda slot: slot) -> Extraction:
    """The reading of the same report when nothing draws its tables, some cells changed."""
    grids = tuple(
        replace(grid, ruled=False, slots=tuple(map(change, grid.slots))) for grid in document.grids
    )
    return extract(replace(document, grids=grids))


def _doubted(extraction: Extraction) -> set[str]:
    return {
        str(cell.address)
        for cell in extraction.cells
        if cell.address.table == "requests" and cell.confidence < _SURE
    }


def test_that_an_open_table_that_adds_up_under_its_own_labels_is_believed(drawn: Document) -> None:
    assert _doubted(_opened(drawn)) == set()


def test_that_a_figure_that_adds_up_nowhere_casts_doubt_on_its_row_and_column(
    drawn: Document,
) -> None:
    whole = extract(drawn)
    partial = next(c for c in whole.cells if str(c.address) == "requests.partial.research")

    def raised(slot: Slot) -> Slot:
        return replace(slot, text=f"{slot.text}7") if slot.place == partial.place else slot

    doubted = _doubted(_opened(drawn, raised))

    row = {f"requests.partial.{c.address.column}" for c in whole.cells if c.address.row == "new"}
    column = {
        str(c.address)
        for c in whole.cells
        if c.address.table == "requests" and c.address.column == "research"
    }
    assert doubted == row | column


def test_that_a_lost_row_casts_doubt_on_the_rows_beside_it(drawn: Document) -> None:
    def cut(slot: Slot) -> Slot:
        return replace(slot, text="另一事项") if "家秘密" in slot.text else slot

    doubted = _doubted(_opened(drawn, cut))

    assert {"requests.partial.total", "requests.denied_2.total"} <= doubted


def test_that_a_misprinted_sum_casts_no_doubt_on_a_table_that_rules_draw(drawn: Document) -> None:
    def changed(slot: Slot) -> Slot:
        return replace(slot, text="0") if slot.text == total.printed else slot

    total = next(c for c in extract(drawn).cells if str(c.address) == "requests.total.total")
    grids = tuple(replace(grid, slots=tuple(map(changed, grid.slots))) for grid in drawn.grids)

    read = extract(replace(drawn, grids=grids))

    assert total.origin is Origin.READ
    assert _doubted(read) == set()


def test_that_a_label_at_the_very_left_of_an_open_table_moves_no_figure() -> None:
    """It stands where the words of merged cells do, the column of labels beside it blank."""
    edges = [60.0, 110.0, 280.0, *(280.0 + 30 * n for n in range(1, 8))]
    texts = ["（六）其他处理", "", "", "0", "", "", "", "", ""]
    fields = tuple(
        Field(text, PageBox(1, low, 500, high, 515), n, n + 1)
        for n, (text, (low, high)) in enumerate(zip(texts, pairwise(edges), strict=True))
    )
    line = Line("grid", fields, 0, TextSpan(0, 1), ruled=False)

    row = positional_row(line, tuple(pairwise(edges[2:])), 7)

    assert row.mapped == fields[2:]


@pytest.mark.skipif(font_path() is None, reason="no font for drawing pages")
@pytest.mark.parametrize("number", [3, 4, 42])
def test_that_a_wrapped_label_keeps_the_only_figures_of_an_open_table(number: int) -> None:
    """The box of fees has one row, and its label stands half a line above and below the figure."""
    case = make_case(77, number, "pdf-borderless", ["wrapped_labels"])

    extraction = extract(read_document(case.data, case.name))
    cells = {str(c.address): value_to_json(c.value) for c in extraction.cells}

    fees = {f"art20_8.fees.{c}": v for c, v in case.figures.tables["art20_8"]["fees"].items()}
    assert {address: cells[address] for address in fees} == fees


@pytest.mark.skipif(font_path() is None, reason="no font for drawing pages")
@pytest.mark.parametrize(("number", "accident"), [(42, "review_split"), (47, "page_break_merged")])
def test_that_a_zero_in_a_broad_column_of_an_open_table_stands_for_itself(
    number: int, accident: str
) -> None:
    """The columns of the table's other part stand nearer to each other."""
    assert score(make_case(77, number, "pdf-borderless", [accident])).wrong == ()


@pytest.mark.skipif(font_path() is None, reason="no font for drawing pages")
@pytest.mark.parametrize(
    ("seed", "number", "accident"), [(77, 36, "website_before"), (5, 12, "one_grid")]
)
def test_that_headings_left_of_a_lone_total_belong_to_their_own_open_table(
    seed: int, number: int, accident: str
) -> None:
    """The page begins with a row that prints its total only; the review table follows."""
    assert score(make_case(seed, number, "pdf-borderless", [accident])).wrong == ()


@pytest.mark.skipif(font_path() is None, reason="no font for drawing pages")
def test_that_a_row_of_a_local_form_lends_no_figures_to_the_blank_row_above_it() -> None:
    """The last row of the form prints nothing; below it, on the next page, stands 五、 with zeros."""
    accidents = ["missing_table", "thousands_blank", "local_rows", "review_late"]
    case = make_case(9013, 14, "pdf-borderless", accidents)
    assert set(case.figures.tables["requests"]["carried_out"].values()) == {None}

    extraction = extract(read_document(case.data, case.name))

    last = [c.value for c in extraction.cells if c.address.row == "carried_out"]
    assert last == [None] * 7
