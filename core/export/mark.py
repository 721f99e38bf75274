"""The hidden sheet by which a corrected workbook finds its way back into a store.

It says for each report sheet which report it is, where each cell of the form stands, with which
value, and which labels stand around: so that a changed figure is told from a moved row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from openpyxl.worksheet.worksheet import Worksheet

from core.address import Address
from core.cells import Origin
from core.export.canvas import CHECK, Formula, Losses, Ordinal, Spot, append, close
from core.export.choice import Sheet
from core.export.gate import cell_value
from core.marks import FORMAT, HANDLING, REVIEWER, VERSION, digest, row_digest, value_to_plain
from core.review import Review
from core.values import Value

_TOLD: Final = (Sheet.SUMMARY, Sheet.PROBLEMS, Sheet.YEARS, Sheet.CORRECTIONS)
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
    told: dict[str, Any] = field(default_factory=dict[str, Any])

    def add_told(self, title: str, rows: Sequence[Sequence[Spot | None]]) -> None:
        """Note a sheet that tells of the whole workbook, all of its columns."""
        columns = list(range(max(map(len, rows), default=0)))
        digests = [row_digest(_written(spot) for spot in row) for row in rows]
        self.told[title] = {"columns": columns, "rows": digests}

    def add(self, mark: SheetMark, lists: Mapping[str, Any]) -> None:
        """Note a report sheet, and the report's lines in the lists."""
        review = mark.review
        plain: dict[str, Any] = {
            "title": mark.title,
            "source": review.extraction.sha256,
            "name": review.name,
            "agency": review.agency,
            "year": review.year,
            "labels": dict(mark.labels),
            "cells": {str(a): _cell(review, a, place) for a, place in mark.places.items()},
            "lists": lists,
        }
        self.lines.append(_pieces(plain))

    def write(self, sheet: Worksheet, program: str, made_at: str) -> None:
        """Fill and close the hidden sheet."""
        sheet.sheet_state = "veryHidden"
        first = json.loads("".join(self.lines[0]))
        self.lines[0] = _pieces(first | {"told": self.told})
        head = (FORMAT, str(VERSION), program, made_at, digest(self.lines))
        for line in (head, *self.lines):
            append(sheet, [Spot(text) for text in line], Losses())
        close(sheet)


def _pieces(plain: Mapping[str, Any]) -> tuple[str, ...]:
    # ASCII, because a cell counts UTF-16 units and no other program may normalise the text.
    text = json.dumps(plain, separators=(",", ":"))
    return tuple(text[start : start + _PIECE] for start in range(0, len(text), _PIECE))


def list_marks(
    review: Review, lists: Mapping[Sheet, Sequence[Sequence[Spot | None]]]
) -> dict[str, Any]:
    """The report's lines in the lists whose changes are told, by the title of the list.

    Of each list the columns that no person is to fill in and no formula fills, from 0, and the
    digests of its lines; of each problem also its finding, what is said of it, and what a verdict
    made now would answer.
    """
    marked: dict[str, Any] = {}
    for sheet in _TOLD:
        rows = lists.get(sheet, ())
        if not rows:
            continue
        last = HANDLING if sheet is Sheet.PROBLEMS else len(rows[0])
        columns = [n for n, spot in enumerate(rows[0][:last]) if _is_fixed(spot)]
        digests = [row_digest(_written(row[n]) for n in columns) for row in rows]
        marked[sheet.value] = {"columns": columns, "rows": digests}
        if sheet is Sheet.PROBLEMS:
            marked[sheet.value]["findings"] = [
                [finding.key, *_said_of(row), list(review.judged.get(finding.key, ()))]
                for finding, row in zip(review.problems, rows, strict=True)
            ]
    return marked


def _is_fixed(spot: Spot | None) -> bool:
    return spot is None or not (spot.look == CHECK or isinstance(spot.content, Formula | Ordinal))


def _written(spot: Spot | None) -> object:
    content = None if spot is None else spot.content
    assert not isinstance(content, Formula | Ordinal)
    return cell_value(content).value


def _said_of(row: Sequence[Spot | None]) -> tuple[str, str]:
    return row_digest([_written(row[HANDLING])]), row_digest([_written(row[REVIEWER])])


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
