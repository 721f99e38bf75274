"""The facts of the prose: which parts of the text are prose, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.document import Document
from core.extraction.compact import Compact
from core.extraction.identity import Identity
from core.extraction.lines import Line
from core.extraction.locate import Regions
from core.extraction.narrative import quoted_figures
from core.extraction.remarks import remarks_of, sketch_of
from core.extraction.sections import sections_of
from core.geometry import TextSpan
from core.prose import Prose

_HEADING: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、.．]\D)"
)
_POINT: Final = re.compile(r"[。；，;：:]|,(?!\d)")
_CELL: Final = re.compile(r"[^\t\n]+")
_WRAPPED: Final = 20
"""Characters that a line broken at the edge of the page has at least."""
_SHORT: Final = 10
_CELLS: Final = 5
"""More short lines without a comma than this, one after the other, are no sentence."""
_SENTENCE: Final = 30
"""Characters from which a table's cell that holds a full stop is taken for prose."""


def prose_of(
    document: Document, lines: Sequence[Line], regions: Regions, identity: Identity
) -> Prose:
    """What the prose says; ``lines`` and ``regions`` are the document's, as located.

    ``identity`` tells the reporting organ and year: a figure that the prose gives for another one
    is doubtful.
    """
    compact = Compact.of(document.text, stretches(document, lines, regions))
    quotes = quoted_figures(compact, identity.agency.value)
    whole = Compact(document.text)
    sections = sections_of(document, whole)
    return Prose(
        sections=sections,
        mentions=quotes.mentions,
        breakdowns=quotes.breakdowns,
        shares=quotes.shares,
        remarks=remarks_of(document.text, whole, compact, identity, sections),
        sketch=sketch_of(compact),
    )


def stretches(document: Document, lines: Sequence[Line], regions: Regions) -> list[list[TextSpan]]:
    """The parts of the text that are prose, as stretches over which no sentence runs.

    Each stretch is the lines it consists of, without the page numbers between them. A new one
    begins at a heading, after a heading that stands alone, and behind a table.
    """
    found: list[list[TextSpan]] = [[]]
    for span in _prose_lines(document, lines, regions):
        if span is None:
            found.append([])
            continue
        text = document.text[span.start : span.end].strip()
        is_heading = _HEADING.match(text) is not None
        if is_heading:
            found.append([])
        found[-1].append(span)
        if is_heading and len(text) < _SENTENCE and not _POINT.search(text):
            found.append([])
    return [stretch for stretch in found if stretch]


def _prose_lines(
    document: Document, lines: Sequence[Line], regions: Regions
) -> Iterator[TextSpan | None]:
    """The lines of prose in reading order; None where a table stands between two."""
    seen: set[int] = set()
    for number, line in enumerate(lines):
        if line.grid is not None and line.grid in seen:
            continue
        if line.grid is not None:
            seen.add(line.grid)
        if line.kind == "plain" and _is_prose(lines, number, regions):
            yield line.span
            continue
        yield None
        if line.kind != "plain":
            tables = (regions.requests, regions.review, regions.art20)
            inside = any(table and number in range(*table) for table in tables)
            yield from _sentences_in(document, line, alone=not inside)


def _is_prose(lines: Sequence[Line], number: int, regions: Regions) -> bool:
    """Whether a plain line is prose: also between tables, where it is part of a sentence."""
    if regions.requests and number in range(*regions.requests):
        # No label ends with a full stop; a sentence among them was taken for the table's beginning.
        return "。" in "".join(field.text for field in lines[number].fields)
    if _is_among_cells(lines, number):
        return False
    tables = [range(*r) for r in (regions.art20, regions.review) if r]
    if not any(number in table for table in tables):
        return True
    for later in lines[number : number + 6]:
        if later.kind != "plain":
            return False
        if _POINT.search(" ".join(f.text for f in later.fields)):
            return True
        if len(later.text) < _WRAPPED:
            return False
    return False


def _is_among_cells(lines: Sequence[Line], number: int) -> bool:
    """Whether the line is one of many short ones: cells of a table that lost its borders."""
    before = after = number
    while before > 0 and after - before < _CELLS and _is_short(lines[before - 1]):
        before -= 1
    while after + 1 < len(lines) and after - before < _CELLS and _is_short(lines[after + 1]):
        after += 1
    return _is_short(lines[number]) and after - before >= _CELLS


def _is_short(line: Line) -> bool:
    if line.kind != "plain" or len(line.text) > _SHORT:
        return False
    return not (_POINT.search(line.text) or _HEADING.match(line.text))


def _sentences_in(document: Document, line: Line, *, alone: bool) -> Iterator[TextSpan | None]:
    """Cells that hold whole sentences (a page laid out as a table, remarks below a table).

    Where the line is in no statutory table, a cell ``alone`` on it is a line of prose, too.
    """
    text = document.text[line.span.start : line.span.end]
    cells = [m for m in _CELL.finditer(text) if m.group().strip()]
    for cell in cells:
        # A sheet that holds the whole report has each paragraph alone on a row.
        whole = cell.group().strip() == _row_of(text, cell.start())
        long = "。" in cell.group() and (whole or len(cell.group()) >= _SENTENCE)
        if long or (alone and line.kind == "tabs" and len(cells) == 1):
            start = line.span.start + cell.start()
            yield TextSpan(start, start + len(cell.group()))
            yield None


def _row_of(text: str, position: int) -> str:
    """What the row of a table in which the character stands prints."""
    end = text.find("\n", position)
    return text[text.rfind("\n", 0, position) + 1 : end if end >= 0 else len(text)].strip()
