"""The store of reports: sources and readings by hash, the log, and what is computed from them."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from core.address import Address
from core.errors import StoreError
from core.store import (
    backup,
    codec,
    connection,
    drafts,
    failures,
    listing,
    log,
    projection,
    prose_index,
    readings,
)
from core.store.facts import play
from core.store.filesystem import identity
from core.store.list_connection import Beside
from core.store.memory import LogMemory
from core.store.sightings import waiting
from core.store.soundness import problems, unpacked_source
from core.store.standings import read_course
from core.store.upgrading import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from core.cells import Extraction
    from core.corrections import Action, Verdict
    from core.document import Document
    from core.library_query import Facet, LibraryQuery
    from core.standing import Standing
    from core.store.drafts import Draft
    from core.store.facts import Ledger
    from core.store.history import Step
    from core.store.log import Entry, EntryKind, VerdictRow
    from core.store.projection import Projection
    from core.store.readings import Packed
    from core.values import Value

T = TypeVar("T")
_STEPS: Final = 50_000
"""Steps of SQLite's machine, about a millisecond, after which it looks whether to stop."""


class Store:
    """One open store. Changes belong inside ``writing()``; every failure is a StoreError."""

    def __init__(
        self, path: Path, sqlite: sqlite3.Connection, lock: connection.WriterLock | None
    ) -> None:
        self.path = path
        self.read_only = lock is None
        self._lock = lock
        self._sqlite = sqlite
        self._memory = LogMemory()
        self._guard = threading.RLock()
        self._reading = failures.told(path, self._guard)
        self._closed = False
        self._rescued: Path | None = None
        self._identity = identity(path)
        self._beside = Beside(path)
        self._seen = self._data_version()
        self.enlisted: set[int] = set()
        """The reports whose lines were written since somebody last emptied this."""

    @classmethod
    def open(cls, path: Path, *, create: bool = True, read_only: bool = False) -> Store:
        """Open the store, read-only while another writes it; make an empty one where none is.

        ``read_only`` leaves the right to write to somebody else from the start.
        """
        path = Path(os.path.abspath(path)).resolve()
        with failures.told(path):
            if create and not path.exists():
                with suppress(FileExistsError):
                    connection.create(path)
            connection.gate(path)
            may_write = not read_only and os.access(path, os.W_OK)
            lock = connection.WriterLock.take(path) if may_write else None
            try:
                sqlite = connection.connect(path, read_only=lock is None)
                bring_up_to_date(path, sqlite, may_write=lock is not None)
                return cls(path, sqlite, lock)
            except BaseException:
                if lock is not None:
                    lock.release()
                raise

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that a copy of it is complete; then close."""
        with self._guard, failures.told(self.path):
            if self._closed:
                return
            self._closed = True
            self._beside.close()
            if not self.read_only and self._is_in_place():
                with suppress(sqlite3.Error):  # a reader may hold it up; the log then stays beside
                    self._sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            elif not self.read_only:
                self._rescue()
            self._sqlite.close()
            if self._lock is not None:
                self._lock.release()

    def follow(self) -> bool:
        """Whether another window changed the store since the last call, or left it to this one.

        A store that was opened read-only because another window writes it is taken over as soon as
        that window is gone. A copy that was put in its place is opened in its stead.
        """
        with self._guard, failures.told(self.path):
            if not self.read_only or not self.path.exists():
                return False
            if not self._is_in_place():
                connection.gate(self.path)
                self._use(connection.connect(self.path, read_only=True))
                return True
            taken = self._take_over()
            seen = self._data_version()
            changed, self._seen = seen != self._seen, seen
            return taken or changed

    def _take_over(self) -> bool:
        lock = connection.WriterLock.take(self.path) if os.access(self.path, os.W_OK) else None
        if lock is None:
            return False
        try:
            sqlite = connection.connect(self.path, read_only=False)
        except sqlite3.Error:
            lock.release()
            raise
        self._use(sqlite)
        self._lock, self.read_only = lock, False
        return True

    def _use(self, sqlite: sqlite3.Connection) -> None:
        """Go on with another connection."""
        self._sqlite.close()
        self._beside.close()
        self._sqlite, self._beside = sqlite, Beside(self.path)
        self._identity = identity(self.path)
        self._seen = self._data_version()

    def _data_version(self) -> int:
        """A number that changes whenever another connection commits."""
        return int(self._sqlite.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def writing(self) -> Generator[None]:
        """One transaction: what is done inside is on disk afterwards, or nothing of it is.

        Inside another one it is part of that.

        Raises StoreError when the store is read-only, or its file is no longer in its place: SQLite
        would go on writing into a deleted file without a word.
        """
        with self._guard, failures.told(self.path):
            if self.read_only:
                raise failures.read_only(self.path)
            if self._sqlite.in_transaction:
                yield
                return
            self._check_place()
            # IMMEDIATE: a deferred transaction that reads first fails at once under WAL.
            self._sqlite.execute("BEGIN IMMEDIATE")
            try:
                yield
                is_in_place = self._is_in_place()
                self._sqlite.execute("COMMIT" if is_in_place else "ROLLBACK")
            except BaseException:
                if self._sqlite.in_transaction:
                    self._sqlite.execute("ROLLBACK")
                raise
            if not is_in_place:
                self._check_place()

    def reading(self) -> AbstractContextManager[None]:
        """Let no other thread of this process come between several reads."""
        return self._reading

    @contextmanager
    def _listing(self) -> Generator[sqlite3.Connection]:
        """What answers questions for lists: they do not wait for what another thread writes."""
        with failures.told(self.path), self._beside.reading(self._guard, self._sqlite) as sqlite:
            yield sqlite

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """Read the store as it stands now, whatever other windows write meanwhile."""
        with self.reading():
            self._sqlite.execute("BEGIN")
            try:
                yield
            finally:
                self._sqlite.execute("ROLLBACK")

    def add(self, first: Packed, *, author: str, at: str) -> int:
        """Keep a source with its first reading; the answer is the report's number."""
        return readings.add_report(self._sqlite, first, author=author, at=at)

    def add_reading(self, report: int, further: Packed, *, author: str, at: str) -> None:
        """Keep a further reading of a report, of the same source or of another; it counts from now."""
        readings.add_reading(self._sqlite, report, further, author=author, at=at)

    def report_of(self, sha256: str) -> int | None:
        """The first report that was read from the source with that hash, or None."""
        with self.reading():
            return next(iter(readings.reports_of(self._sqlite, sha256)), None)

    def numbers(self) -> tuple[int, ...]:
        """The numbers of all reports, in the order of their import."""
        return tuple(row[0] for row in self._all("SELECT report FROM report ORDER BY report"))

    def numbers_by_agency(self) -> tuple[int, ...]:
        """The numbers of all reports, those of one agency together, in the order of years."""
        return tuple(
            row[0]
            for row in self._all(
                "SELECT report FROM report LEFT JOIN projection USING (report)"
                " ORDER BY agency, agency_key, year, report"
            )
        )

    def imported_at(self, report: int) -> str:
        """When the report was imported, ISO 8601 UTC."""
        row = self._one("SELECT imported_at FROM report WHERE report = ?", report)
        if row is None:
            raise failures.no_report(self.path, report)
        return str(row[0])

    def extraction(self, report: int) -> Extraction:
        """The machine's reading. Raises StoreError when it does not match its hash."""
        stored = self._stored(report, "packed, packed_sha256, sha256")
        with self._undamaged(f"extraction {report}"):
            return codec.extraction_from_json(codec.unpack(*stored))

    def document(self, report: int) -> Document:
        """The document as its reader saw it. Raises StoreError when it does not match its hash."""
        stored = self._stored(report, "document, document_sha256, sha256")
        with self._undamaged(f"document {report}"):
            return codec.document_from_json(codec.unpack(*stored))

    def text(self, report: int) -> str:
        """The full text of the document. Raises StoreError when it does not match its hash."""
        stored = self._stored(report, "document, document_sha256, sha256")
        with self._undamaged(f"document {report}"):
            return str(codec.unpack(*stored)["text"])

    def source(self, report: int) -> bytes:
        """The bytes that were imported. Raises StoreError when they do not match their hash."""
        (sha256,) = self._stored(report, "sha256")
        row = self._one("SELECT packed FROM source WHERE sha256 = ?", sha256)
        with self._undamaged(f"source {report}"):
            return unpacked_source(row[0] if row else b"", sha256)

    def actions(self, report: int) -> tuple[Action, ...]:
        """All gestures of the report, oldest first."""

        def read(known: tuple[Action, ...] | None, since: int) -> tuple[Action, ...]:
            return (known or ()) + log.read_actions(self._sqlite, report, since)

        with self._undamaged(f"log of report {report}"):
            return self.remembered(report, "actions", read)

    def steps(self, report: int) -> tuple[Step, ...]:
        """The entries of the report that can be taken back, oldest first."""

        def read(known: tuple[Step, ...] | None, since: int) -> tuple[Step, ...]:
            return (known or ()) + log.read_steps(self._sqlite, report, since)

        with self._undamaged(f"log of report {report}"):
            return self.remembered(report, "steps", read)

    def verdicts(self, report: int) -> tuple[Verdict, ...]:
        """The verdicts in force on the report's findings."""
        with self.reading():
            return log.read_verdicts(self._sqlite, report)

    def append(
        self, action: Action, contents: Mapping[str, Mapping[str, Any]] | None = None
    ) -> Action:
        """Write a gesture to log and overlay; inside ``writing()`` only.

        What was being typed into its cells is thereby entered, or out of date, but not by what came
        from elsewhere. ``contents`` are further particulars by the id of a correction.
        """
        written = log.append_action(self._sqlite, action, contents)
        for c in written.corrections:
            key = (c.report, str(c.address))
            self._sqlite.execute("DELETE FROM overlay WHERE report = ? AND cell = ?", key)
            if not c.to_machine:
                self._sqlite.execute(
                    "INSERT INTO overlay (report, cell, value, sequence) VALUES (?, ?, ?, ?)",
                    (*key, codec.value_to_scalar(c.new), c.sequence),
                )
            if c.gesture not in ("imported", "merged"):
                drafts.drop(self._sqlite, c.report, [c.address])
        return written

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed; inside ``writing()`` only."""
        drafts.keep(self._sqlite, draft)

    def drop_drafts(self, report: int, addresses: Iterable[Address]) -> None:
        """Forget what was being typed into the cells; inside ``writing()`` only."""
        drafts.drop(self._sqlite, report, addresses)

    def drafts(self) -> tuple[Draft, ...]:
        """What was being typed and was neither entered nor dropped, the latest last."""
        with self.reading():
            return drafts.every(self._sqlite)

    def append_verdict(self, verdict: VerdictRow, content: Mapping[str, Any] | None = None) -> None:
        """Write a verdict to the log, with further particulars; inside ``writing()`` only."""
        log.append_verdict(self._sqlite, verdict, content)

    def ledger(self, report: int | None, known: Ledger | None = None, since: int = 0) -> Ledger:
        """All that people did to a report, as facts; None: what they said of agencies.

        What came after an entry of the log is added to what is ``known`` until there.
        """
        with self.reading(), self._undamaged(f"log of report {report}"):
            source = "" if report is None else self.sources_of(report)[0]
            return play(log.read_human_rows(self._sqlite, report, since), source, known)

    def sources_of(self, report: int) -> tuple[str, ...]:
        """The hashes of the sources that the report was read from, the first one first."""
        rows = self._all("SELECT sha256 FROM reading WHERE report = ? ORDER BY reading", report)
        return tuple(dict.fromkeys(row[0] for row in rows))

    def overlay(self, report: int) -> dict[Address, Value]:
        """The corrected cells of the report with their current values."""
        rows = self._all("SELECT cell, value FROM overlay WHERE report = ? ORDER BY cell", report)
        return {Address.parse(cell): codec.value_from_scalar(value) for cell, value in rows}

    def append_entry(self, entry: Entry) -> None:
        """Write another kind of entry to the log; inside ``writing()`` only."""
        log.append_entry(self._sqlite, entry)

    def entries(self, kind: EntryKind, report: int | None = None) -> tuple[Entry, ...]:
        """The entries of a kind in log order: of one report, or of the whole store."""
        with self.reading(), self._undamaged(f"log: {kind}"):
            return log.read_entries(self._sqlite, kind, report)

    def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """The answer of a room-mate's function that reads the store. Raises StoreError."""
        with self.reading(), self._undamaged("log"):
            return question(self._sqlite)

    def enter(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What a room-mate's function that writes gives; inside ``writing()`` only."""
        return work(self._sqlite)

    def stop_when(self, is_over: Callable[[], bool]) -> None:
        """Break questions off with Stopped when it is over, however long one takes by itself."""
        self._sqlite.set_progress_handler(is_over, _STEPS)

    def remembered(self, report: int, kind: str, read: Callable[[T | None, int], T]) -> T:
        """What ``read`` gives of the report's log; see ``LogMemory.of``."""
        with self.reading():
            return self._memory.of(self._sqlite, report, kind, read)

    def project(self, line: Projection) -> None:
        """Put a report's line in the place of its former one; inside ``writing()`` only."""
        projection.project(self._sqlite, line)
        self.enlisted.add(line.report)

    def find(self, query: LibraryQuery) -> Sequence[int]:
        """The reports that the query asks for, in its order."""
        with self._listing() as sqlite:
            return listing.numbers(sqlite, query)

    def facet_counts(self, query: LibraryQuery, facet: Facet) -> tuple[tuple[str, int], ...]:
        """How many reports there are of each value of a facet, the query's other facets given."""
        with self._listing() as sqlite:
            return listing.counts(sqlite, query, facet)

    def projections(self, reports: Iterable[int]) -> tuple[Projection, ...]:
        """The lines of the reports, in their order; without cells and tallies."""
        with self._listing() as sqlite:
            return projection.lines(sqlite, reports)

    def standing(self, report: int) -> Standing:
        """How far the review of the report is."""
        with self._undamaged(f"log of report {report}"):
            return self.remembered(
                report,
                "standing",
                lambda known, since: read_course(self._sqlite, report, known, since),
            ).standing

    def show_standing(self, report: int) -> None:
        """Bring the report's line up to its standing; inside ``writing()`` only."""
        projection.put_standing(self._sqlite, report, self.standing(report))
        self.enlisted.add(report)

    def repair_prose_index(self) -> bool:
        """Make the index of the prose anew unless it is whole; whether that was needed."""
        with self.writing():
            sound = prose_index.is_sound(self._sqlite)
            if not sound:
                prose_index.rebuild(self._sqlite)
        return not sound

    def projection(self, report: int) -> Projection | None:
        """The stored line of a report with its cells, or None when it has none."""
        with self.reading(), self._undamaged(f"line of report {report}"):
            return projection.line(self._sqlite, report)

    def reports_of_agency(self, keys: Iterable[str], year: int | None = None) -> tuple[int, ...]:
        """The reports under one of the agency's keys, of one year or of all."""
        with self.reading():
            return projection.of_keys(self._sqlite, keys, year)

    def nearest_of_agency(self, keys: Iterable[str], year: int, *, later: bool) -> tuple[int, ...]:
        """Those of the nearest year before or after that there is, in the order of their import."""
        with self.reading():
            return projection.nearest_of_agency(self._sqlite, keys, year, later=later)

    def waiting(self, reports: Iterable[int] | None = None) -> frozenset[int]:
        """The reports, or those among the given ones, that still wait for somebody."""
        with self._listing() as sqlite:
            return waiting(sqlite, reports)

    def rule_totals(self) -> tuple[tuple[str, int, int, int], ...]:
        """Each rule with the number of reports in which it fails, is excused, and cannot tell."""
        with self.reading():
            return projection.rule_totals(self._sqlite)

    def unprojected(self) -> tuple[int, ...]:
        """The reports that have no line yet, as after the store was brought up to date."""
        return tuple(
            row[0]
            for row in self._all(
                "SELECT report FROM report WHERE report NOT IN (SELECT report FROM projection)"
                # Counting is done in the indexes; the lines themselves fill many pages.
                " AND (SELECT count(*) FROM report) > (SELECT count(*) FROM projection)"
                " ORDER BY report"
            )
        )

    def problems(self) -> Iterator[str]:
        """What is damaged: file structure, references, hashes of sources and readings, the log."""
        with self.reading():
            yield from problems(self._sqlite)

    def _stored(self, report: int, columns: str) -> tuple[Any, ...]:
        row = self._one(
            f"SELECT {columns} FROM reading WHERE report = ? ORDER BY reading DESC LIMIT 1", report
        )
        if row is None:
            raise failures.no_report(self.path, report)
        return row

    def _one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        with self.reading():
            return self._sqlite.execute(sql, values).fetchone()

    def _all(self, sql: str, *values: object) -> list[Any]:
        with self.reading():
            return self._sqlite.execute(sql, values).fetchall()

    @contextmanager
    def _undamaged(self, what: str) -> Generator[None]:
        try:
            yield
        except (ValueError, KeyError, TypeError) as error:
            raise failures.damaged(self.path, what) from error

    def _is_in_place(self) -> bool:
        with suppress(OSError):
            return identity(self.path) == self._identity
        return False

    def _check_place(self) -> None:
        if not self._is_in_place():
            raise failures.replaced(self.path, self._rescue())

    def _rescue(self) -> Path | None:
        """Copy what the file held that was taken away under us: it goes when we let go of it.

        None when even that cannot be done. Once is enough, as nothing is written any more.
        """
        if self._rescued is None and not self._sqlite.in_transaction:
            with suppress(StoreError, OSError, sqlite3.Error):
                self._rescued = backup.rescue(self.path, self._sqlite, datetime.now(UTC))
        return self._rescued
