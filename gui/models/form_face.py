"""How each cell of a report stands: value, origin, and what rules and people say; no Qt widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from core.agenda import LOW_CONFIDENCE, suspect, total_of
from core.cells import Cell, Origin
from core.checks.rulebook import rules_by_code
from core.earlier_year import Beside, beside
from core.findings import Finding, Status
from core.opinions import Opinion, opinions
from core.statement import fold
from core.values import Value, value_to_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.address import Address
    from core.cells import Extraction
    from core.disputes import Dispute
    from core.review import Review
    from core.rules import Rule
    from gui.models.form_layout import FormLayout

_MOST_MARKED: Final = 30


class Show(StrEnum):
    """What the form shows: the figures as corrected, as the machine read them, or changes alone."""

    PRESENT = "present"
    READING = "reading"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Face:
    """One cell as it is to be shown.

    ``ghost`` is the sum that a printed total should be where it is not. ``judged`` says that every
    failed rule of the cell has a verdict of a person, ``asked`` that one of these only puts a question
    off; ``suspect`` that of the cells of a failed rule this is the one to look at first. Below ``least`` its confidence makes it uncertain.
    """

    value: Value
    origin: Origin
    confidence: float = 1.0
    failed: bool = False
    doubtful: bool = False
    judged: bool = False
    asked: bool = False
    suspect: bool = False
    ghost: str = ""
    confirmed: bool = False
    disputed: bool = False
    earlier: str | None = None
    linked: bool = False
    jump: Literal["", "up", "down"] = ""
    was: str | None = None
    hidden: bool = False
    least: float = LOW_CONFIDENCE

    @property
    def text(self) -> str:
        """The value as shown and edited."""
        return value_to_text(self.value)

    @property
    def is_uncertain(self) -> bool:
        """Whether the machine read the cell, but is less sure than it should be."""
        return self.origin in (Origin.READ, Origin.JOINED) and self.confidence < self.least


@dataclass(frozen=True, slots=True)
class Faces:
    """All cells of a report, with what is asked of each by address.

    ``plain`` are the cells that neither rules nor people say anything of: they stand as the
    ``extraction`` has them, where less confidence than ``least`` is uncertain.
    """

    cells: Mapping[Address, Face]
    readings: Mapping[Address, Cell]
    opinions: Mapping[Address, Opinion]
    disputes: Mapping[Address, Dispute]
    findings: Mapping[Address, tuple[Finding, ...]]
    extraction: Extraction
    least: float
    plain: Mapping[Address, Face]
    beside: Beside | None = None


def look(
    review: Review,
    layout: FormLayout,
    show: Show = Show.PRESENT,
    *,
    with_years: bool = False,
    least: float = LOW_CONFIDENCE,
    before: Faces | None = None,
) -> Faces:
    """Work out how every cell of the layout stands, ``with_years`` beside the year before.

    What was read with less confidence than ``least`` is uncertain. Plain faces are taken over from
    those ``before``, where these are of the same reading and ``least``.

    As the machine read it a report has neither findings nor corrections: they are about the figures
    as they stand now.
    """
    if show is Show.READING:
        read = fold(review.extraction, ())
        review = replace(
            review, statement=read, findings=(), verdicts=(), corrections=(), disputes=()
        )
    known: Mapping[Address, Face] = {}
    if before is not None and before.extraction is review.extraction and before.least == least:
        known = before.plain
    faces = _look(review, layout, beside(review) if with_years else None, least, known)
    return _changes_alone(faces) if show is Show.CHANGES else faces


def _changes_alone(faces: Faces) -> Faces:
    """The corrected cells with what was read there; the others hidden."""
    cells: dict[Address, Face] = {}
    for address, face in faces.cells.items():
        opinion = faces.opinions.get(address)
        if opinion is None or face.origin is not Origin.CORRECTED:
            cells[address] = Face(face.value, face.origin, face.confidence, hidden=True)
        else:
            last = opinion.entries[-1]
            was = None if face.confirmed else value_to_text(last.machine)
            cells[address] = replace(face, ghost="", earlier=None, was=was)
    return replace(faces, cells=cells)


def _look(
    review: Review,
    layout: FormLayout,
    years: Beside | None,
    least: float,
    known: Mapping[Address, Face],
) -> Faces:
    judged = {verdict.finding_key for verdict in review.verdicts}
    asked = {verdict.finding_key for verdict in review.verdicts if not verdict.excuses}
    by_address: dict[Address, list[Finding]] = {}
    for finding in review.problems:
        for address in finding.addresses if _is_pointed(finding) else ():
            by_address.setdefault(address, []).append(finding)
    readings = {cell.address: cell for cell in review.extraction.cells}
    ghosts = _ghosts(review)
    said = opinions(review.corrections)
    disputes = {d.address: d for d in review.disputes if d.address is not None}
    around = _Around(
        review,
        readings,
        said,
        disputes,
        judged,
        asked,
        ghosts,
        _suspects(review, judged, ghosts),
        years,
        least,
    )
    told = {*by_address, *said, *disputes, *ghosts, *around.suspects}
    told.update(() if years is None else (*years.values, *years.links, *years.jumps))
    plain = {a: known.get(a) or _face(around, a, ()) for a in layout.cells if a not in told}
    return Faces(
        cells={a: plain.get(a) or _face(around, a, by_address.get(a, ())) for a in layout.cells},
        extraction=review.extraction,
        least=least,
        plain=plain,
        readings=readings,
        opinions=said,
        disputes=disputes,
        findings={address: tuple(found) for address, found in by_address.items()},
        beside=around.beside,
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What the faces of a report are made from."""

    review: Review
    readings: Mapping[Address, Cell]
    opinions: Mapping[Address, Opinion]
    disputes: Mapping[Address, Dispute]
    judged: set[str]
    asked: set[str]
    ghosts: Mapping[Address, str]
    suspects: set[Address]
    beside: Beside | None
    least: float


def _face(around: _Around, address: Address, findings: Sequence[Finding]) -> Face:
    review, judged, years = around.review, around.judged, around.beside
    reading, opinion = around.readings.get(address), around.opinions.get(address)
    has_earlier = years is not None and address in years.values
    failed = [f for f in findings if f.status is Status.FAIL]
    grave = any(f.severity == "error" for f in failed)
    return Face(
        least=around.least,
        value=review.statement.value(address),
        origin=review.statement.origins.get(address, Origin.MISSING),
        confidence=reading.confidence if reading else 0.0,
        failed=grave,
        doubtful=not grave and bool(findings),
        judged=bool(failed) and all(f.key in judged for f in failed),
        asked=any(f.key in around.asked for f in failed),
        suspect=address in around.suspects,
        ghost=around.ghosts.get(address, ""),
        confirmed=opinion is not None and opinion.is_confirmed,
        disputed=address in around.disputes,
        earlier=value_to_text(years.values[address]) if years and has_earlier else None,
        linked=years is not None and address in years.links,
        jump=_jump(years, address, review.statement.value(address)),
    )


def _jump(years: Beside | None, address: Address, value: Value) -> Literal["", "up", "down"]:
    if years is None or address not in years.jumps:
        return ""
    then, now = (
        figure if isinstance(figure, Decimal) else Decimal(0)
        for figure in (years.values.get(address), value)
    )
    return "up" if now > then else "down"


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
