"""What was read of a row of the application table."""

from __future__ import annotations

from dataclasses import dataclass

from core.extraction.repair import Placed


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
