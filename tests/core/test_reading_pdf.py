"""Whole reports as PDF, drawn in many manners: every figure lands in its cell, or says that it did not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from core.agenda import LOW_CONFIDENCE
from core.cells import Origin
from core.errors import Known
from core.geometry import PageBox
from core.reading import read_report
from core.values import value_to_json
from tests.corpus.page import font_path
from tests.helpers import table_rules as rules
from tests.helpers.printed_form import (
    A4,
    FONT,
    Printer,
    Rule,
    all_figures,
    grid_rules,
    no_rules,
    print_report,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportlab.pdfgen.canvas import Canvas

    from core.reading import Reading

    Drawing = Callable[[Canvas, int], None]


def read(data: bytes) -> Reading:
    return read_report(data, "report.pdf")


def figures(reading: Reading) -> dict[str, object]:
    """The values of the cells that the printed form has, by printed address."""
    cells = {str(cell.address): value_to_json(cell.value) for cell in reading.extraction.cells}
    return {address: cells.get(address, "no such cell") for address in all_figures()}


def resaved(data: bytes, change: Callable[[pypdfium2.PdfPage], None]) -> bytes:
    """The document with each page changed."""
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        change(page)
    target = io.BytesIO()
    pdf.save(target)
    pdf.close()
    return target.getvalue()


@pytest.mark.parametrize(
    "rule",
    [
        grid_rules,
        rules.thin_rectangles,
        rules.dash_pattern,
        rules.short_segments,
        rules.dots,
        rules.doubled,
        rules.shading,
        rules.without_outer_border,
        rules.open_at_the_left,
        rules.with_surplus_lines,
        rules.in_a_frame,
        rules.touched_by_a_frame,
        rules.across_only,
        rules.full_lines_across,
        rules.down_only,
        rules.outer_border_only,
        rules.three_lines,
        rules.pillars_between_three_lines,
        rules.zebra,
        no_rules,
    ],
    ids=lambda rule: rule.__name__,
)
def test_that_every_figure_is_read_when_tables_are_ruled(rule: Rule) -> None:
    assert figures(read(print_report(Printer(rule=rule)))) == all_figures()


@pytest.mark.parametrize("row", [4, 6, 9, 12])
def test_that_every_figure_is_read_when_a_page_break_cuts_merged_cells(row: int) -> None:
    assert figures(read(print_report(Printer(), cut=row))) == all_figures()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_that_every_figure_is_read_when_pages_are_turned(quarters: int) -> None:
    data = resaved(print_report(Printer()), lambda page: page.set_rotation(90 * quarters))

    assert figures(read(data)) == all_figures()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("upwards", [True, False], ids=["upwards", "downwards"])
def test_that_every_figure_is_read_when_the_content_is_printed_sideways(
    turn: int, *, upwards: bool
) -> None:
    def sideways(canvas: Canvas, _: int) -> None:
        canvas.setPageSize((842, 595))
        canvas.translate(*((842, 0) if upwards else (0, 595)))
        canvas.rotate(90 if upwards else -90)

    data = print_report(Printer(header=sideways))

    assert figures(read(resaved(data, lambda page: page.set_rotation(turn)))) == all_figures()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_that_the_place_of_a_cell_is_where_it_is_displayed_when_printed_sideways(turn: int) -> None:
    """The total of the new applications stands at the end of the first row, 35 points below 50."""

    def sideways(canvas: Canvas, _: int) -> None:
        canvas.setPageSize((842, 595))
        canvas.translate(842, 0)
        canvas.rotate(90)

    data = print_report(Printer(header=sideways))
    reading = read(resaved(data, lambda page: page.set_rotation(turn)))
    place = next(
        cell.place for cell in reading.extraction.cells if str(cell.address) == "requests.new.total"
    )
    # Upright: columns 505 to 545 from the left, rows 120 to 142 from the top of 842.
    expected = {
        0: (120, 50, 142, 90),
        90: (505, 120, 545, 142),
        180: (700, 505, 722, 545),
        270: (50, 700, 90, 722),
    }[turn]

    assert isinstance(place, PageBox)
    assert (place.x0, place.top, place.x1, place.bottom) == pytest.approx(expected, abs=0.5)


def watermark(canvas: Canvas, _: int) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(0.8, 0.8, 0.8)
    canvas.setFont(FONT, 60)
    canvas.translate(150, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "内部资料 2023")
    canvas.restoreState()


def pale_tiles(canvas: Canvas, _: int) -> None:
    canvas.saveState()
    canvas.setFillAlpha(0.2)
    canvas.setFont(FONT, 9)
    for y in range(60, 800, 37):
        for x in range(30, 560, 90):
            canvas.drawString(x, y, "样本7")
    canvas.restoreState()


def large_pale_line(canvas: Canvas, _: int) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(0.8, 0.8, 0.8)
    canvas.setFont(FONT, 60)
    canvas.drawString(100, 400, "征求意见稿 8")
    canvas.restoreState()


def hidden_text(canvas: Canvas, _: int) -> None:
    canvas.saveState()
    text = canvas.beginText(250, 500)
    text.setFont(FONT, 9)
    text.setTextRenderMode(3)
    text.textLines("999\n888\n777 666")
    canvas.drawText(text)
    canvas.restoreState()


def white_text(canvas: Canvas, _: int) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont(FONT, 9)
    for y in range(60, 800, 30):
        canvas.drawString(300, y, "99 88 77 66")
    canvas.restoreState()


def beside_the_page(canvas: Canvas, _: int) -> None:
    canvas.setCropBox((20, 30, 580, 820))
    canvas.setFont(FONT, 9)
    canvas.drawString(-100, 500, "999 999")
    canvas.drawString(100, 10, "99 99 99")


def running_lines(canvas: Canvas, number: int) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawString(60, 815, f"某某局2023年政府信息公开工作年度报告 第 {number} 页")
    canvas.drawString(290, 20, str(number))
    canvas.drawString(240, 30, f"共 3 页 12 34 {number}")


@pytest.mark.parametrize(
    "drawing",
    [
        watermark,
        pale_tiles,
        large_pale_line,
        hidden_text,
        white_text,
        beside_the_page,
        running_lines,
    ],
    ids=lambda drawing: drawing.__name__,
)
def test_that_nothing_foreign_enters_a_cell_when_a_page_prints(drawing: Drawing) -> None:
    reading = read(print_report(Printer(header=drawing), cut=9))

    assert figures(reading) == all_figures()
    assert reading.extraction.unplaced == ()


@pytest.mark.parametrize("scale", [0.1, 0.5, 3])
def test_that_every_figure_is_read_when_the_page_is_in_another_unit(scale: float) -> None:
    def scaled(canvas: Canvas, _: int) -> None:
        canvas.setPageSize((595 * scale, 842 * scale))
        canvas.scale(scale, scale)

    assert figures(read(print_report(Printer(header=scaled)))) == all_figures()


def test_that_every_figure_is_read_when_the_crop_box_lies_within_a_larger_page() -> None:
    def crop(page: pypdfium2.PdfPage) -> None:
        page.set_mediabox(-100, -50, 700, 900)
        page.set_cropbox(0, 0, 595, 842)

    assert figures(read(resaved(print_report(Printer()), crop))) == all_figures()


def test_that_every_figure_is_read_when_pages_are_form_objects() -> None:
    source = pypdfium2.PdfDocument(print_report(Printer()))
    target = pypdfium2.PdfDocument.new()
    for index in range(len(source)):
        page = target.new_page(700, 950)
        form = raw.FPDF_NewXObjectFromPage(target, source, index)
        placed = raw.FPDF_NewFormObjectFromXObject(form)
        raw.FPDFPageObj_Transform(placed, 1.1, 0, 0, 1.05, 20, 10)
        raw.FPDFPage_InsertObject(page, placed)
        page.gen_content()
        raw.FPDF_CloseXObject(form)
    data = io.BytesIO()
    target.save(data)

    assert figures(read(data.getvalue())) == all_figures()


def test_that_digits_drawn_as_shapes_are_reported_and_never_read_as_blank() -> None:
    """The figures of one row are outlines: triangles as far as a reader of text can tell."""
    kept = print_report(Printer())

    def drawn(canvas: Canvas, number: int) -> None:
        if number == 2:
            for x in (270, 310, 350, 390, 432, 477, 520):
                outline = canvas.beginPath()
                outline.moveTo(x, 685)
                outline.curveTo(x + 2, 693, x + 5, 690, x + 4, 685)
                outline.close()
                canvas.drawPath(outline, stroke=0, fill=1)

    reading = read(print_report(Printer(header=drawn, skipped="requests.carried_in.")))
    origins = {
        cell.origin
        for cell in reading.extraction.cells
        if str(cell.address).startswith("requests.carried_in.")
    }

    assert read(kept).extraction.notes == ()
    assert origins == {Origin.AMBIGUOUS}
    assert any("2" in note for note in reading.extraction.notes)


def test_that_a_blank_cell_with_a_shaded_box_in_it_stays_blank() -> None:
    def boxed(canvas: Canvas, number: int) -> None:
        if number == 2:
            canvas.saveState()
            canvas.setFillColorRGB(0.8, 0.9, 1)
            for x in (258, 298, 338, 378, 420, 465, 508):
                canvas.rect(x, 682, 30, 14, stroke=0, fill=1)
            canvas.restoreState()

    printer = Printer(header=boxed, skipped="requests.carried_in.")
    reading = read(print_report(printer))
    blank = [
        cell
        for cell in reading.extraction.cells
        if str(cell.address).startswith("requests.carried_in.")
    ]

    assert [(cell.value, cell.origin) for cell in blank] == [(None, Origin.READ)] * 7


def scanned(printer: Printer) -> None:
    """A page that is a grey picture."""
    picture = ImageReader(Image.new("L", (60, 84), 200))
    printer.canvas.drawImage(picture, 0, 0, *printer.page)


def test_that_scanned_pages_before_a_report_are_named_in_a_note() -> None:
    printer = Printer()
    for _ in range(2):
        scanned(printer)
        printer.turn()
    reading = read(print_report(printer))

    assert figures(reading) == all_figures()
    assert any("1—2" in note or "1–2" in note for note in reading.extraction.notes)


def test_that_a_scan_with_typed_page_numbers_is_refused_as_a_scan() -> None:
    printer = Printer(footer=lambda canvas, number: canvas.drawString(290, 20, str(number)))
    for _ in range(3):
        scanned(printer)
        printer.turn()
    scanned(printer)

    with pytest.raises(Known) as caught:
        read(printer.finish())

    assert caught.value.code == "pdf.no_text"


def test_that_recognised_text_behind_a_picture_is_read_and_every_figure_asked_for() -> None:
    def recognised(canvas: Canvas, _: int) -> None:
        picture = ImageReader(Image.new("L", (60, 84), 200))
        canvas.drawImage(picture, 0, 0, *A4)
        hidden = canvas.beginText(0, 0)
        hidden.setTextRenderMode(3)
        canvas.drawText(hidden)

    reading = read(print_report(Printer(header=recognised)))

    assert figures(reading) == all_figures()
    assert any("1—3" in note or "1–3" in note for note in reading.extraction.notes)
    assert max(cell.confidence for cell in reading.extraction.cells) < LOW_CONFIDENCE


def test_that_text_in_a_font_that_names_no_characters_is_refused_or_open_but_never_guessed() -> (
    None
):
    """The font's characters have numbers of their own; the table that explains them is taken out."""
    path = font_path()
    if path is None:
        pytest.skip("no Chinese font that can be embedded")
    pdfmetrics.registerFont(TTFont("Embedded", str(path)))
    printer = Printer()
    for line in ("本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量"):
        printer.canvas.setFont("Embedded", 12)
        printer.canvas.drawString(60, 700 - printer.top, line)
        printer.top += 20
    data = printer.finish().replace(b"/ToUnicode", b"/ToUnicodX")

    with pytest.raises(Known) as caught:
        read(data)

    assert caught.value.code == "pdf.no_encoding"


def test_that_a_long_document_without_a_report_is_refused_and_one_with_a_report_is_read() -> None:
    def prose(printer: Printer, pages: int) -> None:
        for _ in range(pages):
            printer.text("本单位认真贯彻落实各项工作要求，全年办理事项12件。")
            printer.turn()

    foreign, holding = Printer(), Printer()
    prose(foreign, 60)
    prose(holding, 60)
    reading = read(print_report(holding))

    assert figures(reading) == all_figures()
    assert len(reading.document.pages) == 63
    assert any("1—40" in note or "1–40" in note for note in reading.extraction.notes)
    with pytest.raises(Known) as caught:
        read(foreign.finish())
    assert caught.value.code == "report.none"
