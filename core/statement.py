"""The current state of a report: the machine's reading with the corrections folded over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.address import Address
from core.cells import Cell, Extraction, Origin
from core.corrections import Correction
from core.values import Value


@dataclass(frozen=True, slots=True)
class Statement:
    """Values and origins of all cells of one report, in official order; computed, never stored."""

    extraction: Extraction
    values: dict[Address, Value]
    origins: dict[Address, Origin]

    def value(self, address: Address) -> Value:
        """The current value; None where blank, not known, or not in this report's form."""
        return self.values.get(address)

    def is_known(self, address: Address) -> bool:
        """Whether the cell has one meaning, a blank included."""
        origin = self.origins.get(address, Origin.MISSING)
        return origin not in (Origin.AMBIGUOUS, Origin.MISSING)

    def rows(self, table: str) -> tuple[str, ...]:
        """The row codes that this report has in the table, in official order."""
        return tuple(dict.fromkeys(a.row for a in self.values if a.table == table))

    def reading(self, address: Address) -> Cell | None:
        """The machine's reading of the cell."""
        return self.extraction.cell(address)


def fold(extraction: Extraction, corrections: Iterable[Correction]) -> Statement:
    """Apply corrections in the order of their sequence; an address outside the form is kept."""
    values: dict[Address, Value] = {cell.address: cell.value for cell in extraction.cells}
    origins = {cell.address: cell.origin for cell in extraction.cells}
    machine = dict(origins)
    for correction in sorted(corrections, key=lambda c: c.sequence):
        address = correction.address
        values[address] = correction.new
        origins[address] = (
            machine.get(address, Origin.MISSING) if correction.to_machine else Origin.CORRECTED
        )
    return Statement(extraction, values, origins)
