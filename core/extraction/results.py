"""What was read of a row of the application table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from core.cells import Origin
from core.extraction.repair import Placed
from core.geometry import Place


@dataclass(frozen=True, slots=True)
class RowResult:
    """A row of the form with one outcome a column; ``likeness`` of its label, 0 by order alone.

    ``doubtful`` marks a row of plain text whose figures do not add up or stand in disorder;
    ``unearned`` are the columns of a row that no rules draw whose figures nothing bears out.
    """

    code: str
    placed: tuple[Placed, ...]
    likeness: float
    positional: bool
    doubtful: bool = False
    unearned: frozenset[int] = frozenset()


def places_of(rows: Sequence[RowResult]) -> frozenset[Place]:
    """Where the figures stand that were read or concluded."""
    known = (p.piece for row in rows for p in row.placed if p.origin is not Origin.AMBIGUOUS)
    return frozenset(p.place for p in known if p.value is not None and p.place is not None)


def with_joined(rows: Sequence[RowResult], joined: Collection[Place]) -> list[RowResult]:
    """The rows, what was read at these places being put together of several pieces."""
    return [
        replace(
            row,
            placed=tuple(
                replace(p, origin=Origin.JOINED)
                if p.origin is Origin.READ and p.piece.place in joined
                else p
                for p in row.placed
            ),
        )
        for row in rows
    ]
