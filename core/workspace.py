"""Every operation that changes or reads the work on reports; each change is on disk on return.

Knows no window. Human work is only ever appended: undo and redo are entries of the log as well.
"""

from __future__ import annotations

import hashlib
import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from core.cells import Extraction, Origin
from core.checks import evaluate
from core.corrections import Correction, Gesture, Ruling
from core.errors import StoreError
from core.findings import Finding, Status
from core.language import say
from core.review import Review
from core.statement import Statement, fold
from core.store.backup import Backup, Occasion, back_up
from core.store.history import all_corrections, before, timeline
from core.store.log import Action, VerdictRow
from core.store.store import Projection, Store, storable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from core.address import Address
    from core.document import Document
    from core.reading import Reading
    from core.values import Value

_UNSURE: Final = frozenset({Origin.AMBIGUOUS, Origin.MISSING, Origin.INFERRED})
_KEPT_EXTRACTIONS: Final = 64


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation touched. ``duplicate``: the source was known already, nothing changed."""

    reports: tuple[int, ...]
    addresses: tuple[Address, ...] = ()
    duplicate: bool = False


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as the library lists it.

    ``errors`` are failed rules of severity error, ``cannot_tell`` rules without an answer,
    ``unsure`` cells that are ambiguous, missing or inferred; ``imported_at`` is ISO 8601 UTC.
    """

    number: int
    name: str
    agency: str
    year: int | None
    edition: str
    format: str
    errors: int
    cannot_tell: int
    unsure: int
    corrected: int
    imported_at: str


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Workspace:
    """The work on all reports of one store."""

    def __init__(self, store: Store, author: str, clock: Callable[[], str]) -> None:
        self.author = storable(author)
        self._store = store
        self._clock = clock
        self._extractions: dict[int, Extraction] = {}
        self._extractions_guard = threading.Lock()

    @classmethod
    def open(
        cls, path: Path, *, author: str = "", create: bool = True, clock: Callable[[], str] = _now
    ) -> Workspace:
        """Open the store at the path. Raises StoreError.

        ``author`` is a label, not an authentication; ``clock`` gives the time as ISO 8601 UTC.
        """
        return cls(Store.open(path, create=create), author, clock)

    @property
    def path(self) -> Path:
        """The file of the store, absolute."""
        return self._store.path

    @property
    def read_only(self) -> bool:
        """Whether another window or command writes the store, or its file is protected."""
        return self._store.read_only

    def follow(self) -> bool:
        """Whether another window changed the store meanwhile; one that was left is taken over."""
        return self._store.follow()

    def back_up(self, occasion: Occasion) -> Backup | None:
        """Copy the store beside it; None when nothing changed since the newest copy.

        May be called from any thread; the work goes on meanwhile.
        """
        return back_up(self.path, occasion, datetime.now(UTC))

    def close(self) -> None:
        """Close the store; its one file is complete afterwards."""
        self._store.close()

    def add_reading(self, data: bytes, reading: Reading) -> Changes:
        """Keep a source with its reading; a source that is known already changes nothing."""
        extraction = reading.extraction
        if hashlib.sha256(data).hexdigest() != extraction.sha256:
            raise ValueError("the reading is not of these bytes")
        with self._store.writing():
            known = self._store.report_of(extraction.sha256)
            if known is not None:
                return Changes((known,), duplicate=True)
            report = self._store.add(
                data, extraction, reading.document, author=self.author, at=self._clock()
            )
            self._project(report, fold(extraction, ()), corrected=0)
        return Changes((report,))

    def reports(self, search: str = "") -> tuple[ReportLine, ...]:
        """The reports whose agency, year or file name hold every word; by agency and year."""
        return tuple(
            ReportLine(
                number=line.report,
                name=line.name,
                agency=line.agency,
                year=line.year,
                edition=line.edition,
                format=line.format,
                errors=line.errors,
                cannot_tell=line.cannot_tell,
                unsure=line.unsure,
                corrected=line.corrected,
                imported_at=line.imported_at,
            )
            for line in self._store.projections(search)
        )

    def review(self, report: int) -> Review:
        """Everything about a report: reading, corrections, current state, findings, verdicts."""
        with self._store.reading():
            extraction = self._extraction(report)
            actions = self._store.actions(report)
            verdicts = self._store.verdicts(report)
        corrections = all_corrections(actions)
        statement = fold(extraction, corrections)
        history = timeline(actions)
        return Review(
            report=report,
            name=extraction.name,
            agency=extraction.agency.value or "",
            year=_year(extraction),
            extraction=extraction,
            statement=statement,
            corrections=corrections,
            findings=evaluate(statement),
            verdicts=verdicts,
            can_undo=bool(history.done) and not self.read_only,
            can_redo=bool(history.undone) and not self.read_only,
        )

    def document(self, report: int) -> Document:
        """The document as its reader saw it."""
        return self._store.document(report)

    def source(self, report: int) -> bytes:
        """The bytes of the source that was imported."""
        return self._store.source(report)

    def correct(
        self,
        report: int,
        edits: Sequence[tuple[Address, Value]],
        *,
        reason: str = "",
        gesture: Gesture = "typed",
    ) -> Changes:
        """Set cells to new values: one gesture, one undo step.

        A cell that already stands at its value is left out, unless the machine was unsure of it:
        then the same value is a person's confirmation.
        """
        wanted = {address: _checked(value) for address, value in edits}
        with self._store.writing():
            actions = self._store.actions(report)
            statement = fold(self._extraction(report), all_corrections(actions))
            changes = [
                self._correction(statement, report, address, new, gesture, reason)
                for address, new in wanted.items()
                if statement.value(address) != new or statement.origins.get(address) in _UNSURE
            ]
            return self._commit(report, actions, changes)

    def restore_reading(self, report: int, addresses: Iterable[Address]) -> Changes:
        """Give corrected cells back to the machine's reading; one gesture."""
        with self._store.writing():
            actions = self._store.actions(report)
            corrections = all_corrections(actions)
            statement = fold(self._extraction(report), corrections)
            latest = {c.address: c.id for c in corrections}
            changes = [
                self._correction(statement, report, a, None, "revert", "", latest[a], machine=True)
                for a in dict.fromkeys(addresses)
                if statement.origins.get(a) is Origin.CORRECTED
            ]
            return self._commit(report, actions, changes)

    def undo(self, report: int) -> Changes | None:
        """Take back the newest gesture that stands; None when there is none."""
        with self._store.writing():
            actions = self._store.actions(report)
            done = timeline(actions).done
            if not done:
                return None
            statement = fold(self._extraction(report), all_corrections(actions))
            changes: list[Correction] = []
            for undone in done[-1].corrections:
                prior = before(actions, undone)
                to_machine = prior is None or prior.to_machine
                new = None if prior is None else prior.new
                changes.append(
                    self._correction(
                        statement, report, undone.address, new, "undo", "", undone.id,
                        machine=to_machine,
                    )
                )  # fmt: skip
            return self._commit(report, actions, changes)

    def redo(self, report: int) -> Changes | None:
        """Repeat the gesture that was taken back last; None when there is none."""
        with self._store.writing():
            actions = self._store.actions(report)
            undone = timeline(actions).undone
            if not undone:
                return None
            statement = fold(self._extraction(report), all_corrections(actions))
            gesture, undo = undone[-1]
            changes = [
                self._correction(
                    statement, report, first.address, first.new, "redo", first.reason, taken.id,
                    machine=first.to_machine,
                )
                for first, taken in zip(gesture.corrections, undo.corrections, strict=True)
            ]  # fmt: skip
            return self._commit(report, actions, changes)

    def judge(self, report: int, finding: Finding, ruling: Ruling, reason: str = "") -> Changes:
        """Record what a person thinks of a finding; a later verdict replaces an earlier one."""
        return self._judge(report, finding, ruling, reason)

    def withdraw(self, report: int, finding: Finding) -> Changes:
        """Take the verdict on a finding back."""
        return self._judge(report, finding, None, "")

    def rebuild(self) -> None:
        """Compute the lines of the library anew from readings and log."""
        for report in self._store.numbers():
            with self._store.writing():
                self._store.project(self._line(report))

    def verify(self) -> tuple[str, ...]:
        """What is damaged in the store, one sentence each; empty when it is sound."""
        problems = list(self._store.problems())
        for report in self._store.numbers():
            try:
                problems.extend(self._computed_problems(report))
            except StoreError as error:
                problems.append(f"report {report}: {error.message}")
        return tuple(dict.fromkeys(problems))

    def _computed_problems(self, report: int) -> Iterable[str]:
        with self._store.reading():
            self._store.document(report)
            statement = fold(
                self._store.extraction(report), all_corrections(self._store.actions(report))
            )
            corrected = {
                a: statement.value(a)
                for a, origin in statement.origins.items()
                if origin is Origin.CORRECTED
            }
            if self._store.overlay(report) != corrected:
                yield f"report {report}: the corrected cells are not those of the log"
            if self._store.projection(report) != self._line(report):
                yield f"report {report}: its line in the library is out of date"

    def _judge(self, report: int, finding: Finding, ruling: Ruling | None, reason: str) -> Changes:
        row = VerdictRow(
            id=str(uuid.uuid4()),
            report=report,
            finding_key=finding.key,
            ruling=ruling,
            reason=storable(reason),
            author=self.author,
            made_at=self._clock(),
        )
        with self._store.writing():
            self._extraction(report)
            self._store.append_verdict(row)
        return Changes((report,), finding.addresses)

    def _correction(
        self,
        statement: Statement,
        report: int,
        address: Address,
        new: Value,
        gesture: Gesture,
        reason: str,
        reverts: str | None = None,
        *,
        machine: bool = False,
    ) -> Correction:
        """A correction yet without a sequence; ``machine`` puts the machine's reading for new."""
        cell = statement.reading(address)
        reading = None if cell is None else cell.value
        return Correction(
            id=str(uuid.uuid4()),
            sequence=0,
            report=report,
            address=address,
            old=statement.value(address),
            new=reading if machine else new,
            machine=reading,
            reason=storable(reason),
            author=self.author,
            made_at=self._clock(),
            gesture=gesture,
            reverts=reverts,
            to_machine=machine,
        )

    def _commit(
        self, report: int, actions: tuple[Action, ...], changes: Sequence[Correction]
    ) -> Changes:
        """Write one gesture and the report's new line, inside the open transaction."""
        if not changes:
            return Changes((report,))
        written = self._store.append(Action(str(uuid.uuid4()), tuple(changes)))
        statement = fold(self._extraction(report), all_corrections((*actions, written)))
        corrected = sum(origin is Origin.CORRECTED for origin in statement.origins.values())
        self._project(report, statement, corrected)
        return Changes((report,), tuple(c.address for c in changes))

    def _project(self, report: int, statement: Statement, corrected: int) -> None:
        at = self._store.imported_at(report)
        self._store.project(_projection(report, statement, corrected, at))

    def _line(self, report: int) -> Projection:
        """The line of a report, computed from its reading and the log."""
        corrections = all_corrections(self._store.actions(report))
        statement = fold(self._extraction(report), corrections)
        corrected = sum(origin is Origin.CORRECTED for origin in statement.origins.values())
        return _projection(report, statement, corrected, self._store.imported_at(report))

    def _extraction(self, report: int) -> Extraction:
        with self._extractions_guard:
            known = self._extractions.get(report)
        if known is None:
            known = self._store.extraction(report)
            with self._extractions_guard:
                if len(self._extractions) >= _KEPT_EXTRACTIONS:
                    self._extractions.pop(next(iter(self._extractions)))
                self._extractions[report] = known
        return known


