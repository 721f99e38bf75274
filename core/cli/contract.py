"""The JSON line of one report, as ``gouji extract --json`` prints it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.cells import Cell, Extraction, Unplaced
from core.errors import Known
from core.findings import Finding, Status, finding_to_json
from core.geometry import place_to_json
from core.proposals import proposal_of
from core.prose import Mention
from core.reading import Reading
from core.values import value_to_json


def report_line(reading: Reading, findings: Sequence[Finding]) -> dict[str, Any]:
    """The report as one JSON object: source, identity, tables, cells, findings, unplaced rows.

    Findings that pass are left out. Numbers are JSON numbers; a blank, missing or ambiguous cell is
    null; a printed mark of absence is that text. ``prose`` are the figures that the text quotes, a
    denial as 0 without a unit, a number that was left out as null. ``proposals`` is what the file's name suggests.
    """
    extraction = reading.extraction
    proposal = proposal_of(extraction.name)
    return {
        "source": {
            "name": extraction.name,
            "sha256": extraction.sha256,
            "format": extraction.format,
        },
        "agency": extraction.agency.value,
        "year": int(extraction.year.value) if extraction.year.value else None,
        "published": extraction.published.value,
        "template": extraction.template,
        "editions": extraction.editions,
        "identity": {
            "agency": place_to_json(extraction.agency.place),
            "year": place_to_json(extraction.year.place),
            "published": place_to_json(extraction.published.place),
        },
        "proposals": {"agency": proposal.agency, "year": proposal.year},
        "tables": _tables(extraction),
        "cells": [_cell(cell) for cell in extraction.cells],
        "findings": [finding_to_json(f) for f in findings if f.status is not Status.PASS],
        "unplaced": [_unplaced(row) for row in extraction.unplaced],
        "prose": [_mention(mention) for mention in extraction.prose.mentions],
        "notes": list(extraction.notes),
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "family": mention.family,
        "value": value_to_json(mention.value),
        "unit": mention.unit,
        "precision": str(mention.precision),
        "start": mention.span.start,
        "end": mention.span.end,
        "year": mention.year,
        "words": mention.words,
        "includes": list(mention.includes),
        "doubt": mention.doubt,
    }


def error_line(name: str, error: Known) -> dict[str, Any]:
    """The line of a file that could not be read."""
    return {
        "source": {"name": name},
        "error": {"code": error.code, "message": error.message, "hint": error.hint},
    }


def _tables(extraction: Extraction) -> dict[str, dict[str, dict[str, Any]]]:
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in extraction.cells:
        address = cell.address
        row = tables.setdefault(address.table, {}).setdefault(address.row, {})
        row[address.column] = value_to_json(cell.value)
    return tables


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "cell": str(cell.address),
        "value": value_to_json(cell.value),
        "printed": cell.printed,
        "origin": str(cell.origin),
        "confidence": cell.confidence,
        "candidates": [value_to_json(value) for value in cell.candidates],
        "where": place_to_json(cell.place),
    }


def _unplaced(row: Unplaced) -> dict[str, Any]:
    return {
        "table": row.table,
        "label": row.label,
        "texts": list(row.texts),
        "where": place_to_json(row.place),
    }
