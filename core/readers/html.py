"""Reads web pages: paragraphs in order, each innermost table as a grid with its spans expanded.

What a browser would not show is left out, and what it would only show with the help of scripts is
read where nothing else holds a table. Nothing is ever fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import lxml.html
from lxml import etree

from core.language import say
from core.readers.assembly import Assembly, TooComplex
from core.readers.bundles import unbundled
from core.readers.declared import declared_day, declared_title
from core.readers.embedded import carried, markup_in
from core.readers.embedded_data import data_in
from core.readers.html_grids import grid_cells
from core.readers.html_pictures import told_by_pictures
from core.readers.html_tables import (
    SECTIONS,
    is_block_tag,
    is_layout,
    is_one_of_many,
    place_cells,
    rows_of_blocks,
    rows_of_table,
    runs_of_rows,
)
from core.readers.limits import ATTRIBUTES, GRIDS, HTML_BYTES, TAGS
from core.readers.raised import RAISED
from core.readers.refusals import refusal
from core.readers.text import normalise_lines
from core.readers.visibility import AllShown, Styles, is_raised, styles_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from core.document import Document
    from core.readers.assembly import RawCell
    from core.readers.html_tables import Row
    from core.readers.text import Decoded

_DECLARED: Final = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_BLANK_LINES: Final = frozenset(("p", "td", "th"))
"""Blocks that are a line even when they are empty: of a table without its markup, a blank cell."""
_NO_TEXT: Final = frozenset("defs desc metadata".split())
_PREFORMATTED: Final = frozenset(("pre", "xmp", "listing", "plaintext"))
_TYPED: Final = frozenset(("", "text", "number", "tel"))
"""Types of the form fields whose value is shown as text."""
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))
_BLANKS: Final = re.compile(r"[ \t\n\r\f\v\xa0]+")
_FLOWING: Final = re.compile(r"<(?:html|body|p|div|br)\b", re.IGNORECASE)
_PREFIX: Final = re.compile(r"""\bxmlns:(\w+)\s*=\s*["']http://www\.w3\.org/1999/xhtml["']""")
_CDATA: Final = re.compile(r"<!\[CDATA\[|\]\]>")
_UNCLOSED: Final = re.compile(r"</?(?:wbr|source|track|keygen)\b[^<>]{0,400}>", re.IGNORECASE)
"""Elements without an end that the parser does not know as such: it would put the rest of the page
into them."""
_FRAMES: Final = re.compile(r"<i?frame\b[^>]*\bsrc\s*=", re.IGNORECASE)
_TABLE_CELLS: Final = 20
"""Cells from which a grid counts as a table of figures, when hidden content is weighed up."""
_MORE: Final = 5
_LITTLE: Final = 200


def declared_encoding(data: bytes) -> str:
    """The encoding that the markup names, "" if none; GB2312 and GBK mean GB18030 in practice."""
    match = _DECLARED.search(data[:8192])
    if not match:
        return ""
    encoding = match[1].decode("ascii", "replace").lower()
    return "gb18030" if encoding in {"gb2312", "gbk", "gb_2312-80", "x-gbk"} else encoding


def read_html(
    data: bytes, name: str, decoded: Decoded, wanted: Callable[[str], bool] | None = None
) -> Document:
    """Read a page from its decoded markup. Raises UnreadableSource.

    ``wanted`` says of a text whether it is what is looked for: data for scripts are, if the page
    itself is not; without it, any data of a page that shows next to nothing.
    """
    if len(data) > HTML_BYTES:
        raise refusal("file.too_large", name)
    try:
        assembly, root = _read_markup(normalise_lines(decoded.text), name, wanted or _is_much)
    except TooComplex as error:
        raise refusal("document.too_complex", name) from error
    if assembly.is_blank:
        framed = _FRAMES.search(decoded.text)
        raise refusal("html.frames" if framed else "document.no_text", name)
    for remark in decoded.notes():
        assembly.note(remark)
    return assembly.document(
        data, name, "html", title=declared_title(root), published=declared_day(root)
    )


def _read_markup(
    markup: str, name: str, matters: Callable[[str], bool]
) -> tuple[Assembly, HtmlElement]:
    """What the page shows; or, where that has no table, what it holds for scripts to show; the
    page itself.
    """
    if markup.lstrip()[:1] in {"{", "["}:
        markup = markup_in(markup) or markup
    assembly = Assembly()
    # Text with tables in it but no markup around them has its lines as its paragraphs.
    keep_lines = not _FLOWING.search(markup)
    root = _parse(markup, name, assembly)
    _Flow(assembly, styles_of(root), keep_lines=keep_lines).read(root)
    if not _has_table(assembly):
        for other in _alternatives(root, name):
            if _has_table(other) or _is_mostly_hidden(assembly, other):
                return other, root
        # Menus and lists are data as well, and a report may be shown without a table.
        for data in data_in(root) if not matters(assembly.text) else ():
            if data.grid_count and matters(data.text):
                data.note(_carried_note())
                return data, root
    return assembly, root


def _alternatives(root: HtmlElement, name: str) -> Iterator[Assembly]:
    """The page with its hidden parts, then each article that it carries as text."""
    shown = Assembly()
    shown.note(
        say("网页中隐藏的内容也已读取。", "Parts of the page that are hidden were read as well.")
    )
    _Flow(shown, AllShown({}), keep_lines=False).read(root)
    yield shown
    # The longest text is the article; what is shorter is a summary or a template.
    for markup in sorted(carried(root), key=len, reverse=True):
        inner = Assembly()
        inner.note(_carried_note())
        _Flow(inner, Styles({}), keep_lines=False).read(_parse(markup, name, inner))
        yield inner


def _carried_note() -> str:
    return say(
        "正文取自网页脚本或表单中的内容。",
        "The text was taken from a script or form in the page.",
    )


def _is_much(text: str) -> bool:
    return len(text) >= _LITTLE


def _has_table(assembly: Assembly) -> bool:
    return assembly.largest_grid >= _TABLE_CELLS


def _is_mostly_hidden(shown: Assembly, whole: Assembly) -> bool:
    return shown.length < _LITTLE and whole.length > _MORE * max(shown.length, _LITTLE)


def _is_absurd(markup: str) -> bool:
    """Whether parsing alone would take minutes: too many tags, or too many attributes of one."""
    if markup.count("<") > TAGS:
        return True
    return any(tag.count("=") > ATTRIBUTES for tag in markup.split("<") if len(tag) > ATTRIBUTES)


def _parse(markup: str, name: str, assembly: Assembly) -> HtmlElement:
    if _is_absurd(markup):
        raise TooComplex
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    for prefix in set(_PREFIX.findall(markup)):
        markup = re.sub(rf"(</?){prefix}:(?=\w)", r"\1", markup)
    encoded = _UNCLOSED.sub("", _CDATA.sub("", markup)).replace("\0", "").encode("utf-8", "replace")
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
    """Lines of text as they are laid out: blanks collapse, blocks and breaks begin a new line.

    Preformatted text keeps its lines and the blanks within them.
    """

    keep_lines: bool = False
    lines: list[str] = field(default_factory=list[str])
    _pieces: list[str] = field(default_factory=list[str])

    def write(self, text: str | None) -> None:
        if not text:
            return
        if not self.keep_lines:
            self._pieces.append(_BLANKS.sub(" ", text))
            return
        first, *others = text.split("\n")
        self._pieces.append(first)
        for other in others:
            self.end_line()
            self._pieces.append(other)

    def end_line(self, *, keep_blank: bool = False) -> None:
        line = "".join(self._pieces).translate(_INVISIBLE)
        line = line.replace("\xa0", " ") if self.keep_lines else _BLANKS.sub(" ", line)
        self._pieces.clear()
        if line.strip() or keep_blank:
            self.lines.append(line.rstrip() if self.keep_lines else line.strip())


class _Flow:
    """Walks a page in reading order and hands lines and grids to the assembly."""

    def __init__(self, assembly: Assembly, styles: Styles, *, keep_lines: bool) -> None:
        self._assembly = assembly
        self._styles = styles
        self._keep_lines = keep_lines
        self._lines = _Lines(keep_lines)

    def read(self, root: HtmlElement) -> None:
        self._walk(root, self._lines)
        self._flush()

    def _walk(self, element: HtmlElement, lines: _Lines) -> None:
        """Write an element's text; a table becomes a grid unless it only lays out the page."""
        if self._write_special(element, lines) or self._styles.hides(element):
            return
        is_block = is_block_tag(element.tag)
        if is_block and lines is self._lines and self._add_table(element):
            return
        if element.tag == "br" or is_block:
            lines.end_line(keep_blank=element.tag == "br" and lines is not self._lines)
        keep_lines = lines.keep_lines
        lines.keep_lines = keep_lines or element.tag in _PREFORMATTED
        is_apart = self._styles.display(element).startswith("inline-")
        lines.write(" " if is_apart else None)
        lines.write(element.text)
        runs = self._runs_of_rows(element) if is_block and lines is self._lines else {}
        for child in element:
            if child not in runs:
                self._walk(child, lines)
            elif runs[child]:
                self._add_grid(place_cells(runs[child], self._text))
            lines.write(child.tail)
        if is_block:
            lines.end_line(keep_blank=self._is_blank_line(element, lines))
        lines.write(" " if is_apart else None)
        lines.keep_lines = keep_lines

    def _is_blank_line(self, element: HtmlElement, lines: _Lines) -> bool:
        """Whether an empty block is a line all the same: of a table without its markup, a blank
        cell; in a cell, the blank of one of several rows."""
        if lines is self._lines:
            return len(element) == 0 and (
                element.tag in _BLANK_LINES or (is_one_of_many(element) and not element.text)
            )
        if element.tag != "p" or next(element.iter("br", "table"), None) is not None:
            return False
        return not element.text_content().strip()

    def _write_special(self, element: HtmlElement, lines: _Lines) -> bool:
        """Write what is shown otherwise than as text in place; False for all other elements."""
        in_cell = lines is not self._lines
        match element.tag:
            case "iframe" if element.get("srcdoc"):
                self._walk(_parse(element.get("srcdoc", ""), "", self._assembly), lines)
            case _ if is_raised(element):
                # A footnote's number raised behind a figure is no digit of it.
                lines.write(element.text_content().translate(RAISED))
            case "input" if in_cell and element.get("type", "").lower() in _TYPED:
                lines.write(element.get("value"))
            case "textarea" if in_cell:
                lines.write(element.text)
            case "select":
                options = list(element.iter("option"))
                chosen = [option for option in options if "selected" in option.attrib]
                for option in (chosen or options)[:1] if in_cell else []:
                    lines.write(option.text)
            case kind:
                return kind in _NO_TEXT
        return True

    def _flush(self) -> None:
        self._lines.end_line()
        for line in self._lines.lines:
            self._assembly.add_line(line)
        self._lines.lines.clear()

    def _runs_of_rows(self, block: HtmlElement) -> dict[HtmlElement, list[Row]]:
        """Tables among the children of a block, by their first rows; no rows for the others."""
        if block.tag in {"table", *SECTIONS}:
            return {}
        found: dict[HtmlElement, list[Row]] = {}
        for run in runs_of_rows(block, self._styles):
            found.update((child, []) for child, _ in run)
            found[run[0][0]] = [row for _, row in run]
        return found

    def _add_table(self, block: HtmlElement) -> bool:
        """Add a grid; False when the block is none, lays out the page, or holds a single cell."""
        grid = grid_cells(block, self._styles, self._text) if block.tag != "table" else []
        rows = [] if grid else self._rows(block)
        if not grid and sum(len(row.cells) for row in rows) < 2:
            return False
        self._lines.end_line()
        for caption in block.iterchildren("caption"):
            self._lines.write(caption.text_content())
            self._lines.end_line()
        self._add_grid(grid or place_cells(rows, self._text))
        return True

    def _add_grid(self, placed: list[RawCell]) -> None:
        if self._assembly.grid_count >= GRIDS:
            raise TooComplex
        self._flush()
        cells = unbundled(placed)
        self._assembly.add_grid([replace(cell, text=_printed(cell.text)) for cell in cells])

    def _rows(self, block: HtmlElement) -> list[Row]:
        if block.tag != "table":
            return rows_of_blocks(block, self._styles)
        return [] if is_layout(block) else rows_of_table(block, self._styles)

    def _text(self, cell: HtmlElement) -> str:
        lines = _Lines(self._keep_lines)
        lines.write(cell.text)
        for child in cell:
            self._walk(child, lines)
            lines.write(child.tail)
        # A browser shows nothing behind the last break; whoever typed it ended a row.
        lines.end_line(keep_blank=len(cell) > 0 and cell[-1].tag == "br")
        text = "\n".join(lines.lines)
        return text if text.strip() else told_by_pictures(cell, self._styles)


def _printed(text: str) -> str:
    """The text of a cell without its blank lines."""
    return "\n".join(line for line in text.split("\n") if line)
