"""Tables with rules between their columns, and none between their rows."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from core.document import Document
from core.readers import read_document

COLUMNS = (40, 160, 260, 360)


def document(columns: list[list[str]]) -> Document:
    """A page with a line above and below and rules between columns; the lines of each column."""
    target = io.BytesIO()
    page = Canvas(target, pagesize=(420, 300))
    page.setFont("Helvetica", 9)
    bottom = 250.0 - 18 * len(columns[0]) - 6
    page.line(COLUMNS[0], 250, COLUMNS[-1], 250)
    page.line(COLUMNS[0], bottom, COLUMNS[-1], bottom)
    for x in COLUMNS:
        page.line(x, 250, x, bottom)
    for x, lines in zip(COLUMNS, columns, strict=False):
        for number, text in enumerate(lines):
            page.drawString(x + 10, 238 - 18 * number, text)
    page.save()
    return read_document(target.getvalue(), "pillars.pdf")


def test_that_headings_and_figures_between_two_rules_are_rows_of_their_own() -> None:
    source = document([["content", "purchases"], ["projects", "1"], ["amount", "498.88"]])

    (grid,) = source.grids

    last = [slot.text for slot in grid.slots if slot.row == grid.rows - 1]
    assert last == ["purchases", "1", "498.88"]
    assert not grid.ruled


def test_that_a_row_of_words_of_several_lines_stays_one_ruled_row() -> None:
    source = document([["one", "two"], ["three", "four"], ["five", "six"]])

    (grid,) = source.grids

    assert [slot.text for slot in grid.slots] == ["one\ntwo", "three\nfour", "five\nsix"]
    assert grid.ruled
