"""The library: one line a report, and how the rules fare over all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.standing import ReviewStatus

if TYPE_CHECKING:
    from core.store.projection import Projection


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as the library lists it.

    ``errors`` and ``warnings`` are failed rules of that severity, ``excused`` findings that a
    verdict explains (then not counted among the others), ``cannot_tell`` rules without an answer,
    ``unsure`` cells that are ambiguous, missing or inferred, ``corrected`` cells with another value
    than was read; ``imported_at`` is ISO 8601 UTC.
    ``changed`` are cells that were changed since the last sign-off.
    """

    number: int
    name: str
    agency: str
    year: int | None
    edition: str
    format: str
    errors: int
    warnings: int
    cannot_tell: int
    excused: int
    unsure: int
    corrected: int
    imported_at: str
    status: ReviewStatus = ReviewStatus.UNREVIEWED
    reviewer: str = ""
    changed: int = 0


@dataclass(frozen=True, slots=True)
class RuleTotal:
    """In how many reports of the store a rule fails, is excused by a verdict, and cannot tell."""

    rule: str
    failed: int
    excused: int
    cannot_tell: int


def line_of(projection: Projection) -> ReportLine:
    """The line of a report as people see it."""
    return ReportLine(
        number=projection.report,
        name=projection.name,
        agency=projection.agency,
        year=projection.year,
        edition=projection.edition,
        format=projection.format,
        errors=projection.errors,
        warnings=projection.warnings,
        cannot_tell=projection.cannot_tell,
        excused=projection.excused,
        unsure=projection.unsure,
        corrected=projection.corrected,
        imported_at=projection.imported_at,
        status=ReviewStatus(projection.status),
        reviewer=projection.reviewer,
        changed=projection.changed,
    )
