"""Work on reports that are not here, kept in the log until their sources are imported.

An entry "parcel" holds what one merging brought for one report, as it came; "parcel_end" says that
it was handed over to the report with some of its sources, or discarded. ``awaited`` lists the open
parcels by each source that is still to come; it is computed from the log, and so can be made anew.

Where another desk knows several sources as one report, and here each was or will be imported by
itself, the work belongs to every report that was read from one of them: a parcel stays open until
all of its sources are here.

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.store.facts import fact_from_plain, fact_to_plain
from core.store.log import Entry, append_entry

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from core.store.facts import Fact


@dataclass(frozen=True, slots=True)
class Parcel:
    """Work on one report that is not here.

    ``sources`` are the hashes of its sources, the first one first; ``name``, ``agency`` and
    ``year`` say to people which report it is, ``sender`` whose package brought the work.
    ``awaited`` are those of the sources that no report here was read from when it was kept.
    ``number`` is its entry in the log, 0 as long as it is not kept; ``kept_at`` is ISO 8601 UTC.
    """

    sources: tuple[str, ...]
    name: str
    agency: str
    year: int | None
    sender: str
    facts: tuple[Fact, ...]
    awaited: tuple[str, ...]
    number: int = 0
    kept_at: str = ""


_OPEN: Final = (
    "SELECT content, sequence, made_at FROM log WHERE sequence IN"
    " (SELECT parcel FROM awaited{where}) ORDER BY sequence"
)
NOBODYS: Final = (
    " GROUP BY parcel HAVING count(*) = (SELECT json_array_length(content, '$.sources')"
    " FROM log WHERE sequence = parcel)"
)
"""SQL that chooses, of the parcels in ``awaited``, those that no report has got."""


def keep(sqlite: sqlite3.Connection, parcel: Parcel, *, author: str, at: str) -> None:
    """Enter a parcel; its number and time are given to it here."""
    content = {
        "sources": list(dict.fromkeys(parcel.sources)),
        "awaited": list(dict.fromkeys(parcel.awaited)),
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
        [(sha256, number) for sha256 in dict.fromkeys(parcel.awaited)],
    )


def hand_over(
    sqlite: sqlite3.Connection,
    parcel: int,
    report: int,
    sources: Sequence[str],
    *,
    author: str,
    at: str,
) -> None:
    """Note that the report which was read from these sources has got a parcel."""
    _end(sqlite, {"parcel": parcel, "report": report, "sources": list(sources)}, author, at)
    sqlite.executemany(
        "DELETE FROM awaited WHERE parcel = ? AND sha256 = ?", [(parcel, s) for s in sources]
    )


def discard(sqlite: sqlite3.Connection, parcel: int, *, author: str, at: str) -> None:
    """Note that nobody is to get a parcel any more."""
    _end(sqlite, {"parcel": parcel, "report": None}, author, at)
    sqlite.execute("DELETE FROM awaited WHERE parcel = ?", (parcel,))


def kept(sqlite: sqlite3.Connection) -> tuple[Parcel, ...]:
    """The parcels that no report has got, the oldest first."""
    return _read(sqlite, NOBODYS)


def unfinished(sqlite: sqlite3.Connection, sha256: str | None = None) -> tuple[Parcel, ...]:
    """Every open parcel, the oldest first, or those that wait for that source; also those of which
    another source came already."""
    return _read(sqlite, "") if sha256 is None else _read(sqlite, " WHERE sha256 = ?", sha256)


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
            expected[sequence] = content.get("awaited", content["sources"])
        elif "sources" in content:
            left = expected.get(content["parcel"], [])
            expected[content["parcel"]] = [s for s in left if s not in content["sources"]]
        else:
            expected.pop(content["parcel"], None)
    open_ = {(sha256, parcel) for parcel, sources in expected.items() for sha256 in sources}
    stored = set(sqlite.execute("SELECT sha256, parcel FROM awaited").fetchall())
    for parcel in sorted({parcel for _, parcel in open_ ^ stored}):
        yield f"log: entry {parcel} is not listed as what it is: kept for a report, or done with"


def _end(sqlite: sqlite3.Connection, content: Mapping[str, Any], author: str, at: str) -> None:
    append_entry(sqlite, Entry(str(uuid.uuid4()), "parcel_end", None, at, author, "", content))


def _read(sqlite: sqlite3.Connection, where: str, *values: str) -> tuple[Parcel, ...]:
    rows = sqlite.execute(_OPEN.format(where=where), values)
    return tuple(_parcel(json.loads(text), *kept_as) for text, *kept_as in rows)


def _parcel(content: Mapping[str, Any], number: int, at: str) -> Parcel:
    return Parcel(
        tuple(content["sources"]),
        content["name"],
        content["agency"],
        content["year"],
        content["sender"],
        tuple(map(fact_from_plain, content["facts"])),
        tuple(content.get("awaited", content["sources"])),
        number,
        at,
    )
