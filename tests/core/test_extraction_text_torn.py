"""What is said of rows whose figures a text has torn apart, as pdftotext and pdfminer do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cells import Cell, Origin
from core.extraction.lines import Field
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


def _shifted() -> str:
    """A table cut in the midst: the rows 15 and 16 stand below the last one, the figures of the
    last two both behind 总计, those of a subtotal in pieces."""
    lines: list[str] = []
    for n in (*range(15), *range(17, 23)):
        lines += [ROWS_2021[n], *_BUSY[n].split()]
        lines += ["小计", "9", "2", "0", "0", "0", "0", "11"] if n == 11 else []
        lines += ["小计", "18", "4"] if n == 19 else []
    lines += [ROWS_2021[23], *_BUSY[23].split(), *_BUSY[24].split()]
    lines += ["结果", "总计", "44", "0", "44", ROWS_2021[24], "28", "46", "71", "14"]
    lines += [ROWS_2021[16], "0", "0", "5", ROWS_2021[15], "4", "1", "0", "0", "0", "0"]
    return "\n".join(lines)


# 60 applications, 3 of them carried in and 3 carried over; all sums hold.
_BUSY = dict.fromkeys(range(25), "0 0 0 0 0 0 0") | {
    0: "50 7 0 0 0 0 57",
    1: "3 0 0 0 0 0 3",
    4: "6 1 0 0 0 0 7",
    11: "3 1 0 0 0 0 4",
    14: "5 0 0 0 0 0 5",
    15: "4 1 0 0 0 0 5",
    16: "5 0 0 0 0 0 5",
    18: "9 3 0 0 0 0 12",
    19: "4 1 0 0 0 0 5",
    21: "8 0 0 0 0 0 8",
    22: "6 0 0 0 0 0 6",
    23: "50 7 0 0 0 0 57",
    24: "3 0 0 0 0 0 3",
}


def test_that_rows_which_may_have_the_figures_of_the_next_one_are_asked() -> None:
    rows = rows_of(read_table(_shifted()))

    for n, code in ((18, "unprocessed_4"), (21, "other_2"), (22, "other_3"), (23, "total")):
        for cell, printed in zip(rows[code], _BUSY[n].split(), strict=True):
            assert cell.value in (None, Decimal(printed)), (code, cell)


def test_that_figures_of_two_rows_behind_one_label_are_not_held_by_it() -> None:
    cells = rows_of(read_table(_shifted()))["total"]

    assert all(cell.confidence < 0.9 for cell in cells)


def test_that_a_full_table_that_adds_up_is_concluded_where_one_label_is_late() -> None:
    # Four numbers are cut at their thousands; the label of the last row stands below all figures.
    busy = {
        0: "13 1_882 238 0 0 473 2_606",
        1: "3 121 73 0 0 35 232",
        19: "13 1_902 311 0 0 462 2_688",
        23: "13 1_902 311 0 0 462 2_688",
        24: "3 101 0 0 0 46 150",
    }
    lines: list[str] = []
    for n, label in enumerate(ROWS_2021):
        figures = busy.get(n, "0 0 0 0 0 0 0").split()
        lines += [label] if n < 24 else []
        lines += [figure.replace("_", " ") for figure in figures]
    rows = rows_of(read_table("\n".join([*lines, ROWS_2021[24]])))

    assert values(rows["new"]) == [13, 1882, 238, 0, 0, 473, 2606]
    assert values(rows["total"]) == [13, 1902, 311, 0, 0, 462, 2688]
    assert values(rows["carried_out"]) == [3, 101, 0, 0, 0, 46, 150]
    assert all(c.confidence < 0.9 for c in rows["carried_out"])


@pytest.mark.parametrize("blank", [" ", "\u3000"])
def test_that_a_numeral_parted_from_its_label_is_no_mark_of_absence(blank: str) -> None:
    lines = [text for n, label in enumerate(ROWS_2021) for text in (label, *_printed(n))]
    lines[0] = f"一{blank}、本年新收政府信息公开申请数量"

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["new"]) == [7, 2, 0, 0, 0, 0, 9]
    assert {cell.origin for own in rows.values() for cell in own} == {Origin.READ}


def test_that_a_label_cut_behind_its_first_character_is_no_mark_of_absence() -> None:
    lines = [" ".join((label, *_printed(n))) for n, label in enumerate(ROWS_2021)]
    lines[12:12] = ["（四） 无 法提供"]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["unavailable_1"]) == [0, 1, 0, 0, 0, 0, 1]
