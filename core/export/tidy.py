"""Exports for machines: tidy CSV with one line a cell, JSON lines with one object a report."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any, Final

from core.address import Address
from core.cells import Origin
from core.corrections import Correction, Verdict
from core.export.atomic import damaged, write_atomically
from core.export.gate import csv_text, legal_text
from core.export.problems import TextOf
from core.export.shape import names_of
from core.export.wording import edition_of, place_text
from core.findings import Finding, finding_to_json
from core.geometry import place_to_json
from core.language import say
from core.progress import Watch
from core.review import Review
from core.values import value_to_json, value_to_text

CSV_COLUMNS: Final = (
    "report",
    "agency",
    "year",
    "edition",
    "table",
    "row",
    "column",
    "row_label",
    "column_label",
    "value",
    "printed",
    "origin",
    "confidence",
    "machine_value",
    "place",
)


@dataclass(frozen=True, slots=True)
class Lines:
    """What one report contributes to a file of lines."""

    name: str
    text: str
    count: int


class CsvMaker:
    """Makes the lines of reports, one a cell; it can be sent to another process."""

    def __call__(self, reviews: Sequence[Review], _text_of: TextOf) -> list[Lines]:
        """The lines of each report."""
        return [self._lines(review) for review in reviews]

    def _lines(self, review: Review) -> Lines:
        stream = StringIO(newline="")
        csv.writer(stream).writerows(csv_rows(review))
        return Lines(review.name, stream.getvalue(), len(review.statement.values))


class JsonMaker:
    """Makes one JSON object a report; it can be sent to another process."""

    def __call__(self, reviews: Sequence[Review], _text_of: TextOf) -> list[Lines]:
        """The line of each report."""
        # JSON escapes control characters itself; half of a surrogate pair has no UTF-8.
        objects = (json.dumps(report_object(review), ensure_ascii=False) for review in reviews)
        return [
            Lines(review.name, legal_text(line)[0] + "\n", 1)
            for review, line in zip(reviews, objects, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file of lines: what stands first, and how its lines are counted on reading back."""

    encoding: str
    head: str
    count: Callable[[Iterable[str]], int]


_CSV: Final = _Kind(
    "utf-8-sig",
    ",".join(CSV_COLUMNS) + "\r\n",
    lambda lines: sum(1 for row in csv.reader(lines) if row) - 1,
)
_JSONL: Final = _Kind("utf-8", "", lambda lines: sum(line.endswith("}\n") for line in lines))


def write_csv(path: Path, parts: Iterable[Lines], watch: Watch) -> int:
    """Write the lines: UTF-8 with byte order mark, safe to open in a spreadsheet.

    Texts that begin like a formula carry an apostrophe in front. The answer is how many reports it
    holds. Raises ExportError, and Stopped when ``watch`` says so.
    """
    return _write(path, parts, watch, _CSV)


def write_jsonl(path: Path, parts: Iterable[Lines], watch: Watch) -> int:
    """Write one JSON object a report and line, UTF-8; the answer is how many there are.

    Raises ExportError, and Stopped when ``watch`` says so.
    """
    return _write(path, parts, watch, _JSONL)


def _write(path: Path, parts: Iterable[Lines], watch: Watch, kind: _Kind) -> int:
    """Write the parts one after the other and count the lines of the finished file."""
    reports = lines = 0

    def fill(hidden: Path) -> None:
        nonlocal reports, lines
        with hidden.open("w", encoding=kind.encoding, newline="") as stream:
            stream.write(kind.head)
            for part in parts:
                stream.write(part.text)
                reports, lines = reports + 1, lines + part.count
                watch.step(reports, part.name)

    def check(hidden: Path) -> None:
        with hidden.open(encoding=kind.encoding, newline="") as stream:
            found = kind.count(_watched(stream, watch))
        if found != lines:
            raise damaged(path, say(f"应有 {lines} 行", f"expected {lines} lines"))

    write_atomically(path, fill, check)
    return reports


