"""Builds reviews by hand: the whole form filled with 0, and on top what a test says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from core.address import Address
from core.catalogue import load_catalogue
from core.cells import Cell, Extraction, Origin, Quoted, Unplaced
from core.corrections import Correction, Verdict
from core.findings import Finding
from core.form import RowSpec
from core.review import Review
from core.statement import fold
from core.values import Value

Reading = Value | int | Cell


def read_cell(
    address: str,
    value: Value,
    origin: Origin = Origin.READ,
    *,
    printed: str = "",
    candidates: tuple[Value, ...] = (),
) -> Cell:
    """A cell as the machine read it, without a place."""
    return Cell(Address.parse(address), value, printed, origin, 0.9, None, candidates)


def make_review(
    edition: str = "2021",
    readings: Mapping[str, Reading] | None = None,
    *,
    agency: str = "甲县",
    year: int | None = 2023,
    report: int = 1,
    corrections: Sequence[Correction] = (),
    findings: Sequence[Finding] = (),
    verdicts: Sequence[Verdict] = (),
    unplaced: Sequence[Unplaced] = (),
    undivided: bool = False,
) -> Review:
    """A report of that edition. ``undivided`` prints （六）其他处理 as one row in the 2021 form."""
    said = dict(readings or {})
    cells = [
        _cell(address, said.pop(str(address), 0)) for address in _addresses(edition, undivided)
    ]
    assert not said, f"not in the form: {sorted(said)}"
    form = load_catalogue().forms[edition]
    extraction = Extraction(
        sha256=f"{report:064x}",
        name=f"report-{report}.pdf",
        format="pdf",
        agency=Quoted(agency),
        year=Quoted(str(year) if year else None),
        template=edition,
        editions={table.code: edition for table in form.tables},
        cells=tuple(cells),
        unplaced=tuple(unplaced),
    )
    return Review(
        report=report,
        name=extraction.name,
        agency=agency,
        year=year,
        extraction=extraction,
        statement=fold(extraction, corrections),
        corrections=tuple(corrections),
        findings=tuple(findings),
        verdicts=tuple(verdicts),
    )


def _addresses(edition: str, undivided: bool) -> list[Address]:
    forms = load_catalogue().forms
    found: list[Address] = []
    for table in forms[edition].tables:
        rows: list[RowSpec] = list(table.rows)
        if undivided and table.code == "requests":
            first = next(i for i, row in enumerate(rows) if row.code == "other_1")
            rows[first : first + 3] = [forms["2019"].table("requests").row("other")]
        found += [Address(table.code, r.code, c.code) for r in rows for c in table.columns]
    return found


def _cell(address: Address, reading: Reading) -> Cell:
    if isinstance(reading, Cell):
        return replace(reading, address=address)
    value = Decimal(reading) if isinstance(reading, int) else reading
    printed = "" if value is None else str(value)
    return Cell(address, value, printed, Origin.READ, 0.99, None)
