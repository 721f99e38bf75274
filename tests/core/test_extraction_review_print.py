"""The review table without rules, by the headings of its fifteen columns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.cells import Origin
from core.document import Block, Document, Page, Word
from core.extraction.fields import lines_of
from core.extraction.review_print import headed_review
from core.geometry import PageBox

HEADINGS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3
WIDTH = 34
Spot = tuple[float, float, str]


def spots_of_headings(*, stretched: bool = False) -> list[Spot]:
    """Left edge, top and text of what the headings print: two lines of two characters each; where
    stretched, the first line of each is set as broad as its cell."""
    found: list[Spot] = []
    for n, heading in enumerate(HEADINGS):
        left = 40.0 + WIDTH * n
        if stretched:
            found += [(left, 100, heading[0]), (left + 18, 100, heading[1])]
        else:
            found.append((left, 100, heading[:2]))
        if heading[2:]:
            found.append((left, 112, heading[2:]))
    return found


def document(*spots: Spot) -> Document:
    text = ""
    blocks: list[Block] = []
    words: list[Word] = []
    for x0, top, printed in spots:
        width = sum(5 if character.isascii() else 10 for character in printed)
        words.append(Word(printed, PageBox(1, x0, top, x0 + width, top + 10), len(text)))
        blocks.append(Block(len(text), len(text) + len(printed)))
        text += printed + "\n"
    return Document(
        "0" * 64, "a.pdf", "pdf", text, tuple(blocks), (), (Page(1, 600, 800, tuple(words)),)
    )


def values(source: Document) -> list[Decimal | None] | None:
    placed = headed_review(source, lines_of(source))
    return None if placed is None else [p.piece.value for p in placed]  # pyright: ignore[reportReturnType]


def figures(offset: float, **columns: int) -> list[Spot]:
    """Figures so far from the left of their columns; c4=3 stands in the fifth column."""
    return [(40 + WIDTH * int(name[1:]) + offset, 130, str(n)) for name, n in columns.items()]


@pytest.mark.parametrize("stretched", [False, True], ids=["as they are", "stretched"])
def test_that_figures_stand_under_headings_however_these_are_broken(stretched: bool) -> None:
    source = document(
        *spots_of_headings(stretched=stretched), *figures(8, c0=1, c3=2, c4=3, c10=5, c14=5)
    )

    assert values(source) == [1, None, None, 2, 3, *[None] * 5, 5, None, None, None, 5]


def test_that_a_figure_set_beyond_its_heading_is_concluded_from_the_sums() -> None:
    # 28 points right of the left edge: behind the heading, next to that of the next column.
    source = document(*spots_of_headings(), *figures(28, c0=1, c3=2, c4=3))

    placed = headed_review(source, lines_of(source))

    assert placed is not None
    assert [p.piece.value for p in placed] == [1, None, None, 2, 3, *[None] * 10]
    assert {p.origin for p in placed} == {Origin.INFERRED}


def test_that_a_number_broken_in_its_column_is_put_together() -> None:
    source = document(
        *spots_of_headings(), *figures(4, c0=11, c4=11), (44, 141, "7"), (44 + 4 * WIDTH, 141, "7")
    )

    assert values(source) == [117, None, None, None, 117, *[None] * 10]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param([(40.0, 130.0, "2"), (44 + 4 * WIDTH, 130.0, "3")], id="no sum"),
        pytest.param([], id="no figure"),
        pytest.param([(200.0, 88.0, "总计"), (42.0, 130.0, "2")], id="a heading too many"),
        pytest.param([(42.0, 106.0, "2"), (42 + 4 * WIDTH, 106.0, "2")], id="among the headings"),
    ],
)
def test_that_nothing_is_read_where_headings_or_sums_do_not_bear_it_out(more: list[Spot]) -> None:
    assert values(document(*spots_of_headings(), *more)) is None


def test_that_figures_above_the_headings_are_another_tables() -> None:
    above: list[Spot] = [(50, 60, "45"), (300, 60, "7")]
    source = document(*above, *spots_of_headings(), *figures(8, c0=1, c3=2, c4=3))

    assert values(source) == [1, None, None, 2, 3, *[None] * 10]


def test_that_a_unit_below_a_figure_is_its_own() -> None:
    below: list[Spot] = [(45, 142, "宗"), (184, 142, "宗")]
    source = document(*spots_of_headings(), *figures(8, c0=3, c4=3), *below)

    assert values(source) == [3, None, None, None, 3, *[None] * 10]
