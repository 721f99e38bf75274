"""Tables that a report prints turned, in another order than the form's, or above an older form."""

from __future__ import annotations

import pytest

from tests.helpers.marked_up import (
    OUTCOMES,
    REVIEW,
    MarkedCell,
    Rows,
    article,
    figures,
    page,
    read,
    requests_rows,
    review_rows,
    table,
)
from tests.helpers.plain_tables import laid_out

_HEADER = 3


def _one_outcome_a_row() -> Rows:
    blocks = (("行政复议", 2, 5), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5))
    rows: Rows = [["项目", "", "结果", "数量"]]
    for number, (block, printed) in enumerate(zip(blocks, REVIEW.values(), strict=True)):
        for place, (outcome, figure) in enumerate(zip(OUTCOMES, printed.split(), strict=True)):
            stub: list[MarkedCell] = [block] if place == 0 else []
            if number == 1 and place == 0:
                stub.insert(0, ("行政诉讼", 1, 10))
            rows.append([*stub, outcome, figure])
    return rows


def test_that_a_review_table_with_one_outcome_a_row_is_read() -> None:
    assert read(page(article(review=table(_one_outcome_a_row())))) == figures()


def _rearranged(order: list[int]) -> Rows:
    """The application table with its columns so ordered, no two of them under one heading."""
    rows: Rows = []
    for number, texts in enumerate(laid_out(requests_rows())):
        values = texts[_HEADER:]
        if number == 1:
            values = ["自然人", *[""] * 5, "总计"]
        rows.append([*texts[:_HEADER], *(values[column] for column in order)])
    return rows


@pytest.mark.parametrize(
    "order",
    [[6, 0, 1, 2, 3, 4, 5], [0, 1, 2, 4, 3, 5, 6], [5, 4, 3, 2, 1, 0, 6]],
    ids=["total_first", "two_exchanged", "backwards"],
)
def test_that_figures_go_by_the_headings_above_them(order: list[int]) -> None:
    assert read(page(article(requests=table(_rearranged(order))))) == figures()


def test_that_a_blank_in_the_review_table_stays_one_above_the_statistics_of_an_older_form() -> None:
    review = review_rows()
    review[-1][2] = ""
    older: Rows = [
        ["统计指标", "单位", "统计数"],
        *([f"{n}、收到申请数", "件", "7"] for n in range(9)),
    ]

    found = read(page(article(review=table(review) + table(older))))

    assert found == figures() | {"review.reconsideration.other": None}


def test_that_blank_cells_beside_a_review_table_are_no_values_of_it() -> None:
    texts = [text for row in REVIEW.values() for text in row.split()]
    values: list[MarkedCell] = ["" if text == "0" else text for text in texts]
    beside: list[MarkedCell] = [""] * 12
    rows = [[*row, *beside] for row in [*review_rows()[:-1], values]]

    read_back = read(page(article(review=table(rows))))

    absent = {cell: None for cell, value in figures().items() if cell[:6] == "review" and not value}
    assert read_back == figures() | absent


def test_that_applicants_down_the_side_are_read_where_each_prints_dashes_only() -> None:
    labels = [row[_HEADER - 1] or row[0] for row in laid_out(requests_rows())[_HEADER:]]
    applicants = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    rows: Rows = [["申请人", *labels], *([name, *("—" for _ in labels)] for name in applicants)]

    read_back = read(page(article(requests=table(rows))))

    requests = {value for cell, value in read_back.items() if cell.startswith("requests.")}
    assert requests == {"—"}
