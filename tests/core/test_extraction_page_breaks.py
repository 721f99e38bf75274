"""Generated reports whose tables are cut by the end of a page where it does the most harm."""

from __future__ import annotations

import pytest

from tests.corpus.plan import make_case
from tests.corpus.scoring import score
from tests.helpers.marked_up import BOXES, article, figures, page, read, table


@pytest.mark.parametrize(
    ("seed", "number", "name", "accidents"),
    [
        pytest.param(
            9005,
            48,
            "pdf",
            ["page_break_row", "local_rows", "one_grid", "rotated_90"],
            id="a page number in a row of its own, amid a row of the same grid",
        ),
        pytest.param(
            9001,
            9,
            "pdf-borderless",
            ["change_words", "number_split", "label_overwritten", "review_split"],
            id="the figures of a block alone on the next page",
        ),
        pytest.param(
            9002,
            21,
            "pdf-borderless",
            ["label_typos"],
            id="headings of two lines, one on each page",
        ),
        pytest.param(
            9003,
            46,
            "pdf-borderless",
            ["litigation_total"],
            id="a blank first cell beside a column that the form does not have",
        ),
        pytest.param(
            9004,
            9,
            "pdf-borderless",
            ["absence_marks", "no_note", "local_rows", "foreign_before"],
            id="a row of the table above right before the review table",
        ),
        pytest.param(
            9004,
            7,
            "pdf-borderless",
            ["review_split"],
            id="a heading over five columns between two of them",
        ),
    ],
)
def test_that_nothing_is_lost_at_the_end_of_a_page(
    seed: int, number: int, name: str, accidents: list[str]
) -> None:
    assert score(make_case(seed, number, name, accidents)).wrong == ()


def test_that_blank_rows_around_one_figure_are_never_read_in_silence() -> None:
    accidents = ["merged_values", "page_break_header", "art20_cut"]

    assert score(make_case(9013, 58, "pdf-borderless", accidents)).silent == 0


@pytest.mark.parametrize("cut", [4, 7, 11], ids=["five", "six", "eight"])
def test_that_the_banner_that_a_page_repeats_above_other_boxes_begins_no_table(cut: int) -> None:
    markup = article(table(BOXES[:cut]) + table([BOXES[0], *BOXES[cut:]]))

    assert read(page(markup)) == figures()
