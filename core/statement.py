"""The current state of a report: the machine's reading with the corrections folded over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.address import Address
from core.cells import Cell, Extraction, Origin
from core.corrections import Correction
from core.values import Value

IDENTITY: Final = "identity"
"""The table of a report's identity: not a statutory table, but corrected like one."""
AGENCY: Final = Address(IDENTITY, "report", "agency")
YEAR: Final = Address(IDENTITY, "report", "year")
PUBLISHED: Final = Address(IDENTITY, "report", "published")


@dataclass(frozen=True, slots=True)
class Statement:
    """Values and origins of all cells of one report, in official order; computed, never stored.

    ``identity`` holds agency and date of publication as texts and the year as a number; ``origins``
    has an entry of them only where a person corrected them.
    """

    extraction: Extraction
    values: dict[Address, Value]
    origins: dict[Address, Origin]
    identity: dict[Address, Value]

    def value(self, address: Address) -> Value:
        """The current value; None where blank, not known, or not in this report's form."""
        return (self.identity if address.table == IDENTITY else self.values).get(address)

    @property
    def agency(self) -> str:
        """The reporting organ; "" where neither the document nor a person says it."""
        return str(self.identity[AGENCY] or "")

    @property
    def year(self) -> int | None:
        """The year that is reported on; None where neither the document nor a person says it."""
        year = self.identity[YEAR]
        return int(year) if isinstance(year, Decimal) else None

    @property
    def published(self) -> str | None:
        """The date of publication, ISO 8601; None where nobody says it."""
        published = self.identity[PUBLISHED]
        return None if published is None else str(published)

    def is_known(self, address: Address) -> bool:
        """Whether the cell has one meaning, a blank included."""
        origin = self.origins.get(address, Origin.MISSING)
        return origin not in (Origin.AMBIGUOUS, Origin.MISSING)

    @property
    def corrected(self) -> frozenset[Address]:
        """The cells with another value than was read; those that people only confirmed are none."""
        read = {cell.address: cell.value for cell in self.extraction.cells}
        read |= identity_read(self.extraction)
        put = (a for a, origin in self.origins.items() if origin is Origin.CORRECTED)
        return frozenset(a for a in put if self.value(a) != read.get(a))

    def rows(self, table: str) -> tuple[str, ...]:
        """The row codes that this report has in the table, in official order."""
        return tuple(dict.fromkeys(a.row for a in self.values if a.table == table))

    def reading(self, address: Address) -> Cell | None:
        """The machine's reading of the cell."""
        return self.extraction.cell(address)


def fold(extraction: Extraction, corrections: Iterable[Correction]) -> Statement:
    """Apply corrections in the order of their sequence; an address outside the form is kept.

    A cell that was given back to the machine has what it reads now: it may have read something else
    at that time.
    """
    values: dict[Address, Value] = {cell.address: cell.value for cell in extraction.cells}
    identity = identity_read(extraction)
    origins = {cell.address: cell.origin for cell in extraction.cells}
    machine, read = dict(origins), values | identity
    for correction in sorted(corrections, key=lambda c: c.sequence):
        address = correction.address
        is_identity = address.table == IDENTITY
        value = read.get(address) if correction.to_machine else correction.new
        (identity if is_identity else values)[address] = value
        if not correction.to_machine:
            origins[address] = Origin.CORRECTED
        elif is_identity:
            origins.pop(address, None)
        else:
            origins[address] = machine.get(address, Origin.MISSING)
    return Statement(extraction, values, origins, identity)


def identity_read(extraction: Extraction) -> dict[Address, Value]:
    """The identity as the machine read it; a year that is no number of four digits is None."""
    year = extraction.year.value or ""
    return {
        AGENCY: extraction.agency.value,
        YEAR: Decimal(year) if year.isdecimal() and len(year) == 4 else None,
        PUBLISHED: extraction.published.value,
    }
