"""Tables that nothing draws, read a second time line by line as the page prints them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cells import Origin
from core.document import Block, Document, Page, Word
from core.extraction.fields import lines_of
from core.extraction.lines import Line
from core.extraction.merit import (
    doubting,
    is_borne_out,
    merit,
    settled_places,
    supplemented,
)
from core.extraction.repair import Piece, Placed, Relation
from core.extraction.reprinted import joined_lines, printed_lines
from core.extraction.results import RowResult
from core.geometry import PageBox
from tests.corpus.plan import make_case
from tests.corpus.scoring import score

Spot = tuple[int, float, float, str]
"""Page, left edge, top and text of a word that is 10 points high and 6 a digit wide."""


def document(*spots: Spot) -> Document:
    """A document whose words stand where they are told, one block a word."""
    text = ""
    blocks: list[Block] = []
    words: dict[int, list[Word]] = {}
    for page, x0, top, printed in spots:
        box = PageBox(page, x0, top, x0 + 6 * len(printed), top + 10)
        words.setdefault(page, []).append(Word(printed, box, len(text)))
        blocks.append(Block(len(text), len(text) + len(printed)))
        text += printed + "\n"
    pages = tuple(Page(n, 600, 800, tuple(words.get(n, ()))) for n in range(1, max(words) + 1))
    return Document("0" * 64, "a.pdf", "pdf", text, tuple(blocks), (), pages)


def texts(lines: tuple[Line, ...]) -> list[list[str]]:
    return [[field.text for field in line.fields] for line in lines]


def test_that_words_at_one_height_are_a_line_whatever_block_they_were_put_in() -> None:
    source = document((1, 300, 101, "7"), (1, 50, 100, "new"), (1, 50, 130, "old"))

    assert texts(printed_lines(source, lines_of(source)).lines) == [["new", "7"], ["old"]]


def test_that_a_figure_set_right_behind_its_label_is_a_field_with_a_place_of_its_own() -> None:
    source = document((1, 50, 100, "重复申请12"))

    (line,) = printed_lines(source, lines_of(source)).lines

    assert [field.text for field in line.fields] == ["重复申请", "12"]
    place = line.fields[1].place
    assert isinstance(place, PageBox)
    # Four characters as wide as two digits each, and two digits: a fifth of 36 points.
    assert (round(place.x0, 1), round(place.x1, 1)) == (78.8, 86.0)


def test_that_digits_below_each_other_are_one_number_on_the_line_of_its_row() -> None:
    source = document(
        (1, 50, 106, "new"),
        (1, 300, 100, "364"),
        (1, 306, 112, "7"),
        (1, 350, 106, "5"),
        (1, 50, 140, "old"),
        (1, 300, 140, "182"),
    )

    joined = joined_lines(source, lines_of(source), ())

    assert texts(joined.lines) == [["new", "3647", "5"], ["old", "182"]]
    assert joined.joined == {PageBox(1, 300, 100, 318, 122)}


def test_that_a_number_goes_on_at_the_top_of_the_next_page() -> None:
    source = document(
        (1, 50, 700, "total"), (1, 300, 700, "380"), (2, 306, 60, "9"), (2, 50, 90, "carried")
    )

    assert texts(joined_lines(source, lines_of(source), ()).lines) == [
        ["total", "3809"],
        ["carried"],
    ]


def test_that_digits_half_a_line_above_the_first_label_belong_to_its_number() -> None:
    source = document(
        (1, 300, 100, "1716"), (1, 50, 105, "new"), (1, 350, 105, "342"), (1, 309, 111, "8")
    )

    joined = joined_lines(source, lines_of(source)[1:3], ())

    assert texts(joined.lines) == [["new", "17168", "342"]]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        pytest.param("5", "7", id="single digits"),
        pytest.param("12", "345", id="a longer line below"),
        pytest.param("00", "1", id="a leading nought"),
    ],
)
def test_that_digits_which_no_column_would_break_so_stay_apart(upper: str, lower: str) -> None:
    source = document((1, 300, 100, upper), (1, 300, 112, lower))

    assert texts(joined_lines(source, lines_of(source), ()).lines) == [[upper], [lower]]


def test_that_figures_of_rows_that_add_up_are_joined_to_nothing() -> None:
    source = document((1, 300, 100, "42"), (1, 300, 112, "7"))
    settled = {PageBox(1, 300, 100, 312, 110)}

    assert texts(joined_lines(source, lines_of(source), settled).lines) == [["42"], ["7"]]


def relations(_codes: object) -> list[Relation]:
    return [(["granted", "denied"], ["total"])]


def row(code: str, *values: int | None) -> RowResult:
    placed = tuple(
        Placed(Piece(None), Origin.AMBIGUOUS)
        if value is None
        else Placed(Piece(value=value, place=PageBox(1, value, 0, value, 1)), Origin.READ)  # pyright: ignore[reportArgumentType]
        for value in values
    )
    return RowResult(code, placed, 1.0, positional=True)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=2, max_size=2))
def test_that_a_reading_loses_merit_with_each_cell_left_open(parts: list[tuple[int, int]]) -> None:
    full = [
        row(code, a, b, a + b) for code, (a, b) in zip(("granted", "denied"), parts, strict=True)
    ]
    total = row(
        "total", *(sum(column) for column in zip(*((*p, sum(p)) for p in parts), strict=True))
    )
    opened = row("granted", None, *(int(p.piece.value) for p in full[0].placed[1:]))  # pyright: ignore[reportArgumentType]

    assert is_borne_out([*full, total], relations)
    assert not is_borne_out([opened, full[1], total], relations)
    assert merit([opened, full[1], total], relations) < merit([*full, total], relations)
    assert settled_places([opened]) == frozenset()


def test_that_cells_are_doubted_of_which_the_other_reading_knows_better() -> None:
    (doubted,) = doubting([row("granted", 1, 2, 3)], [row("granted", 1, None, 4)])

    assert doubted.unearned == {2}


def known(value: int, left: float) -> Placed:
    piece = Piece(Decimal(value), str(value), PageBox(1, left, 0, left + 6, 10))
    return Placed(piece, Origin.READ)


def asked(left: float, *among: int) -> Placed:
    piece = Piece(None, "", PageBox(1, left, 0, left + 6, 10))
    return Placed(piece, Origin.AMBIGUOUS, tuple(map(Decimal, among)))


def result(code: str, *placed: Placed) -> RowResult:
    return RowResult(code, placed, 1.0, positional=True)


def numbers(rows: list[RowResult]) -> dict[str, list[object]]:
    return {found.code: [placed.piece.value for placed in found.placed] for found in rows}


def test_that_a_row_left_open_is_what_both_readings_hold_possible() -> None:
    mine = result("new", asked(100, 3, 0), asked(150, 3, 0), known(3, 200))
    its = result("new", known(0, 100), known(3, 150), known(3, 200))

    (read,) = supplemented([mine], [its])

    assert numbers([read]) == {"new": [0, 3, 3]}
    assert [p.origin for p in read.placed] == [Origin.INFERRED, Origin.INFERRED, Origin.READ]
    assert read.unearned == {0, 1}


@pytest.mark.parametrize(
    "its",
    [
        pytest.param(
            result("new", known(1, 100), known(2, 150), known(3, 200)), id="no candidates"
        ),
        pytest.param(result("new", known(0, 100), known(3, 150), known(4, 200)), id="no sum"),
        pytest.param(result("old", known(0, 100), known(3, 150), known(3, 200)), id="its figures"),
    ],
)
def test_that_another_reading_closes_nothing_that_it_does_not_bear_out(its: RowResult) -> None:
    mine = result("new", asked(100, 3, 0), asked(150, 3, 0), known(3, 200))

    assert supplemented([mine], [its]) == [mine]


def test_that_a_row_which_only_the_other_reading_found_is_taken_from_it_and_doubted() -> None:
    mine = result("new", known(3, 100), known(3, 150))
    its = result("old", known(5, 300), known(5, 350))

    read = supplemented([mine], [its])

    assert numbers(read) == {"new": [3, 3], "old": [5, 5]}
    assert read[1].unearned == {0, 1}


def blank(left: float) -> Placed:
    return Placed(Piece(None, "", PageBox(1, left, 0, left + 6, 10)), Origin.READ)


def test_that_a_blank_row_has_the_figures_that_only_the_other_reading_gives_to_any() -> None:
    mine = result("new", blank(100), blank(150))
    its = result("new", known(5, 300), known(5, 350))

    (read,) = supplemented([mine], [its])

    assert numbers([read]) == {"new": [5, 5]}
    assert read.unearned == {0, 1}


def test_that_a_blank_row_stays_blank_when_another_one_has_the_figures() -> None:
    """The one reading has the cells of a grid for its places, the other the words in them."""
    cells = PageBox(1, 290, -5, 320, 15), PageBox(1, 340, -5, 370, 15)
    pieces = (Piece(Decimal(5), "5", cell) for cell in cells)
    mine = [
        result("new", *(Placed(piece, Origin.READ) for piece in pieces)),
        result("old", blank(100), blank(150)),
    ]
    its = result("old", known(5, 300), known(5, 350))

    assert supplemented(mine, [its]) == mine


@pytest.mark.parametrize(
    ("number", "accidents"),
    [
        pytest.param(38, ["page_break_row", "template_text", "review_late"], id="other columns"),
        pytest.param(37, ["units_everywhere"], id="a blank row at the end"),
        pytest.param(29, ["absence_marks", "merged_values", "page_break_row"], id="merged cells"),
    ],
)
def test_that_a_table_without_rules_is_read_over_a_page_break(
    number: int, accidents: list[str]
) -> None:
    assert score(make_case(77, number, "pdf-borderless", accidents)).wrong == ()


def test_that_a_table_without_its_first_rows_is_not_looked_for_in_the_prose() -> None:
    accidents = ["label_variants", "missing_rows", "foreign_after", "website_before"]

    assert score(make_case(211, 38, "pdf-borderless", accidents)).wrong == ()
