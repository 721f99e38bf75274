"""Work on reports that are not here, kept in the log until their sources are imported.

An entry "parcel" holds what one merging brought for one report, as it came; "parcel_end" says that
it was handed over to a report, or discarded. ``awaited`` lists the open parcels by each source of
their report; it is computed from the log, and so can be made anew.

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.store.facts import fact_from_plain, fact_to_plain
from core.store.log import Entry, append_entry

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from core.store.facts import Fact


@dataclass(frozen=True, slots=True)
class Parcel:
    """Work on one report that is not here.

    ``sources`` are the hashes of its sources, the first one first; ``name``, ``agency`` and
    ``year`` say to people which report it is, ``sender`` whose package brought the work.
    ``number`` is its entry in the log, 0 as long as it is not kept; ``kept_at`` is ISO 8601 UTC.
    """

    sources: tuple[str, ...]
    name: str
    agency: str
    year: int | None
    sender: str
    facts: tuple[Fact, ...]
    number: int = 0
    kept_at: str = ""
    kept_by: str = ""


_OPEN = (
    "SELECT content, sequence, made_at, author FROM log WHERE sequence IN"
    " (SELECT parcel FROM awaited{where}) ORDER BY sequence"
)


def keep(sqlite: sqlite3.Connection, parcel: Parcel, *, author: str, at: str) -> None:
    """Enter a parcel; its number and keeper are given to it here."""
    content = {
        "sources": list(parcel.sources),
        "name": parcel.name,
        "agency": parcel.agency,
        "year": parcel.year,
        "sender": parcel.sender,
        "facts": [fact_to_plain(fact) for fact in parcel.facts],
    }
    entry = Entry(str(uuid.uuid4()), "parcel", None, at, author, "", content)
    number = append_entry(sqlite, entry)
    sqlite.executemany(
        "INSERT INTO awaited (sha256, parcel) VALUES (?, ?)",
        [(sha256, number) for sha256 in dict.fromkeys(parcel.sources)],
    )


def end(
    sqlite: sqlite3.Connection, parcel: int, report: int | None, *, author: str, at: str
) -> None:
    """Note that a parcel was handed over to a report; None: that it was discarded."""
    content = {"parcel": parcel, "report": report}
    append_entry(sqlite, Entry(str(uuid.uuid4()), "parcel_end", None, at, author, "", content))
    sqlite.execute("DELETE FROM awaited WHERE parcel = ?", (parcel,))


def kept(sqlite: sqlite3.Connection, sha256: str | None = None) -> tuple[Parcel, ...]:
    """The open parcels, the oldest first: all, or those for the report with that source."""
    where, values = ("", ()) if sha256 is None else (" WHERE sha256 = ?", (sha256,))
    rows = sqlite.execute(_OPEN.format(where=where), values)
    return tuple(_parcel(json.loads(text), *kept_as) for text, *kept_as in rows)


def problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    """Where the list of what is awaited is not what the log says."""
    expected: dict[int, list[str]] = {}
    rows = sqlite.execute(
        "SELECT sequence, kind, content FROM log WHERE kind IN ('parcel', 'parcel_end')"
        " ORDER BY sequence"
    )
    for sequence, kind, text in rows:
        content = json.loads(text)
        if kind == "parcel":
            expected[sequence] = content["sources"]
        else:
            expected.pop(content["parcel"], None)
    open_ = {(sha256, parcel) for parcel, sources in expected.items() for sha256 in sources}
    stored = set(sqlite.execute("SELECT sha256, parcel FROM awaited").fetchall())
    for parcel in sorted({parcel for _, parcel in open_ ^ stored}):
        yield f"log: entry {parcel} is not listed as what it is: kept for a report, or done with"


def _parcel(content: Mapping[str, Any], number: int, at: str, author: str) -> Parcel:
    return Parcel(
        tuple(content["sources"]),
        content["name"],
        content["agency"],
        content["year"],
        content["sender"],
        tuple(map(fact_from_plain, content["facts"])),
        number,
        at,
        author,
    )
