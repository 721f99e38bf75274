"""Tables that became one line a cell: the rows are found again where blank cells left blank lines.

Knows lines only. Without blank lines nothing is gained here, and nothing is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from core.extraction.labels import has_numeral
from core.values import normalised, parse_printed

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS: Final = 7
"""Values of a row of the application table, the one table long enough to prove the layout."""
_ROWS: Final = 12
_MOST: Final = 0.8
_LABEL_LINES: Final = 14
"""The longest label of the form, wrapped after every fourth character, has no more lines."""
_LABEL_CHARACTERS: Final = 60
_WORDS_BETWEEN: Final = 12
"""All words between two rows are the label of the second when they are no more: headings and
banners have more."""
_WHOLE_RUNS: Final = frozenset((7, 15))
"""Runs that are a row even when nothing is printed in them."""


@dataclass(frozen=True, slots=True)
class StackedRow:
    """A row of which each cell is a line: the numbers of its label's lines and its values'."""

    label: range
    values: range


def stacked_rows(texts: Sequence[str | None]) -> list[StackedRow]:
    """The rows in lines of one cell each; empty unless blank cells can be told from other blanks.

    ``texts`` are the lines in order, None where a grid stands.
    """
    runs = [run for run in _runs(texts) if run.start and _is_words(texts[run.start - 1])]
    full = [n for n, run in enumerate(runs) if len(run) == _COLUMNS]
    if len(full) < _ROWS or not any(_is_blank(texts[k]) for n in full for k in runs[n]):
        return []
    if len(full) < _MOST * (full[-1] - full[0] + 1):
        return []
    last = runs[full[-1]]
    rows: list[StackedRow] = []
    for previous, run in pairwise([range(0), *runs]):
        values = _trimmed(run, texts) if run.start > last.start else run
        label = _label_lines(texts, previous.stop, run.start)
        printed = any(not _is_blank(texts[k]) for k in values)
        if label and (printed or len(values) in _WHOLE_RUNS):
            rows.append(StackedRow(label, values))
    return rows


def _runs(texts: Sequence[str | None]) -> list[range]:
    """The longest runs of lines that are values or blank."""
    runs: list[range] = []
    start: int | None = None
    for number, text in enumerate([*texts, None]):
        is_value = text is not None and not _is_words(text)
        if is_value and start is None:
            start = number
        elif not is_value and start is not None:
            runs.append(range(start, number))
            start = None
    return runs


def _trimmed(run: range, texts: Sequence[str | None]) -> range:
    """The run without blank lines at its end beyond a whole row: they part it from what follows."""
    for size in sorted(_WHOLE_RUNS):
        if len(run) > size and all(_is_blank(texts[k]) for k in run[size:]):
            return run[:size]
    return run


def _label_lines(texts: Sequence[str | None], begin: int, end: int) -> range:
    """The lines before ``end`` that are the row's own label: from its numeral on, else all behind
    the row before (``begin``) when they are few words, else the last."""
    words = "".join(texts[n] or "" for n in range(begin, end))
    first = begin if begin and len(words) <= _WORDS_BETWEEN else end - 1
    for number in range(end - 1, max(begin, end - _LABEL_LINES) - 1, -1):
        if has_numeral(texts[number] or ""):
            first = number
            break
    words = "".join(texts[n] or "" for n in range(first, end))
    return range(first, end) if len(words) <= _LABEL_CHARACTERS else range(0)


def _is_blank(text: str | None) -> bool:
    return not normalised(text or "")


def _is_words(text: str | None) -> bool:
    return text is not None and not _is_blank(text) and parse_printed(text, "change") is None
