"""Text as it is matched: in NFKC and without blanks, so that no line break hides a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from core.geometry import TextSpan

BREAK: Final = "\n"
"""Stands between the stretches of a compact text: no sentence runs over it."""


class _Folds(dict[str, str]):
    """What each character becomes: its NFKC without blanks; nothing where it is invisible."""

    def __missing__(self, character: str) -> str:
        folded = ""
        if unicodedata.category(character) != "Cf":
            folded = "".join(unicodedata.normalize("NFKC", character).split())
        self[character] = folded
        return folded


_FOLDS: Final = _Folds()


class Compact:
    """A text without white space, in NFKC, with the way back to the original offsets."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        piece = text[start : len(text) if end is None else end]
        folded = [_FOLDS[character] for character in piece]
        self.text = "".join(folded)
        # A character may become several, or none.
        self.offsets = [n for n, fold in enumerate(folded, start) for _ in fold]

    @classmethod
    def of(cls, text: str, stretches: Iterable[Iterable[TextSpan]]) -> Compact:
        """The stretches of a text, each put together from its lines, with a BREAK after each."""
        whole = cls("")
        parts: list[str] = []
        for stretch in stretches:
            for line in stretch:
                piece = cls(text, line.start, line.end)
                parts.append(piece.text)
                whole.offsets += piece.offsets
            if whole.offsets:
                parts.append(BREAK)
                whole.offsets.append(whole.offsets[-1])
        whole.text = "".join(parts)
        return whole

    def span(self, start: int, end: int) -> TextSpan:
        """Characters ``start`` to ``end`` (exclusive, not empty) as a span of the original."""
        return TextSpan(self.offsets[start], self.offsets[end - 1] + 1)
