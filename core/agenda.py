"""What needs a person's eyes in one report, in the order in which to look at it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.cells import Cell, Origin
from core.checks.blind_spots import unprotected
from core.checks.rulebook import rules_by_code
from core.disputes import whose
from core.findings import Finding, Status
from core.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.review import Review
    from core.statement import Statement

LOW_CONFIDENCE: Final = 0.9
"""Below it a cell that was read plainly is still to be looked at."""

_SURE: Final = (Origin.READ, Origin.JOINED, Origin.CORRECTED)
_GRAVEST_FIRST: Final = ("error", "warning", "info")


class Need(StrEnum):
    """Why something is to be looked at, the gravest first."""

    DISPUTED = "disputed"
    FAILED = "failed"
    CANNOT_TELL = "cannot_tell"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"
    INFERRED = "inferred"
    UNCERTAIN = "uncertain"
    UNPROTECTED = "unprotected"


@dataclass(frozen=True, slots=True)
class Change:
    """What a person may take over with one key: cells with new values, and why."""

    cells: tuple[tuple[Address, Value], ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to look at and decide.

    ``findings`` have one cause, the gravest comes first; a task about cells alone has none.
    ``addresses`` are the cells to look at, the likeliest to be wrong first; they are empty where a
    rule is about no cell. ``changes`` are the proposals, the best first.
    """

    need: Need
    addresses: tuple[Address, ...]
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def address(self) -> Address | None:
        """The cell to look at first."""
        return self.addresses[0] if self.addresses else None

    @property
    def subjects(self) -> frozenset[str]:
        """What the task is about, by which it is known again after an edit."""
        if self.findings:
            return frozenset(f"{f.rule}/{f.instance}" for f in self.findings)
        return frozenset(map(str, self.addresses))


@dataclass(frozen=True, slots=True)
class Attention:
    """What a reviewer wants to stop at besides failed rules and figures that are not known.

    Figures that were read plainly with less than ``confidence`` (0: none), ``inferred`` ones, and
    tables that no sum protects.
    """

    confidence: float = LOW_CONFIDENCE
    inferred: bool = True
    unprotected: bool = True


_FULL: Final = Attention()


def agenda(review: Review, attention: Attention = _FULL) -> tuple[Task, ...]:
    """What people differ on, failed rules, what cannot be told, unsure cells, and cells that no sum
    protects. Differences come first: until they are decided, no figure of theirs can be relied on.

    Left out are notes, findings with a verdict that excuses them, cells that a person corrected,
    confirmed or marked as seen, and cells that a listed finding is about already. A figure read
    without certainty is left out where a person has put its sum right.
    """
    readings = {cell.address: cell for cell in review.extraction.cells}
    disputed = _about_disputes(review)
    judged = {f.key for task in disputed for f in task.findings}
    listed = [f for f in review.open_problems if not f.is_note]
    if judged:
        listed = [f for f in listed if f.key not in judged]
    tasks = disputed + _about_findings(listed, review.statement, readings)
    named = {address for finding in listed for address in finding.addresses}
    named |= {task.addresses[0] for task in disputed if not task.findings}
    tasks += _about_cells(review, readings, named, attention)
    return tuple(tasks)


def suspect(finding: Finding, statement: Statement) -> Address | None:
    """The cell of the finding to look at first: what a proposal changes, else an unsure cell, the
    total, or the first one. None for a rule about no cell.
    """
    for suggestion in finding.suggestions:
        if suggestion.cells:
            return suggestion.cells[0][0]
    unsure = [a for a in finding.addresses if statement.origins.get(a, Origin.READ) not in _SURE]
    total = total_of(finding)
    totals = [total] if total in finding.addresses else []
    return next(iter((*unsure, *totals, *finding.addresses)), None)


def total_of(finding: Finding) -> Address | None:
    """The printed total that the finding's rule compares with a sum; None for a balance."""
    rule = rules_by_code().get(finding.rule)
    if rule is None or rule.kind != "sum":
        return None
    left, right = rule.texts("left"), rule.texts("right")
    if 1 not in (len(left), len(right)):
        return None
    (name,) = left if len(left) == 1 else right
    if rule.text("per") == "row":
        return Address(rule.tables[0], finding.instance, name)
    return Address(rule.tables[0], name, finding.instance)


def part_of(address: Address) -> str:
    """The part of the report that the cell's table belongs to.

    Section two is several small tables in the form, but one to the eye.
    """
    return address.table.partition("_")[0]


def _about_disputes(review: Review) -> list[Task]:
    """Each cell with its values as proposals, the one that counts for now first; then findings on
    which verdicts differ."""
    findings = {f.key: f for f in review.problems} if review.disputes else {}
    tasks: list[Task] = []
    for dispute in review.disputes:
        if dispute.address is not None:
            changes = tuple(
                Change(((dispute.address, side.value),), whose(side)) for side in dispute.sides
            )
            tasks.append(Task(Need.DISPUTED, (dispute.address,), changes=changes))
        elif dispute.finding_key in findings:
            finding = findings[dispute.finding_key]
            chosen = suspect(finding, review.statement)
            addresses = () if chosen is None else (chosen,)
            tasks.append(Task(Need.DISPUTED, addresses, (finding,)))
    return tasks


def _about_findings(
    findings: Iterable[Finding], statement: Statement, readings: Mapping[Address, Cell]
) -> list[Task]:
    causes: dict[object, list[Finding]] = {}
    for number, finding in enumerate(sorted(findings, key=_gravity)):
        causes.setdefault(_cause(finding, statement) or number, []).append(finding)
    return [_about_cause(group, statement, readings) for group in causes.values()]


