"""Labels that are wrapped around the figures of their row, as text laid out like its page has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from core.extraction.labels import bare
from core.extraction.rows import RowReading

_LEAST: Final = 4
"""Characters of a label that is wrapped."""


def unwrapped(rows: Sequence[RowReading], labels: Iterable[str]) -> list[RowReading]:
    """The rows with the end of a label, printed below the figures, given back to its own row.

    Left where it is, it would begin the label of the next row, which may be none of the form's.
    """
    names = sorted({bare(label) for label in labels}, key=len, reverse=True)
    names = [name for name in names if len(name) >= _LEAST]
    made = list(rows)
    for number in range(1, len(made)):
        above, below = made[number - 1], made[number]
        if above.positional or below.positional:
            continue
        end = _wrapped_end(bare(above.context), bare(below.context), names)
        if end:
            whole = above.context + end
            rest = bare(below.context)[len(end) :]
            made[number - 1] = replace(above, label=whole, context=whole)
            made[number] = replace(below, label=rest, context=rest)
    return made


def _wrapped_end(above: str, below: str, names: Sequence[str]) -> str:
    """With what part of a name the lower words begin when the upper ones end with the rest; ""."""
    if any(above.endswith(name) for name in names):
        return ""
    for name in names:
        for cut in range(1, len(name)):
            if above.endswith(name[:cut]) and below.startswith(name[cut:]):
                return name[cut:]
    return ""
