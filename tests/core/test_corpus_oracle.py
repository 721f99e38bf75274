"""The oracle of what a text tells, on tables small enough to be worked out by hand."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tests.corpus.fair import ROWS_KEPT
from tests.corpus.figures import APPLICANTS
from tests.corpus.oracle import (
    Row,
    Sum,
    adds_up,
    cuts,
    glued_rows,
    kept_sums,
    placements,
    possible_rows,
    told,
)
from tests.corpus.plan import make_case

_IN_EACH_COLUMN = [(frozenset((0, 1)), frozenset((2,)), column) for column in range(3)]
"""Two rows of three columns add up to the third row."""


def _readings(*tokens: int) -> list[Row]:
    """All rows of two parts and their total that the figures can be."""
    return [row for row in placements(tokens, 3) if adds_up(row)]


def test_that_a_row_may_place_its_figures_in_every_column_that_keeps_their_order() -> None:
    assert {*placements((4, 4), 3)} == {(4, 4, None), (4, None, 4), (None, 4, 4)}


def test_that_a_total_may_not_be_blank_beside_figures() -> None:
    assert _readings(4, 4) == [(4, None, 4), (None, 4, 4)]
    assert not adds_up((4, None, None))
    assert adds_up((None, 0, None))


def test_that_the_row_of_totals_tells_the_columns_of_the_rows_above() -> None:
    # 2 2 and 5 5 above 2 5 7: each part stands in the only column whose sum it can be.
    found = possible_rows([_readings(2, 2), _readings(5, 5), [(2, 5, 7)]], _IN_EACH_COLUMN)

    assert found == [{(2, None, 2)}, {(None, 5, 5)}, {(2, 5, 7)}]


def test_that_equal_rows_leave_the_columns_open() -> None:
    # 3 3 and 3 3 above 3 3 6: either of them may be the first column's.
    found = possible_rows([_readings(3, 3), _readings(3, 3), [(3, 3, 6)]], _IN_EACH_COLUMN)

    assert found is not None
    assert [told(rows) for rows in found] == [(False, False, True)] * 2 + [(True, True, True)]


def test_that_a_sum_that_the_report_breaks_tells_nothing() -> None:
    # The totals print 2 6 8: the second column and the last do not hold, the first still tells.
    rows: list[Row] = [(2, None, 2), (None, 5, 5), (2, 6, 8)]
    kept = kept_sums(rows, _IN_EACH_COLUMN)
    found = possible_rows([_readings(2, 2), _readings(5, 5), [rows[2]]], kept)

    assert [column for _, _, column in kept] == [0]
    assert found is not None
    assert found[0] == {(2, None, 2)}
    assert found[1] == {(None, 5, 5)}


def test_that_digits_without_blanks_are_cut_where_their_sum_holds() -> None:
    assert [*glued_rows("1203", 3)] == []
    assert [*glued_rows("12315", 3)] == [(12, 3, 15)]
    assert [*glued_rows("000", 3)] == [(0, 0, 0)]
    assert {*glued_rows("1113", 3)} == set()
    assert {*cuts("1203", 3)} == {(12, 0, 3), (1, 20, 3)}


@st.composite
def _tables(draw: st.DrawFn) -> tuple[list[list[Row]], list[Sum]]:
    size = draw(st.integers(1, 3))
    width = draw(st.integers(1, 3))
    value = st.one_of(st.none(), st.integers(0, 4))
    row = st.tuples(*[value] * width)
    domains = [draw(st.lists(row, min_size=1, max_size=4)) for _ in range(size)]
    sums = [(frozenset(range(size - 1)), frozenset((size - 1,)), column) for column in range(width)]
    return domains, sums


@given(_tables())
def test_that_the_sweep_finds_what_trying_every_table_finds(
    table: tuple[list[list[Row]], list[Sum]],
) -> None:
    domains, sums = table
    fitting = [rows for rows in product(*domains) if len(kept_sums(rows, sums)) == len(sums)]

    assert possible_rows(domains, sums) == [
        frozenset(rows[n] for rows in fitting) for n in range(len(domains))
    ]


def test_that_the_cells_told_have_one_value_and_the_others_more() -> None:
    for name in (name for name in ROWS_KEPT if name.startswith("txt-s")):
        case = make_case(7, 5, name, ())
        gold = case.figures.tables["requests"]
        partly = [
            row
            for row, values in gold.items()
            if 0 < sum(v is not None for v in values.values()) < len(APPLICANTS) + 1
        ]

        assert case.told
        assert case.open
        assert not case.told & case.open
        assert {a.split(".")[1] for a in case.open if a.startswith("requests.")} <= {*partly}
