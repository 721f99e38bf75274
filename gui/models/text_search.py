"""Search in a document's text as a person means it: width, case and line breaks do not count."""

from __future__ import annotations

import unicodedata

from core.geometry import TextSpan


def find_all(text: str, wanted: str) -> tuple[TextSpan, ...]:
    """Every place of the wanted words, in order, none overlapping; none for blank words."""
    plain, offsets = _folded(text)
    sought, _ = _folded(wanted)
    found: list[TextSpan] = []
    at = plain.find(sought) if sought else -1
    while at >= 0:
        end = at + len(sought)
        found.append(TextSpan(offsets[at], offsets[end - 1] + 1))
        at = plain.find(sought, end)
    return tuple(found)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without blanks, width and case, and for each character its offset in the text."""
    plain: list[str] = []
    offsets: list[int] = []
    for offset, mark in enumerate(text):
        for folded in unicodedata.normalize("NFKC", mark).casefold():
            if not folded.isspace():
                plain.append(folded)
                offsets.append(offset)
    return "".join(plain), offsets
