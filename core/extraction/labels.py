"""How well a printed label fits a label of the form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from core.form import RowSpec
from core.values import normalised

_DROP: Final = re.compile(r"[\s()\[\]{}<>“”\"'‘’「」『』《》,.;:、，。；：·~—\-/_|]+")
_NUMERAL: Final = re.compile(
    r"^(?:第?\(?[一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、)])"
)

SURE: Final = 0.86
"""From here on a label counts as recognised by its words alone."""


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """The label's words: no blanks, brackets or punctuation; 其它 is 其他."""
    return _DROP.sub("", normalised(text).replace("其它", "其他"))


@lru_cache(maxsize=20_000)
def bare_words(text: str) -> str:
    """The label's words without its leading numeral."""
    return bare(_NUMERAL.sub("", normalised(text)))


def has_numeral(text: str) -> bool:
    """Whether the label begins like a row of the form: （七）, 3. or 四、."""
    return _NUMERAL.match(normalised(text)) is not None


@lru_cache(maxsize=512)
def label_forms(row: RowSpec) -> tuple[str, ...]:
    """All texts under which the row is known: label, then aliases."""
    return (row.label, *row.aliases)


@lru_cache(maxsize=20_000)
def likeness(printed: str, known: tuple[str, ...]) -> float:
    """0..1: how well the printed text is one of the known texts, whole against whole."""
    best = 0.0
    for text in known:
        whole = fuzz.ratio(bare(printed), bare(text)) / 100
        words = fuzz.ratio(bare_words(printed), bare_words(text)) / 100 * 0.98
        best = max(best, whole, words)
    return best


@lru_cache(maxsize=20_000)
def containment(context: str, known: tuple[str, ...]) -> float:
    """0..1: how well one of the known texts is contained in a longer context.

    Meant for plain text, where the stub's words and a wrapped label run together. A known text of
    fewer than four characters must stand there exactly.
    """
    best = 0.0
    inside = bare(context)
    for text in known:
        wanted, words = bare(text), bare_words(text)
        if wanted and wanted in inside:
            best = max(best, 1.0)
        elif len(words) >= 4 and len(inside) >= len(words) * 0.7:
            best = max(best, fuzz.partial_ratio(words, inside) / 100 * 0.97)
    return best


@lru_cache(maxsize=20_000)
def words_after(context: str, known: tuple[str, ...]) -> int:
    """How many characters follow the best match of a known text in the context."""
    inside = bare(context)
    best = (0.0, len(inside))
    for text in known:
        words = bare_words(text)
        found = fuzz.partial_ratio_alignment(words, inside) if words and inside else None
        if found is not None and len(words) <= len(inside):
            best = max(best, (found.score, -(len(inside) - found.dest_end)))
    return len(inside) if best[0] == 0.0 else -best[1]
