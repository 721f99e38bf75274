"""What goes into a workbook: which sheets, and whether each report gets one of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Final

from core import marks

SHEET_LIMIT: Final = 300
"""Above this many reports their own sheets and the notes on cells are left out by default."""
LONG_LIMIT: Final = 2000
"""Above this many reports the sheets with a line a cell are left out by default: a spreadsheet
program takes minutes to open 400,000 lines, and CSV holds them as well."""


class Sheet(Enum):
    """The sheets of a workbook beside 说明 and those of the reports, in their order, with titles."""

    SUMMARY = marks.SUMMARY
    PROBLEMS = marks.PROBLEMS
    YEARS = marks.YEARS
    ACTIVE = marks.ACTIVE
    REQUESTS = marks.REQUESTS
    REVIEW = marks.REVIEW
    CORRECTIONS = marks.CORRECTIONS
    RULES = marks.RULES


LONG: Final = (Sheet.ACTIVE, Sheet.REQUESTS, Sheet.REVIEW)
"""The sheets with a line a cell, one for each of the three statutory tables."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person asked for; None leaves it to the number of reports."""

    sheets: frozenset[Sheet] | None = None
    report_sheets: bool | None = None

    def settled(self, reports: int) -> Settled:
        """The choice with what the number of reports decides."""
        if self.sheets is None:
            left_out = LONG if reports > LONG_LIMIT else ()
            sheets = tuple(sheet for sheet in Sheet if sheet not in left_out)
        else:
            sheets = tuple(sheet for sheet in Sheet if sheet in self.sheets)
        few = reports <= SHEET_LIMIT
        return Settled(
            sheets, few if self.report_sheets is None else self.report_sheets, is_detailed=few
        )


@dataclass(frozen=True, slots=True)
class Settled:
    """What will be written. ``is_detailed``: few enough reports for notes on cells, and for counting
    the cells that no rule protects."""

    sheets: tuple[Sheet, ...]
    report_sheets: bool
    is_detailed: bool

    @property
    def left_out(self) -> tuple[Sheet, ...]:
        """The sheets that are not written."""
        return tuple(sheet for sheet in Sheet if sheet not in self.sheets)


def sheets_named(names: Collection[str]) -> frozenset[Sheet]:
    """The sheets of these names (summary, problems, ...) or titles. Raises KeyError for another."""
    known = {sheet.name.lower(): sheet for sheet in Sheet} | {sheet.value: sheet for sheet in Sheet}
    return frozenset(known[name.strip().lower()] for name in names)
