"""Makes a document into lines of fields: grid rows, tabbed or piped lines of text, lines of words.

This room knows documents and places; it knows nothing of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.document import Block, Document, Grid, Slot
from core.extraction.bars import with_plain_bars
from core.extraction.celled import celled_rows
from core.extraction.cut_numbers import goes_on
from core.extraction.lines import Field, Line
from core.extraction.numbering import page_numbers_in
from core.extraction.rearranged import rearranged
from core.extraction.repeated import without_repeats
from core.extraction.ruled import borderless, drawn_rows, is_piped, rules_in
from core.extraction.stacked import stacked_rows
from core.extraction.tabbed_cells import tabbed_rows
from core.extraction.upright import upright
from core.geometry import PageBox, Place, TextSpan

_CJK: Final = re.compile(r"[\u3400-\u9fff]")
_PAGE_NUMBER: Final = re.compile(
    r"[\s\f]*(?:[-—–－·]+\s*\d{1,4}\s*[-—–－·]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4})[\s\f]*"
)
# One printed figure: direction, digits with separators, unit; or a mark of absence.
_WORD: Final = re.compile(r"[^\s\u3000|]+")
_SIGN_WORDS: Final = frozenset({"增", "减", "增加", "减少", "上升", "下降", "+", "-", "＋", "－"})
_FOLDS: Final = 12
"""Cells, each on a line of its own, from which a text counts as copied out of a browser."""
_SIGNS: Final = "增加|减少|上升|下降|[增减+＋\\-－]"
_UNITS: Final = "万元|亿元|元|[件个项条宗次]"
_FIGURE: Final = re.compile(rf"(?:{_SIGNS})?[\d０-９]+(?:[.．][\d０-９]+)?(?:{_UNITS})?")
_TAIL: Final = re.compile(rf"(?:{_SIGNS})?[\d０-９](?:[\d０-９.．]|{_SIGNS}|{_UNITS})*$")
"""Figures without blanks between, and those at the end of a word."""
_LONGEST_TAIL: Final = 300
_CUT_AFTER: Final = re.compile(r"[\u3400-\u9fff）)”\"」](?<![年第])[\u200b-\u200f\u2060\ufeff]*$")
_STUB: Final = 3
"""Labels that stand before the values of one row at most."""
_TORN_LABEL: Final = re.compile("一[、．.）)].*|[（(第]一|无法(?:提.*)?")
"""Where a blank parts a numeral, or the label 无法提供, one piece of it looks like a mark of absence."""
_DASHES: Final = frozenset({"-", "－"})
_LONE_DASH: Final = re.compile(
    r"(?<!\S)[-－][^\S\n]+[-－](?!\S)|[\d-][^\S\n]+[-－][^\S\n]*(?:\n|\Z)"
)
"""A dash that no number follows; where one stands, others are no signs of the numbers after them."""
_UNIT_WORDS: Final = frozenset({"万元", "亿元", "元", "件", "个", "项", "条", "宗", "次"})


@dataclass(frozen=True, slots=True)
class _Style:
    """How a text prints figures: words that are signs when a number follows them, whether pipes at
    the edges of a table are its borders, and whether a tab ends each cell, also a line's last."""

    signs: frozenset[str]
    bordered: bool
    tab_ends: bool


def lines_of(document: Document) -> list[Line]:
    """All lines of a document in reading order; page numbers alone on a line are left out."""
    lines: list[Line] = []
    page = 0
    if not document.pages:
        document = replace(document, text=with_plain_bars(document.text))
    texts = _texts(document)
    built = _stacked_lines(document, texts) | _drawn_lines(document, texts)
    built |= _celled_lines(document, texts)
    numbered, open_rows = page_numbers_in(texts), borderless(texts)
    tab_ends = _is_ended_by_tabs(texts)
    signs = _SIGN_WORDS - _DASHES if _LONE_DASH.search(document.text) else _SIGN_WORDS
    for number, block in enumerate(document.blocks):
        if block.grid is not None:
            for grid in upright(document.grids[block.grid]):
                lines.extend(_grid_lines(rearranged(grid)))
        elif number in built:
            lines.extend(built[number])
        elif number in numbered:
            page += 1
        else:
            text = document.text[block.start : block.end]
            page += text.count("\f") or _PAGE_NUMBER.fullmatch(text) is not None
            style = _Style(signs, bordered=number not in open_rows, tab_ends=tab_ends)
            lines.extend(_text_lines(document, TextSpan(block.start, block.end), page, style))
    return without_repeats(_unfolded(lines))


def _unfolded(lines: list[Line]) -> list[Line]:
    """Rows that a browser copied one cell a line, each after the first with a tab before it."""
    folds = [line.kind == "tabs" and _is_fold(line) for line in lines]
    tabbed = sum(line.kind == "tabs" for line in lines)
    if sum(folds) < _FOLDS or 2 * sum(folds) < tabbed:
        return lines
    rows: list[Line] = []
    for line, fold in zip(lines, folds, strict=True):
        if fold and rows and rows[-1].kind != "grid" and not _begins_row(line, rows[-1]):
            rows[-1] = _joined(rows[-1], line)
        else:
            rows.append(line)
    return rows


