"""Documents that hold several reports: years on the sheets of a workbook, copies on one page.

Tables of different reports must never be mixed; so one report is chosen before anything is read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from core.extraction.locate import Stream, application_tables, is_outcome_header
from core.extraction.rows import words_of
from core.geometry import TextSpan
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.document import Document
    from core.extraction.lines import Line

_TITLE: Final = re.compile(
    r"20\d\d年?(?:度)?.{0,30}政府信息公开.{0,12}(?:(?<!需要)报告|年报)(?!的)"
)
_TITLE_CHARACTERS: Final = 60
_FIRST_BOX: Final = re.compile(r"第二十条第?[一1]项")
_HEADER_LINES: Final = 6
_TABLES: Final = frozenset({"box", "requests", "review"})


def one_report(document: Document, lines: list[Line]) -> tuple[Document, list[Line]]:
    """The report to read, the first one or the one that the file's own title names.

    The document keeps its offsets; what belongs to other reports is blank in its text, and a note
    says so unless these are copies.
    """
    parts = _reports(lines)
    if len(parts) < 2:
        return document, lines
    titles = [_title(lines[part.start : part.stop]) for part in parts]
    declared = "".join(document.title.split())
    chosen = next((n for n, title in enumerate(titles) if title and title in declared), 0)
    part = lines[parts[chosen].start : parts[chosen].stop]
    start = 0 if chosen == 0 else printed_at(document, part[0]).start
    end = printed_at(document, part[-1]).end
    text = " " * start + document.text[start:end]
    blocks = tuple(b for b in document.blocks if start < b.end and b.start < end)
    notes = document.notes
    if len({_figures(lines[p.start : p.stop]) for p in parts}) > 1:
        notes = (*notes, _note(len(parts), titles[chosen]))
    return replace(document, text=text, blocks=blocks, notes=notes), part


def printed_at(document: Document, line: Line) -> TextSpan:
    """Where the line stands in the text; of a grid that holds several reports its row alone."""
    if line.grid is None:
        return line.span
    grid = document.grids[line.grid]
    places = {field.place for field in line.fields if not field.carried}
    own = min((slot.row for slot in grid.slots if slot.place in places), default=0)
    # A row without a cell of its own has no line in the text.
    number = sorted({slot.row for slot in grid.slots}).index(own)
    rows = document.text[grid.span.start : grid.span.end].split("\n")
    start = grid.span.start + sum(len(row) + 1 for row in rows[:number])
    return TextSpan(start, start + len(rows[number]))


def _note(count: int, title: str) -> str:
    named = f"“{title}”" if title else ""
    return say(
        f"文件中有 {count} 份报告，只读取了其中一份{named}，请将其余报告拆分后另行导入。",
        f"The file holds {count} reports; only one{' ' + named if named else ''} was read. "
        "Split off the others and import them by themselves.",
    )


def _reports(lines: Sequence[Line]) -> list[range]:
    """The lines of each report, in order: one range when no table begins again."""
    tables = application_tables(Stream(lines))
    starts = [0]
    for before, after in pairwise(tables):
        starts.append(_begin(lines, before.stop, after.start))
    parts = [range(a, b) for a, b in pairwise([*starts, len(lines)])]
    within = sorted(cut for part in parts for cut in _cuts(lines, part, tables))
    bounds = sorted({*starts, *within, len(lines)})
    return [range(a, b) for a, b in pairwise(bounds)]


def _cuts(lines: Sequence[Line], part: range, tables: Sequence[range]) -> list[int]:
    """Where further reports begin in lines with one application table at most.

    A report that lacks a table has others that begin again: behind another title, or the first box
    behind a review table. Tables that are printed twice have neither before them.
    """
    own = _title(lines[part.start : part.stop])
    cuts: list[int] = []
    seen: list[tuple[int, str]] = []
    other: int | None = None
    for number, mark in _marks(lines, part, tables):
        if mark not in _TABLES:
            if seen and other is None and _differ(own, mark):
                other = number
            continue
        kinds = {kind for _, kind in seen}
        if mark in kinds and (other is not None or (mark == "box" and "review" in kinds)):
            start = number if other is None else other
            cuts.append(start)
            own, other = _title_at(lines, start), None
            seen = [(n, kind) for n, kind in seen if n > start]
        seen.append((number, mark))
    return cuts


def _marks(lines: Sequence[Line], part: range, tables: Sequence[range]) -> list[tuple[int, str]]:
    """The titles, by their words, and the beginnings of tables, by their kinds, with their lines."""
    requests = {table.start for table in tables}
    marks: list[tuple[int, str]] = []
    for number in part:
        words = words_of(lines[number])
        if title := _title_at(lines, number):
            marks.append((number, title))
        elif number in requests:
            marks.append((number, "requests"))
        elif len(words) <= _TITLE_CHARACTERS and _FIRST_BOX.match(words):
            marks.append((number, "box"))
        elif is_outcome_header(lines[number]):
            marks.append((number, "review"))
    return marks


def _differ(one: str, other: str) -> bool:
    """Whether two titles name different reports; a caption may leave the agency or the year out."""
    return bool(one) and one not in other and other not in one


def _begin(lines: Sequence[Line], low: int, high: int) -> int:
    """Where the report begins whose application table begins at ``high``: its title, else its
    first box, else the header of the table."""
    for number in range(low, high):
        if _title_at(lines, number):
            return number
    for number in range(low, high):
        if _FIRST_BOX.search(words_of(lines[number])):
            return number
    return max(low, high - _HEADER_LINES)


def _title_at(lines: Sequence[Line], number: int) -> str:
    """The title that begins with the line, alone or wrapped into the next one; else empty."""
    own, *next_one = (words_of(line) for line in lines[number : number + 2])
    if _is_title(own):
        return own
    whole = own + "".join(next_one)
    return whole if _is_title(whole) and not any(map(_is_title, next_one)) else ""


def _is_title(words: str) -> bool:
    return len(words) <= _TITLE_CHARACTERS and _TITLE.search(words) is not None


def _title(lines: Sequence[Line]) -> str:
    titles = (_title_at(lines, number) for number in range(len(lines)))
    return next((title for title in titles if title), "")


def _figures(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(f.text for line in lines for f in line.fields if f.is_figure)