def _watched(stream: Iterable[str], watch: Watch) -> Iterator[str]:
    for line in stream:
        watch.check()
        yield line


def csv_rows(review: Review) -> Iterator[list[str]]:
    """The lines of one report."""
    cells = {cell.address: cell for cell in review.extraction.cells}
    safe = _safe
    report = [csv_text(t) for t in (str(review.report), review.agency, str(review.year or ""))]
    for address, value in review.statement.values.items():
        cell = cells.get(address)
        line = [
            *report,
            *_named(edition_of(review, address.table), address),
            safe(value_to_text(value)),
            safe(cell.printed if cell else ""),
            _origin(review, address).value,
        ]
        if cell is None:
            yield [*line, "", "", ""]
            continue
        # One confidence in a thousand is another, and no place is another's.
        line.append(safe(f"{cell.confidence:.3g}"))
        line.append(safe(value_to_text(cell.value)))
        yield [*line, csv_text(place_text(cell.place))]


_safe: Final = lru_cache(maxsize=8192)(csv_text)
"""The same few figures and words stand in most cells."""


@lru_cache(maxsize=4096)
def _named(edition: str, address: Address) -> tuple[str, ...]:
    """The columns that say which cell it is."""
    table, row, column = address
    texts = (edition, table, row, column, *names_of(edition, address)[1:])
    return tuple(map(csv_text, texts))


def _origin(review: Review, address: Address) -> Origin:
    return review.statement.origins.get(address, Origin.MISSING)


def report_object(review: Review) -> dict[str, Any]:
    """A report with the work on it, in the words of the command line's JSON."""
    extraction = review.extraction
    tables: dict[str, dict[str, dict[str, int | float | str | None]]] = {}
    for address, value in review.statement.values.items():
        rows = tables.setdefault(address.table, {})
        rows.setdefault(address.row, {})[address.column] = value_to_json(value)
    return {
        "report": review.report,
        "source": {
            "name": review.name,
            "sha256": extraction.sha256,
            "format": extraction.format,
        },
        "agency": review.agency or None,
        "year": review.year,
        "template": extraction.template,
        "tables": tables,
        "cells": list(_cells(review)),
        "findings": [_finding(finding) for finding in review.problems],
        "corrections": [_correction(correction) for correction in review.corrections],
        "verdicts": [_verdict(verdict) for verdict in review.verdicts],
        "unplaced": [
            {
                "table": line.table,
                "label": line.label,
                "texts": list(line.texts),
                "where": place_to_json(line.place),
            }
            for line in extraction.unplaced
        ],
    }


def _cells(review: Review) -> Iterator[dict[str, Any]]:
    cells = {cell.address: cell for cell in review.extraction.cells}
    for address, value in review.statement.values.items():
        cell = cells.get(address)
        yield {
            "cell": str(address),
            "value": value_to_json(value),
            "printed": cell.printed if cell else "",
            "origin": _origin(review, address).value,
            "confidence": cell.confidence if cell else None,
            "candidates": [value_to_json(v) for v in cell.candidates] if cell else [],
            "machine_value": value_to_json(cell.value) if cell else None,
            "where": place_to_json(cell.place) if cell else None,
        }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"key": finding.key, **finding_to_json(finding)}


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "id": correction.id,
        "sequence": correction.sequence,
        "cell": str(correction.address),
        "machine": value_to_json(correction.machine),
        "old": value_to_json(correction.old),
        "new": value_to_json(correction.new),
        "reason": correction.reason,
        "author": correction.author,
        "made_at": correction.made_at,
        "gesture": correction.gesture,
        "reverts": correction.reverts,
        "to_machine": correction.to_machine,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "finding": verdict.finding_key,
        "ruling": verdict.ruling,
        "reason": verdict.reason,
        "author": verdict.author,
        "made_at": verdict.made_at,
    }
