"""What is damaged in a store: structure, references, hashes of sources and readings, the log.

Every row is covered: by its own hash, by the log's chain, or because it can be computed anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from typing import TYPE_CHECKING, Any

from core.store import codec, connection, drafts, log, parcels, projection, prose_check
from core.store.schema import CURRENT_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database


def problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    """Every damage that can be found without knowing what a report means, one sentence each.

    A check that cannot be carried through for the damage is itself a sentence; the others go on.
    """
    checks = (
        _file_problems,
        _number_problems,
        _source_problems,
        _reading_problems,
        log.chain_problems,
        _overlay_problems,
        projection.problems,
        prose_check.problems,
        drafts.problems,
        parcels.problems,
    )
    for check in checks:
        try:
            yield from check(sqlite)
        except (sqlite3.Error, ValueError, LookupError, TypeError, OverflowError) as error:
            yield f"file: {error}"


def is_whole(sqlite: sqlite3.Connection) -> bool:
    """Whether the file's structure and the log's chain hold: the quick part of the check.

    The log of an older version has other columns; there the structure alone is asked.
    """
    try:
        if sqlite.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            return False
        (version,) = sqlite.execute("PRAGMA user_version").fetchone()
        return version < CURRENT_VERSION or not any(log.chain_problems(sqlite))
    except (sqlite3.Error, ValueError, TypeError):
        return False


def _file_problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    for (line,) in sqlite.execute("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield f"file: {line}"
    for row in sqlite.execute("PRAGMA foreign_key_check").fetchall():
        yield f"file: {row[0]} row {row[1]} points to a missing {row[2]}"
    if _shape(sqlite) != _expected_shape():
        yield "file: its tables or triggers are not those of this version"


def _number_problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    """Nothing is ever deleted, so the last number given is the largest there is.

    The log looks after its own.
    """
    given = {row["name"]: row["seq"] for row in _database(sqlite)["sqlite_sequence"].rows}
    for table in ("report", "reading"):
        (last,) = sqlite.execute(f"SELECT max({table}) FROM {table}").fetchone()
        # A table without a row has no number, or that of the nothing it was filled from: 0.
        if (given.get(table) or 0) != (last or 0):
            yield f"{table}: ends at row {last}, but row {given.get(table)} was written"


def _overlay_problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    expected = sqlite.execute(
        "SELECT report, cell, new, sequence FROM log WHERE to_machine = 0 AND sequence IN"
        " (SELECT max(sequence) FROM log WHERE kind = 'correction' GROUP BY report, cell)"
    ).fetchall()
    stored = sqlite.execute("SELECT report, cell, value, sequence FROM overlay").fetchall()
    for report in sorted({row[0] for row in set(expected) ^ set(stored)}):
        yield f"report {report}: the corrected cells are not those of the log"


def unpacked_source(packed: bytes, sha256: str) -> bytes:
    """The bytes of a source. Raises ValueError when they are not what was packed."""
    try:
        content = zlib.decompress(packed)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("content does not match its sha256")
    return content


def _source_problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    for sha256, size, packed in sqlite.execute("SELECT sha256, size, packed FROM source"):
        try:
            if len(unpacked_source(packed, sha256)) != size:
                yield f"source {sha256[:12]}: its size is not {size}"
        except ValueError as error:
            yield f"source {sha256[:12]}: {error}"


def _reading_problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    entered: dict[str, dict[str, Any]] = {
        entry.content["reading"]: {**entry.content, "report": entry.report}
        for entry in log.read_entries(sqlite, "reading")
    }
    rows = _database(sqlite).query(
        "SELECT CAST(reading AS TEXT) AS reading, report, sha256, packed_sha256, document_sha256,"
        " imported_at, imported_by, packed, document FROM reading JOIN report USING (report)"
    )
    for row in rows:
        contents = (
            (row.pop("packed"), row["packed_sha256"], "reading"),
            (row.pop("document"), row["document_sha256"], "document"),
        )
        if entered.pop(row["reading"], None) != row:
            yield f"report {row['report']}: its entry in the log does not match"
        for content, expected, what in contents:
            try:
                codec.unpack(content, expected, row["sha256"])
            except ValueError as error:
                yield f"report {row['report']}: {what}: {error}"
    for facts in entered.values():
        yield f"report {facts['report']}: a reading of it is missing"


def _database(sqlite: sqlite3.Connection) -> Database:
    from sqlite_utils import Database  # takes long to load, and no window waits for this check

    return Database(sqlite, execute_plugins=False)


def _shape(sqlite: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    return sqlite.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " ORDER BY type, name"
    ).fetchall()


def _expected_shape() -> list[tuple[str, str, str, str]]:
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    connection.build(fresh)
    shape = _shape(fresh)
    fresh.close()
    return shape
