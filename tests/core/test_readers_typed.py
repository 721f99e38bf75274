"""Rows of a drawn table that an author typed as lines of one row, on a page."""

from __future__ import annotations

import pytest

from core.readers.ink import Glyph
from core.readers.ruling import RuledCell, RuledTable
from core.readers.typed import RowsApart, rows_apart
from tests.corpus.page import font_path
from tests.corpus.plan import make_case
from tests.corpus.scoring import score

_SIZE = 10.0
_PITCH = 14.0

Lines = dict[float, str]
"""What a cell prints, by the number of the line on which it stands."""


def _glyphs(left: float, lines: Lines) -> list[Glyph]:
    return [
        Glyph(text, left + n * _SIZE, at * _PITCH, left + (n + 1) * _SIZE, at * _PITCH + _SIZE)
        for at, words in lines.items()
        for n, text in enumerate(words)
    ]


def _parted(*cells: Lines) -> RowsApart:
    """The only row of a table of columns 100 points wide, parted."""
    own = [RuledCell(0, n, 1, 1) for n in range(len(cells))]
    table = RuledTable(tuple(100.0 * n for n in range(len(cells) + 1)), (0.0, 200.0), tuple(own))
    content = {c: _glyphs(100.0 * c.column, lines) for c, lines in zip(own, cells, strict=True)}
    return rows_apart(table, content)


def _printed(apart: RowsApart) -> list[list[str]]:
    """The texts of the cells, row by row."""
    rows: list[list[str]] = [[] for _ in range(len(apart.table.ys) - 1)]
    for cell in apart.table.cells:
        rows[cell.row].append("".join(glyph.text for glyph in apart.content[cell]))
    return rows


def test_that_as_many_figures_as_labels_go_in_order_whatever_their_heights() -> None:
    apart = _parted(
        {0: "1.国家", 1: "秘密", 2: "2.其他", 3: "3.稳定"}, {0.5: "5", 1.5: "0", 2.5: "12"}
    )

    assert _printed(apart) == [["1.国家秘密", "5"], ["2.其他", "0"], ["3.稳定", "12"]]
    assert apart.unclear == frozenset()


def test_that_a_blank_row_is_told_by_the_distance_of_the_figures_beside_it() -> None:
    apart = _parted(
        {0: "1.国家", 1: "秘密", 2: "2.其他", 3: "3.稳定"}, {0.5: "5", 2.5: "12"}, {0.5: "7"}
    )

    assert _printed(apart) == [["1.国家秘密", "5", "7"], ["2.其他", "", ""], ["3.稳定", "12", ""]]


def test_that_blank_rows_at_either_end_are_told_by_figures_level_with_their_labels() -> None:
    apart = _parted({0: "1.国家", 1: "2.其他", 2: "3.稳定", 3: "4.合法"}, {1: "5", 2: "12"})

    assert _printed(apart) == [["1.国家", ""], ["2.其他", "5"], ["3.稳定", "12"], ["4.合法", ""]]


def test_that_figures_are_left_to_all_rows_when_they_fit_the_labels_in_several_ways() -> None:
    """Level with the last lines of labels they are the first and second row's; as lines around the
    middle of the cell, one for each row, the first and third row's."""
    apart = _parted(
        {0: "1.国家", 1: "秘密", 2: "2.其他", 3: "法律", 4: "3.稳定"}, {1: "5", 3: "12"}
    )

    assert apart.unclear == {RuledCell(0, 1, 3, 1)}
    assert [row[0] for row in _printed(apart)] == ["1.国家秘密", "2.其他法律", "3.稳定"]


def test_that_a_cell_that_belongs_to_all_rows_stays_one() -> None:
    apart = _parted({0.5: "（三）不予公开"}, {0: "1.国家", 1: "2.其他"}, {0: "5", 1: "7"})

    assert RuledCell(0, 0, 2, 1) in apart.table.cells


@pytest.mark.parametrize("label", ["1.国家", "国家"], ids=["numeral", "none"])
def test_that_a_number_broken_over_lines_beside_one_label_stays_one(label: str) -> None:
    apart = _parted({0: label, 1: "秘密"}, {0: "12", 1: "34"})

    assert _printed(apart) == [[f"{label}秘密", "1234"]]


@pytest.mark.parametrize("lines", [{}, {0: "无"}], ids=["blank", "words"])
def test_that_labels_are_parted_when_nothing_stands_beside_them(lines: Lines) -> None:
    apart = _parted({0: "1.国家", 1: "2.其他"}, {}, lines)

    assert [row[0] for row in _printed(apart)] == ["1.国家", "2.其他"]


def test_that_the_heights_of_the_rows_rise_from_edge_to_edge() -> None:
    ys = _parted({0: "1.国家", 1: "2.其他", 2: "3.稳定"}, {1: "5"}).table.ys

    assert list(ys) == sorted(set(ys))
    assert (ys[0], ys[-1]) == (0.0, 200.0)


@pytest.mark.skipif(font_path() is None, reason="no font for drawing pages")
@pytest.mark.parametrize("number", [0, 3, 6, 8, 10, 17, 21])
def test_that_a_page_whose_author_typed_rows_by_line_breaks_is_read_in_full(number: int) -> None:
    assert score(make_case(31, number, "pdf", ["rows_gathered"])).wrong == ()


@pytest.mark.skipif(font_path() is None, reason="no font for drawing pages")
@pytest.mark.parametrize("number", [1, 4, 5])
def test_that_typed_rows_are_asked_for_when_neither_counts_nor_heights_tell_them(
    number: int,
) -> None:
    assert score(make_case(31, number, "pdf", ["rows_gathered"])).silent == 0
