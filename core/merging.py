"""Corrections and a newer reading of the same report: which still apply, which are settled.

Three values meet in a cell: what the machine read when a person corrected it, what the person put,
and what the machine reads now. Nothing is dropped; a person's value stands until a person says
otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.statement import IDENTITY, identity_read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.address import Address
    from core.cells import Extraction
    from core.corrections import Correction
    from core.values import Value


@dataclass(frozen=True, slots=True)
class Conflict:
    """A corrected cell that the machine now reads as something else than before and than corrected.

    ``before`` is the reading that was corrected, ``now`` the newest one.
    """

    correction: Correction
    before: Value
    now: Value

    @property
    def address(self) -> Address:
        """The cell."""
        return self.correction.address


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of the corrected cells when a report was read anew.

    ``applied``: the machine reads what it read then, so the correction stands. ``settled``: it now
    reads what the person put. ``conflicts``: something else; the person's value stands for now.
    """

    applied: tuple[Correction, ...]
    settled: tuple[Correction, ...]
    conflicts: tuple[Conflict, ...]


def merge(extraction: Extraction, corrections: Iterable[Correction]) -> Merge:
    """Hold the corrections in force (the last of each cell) against a newer reading."""
    applied: list[Correction] = []
    settled: list[Correction] = []
    conflicts: list[Conflict] = []
    read = {cell.address: cell.value for cell in extraction.cells} | identity_read(extraction)
    for correction in in_force(corrections):
        now = read.get(correction.address)
        if now == correction.machine:
            applied.append(correction)
        elif now == correction.new:
            settled.append(correction)
        else:
            conflicts.append(Conflict(correction, correction.machine, now))
    return Merge(tuple(applied), tuple(settled), tuple(conflicts))


def in_force(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """The last correction of each cell, unless it gave the cell back to the machine."""
    last: dict[Address, Correction] = {}
    for correction in sorted(corrections, key=lambda c: c.sequence):
        last[correction.address] = correction
    return tuple(c for c in last.values() if not c.to_machine)


def reading_of(extraction: Extraction, address: Address) -> Value:
    """What the machine reads in the cell; None where it has no such cell or no value for it."""
    if address.table == IDENTITY:
        return identity_read(extraction).get(address)
    cell = extraction.cell(address)
    return None if cell is None else cell.value
