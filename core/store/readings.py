"""Sources and readings as the store keeps them: packed beforehand, entered, and known by their hash.

Plain functions; whoever calls one with a connection holds the transaction.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.store import codec, log, prose_index

if TYPE_CHECKING:
    import sqlite3

    from core.reading import Reading


@dataclass(frozen=True, slots=True)
class Packed:
    """A reading with its source, ready to be entered.

    ``extraction`` and ``document`` are packed JSON with the sha256 of the JSON, ``source`` is
    compressed, ``size`` its bytes before that; ``prose`` is what the index is to find.
    """

    sha256: str
    size: int
    source: bytes
    extraction: tuple[bytes, str]
    document: tuple[bytes, str]
    prose: str


def packed(data: bytes, reading: Reading) -> Packed:
    """Pack a reading with its source: most of the work of keeping it, and none for a transaction.

    Raises ValueError when the reading is not of these bytes.
    """
    if hashlib.sha256(data).hexdigest() != reading.extraction.sha256:
        raise ValueError("the reading is not of these bytes")
    return Packed(
        sha256=reading.extraction.sha256,
        size=len(data),
        source=zlib.compress(data, 6),
        extraction=codec.pack(codec.extraction_to_json(reading.extraction)),
        document=codec.pack(codec.document_to_json(reading.document)),
        prose=prose_index.prose_of(reading.document),
    )


def add_report(sqlite: sqlite3.Connection, first: Packed, *, author: str, at: str) -> int:
    """Keep a source with its first reading; the answer is the report's number."""
    cursor = sqlite.execute(
        "INSERT INTO report (imported_at, imported_by) VALUES (?, ?)", (at, author)
    )
    assert cursor.lastrowid is not None
    add_reading(sqlite, cursor.lastrowid, first, author=author, at=at)
    return cursor.lastrowid


def add_reading(
    sqlite: sqlite3.Connection, report: int, further: Packed, *, author: str, at: str
) -> None:
    """Keep a further reading of a report, of the same source or of another; it counts from now."""
    known = sqlite.execute("SELECT 1 FROM source WHERE sha256 = ?", (further.sha256,)).fetchone()
    if known is None:
        sqlite.execute(
            "INSERT INTO source (sha256, size, packed) VALUES (?, ?, ?)",
            (further.sha256, further.size, further.source),
        )
    prose_index.take_out(sqlite, report)
    prose_index.enter(sqlite, report, further.prose)
    cursor = sqlite.execute(
        "INSERT INTO reading (report, sha256, packed, packed_sha256, document, document_sha256)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (report, further.sha256, *further.extraction, *further.document),
    )
    imported_at, imported_by = sqlite.execute(
        "SELECT imported_at, imported_by FROM report WHERE report = ?", (report,)
    ).fetchone()
    hashes = {
        "reading": str(cursor.lastrowid),
        "sha256": further.sha256,
        "packed_sha256": further.extraction[1],
        "document_sha256": further.document[1],
        "imported_at": imported_at,
        "imported_by": imported_by,
    }
    log.append_entry(sqlite, log.reading_entry(report, hashes, author=author, at=at))


def reports_of(sqlite: sqlite3.Connection, sha256: str) -> tuple[int, ...]:
    """The reports that were read from the source with that hash: one, or none.

    More only where a report was read anew from what had been imported as another one.
    """
    rows = sqlite.execute(
        "SELECT DISTINCT report FROM reading WHERE substr(sha256, 1, 16) = ? AND sha256 = ?"
        " ORDER BY report",
        (sha256[:16], sha256),
    )
    return tuple(int(report) for (report,) in rows)