def _is_fold(line: Line) -> bool:
    return len(line.fields) == 2 and line.fields[0].is_blank


def _begins_row(fold: Line, row: Line) -> bool:
    """Whether the cell is another row's second, the first being blank: a label after values, or a
    value after a row of headings."""
    cell, last = fold.fields[1], row.fields[-1]
    if cell.is_label:
        return not last.is_label and any(f.is_figure for f in row.fields)
    return len(row.fields) > _STUB and all(f.is_label for f in row.fields)


def _joined(row: Line, fold: Line) -> Line:
    """The row with one more cell; a first cell of several words is one cell."""
    fields = row.fields
    if row.kind == "plain":
        words = " ".join(f.text for f in fields)
        place = fields[0].place if len(fields) == 1 else row.span
        fields = (Field(words, place, 0, 1),)
    number = len(fields)
    cell = replace(fold.fields[1], start=number, end=number + 1)
    span = TextSpan(row.span.start, fold.span.end)
    return Line("tabs", (*fields, cell), None, span, row.page)


def _texts(document: Document) -> list[str | None]:
    """The text of each block, None for grids; of pages nothing, for their layout is known."""
    if document.pages:
        return []
    return [
        None if block.grid is not None else document.text[block.start : block.end]
        for block in document.blocks
    ]


def _drawn_lines(document: Document, texts: Sequence[str | None]) -> dict[int, tuple[Line, ...]]:
    """The rows of drawn grids by their first block; no lines for their others and for rules."""
    lines: dict[int, tuple[Line, ...]] = dict.fromkeys(rules_in(texts), ())
    for row in drawn_rows(texts):
        pieces = [
            _piped(document, document.text[b.start : b.end], b.start)
            for b in (document.blocks[n] for n in row)
        ]
        fields = tuple(_stacked_field(cell) for cell in zip(*pieces, strict=True))
        first, last = document.blocks[row[0]], document.blocks[row[-1]]
        lines.update(dict.fromkeys(row, ()))
        lines[row[0]] = (Line("tabs", fields, None, TextSpan(first.start, last.end)),)
    return lines


def _is_ended_by_tabs(texts: Sequence[str | None]) -> bool:
    """Whether each tabbed line ends with a tab, the headings' too: no blank cell follows it then."""
    tabbed = [text for text in texts if text is not None and "\t" in text.strip(" ")]
    return len(tabbed) >= _FOLDS and all(text.endswith("\t") for text in tabbed)


def _stacked_field(pieces: Sequence[Field]) -> Field:
    """One cell from its lines; it stands where its first words do."""
    printed = [piece for piece in pieces if not piece.is_blank] or pieces[:1]
    return replace(printed[0], text="\n".join(piece.text for piece in printed))


def _stacked_lines(document: Document, texts: Sequence[str | None]) -> dict[int, tuple[Line, ...]]:
    """The rows of tables with one block a cell, by their first block; no lines for the others."""
    lines: dict[int, tuple[Line, ...]] = {}
    blocks = document.blocks
    for row in stacked_rows(texts):
        label = TextSpan(blocks[row.label[0]].start, blocks[row.label[-1]].end)
        spans = [label, *(TextSpan(blocks[n].start, blocks[n].end) for n in row.values)]
        fields = tuple(
            Field(document.text[span.start : span.end].strip(), span, n, n + 1)
            for n, span in enumerate(spans)
        )
        lines.update(dict.fromkeys((*row.label, *row.values), ()))
        whole = TextSpan(label.start, spans[-1].end)
        lines[row.label[0]] = (Line("tabs", fields, None, whole),)
    return lines


def _celled_lines(document: Document, texts: Sequence[str | None]) -> dict[int, tuple[Line, ...]]:
    """The rows of tables with a pipe behind each cell or a tab between, as of stacked tables."""
    lines: dict[int, tuple[Line, ...]] = {}
    blocks = document.blocks
    for row in celled_rows(texts) or tabbed_rows(texts):
        spans = [_span_of(blocks, cell.lines) for cell in row]
        fields = tuple(
            Field(cell.text, span, n, n + 1)
            for n, (cell, span) in enumerate(zip(row, spans, strict=True))
        )
        # Also the lines between the cells, with nothing but what parts them.
        lines.update((n, ()) for n in range(row[0].lines.start, row[-1].lines.stop))
        whole = TextSpan(spans[0].start, spans[-1].end)
        lines[row[0].lines.start] = (Line("tabs", fields, None, whole),)
    return lines


def _span_of(blocks: Sequence[Block], lines: range) -> TextSpan:
    """Where the lines stand; those of a cell without any where the next one begins."""
    if not lines:
        return TextSpan(blocks[lines.start].start, blocks[lines.start].start)
    return TextSpan(blocks[lines[0]].start, blocks[lines[-1]].end)


