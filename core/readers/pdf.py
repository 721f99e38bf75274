"""Reads PDF files page by page: lines of text and ruled tables in reading order.

Characters and lines come from pdfium, the engine that also draws the page, so places and picture
agree (ink, linework); pdfplumber makes words, lines of text and tables of them (plumbing). Our own
lattice (ruling) is only for tables of which pdfplumber's table finder would lose cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as raw

from core.document import Page, Word
from core.language import say
from core.readers.assembly import Assembly, RawCell, TooComplex
from core.readers.ink import UNREADABLE, Ink, page_ink
from core.readers.layout import PageLayout, PrintedTable, TextLine, page_layout
from core.readers.limits import GRIDS, PDF_PAGES
from core.readers.refusals import refusal
from core.readers.unseen import Unseen

if TYPE_CHECKING:
    from core.document import Document


def read_pdf(data: bytes, name: str) -> Document:
    """Read a PDF. Raises UnreadableSource when it is damaged, encrypted, too long or a scan."""
    pdf = _open(data, name)
    try:
        count = len(pdf)
        if count > PDF_PAGES:
            raise refusal("pdf.too_many_pages", name)
        if not count:
            raise refusal("pdf.damaged", name)
        assembly = Assembly()
        unseen = Unseen(data)
        layouts = [_layout(pdf, index, assembly, unseen) for index in range(count)]
        pages = [_page(assembly, layout) for layout in layouts]
        title = pdf.get_metadata_value("Title")
    except TooComplex as error:
        raise refusal("document.too_complex", name) from error
    except pypdfium2.PdfiumError as error:
        raise refusal("pdf.damaged", name) from error
    finally:
        pdf.close()
    if assembly.is_blank:
        raise refusal("pdf.no_text", name)
    return assembly.document(data, name, "pdf", pages=pages, title=title)


def _open(data: bytes, name: str) -> Any:  # noqa: ANN401 - pypdfium2 has no types
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == raw.FPDF_ERR_PASSWORD
        raise refusal("pdf.encrypted" if is_locked else "pdf.damaged", name) from error


def _layout(pdf: Any, index: int, assembly: Assembly, unseen: Unseen) -> PageLayout:  # noqa: ANN401
    page = pdf[index]
    try:
        ink = page_ink(page, lambda origins: unseen.characters(index, origins))
    finally:
        page.close()
    layout = page_layout(index + 1, ink)
    _note(assembly, layout, ink)
    return layout


def _note(assembly: Assembly, layout: PageLayout, ink: Ink) -> None:
    """Say what could not be read of a page."""
    number = layout.number
    if ink.too_dense:
        assembly.note(
            say(
                f"第 {number} 页内容过密，只读取文字，未识别表格。",
                f"Page {number} is too dense: its text was read, not its tables.",
            )
        )
    if any(glyph.text == UNREADABLE for glyph in ink.glyphs):
        assembly.note(
            say(
                f"第 {number} 页有字体缺少文字编码，部分文字无法读取。",
                f"A font on page {number} does not say its characters; some could not be read.",
            )
        )
    if layout.drawn_cells:
        assembly.note(
            say(
                f"第 {number} 页有 {layout.drawn_cells} 个单元格只有图形、没有文字，无法读取，请对照原件填写。",
                f"{layout.drawn_cells} cells on page {number} hold a drawing and no text; "
                "fill them in from the page.",
            )
        )
    if ink.recognised:
        assembly.note(
            say(
                f"第 {number} 页的文字来自扫描件的文字识别，可能有误，请对照原件。",
                f"The text of page {number} comes from text recognition; compare it with the page.",
            )
        )


def _page(assembly: Assembly, layout: PageLayout) -> Page:
    """Add what stands on a page to the document; returns the page with its words in order."""
    words: list[Word] = []
    for part in layout.parts:
        if isinstance(part, TextLine):
            words.extend(_words(part, assembly.add_line(part.text)))
        else:
            words.extend(_add_table(assembly, part))
    return Page(layout.number, round(layout.width, 2), round(layout.height, 2), tuple(words))


def _add_table(assembly: Assembly, table: PrintedTable) -> list[Word]:
    """Add a table as a grid; returns its words with their offsets."""
    if assembly.grid_count == GRIDS:
        raise TooComplex
    cells = [
        RawCell(
            printed.cell.row,
            printed.cell.column,
            printed.cell.row_span,
            printed.cell.column_span,
            "\n".join(line.text for line in printed.lines),
            printed.box,
        )
        for printed in table.cells
    ]
    starts = assembly.add_grid(cells, table.box)
    words: list[Word] = []
    for printed, start in zip(table.cells, starts, strict=True):
        for line in printed.lines:
            words.extend(_words(line, start))
            start += len(line.text) + 1
    return words


def _words(line: TextLine, start: int) -> list[Word]:
    """The words of a line whose text begins at the offset ``start``."""
    words: list[Word] = []
    for text, box in line.words:
        words.append(Word(text, box, start))
        start += len(text) + 1
    return words
