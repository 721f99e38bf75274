"""What is asked of the log of corrections, and a line of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.corrections import Correction, Gesture


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which corrections are wanted; what is left empty limits nothing.

    Each word of ``text`` must stand in the value before or after, the reason, the name of the
    person, agency, file or cell. ``table`` is a table's code, ``report`` a report's number.
    """

    text: str = ""
    author: str | None = None
    table: str = ""
    gesture: Gesture | None = None
    report: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A correction with the report that it belongs to."""

    correction: Correction
    agency: str
    year: int | None
    name: str
    edition: str
