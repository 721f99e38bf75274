"""Rows of a table to rows of the form: the best order-keeping match, by dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from core.extraction.fields import is_page_number
from core.extraction.labels import (
    bare,
    containment,
    has_numeral,
    label_forms,
    likeness,
    words_after,
)
from core.extraction.rows import RowReading, words_of
from core.form import RowSpec
from core.geometry import PageBox

_LEAST: Final = 0.55
"""Below this likeness a label says nothing."""
_PART: Final = 0.85
_CONTAINED: Final = 0.95
_SHORTEST_PART: Final = 4
_SHARED: Final = 0.9
_NEAR: Final = 3
_FAR: Final = 0.5
"""A label in plain text counts half when other words stand between it and the figures: a row that
prints nothing leaves only its words."""
_HINT: Final = 0.3
"""A damaged label of this likeness may still be placed by order."""
_BY_ORDER: Final = 0.02
"""What a full row without a readable label gains by standing in its place."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A row of the form with what was printed for it; ``likeness`` 0 when placed by order alone."""

    spec: RowSpec
    row: RowReading
    likeness: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The matches by row code, the rows with figures that the form does not have, and the score."""

    matched: dict[str, Aligned]
    left: tuple[RowReading, ...]
    score: float


def align(rows: Sequence[RowReading], specs: Sequence[RowSpec], *, full: int) -> Alignment:
    """Match rows with rows of the form; both keep their order, either may be skipped.

    ``full`` is the number of figures from which a row without a label counts as a row.
    """
    scores = [_scores(row, specs, full) for row in rows]
    pairs = _best_path(scores)
    matched = {
        specs[j].code: Aligned(specs[j], rows[i], _likeness(rows[i], specs[j])) for i, j in pairs
    }
    taken = {i: specs[j].code for i, j in pairs}
    left: list[RowReading] = []
    for number, row in enumerate(rows):
        if number in taken or not row.has_figures:
            continue
        host = _host(number, rows, taken, matched)
        if host is None:
            if any(field.is_figure for field in row.fields):
                left.append(row)
        else:
            whole = replace(row, label=host.row.label + row.label, context=host.row.context)
            matched[host.spec.code] = replace(host, row=whole)
    _add_blank_rows(matched, specs)
    return Alignment(matched, tuple(left), sum(scores[i][j] for i, j in pairs))


def _add_blank_rows(matched: dict[str, Aligned], specs: Sequence[RowSpec]) -> None:
    """Rows of plain text that print no figure: their labels stand before the next row's."""
    later: Aligned | None = None
    for spec in reversed(specs):
        if spec.code in matched:
            later = matched[spec.code]
        elif later is not None and not later.row.positional:
            known = label_forms(spec)
            if containment(later.row.context, known) >= _CONTAINED and len(bare(spec.label)) >= 4:
                blank = replace(
                    later.row, label=spec.label, context=spec.label, fields=(), mapped=None
                )
                matched[spec.code] = Aligned(spec, blank, _LEAST)


def _likeness(row: RowReading, spec: RowSpec) -> float:
    known = label_forms(spec)
    words = row.label if row.positional else row.context
    part = _as_part(words, known)
    if not row.positional:
        shared = containment(row.shared, known) * _SHARED if row.shared else 0.0
        return max(containment(words, known), part, shared)
    whole = likeness(words, known) if words else 0.0
    if len(bare(words)) < _SHORTEST_PART:
        return whole
    return max(whole, part, containment(words, known) * _PART)


@lru_cache(maxsize=20_000)
def _as_part(words: str, known: tuple[str, ...]) -> float:
    """How well a label cut by a page break is a part of the form's label."""
    printed = bare(words)
    if len(printed) < _SHORTEST_PART:
        return 0.0
    longer = [bare(text) for text in known if len(bare(text)) >= len(printed)]
    return max((fuzz.partial_ratio(printed, text) for text in longer), default=0.0) / 100 * _PART