def _gravity(finding: Finding) -> tuple[bool, int]:
    return finding.status is Status.CANNOT_TELL, _GRAVEST_FIRST.index(finding.severity)


def _cause(finding: Finding, statement: Statement) -> object:
    """What findings of one cause share: their first proposal, or the cells that are not known."""
    if finding.suggestions:
        return frozenset(finding.suggestions[0].cells)
    if finding.status is not Status.CANNOT_TELL:
        return None
    unknown = (Origin.AMBIGUOUS, Origin.MISSING)
    return frozenset(a for a in finding.addresses if statement.origins.get(a) in unknown)


def _about_cause(
    group: Sequence[Finding], statement: Statement, readings: Mapping[Address, Cell]
) -> Task:
    first = group[0]
    need = Need.CANNOT_TELL if first.status is Status.CANNOT_TELL else Need.FAILED
    chosen = suspect(first, statement)
    addresses = () if chosen is None else (chosen,)
    proposed = [Change(s.cells, s.why) for finding in group for s in finding.suggestions]
    if chosen is not None and statement.origins.get(chosen) is Origin.AMBIGUOUS:
        proposed += _candidates(readings.get(chosen))
    changes: dict[frozenset[tuple[Address, Value]], Change] = {}
    for change in proposed:  # the one that all findings of the cause share stays before the others
        changes.setdefault(frozenset(change.cells), change)
    return Task(need, addresses, tuple(group), tuple(changes.values()))


def _candidates(cell: Cell | None) -> list[Change]:
    """The values that the cell may have, each as a change."""
    return [] if cell is None else [Change(((cell.address, v),)) for v in cell.candidates]


def _about_cells(
    review: Review,
    readings: Mapping[Address, Cell],
    named: set[Address],
    attention: Attention,
) -> list[Task]:
    statement = review.statement
    vouched = _vouched(review)
    needs = {
        address: _need_of(origin, None if address in vouched else readings.get(address), attention)
        for address, origin in statement.origins.items()
        if address in statement.values and address not in named
    }
    tasks = [
        Task(need, group, changes=tuple(_changes_of(need, readings.get(group[0]))))
        for need in (Need.AMBIGUOUS, Need.MISSING, Need.INFERRED, Need.UNCERTAIN)
        for group in _grouped(need, [a for a, found in needs.items() if found is need], statement)
    ]
    parts: dict[str, list[Address]] = {}
    for address in unprotected(statement) if attention.unprotected else ():
        if needs.get(address, Need.FAILED) is None and address not in review.seen:
            parts.setdefault(part_of(address), []).append(address)
    tasks += [
        Task(Need.UNPROTECTED, tuple(unseen))
        for part in parts.values()
        if (unseen := [a for a in part if statement.origins.get(a) is not Origin.CORRECTED])
    ]
    return tasks


def _grouped(
    need: Need, addresses: Sequence[Address], statement: Statement
) -> Iterable[tuple[Address, ...]]:
    """The cells of a need that are decided with one look; every other cell alone.

    One placement explains all inferred cells of a row. Where a row comes to nothing there was no
    figure to place at all, so that the empty rows of a table are one look as well.
    """
    groups: dict[object, list[Address]] = {}
    for address in addresses:
        row = (address.table, address.row)
        key: object = address
        if need is Need.INFERRED:
            key = address.table if _comes_to_nothing(statement, row) else row
        groups.setdefault(key, []).append(address)
    return map(tuple, groups.values())


def _comes_to_nothing(statement: Statement, row: tuple[str, str]) -> bool:
    """Whether every cell of the row is known and 0 or an absence."""
    cells = [a for a in statement.values if (a.table, a.row) == row]
    return all(statement.is_known(a) and not _number(statement.value(a)) for a in cells)


def _number(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _vouched(review: Review) -> set[Address]:
    """The cells that the doubt of the reading no longer touches.

    A row is read with doubt where it does not add up. A person has been there since: its sums hold
    by a correction, or the verdict is that the source itself is wrong.
    """
    sums = [f for f in review.findings if rules_by_code()[f.rule].kind == "sum"]
    corrected = {a for a, o in review.statement.origins.items() if o is Origin.CORRECTED}
    says_so = {v.finding_key for v in review.verdicts if v.ruling == "source_says_so"}
    vouched: set[Address] = set()
    doubted: set[Address] = set()
    for finding in sums:
        if finding.status is not Status.PASS and finding.key not in says_so:
            doubted.update(finding.addresses)
        elif finding.status is not Status.PASS or corrected.intersection(finding.addresses):
            vouched.update(finding.addresses)
    return vouched - doubted


def _need_of(origin: Origin, cell: Cell | None, attention: Attention) -> Need | None:
    by_origin = {
        Origin.AMBIGUOUS: Need.AMBIGUOUS,
        Origin.MISSING: Need.MISSING,
        Origin.INFERRED: Need.INFERRED if attention.inferred else None,
    }
    if origin in by_origin:
        return by_origin[origin]
    is_doubtful = cell is not None and cell.confidence < attention.confidence
    return Need.UNCERTAIN if is_doubtful and origin is not Origin.CORRECTED else None


def _changes_of(need: Need, cell: Cell | None) -> list[Change]:
    return _candidates(cell) if need is Need.AMBIGUOUS else []
