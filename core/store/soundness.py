"""What is damaged in a store: structure, references, hashes of sources and readings, the log."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from typing import TYPE_CHECKING, Any

from core.store import codec, connection, log

if TYPE_CHECKING:
    from collections.abc import Iterator


def problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    """Every damage that can be found without knowing what a report means, one sentence each."""
    for (line,) in sqlite.execute("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield f"file: {line}"
    for row in sqlite.execute("PRAGMA foreign_key_check").fetchall():
        yield f"file: {row[0]} row {row[1]} points to a missing {row[2]}"
    if _shape(sqlite) != _expected_shape():
        yield "file: its tables or triggers are not those of this version"
    yield from _source_problems(sqlite)
    yield from _reading_problems(sqlite)
    yield from log.chain_problems(sqlite)


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
    rows = sqlite.execute(
        "SELECT reading, report, sha256, packed_sha256, document_sha256, packed, document,"
        " imported_at, imported_by FROM reading JOIN report USING (report)"
    )
    for reading, report, sha256, packed_sha256, document_sha256, packed, document, *import_ in rows:
        known = entered.pop(str(reading), None)
        facts = {
            "reading": str(reading),
            "report": report,
            "sha256": sha256,
            "packed_sha256": packed_sha256,
            "document_sha256": document_sha256,
            "imported_at": import_[0],
            "imported_by": import_[1],
        }
        if known != facts:
            yield f"report {report}: its entry in the log does not match"
        contents = ((packed, packed_sha256, "reading"), (document, document_sha256, "document"))
        for content, expected, what in contents:
            try:
                codec.unpack(content, expected)
            except ValueError as error:
                yield f"report {report}: {what}: {error}"
    for facts in entered.values():
        yield f"report {facts['report']}: a reading of it is missing"


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