def _scores(row: RowReading, specs: Sequence[RowSpec], full: int) -> list[float]:
    """How much is gained by taking the printed row for each of the form's."""
    count = len(row.figures)
    is_row = count >= full or bool(row.mapped and count and not row.label)
    return [_score(row, spec, is_row=is_row) for spec in specs]


def _score(row: RowReading, spec: RowSpec, *, is_row: bool) -> float:
    """``is_row`` says that the row prints enough to be one even where no words tell which."""
    like = _likeness(row, spec)
    if like > _LEAST:
        gain = like - _LEAST + 0.001 * min(len(spec.label), 30)
        return gain if row.positional else gain * _nearness(row, spec)
    if not is_row:
        return 0.0
    return _BY_ORDER if like >= _HINT or _is_nameless(row, spec) else 0.0


def _nearness(row: RowReading, spec: RowSpec) -> float:
    """How much of the gain a label in plain text keeps: words on the figures' own line decide."""
    known = label_forms(spec)
    beside = words_of(row.line)
    if len(beside) >= _SHORTEST_PART:
        here = max(_as_part(beside, known), containment(beside, known))
        if here > _LEAST:
            return 1.0
        # Behind a numeral stands a label of another row, which the form need not have.
        return 0.0 if has_numeral(row.line.fields[0].text) else _FAR * _FAR
    return _FAR if words_after(row.context or row.shared, known) > _NEAR else 1.0


def _is_nameless(row: RowReading, spec: RowSpec) -> bool:
    """Whether the row prints no label of its own: nothing, or only the stub it stands under."""
    words = row.label if row.positional else row.context
    if not bare(words):
        return True
    return any(containment(words, (stub,)) >= 0.8 for stub in spec.path[:-1])


def _best_path(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Order-keeping pairs (row, spec) with the greatest sum of scores."""
    height, width = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(1, height + 1):
        for j in range(1, width + 1):
            gain = scores[i - 1][j - 1]
            paired = best[i - 1][j - 1] + gain if gain > 0 else float("-inf")
            best[i][j] = max(best[i - 1][j], best[i][j - 1], paired)
    pairs: list[tuple[int, int]] = []
    i, j = height, width
    while i and j:
        gain = scores[i - 1][j - 1]
        if gain > 0 and best[i][j] == best[i - 1][j - 1] + gain:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def _are_parted(row: RowReading, other: RowReading) -> bool:
    """Whether a rule on one page stands between two rows."""
    on_page = row.line.kind == "grid" and isinstance(row.line.fields[0].place, PageBox)
    return on_page and row.line.ruled and row.line.grid == other.line.grid


def _is_nothing(row: RowReading) -> bool:
    return not row.has_figures or _is_page_number(row)


def _is_page_number(row: RowReading) -> bool:
    return is_page_number(row.line.text)


def _host(
    number: int,
    rows: Sequence[RowReading],
    taken: dict[int, str],
    matched: dict[str, Aligned],
) -> Aligned | None:
    """The neighbouring row that a page break tore this one from: blank, and its label goes on.

    On a page a rule parts the rows of one grid, so that only another grid goes on with a row, or the
    same one behind a row that holds the number of a page.
    """
    for step in (-1, 1):
        other = number + step
        # Between the halves stand what a page break brings: blank rows, a page number.
        while 0 <= other < len(rows) and other not in taken and _is_nothing(rows[other]):
            other += step
        code = taken.get(other)
        if code is None:
            continue
        host = matched[code]
        rest = bare(rows[number].label)
        if host.row.has_figures or not rows[number].positional:
            continue
        between = rows[min(number, other) + 1 : max(number, other)]
        if _are_parted(rows[number], host.row) and not any(map(_is_page_number, between)):
            continue
        if not rest or any(rest in bare(text) for text in label_forms(host.spec)):
            return host
    return None
