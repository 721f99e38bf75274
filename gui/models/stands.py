"""How far each figure can be trusted, in five kinds that differ in the source by colour and line."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.agenda import LOW_CONFIDENCE
from core.cells import Origin
from core.findings import Status

if TYPE_CHECKING:
    from core.address import Address
    from core.review import Review


class Stand(StrEnum):
    """What is to be said of a figure at a glance, the plainest first."""

    READ = "read"
    WORKED_OUT = "worked_out"
    UNSURE = "unsure"
    CORRECTED = "corrected"
    WRONG = "wrong"


def stands(review: Review) -> dict[Address, Stand]:
    """How each cell of the reading stands now; one in a failed sum that nobody judged is wrong."""
    judged = {verdict.finding_key for verdict in review.verdicts}
    wrong = {
        address
        for finding in review.problems
        if finding.status is Status.FAIL
        and finding.severity == "error"
        and finding.key not in judged
        for address in finding.addresses
    }
    return {
        cell.address: Stand.WRONG
        if cell.address in wrong
        else _by_origin(review.statement.origins.get(cell.address, cell.origin), cell.confidence)
        for cell in review.extraction.cells
    }


def stand_word(stand: Stand) -> str:
    """The kind in the user's words."""
    return {
        Stand.READ: tr("read plainly"),
        Stand.WORKED_OUT: tr("joined or inferred"),
        Stand.UNSURE: tr("unsure"),
        Stand.CORRECTED: tr("corrected"),
        Stand.WRONG: tr("does not add up"),
    }[stand]


def _by_origin(origin: Origin, confidence: float) -> Stand:
    if origin is Origin.CORRECTED:
        return Stand.CORRECTED
    if origin in (Origin.AMBIGUOUS, Origin.MISSING) or confidence < LOW_CONFIDENCE:
        return Stand.UNSURE
    return Stand.READ if origin is Origin.READ else Stand.WORKED_OUT


def tr(text: str) -> str:
    """The words in the user's language; they belong to no class, so their context is empty."""
    return QCoreApplication.translate("", text)
