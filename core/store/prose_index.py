"""The index of what reports say in their prose, by triples of characters.

It holds no text: what is taken out of it again is read from the stored document. A word of more
than three characters is found where all its triples stand, which need not be side by side.

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from core.store import codec

if TYPE_CHECKING:
    from core.document import Document

_NEWEST: Final = (
    "SELECT report, document, document_sha256, sha256 FROM reading WHERE reading IN"
    " (SELECT max(reading) FROM reading GROUP BY report)"
)


def prose_of(document: Document) -> str:
    """The document's text outside its tables, without blanks: lines break words anywhere."""
    pieces: list[str] = []
    at = 0
    for grid in sorted(document.grids, key=lambda grid: grid.span.start):
        pieces.append(document.text[at : grid.span.start])
        at = max(at, grid.span.end)
    pieces.append(document.text[at:])
    prose = "".join("".join(pieces).split())
    return prose.encode("utf-8", "replace").decode().replace("\0", "")


def enter(sqlite: sqlite3.Connection, report: int, prose: str) -> None:
    """Make the report's prose findable; what was entered of it before must be taken out first."""
    sqlite.execute("INSERT INTO prose_index (rowid, prose) VALUES (?, ?)", (report, prose))


def take_out(sqlite: sqlite3.Connection, report: int) -> None:
    """Forget the prose of the report's newest reading."""
    row = sqlite.execute(
        "SELECT document, document_sha256, sha256 FROM reading WHERE report = ?"
        " ORDER BY reading DESC LIMIT 1",
        (report,),
    ).fetchone()
    if row is not None:
        prose = prose_of(codec.document_from_json(codec.unpack(*row)))
        sqlite.execute(
            "INSERT INTO prose_index (prose_index, rowid, prose) VALUES ('delete', ?, ?)",
            (report, prose),
        )


def rebuild(sqlite: sqlite3.Connection) -> None:
    """Enter the newest reading of every report anew; a reading that is damaged is left out."""
    sqlite.execute("INSERT INTO prose_index (prose_index) VALUES ('delete-all')")
    for report, *stored in sqlite.execute(_NEWEST):
        try:
            document = codec.document_from_json(codec.unpack(*stored))
        except (ValueError, KeyError, TypeError):
            continue  # the check of the store names it
        enter(sqlite, report, prose_of(document))


def is_sound(sqlite: sqlite3.Connection) -> bool:
    """Whether the index is whole and knows as many reports as there are; needs a writing connection."""
    try:
        sqlite.execute("INSERT INTO prose_index (prose_index) VALUES ('integrity-check')")
        (entered,) = sqlite.execute("SELECT count(*) FROM prose_index").fetchone()
    except sqlite3.DatabaseError:
        return False
    return entered == sqlite.execute("SELECT count(*) FROM report").fetchone()[0]
