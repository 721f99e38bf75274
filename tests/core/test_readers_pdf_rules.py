"""Tables whose rules a browser or a spreadsheet draws in ways of its own."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from reportlab.pdfgen.canvas import Canvas

from core.document import Document
from core.readers import read_document

XS = (50, 150, 250, 350)
YS = (200, 160, 120)
TEXTS = (("label", "1", "2"), ("other", "33", "4"))


def canvas() -> tuple[Canvas, io.BytesIO]:
    target = io.BytesIO()
    return Canvas(target, pagesize=(400, 300)), target


def finished(drawn: tuple[Canvas, io.BytesIO]) -> Document:
    drawn[0].save()
    return read_document(drawn[1].getvalue(), "rules.pdf")


def fill_in(page: Canvas) -> None:
    page.setFillGray(0)
    for y, row in zip((175, 135), TEXTS, strict=True):
        for x, text in zip(XS, row, strict=False):
            page.drawString(x + 10, y, text)


def rows(document: Document) -> list[tuple[str, ...]]:
    (grid,) = document.grids
    return [
        tuple(slot.text for slot in grid.slots if slot.row == row)
        for row in range(1 + max(slot.row for slot in grid.slots))
    ]


def test_that_white_cells_on_a_black_ground_are_a_table() -> None:
    drawn = canvas()
    page = drawn[0]
    page.setFillGray(0)
    page.rect(50, 120, 300, 80, stroke=0, fill=1)
    page.setFillGray(1)
    for high, low in pairwise(YS):
        for left, right in pairwise(XS):
            page.rect(left + 0.75, low + 0.75, right - left - 0.75, high - low - 1.5, 0, 1)
    fill_in(page)

    document = finished(drawn)

    assert rows(document) == list(TEXTS)
    assert document.grids[0].ruled


def test_that_a_white_panel_on_a_coloured_page_is_no_table() -> None:
    drawn = canvas()
    page = drawn[0]
    page.setFillColorRGB(0.8, 0.9, 1)
    page.rect(0, 0, 400, 300, stroke=0, fill=1)
    page.setFillGray(1)
    page.rect(40, 40, 320, 220, stroke=0, fill=1)
    page.setFillGray(0)
    page.drawString(60, 200, "The report of the year 2024 says what was done.")

    assert finished(drawn).grids == ()


@pytest.mark.parametrize(
    ("length", "gap"),
    [
        pytest.param(2.25, 1.5, id="dashes"),
        pytest.param(0.75, 0.75, id="dots"),
        pytest.param(6.0, 4.5, id="long dashes"),
    ],
)
def test_that_thousands_of_little_boxes_in_a_row_are_rules(length: float, gap: float) -> None:
    drawn = canvas()
    page = drawn[0]
    for x in XS:
        for n in range(round(80 / (length + gap))):
            page.rect(x, 200 - n * (length + gap) - length, 0.75, length, stroke=0, fill=1)
    for y in (200, 180, 160, 140, 120, 100, 80):
        for n in range(round(300 / (length + gap))):
            page.rect(50 + n * (length + gap), y, length, 0.75, stroke=0, fill=1)
    for n in range(3000):
        page.rect(5 + n * 0.1, 290, 0.1, 0.75, stroke=0, fill=1)
    for x, text in zip(XS, ("label", "1", "2"), strict=False):
        page.drawString(x + 10, 165, text)

    document = finished(drawn)

    assert document.notes == ()
    assert ("label", "1", "2") in rows(document)


def test_that_numbers_broken_in_narrow_columns_leave_the_table_ruled() -> None:
    drawn = canvas()
    page = drawn[0]
    for y in YS:
        page.line(50, y, 170, y)
    for x in (50, 110, 130, 150, 170):
        page.line(x, 120, x, 200)
    for y, label in ((180, "new"), (140, "old")):
        page.drawString(60, y, label)
        for x in (113, 133, 153):
            for line, digits in enumerate(("18", "71", "6")):
                page.drawString(x, y + 8 - 12 * line, digits)

    document = finished(drawn)

    assert rows(document) == [
        ("new", "18\n71\n6", "18\n71\n6", "18\n71\n6"),
        ("old", "18\n71\n6", "18\n71\n6", "18\n71\n6"),
    ]


def test_that_a_running_head_with_a_date_and_an_hour_is_none_of_the_text() -> None:
    drawn = canvas()
    for number in (1, 2, 3):
        drawn[0].setFont("Helvetica", 8)
        drawn[0].drawString(20, 288, "11/22/26, 1:50 AM   Report of 2024 by the office")
        drawn[0].drawString(20, 8, f"https://example.org/2024/01/18/t2024_1.html   {number}/3")
        drawn[0].setFont("Helvetica", 12)
        drawn[0].drawString(50, 150, f"page {number}")
        drawn[0].showPage()

    text = finished(drawn).text

    assert text.count("1:50 AM") == 1
    assert "example.org" not in text


def test_that_a_row_of_noughts_atop_of_two_pages_is_no_running_head() -> None:
    drawn = canvas()
    for number in (1, 2):
        for column in range(7):
            drawn[0].drawString(50 + 40 * column, 285, "0")
        drawn[0].drawString(50, 150, f"page {number}")
        drawn[0].showPage()

    assert finished(drawn).text.count("0 0 0 0 0 0 0") == 2


def test_that_a_column_open_at_its_side_is_kept_beside_merged_cells() -> None:
    drawn = canvas()
    page = drawn[0]
    for y, left in ((200, 50), (180, 110), (160, 110), (140, 110), (120, 50)):
        page.line(left, y, 350, y)
    for x in (110, 200, 270):
        page.line(x, 120, x, 200)
    page.drawString(60, 155, "all")
    for y, row in zip((185, 165, 145, 125), ("abcd"), strict=True):
        for x, text in zip((120, 210, 280), (row, "1", "2"), strict=True):
            page.drawString(x, y, text)

    assert rows(finished(drawn)) == [
        ("all", "a", "1", "2"),
        ("b", "1", "2"),
        ("c", "1", "2"),
        ("d", "1", "2"),
    ]
