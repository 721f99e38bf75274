"""Which of two readings of the application table is the better one, by what the sums say of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from core.cells import Origin
from core.extraction.repair import Placed, Relation, number, sums_up
from core.extraction.results import RowResult
from core.geometry import PageBox, Place

Relations = Callable[[Sequence[str]], Sequence[Relation]]

_OPEN: Final = (Origin.AMBIGUOUS, Origin.MISSING)
_COLUMN: Final = 3
"""What a column in which all sums hold counts, where a row whose sum holds counts its cells."""


def is_borne_out(rows: Sequence[RowResult], relations: Relations) -> bool:
    """Whether nothing is left open, and every sum of every row and column holds."""
    width = max((len(row.placed) for row in rows), default=0)
    known = [row for row in rows if _is_known(row) and _adds_up(row)]
    return bool(rows) and len(known) == len(rows) and _balanced(rows, relations) == width


def merit(rows: Sequence[RowResult], relations: Relations) -> int:
    """How much of the table a reading knows and the sums bear out, in cells."""
    found = _COLUMN * _balanced(rows, relations)
    for row in rows:
        if _is_known(row) and _adds_up(row):
            found += len(row.placed)
        else:
            found -= sum(placed.origin in _OPEN for placed in row.placed)
    return found


def settled_places(rows: Sequence[RowResult]) -> frozenset[Place]:
    """Where the figures of rows stand of which all is known and adds up."""
    return frozenset(
        placed.piece.place
        for row in rows
        if _is_known(row) and _adds_up(row)
        for placed in row.placed
        if placed.piece.place is not None
    )


def doubting(rows: Sequence[RowResult], other: Sequence[RowResult]) -> list[RowResult]:
    """The rows, the cells marked in which the other reading knows another value."""
    said = {row.code: row for row in other}
    return [replace(row, unearned=row.unearned | _apart(row, said.get(row.code))) for row in rows]


def supplemented(rows: Sequence[RowResult], other: Sequence[RowResult]) -> list[RowResult]:
    """The rows, and what the other reading knows of those that are left open, print nothing or were
    not found.

    Its figures must add up, and be among those that the first reading holds possible or stand nowhere
    that a row of this has its own from.
    """
    said = {row.code: row for row in other if _is_known(row) and _adds_up(row)}
    taken = [p.piece.place for row in rows for p in row.placed if p.piece.printed]
    free = {code: row for code, row in said.items() if _stands_apart(row, taken)}
    whole = [
        _concluded(free[row.code])
        if row.code in free and not _prints(row)
        else _filled(row, said.get(row.code))
        for row in rows
    ]
    codes = {row.code for row in rows}
    return [*whole, *(_concluded(row) for code, row in free.items() if code not in codes)]


def _concluded(row: RowResult) -> RowResult:
    return replace(row, unearned=frozenset(range(len(row.placed))))


def _prints(row: RowResult) -> bool:
    return any(placed.piece.printed for placed in row.placed)


def _stands_apart(row: RowResult, taken: Sequence[Place | None]) -> bool:
    """Whether a row prints figures, none of them where another figure was read."""
    own = [placed.piece.place for placed in row.placed if placed.piece.printed]
    return bool(own) and not any(_overlap(place, other) for place in own for other in taken)


def _overlap(one: Place | None, other: Place | None) -> bool:
    """Whether two places are one, or on a page the middle of either lies in the other."""
    if not isinstance(one, PageBox) or not isinstance(other, PageBox) or one.page != other.page:
        return one == other
    return _holds_middle(one, other) or _holds_middle(other, one)


def _holds_middle(box: PageBox, other: PageBox) -> bool:
    x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _filled(row: RowResult, other: RowResult | None) -> RowResult:
    """A row with what the other reading knows of its open cells, which stays a conclusion."""
    if other is None or _is_known(row):
        return row
    pairs = list(zip(row.placed, other.placed, strict=True))
    if not all(_allows(mine, its) for mine, its in pairs):
        return row
    placed = tuple(
        Placed(its.piece, Origin.INFERRED, mine.candidates) if mine.origin in _OPEN else mine
        for mine, its in pairs
    )
    concluded = frozenset(n for n, (mine, _) in enumerate(pairs) if mine.origin in _OPEN)
    return replace(row, placed=placed, unearned=row.unearned | concluded)


def _allows(mine: Placed, its: Placed) -> bool:
    """Whether a reading holds the value of another one possible."""
    among = mine.candidates if mine.origin in _OPEN else (mine.piece.value,)
    return its.piece.value in among


def _apart(row: RowResult, other: RowResult | None) -> frozenset[int]:
    if other is None:
        return frozenset(range(len(row.placed)))
    return frozenset(
        n
        for n, (mine, its) in enumerate(zip(row.placed, other.placed, strict=True))
        if its.origin not in _OPEN and mine.piece.value != its.piece.value
    )


def _is_known(row: RowResult) -> bool:
    return not any(placed.origin in _OPEN for placed in row.placed)


def _adds_up(row: RowResult) -> bool:
    return sums_up(tuple(placed.piece for placed in row.placed))


def _balanced(rows: Sequence[RowResult], relations: Relations) -> int:
    """The columns in which all sums over the rows hold and nothing is open."""
    by_code = {row.code: row for row in rows}
    pairs = relations(list(by_code))
    width = max((len(row.placed) for row in rows), default=0)
    return sum(all(_holds(by_code, pair, column) for pair in pairs) for column in range(width))


def _holds(rows: dict[str, RowResult], pair: Relation, column: int) -> bool:
    sides: list[Decimal] = []
    for codes in pair:
        own = [rows[code].placed[column] for code in codes if code in rows]
        if not own or any(placed.origin in _OPEN for placed in own):
            return False
        sides.append(sum((number(placed.piece.value) for placed in own), Decimal(0)))
    return sides[0] == sides[1]
