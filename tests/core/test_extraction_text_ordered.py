"""Rows that a torn text still keeps in order, among others that it tore apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cells import Origin
from core.extraction.courses import Stream
from core.extraction.repair import Piece, sums_up
from core.extraction.sorting import righted, sorted_out
from core.reading import read_report
from tests.core.test_extraction_text import FIGURES, NONE, ROWS_2021, read_table, rows_of, values

# Every third row has figures, so that the order of the text is known by its sums; all of these hold.
_FULL = {
    **FIGURES,
    0: (11, 2, 1, 2, 0, 0, 16),
    23: (10, 2, 1, 2, 0, 0, 15),
    4: (1, 0, 0, 0, 0, 0, 1),
    9: (0, 0, 1, 0, 0, 0, 1),
    15: (0, 0, 0, 2, 0, 0, 2),
    18: (3, 0, 0, 0, 0, 0, 3),
}


def _figures(number: int) -> list[str]:
    return [str(value) for value in _FULL.get(number, NONE)]


def _torn(own: dict[int, list[str]]) -> str:
    """Two labels at a time, then their figures, each on a line; ``own`` are other figures of a row."""
    lines: list[str] = []
    for start in range(0, len(ROWS_2021), 2):
        rows = range(start, min(start + 2, len(ROWS_2021)))
        lines += [ROWS_2021[n] for n in rows]
        for n in rows:
            lines += own.get(n, _figures(n))
    return "\n".join(lines)


def test_that_rows_around_a_torn_one_are_read_and_this_is_asked() -> None:
    # The third row, 4 0 0 0 0 0 4, has lost two figures, and its total moved ahead.
    torn = {2: ["4", "0", "4", "0", "0"]}

    rows = [*rows_of(read_table(_torn(torn))).values()]

    # No words part it from the zeros of the fourth row, which are asked as well.
    assert {c.origin for n in (2, 3) for c in rows[n]} == {Origin.AMBIGUOUS}
    others = [n for n in range(25) if n not in (2, 3)]
    assert [values(rows[n]) for n in others] == [list(_FULL.get(n, NONE)) for n in others]


def test_that_a_row_whose_sum_the_report_misprints_stays_in_its_place() -> None:
    rows = [*rows_of(read_table(_torn({12: ["0", "1", "0", "0", "0", "9", "1"]}))).values()]

    assert values(rows[12]) == [0, 1, 0, 0, 0, 9, 1]
    assert {c.origin for c in rows[12]} <= {Origin.READ, Origin.INFERRED}
    assert values(rows[13]) == list(NONE)


def test_that_figures_above_all_labels_are_the_first_rows() -> None:
    text = "\n".join(
        (
            "云栖市青禾区2023年政府信息公开工作年度报告",
            "三、收到和处理政府信息公开申请情况",
            "申请人情况",
            "自然人\n法人或其他组织\n商业企业\n科研机构\n总计",
            *(v for n in range(3) for v in _figures(n)),
            _torn({0: [], 1: [], 2: []}),
            "四、政府信息公开行政复议、行政诉讼情况",
            "五、存在的主要问题及改进情况",
        )
    )

    rows = [*rows_of(read_report(text.encode(), "report.txt").extraction).values()]

    assert [values(rows[n]) for n in range(3)] == [list(_FULL.get(n, NONE)) for n in range(3)]
    assert values(rows[23]) == list(_FULL[23])


def test_that_a_stream_in_order_is_dealt_out_row_by_row() -> None:
    course = Stream(6, 6, rows=3, width=2).course(
        lambda _row, at: 0.0 if at % 2 == 0 else 2.0, set()
    )

    assert course is not None
    assert course.starts == (0, 2, 4)
    assert course.cost == 0.0


def test_that_a_stranger_between_rows_is_left_out() -> None:
    course = Stream(7, 7, rows=3, width=2).course(
        lambda _row, at: 0.0 if at in (0, 3, 5) else 2.0, set()
    )

    assert course is not None
    assert course.starts == (0, 3, 5)


def _pieces(*amounts: int) -> tuple[Piece, ...]:
    return tuple(Piece(Decimal(n), str(n)) for n in amounts)


_SUMS = [(["a", "b", "c"], ["total"])]


def test_that_mixed_figures_are_sorted_by_the_sums_of_rows_and_columns() -> None:
    known = {"c": _pieces(1, 0, 1), "total": _pieces(4, 5, 9)}

    found = sorted_out(_pieces(3, 2, 0, 5, 3, 3), ["a", "b"], known, _SUMS, sums_up)

    # 1 + 3 + 0 = 4 and 0 + 2 + 3 = 5: either row may be the first, so that both stay open.
    assert found == [None, None]


def test_that_a_single_mixed_row_is_what_its_columns_lack() -> None:
    known = {"b": _pieces(0, 3, 3), "c": _pieces(1, 0, 1), "total": _pieces(4, 5, 9)}

    found = sorted_out(_pieces(5, 3, 2), ["a"], known, _SUMS, sums_up)

    assert [None if row is None else [int(str(p.value)) for p in row] for row in found] == [
        [3, 2, 5]
    ]


@pytest.mark.parametrize("missing", ["total", "c"])
def test_that_nothing_is_sorted_without_the_sum_of_the_columns(missing: str) -> None:
    known = {"b": _pieces(0, 3, 3), "c": _pieces(1, 0, 1), "total": _pieces(4, 5, 9)}
    del known[missing]

    assert sorted_out(_pieces(5, 3, 2), ["a"], known, _SUMS, sums_up) == [None]


def test_that_the_only_row_whose_other_order_makes_the_sums_is_righted() -> None:
    # 1 0 2 adds up to 3 in any order; only 0 1 2 makes the sums of the columns, and no other row can.
    rows = {"b": _pieces(9, 4, 1, 14), "c": _pieces(2, 0, 1, 3), "total": _pieces(9, 5, 3, 17)}

    found = righted(rows, [(["b", "c"], ["total"])], sums_up)

    assert {c: [int(str(p.value)) for p in row] for c, row in found.items()} == {"c": [0, 1, 2, 3]}


def test_that_a_misprint_turns_no_row() -> None:
    rows = {"b": _pieces(9, 4, 1, 14), "c": _pieces(0, 1, 2, 3), "total": _pieces(9, 6, 3, 18)}

    assert not righted(rows, [(["b", "c"], ["total"])], sums_up)


@given(st.permutations(range(7)), st.integers(2, 22))
@settings(max_examples=25, deadline=None)
def test_that_no_cell_is_given_a_figure_that_is_not_its_own(order: list[int], row: int) -> None:
    own: list[str] = [str((3, 1, 0, 0, 2, 0, 6)[n]) for n in order]
    truth = {n: list(_FULL.get(n, NONE)) for n in range(25)} | {row: [3, 1, 0, 0, 2, 0, 6]}

    rows = [*rows_of(read_table(_torn({row: own}))).values()]

    for number, cells in enumerate(rows):
        if number != row:
            found = values(cells)
            assert all(v is None or v == w for v, w in zip(found, truth[number], strict=True))


def test_that_a_table_of_one_mark_alone_has_it_in_every_cell_wherever_labels_stand() -> None:
    marks = ["-"] * 7
    lines = [
        line for n, label in enumerate(ROWS_2021) for line in ((label, *marks) if n != 6 else marks)
    ]

    rows = rows_of(read_table("\n".join((*lines[:60], ROWS_2021[6], *lines[60:]))))

    assert len(rows) == 25
    assert {c.printed for cells in rows.values() for c in cells} == {"-"}


@pytest.mark.parametrize(("total", "origin"), [(8, Origin.INFERRED), (9, Origin.AMBIGUOUS)])
def test_that_a_row_with_headings_among_its_figures_is_what_the_sums_say(
    total: int, origin: Origin
) -> None:
    # The page has 7 2 0 0 0 0 9; the last two headings stand before the first and the last figure.
    rows_ = [[*map(str, FIGURES.get(n, NONE))] for n in range(25)]
    rows_[0] = ["2", "0", "0", "0", "0", "总计", "其他", "7", "9"]
    rows_[23][6] = str(total)
    lines = [line for label, own in zip(ROWS_2021, rows_, strict=True) for line in (label, *own)]

    first = next(iter(rows_of(read_table("\n".join(lines))).values()))

    assert {c.origin for c in first} == {origin}
    assert values(first) == ([7, 2, 0, 0, 0, 0, 9] if total == 8 else [None] * 7)


def test_that_a_row_with_headings_among_its_figures_stays_in_order_beside_a_misprint() -> None:
    # The stock of companies is misprinted: 3 at the end of the year instead of 0.
    rows_ = [[*map(str, FIGURES.get(n, NONE))] for n in range(25)]
    rows_[0] = ["7", "2", "总计", "其他", "0", "0", "0", "0", "9"]
    rows_[24][1] = "3"
    lines = [line for label, own in zip(ROWS_2021, rows_, strict=True) for line in (label, *own)]

    first = next(iter(rows_of(read_table("\n".join(lines))).values()))

    assert values(first) == [7, 2, 0, 0, 0, 0, 9]
    assert {c.origin for c in first} == {Origin.INFERRED}


def test_that_figures_which_changed_places_over_all_columns_are_never_told() -> None:
    # Behind the labels of all rows; the row before the last has its total second.
    rows_ = [[*map(str, _FULL.get(n, NONE))] for n in range(25)]
    rows_[22], rows_[24] = ["5", "9", "1", "1", "2", "0", "0"], ["0", "1", "0", "0", "0", "0", "1"]
    text = "\n".join([*ROWS_2021, *(v for row in rows_ for v in row)])

    rows = rows_of(read_table(text))

    assert not any(c.value == 9 for c in rows["other_3"])


def test_that_zeros_among_marks_of_absence_are_asked_where_other_rows_print_marks_alone() -> None:
    # All labels first, as a page taken apart in boxes prints them; no sum tells 0 from a mark.
    marks = [["—"] * 7 for _ in ROWS_2021]
    marks[12] = ["0", "—", "0", "0", "—", "0", "—"]
    text = "\n".join([*ROWS_2021, *(v for row in marks for v in row)])

    rows = [*rows_of(read_table(text)).values()]

    assert {c.origin for c in rows[12]} == {Origin.AMBIGUOUS}
    assert all({Decimal(0), "—"} <= {*c.candidates} for c in rows[12])
    assert {c.value for n in (3, 20) for c in rows[n]} == {"—"}


def test_that_a_local_row_behind_the_table_is_kept_when_each_cell_has_its_own_line() -> None:
    lines = [line for n, label in enumerate(ROWS_2021) for line in (label, *_figures(n))]

    extraction = read_table("\n".join([*lines, "五、信息处理费收取件数", *"1000001"]))

    assert [(u.label, u.texts) for u in extraction.unplaced] == [
        ("五、信息处理费收取件数", tuple("1000001"))
    ]
    assert values(rows_of(extraction)["carried_out"]) == [*FIGURES[24]]
