"""Tables whose cells a converter or a browser wrote on lines of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.errors import NotAReport
from core.extraction.celled import celled_rows
from core.extraction.layout import nearest_columns
from core.extraction.lines import Field
from core.extraction.tabbed_cells import tabbed_rows
from core.geometry import TextSpan
from tests.helpers.marked_up import (
    BOXES,
    HEADINGS,
    Rows,
    figures,
    read,
    requests_rows,
    review_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def texts(rows: Rows) -> list[list[str]]:
    return [[cell if isinstance(cell, str) else cell[0] for cell in row] for row in rows]


def piped(rows: Rows) -> str:
    """Each cell with a pipe behind it on a line, each row behind a line of one pipe."""
    return "".join(
        "|\n" + "".join(f"{cell} |\n" if cell else "|\n" for cell in row) for row in texts(rows)
    )


def with_pipe_below(rows: Rows) -> str:
    return "".join(" | ".join(row) + "\n|\n" for row in texts(rows))


def tab_at_end(rows: Rows) -> str:
    return "".join("\t\n".join(row) + "\n" for row in texts(rows))


def tab_alone(rows: Rows) -> str:
    return "".join("\n\n\t\n\n".join(row) + "\n\n" for row in texts(rows))


def report(write: Callable[[Rows], str], *, zeros: bool) -> bytes:
    parts = [BOXES, requests_rows(zeros=zeros), review_rows()]
    title, *heads = HEADINGS
    tables = [*(write(rows) for rows in parts), ""]
    lines = (f"{head}\n{table}" for head, table in zip(heads, tables, strict=True))
    return f"{title}\n{''.join(lines)}".encode()


@pytest.mark.parametrize("zeros", [True, False], ids=["zeros", "blanks"])
@pytest.mark.parametrize("write", [piped, with_pipe_below, tab_at_end, tab_alone])
def test_that_cells_on_lines_of_their_own_keep_rows_and_blanks(
    write: Callable[[Rows], str], zeros: bool
) -> None:
    assert read(report(write, zeros=zeros)) == figures(zeros=zeros)


def test_that_pipes_alone_are_no_report_and_no_accident() -> None:
    with pytest.raises(NotAReport):
        read("政府信息公开工作年度报告\n".encode() + b"|\n" * 50)


def test_that_few_lonely_pipes_leave_a_text_as_it_is() -> None:
    assert not celled_rows(["|", "规章 |", "0 |", "|", "行政许可 |", "5 |"])


def test_that_a_table_with_tabs_between_its_fields_is_left_as_it_is() -> None:
    assert not tabbed_rows(["规章\t0\t1\t2"] * 60)


def test_that_blanks_in_the_middle_and_at_the_end_of_a_row_stay_in_their_places() -> None:
    lines = "|\n规章 |\n0 |\n|\n|\n|\n行政规范性文件 |\n|\n2 |\n|\n".split("\n")[:-1]

    rows = celled_rows(lines * 12)

    assert [[cell.text for cell in row] for row in rows[:2]] == [
        ["规章", "0", "", ""],
        ["行政规范性文件", "", "2", ""],
    ]


def test_that_a_wider_stub_beside_zeros_is_no_column_of_subtotals() -> None:
    rows = [
        [text for cell in row for text in ([cell] if isinstance(cell, str) else _spread(cell))]
        for row in requests_rows()
    ]
    zero = [[*row[:-7], *["0"] * 7] if row[-1].isdigit() else row for row in rows]
    table = "".join(f"| {' | '.join(row)} |\n" for row in zero)

    found = read(f"{HEADINGS[2]}\n{table}{HEADINGS[3]}\n".encode())

    assert {v for k, v in found.items() if k.startswith("requests.")} == {0}


def _spread(cell: tuple[str, int, int]) -> list[str]:
    """A merged cell with blanks for the other columns that it covers."""
    return [cell[0], *[""] * (cell[1] - 1)]


def test_that_a_row_with_the_whole_stub_keeps_its_blank_total() -> None:
    rows = [
        [text for cell in row for text in ([cell] if isinstance(cell, str) else _spread(cell))]
        for row in requests_rows()
    ]
    rows[-1] = ["四、结转下年度继续办理", "", "", "0", "0", "/", "—", "—", "0", ""]
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)

    found = read(f"{HEADINGS[2]}\n{table}{HEADINGS[3]}\n".encode())

    assert [v for k, v in found.items() if k.startswith("requests.carried_out")] == [
        *(0, 0, "/", "—", "—", 0, None)
    ]


def test_that_a_row_of_blanks_between_tabs_ends_where_the_next_label_begins() -> None:
    lines = ["规章", "\t", "\t", "\t", "规范性文件\t", "3\t", "1\t", "9"] * 12

    rows = tabbed_rows(lines)

    assert [[cell.text for cell in row] for row in rows[:2]] == [
        ["规章", "", "", ""],
        ["规范性文件", "3", "1", "9"],
    ]


def test_that_figures_behind_a_row_of_headings_and_blanks_are_a_row_of_their_own() -> None:
    heads = ["结果维持\t", "结果纠正\t", "其他结果\t", "尚未审结\t", "总计"]

    rows = tabbed_rows([*heads, "\t", "\t", "2\t", "\t", "2"] * 12)

    assert [cell.text for cell in rows[1]] == ["", "", "2", "", "2"]


def test_that_no_figure_is_sought_under_headings_that_are_not_there() -> None:
    assert nearest_columns([Field("12", TextSpan(0, 2), 0, 2)], []) is None


def test_that_endless_rows_are_cut() -> None:
    assert len(celled_rows(["|"] * 20 + ["规章 |"] * 20_000)) > 100
    assert len(tabbed_rows(["规章\t"] * 20_000)) > 100


def test_that_a_review_table_printed_twice_one_cell_a_line_is_read_though_two_sums_fail() -> None:
    *header, (*values,) = texts(review_rows())
    values[4], values[9] = "9", "9"
    copy = "\n".join(cell for row in [*header, values] for cell in row)
    cells = "\n".join(cell for row in texts(requests_rows()) for cell in row)
    text = "\n".join([*HEADINGS[:1], HEADINGS[2], cells, HEADINGS[3], copy, "情况如下：", copy])

    found = read(text.encode())

    wanted = figures() | {"review.reconsideration.total": 9, "review.litigation_direct.total": 9}
    review = {address for address in wanted if address.startswith("review.")}
    assert {a: found.get(a) for a in review} == {a: wanted[a] for a in review}
