"""The review and litigation table where it is printed in several rows or cut into several tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.extraction.rows import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.extraction.lines import Field, Line

_BLOCK: Final = 5
_DIRECT: Final = 1
_HEADING: Final = re.compile("政府信息公开.*行政复议|行政复议.*行政诉讼.*情况")
_NAMES: Final = re.compile("(?P<direct>未经复议(?:直接)?起?诉?)|(?P<after>复议后起?诉?)|行政复议")


@dataclass(frozen=True, slots=True)
class _Row:
    """Values with the blocks that the words since the row before name, by number."""

    blocks: tuple[int, ...]
    values: tuple[Field, ...]

    @property
    def is_blank(self) -> bool:
        return all(field.is_blank for field in self.values)


def values_of_blocks(part: Sequence[Line]) -> tuple[Field, ...] | None:
    """The fields of all three blocks in the form's order, from two rows or more.

    None where one row holds everything, or where the words do not tell whose values a row has.
    """
    found: dict[int, tuple[Field, ...]] = {}
    rows = _rows(part)
    for row in rows:
        if len(row.values) != _BLOCK * len(row.blocks):
            return None
        for number, block in enumerate(row.blocks):
            found[block] = row.values[_BLOCK * number : _BLOCK * (number + 1)]
    if len(rows) < 2 or len(found) < 3 or sum(len(row.blocks) for row in rows) != 3:
        return None
    return tuple(field for block in sorted(found) for field in found[block])


def _rows(part: Sequence[Line]) -> list[_Row]:
    rows: list[_Row] = []
    named: list[int] = []
    for line in part:
        fields = [f for f in line.fields if not f.carried and f.drawn]
        labels = [f for f in fields if f.is_label]
        values = fields[len(labels) :]
        is_row = line.kind != "plain" and len(values) >= _BLOCK and not _any_label(values)
        if not is_row or len(labels) > 2 or _is_heading(line, labels):
            named.extend(n for n in _named_by(line) if n not in named)
            continue
        own = [n for f in line.fields if f.is_label for n in _blocks_in(f.text)]
        blocks = tuple(dict.fromkeys(own)) or tuple(named)
        row = _Row(tuple(sorted(blocks)), _trimmed(values, _BLOCK * len(blocks)))
        if not blocks and rows and rows[-1].is_blank:
            # A blank line was drawn between the headings and the values.
            rows[-1] = replace(rows[-1], values=_trimmed(values, len(rows[-1].values)))
        elif blocks:
            rows.append(row)
        named.clear()
    return rows


def _is_heading(line: Line, labels: Sequence[Field]) -> bool:
    """Whether a row names what stands below it: the section's heading, or one over a whole block,
    beside which a sheet may have blank cells."""
    over_block = line.kind == "grid" and any(f.end - f.start >= _BLOCK for f in labels)
    return over_block or _HEADING.search(words_of(line)) is not None


def _named_by(line: Line) -> list[int]:
    """The blocks that a line names; the section's heading names both procedures, so no block."""
    words = words_of(line)
    return [] if _HEADING.search(words) else _blocks_in(words)


def _blocks_in(text: str) -> list[int]:
    """The blocks that a text names: 0 for reconsideration, 1 and 2 for the two litigations."""
    words = "".join(text.split())
    return [
        _DIRECT if match["direct"] else _DIRECT + 1 if match["after"] else 0
        for match in _NAMES.finditer(words)
    ]


def _any_label(fields: Sequence[Field]) -> bool:
    return any(field.is_label for field in fields)


def _trimmed(values: Sequence[Field], size: int) -> tuple[Field, ...]:
    """The values without blanks at the end beyond what the blocks have."""
    kept = list(values)
    while len(kept) > size and kept[-1].is_blank:
        kept.pop()
    return tuple(kept)
