from __future__ import annotations

from random import Random

import pytest

from core.readers.ink import Glyph
from core.readers.plumbing import find_tables, words_by_line
from core.readers.ruling import RuledCell, RuledTable, Stroke, lattice

Shape = tuple[int, int, int, int]


def down(at: float, start: float, end: float) -> Stroke:
    return Stroke(True, at, start, end)


def across(at: float, start: float, end: float) -> Stroke:
    return Stroke(False, at, start, end)


def shapes(table: RuledTable) -> list[Shape]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in table.cells]


def printed(text: str, left: float, middle: float, *, size: float = 10, up: float = 5) -> Glyph:
    """A character of which ``up`` of its height is above the middle of the line."""
    return Glyph(text, left, middle - up, left + size, middle - up + size)


def texts(glyphs: list[Glyph]) -> list[list[str]]:
    return [[word["text"] for word in line] for line in words_by_line(glyphs)]


FRAME = [across(0, 0, 90), across(60, 0, 90), down(0, 0, 60), down(90, 0, 60)]


def test_that_a_merged_header_is_one_cell_over_its_columns() -> None:
    inner = [across(20, 0, 90), across(40, 0, 90), down(30, 20, 60), down(60, 20, 60)]

    (table,) = find_tables([*FRAME, *inner])

    assert (table.xs, table.ys) == ((0, 30, 60, 90), (0, 20, 40, 60))
    assert shapes(table) == [
        (0, 0, 1, 3),
        *((row, column, 1, 1) for row in (1, 2) for column in range(3)),
    ]


def test_that_borders_in_pieces_and_drawn_twice_make_the_same_cells() -> None:
    pieces = [down(30, 0, 29), down(30.6, 31, 60), across(30, 0, 30), across(29.4, 30, 90)]

    (table,) = find_tables([*FRAME, *pieces])

    assert shapes(table) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_that_a_table_open_at_both_sides_keeps_its_outer_columns() -> None:
    lines = [across(y, 0, 90) for y in (0, 30, 60)]

    (table,) = find_tables([*lines, down(30, 0, 60), down(60, 0, 60)])

    assert table.xs == (0, 30, 60, 90)
    assert len(table.cells) == 6


def test_that_a_region_in_the_shape_of_an_l_leaves_no_hole() -> None:
    """Below the first row the wall between the first two columns is not drawn."""
    inner = [down(30, 0, 30), down(60, 0, 60), across(30, 30, 90)]

    (table,) = find_tables([*FRAME, *inner])

    covered = [
        (cell.row + down_by, cell.column + right_by)
        for cell in table.cells
        for down_by in range(cell.row_span)
        for right_by in range(cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(2) for column in range(3)]
    assert RuledCell(0, 1, 1, 1) in table.cells


def test_that_a_frame_around_one_column_is_a_table_of_one() -> None:
    (table,) = find_tables([*FRAME, across(30, 0, 90)])

    assert (table.xs, len(table.cells)) == ((0, 90), 2)


def test_that_tables_below_each_other_are_two() -> None:
    lower = [
        Stroke(s.vertical, s.at if s.vertical else s.at + 80, *ends)
        for s in [*FRAME, down(50, 0, 60)]
        for ends in [(s.start + 80, s.end + 80) if s.vertical else (s.start, s.end)]
    ]

    found = find_tables([*lower, *FRAME, down(30, 0, 60)])

    assert [(table.xs, table.ys) for table in found] == [
        ((0, 30, 90), (0, 60)),
        ((0, 50, 90), (80, 140)),
    ]


def test_that_a_lattice_too_large_for_the_finder_is_read_all_the_same() -> None:
    lines = [Stroke(vertical, 10.0 * n, 0, 500) for n in range(51) for vertical in (True, False)]

    (table,) = find_tables(lines)

    assert len(table.cells) == 2_500


def merged_columns(random: Random) -> tuple[list[Stroke], int]:
    """A closed table with some neighbouring cells merged, and how many cells it has."""
    rows, columns = random.randint(2, 8), random.randint(2, 8)
    lines = [across(20.0 * y, 0, 40.0 * columns) for y in range(rows + 1)]
    lines += [down(0, 0, 20.0 * rows), down(40.0 * columns, 0, 20.0 * rows)]
    cells = rows
    for column in range(1, columns):
        # Every inner border stands in the last row, so that no column vanishes.
        for row in range(rows):
            if row == rows - 1 or random.random() < 0.7:
                lines.append(down(40.0 * column, 20.0 * row, 20.0 * row + 20))
                cells += 1
    random.shuffle(lines)
    return lines, cells


@pytest.mark.parametrize("seed", range(25))
def test_that_cells_merged_at_random_are_found_each_once(seed: int) -> None:
    lines, cells = merged_columns(Random(seed))

    (table,) = find_tables(lines)

    assert len(table.cells) == cells


def test_that_the_lattice_alone_finds_the_cells_of_a_closed_table_too() -> None:
    inner = [across(20, 0, 90), down(30, 20, 60), down(60, 20, 60)]

    alone = lattice([*FRAME, *inner])

    assert alone == find_tables([*FRAME, *inner])[0]


def test_that_words_part_at_a_gap_and_at_a_blank_with_width() -> None:
    glyphs = [printed("1", 0, 50), printed("2", 12, 50), printed("3", 26, 50)]
    spaced = [printed("4", 0, 80), Glyph(" ", 10, 75, 12, 85), printed("5", 12, 80)]

    assert texts([*glyphs, *spaced]) == [["12", "3"], ["4", "5"]]


def test_that_a_blank_without_width_parts_no_number() -> None:
    glyphs = [printed("1", 0, 50), Glyph(" ", 10, 45, 13, 55), printed("2", 10.5, 50)]

    assert texts(glyphs) == [["12"]]


def test_that_fonts_whose_boxes_differ_in_height_stand_in_one_line() -> None:
    glyphs = [
        printed("共", 0, 50),
        printed("7", 10, 50.5, size=16, up=8),
        printed("件", 26, 50),
        printed("下", 0, 66),
    ]

    assert texts(glyphs) == [["共7件"], ["下"]]


def test_that_a_ligature_stays_one_character() -> None:
    assert texts([printed("ﬁ", 0, 50)]) == [["ﬁ"]]
