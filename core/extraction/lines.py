"""A line of fields: the one shape of a document that locating and aligning work on.

A grid row, a tabbed or piped line of text and a plain line of words all become a Line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from core.geometry import Place, TextSpan
from core.values import is_blank, normalised, parse_printed

LineKind = Literal["grid", "tabs", "plain"]

MISREAD: Final = {"O": 0, "o": 0, "〇": 0, "○": 0, "l": 1, "I": 1}
"""Letters that stand alone in a cell where a digit was misread."""
_NEXT: Final = 1
"""Characters between two lines of text that follow each other: the line feed."""
_UNNAMED: Final = re.compile(r"[\s\d,.，．]*[\ufffd\ue000-\uf8ff][\s\d,.，．\ufffd\ue000-\uf8ff]*")
"""What is left of a figure whose font does not say which digits it has, or that the paper cuts."""


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a line: a grid slot, a field between tabs, or a word.

    ``start`` and ``end`` are grid columns (half open) for grids, field numbers for tabs, and
    characters from the line's start for plain lines (so does pdftotext lay out a page). ``carried`` marks a merged cell that
    began in a row above, ``drawn`` is False where the grid was filled up.
    """

    text: str
    place: Place
    start: int
    end: int
    carried: bool = False
    drawn: bool = True

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed."""
        return is_blank(self.text)

    @property
    def is_label(self) -> bool:
        """Whether the text is words rather than a figure or a mark of absence."""
        if self.is_blank or normalised(self.text) in MISREAD or _UNNAMED.fullmatch(self.text):
            return False
        return parse_printed(self.text, "change") is None

    @property
    def is_figure(self) -> bool:
        """Whether the text is a number or a mark of absence, or was one that cannot be read."""
        return not self.is_blank and not self.is_label


@dataclass(frozen=True, slots=True)
class Line:
    """A row of fields in reading order; ``grid`` is the grid's number for grid rows.

    ``page`` counts the page breaks before a line of text, as far as it tells: form feeds and page
    numbers. ``ruled`` is False for a row of a grid that nothing draws.
    """

    kind: LineKind
    fields: tuple[Field, ...]
    grid: int | None
    span: TextSpan
    page: int = 0
    ruled: bool = True

    @property
    def text(self) -> str:
        """All own words and figures put together, without blanks."""
        return "".join(normalised(f.text) for f in self.fields if not f.carried)


def follows(line: Line, above: Line) -> bool:
    """Whether two plain lines follow each other with no blank line between."""
    is_plain = line.kind == above.kind == "plain"
    return is_plain and line.span.start - above.span.end <= _NEXT
