"""Every operation that changes or reads the work on reports; each change is on disk on return.

Knows no window. Human work is only ever appended: undo and redo are entries of the log as well.
"""

from __future__ import annotations

import hashlib
import uuid
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from core.cells import Origin
from core.corrections import Action, Gesture, Ruling
from core.errors import StoreError
from core.exchange.exchange import Exchange
from core.findings import Finding
from core.library_query import Facet, LibraryQuery
from core.merging import Conflict, Merge, merge
from core.review import Review
from core.rules import CheckSettings
from core.shelf import Shelf
from core.spoken import signature
from core.statement import fold
from core.store.backup import BYTES_KEPT, Backup, Occasion, back_up, check
from core.store.codec import storable
from core.store.drafts import Draft
from core.store.folding import fold as fold_log
from core.store.history import all_corrections
from core.store.readings import packed
from core.store.store import Store
from core.work.agencies import Agencies
from core.work.checks import Checks
from core.work.gestures import Changes, Gestures
from core.work.library import Library
from core.work.soundness import problems as report_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from core.address import Address
    from core.agency_links import AgencyLink
    from core.cells import Extraction
    from core.document import Document
    from core.export import Choice
    from core.library import ReportLine, RuleTotal
    from core.progress import Progress
    from core.reading import Reading
    from core.standing import ReviewStatus
    from core.store.readings import Packed
    from core.values import Value
    from core.work.exporting import Wish
    from core.work.recheck import Rechecked

