"""What people did to each cell, and whether they only confirmed the reading. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.address import Address
    from core.corrections import Correction


@dataclass(frozen=True, slots=True)
class Opinion:
    """The work on one cell: its history in log order, undone entries included, at least one."""

    entries: tuple[Correction, ...]

    @property
    def stands(self) -> bool:
        """Whether a person's word is in force, not the machine's reading."""
        return not self.entries[-1].to_machine

    @property
    def is_confirmed(self) -> bool:
        """Whether the word in force is that the machine read rightly."""
        last = self.entries[-1]
        return self.stands and last.new == last.machine


def opinions(corrections: Iterable[Correction]) -> dict[Address, Opinion]:
    """The work on every cell that anybody worked on."""
    entries: dict[Address, list[Correction]] = {}
    for correction in sorted(corrections, key=lambda c: c.sequence):
        entries.setdefault(correction.address, []).append(correction)
    return {address: Opinion(tuple(found)) for address, found in entries.items()}
