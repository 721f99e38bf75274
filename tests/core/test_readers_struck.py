"""Figures that a line strikes out on a page: what stands beside them is read, or nothing."""

from __future__ import annotations

import ctypes
import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from core.readers import read_document
from core.readers.unreadable import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    Strike = Callable[[Canvas, float, float, float], None]

XS = (50, 150, 250, 350)
YS = (200, 160, 120)
SIZE = 12


def stroked(page: Canvas, x0: float, x1: float, y: float) -> None:
    page.line(x0, y, x1, y)


def filled(page: Canvas, x0: float, x1: float, y: float) -> None:
    page.rect(x0, y, x1 - x0, 0.6, stroke=0, fill=1)


def doubled(page: Canvas, x0: float, x1: float, y: float) -> None:
    page.line(x0, y - 1, x1, y - 1)
    page.line(x0, y + 1, x1, y + 1)


def in_pieces(page: Canvas, x0: float, x1: float, y: float) -> None:
    page.line(x0, y, (x0 + x1) / 2, y)
    page.line((x0 + x1) / 2, y, x1, y)


def drawn_table(cells: list[tuple[str, str]]) -> tuple[Canvas, io.BytesIO]:
    target = io.BytesIO()
    page = Canvas(target, pagesize=(400, 300))
    page.grid(XS, YS)
    page.setFont("Helvetica", SIZE)
    for y, row in zip((175, 135), cells, strict=True):
        page.drawString(60, y, "label")
        for x, text in zip(XS[1:], row, strict=False):
            page.drawString(x + 10, y, text)
    return page, target


def strike(page: Canvas, cell: tuple[int, int], text: str, line: Strike = stroked) -> None:
    """Put a line through a text at the beginning of a cell."""
    x, y = XS[cell[1]] + 10, (175, 135)[cell[0]]
    line(page, x, x + page.stringWidth(text, "Helvetica", SIZE), y + 0.3 * SIZE)


def finished(drawn: tuple[Canvas, io.BytesIO]) -> bytes:
    drawn[0].save()
    return drawn[1].getvalue()


def figures(data: bytes) -> list[list[str]]:
    """The texts of the cells behind the labels, row by row."""
    (grid,) = read_document(data, "a.pdf").grids
    return [[s.text for s in grid.slots if s.row == row and s.column] for row in range(grid.rows)]


@pytest.mark.parametrize("line", [stroked, filled, doubled, in_pieces])
@pytest.mark.parametrize("gap", ["", " "])
def test_that_the_figure_beside_one_struck_out_is_read_alone(line: Strike, gap: str) -> None:
    page, target = drawn_table([(f"21{gap}23", "5"), ("7", "8")])
    strike(page, (0, 1), "21", line)

    assert figures(finished((page, target))) == [["23", "5"], ["7", "8"]]


def test_that_a_cell_with_nothing_but_a_struck_figure_cannot_be_read() -> None:
    page, target = drawn_table([("21", "5"), ("7", "8")])
    strike(page, (0, 1), "21")
    document = read_document(finished((page, target)), "a.pdf")

    assert [s.text for s in document.grids[0].slots if s.column] == [UNREADABLE, "5", "7", "8"]
    assert any("划掉" in note for note in document.notes)


def test_that_a_line_below_a_figure_strikes_nothing_out() -> None:
    page, target = drawn_table([("21", "5"), ("7", "8")])
    stroked(page, 160, 174, 173)

    assert figures(finished((page, target))) == [["21", "5"], ["7", "8"]]


def test_that_a_rule_through_figures_set_too_low_strikes_nothing_out() -> None:
    target = io.BytesIO()
    page = Canvas(target, pagesize=(400, 300))
    page.grid((50, 80, 110, 140), YS)
    page.setFont("Helvetica", SIZE)
    for x in (52, 82, 112):
        page.drawString(x, 180, "1234")
        page.drawString(x, 156, "5678")

    assert figures(finished((page, target))) != [[], []]
    assert "5678" in "".join(read_document(target.getvalue(), "a.pdf").text)


def test_that_a_struck_figure_stands_apart_when_the_page_is_turned() -> None:
    page, target = drawn_table([("21 23", "5"), ("7", "8")])
    strike(page, (0, 1), "21")
    pdf = pypdfium2.PdfDocument(finished((page, target)))
    pdf[0].set_rotation(90)
    turned = io.BytesIO()
    pdf.save(turned)

    assert "21" not in read_document(turned.getvalue(), "a.pdf").text
    assert "23" in read_document(turned.getvalue(), "a.pdf").text


def test_that_a_figure_struck_out_by_a_reviewers_mark_is_left_out() -> None:
    page, target = drawn_table([("21 23", "5"), ("7", "8")])
    pdf = pypdfium2.PdfDocument(finished((page, target)))
    sheet = pdf[0]
    mark = raw.FPDFPage_CreateAnnot(sheet, raw.FPDF_ANNOT_STRIKEOUT)
    raw.FPDFAnnot_SetRect(mark, raw.FS_RECTF(160, 185, 174, 172))
    look = "1 0 0 RG 0.8 w 160 178.6 m 173.3 178.6 l S"
    drawn = (ctypes.c_ushort * (len(look) + 1))(*map(ord, look), 0)
    raw.FPDFAnnot_SetAP(mark, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, drawn)
    raw.FPDFPage_CloseAnnot(mark)
    sheet.close()
    saved = io.BytesIO()
    pdf.save(saved)

    assert figures(saved.getvalue()) == [["23", "5"], ["7", "8"]]


def test_that_a_struck_figure_as_high_as_its_cell_cannot_be_read() -> None:
    target = io.BytesIO()
    page = Canvas(target, pagesize=(400, 300))
    page.grid(XS, (200, 188, 176))
    page.setFont("Helvetica", SIZE)
    for y, texts in ((190, ("label", "21", "5")), (178, ("other", "7", "8"))):
        for x, text in zip(XS, texts, strict=False):
            page.drawString(x + 10, y, text)
    stroked(page, 160, 174, 190 + 0.3 * SIZE)

    assert figures(finished((page, target))) == [[UNREADABLE, "5"], ["7", "8"]]
