"""A small report made by hand: what a reader and the extraction would have yielded for it."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from core.address import Address
from core.cells import Cell, Extraction, Origin, Quoted
from core.document import Block, Document
from core.geometry import GridCell, TextSpan
from core.reading import Reading
from core.values import Value

UPHELD = Address("review", "reconsideration", "upheld")
CORRECTED = Address("review", "reconsideration", "corrected")
OTHER = Address("review", "reconsideration", "other")
PENDING = Address("review", "reconsideration", "pending")
TOTAL = Address("review", "reconsideration", "total")

FIGURES: dict[Address, Value] = {
    UPHELD: Decimal(3),
    CORRECTED: Decimal(1),
    OTHER: None,
    PENDING: Decimal(2),
    TOTAL: Decimal(7),
}
"""Outcomes of reconsideration; 3 + 1 + 0 + 2 = 6, but 7 is printed."""

LAWSUITS: dict[Address, Value] = {
    Address("review", block, column): Decimal(0)
    for block in ("litigation_direct", "litigation_after_reconsideration")
    for column in ("upheld", "corrected", "other", "pending", "total")
}
"""The rest of the table: no lawsuits."""


def make_reading(
    data: bytes = b"a report",
    *,
    name: str = "report.txt",
    agency: str = "某某县教育局",
    year: str | None = "2023",
    figures: dict[Address, Value] | None = None,
) -> Reading:
    """A reading of the bytes with these figures; a None is a blank, the pending cell is inferred."""
    sha256 = hashlib.sha256(data).hexdigest()
    text = "2023 年政府信息公开工作年度报告"
    cells = tuple(
        Cell(
            address,
            value,
            "" if value is None else str(value),
            Origin.INFERRED if address == PENDING else Origin.READ,
            0.9,
            GridCell(0, 2, index),
        )
        for index, (address, value) in enumerate((figures or FIGURES).items())
    )
    extraction = Extraction(
        sha256=sha256,
        name=name,
        format="txt",
        agency=Quoted(agency),
        year=Quoted(year, TextSpan(0, 4)),
        template="2021",
        editions={address.table: "2021" for address in figures or FIGURES},
        cells=cells,
        reader="text 1",
        made_at="2024-01-31T08:00:00+00:00",
    )
    return Reading(Document(sha256, name, "txt", text, (Block(0, len(text)),), ()), extraction)
