"""Readings of rows that the sums over rows exclude: never one that any table allows."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from core.extraction.balancing import chosen_by_columns
from core.extraction.lines import Field
from core.extraction.repair import Option, Piece, joined_options
from core.geometry import TextSpan

_RELATIONS = [(["a", "b"], ["total"])]


def _row(*values: int | None) -> Option:
    return tuple(Piece(None if v is None else Decimal(v), str(v)) for v in values)


def _amounts(option: Option) -> tuple[int, ...]:
    return tuple(int(p.value) if isinstance(p.value, Decimal) else 0 for p in option)


def _balances(rows: tuple[Option, ...]) -> bool:
    first, second, total = map(_amounts, rows)
    return all(a + b == c for a, b, c in zip(first, second, total, strict=True))


def test_that_a_row_of_totals_tells_the_columns_of_the_rows_above() -> None:
    two, five = [_row(2, None), _row(None, 2)], [_row(5, None), _row(None, 5)]

    left = chosen_by_columns({"a": two, "b": five, "total": [_row(2, 5)]}, _RELATIONS)

    assert left == {"a": [_row(2, None)], "b": [_row(None, 5)], "total": [_row(2, 5)]}


def test_that_a_column_whose_sum_is_misprinted_leaves_the_others_their_say() -> None:
    # 2 in the first column makes its total; 5 and the total 6 of the second hold in no way.
    two, five = [_row(2, None), _row(None, 2)], [_row(5, None), _row(None, 5)]

    left = chosen_by_columns({"a": two, "b": five, "total": [_row(2, 6)]}, _RELATIONS)

    assert left["a"] == [_row(2, None)]
    assert left["b"] == [_row(None, 5)]


def test_that_figures_as_long_as_no_count_is_keep_all_their_readings() -> None:
    long = 10**30
    rows = {"a": [_row(long, None), _row(None, long)], "b": [_row(1, 1)], "total": [_row(2, 2)]}

    assert chosen_by_columns(rows, _RELATIONS) == rows


_VALUES = st.one_of(st.none(), st.integers(0, 3))
_READINGS = st.lists(
    st.tuples(_VALUES, _VALUES).map(lambda pair: _row(*pair)), min_size=1, max_size=5, unique=True
)


@given(_READINGS, _READINGS, _READINGS)
def test_that_exactly_the_readings_of_balanced_tables_are_left(
    a: list[Option], b: list[Option], total: list[Option]
) -> None:
    options = {"a": a, "b": b, "total": total}
    tables = [rows for rows in product(a, b, total) if _balances(rows)]
    left = chosen_by_columns(options, _RELATIONS)

    for number, code in enumerate(options):
        allowed = [o for o in options[code] if any(rows[number] == o for rows in tables)]
        assert set(left[code]) <= set(options[code])
        if tables:
            assert left[code] == allowed


def test_that_far_too_many_figures_for_a_row_are_not_joined_in_all_ways() -> None:
    # 40 figures for 15 cells: 62 thousand million ways to join neighbours.
    fields = [Field("1", TextSpan(2 * n, 2 * n + 1), 2 * n, 2 * n + 1) for n in range(40)]

    assert joined_options(fields, 15) == []
    assert len(joined_options(fields[:16], 15)) == 15
