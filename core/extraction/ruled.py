"""Rules that a converter drew between the rows of a table: of dashes, with pipes or crosses.

Knows lines of text only. ``|---|---|`` parts the headings of a Markdown table from its rows,
``+---+---+`` the rows of a drawn grid, whose cells may then have several lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_RULE: Final = re.compile(r"[\s|:+=-]+")
_CROSSED: Final = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")


def is_piped(text: str) -> bool:
    """Whether pipes part a line into cells."""
    return text.count("|") >= 2


def rules_in(texts: Sequence[str | None]) -> frozenset[int]:
    """The numbers of the lines that are rules and not rows whose cells hold a dash each."""
    rules: set[int] = set()
    above = 0
    for number, text in enumerate(texts):
        if text is None or not (is_piped(text) or _CROSSED.fullmatch(text)):
            above = 0 if text is None or text.strip() else above
            continue
        if _CROSSED.fullmatch(text) or (
            _RULE.fullmatch(text) and (above == 1 or not _is_marks(text))
        ):
            rules.add(number)
        above += 1
    return frozenset(rules)


def _is_marks(text: str) -> bool:
    """Whether each cell is blank or holds one dash, so that only the line's number tells."""
    cells = text.strip().strip("|").split("|")
    return "-" in text and all(cell.strip() in ("", "-") for cell in cells)


def borderless(texts: Sequence[str | None]) -> frozenset[int]:
    """The numbers of the piped lines of tables without pipes as borders.

    There some lines begin with words, and a pipe at the edge of another follows a blank cell.
    """
    found: set[int] = set()
    run: list[int] = []
    for number, text in enumerate([*texts, None]):
        if text is not None and is_piped(text):
            run.append(number)
            continue
        if not all((texts[n] or "").lstrip().startswith("|") for n in run):
            found.update(run)
        run = []
    return frozenset(found)


def drawn_rows(texts: Sequence[str | None]) -> list[range]:
    """The lines, by number, of each row of several lines between the crossed rules of a drawn grid."""
    rows: list[range] = []
    start: int | None = None
    for number, text in enumerate(texts):
        if text is not None and _CROSSED.fullmatch(text):
            if start is not None and _is_row(texts[start:number]):
                rows.append(range(start, number))
            start = number + 1
        elif text is None or not is_piped(text):
            start = None
    return rows


def _is_row(texts: Sequence[str | None]) -> bool:
    """Whether the lines have their pipes at the same number, so that their cells belong together."""
    counts = {text.count("|") for text in texts if text is not None}
    return len(texts) > 1 and len(counts) == 1
