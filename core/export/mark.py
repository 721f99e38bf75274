"""The hidden sheet by which a corrected workbook finds its way back into a store.

It says for each report sheet which report it is, where each cell of the form stands, with which
value, and which labels stand around: so that a changed figure is told from a moved row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from openpyxl.worksheet.worksheet import Worksheet

from core.address import Address
from core.cells import Origin
from core.export.canvas import Losses, Spot, append, close
from core.marks import FORMAT, VERSION, digest, value_to_plain
from core.review import Review
from core.values import Value

_PIECE: Final = 30_000
"""Characters a cell; the text of a report goes over several."""


@dataclass(frozen=True, slots=True)
class SheetMark:
    """Of one report sheet: where each cell of the form stands, and the labels, by reference (B7)."""

    title: str
    review: Review
    places: Mapping[Address, str]
    labels: Mapping[str, str]


@dataclass(slots=True)
class Marks:
    """The marks of a workbook's report sheets, as the lines of the hidden sheet."""

    lines: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])

    def add(self, mark: SheetMark) -> None:
        """Note a report sheet."""
        review = mark.review
        plain: dict[str, Any] = {
            "title": mark.title,
            "source": review.extraction.sha256,
            "name": review.name,
            "agency": review.agency,
            "year": review.year,
            "labels": dict(mark.labels),
            "cells": {str(a): _cell(review, a, place) for a, place in mark.places.items()},
        }
        # ASCII, because a cell counts UTF-16 units and no other program may normalise the text.
        text = json.dumps(plain, separators=(",", ":"))
        self.lines.append(
            tuple(text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
        )

    def write(self, sheet: Worksheet, program: str, made_at: str) -> None:
        """Fill and close the hidden sheet."""
        sheet.sheet_state = "veryHidden"
        head = (FORMAT, str(VERSION), program, made_at, digest(self.lines))
        for line in (head, *self.lines):
            append(sheet, [Spot(text) for text in line], Losses())
        close(sheet)


def shown_value(review: Review, address: Address) -> Value:
    """What the report sheet shows in the cell: blank where nobody knows."""
    origin = review.statement.origins.get(address, Origin.MISSING)
    return None if origin in (Origin.AMBIGUOUS, Origin.MISSING) else review.statement.value(address)


def _cell(review: Review, address: Address, place: str) -> list[Any]:
    """Place, value, the machine's reading, and the facts that a correction of it would answer."""
    reading = review.statement.reading(address)
    machine = None if reading is None else reading.value
    return [
        place,
        value_to_plain(shown_value(review, address)),
        value_to_plain(machine),
        list(review.answered.get(address, ())),
    ]
