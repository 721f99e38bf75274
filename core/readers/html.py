"""Reads web pages: paragraphs in order, each innermost table as a grid with its spans expanded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import lxml.html
from lxml import etree

from core.language import say
from core.readers.assembly import Assembly, RawCell, TooComplex
from core.readers.limits import GRID_UNITS, GRIDS, HTML_BYTES, SPAN
from core.readers.refusals import refusal
from core.readers.text import normalise_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from core.document import Document
    from core.readers.text import Decoded

_DECLARED: Final = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_SKIPPED: Final = frozenset(
    "script style noscript template head title select option textarea iframe object svg math".split()
)
_BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p "
    "pre section summary table tbody td tfoot th thead tr ul".split()
)
_SECTIONS: Final = frozenset(("thead", "tbody", "tfoot"))
_HIDDEN: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))
_BLANKS: Final = re.compile(r"[ \t\n\r\f\v\xa0]+")
_FLOWING: Final = re.compile(r"<(?:html|body|p|div|br)\b", re.IGNORECASE)


def declared_encoding(data: bytes) -> str:
    """The encoding that the markup names, "" if none; GB2312 and GBK mean GB18030 in practice."""
    match = _DECLARED.search(data[:8192])
    if not match:
        return ""
    encoding = match[1].decode("ascii", "replace").lower()
    return "gb18030" if encoding in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else encoding


def read_html(data: bytes, name: str, decoded: Decoded) -> Document:
    """Read a page from its decoded markup. Raises UnreadableSource."""
    if len(data) > HTML_BYTES:
        raise refusal("file.too_large", name)
    assembly = Assembly()
    for remark in decoded.notes():
        assembly.note(remark)
    root = _parse(normalise_lines(decoded.text), name, assembly)
    # Text with tables in it but no markup around them has its lines as its paragraphs.
    keep_lines = not _FLOWING.search(decoded.text)
    try:
        _Flow(assembly, keep_lines).read(root)
    except TooComplex as error:
        raise refusal("document.too_complex", name) from error
    if assembly.is_blank:
        raise refusal("document.no_text", name)
    title = root.findtext(".//title") or ""
    return assembly.document(data, name, "html", title=title)


def _parse(markup: str, name: str, assembly: Assembly) -> HtmlElement:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    encoded = markup.replace("\0", "").encode("utf-8", "replace")
    try:
        root = lxml.html.document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise refusal("html.damaged", name) from error
    # The parser drops what is nested too deeply without an exception, only with this entry.
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        assembly.note(
            say(
                "网页嵌套过深，部分内容未能读取。",
                "The page is nested too deeply; part of it was not read.",
            )
        )
    return root


@dataclass(slots=True)
class _Lines:
    """Lines of text as they are laid out: blanks collapse, blocks and breaks begin a new line."""

    keep_lines: bool = False
    lines: list[str] = field(default_factory=list[str])
    _pieces: list[str] = field(default_factory=list[str])

    def write(self, text: str | None) -> None:
        if not text:
            return
        if not self.keep_lines:
            self._pieces.append(text)
            return
        first, *others = text.split("\n")
        self._pieces.append(first)
        for other in others:
            self.end_line()
            self._pieces.append(other)

    def end_line(self) -> None:
        line = _BLANKS.sub(" ", "".join(self._pieces).translate(_INVISIBLE)).strip()
        self._pieces.clear()
        if line:
            self.lines.append(line)


class _Flow:
    """Walks a page in reading order and hands lines and grids to the assembly."""

    def __init__(self, assembly: Assembly, keep_lines: bool) -> None:
        self._assembly = assembly
        self._keep_lines = keep_lines
        self._lines = _Lines(keep_lines)

    def read(self, root: HtmlElement) -> None:
        self._walk(root, self._lines)
        self._flush()

    def _walk(self, element: HtmlElement, lines: _Lines) -> None:
        """Write an element's text; a table becomes a grid unless it only lays out the page."""
        if _is_hidden(element):
            return
        if element.tag == "table" and lines is self._lines and self._add_table(element):
            return
        if element.tag == "br":
            lines.end_line()
        is_block = element.tag in _BLOCKS
        if is_block:
            lines.end_line()
        keep_lines = lines.keep_lines
        lines.keep_lines = keep_lines or element.tag == "pre"
        lines.write(element.text)
        for child in element:
            self._walk(child, lines)
            lines.write(child.tail)
        if is_block:
            lines.end_line()
        lines.keep_lines = keep_lines

    def _flush(self) -> None:
        self._lines.end_line()
        for line in self._lines.lines:
            self._assembly.add_line(line)
        self._lines.lines.clear()

    def _add_table(self, table: HtmlElement) -> bool:
        """Add a grid; False when the table holds others or a single cell, so is mere layout."""
        if next(table.iterdescendants("table"), None) is not None:
            return False
        cells = self._place_cells(table)
        if len(cells) < 2:
            return False
        if self._assembly.grid_count >= GRIDS:
            raise TooComplex
        self._lines.end_line()
        for caption in table.iterchildren("caption"):
            self._lines.write(caption.text_content())
            self._lines.end_line()
        self._flush()
        self._assembly.add_grid(cells)
        return True

    def _place_cells(self, table: HtmlElement) -> list[RawCell]:
        """Place the cells as a browser does: each in the first free column of its row."""
        rows = [row for row in _rows(table) if not _is_hidden(row)]
        ends = _section_ends(rows)
        taken: set[tuple[int, int]] = set()
        cells: list[RawCell] = []
        for row, markup in enumerate(rows):
            column = 0
            for cell in _cells(markup):
                while (row, column) in taken:
                    column += 1
                width = _span(cell, "colspan")
                height = min(_span(cell, "rowspan") or ends[row] - row, ends[row] - row)
                cells.append(RawCell(row, column, height, max(width, 1), self._text(cell)))
                taken.update(
                    (below, beside)
                    for below in range(row, row + height)
                    for beside in range(column, column + max(width, 1))
                )
                if len(taken) > GRID_UNITS:
                    raise TooComplex
        return cells

    def _text(self, cell: HtmlElement) -> str:
        lines = _Lines(self._keep_lines)
        lines.write(cell.text)
        for child in cell:
            self._walk(child, lines)
            lines.write(child.tail)
        lines.end_line()
        return "\n".join(lines.lines)


