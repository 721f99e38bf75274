"""What the machine read: cells with origin, confidence and place, and the extraction of a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.address import Address
from core.geometry import Place
from core.prose import Prose
from core.values import Value


class Origin(StrEnum):
    """How a value came to be known; the principle of honesty in one word."""

    READ = "read"
    JOINED = "joined"
    INFERRED = "inferred"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as read. ``value`` is None where blank, missing or ambiguous; ``printed`` is the raw
    text ("" for a blank); ``candidates`` are the values among which the arithmetic chose or could
    not choose."""

    address: Address
    value: Value
    printed: str
    origin: Origin
    confidence: float
    place: Place | None
    candidates: tuple[Value, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the cell stands in the source with one meaning, a blank included."""
        return self.origin not in (Origin.AMBIGUOUS, Origin.MISSING)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row of a statutory table that the form does not have; kept and shown, never added."""

    table: str
    label: str
    texts: tuple[str, ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A fact of the report's identity (agency, year, date of publication) with its place; value None
    when the document does not say."""

    value: str | None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything the machine read from one source; immutable.

    ``unlabelled`` are the rows of which the source prints no label (``requests.denied_1``): they
    were found by their order alone.

    ``editions`` gives the edition of each table found; ``template`` the edition of the report as a
    whole. ``published`` is the date of publication (ISO 8601). Cells stand in the official order; rows follow what is printed (``other`` or
    ``other_1``..``other_3``). ``made_at`` is ISO 8601 UTC.
    """

    sha256: str
    name: str
    format: str
    agency: Quoted
    year: Quoted
    template: str
    editions: dict[str, str]
    cells: tuple[Cell, ...]
    unplaced: tuple[Unplaced, ...] = ()
    reader: str = ""
    made_at: str = ""
    notes: tuple[str, ...] = field(default=())
    published: Quoted = field(default=Quoted(None))
    prose: Prose = field(default=Prose())
    unlabelled: tuple[str, ...] = ()

    def cell(self, address: Address) -> Cell | None:
        """The cell at the address, or None when the report's form has no such cell."""
        return next((cell for cell in self.cells if cell.address == address), None)
