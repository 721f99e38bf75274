"""How each cell of a report stands: value, origin, and what the rules say of it; without Qt widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from core.agenda import LOW_CONFIDENCE, suspect, total_of
from core.cells import Cell, Origin
from core.checks.rulebook import rules_by_code
from core.findings import Finding, Status
from core.values import Value, value_to_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.address import Address
    from core.corrections import Correction
    from core.review import Review
    from core.rules import Rule
    from gui.models.form_layout import FormLayout

_MOST_MARKED: Final = 30


@dataclass(frozen=True, slots=True)
class Face:
    """One cell as it is to be shown.

    ``ghost`` is the sum that a printed total should be where it is not. ``judged`` says that every
    failed rule of the cell has a verdict of a person; ``suspect`` that of the cells of a failed
    rule this is the one to look at first.
    """

    value: Value
    origin: Origin
    confidence: float = 1.0
    failed: bool = False
    doubtful: bool = False
    judged: bool = False
    suspect: bool = False
    ghost: str = ""

    @property
    def text(self) -> str:
        """The value as shown and edited."""
        return value_to_text(self.value)

    @property
    def is_uncertain(self) -> bool:
        """Whether the machine read the cell, but is less sure than it should be."""
        return self.origin in (Origin.READ, Origin.JOINED) and self.confidence < LOW_CONFIDENCE


@dataclass(frozen=True, slots=True)
class Faces:
    """All cells of a report, with what is asked of each by address."""

    cells: Mapping[Address, Face]
    readings: Mapping[Address, Cell]
    corrections: Mapping[Address, Correction]
    findings: Mapping[Address, tuple[Finding, ...]]


def look(review: Review, layout: FormLayout) -> Faces:
    """Work out how every cell of the layout stands."""
    judged = {verdict.finding_key for verdict in review.verdicts}
    by_address: dict[Address, list[Finding]] = {}
    for finding in review.problems:
        for address in finding.addresses if _is_pointed(finding) else ():
            by_address.setdefault(address, []).append(finding)
    readings = {cell.address: cell for cell in review.extraction.cells}
    ghosts = _ghosts(review)
    faces = {
        address: _face(
            review, address, readings.get(address), by_address.get(address, ()), judged, ghosts
        )
        for address in layout.cells
    }
    for address in _suspects(review, judged, ghosts) & faces.keys():
        faces[address] = replace(faces[address], suspect=True)
    return Faces(
        cells=faces,
        readings=readings,
        corrections={correction.address: correction for correction in review.corrections},
        findings={address: tuple(found) for address, found in by_address.items()},
    )


def _face(
    review: Review,
    address: Address,
    reading: Cell | None,
    findings: Sequence[Finding],
    judged: set[str],
    ghosts: Mapping[Address, str],
) -> Face:
    failed = [f for f in findings if f.status is Status.FAIL]
    grave = any(f.severity == "error" for f in failed)
    return Face(
        value=review.statement.value(address),
        origin=review.statement.origins.get(address, Origin.MISSING),
        confidence=reading.confidence if reading else 0.0,
        failed=grave,
        doubtful=not grave and bool(findings),
        judged=bool(failed) and all(f.key in judged for f in failed),
        ghost=ghosts.get(address, ""),
    )


def _is_pointed(finding: Finding) -> bool:
    """Whether the finding is about its cells one by one, so that marking them helps.

    A remark about most cells of a table (blanks beside zeros) would paint the whole of it.
    """
    if finding.severity == "info":
        return False
    return finding.severity == "error" or len(finding.addresses) <= _MOST_MARKED


def _sum_rule(finding: Finding) -> Rule | None:
    rule = rules_by_code().get(finding.rule)
    return rule if rule is not None and rule.kind == "sum" else None


def _ghosts(review: Review) -> dict[Address, str]:
    """The computed sum for each printed total that differs from it."""
    ghosts: dict[Address, str] = {}
    for finding in review.problems:
        rule = _sum_rule(finding)
        address = total_of(finding)
        if rule is None or address is None or finding.status is not Status.FAIL:
            continue
        wanted = finding.right if len(rule.texts("left")) == 1 else finding.left
        if isinstance(wanted, Decimal):
            ghosts.setdefault(address, value_to_text(wanted))
    return ghosts


def _suspects(review: Review, judged: set[str], ghosts: Mapping[Address, str]) -> set[Address]:
    """Wrong totals, and of each failed rule that nobody judged the cell that is likeliest wrong."""
    failed = (
        finding
        for finding in review.problems
        if finding.status is Status.FAIL
        and finding.severity == "error"
        and finding.key not in judged
    )
    chosen = {suspect(finding, review.statement) for finding in failed}
    return {address for address in chosen | set(ghosts) if address is not None}
