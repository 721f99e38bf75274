"""What is said of rows whose figures a text has torn apart, as pdftotext and pdfminer do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cells import Cell, Origin
from core.extraction.fields import Field
from core.extraction.reach import any_value, is_scattered, values_in_reach
from core.geometry import TextSpan
from core.reading import read_report
from core.values import value_to_json
from tests.core.test_extraction_text import FIGURES, NONE, ROWS_2021, read_table, rows_of, values
from tests.corpus.plan import FORMATS, cases
from tests.corpus.scoring import flat, same


def _fields(*figures: int) -> list[Field]:
    return [Field(str(v), TextSpan(n, n + 1), n, n + 1) for n, v in enumerate(figures)]


def test_that_figures_which_make_a_sum_may_stand_in_any_columns_that_keep_their_order() -> None:
    # 2 and 3 make 5: the total stands last, the parts in any two of the other six columns.
    found = values_in_reach(_fields(2, 3, 5), 7)

    assert found[0] == (None, Decimal(2))
    assert set(found[1]) == {None, Decimal(2), Decimal(3)}
    assert set(found[5]) == {None, Decimal(3)}
    assert found[6] == (None, Decimal(5))


def test_that_eight_figures_are_a_row_when_two_of_them_are_pieces_of_one() -> None:
    found = values_in_reach(_fields(1, 2, 0, 0, 0, 0, 3, 15), 7)

    assert Decimal(12) in found[0]
    assert Decimal(15) in found[6]


def test_that_figures_in_no_sum_tell_that_rows_are_torn_apart() -> None:
    assert not is_scattered(_fields(2, 3, 5, 0, 4, 4), 7)
    assert is_scattered(_fields(2, 3, 5, 9, 4, 4), 7)
    assert any_value(_fields(9, 4, 4), 2) == ((Decimal(9), Decimal(4), None),) * 2


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 99)), min_size=6, max_size=6),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=60, deadline=None)
def test_that_every_true_row_is_in_reach_whatever_blanks_are_lost(
    parts: list[list[int | None]],
) -> None:
    rows = [[*own, sum(v or 0 for v in own)] for own in parts]
    figures = _fields(*(v for row in rows for v in row if v is not None))

    found = values_in_reach(figures, 7)

    assert not is_scattered(figures, 7)
    for row in rows:
        assert all(
            (None if v is None else Decimal(v)) in own for v, own in zip(row, found, strict=True)
        )


def _printed(number: int) -> list[str]:
    return [str(v) for v in FIGURES.get(number, NONE)]


def test_that_rows_whose_figures_stand_in_each_others_places_are_asked_with_all_candidates() -> (
    None
):
    # The total of one row follows the first figures of the next, as columns are dumped in pieces.
    lines = [" ".join((label, *_printed(n))) for n, label in enumerate(ROWS_2021)]
    lines[6:8] = [ROWS_2021[6], "2", "1", ROWS_2021[7], "4", "5", "3", "9"]

    rows = rows_of(read_table("\n".join(lines)))

    for code, truth in (("denied_3", (2, 1, 3)), ("denied_4", (4, 5, 9))):
        cells = [rows[code][n] for n in (0, 1, 6)]
        assert not any(c.origin is Origin.READ for c in cells)
        assert all(Decimal(v) in c.candidates for v, c in zip(truth, cells, strict=True))
    assert values(rows["new"]) == [7, 2, 0, 0, 0, 0, 9]


def _is_listed(cell: Cell) -> bool:
    chosen = [value_to_json(cell.value)] if cell.origin is Origin.INFERRED else []
    return bool(cell.candidates) and set(chosen) <= {value_to_json(v) for v in cell.candidates}


@pytest.mark.parametrize("name", [n for n in FORMATS if n.startswith("txt")])
def test_that_what_is_not_read_names_what_it_may_be_and_the_truth_is_among_it(name: str) -> None:
    missed, asked = 0, 0
    for case in cases(5, 29, formats=[name]):
        gold = flat(case.figures.tables)
        for cell in read_report(case.data, case.name).extraction.cells:
            address = str(cell.address)
            if cell.origin not in (Origin.INFERRED, Origin.AMBIGUOUS) or address not in gold:
                continue
            assert _is_listed(cell), f"{case.again}: {address}"
            asked += 1
            among = any(same(gold[address], value_to_json(v)) for v in cell.candidates)
            missed += not among and address not in case.lost

    assert missed <= 0.03 * asked, f"{missed} of {asked} candidate lists miss what is printed"
