"""Tables of the year before, printed in the report for comparison."""

from __future__ import annotations

import pytest

from core.extraction import extract
from core.readers import read_document
from tests.helpers.marked_up import (
    BOXES,
    Rows,
    article,
    figures,
    page,
    read,
    requests_rows,
    review_rows,
    table,
)


def with_other_figures(rows: Rows) -> str:
    """The table with 9 in the place of every 0, 41 in that of every 23 and 812."""
    markup = table(rows)
    for own, other in ((">0<", ">9<"), (">23<", ">41<"), (">812<", ">41<"), (">1<", ">6<")):
        markup = markup.replace(own, other)
    return markup


def compared(rows: Rows, *, own: str, other: str, own_first: bool) -> str:
    """A table and the same of another year, each below its caption."""
    both = [f"<p>{own}</p>{table(rows)}", f"<p>{other}</p>{with_other_figures(rows)}"]
    return "".join(both if own_first else reversed(both))


@pytest.mark.parametrize("own_first", [True, False], ids=["own first", "own last"])
@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("2023年情况如下：", "2022年同期数据（供对比）"),
        ("（本年度）", "附：上年度数据"),
        ("2023年度", "2022 年度"),
        ("单位：件", "去年同期"),
    ],
)
def test_that_tables_of_another_year_are_left_out(own: str, other: str, own_first: bool) -> None:
    markup = article(
        *(
            compared(rows, own=own, other=other, own_first=own_first)
            for rows in (BOXES, requests_rows(), review_rows())
        )
    )

    extraction = extract(read_document(page(markup), "a"))

    assert read(page(markup)) == figures()
    assert any("其他年份" in note or "other years" in note for note in extraction.notes)


def test_that_a_table_that_is_printed_once_is_read_whatever_year_its_caption_names() -> None:
    markup = article(requests=f"<p>2022年情况如下：</p>{table(requests_rows())}")

    extraction = extract(read_document(page(markup), "a"))

    assert read(page(markup)) == figures()
    assert extraction.notes == ()


@pytest.mark.parametrize(
    "above",
    ["2024年1月15日", "2022年已公开的数据不再列出。"],
    ids=["date of signature", "sentence"],
)
def test_that_neither_a_date_nor_a_sentence_is_a_caption(above: str) -> None:
    requests = f"{table(requests_rows())}<p>{above}</p>{table(requests_rows())}"

    extraction = extract(read_document(page(article(requests=requests)), "a"))

    assert not any("其他年份" in note or "other years" in note for note in extraction.notes)


def test_that_prose_around_compared_tables_is_still_read() -> None:
    pair = compared(
        requests_rows(), own="2023年情况如下：", other="2022年情况如下：", own_first=False
    )
    sentence = "<p>2023年，本机关共收到政府信息公开申请30件，其中网络申请20件。</p>"

    prose = extract(read_document(page(article(requests=sentence + pair)), "a")).prose

    assert [(m.family, m.value) for m in prose.mentions if m.family == "new_requests"] == [
        ("new_requests", 30)
    ]
