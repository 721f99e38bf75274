"""Reads PDF files page by page: lines of text and ruled tables in reading order.

Characters and lines come from pdfium, the engine that also draws the page, so places and picture
agree (ink); pdfplumber makes words, lines of text and tables of them (plumbing). Our own lattice
(ruling) is only for tables of which pdfplumber's table finder would lose cells.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as raw

from core.document import Page, Word
from core.geometry import PageBox
from core.language import say
from core.readers.assembly import Assembly, RawCell, TooComplex
from core.readers.ink import Glyph, Ink, page_ink
from core.readers.limits import GRIDS, PDF_PAGES
from core.readers.plumbing import find_tables, words_by_line
from core.readers.refusals import refusal
from core.readers.ruling import RuledCell, RuledTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.document import Document


@dataclass(frozen=True, slots=True)
class _Line:
    """Words side by side with their boxes."""

    words: tuple[tuple[str, PageBox], ...]

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.words)

    @property
    def top(self) -> float:
        return min(box.top for _, box in self.words)


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
        pages = [_read_page(pdf, index, assembly) for index in range(count)]
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


def _read_page(pdf: Any, index: int, assembly: Assembly) -> Page:  # noqa: ANN401
    page = pdf[index]
    try:
        ink = page_ink(page)
    finally:
        page.close()
    number = index + 1
    tables = [] if ink.too_dense else find_tables(ink.strokes)
    if ink.too_dense:
        assembly.note(
            say(
                f"第 {number} 页内容过密，只读取文字，未识别表格。",
                f"Page {number} is too dense: its text was read, not its tables.",
            )
        )
    if assembly.grid_count + len(tables) > GRIDS:
        raise TooComplex
    words = _add_content(assembly, number, ink, tables)
    if any("\ufffd" in word.text for word in words):
        assembly.note(
            say(
                f"第 {number} 页有字体缺少文字编码，部分文字无法读取。",
                f"A font on page {number} does not say its characters; some could not be read.",
            )
        )
    return Page(number, round(ink.width, 2), round(ink.height, 2), tuple(words))


def _add_content(
    assembly: Assembly, number: int, ink: Ink, tables: Sequence[RuledTable]
) -> list[Word]:
    """Add the lines outside tables and the tables, top to bottom; returns the words in order."""
    outside: list[Glyph] = []
    inside: list[list[Glyph]] = [[] for _ in tables]
    for glyph in ink.glyphs:
        x, y = glyph.middle
        holders = [index for index, table in enumerate(tables) if table.contains(x, y)]
        # Of tables that stand in one another the inner one is meant.
        holder = min(holders, key=lambda index: tables[index].area, default=None)
        (outside if holder is None else inside[holder]).append(glyph)
    lines = _lines(outside, number)
    placed: list[tuple[float, _Line | int]] = [(line.top, line) for line in lines]
    placed += [
        (table.ys[0], index)
        for index, table in enumerate(tables)
        if any(glyph.text != " " for glyph in inside[index])
    ]
    placed.sort(key=lambda entry: entry[0])
    words: list[Word] = []
    for _, content in placed:
        if isinstance(content, _Line):
            words.extend(_words(content, assembly.add_line(content.text)))
        else:
            words.extend(_add_table(assembly, number, tables[content], inside[content]))
    return words


def _add_table(
    assembly: Assembly, number: int, table: RuledTable, glyphs: Sequence[Glyph]
) -> list[Word]:
    """Add a table as a grid; returns its words with their offsets."""
    lines_of = _lines_by_cell(table, glyphs, number)
    cells = [
        RawCell(
            cell.row,
            cell.column,
            cell.row_span,
            cell.column_span,
            "\n".join(line.text for line in lines_of[cell]),
            PageBox(number, *(round(edge, 2) for edge in table.edges(cell))),
        )
        for cell in table.cells
    ]
    outer = (table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
    starts = assembly.add_grid(cells, PageBox(number, *(round(edge, 2) for edge in outer)))
    words: list[Word] = []
    for cell, start in zip(table.cells, starts, strict=True):
        for line in lines_of[cell]:
            words.extend(_words(line, start))
            start += len(line.text) + 1
    return words


def _lines_by_cell(
    table: RuledTable, glyphs: Iterable[Glyph], number: int
) -> dict[RuledCell, list[_Line]]:
    owner = {
        (cell.row + down, cell.column + right): cell
        for cell in table.cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    }
    content: dict[RuledCell, list[Glyph]] = {cell: [] for cell in table.cells}
    for glyph in glyphs:
        x, y = glyph.middle
        row = min(max(bisect_right(table.ys, y) - 1, 0), len(table.ys) - 2)
        column = min(max(bisect_right(table.xs, x) - 1, 0), len(table.xs) - 2)
        content[owner[row, column]].append(glyph)
    return {cell: _lines(inside, number) for cell, inside in content.items()}


def _words(line: _Line, start: int) -> list[Word]:
    """The words of a line whose text begins at the offset ``start``."""
    words: list[Word] = []
    for text, box in line.words:
        words.append(Word(text, box, start))
        start += len(text) + 1
    return words


def _lines(glyphs: Iterable[Glyph], number: int) -> list[_Line]:
    """The lines that characters make, top to bottom."""
    return [
        _Line(tuple((word["text"], _box(word, number)) for word in words))
        for words in words_by_line(glyphs)
    ]


def _box(word: dict[str, Any], number: int) -> PageBox:
    x0, top, x1, bottom = (round(word[edge], 2) for edge in ("x0", "top", "x1", "bottom"))
    return PageBox(number, x0, top, x1, bottom)
