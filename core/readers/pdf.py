"""Reads PDF files page by page: lines of text and ruled tables in reading order.

Characters and lines come from pdfium, the engine that also draws the page, so places and picture
agree (ink, linework); pdfplumber makes words, lines of text and tables of them (plumbing). Our own
lattice (ruling) is only for tables of which pdfplumber's table finder would lose cells.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
import pypdfium2.raw as raw

from core.document import Page, Word
from core.language import say
from core.readers.abreast import with_pages_abreast
from core.readers.assembly import Assembly, RawCell, TooComplex
from core.readers.headings import Begun
from core.readers.ink import Glyph, Ink, page_ink
from core.readers.layout import PageLayout, PrintedTable, TextLine, page_layout
from core.readers.limits import GRIDS, PDF_PAGES, PDF_READ_WHOLE, PDF_SURROUNDINGS
from core.readers.margins import without_margins
from core.readers.overlay import with_fields_printed
from core.readers.refusals import refusal
from core.readers.two_up import one_after_the_other
from core.readers.unreadable import UNREADABLE
from core.readers.unseen import Unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.document import Document

_GARBLED: Final = 0.2
"""From this share of characters that no font explains, nothing read from the file can be relied on."""
_FEW_CHARACTERS: Final = 30
"""A page under a picture that prints less than this is taken for a scan with a page number."""


@dataclass(slots=True)
class _Troubles:
    """What could not be read: pages by kind of trouble, and characters of all pages."""

    pages: dict[str, list[int]] = field(default_factory=lambda: defaultdict[str, list[int]](list))
    printed: int = 0
    unreadable: int = 0

    def add(self, ink: Ink, layout: PageLayout) -> None:
        """Count a page."""
        printed = sum(glyph.text != " " for glyph in ink.glyphs)
        lost = [glyph for glyph in ink.glyphs if glyph.text == UNREADABLE]
        unreadable = sum(not _is_cut(glyph, ink) for glyph in lost)
        self.printed += printed
        self.unreadable += unreadable
        kinds = {
            "dense": ink.too_dense,
            "unmapped": unreadable > 0,
            "drawn": "drawn" in layout.unread and not ink.struck,
            "beyond": "beyond" in layout.unread or len(lost) > unreadable,
            "recognised": ink.recognised,
            "struck": ink.struck,
            "pictured": ink.pictured and printed < _FEW_CHARACTERS,
        }
        for kind, is_so in kinds.items():
            if is_so:
                self.pages[kind].append(layout.number)


def _is_cut(glyph: Glyph, ink: Ink) -> bool:
    """Whether a character stands at the edge of the paper, which cuts the number that it is of."""
    beside = glyph.x0 <= 0 or glyph.x1 >= ink.width
    return beside or glyph.top <= 0 or glyph.bottom >= ink.height


def read_pdf(data: bytes, name: str, wanted: Callable[[str], bool] | None = None) -> Document:
    """Read a PDF; of a long one only the pages whose text is ``wanted``, with their surroundings.

    Raises UnreadableSource when it is damaged, encrypted, too long or a scan.
    """
    pdf = _open(data, name)
    try:
        count = len(pdf)
        if count > PDF_PAGES:
            raise refusal("pdf.too_many_pages", name)
        if not count:
            raise refusal("pdf.damaged", name)
        document = _read(pdf, data, name, wanted)
    except TooComplex as error:
        raise refusal("document.too_complex", name) from error
    except pypdfium2.PdfiumError as error:
        raise refusal("pdf.damaged", name) from error
    finally:
        pdf.close()
    return document


def _open(data: bytes, name: str) -> Any:  # noqa: ANN401 - pypdfium2 has no types
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == raw.FPDF_ERR_PASSWORD
        raise refusal("pdf.encrypted" if is_locked else "pdf.damaged", name) from error


def _read(pdf: Any, data: bytes, name: str, wanted: Callable[[str], bool] | None) -> Document:  # noqa: ANN401
    chosen, tabled = _chosen(pdf, wanted)
    unseen = Unseen(data)
    troubles = _Troubles()
    layouts: list[PageLayout] = []
    for index in chosen:
        above = layouts[-1].begun if layouts else Begun()
        layouts.append(_layout(pdf, index, unseen, troubles, above, tables=index in tabled))
    assembly = Assembly()
    printed: dict[int, list[Word]] = {layout.number: [] for layout in layouts}
    shown = [one_after_the_other(layout) for layout in without_margins(layouts)]
    for layout in with_pages_abreast(shown):
        for word in _add_page(assembly, layout):
            printed[word.box.page].append(word)
    read = {layout.number: _page(layout, printed[layout.number]) for layout in layouts}
    if assembly.is_blank or len(troubles.pages["pictured"]) == len(layouts):
        raise refusal("pdf.no_text", name)
    if troubles.unreadable > _GARBLED * troubles.printed:
        raise refusal("pdf.no_encoding", name)
    pages = [read.get(index + 1) or _unread(pdf, index) for index in range(len(pdf))]
    troubles.pages["skipped"] = [page.number for page in pages if page.number not in read]
    _note(assembly, troubles.pages)
    title = pdf.get_metadata_value("Title")
    guessed = troubles.pages["recognised"]
    return assembly.document(data, name, "pdf", pages=pages, title=title, recognised=guessed)


def _chosen(pdf: Any, wanted: Callable[[str], bool] | None) -> tuple[Sequence[int], set[int]]:  # noqa: ANN401
    """The pages to read, and those of them to look for tables on."""
    everything = range(len(pdf))
    if wanted is None or len(pdf) <= PDF_READ_WHOLE:
        return everything, set(everything)
    hits = [index for index in everything if wanted(_text(pdf, index))]
    if not hits:
        return everything[:PDF_READ_WHOLE], set()
    near = {hit + step for hit in hits for step in range(-PDF_SURROUNDINGS, PDF_SURROUNDINGS + 1)}
    beside = {hit + step for hit in hits for step in (-1, 0, 1)}
    return sorted(near & set(everything)), beside


def _text(pdf: Any, index: int) -> str:  # noqa: ANN401
    page = pdf[index]
    textpage = page.get_textpage()
    try:
        return textpage.get_text_range()
    finally:
        textpage.close()
        page.close()


def _unread(pdf: Any, index: int) -> Page:  # noqa: ANN401
    width, height = pdf.get_page_size(index)
    return Page(index + 1, round(width, 2), round(height, 2), ())


def _layout(
    pdf: Any,  # noqa: ANN401
    index: int,
    unseen: Unseen,
    troubles: _Troubles,
    above: Begun,
    *,
    tables: bool,
) -> PageLayout:
    page = with_fields_printed(pdf, index)
    try:
        ink = page_ink(page, lambda lost, known: unseen.characters(index, lost, known))
    finally:
        page.close()
    layout = page_layout(index + 1, ink, with_tables=tables, above=above)
    troubles.add(ink, layout)
    return layout


_REMARKS: Final = {
    "dense": (
        "第 {} 页内容过密，只读取文字，未识别表格。",
        "Too dense, so that only text was read and no tables: page {}.",
    ),
    "unmapped": (
        "第 {} 页有字体缺少文字编码，部分文字无法读取。",
        "A font does not say its characters, and some could not be read: page {}.",
    ),
    "drawn": (
        "第 {} 页有单元格只有图形、没有文字，无法读取，请对照原件填写。",
        "Some cells hold a drawing and no text; fill them in from the page: page {}.",
    ),
    "beyond": (
        "第 {} 页的表格超出纸面，纸外的单元格无法读取，请对照原件填写。",
        "A table runs off the paper; fill in the cells beyond it from the source: page {}.",
    ),
    "recognised": (
        "第 {} 页的文字来自扫描件的文字识别，可能有误，请对照原件。",
        "The text comes from text recognition; compare it with the page: page {}.",
    ),
    "struck": (
        "第 {} 页有划掉的数字，没有读取；请对照原件。",
        "Figures are struck out, which were not read; compare with the page: page {}.",
    ),
    "pictured": (
        "第 {} 页是图片或扫描件，没有读取；如果表格在这些页上，请先做文字识别（OCR）。",
        "Pictures or scans, which were not read; if tables stand there, run OCR first: page {}.",
    ),
    "skipped": (
        "文件较长，第 {} 页与年度报告无关，没有读取。",
        "The file is long; not part of the report and not read: page {}.",
    ),
}


def _note(assembly: Assembly, troubles: Mapping[str, Sequence[int]]) -> None:
    """Say what could not be read, and on which pages."""
    for kind, (zh, en) in _REMARKS.items():
        if troubles.get(kind):
            assembly.note(
                say(
                    zh.format(_ranges(troubles[kind], "、", "—")),
                    en.format(_ranges(troubles[kind], ", ", "–")),
                )
            )


def _ranges(numbers: Sequence[int], comma: str, dash: str) -> str:
    """Page numbers, those in a row as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return comma.join(str(run[0]) if len(run) == 1 else f"{run[0]}{dash}{run[-1]}" for run in runs)


def _page(layout: PageLayout, words: Sequence[Word]) -> Page:
    return Page(layout.number, round(layout.width, 2), round(layout.height, 2), tuple(words))


def _add_page(assembly: Assembly, layout: PageLayout) -> list[Word]:
    """Add what stands on a page to the document; returns the words in order."""
    words: list[Word] = []
    for part in layout.parts:
        if isinstance(part, TextLine):
            words.extend(_words(part, assembly.add_line(part.text)))
        else:
            words.extend(_add_table(assembly, part))
    return words


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
            printed.break_.join(line.text for line in printed.lines),
            printed.box,
        )
        for printed in table.cells
    ]
    starts = assembly.add_grid(cells, table.box, ruled=table.ruled)
    words: list[Word] = []
    for printed, start in zip(table.cells, starts, strict=True):
        for line in printed.lines:
            words.extend(_words(line, start))
            start += len(line.text) + len(printed.break_)
    return words


def _words(line: TextLine, start: int) -> list[Word]:
    """The words of a line whose text begins at the offset ``start``."""
    words: list[Word] = []
    for text, box in line.words:
        words.append(Word(text, box, start))
        start += len(text) + 1
    return words
