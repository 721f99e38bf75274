"""Tables of another year that a report prints beside its own, for comparison.

They have the same labels, so that figures of two years would be mixed; they are taken out before
anything is located.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from core.document import Document
from core.extraction.identity import identify
from core.extraction.lines import Line
from core.extraction.locate import (
    Stream,
    application_tables,
    is_first_box,
    is_outcome_header,
    opens_section,
)
from core.extraction.rows import words_of
from core.extraction.several_reports import printed_at
from core.language import say

_CAPTION_CHARACTERS: Final = 40
_YEAR: Final = re.compile(r"(?P<year>20\d\d)年(?!\d{1,2}月)")
_EARLIER: Final = re.compile(r"上一?年度?|去年")
_ABOVE: Final = 24
"""Lines of a header at most, also where each of its cells stands on a line of its own."""

_Kind = Literal["box", "requests", "review"]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that begins with the line ``start``; ``caption`` is the line that names its year.

    ``year`` is None where no caption names one, 0 for 上年 and the like.
    """

    kind: _Kind
    start: int
    caption: int | None
    year: int | None


def without_other_years(document: Document, lines: list[Line]) -> tuple[Document, list[Line]]:
    """The document and its lines without tables whose captions name another year than the report's.

    A table goes only where one of its kind remains. The document keeps its offsets; what was taken
    out is blank in its text, and a note says so.
    """
    tables = _tables(lines)
    if len({table.year for table in tables}) < 2:
        return document, lines
    own = identify(document).year.value
    foreign = [t for t in tables if t.year is not None and str(t.year) != own]
    kept = {t.kind for t in tables if t not in foreign}
    dropped = [t for t in foreign if t.kind in kept]
    if own is None or not dropped:
        return document, lines
    gone = {number for table in dropped for number in _lines_of(table, tables, lines)}
    text, blocks = document.text, document.blocks
    for start, end in _stretches(document, lines, gone):
        text = text[:start] + re.sub(r"\S", " ", text[start:end]) + text[end:]
        blocks = tuple(b for b in blocks if not start <= b.start <= b.end <= end)
    notes = (*document.notes, _note())
    left = [line for number, line in enumerate(lines) if number not in gone]
    return replace(document, text=text, blocks=blocks, notes=notes), left


def _note() -> str:
    return say(
        "文件中还印有其他年份的表（供对比），没有读取。",
        "The file prints tables of other years for comparison as well; they were not read.",
    )


def _tables(lines: Sequence[Line]) -> list[_Table]:
    """The beginnings of all tables, in order."""
    found: list[_Table] = []
    for number, kind in _beginnings(lines):
        caption = _caption_above(lines, number)
        year = None if caption is None else _year_of(lines[caption])
        found.append(_Table(kind, number, caption, year))
    return found


def _beginnings(lines: Sequence[Line]) -> Iterator[tuple[int, _Kind]]:
    """The lines that begin a table; several lines of one header count once."""
    requests = {table.start for table in application_tables(Stream(lines))}
    last: _Kind | None = None
    for number, line in enumerate(lines):
        kind: _Kind | None = None
        if number in requests:
            kind = "requests"
        elif is_first_box(line):
            kind = "box"
        elif is_outcome_header(line) or "复议后起诉" in _short(line):
            kind = "review"
        if kind is not None and kind != last:
            yield number, kind
            last = kind
        elif any(f.is_figure for f in line.fields):
            last = None


def _short(line: Line) -> str:
    words = words_of(line)
    return words if len(words) <= _CAPTION_CHARACTERS else ""


def _year_of(line: Line) -> int | None:
    """The year that a line names as a caption does; 0 for the year before."""
    words = "" if any("。" in f.text for f in line.fields) else _short(line)
    if sum(not f.carried and not f.is_blank for f in line.fields) > 1 and line.kind != "plain":
        return None
    if named := _YEAR.search(words):
        return int(named["year"])
    return 0 if _EARLIER.search(words) else None


def _caption_above(lines: Sequence[Line], number: int) -> int | None:
    """The nearest line above a table's beginning that names a year, below all other figures."""
    for above in range(number - 1, max(-1, number - 1 - _ABOVE), -1):
        if _year_of(lines[above]) is not None:
            return above
        has_figures = any(f.is_figure for f in lines[above].fields)
        if has_figures or opens_section(lines[above]) or not _short(lines[above]):
            return None
    return None


def _lines_of(table: _Table, tables: Sequence[_Table], lines: Sequence[Line]) -> range:
    """The lines of a table with its caption, up to what follows it."""
    first = table.start if table.caption is None else table.caption
    later = (t for t in tables if t.start > table.start)
    stop = next((_head(t, lines) for t in later), len(lines))
    for number in range(table.start + 1, stop):
        line = lines[number]
        is_prose = line.kind == "plain" and not _short(line)
        if is_prose or opens_section(line) or _year_of(line) is not None:
            return range(first, number)
    return range(first, stop)


def _head(table: _Table, lines: Sequence[Line]) -> int:
    """The line with which a table's caption or header begins."""
    if table.caption is not None:
        return table.caption
    head = table.start
    while head and lines[head - 1].grid == lines[table.start].grid:
        if any(f.is_figure for f in lines[head - 1].fields):
            break
        head -= 1
    return head


def _stretches(
    document: Document, lines: Sequence[Line], gone: set[int]
) -> Iterator[tuple[int, int]]:
    """Where the lines stand in the text, those that follow each other as one."""
    numbers = sorted(gone)
    breaks = [(a, b) for a, b in pairwise(numbers) if b != a + 1]
    starts = [numbers[0], *(b for _, b in breaks)]
    stops = [*(a for a, _ in breaks), numbers[-1]]
    for start, stop in zip(starts, stops, strict=True):
        yield printed_at(document, lines[start]).start, printed_at(document, lines[stop]).end
