"""A review: everything that window and export need to know of one report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from core.address import Address
from core.cells import Extraction
from core.corrections import Correction, Verdict
from core.disputes import Dispute
from core.findings import Finding, Status
from core.statement import Statement


class Depth(Enum):
    """How much of a review is wanted: what the cells hold, also what is wrong, or everything."""

    CELLS = "cells"
    PROBLEMS = "problems"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Review:
    """One report with its reading, the work on it, and what the rules say of its current state.

    ``report`` is the report's number in the store. ``findings`` hold every rule's answer, passes
    included; ``corrections`` every entry of the log, undone ones included, in log order.
    ``can_undo`` and ``can_redo`` say whether a gesture remains to take back or to repeat.
    ``earlier`` and ``later`` are the numbers of the agency's nearest reports of other years,
    ``before`` is the state of the earlier one. ``seen`` are cells that a person marked as seen and
    that still stand as they stood then. ``disputes`` wait for a person's decision. ``answered`` are
    the facts that a correction made now would answer, for each cell that was ever corrected,
    ``judged`` those that a verdict would, for each finding, by its key, that was ever judged.
    """

    report: int
    name: str
    agency: str
    year: int | None
    extraction: Extraction
    statement: Statement
    corrections: tuple[Correction, ...]
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...] = ()
    can_undo: bool = False
    can_redo: bool = False
    earlier: int | None = None
    later: int | None = None
    before: Statement | None = None
    seen: frozenset[Address] = frozenset()
    disputes: tuple[Dispute, ...] = ()
    answered: Mapping[Address, tuple[str, ...]] = field(
        default_factory=dict[Address, tuple[str, ...]]
    )
    judged: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The findings that are no pass."""
        return tuple(f for f in self.findings if f.status is not Status.PASS)

    @property
    def open_problems(self) -> tuple[Finding, ...]:
        """The problems that no verdict deals with."""
        excused = {verdict.finding_key for verdict in self.verdicts if verdict.excuses}
        return tuple(f for f in self.problems if f.key not in excused)
