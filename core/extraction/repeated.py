"""Tables in which a converter wrote a merged cell once for each column that it spans.

So print python-docx, pandas and some Markdown converters: four times 第二十条第（一）项, and 行政许可 with
the same figure under three equal headings. What a heading was merged over, its values were, too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from core.values import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.extraction.lines import Field, Line

_WORDS: Final = re.compile(r"[\u3400-\u9fff]")
_WIDE: Final = 3
"""Equal cells side by side from which a table is known to repeat merged ones."""

Run = tuple[int, int]


def without_repeats(lines: Sequence[Line]) -> list[Line]:
    """The lines with each merged cell once, spanning the columns over which it was repeated."""
    if not any(_is_banner(line) for line in lines):
        return list(lines)
    merged: list[Line] = []
    runs: list[Run] = []
    width = 0
    for line in lines:
        fields = line.fields
        if line.kind == "plain" or len(fields) < _WIDE:
            merged.append(line)
            continue
        labels = _equal_runs(fields)
        words = [field.is_label for field in fields if not field.is_blank]
        # A row of the form that is blank prints its one label.
        if len(words) > 1 and all(words):
            runs, width = labels, len(fields)
        values = runs if len(fields) == width else []
        whole = [run for run in values if _is_one(fields, run)]
        merged.append(replace(line, fields=_collapsed(fields, {*labels, *whole})))
    return merged


def _is_banner(line: Line) -> bool:
    """Whether a row of a table is one label again and again, or holds one three times at least."""
    return line.kind != "plain" and any(
        stop - start >= _WIDE for start, stop in _equal_runs(line.fields)
    )


def _equal_runs(fields: Sequence[Field]) -> list[Run]:
    """Where two or more neighbours print the same words; what is no writing is left alone."""
    runs: list[Run] = []
    start = 0
    for _, group in groupby(fields, key=lambda f: normalised(f.text)):
        stop = start + sum(1 for _ in group)
        if stop - start > 1 and fields[start].is_label and _WORDS.search(fields[start].text):
            runs.append((start, stop))
        start = stop
    return runs


def _is_one(fields: Sequence[Field], run: Run) -> bool:
    return len({normalised(field.text) for field in fields[slice(*run)]}) == 1


def _collapsed(fields: Sequence[Field], runs: set[Run]) -> tuple[Field, ...]:
    kept: list[Field] = []
    stops = dict(sorted(runs))
    number = 0
    while number < len(fields):
        stop = stops.get(number, number + 1)
        kept.append(replace(fields[number], end=fields[stop - 1].end))
        number = stop
    return tuple(kept)
