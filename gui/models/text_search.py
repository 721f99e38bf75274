"""Search in a document's text as a person means it: width, case and line breaks do not count."""

from __future__ import annotations

import unicodedata
from functools import cache

from core.geometry import TextSpan


class Searched:
    """A text made ready for many searches; making it ready goes through it once."""

    def __init__(self, text: str) -> None:
        self._plain, self._offsets = _folded(text)

    def find_all(self, wanted: str) -> tuple[TextSpan, ...]:
        """Every place of the wanted words, in order, none overlapping; none for blank words."""
        sought, _ = _folded(wanted)
        found: list[TextSpan] = []
        at = self._plain.find(sought) if sought else -1
        while at >= 0:
            end = at + len(sought)
            found.append(TextSpan(self._offsets[at], self._offsets[end - 1] + 1))
            at = self._plain.find(sought, end)
        return tuple(found)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without blanks, width and case, and for each character its offset in the text."""
    plain: list[str] = []
    offsets: list[int] = []
    for offset, mark in enumerate(text):
        folded = _folded_mark(mark)
        plain.append(folded)
        offsets.extend([offset] * len(folded))
    return "".join(plain), offsets


@cache
def _folded_mark(mark: str) -> str:
    """One character without width and case; "" for a blank."""
    folded = unicodedata.normalize("NFKC", mark).casefold()
    return "".join(part for part in folded if not part.isspace())