def _is_hidden(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return True
    if "hidden" in element.attrib:
        return True
    return bool(_HIDDEN.search(element.get("style", "")))


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows of a table without inner tables, in the order shown: head, bodies, foot."""
    rows = list(table.iterdescendants("tr"))
    order = {"thead": 0, "tfoot": 2}

    def place(row: HtmlElement) -> int:
        return order.get(_section(row).tag, 1)

    return iter(sorted(rows, key=place))


def _section(row: HtmlElement) -> HtmlElement:
    """The head, body or foot that a row belongs to, or the table itself."""
    for ancestor in row.iterancestors():
        if ancestor.tag in _SECTIONS or ancestor.tag == "table":
            return ancestor
    return row


def _section_ends(rows: list[HtmlElement]) -> list[int]:
    """For each row, the index behind its section: no cell reaches out of its section."""
    ends = [0] * len(rows)
    end = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        if index + 1 < len(rows) and _section(rows[index]) is not _section(rows[index + 1]):
            end = index + 1
        ends[index] = end
    return ends


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    return (cell for cell in row.iterdescendants("td", "th") if not _is_hidden(cell))


def _span(cell: HtmlElement, name: str) -> int:
    """A span as browsers take it: 1 when it is missing or no number, 0 when it says 0."""
    match = re.match(r"\s*\+?(\d{1,9})", cell.get(name, ""))
    return min(int(match[1]), SPAN) if match else 1
