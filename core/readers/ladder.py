"""Rows of a table that only level rules part: what stands between two of them is one row.

Such rules tell which lines of a label are its own and which numbers a narrow column has broken,
where without them only distances do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.readers.wordlines import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.readers.bands import Band
    from core.readers.labelling import Group, LabelLine
    from core.readers.ruling import Stroke
    from core.readers.wordlines import Piece

_ONE: Final = 3.0
"""Rules nearer than this, in points, are one drawn double."""
_FEWEST: Final = 3
"""Rows that rules must part on both sides, from which they are known to part all rows."""
_MOST_LINES: Final = 8
"""Lines of a label; where more stand between two rules, these frame several rows."""
_LARGER: Final = 1.12
_BROKEN: Final = 2
"""Digits of a broken number on each line but the last, at least."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The heights of the rules of one table, from top to bottom; rows are numbered from 1."""

    ys: tuple[float, ...]

    def row_at(self, y: float) -> int | None:
        """The row in which something stands; None above the first rule and below the last."""
        number = bisect_right(self.ys, y)
        return number if 0 < number < len(self.ys) else None


def on_ladder(band: Band, rules: Sequence[Stroke]) -> tuple[Band, Ladder] | None:
    """The band with the figures of each row on one line, and its ladder; None without one."""
    ladder = _ladder(band, rules)
    if ladder is None:
        return None
    figured: dict[int, list[Row]] = defaultdict(list)
    for row in band.rows:
        number = ladder.row_at(row.middle)
        if number is None:
            return None
        figured[number].append(row)
    labelled: dict[int, list[Row]] = defaultdict(list)
    for row in band.between:
        labelled[ladder.row_at(row.middle) or 0].append(row)
    told = figured.keys() | (labelled.keys() - {0})
    if len(told) < _FEWEST or any(len(labelled[n]) > _MOST_LINES for n in told):
        return None
    rows: list[Row] = []
    between = list(band.between)
    for own in figured.values():
        whole, labels = _as_one(own)
        if whole is None:
            return None
        rows.append(whole)
        between.extend(labels)
    between.sort(key=lambda row: row.middle)
    return replace(band, rows=rows, between=between), ladder


def _ladder(band: Band, rules: Sequence[Stroke]) -> Ladder | None:
    """The rules that run above and below all columns of figures."""
    low, high = band.columns[0][1], band.columns[-1][0]
    ys: list[float] = []
    for y in sorted(rule.at for rule in rules if rule.start <= low and rule.end >= high):
        if not ys or y - ys[-1] > _ONE:
            ys.append(y)
    return Ladder(tuple(ys)) if len(ys) > _FEWEST else None


def _as_one(rows: Sequence[Row]) -> tuple[Row | None, list[Row]]:
    """The lines of one row as one, the words of others as lines of its label; None for several rows."""
    if len(rows) == 1:
        return rows[0], []
    main = max(rows, key=lambda row: len(row.figures))
    figures = [piece for row in rows for piece in row.figures]
    if not all(_is_one_number(stack) for stack in _stacks(figures)):
        return None, []
    words = [p for p in main.pieces if p not in main.figures]
    labels = [
        Row(row.number, own)
        for row in rows
        if row is not main and (own := tuple(p for p in row.pieces if p not in row.figures))
    ]
    figures.sort(key=lambda p: (round(p.x0), p.top))
    return Row(main.number, (*words, *figures), begins=len(words)), labels


def _stacks(figures: Iterable[Piece]) -> list[list[Piece]]:
    """The figures column by column, each from the top down."""
    stacks: list[list[Piece]] = []
    for piece in sorted(figures, key=lambda p: p.middle):
        own = next((s for s in stacks if piece.x0 < s[0].x1 and s[0].x0 < piece.x1), None)
        if own is None:
            stacks.append([piece])
        else:
            own.append(piece)
    return stacks


def _is_one_number(stack: Sequence[Piece]) -> bool:
    """Whether each line but the last is as long as the first, as where a column breaks a number."""
    lengths = [len(piece.text) for piece in stack]
    return len(stack) == 1 or (
        all(piece.text.isdecimal() for piece in stack)
        and lengths[0] >= _BROKEN
        and all(length == lengths[0] for length in lengths[:-1])
        and lengths[-1] <= lengths[0]
    )


def groups_on(
    ladder: Ladder, rows: Sequence[Row], lines: Sequence[LabelLine], headings: Sequence[Row]
) -> list[Group]:
    """The rows of figures with the lines of their labels, and rows of blanks next to them.

    ``headings`` stand above all rows.
    """
    owners = {ladder.row_at(row.middle): k for k, row in enumerate(rows)}
    labels: dict[int, list[LabelLine]] = defaultdict(list)
    for line in lines:
        number = ladder.row_at(line.middle)
        if number is not None:
            labels[number].append(line)
    first = min(number for number in owners if number is not None)
    last = max(number for number in owners if number is not None)
    headed = max((ladder.row_at(row.middle) or 0 for row in headings), default=0)
    usual = min((line.height for line in lines), default=0.0)
    while first - 1 > headed and _is_row(labels.get(first - 1, ()), usual):
        first -= 1
    while _is_row(labels.get(last + 1, ()), usual):
        last += 1
    return [
        (owners.get(n), tuple(labels.get(n, ())))
        for n in range(first, last + 1)
        if n in owners or labels.get(n)
    ]


def _is_row(lines: Sequence[LabelLine], usual: float) -> bool:
    """Whether words between two rules are a label; a heading is printed larger."""
    return bool(lines) and all(line.height <= _LARGER * usual for line in lines)
