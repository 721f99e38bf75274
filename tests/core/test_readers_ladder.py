"""Tables with level rules only, which part their rows."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from core.document import Document
from core.readers import read_document

LEFT, VALUES, RIGHT = 40, 200, 380
COLUMNS = (215, 265, 315, 360)
HEADINGS = ("first", "second", "third", "sum")


def document(rows: list[tuple[list[str], list[str]]], *, ruled: bool = True) -> Document:
    """A page with a table: the lines of each row's label and its figures, a rule between rows.

    A figure of several lines is broken over so many; all stands in the middle of its row.
    """
    target = io.BytesIO()
    page = Canvas(target, pagesize=(420, 600))
    page.setFont("Helvetica", 9)
    y = 560.0
    page.line(LEFT, y, RIGHT, y)
    for x, heading in zip(COLUMNS, HEADINGS, strict=True):
        page.drawString(x, y - 12, heading)
    y -= 16
    page.line(LEFT, y, RIGHT, y)
    for label, figures in rows:
        lines = max([len(label), *(len(figure.split("\n")) for figure in figures)])
        height = 6 + 10.5 * lines
        draw(page, LEFT + 4, y - height / 2, label)
        for x, figure in zip(COLUMNS, figures, strict=True):
            draw(page, x, y - height / 2, figure.split("\n"))
        y -= height
        if ruled:
            page.line(LEFT, y, RIGHT, y)
    page.save()
    return read_document(target.getvalue(), "ladder.pdf")


def draw(page: Canvas, x: float, middle: float, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        page.drawString(x, middle - 3 + 10.5 * ((len(lines) - 1) / 2 - number), line)


def rows(source: Document) -> list[tuple[str, ...]]:
    (grid,) = source.grids
    assert not grid.ruled
    found = [
        tuple(slot.text.replace("\n", " ") for slot in grid.slots if slot.row == row)
        for row in range(grid.rows)
    ]
    return [row for row in found if row[-1] != "sum"]


WRAPPED = (["of what the others", "asked for in writing"], ["4", "", "", "4"])
BLANK = (["of what nobody asked", "for at all"], ["", "", "", ""])


def test_that_lines_of_labels_belong_to_the_row_between_whose_rules_they_stand() -> None:
    source = document([(["new"], ["1", "2", "0", "3"]), WRAPPED, BLANK, WRAPPED])

    assert rows(source) == [
        ("new", "1", "2", "0", "3"),
        ("of what the others asked for in writing", "4", "", "", "4"),
        ("of what nobody asked for at all", "", "", "", ""),
        ("of what the others asked for in writing", "4", "", "", "4"),
    ]


def test_that_rows_of_blanks_at_the_end_are_rows_too() -> None:
    source = document(
        [(["new"], ["1", "2", "0", "3"]), (["old"], ["5", "", "", "5"]), BLANK, BLANK]
    )

    assert rows(source)[-2:] == [("of what nobody asked for at all", "", "", "", "")] * 2


def test_that_a_number_broken_over_three_lines_is_one_cell() -> None:
    source = document(
        [
            (["new"], ["18\n71\n6", "2", "0", "18\n71\n8"]),
            (["old"], ["5", "1", "", "6"]),
            (["sum"], ["18\n72\n1", "3", "", "18\n72\n4"]),
        ]
    )

    assert [row[1] for row in rows(source)] == ["18 71 6", "5", "18 72 1"]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "blank"])
def test_that_rows_come_out_the_same_where_the_distances_alone_tell(ruled: bool) -> None:
    table = [([name], ["1", "2", "0", "3"]) for name in ("new", "old", "given", "denied")]

    assert rows(document(table, ruled=ruled)) == [
        (name, "1", "2", "0", "3") for name in ("new", "old", "given", "denied")
    ]
