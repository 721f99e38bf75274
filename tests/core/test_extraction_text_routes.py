"""Tables of which pdftotext prints a figure here and there out of its row."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.cells import Cell, Origin
from core.extraction.routes import Stop, Walker
from core.reading import read_report
from tests.core.test_extraction_text import FIGURES, NONE, ROWS_2021, read_table, rows_of, values

_HEAD = "三、收到和处理政府信息公开申请情况\n申请人情况\n\n总计\n\n"


def _table() -> list[list[int]]:
    return [list(FIGURES.get(n, NONE)) for n in range(len(ROWS_2021))]


def _page(table: list[list[int]], late: dict[int, int]) -> str:
    """A box for each figure; persons of the rows ``late`` stand with the label of their row, below
    the other figures of the row that the second number names."""
    boxes: list[str] = []
    for n, (label, row) in enumerate(zip(ROWS_2021, table, strict=True)):
        boxes += [] if n in late else [label, str(row[0])]
        boxes += [str(figure) for figure in row[1:]]
        boxes += [f"{ROWS_2021[m]}\n{table[m][0]}" for m, behind in late.items() if behind == n]
    return _HEAD + "\n\n".join(boxes)


def _read(text: str) -> list[list[Any]]:
    return [values(cells) for cells in rows_of(read_table(text)).values()]


def test_that_figures_which_stand_late_with_their_label_are_given_back_to_their_rows() -> None:
    table = _table()

    rows = rows_of(read_table(_page(table, {7: 10, 8: 10, 12: 14})))

    assert [values(cells) for cells in rows.values()] == table
    assert {cell.origin for cell in rows["denied_4"]} == {Origin.INFERRED}


def test_that_a_figure_below_the_labels_of_two_rows_is_the_one_that_their_sums_lack() -> None:
    # The company of the last row stands below both labels, behind everything else.
    table = _table()
    table[0][1], table[0][6] = 3, 10
    table[24][1], table[24][6] = 1, 2
    lines = [
        f"{label}\n\n" + "\n\n".join(map(str, row))
        for label, row in zip(ROWS_2021, table, strict=True)
    ]
    last = [str(figure) for figure in (*table[23], table[24][0], *table[24][2:])]
    text = "\n\n".join((*lines[:23], *last, "\n".join(ROWS_2021[23:]), str(table[24][1])))

    assert _read(_HEAD + text) == table


@given(st.permutations(range(14)))
@settings(max_examples=25, deadline=None)
def test_that_figures_in_any_order_are_right_or_asked_or_break_a_sum(
    order: list[int],
) -> None:
    table = _table()
    mixed = [figure for row in table[7:9] for figure in row]
    boxes = [
        f"{label}\n\n" + "\n\n".join(map(str, row))
        for label, row in zip(ROWS_2021, table, strict=True)
    ]
    boxes[7:9] = ["\n".join(ROWS_2021[7:9]), *(str(mixed[n]) for n in order)]

    read = _read(_HEAD + "\n\n".join(boxes))

    whole = [row for row in read if None not in row]
    if len(whole) == len(table):
        columns = [[row[n] for row in read[2:24]] for n in range(7)]
        holds = all(sum(own[:-1]) == own[-1] for own in (*read, *columns))
        assert read == table or not holds


def _boxes(first: str) -> dict[str, Cell]:
    text = f"""云栖市青禾区2023年政府信息公开工作年度报告
二、主动公开政府信息情况
第二十条第（一）项
信息内容

{first}

第二十条第（五）项
信息内容

本年处理决定数量

行政许可

318

第二十条第（六）项
信息内容

本年处理决定数量

行政处罚

27

行政强制

4

第二十条第（八）项
信息内容

本年收费金额（单位：万元）

行政事业性收费 61
三、收到和处理政府信息公开申请情况
""" + "\n".join(f"{label} 0 0 0 0 0 0 0" for label in ROWS_2021)
    extraction = read_report(text.encode(), "report.txt").extraction
    return {str(cell.address): cell for cell in extraction.cells}


def _rules(cells: dict[str, Cell]) -> list[list[object]]:
    columns = ("issued", "repealed", "in_force")
    rows = ("regulations", "normative_documents")
    return [[cells[f"art20_1.{row}.{c}"].value for c in columns] for row in rows]


_HEADINGS = "本年制发件数 本年废止件数 现行有效件数"


def test_that_first_figures_stand_with_their_labels_and_the_others_behind() -> None:
    # Behind the labels the rows and the columns are the same: 1 8, 8 40.
    cells = _boxes(f"{_HEADINGS}\n\n规章\n\n3\n\n行政规范性文件 12\n\n1\n\n8\n\n8\n\n40")

    assert _rules(cells) == [[3, 1, 8], [12, 8, 40]]
    assert {c.origin for a, c in cells.items() if a.startswith("art20_1")} == {Origin.INFERRED}
    assert cells["art20_8.fees.amount"].value == 61


def test_that_figures_which_may_be_rows_as_well_as_columns_are_asked() -> None:
    rest = _boxes(f"{_HEADINGS}\n\n规章\n\n3\n\n行政规范性文件 12\n\n1\n\n8\n\n5\n\n40")
    whole = _boxes(f"规章\n\n行政规范性文件\n\n{_HEADINGS}\n\n0\n\n0\n\n0\n\n1\n\n0\n\n3")

    for cells in (rest, whole):
        boxes = {c.origin for a, c in cells.items() if a.startswith("art20_1")}
        assert boxes <= {Origin.AMBIGUOUS, Origin.MISSING}


def test_that_figures_below_some_headings_only_are_asked() -> None:
    # The first column stands below its heading, what follows may be a row or a column.
    first = "规章\n\n行政规范性文件\n\n本年制发件数\n0\n4"
    cells = _boxes(f"{first}\n\n本年废止件数\n0\n\n现行有效件数\n\n1\n\n20\n\n0")

    asked = {Origin.AMBIGUOUS, Origin.MISSING}
    assert {c.origin for a, c in cells.items() if a.startswith("art20_1")} <= asked


def test_that_a_route_turns_as_seldom_as_sums_and_labels_allow() -> None:
    # Two rows of three; the first figure of the second row stands last, beside its label.
    stops = [Stop(amount, amount, 0, n) for n, amount in enumerate((2, 1, 3, 4, 9))]
    stops.append(Stop(5, 5, 0, 5, rows=frozenset({1}), beside=1))

    walks = sorted(Walker(stops, 2, 3).walks(), key=lambda walk: walk.cost)

    assert walks[0].stops == (0, 1, 2, 5, 3, 4)
    assert all(walk.cost > walks[0].cost for walk in walks[1:])


def test_that_rows_which_do_not_add_up_are_no_route() -> None:
    stops = [Stop(amount, amount, 0, n) for n, amount in enumerate((2, 1, 4, 4, 5, 7))]

    assert Walker(stops, 2, 3).walks() == []
    assert Walker(stops, 2, 3, most_slips=None).walks()