def _grid_lines(grid: Grid) -> Iterator[Line]:
    covering: list[list[Slot]] = [[] for _ in range(grid.rows)]
    for slot in grid.slots:
        for row in range(slot.row, min(slot.row + slot.row_span, grid.rows)):
            covering[row].append(slot)
    for row, slots in enumerate(covering):
        fields = tuple(
            Field(s.text, s.place, s.column, s.column + s.column_span, s.row < row, s.drawn)
            for s in sorted(slots, key=lambda s: s.column)
        )
        if fields:
            yield Line("grid", fields, grid.number, grid.span, ruled=grid.ruled)


def _text_lines(document: Document, block: TextSpan, page: int, style: _Style) -> Iterator[Line]:
    start, end = block.start, block.end
    for match in re.finditer(r"[^\n\f]+", document.text[start:end]):
        text, offset = match.group(), start + match.start()
        if "\t" in text:
            printed = text.removesuffix("\t") if style.tab_ends else text
            yield Line(
                "tabs", _separated(document, printed, offset, "\t"), None, _span(offset, text)
            )
        elif not text.strip() or _PAGE_NUMBER.fullmatch(text):
            continue
        elif is_piped(text):
            fields = _piped(document, text, offset, bordered=style.bordered)
            yield Line("tabs", fields, None, _span(offset, text))
        else:
            words = _words(document, text, offset, style.signs)
            if words:  # a pipe alone is none
                yield Line("plain", words, None, _span(offset, text), page)


def _span(offset: int, text: str) -> TextSpan:
    return TextSpan(offset, offset + len(text))


def _separated(document: Document, text: str, offset: int, mark: str) -> tuple[Field, ...]:
    fields: list[Field] = []
    at = 0
    for number, piece in enumerate(text.split(mark)):
        begin = offset + at + (len(piece) - len(piece.lstrip()))
        stop = max(begin, offset + at + len(piece.rstrip()))
        fields.append(Field(piece.strip(), _place(document, begin, stop), number, number + 1))
        at += len(piece) + len(mark)
    return tuple(fields)


def _piped(
    document: Document, text: str, offset: int, *, bordered: bool = True
) -> tuple[Field, ...]:
    stripped = text.strip()
    offset += len(text) - len(text.lstrip())
    if not bordered:
        return _separated(document, stripped, offset, "|")
    if stripped.startswith("|"):
        stripped, offset = stripped[1:], offset + 1
    return _separated(document, stripped.removesuffix("|"), offset, "|")


def _words(document: Document, text: str, offset: int, signs: frozenset[str]) -> tuple[Field, ...]:
    """Words of a plain line; a direction, a unit or a rest that stands apart joins its number, and a
    numeral its label."""
    fields: list[Field] = []
    pieces = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    merged: list[tuple[int, int]] = []
    for begin, end in pieces:
        previous = text[merged[-1][0] : merged[-1][1]] if merged else ""
        word = text[begin:end]
        joins_sign = previous in signs and word[:1].isdigit()
        joins_unit = word in _UNIT_WORDS and previous[-1:].isdigit() and not _CJK.search(previous)
        joins_label = _TORN_LABEL.fullmatch(previous[-1:] + word) is not None
        if merged and (joins_sign or joins_unit or joins_label or goes_on(previous, word)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((begin, end))
    for begin, end in merged:
        fields.extend(_cut_word(document, text, offset, begin, end))
    return tuple(fields)


def _cut_word(document: Document, text: str, offset: int, begin: int, end: int) -> list[Field]:
    """A word, cut before the figures that are glued to the end of a label (规章000)."""
    spans = [(begin + a, begin + b) for a, b in cuts_of_word(text[begin:end])]
    return [Field(text[b:e], _place(document, offset + b, offset + e), b, e) for b, e in spans]


def is_page_number(text: str) -> bool:
    """Whether a line of text is a page number as such are set off."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def cuts_of_word(word: str) -> list[tuple[int, int]]:
    """Where the label and the figures glued to its end begin and end; the whole word without such."""
    # No row of figures is longer; looking from every place of a long word would take for ever.
    tail = _TAIL.search(word, max(0, len(word) - _LONGEST_TAIL))
    head = word[: tail.start()] if tail else ""
    if tail and _CUT_AFTER.search(head) and head not in _SIGN_WORDS:
        figures = [m.span() for m in _FIGURE.finditer(word, tail.start())]
        if sum(b - a for a, b in figures) == len(word) - len(head):
            return [(0, len(head)), *figures]
    return [(0, len(word))]


def _place(document: Document, start: int, end: int) -> Place:
    """The page box of the characters where the document has pages, else their span."""
    if not document.pages:
        return TextSpan(start, end)
    box: PageBox | None = None
    for page in document.pages:
        if not page.words or page.words[-1].start + len(page.words[-1].text) < start:
            continue
        if page.words[0].start > end:
            break
        for word in page.words:
            if word.start < end and word.start + len(word.text) > start:
                box = word.box if box is None or box.page != word.box.page else box.union(word.box)
        if box is not None:
            break
    return box or TextSpan(start, end)