def _projection(report: int, statement: Statement, corrected: int, at: str) -> Projection:
    extraction = statement.extraction
    findings = evaluate(statement)
    failed = [f for f in findings if f.status is Status.FAIL and f.severity == "error"]
    return Projection(
        report=report,
        name=storable(extraction.name),
        agency=storable(extraction.agency.value or ""),
        year=_year(extraction),
        edition=storable(extraction.template),
        format=storable(extraction.format),
        errors=len(failed),
        cannot_tell=sum(f.status is Status.CANNOT_TELL for f in findings),
        unsure=sum(origin in _UNSURE for origin in statement.origins.values()),
        corrected=corrected,
        imported_at=at,
        cells=tuple(
            (a, storable(v) if isinstance(v, str) else v) for a, v in statement.values.items()
        ),
    )


def _year(extraction: Extraction) -> int | None:
    """The report's year; None when it is not said or not a number."""
    text = extraction.year.value or ""
    return int(text) if text.isdecimal() and len(text) == 4 else None


def _checked(value: Value) -> Value:
    """The value, if a store can keep it. Raises StoreError for NUL and lone surrogates."""
    if isinstance(value, str) and storable(value) != value:
        raise StoreError(
            "value.characters",
            say("输入的内容含有无法保存的字符。", "The text holds characters that cannot be kept."),
            say("请重新输入。", "Type it again."),
        )
    return value
