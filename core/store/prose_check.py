"""Whether the index of the prose says what the newest readings say, word by word.

The index keeps no text and SQLite no hash of it. Both sides are therefore made into one number: the
sum of a mark for each word of each report, which is the same in whatever order the words come.
"""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final

from core.store import codec, prose_index

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE: Final = "SELECT sql FROM sqlite_schema WHERE name = 'prose_index'"
_NEWEST: Final = (
    "SELECT report, document, document_sha256, sha256 FROM reading WHERE reading IN"
    " (SELECT max(reading) FROM reading GROUP BY report)"
)
_WORDS: Final = "CREATE VIRTUAL TABLE temp.prose_words USING fts5vocab(main, prose_index, instance)"
_AT_ONCE: Final = 100
"""How many reports are indexed anew together: little memory, and few tables to build."""


def problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    """A sentence when words of a report cannot be found, or are found where they do not stand."""
    if _sum_of(sqlite) != _expected_sum(sqlite):
        yield "library: the index of the prose does not match the documents"


def _sum_of(sqlite: sqlite3.Connection) -> int:
    (only_reads,) = sqlite.execute("PRAGMA query_only").fetchone()
    sqlite.execute("PRAGMA query_only = OFF")  # a view beside the store counts as writing
    try:
        sqlite.execute(_WORDS)
        rows = sqlite.execute("SELECT term, doc FROM temp.prose_words")
        return sum(zlib.crc32(str(term).encode(), doc) for term, doc in rows)
    finally:
        with suppress(sqlite3.Error):
            sqlite.execute("DROP TABLE temp.prose_words")
        sqlite.execute(f"PRAGMA query_only = {only_reads}")


def _expected_sum(sqlite: sqlite3.Connection) -> int:
    (table,) = sqlite.execute(_TABLE).fetchone()
    total = 0
    rows = sqlite.execute(_NEWEST)
    while batch := rows.fetchmany(_AT_ONCE):
        with closing(sqlite3.connect(":memory:")) as fresh:
            fresh.execute(table)
            for report, *stored in batch:
                document = codec.document_from_json(codec.unpack(*stored))
                prose_index.enter(fresh, report, prose_index.prose_of(document))
            total += _sum_of(fresh)
    return total
