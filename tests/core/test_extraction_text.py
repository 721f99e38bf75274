"""What is read of plain texts that lost cells, blanks, labels or their order."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cells import Cell, Extraction, Origin
from core.errors import NotAReport
from core.extraction.glued import cuts_of
from core.extraction.lines import Field
from core.geometry import TextSpan
from core.reading import read_report
from tests.corpus.layouts import ROW_LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = (
    "natural_person",
    "commercial",
    "research",
    "public_welfare",
    "legal_service",
    "other",
    "total",
)
ROWS_2021 = tuple(label for code, label in ROW_LABELS.items() if code != "other")
_HEADINGS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
NONE = (0,) * 7
# Nine applications, two of a company; one is carried over. All sums hold.
FIGURES = {
    0: (7, 2, 0, 0, 0, 0, 9),
    2: (4, 0, 0, 0, 0, 0, 4),
    7: (2, 1, 0, 0, 0, 0, 3),
    12: (0, 1, 0, 0, 0, 0, 1),
    23: (6, 2, 0, 0, 0, 0, 8),
    24: (1, 0, 0, 0, 0, 0, 1),
}


def _report(table: str) -> str:
    return "\n".join(
        (
            "云栖市青禾区2023年政府信息公开工作年度报告",
            "三、收到和处理政府信息公开申请情况",
            table,
            "四、政府信息公开行政复议、行政诉讼情况",
            "五、存在的主要问题及改进情况",
        )
    )


def read_table(table: str) -> Extraction:
    return read_report(_report(table).encode(), "report.txt").extraction


def rows_of(extraction: Extraction) -> dict[str, list[Cell]]:
    rows: dict[str, list[Cell]] = {}
    for cell in extraction.cells:
        if cell.address.table == "requests":
            rows.setdefault(cell.address.row, []).append(cell)
    return rows


def values(cells: Sequence[Cell]) -> list[object]:
    return [int(c.value) if isinstance(c.value, Decimal) else c.value for c in cells]


def _expected() -> list[list[object]]:
    return [list(FIGURES.get(n, NONE)) for n in range(25)]


def _wrapped(label: str, size: int) -> list[str]:
    return [label[n : n + size] for n in range(0, len(label), size)]


@pytest.mark.parametrize("size", [3, 5, 9])
def test_that_rows_are_read_when_labels_are_wrapped_around_their_figures(size: int) -> None:
    lines: list[str] = []
    for n, label in enumerate(ROWS_2021):
        pieces = _wrapped(label, size)
        middle = (len(pieces) + 1) // 2
        figures = " ".join(map(str, FIGURES.get(n, NONE)))
        lines += [*pieces[:middle], figures, *pieces[middle:]]

    rows = rows_of(read_table("\n".join(lines)))

    assert [values(cells) for cells in rows.values()] == _expected()


def test_that_cells_of_a_row_are_read_when_each_stands_on_its_own_line() -> None:
    lines = [
        piece
        for n, label in enumerate(ROWS_2021)
        for piece in (label, *map(str, FIGURES.get(n, NONE)))
    ]

    rows = rows_of(read_table("\n".join(lines)))

    assert [values(cells) for cells in rows.values()] == _expected()


def test_that_blank_rows_take_no_figures_of_later_rows_when_lines_name_their_row() -> None:
    lines = [
        f"{label} {' '.join(map(str, FIGURES[n]))}" if n in FIGURES else label
        for n, label in enumerate(ROWS_2021)
    ]

    rows = rows_of(read_table("\n".join(lines)))

    assert [values(cells) for cells in rows.values()] == [
        list(FIGURES.get(n, (None,) * 7)) for n in range(25)
    ]


def test_that_cells_copied_from_a_browser_keep_their_blanks() -> None:
    lines: list[str] = []
    for n, label in enumerate(ROWS_2021):
        figures = ["" if value == 0 else str(value) for value in FIGURES.get(n, NONE)]
        lines += [label, *(f"\t{text}" for text in figures)]

    rows = rows_of(read_table("\n".join(lines)))

    expected = [[value or None for value in FIGURES.get(n, NONE)] for n in range(25)]
    assert [values(cells) for cells in rows.values()] == expected


def test_that_a_dump_by_columns_is_turned_and_never_counts_as_read() -> None:
    lines = list(ROWS_2021)
    for column, heading in enumerate(_HEADINGS):
        lines += [heading, *(str(FIGURES.get(n, NONE)[column]) for n in range(25))]

    rows = rows_of(read_table("\n".join(lines)))

    assert [values(cells) for cells in rows.values()] == _expected()
    assert {cell.origin for cells in rows.values() for cell in cells} == {Origin.INFERRED}
    assert all(cell.candidates for cells in rows.values() for cell in cells)


def test_that_rows_without_any_label_are_read_by_their_order() -> None:
    lines = [" ".join(map(str, FIGURES.get(n, NONE))) for n in range(25)]

    rows = rows_of(read_table("\n".join(lines)))

    assert [values(cells) for cells in rows.values()] == _expected()
    assert all(cell.confidence < 0.95 for cells in rows.values() for cell in cells)


def test_that_glued_digits_are_cut_when_the_sums_leave_one_reading() -> None:
    lines = [
        f"{label}{''.join(map(str, FIGURES.get(n, NONE)))}" for n, label in enumerate(ROWS_2021)
    ]

    rows = rows_of(read_table("\n".join(lines)))

    assert [values(cells) for cells in rows.values()] == _expected()
    origins = {cell.origin for cells in rows.values() for cell in cells}
    assert origins == {Origin.INFERRED}
    assert all(cell.candidates for cells in rows.values() for cell in cells)


def test_that_glued_digits_with_several_cuts_stay_ambiguous() -> None:
    # 11 + 1 = 12 and 1 + 11 = 12, in these three rows alike, so that no column sum decides.
    figures = dict.fromkeys(range(25), "0000000") | dict.fromkeys((0, 2, 23), "111000012")

    rows = rows_of(
        read_table("\n".join(f"{label}{figures[n]}" for n, label in enumerate(ROWS_2021)))
    )

    natural, commercial, *_, total = rows["new"]
    assert total.value == 12
    assert {natural.origin, commercial.origin} == {Origin.AMBIGUOUS}
    assert set(natural.candidates) == {Decimal(1), Decimal(11)}


def test_that_a_row_with_two_figures_lists_where_they_could_stand() -> None:
    # Both the row and every column allow any two places of the same figures.
    lines = [f"{label} 2 2" if n in (0, 2, 23) else label for n, label in enumerate(ROWS_2021)]

    rows = rows_of(read_table("\n".join(lines)))

    assert rows["new"][6].value == 2
    assert rows["new"][6].origin is Origin.INFERRED
    assert {c.origin for c in rows["new"][:6]} == {Origin.AMBIGUOUS}


def test_that_figures_of_laid_out_text_stand_under_their_columns() -> None:
    def line(label: str, figures: Sequence[int | None]) -> str:
        cells = "".join(f"{'' if f is None else f:>6}" for f in figures)
        return f"{label:<40}{cells}"

    lines = [line(label, FIGURES.get(n, NONE)) for n, label in enumerate(ROWS_2021)]
    lines[9] = line(ROWS_2021[9], (None, None, None, None, None, None, 0))
    lines[11] = line(ROWS_2021[11], (0, None, 0, None, None, None, 0))

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["denied_6"]) == [None] * 6 + [0]
    assert values(rows["denied_8"]) == [0, None, 0, None, None, None, 0]
    assert all(c.origin is Origin.INFERRED for c in rows["denied_8"])


def test_that_a_letter_for_a_digit_is_a_conclusion_of_the_sum() -> None:
    lines = [
        "\t".join((label, *map(str, FIGURES.get(n, NONE)))) for n, label in enumerate(ROWS_2021)
    ]
    lines[0] = f"{ROWS_2021[0]}\t7\t2\tO\t0\t0\t0\t9"

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["new"]) == [7, 2, 0, 0, 0, 0, 9]
    assert rows["new"][2].origin is Origin.INFERRED


def _digits(text: str) -> list[Field]:
    return [Field(text, TextSpan(0, len(text)), 0, len(text))]


@given(st.lists(st.integers(0, 9999), min_size=6, max_size=6))
@settings(max_examples=60, deadline=None)
def test_that_the_true_row_is_always_among_the_cuts_of_its_digits(parts: list[int]) -> None:
    row = (*parts, sum(parts))

    assert row in cuts_of(_digits("".join(map(str, row))), 7)


def test_that_the_same_number_twice_is_the_only_cut_into_a_part_and_its_total() -> None:
    assert cuts_of(_digits("1212"), 2) == [(12, 12)]
    assert cuts_of(_digits("1223"), 2) == []


def test_that_a_long_text_that_is_no_report_is_refused_at_once() -> None:
    line = "本机关收到政府信息公开申请若干件，结转下年度继续办理的有三件，属于国家秘密的不予公开。"
    start = time.process_time()

    with pytest.raises(NotAReport):
        read_report("\n".join([line] * 5000).encode(), "long.txt")

    assert time.process_time() - start < 3.0


def test_that_thousands_of_figures_after_a_label_are_not_tried_in_all_ways() -> None:
    labels = "\n".join(ROWS_2021[:8])
    start = time.process_time()

    read_report((labels + "\n5" * 5000).encode(), "long.txt")

    assert time.process_time() - start < 6.0