_BY_DEFAULT: Final = CheckSettings()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Workspace:
    """The work on all reports of one store."""

    def __init__(
        self, store: Store, author: str, clock: Callable[[], str], settings: CheckSettings
    ) -> None:
        self.author = signature(author)
        self._store = store
        self._clock = clock
        self._shelf = Shelf(store, settings)
        self.checks = Checks(store, self._shelf, settings)
        self.library = Library(store, self.author, clock)
        self._gestures = Gestures(store, self._shelf, self.library, lambda: self.author, clock)
        self.agencies = Agencies(store, self._shelf, self.author, clock)
        self.exchange = Exchange(store, self._shelf, self.author, clock)
        if not store.read_only:
            self._shelf.rebuild(store.unprojected())

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        author: str = "",
        create: bool = True,
        clock: Callable[[], str] = _now,
        settings: CheckSettings = _BY_DEFAULT,
    ) -> Workspace:
        """Open the store at the path. Raises StoreError.

        ``author`` is a label, not an authentication; ``clock`` gives the time as ISO 8601 UTC;
        ``settings`` say how the rules are applied.
        """
        return cls(Store.open(path, create=create), author, clock, settings)

    def sign_as(self, author: str) -> None:
        """Sign what is done from now on with another name."""
        self.author = signature(author)
        self.library.author = self.agencies.author = self.exchange.author = self.author

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
        changed = self._store.follow()
        if changed:
            # Reports may have been read anew, or the whole store put back to an earlier copy.
            self._shelf.forget_all()
        return changed

    def back_up(self, occasion: Occasion, bytes_kept: int = BYTES_KEPT) -> Backup | None:
        """Copy the store beside it; None when nothing changed since the newest copy.

        May be called from any thread; the work goes on meanwhile.
        """
        return back_up(self.path, occasion, datetime.now(UTC), bytes_kept)

    def check_quickly(self) -> None:
        """Raise StoreError when the structure of the store or its log is damaged.

        May be called from any thread; ``verify`` looks at everything.
        """
        check(self.path)

    def fold_log(self) -> bool:
        """Have all that was done in the one file of the store; whether it is.

        It is safe before, but a copy of the file alone would lack the latest work. May be called
        from any thread.
        """
        return self._store.read_only or self._store.ask(fold_log)

    def close(self) -> None:
        """Close the store; its one file is complete afterwards."""
        self._store.close()

    @contextmanager
    def at_once(self) -> Generator[None]:
        """All that is done inside is on disk afterwards, or nothing of it is."""
        try:
            with self._store.writing():
                yield
        except BaseException:
            # A report that was taken back leaves its number to another.
            self._shelf.forget_all()
            raise

    def add_reading(self, data: bytes, reading: Reading) -> Changes:
        """Keep a source with its reading; a source that is known already changes nothing.

        What others did to the report, where it came before the report, is entered with it. May be
        called from any thread.
        """
        # Packing takes longer than all the rest; nobody need wait for it at the store's door.
        return self.add_packed(packed(data, reading))

    def add_packed(self, first: Packed) -> Changes:
        """Keep a source with its reading that were packed before, as ``add_reading`` does."""
        known = self._store.report_of(first.sha256)
        if known is None:
            with self.at_once():
                known = self._store.report_of(first.sha256)
                if known is None:
                    report = self._store.add(first, author=self.author, at=self._clock())
                    others = self._shelf.project(report)
                    came = self.exchange.hand_over(report, first.sha256)
                    touched = dict.fromkeys((report, *others, *came))
                    return Changes(tuple(touched), handed_over=bool(came))
        return Changes((known,), duplicate=True)

    def read_anew(self, report: int, data: bytes, reading: Reading) -> Merge:
        """Keep a newer reading of a report, of its source or of a changed version of it.

        Corrections stay in force: where the machine now reads what a person put, the cell is given
        back to it; where it reads something new, the cell is a conflict (see ``conflicts``) until a
        person decides. The same reading again changes nothing.
        """
        extraction = reading.extraction
        if hashlib.sha256(data).hexdigest() != extraction.sha256:
            raise ValueError("the reading is not of these bytes")
        with self._store.writing():
            self.library.refuse_final(report)
            actions = self._store.actions(report)
            before = fold(self._shelf.extraction(report), all_corrections(actions))
            merged = merge(extraction, all_corrections(actions))
            if _same_reading(extraction, before.extraction):
                return merged
            further = packed(data, reading)
            self._store.add_reading(report, further, author=self.author, at=self._clock())
            self._shelf.forget(report)
            anew = fold(extraction, all_corrections(actions))
            changes = [
                self._gestures.correction(
                    anew, report, c.address, None, "merged", c.reason, c.id, machine=True
                )
                for c in merged.settled
                if before.origins.get(c.address) is Origin.CORRECTED
            ]
            if changes:
                self._store.append(Action(str(uuid.uuid4()), tuple(changes)))
            self._shelf.project(report, before)
            self.exchange.hand_over(report, extraction.sha256)
        return merged

    def conflicts(self, report: int) -> tuple[Conflict, ...]:
        """Corrected cells that the newest reading reads as something new; for a person to decide.

        A correction of the cell, with whatever value, or giving it back to the machine decides.
        """
        with self._store.reading():
            extraction = self._shelf.extraction(report)
            return merge(extraction, all_corrections(self._store.actions(report))).conflicts

    def reports(self, search: str = "", rule: str = "") -> tuple[ReportLine, ...]:
        """The reports whose names or prose hold every word; by agency and year.

        With ``rule``, the code of a rule, only those in which it does not simply hold.
        """
        query = LibraryQuery(search).choosing(Facet.RULE, [rule] if rule else ())
        return self.library.lines(self.library.find(query))

    def set_status(self, reports: Iterable[int], status: ReviewStatus, reason: str = "") -> Changes:
        """Record how far the reviews are; see ``Library.set_status``."""
        return Changes(self.library.set_status(reports, status, reason))

    def assign(self, reports: Iterable[int], reviewer: str, reason: str = "") -> Changes:
        """Record who reviews the reports; see ``Library.assign``."""
        return Changes(self.library.assign(reports, reviewer, reason))

    def review(self, report: int) -> Review:
        """Everything about a report: reading, corrections, current state, findings, verdicts."""
        return self._shelf.review(report)

    def document(self, report: int) -> Document:
        """The document as its reader saw it."""
        return self._store.document(report)

    def source(self, report: int) -> bytes:
        """The bytes of the source that was imported."""
        return self._store.source(report)

    def reader(self, report: int) -> str:
        """What read the report last, with its version."""
        return self._shelf.extraction(report).reader

    def correct(
        self,
        report: int,
        edits: Sequence[tuple[Address, Value]],
        *,
        reason: str = "",
        gesture: Gesture = "typed",
        seen: Mapping[Address, Value] | None = None,
    ) -> Changes:
        """Set cells to new values: one gesture, one undo step; see ``Gestures.correct``."""
        return self._gestures.correct(report, edits, reason=reason, gesture=gesture, seen=seen)

    def keep_draft(self, report: int, address: Address, text: str) -> None:
        """Have what is being typed into a cell on disk; it changes nothing until it is entered."""
        draft = Draft(report, address, storable(text), self.author, self._clock())
        with self._store.writing():
            self._store.keep_draft(draft)

    def drop_draft(self, report: int, address: Address) -> None:
        """Forget what was being typed into a cell."""
        with self._store.writing():
            self._store.drop_drafts(report, [address])

    def drafts(self) -> tuple[Draft, ...]:
        """What was being typed and was neither entered nor dropped, the latest last."""
        return self._store.drafts()

    def restore_reading(
        self, report: int, addresses: Iterable[Address], seen: Review | None = None
    ) -> Changes:
        """Give corrected cells back to the machine's reading; see ``Gestures.restore_reading``."""
        return self._gestures.restore_reading(report, addresses, seen)

    def undo(self, report: int, seen: Review | None = None) -> Changes | None:
        """Take back the newest gesture that stands; None when there is none. See ``Gestures.undo``."""
        return self._gestures.undo(report, seen)

    def redo(self, report: int, seen: Review | None = None) -> Changes | None:
        """Repeat the gesture that was taken back last; None when there is none."""
        return self._gestures.redo(report, seen)

    def judge(
        self,
        report: int,
        findings: Finding | Sequence[Finding],
        ruling: Ruling | None,
        reason: str = "",
        seen: Review | None = None,
    ) -> Changes:
        """Record what a person thinks of findings; see ``Gestures.judge``."""
        some = (findings,) if isinstance(findings, Finding) else findings
        return self._gestures.judge(report, some, ruling, reason, seen)

    def mark_seen(self, report: int, addresses: Iterable[Address] | None = None) -> Changes:
        """Record that a person compared cells, or all, with the source; see ``Gestures.mark_seen``."""
        return self._gestures.mark_seen(report, addresses)

    def waiting(self, reports: Iterable[int] | None = None) -> frozenset[int]:
        """The reports that need a person: something is open, or nobody went through them yet.

        With ``reports`` only those among them.
        """
        return self._store.waiting(reports)

    def link(self, one: str, other: str, *, linked: bool = True, reason: str = "") -> Changes:
        """Record that two names stand for one agency (after a renaming), or that they do not.

        The reports of both are then compared over the years. Raises StoreError for an empty name.
        """
        return Changes(self.agencies.link(one, other, linked=linked, reason=reason))

    def set_part(self, whole: str, part: str, *, is_part: bool = True, reason: str = "") -> Changes:
        """Record that the report of one agency covers another, or that it does not.

        Reports of one year are then compared, where rules for that are switched on. Raises
        StoreError for an empty name, and for an agency within itself.
        """
        return Changes(self.agencies.set_part(whole, part, is_part=is_part, reason=reason))

    def links(self) -> tuple[AgencyLink, ...]:
        """The links between names of agencies, in the order in which they were made."""
        return self.agencies.links()

    def rule_totals(self) -> tuple[RuleTotal, ...]:
        """How every rule that does not hold everywhere fares over the reports of the store."""
        return self.library.rule_totals()

    def recheck(
        self, executor: Executor, progress: Progress, settings: CheckSettings | None = None
    ) -> Iterator[Rechecked]:
        """Judge every report anew, those of one agency together; the library's lines follow.

        ``executor`` runs the work, as a rule in other processes. With ``settings`` other than the
        workspace's, or where the store cannot be written, the lines stay. The index of the prose is
        made anew where it is not whole.
        """
        return self.checks.recheck(executor, progress, settings)

    def wish(self, target: Path, reports: Sequence[int], choice: Choice, scope: str = "") -> Wish:
        """An export of reports of this store to a file; ``scope`` says which reports they are."""
        from core.export import Occasion  # the window starts without the writers of workbooks
        from core.work.exporting import Wish

        occasion = Occasion(self._clock(), self.author, scope)
        return Wish(self.path, tuple(reports), target, self.checks.settings, occasion, choice)

    def verify(self) -> tuple[str, ...]:
        """What is damaged in the store, one sentence each; empty when it is sound."""
        problems = list(self._store.problems())
        for report in self._store.numbers():
            try:
                problems.extend(report_problems(self._store, self._shelf, report))
            except StoreError as error:
                problems.append(f"report {report}: {error.message}")
        return tuple(dict.fromkeys(problems))


def _same_reading(one: Extraction, other: Extraction) -> bool:
    """Whether two readings say the same, whatever read them and when."""
    return replace(one, reader="", made_at="") == replace(other, reader="", made_at="")
