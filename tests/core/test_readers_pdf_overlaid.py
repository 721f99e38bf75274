"""What is laid over a table in a PDF: typed notes, form fields, raised numbers, seals."""

from __future__ import annotations

import ctypes
import io

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from core.readers import read_document

XS = (50, 150, 250, 350)
YS = (200, 160, 120)
TEXTS = [("label", "1", "2"), ("other", "33", "")]


def drawn_table(texts: list[tuple[str, str, str]]) -> tuple[Canvas, io.BytesIO]:
    target = io.BytesIO()
    page = Canvas(target, pagesize=(400, 300))
    page.grid(XS, YS)
    for y, row in zip((175, 135), texts, strict=True):
        for x, text in zip(XS, row, strict=False):
            page.drawString(x + 10, y, text)
    return page, target


def rows(data: bytes) -> list[tuple[str, ...]]:
    (grid,) = read_document(data, "a.pdf").grids
    return [tuple(s.text for s in grid.slots if s.row == row) for row in range(grid.rows)]


def finished(drawn: tuple[Canvas, io.BytesIO]) -> bytes:
    drawn[0].save()
    return drawn[1].getvalue()


def with_typed_note(data: bytes, text: str, at: tuple[float, float]) -> bytes:
    """The document with a text typed over its first page, as editors keep it."""
    pdf = pypdfium2.PdfDocument(data)
    page = pdf[0]
    note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_FREETEXT)
    raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(at[0], at[1] + 20, at[0] + 60, at[1] - 5))
    look = f"BT /Helvetica 12 Tf 0 g {at[0]} {at[1]} Td ({text}) Tj ET"
    drawn = (ctypes.c_ushort * (len(look) + 1))(*map(ord, look), 0)
    raw.FPDFAnnot_SetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, drawn)
    raw.FPDFPage_CloseAnnot(note)
    page.close()
    target = io.BytesIO()
    pdf.save(target)
    pdf.close()
    return target.getvalue()


def test_that_what_was_filled_into_a_form_field_stands_in_its_cell() -> None:
    page, target = drawn_table([("label", "1", "2"), ("other", "", "")])
    page.acroForm.textfield(value="33", x=155, y=125, width=60, height=25, borderWidth=0)

    assert rows(finished((page, target))) == TEXTS


def test_that_a_figure_typed_over_a_page_stands_in_its_cell() -> None:
    bare = finished(drawn_table([("label", "1", "2"), ("other", "", "")]))

    assert rows(with_typed_note(bare, "33", (160, 135))) == TEXTS


@pytest.mark.parametrize(("mark", "kept"), [("1", "33¹"), ("2)", "33²)"), ("[12]", "33[¹²]")])
def test_that_a_number_raised_behind_a_figure_stays_apart_from_it(mark: str, kept: str) -> None:
    page, target = drawn_table(TEXTS)
    page.setFontSize(7)
    page.drawString(160.5 + page.stringWidth("33", "Helvetica", 12), 140, mark)

    assert rows(finished((page, target))) == [TEXTS[0], ("other", kept, "")]


def test_that_a_smaller_digit_on_the_line_of_a_figure_belongs_to_it() -> None:
    page, target = drawn_table(TEXTS)
    page.setFontSize(8)
    page.drawString(160.5 + page.stringWidth("33", "Helvetica", 12), 135, "5")

    assert rows(finished((page, target))) == [TEXTS[0], ("other", "335", "")]


def test_that_the_ring_of_a_seal_over_a_table_parts_no_cells() -> None:
    page, target = drawn_table(TEXTS)
    page.setStrokeColorRGB(1, 0, 0)
    page.circle(250, 145, 30)

    assert rows(finished((page, target))) == TEXTS


def test_that_a_rule_drawn_as_a_curve_is_a_rule() -> None:
    target = io.BytesIO()
    page = Canvas(target, pagesize=(400, 300))
    for x in XS:
        page.line(x, YS[0], x, YS[-1])
    for y in YS:
        page.bezier(XS[0], y, 150, y, 250, y, XS[-1], y)
    for x, text in zip(XS, ("a", "1", "2"), strict=False):
        page.drawString(x + 10, 175, text)

    assert rows(finished((page, target))) == [("a", "1", "2"), ("", "", "")]
