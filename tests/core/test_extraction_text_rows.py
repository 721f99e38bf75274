"""Which rows are found in plain and tabbed texts that lost labels, cells or blanks."""

from __future__ import annotations

import pytest

from core.cells import Origin
from tests.core.test_extraction_text import FIGURES, NONE, ROWS_2021, read_table, rows_of, values


def _figures(number: int) -> tuple[int, ...]:
    return FIGURES.get(number, NONE)


def _line(number: int, mark: str) -> str:
    return mark.join((ROWS_2021[number], *map(str, _figures(number))))


@pytest.mark.parametrize("mark", ["\t", " "])
@pytest.mark.parametrize("missing", [1, 2])
def test_that_the_other_rows_are_found_when_the_first_ones_are_missing(
    mark: str, missing: int
) -> None:
    table = "\n".join(_line(number, mark) for number in range(missing, len(ROWS_2021)))

    rows = rows_of(read_table(table))

    assert all(c.origin is Origin.MISSING for c in rows["new"])
    assert values(rows["granted"]) == [4, 0, 0, 0, 0, 0, 4]
    assert values(rows["carried_in"]) == ([0] * 7 if missing == 1 else [None] * 7)


def test_that_a_total_is_found_when_its_label_is_as_short_as_those_of_subtotals() -> None:
    lines = [_line(number, " ") for number in range(len(ROWS_2021))]
    lines[23] = lines[23].replace("（七）总计", "合计")

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["total"]) == [6, 2, 0, 0, 0, 0, 8]
    assert values(rows["carried_out"]) == [1, 0, 0, 0, 0, 0, 1]


def test_that_figures_keep_their_columns_when_a_tabbed_row_lost_its_total() -> None:
    lines = [
        "\t\t".join((label, "\t".join(map(str, _figures(n))))) for n, label in enumerate(ROWS_2021)
    ]
    lines[7] = "\t4.保护第三方合法权益\t2\t1\t\t\t\t\t"

    row = rows_of(read_table("\n".join(lines)))["denied_4"]

    assert values(row) == [2, 1, None, None, None, None, None]


def test_that_digits_glued_in_one_cell_of_a_tabbed_row_are_cut_by_the_sum() -> None:
    lines = [_line(number, "\t") for number in range(len(ROWS_2021))]
    lines[7] = "4.保护第三方合法权益\t0000033\t\t\t\t\t\t"

    row = rows_of(read_table("\n".join(lines)))["denied_4"]

    assert values(row) == [0, 0, 0, 0, 0, 3, 3]
    assert {cell.origin for cell in row} == {Origin.INFERRED}


@pytest.mark.parametrize("between", ["\n\t", "\n\n\t"])
def test_that_rows_copied_from_a_browser_are_parted_where_their_first_cell_is_blank(
    between: str,
) -> None:
    lines = [
        between.join((*(("",) if n in (7, 12) else ()), label, *map(str, _figures(n))))
        for n, label in enumerate(ROWS_2021)
    ]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["denied_3"]) == [0] * 7
    assert values(rows["denied_4"]) == [2, 1, 0, 0, 0, 0, 3]
    assert values(rows["unavailable_1"]) == [0, 1, 0, 0, 0, 0, 1]


def _narrow(label: str, figures: str) -> str:
    """A label in a narrow column beside a stub, the figures on the line in its middle."""
    pieces = [label[at : at + 3] for at in range(0, len(label), 3)]
    pieces[len(pieces) // 2] += f"      {figures}"
    stub = "三本年度办理结果" * 3
    return "\n".join(f"{mark}  {piece}" for mark, piece in zip(stub, pieces, strict=False))


def test_that_a_table_is_found_when_a_stub_stands_between_the_words_of_its_labels() -> None:
    lines = [
        _line(n, " ") if n in (0, 24) else _narrow(label, " ".join(map(str, _figures(n))))
        for n, label in enumerate(ROWS_2021)
    ]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["new"]) == [7, 2, 0, 0, 0, 0, 9]
    assert values(rows["denied_4"]) == [2, 1, 0, 0, 0, 0, 3]


@pytest.mark.parametrize("size", [3, 4, 6])
def test_that_the_last_row_is_read_when_its_figures_follow_the_end_of_a_wrapped_label(
    size: int,
) -> None:
    lines = [_line(number, " ") for number in range(len(ROWS_2021) - 1)]
    label = ROWS_2021[-1]
    pieces = [label[n : n + size] for n in range(0, len(label), size)]
    lines += [*pieces[:-1], f"{pieces[-1]} 1 0 0 0 0 0 1"]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["carried_out"]) == [1, 0, 0, 0, 0, 0, 1]
    assert {c.origin for c in rows["carried_out"]} == {Origin.READ}


def test_that_other_outcomes_are_read_in_three_when_only_the_labels_of_stubs_are_left() -> None:
    stubs = {4: "（三）不予公开", 12: "（四）无法提供", 15: "（五）不予处理", 20: "（六）其他处理"}
    lines = [ROWS_2021[0] + " 7 2 0 0 0 0 9"]
    for number in range(1, len(ROWS_2021)):
        if number in stubs:
            lines.append(stubs[number])
        label = "" if 4 <= number < 23 else ROWS_2021[number] + " "
        lines.append(label + " ".join(map(str, _figures(number))))

    rows = rows_of(read_table("\n".join(lines)))

    assert {"other_1", "other_2", "other_3"} <= rows.keys()
    assert values(rows["denied_4"]) == [2, 1, 0, 0, 0, 0, 3]
    assert values(rows["unavailable_1"]) == [0, 1, 0, 0, 0, 0, 1]


def test_that_each_row_has_its_cells_when_all_stand_on_lines_of_their_own_and_sums_fail() -> None:
    lines: list[str] = []
    for number, label in enumerate(ROWS_2021):
        figures = (5, *_figures(number)[1:]) if number == 12 else _figures(number)
        lines += [label, *map(str, figures)]

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["unavailable_1"]) == [5, 1, 0, 0, 0, 0, 1]
    assert {c.origin for cells in rows.values() for c in cells} == {Origin.READ}
