"""The store of reports: sources and readings by hash, the log, and what is computed from them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import threading
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlite_utils import Database

from core.address import Address
from core.store import backup, codec, connection, failures, log
from core.store.schema import CURRENT_VERSION

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from core.cells import Extraction
    from core.corrections import Verdict
    from core.document import Document
    from core.store.log import Action, VerdictRow
    from core.values import Value


@dataclass(frozen=True, slots=True)
class Projection:
    """What lists, filters and exports need to know of a report; computed from the rest.

    ``cells`` are the current values of all cells in official order.
    """

    report: int
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
    cells: tuple[tuple[Address, Value], ...] = ()


_LISTED: Final = (
    "report, name, agency, year, edition, format, errors, cannot_tell, unsure, corrected,"
    " imported_at"
)


_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


class Store:
    """One open store. Changes belong inside ``writing()``; every failure is a StoreError."""

    def __init__(
        self, path: Path, sqlite: sqlite3.Connection, lock: connection.WriterLock | None
    ) -> None:
        self.path = path
        self.read_only = lock is None
        self._lock = lock
        self._sqlite = sqlite
        self._database = Database(sqlite, execute_plugins=False)
        self._guard = threading.RLock()
        self._identity = _identity(path)
        self._seen = self._data_version()

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> Store:
        """Open the store, read-only while another writes it; make an empty one where none is."""
        path = Path(os.path.abspath(path)).resolve()
        with failures.told(path):
            if create and not path.exists():
                with suppress(FileExistsError):
                    connection.create(path)
            version = connection.gate(path)
            lock = connection.WriterLock.take(path) if os.access(path, os.W_OK) else None
            try:
                sqlite = connection.connect(path, read_only=lock is None)
                if lock is not None and version < CURRENT_VERSION:
                    backup.back_up(path, "migrate", datetime.now(UTC))
                    connection.migrate(sqlite, version)
                return cls(path, sqlite, lock)
            except BaseException:
                if lock is not None:
                    lock.release()
                raise

    def close(self) -> None:
        """Fold the write-ahead log into the file, so that a copy of it is complete; then close."""
        with self._guard, failures.told(self.path):
            if not self.read_only and self._is_in_place():
                with suppress(sqlite3.Error):  # a reader may hold it up; the log then stays beside
                    self._sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._sqlite.close()
            if self._lock is not None:
                self._lock.release()

    def follow(self) -> bool:
        """Whether another window changed the store since the last call, or left it to this one.

        A store that was opened read-only because another window writes it is taken over as soon as
        that window is gone.
        """
        with self._guard, failures.told(self.path):
            if not self.read_only or not self._is_in_place():
                return False
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
        self._sqlite.close()
        self._sqlite, self._lock, self.read_only = sqlite, lock, False
        self._database = Database(sqlite, execute_plugins=False)
        return True

    def _data_version(self) -> int:
        """A number that changes whenever another connection commits."""
        return int(self._sqlite.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def writing(self) -> Generator[None]:
        """One transaction: what is done inside is on disk afterwards, or nothing of it is.

        Raises StoreError when the store is read-only, or its file is no longer in its place: SQLite
        would go on writing into a deleted file without a word.
        """
        with self._guard, failures.told(self.path):
            if self.read_only:
                raise failures.read_only(self.path)
            self._check_place()
            # IMMEDIATE: a deferred transaction that reads first fails at once under WAL.
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._check_place()
                self._database.execute("COMMIT")
            except BaseException:
                if self._sqlite.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Generator[None]:
        """Let no other thread of this process come between several reads."""
        with self._guard, failures.told(self.path):
            yield

    def add(
        self, data: bytes, extraction: Extraction, document: Document, *, author: str, at: str
    ) -> int:
        """Keep a source with its reading; the answer is the report's number."""
        packed, packed_sha256 = codec.pack(codec.extraction_to_json(extraction))
        drawn, drawn_sha256 = codec.pack(codec.document_to_json(document))
        self._database.execute(
            "INSERT INTO source (sha256, size, packed) VALUES (?, ?, ?)",
            (extraction.sha256, len(data), zlib.compress(data, 6)),
        )
        cursor = self._database.execute(
            "INSERT INTO extraction (sha256, imported_at, imported_by, packed, packed_sha256,"
            " document, document_sha256) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (extraction.sha256, at, author, packed, packed_sha256, drawn, drawn_sha256),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def report_of(self, sha256: str) -> int | None:
        """The report that was read from the source with that hash, or None."""
        row = self._one("SELECT report FROM extraction WHERE sha256 = ?", sha256)
        return None if row is None else int(row[0])

    def numbers(self) -> tuple[int, ...]:
        """The numbers of all reports, in the order of their import."""
        return tuple(row[0] for row in self._all("SELECT report FROM extraction ORDER BY report"))

    def imported_at(self, report: int) -> str:
        """When the report was imported, ISO 8601 UTC."""
        return str(self._stored(report, "imported_at")[0])

    def extraction(self, report: int) -> Extraction:
        """The machine's reading. Raises StoreError when it does not match its hash."""
        packed, sha256 = self._stored(report, "packed, packed_sha256")
        with self._undamaged(f"extraction {report}"):
            return codec.extraction_from_json(codec.unpack(packed, sha256))

    def document(self, report: int) -> Document:
        """The document as its reader saw it. Raises StoreError when it does not match its hash."""
        packed, sha256 = self._stored(report, "document, document_sha256")
        with self._undamaged(f"document {report}"):
            return codec.document_from_json(codec.unpack(packed, sha256))

    def source(self, report: int) -> bytes:
        """The bytes that were imported. Raises StoreError when they do not match their hash."""
        (sha256,) = self._stored(report, "sha256")
        row = self._one("SELECT packed FROM source WHERE sha256 = ?", sha256)
        with self._undamaged(f"source {report}"):
            return _unpacked_source(row[0] if row else b"", sha256)

    def actions(self, report: int) -> tuple[Action, ...]:
        """All gestures of the report, oldest first."""
        with self.reading(), self._undamaged(f"log of report {report}"):
            return log.read_actions(self._sqlite, report)

    def verdicts(self, report: int) -> tuple[Verdict, ...]:
        """The verdicts in force on the report's findings."""
        with self.reading():
            return log.read_verdicts(self._sqlite, report)

    def append(self, action: Action) -> Action:
        """Write a gesture to log and overlay; inside ``writing()`` only."""
        written = log.append_action(self._sqlite, action)
        for c in written.corrections:
            key = (c.report, str(c.address))
            self._database.execute("DELETE FROM overlay WHERE report = ? AND cell = ?", key)
            if not c.to_machine:
                self._database.execute(
                    "INSERT INTO overlay (report, cell, value, sequence) VALUES (?, ?, ?, ?)",
                    (*key, codec.value_to_scalar(c.new), c.sequence),
                )
        return written

    def append_verdict(self, verdict: VerdictRow) -> None:
        """Write a verdict to the log; inside ``writing()`` only."""
        log.append_verdict(self._sqlite, verdict)

    def overlay(self, report: int) -> dict[Address, Value]:
        """The corrected cells of the report with their current values."""
        rows = self._all("SELECT cell, value FROM overlay WHERE report = ? ORDER BY cell", report)
        return {Address.parse(cell): codec.value_from_scalar(value) for cell, value in rows}

    def project(self, line: Projection) -> None:
        """Put a report's line in the place of its former one; inside ``writing()`` only."""
        cells = {str(address): codec.value_to_scalar(value) for address, value in line.cells}
        self._database.execute("DELETE FROM projection WHERE report = ?", (line.report,))
        self._database.execute(
            f"INSERT INTO projection ({_LISTED}, needle, cells)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*_listed(line), _needle(line), json.dumps(cells, ensure_ascii=False)),
        )

    def projections(self, search: str = "") -> tuple[Projection, ...]:
        """The lines whose agency, year or file name hold every word; without the cells."""
        words = search.casefold().split()
        where = " AND ".join(["instr(needle, ?) > 0"] * len(words)) or "1"
        rows = self._all(
            f"SELECT {_LISTED} FROM projection WHERE {where} ORDER BY agency, year, report", *words
        )
        return tuple(Projection(*row) for row in rows)

    def projection(self, report: int) -> Projection | None:
        """The stored line of a report with its cells, or None when it has none."""
        row = self._one(f"SELECT {_LISTED}, cells FROM projection WHERE report = ?", report)
        if row is None:
            return None
        *listed, cells = row
        values = tuple(
            (Address.parse(name), codec.value_from_scalar(value))
            for name, value in json.loads(cells).items()
        )
        return Projection(*listed, cells=values)

    def problems(self) -> Iterator[str]:
        """What is damaged: file structure, references, hashes of sources and readings, the log."""
        with self.reading():
            for (line,) in self._all("PRAGMA integrity_check"):
                if line != "ok":
                    yield f"file: {line}"
            for row in self._all("PRAGMA foreign_key_check"):
                yield f"file: {row[0]} row {row[1]} points to a missing {row[2]}"
            if _shape(self._sqlite) != _expected_shape():
                yield "file: its tables or triggers are not those of this version"
            yield from self._content_problems()
            yield from log.chain_problems(self._sqlite)

    def _content_problems(self) -> Iterator[str]:
        rows: Iterable[Any] = self._sqlite.execute("SELECT sha256, size, packed FROM source")
        for sha256, size, packed in rows:
            try:
                if len(_unpacked_source(packed, sha256)) != size:
                    yield f"source {sha256[:12]}: its size is not {size}"
            except ValueError as error:
                yield f"source {sha256[:12]}: {error}"
        rows = self._sqlite.execute(
            "SELECT report, packed, packed_sha256, document, document_sha256 FROM extraction"
        )
        for report, packed, packed_sha256, document, document_sha256 in rows:
            contents = ((packed, packed_sha256, "reading"), (document, document_sha256, "document"))
            for content, sha256, what in contents:
                try:
                    codec.unpack(content, sha256)
                except ValueError as error:
                    yield f"report {report}: {what}: {error}"

    def _stored(self, report: int, columns: str) -> tuple[Any, ...]:
        row = self._one(f"SELECT {columns} FROM extraction WHERE report = ?", report)
        if row is None:
            raise failures.no_report(self.path, report)
        return row

    def _one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        with self.reading():
            return self._database.execute(sql, values).fetchone()

    def _all(self, sql: str, *values: object) -> list[Any]:
        with self.reading():
            return self._database.execute(sql, values).fetchall()

    @contextmanager
    def _undamaged(self, what: str) -> Generator[None]:
        try:
            yield
        except (ValueError, KeyError, TypeError) as error:
            raise failures.damaged(self.path, what) from error

    def _is_in_place(self) -> bool:
        with suppress(OSError):
            return _identity(self.path) == self._identity
        return False

    def _check_place(self) -> None:
        if not self._is_in_place():
            raise failures.replaced(self.path)


def storable(text: str) -> str:
    """The text without what SQLite cannot keep whole: NUL and lone surrogates become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _unpacked_source(packed: bytes, sha256: str) -> bytes:
    try:
        data = zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("content does not match its sha256")
    return data


def _listed(line: Projection) -> tuple[object, ...]:
    return (
        line.report,
        line.name,
        line.agency,
        line.year,
        line.edition,
        line.format,
        line.errors,
        line.cannot_tell,
        line.unsure,
        line.corrected,
        line.imported_at,
    )


def _needle(line: Projection) -> str:
    return f"{line.agency}\n{line.year or ''}\n{line.name}".casefold()


def _shape(sqlite: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return sqlite.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
    ).fetchall()


def _expected_shape() -> list[tuple[str, str, str]]:
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    connection.build(fresh)
    shape = _shape(fresh)
    fresh.close()
    return shape
