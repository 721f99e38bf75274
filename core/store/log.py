"""The log: human work as rows that are only ever added, each holding the hash of the one before."""

from __future__ import annotations

import hashlib
import json
import uuid
from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from core.address import Address
from core.corrections import Action, Correction, Ruling, Verdict
from core.store.codec import value_from_scalar, value_to_scalar
from core.store.facts import FACT, TOP
from core.store.history import Step

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

START: Final = "0" * 64
"""What the first row names as the hash of its predecessor."""

_COLUMNS: Final[tuple[str, ...]] = (
    "sequence",
    "id",
    "action",
    "kind",
    "report",
    "made_at",
    "author",
    "reason",
    "cell",
    "old",
    "new",
    "machine",
    "gesture",
    "reverts",
    "to_machine",
    "finding",
    "ruling",
    "previous",
    "content",
)
_HASHED_ALWAYS: Final = _COLUMNS[:-1]
"""The columns of version 1. ``content`` came later and counts where there is one."""
# SQLite takes the entries of one kind for as few as those of one report. In a log of years they are
# half a million: a plus before the kind keeps it from going through them for each report.
_INSERT: Final = (
    f"INSERT INTO log ({', '.join(_COLUMNS)}, hash) VALUES ({', '.join('?' * len(_COLUMNS))}, ?)"
)


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A verdict to write; ``ruling`` None takes an earlier verdict on the finding back.

    ``action`` is the gesture that it belongs to, "" where it is one by itself; ``gesture`` and
    ``reverts`` say that it takes back or repeats an entry.
    """

    id: str
    report: int
    finding_key: str
    ruling: Ruling | None
    reason: str
    author: str
    made_at: str
    action: str = ""
    gesture: Repetition | None = None
    reverts: str | None = None


Repetition = Literal["undo", "redo"]
EntryKind = Literal["reading", "link", "status", "assignment", "seen", "parcel", "parcel_end"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact of the log beside corrections and verdicts; ``content`` are its own particulars.

    ``gesture`` and ``reverts`` say that it takes back or repeats another entry.
    """

    id: str
    kind: EntryKind
    report: int | None
    made_at: str
    author: str
    reason: str
    content: Mapping[str, Any]
    gesture: Repetition | None = None
    reverts: str | None = None


def append_action(
    connection: sqlite3.Connection,
    action: Action,
    contents: Mapping[str, Mapping[str, Any]] | None = None,
) -> Action:
    """Write a gesture; the answer carries the sequences that its corrections were given.

    ``contents`` are further particulars by the id of a correction.
    """
    contents = contents or {}
    written: list[Correction] = []
    for correction in action.corrections:
        row = {
            "id": correction.id,
            "action": action.id,
            "kind": "correction",
            "report": correction.report,
            "made_at": correction.made_at,
            "author": correction.author,
            "reason": correction.reason,
            "cell": str(correction.address),
            "old": value_to_scalar(correction.old),
            "new": value_to_scalar(correction.new),
            "machine": value_to_scalar(correction.machine),
            "gesture": correction.gesture,
            "reverts": correction.reverts,
            "to_machine": int(correction.to_machine),
            "content": _content(contents.get(correction.id)),
        }
        written.append(replace(correction, sequence=_append(connection, row)))
    return Action(action.id, tuple(written))


def append_verdict(
    connection: sqlite3.Connection,
    verdict: VerdictRow,
    content: Mapping[str, Any] | None = None,
) -> None:
    """Write a verdict, or the withdrawal of one; ``content`` are further particulars."""
    _append(
        connection,
        {
            "id": verdict.id,
            "action": verdict.action or verdict.id,
            "kind": "verdict",
            "report": verdict.report,
            "made_at": verdict.made_at,
            "author": verdict.author,
            "reason": verdict.reason,
            "finding": verdict.finding_key,
            "ruling": verdict.ruling or "withdrawn",
            "gesture": verdict.gesture,
            "reverts": verdict.reverts,
            "content": _content(content),
        },
    )


def read_actions(connection: sqlite3.Connection, report: int, since: int = 0) -> tuple[Action, ...]:
    """All gestures of a report after an entry of the log, oldest first."""
    rows = connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM log"
        " WHERE report = ? AND sequence > ? AND +kind = 'correction' ORDER BY sequence",
        (report, since),
    )
    actions: dict[str, list[Correction]] = {}
    for values in rows:
        row: dict[str, Any] = dict(zip(_COLUMNS, values, strict=True))
        actions.setdefault(row["action"], []).append(_correction(row))
    return tuple(Action(name, tuple(corrections)) for name, corrections in actions.items())


def last_change(connection: sqlite3.Connection, report: int) -> str:
    """The hash of the last entry that changed what stands in the report; "" where there is none.

    It seals all that went before.
    """
    row = connection.execute(
        "SELECT hash FROM log WHERE report = ? AND +kind IN ('correction', 'reading')"
        " ORDER BY sequence DESC LIMIT 1",
        (report,),
    ).fetchone()
    return "" if row is None else str(row[0])


def correction_numbers(
    connection: sqlite3.Connection, where: str, values: Sequence[object]
) -> array[int]:
    """The entries of the corrections of all reports that a condition on the log's columns chooses
    ("": all), the newest first.
    """
    chosen = f"+kind = 'correction' AND {where}" if where else "kind = 'correction'"
    rows = connection.execute(
        f"SELECT sequence FROM log WHERE {chosen} ORDER BY sequence DESC", values
    )
    return array("q", (sequence for (sequence,) in rows))


def read_corrections(
    connection: sqlite3.Connection, entries: Sequence[int]
) -> tuple[Correction, ...]:
    """The corrections that these entries of the log are, in their order."""
    rows = connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM log WHERE kind = 'correction'"
        " AND sequence IN (SELECT value FROM json_each(?))",
        (json.dumps(list(entries)),),
    )
    found = {row[0]: _correction(dict(zip(_COLUMNS, row, strict=True))) for row in rows}
    return tuple(found[entry] for entry in entries)


def read_verdicts(connection: sqlite3.Connection, report: int) -> tuple[Verdict, ...]:
    """The verdict in force on each finding, in the order in which they were given."""
    rows = connection.execute(
        "SELECT finding, ruling, reason, author, made_at FROM log"
        " WHERE report = ? AND +kind = 'verdict' ORDER BY sequence",
        (report,),
    )
    verdicts: dict[str, Verdict] = {}
    for row in rows:
        verdicts.pop(row[0], None)
        if row[1] != "withdrawn":
            verdicts[row[0]] = Verdict(*row)
    return tuple(verdicts.values())


def chain_problems(connection: sqlite3.Connection) -> Iterable[str]:
    """Each break of the chain: a changed, missing or foreign row, or a tail that was cut off."""
    previous, expected = START, 1
    names = (*_COLUMNS, "hash")
    for values in connection.execute(f"SELECT {', '.join(names)} FROM log ORDER BY sequence"):
        row: dict[str, Any] = dict(zip(names, values, strict=True))
        if row["sequence"] != expected:
            yield f"log: row {expected} is missing"
        if row["previous"] != previous or row["hash"] != _hash(row):
            yield f"log: row {row['sequence']} was changed"
        previous, expected = row["hash"], row["sequence"] + 1
    # AUTOINCREMENT remembers the last sequence ever given; it may say NULL while none was.
    given = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'log'").fetchone()
    if given is not None and (given[0] or 0) != expected - 1:
        yield f"log: ends at row {expected - 1}, but row {given[0]} was written"


def append_entry(connection: sqlite3.Connection, entry: Entry) -> int:
    """Write an entry that is neither a correction nor a verdict; the answer is its sequence."""
    return _append(
        connection,
        {
            "id": entry.id,
            "action": entry.id,
            "kind": entry.kind,
            "report": entry.report,
            "made_at": entry.made_at,
            "author": entry.author,
            "reason": entry.reason,
            "gesture": entry.gesture,
            "reverts": entry.reverts,
            "content": _content(entry.content),
        },
    )


def has_entry(connection: sqlite3.Connection, name: str) -> bool:
    """Whether the log has an entry with that id."""
    return connection.execute("SELECT 1 FROM log WHERE id = ?", (name,)).fetchone() is not None


def read_human_rows(
    connection: sqlite3.Connection, report: int | None, since: int = 0
) -> tuple[dict[str, Any], ...]:
    """All that people did to a report after an entry of the log, by column, in log order; None: what
    they said of agencies.
    """
    where = "kind = 'link'" if report is None else "+kind <> 'reading' AND report = ?"
    rows = connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM log WHERE {where} AND sequence > ? ORDER BY sequence",
        (since,) if report is None else (report, since),
    )
    return tuple(dict(zip(_COLUMNS, values, strict=True)) for values in rows)


def touched_reports(connection: sqlite3.Connection, since: str) -> tuple[int, ...]:
    """The reports that people worked on at that moment (ISO 8601 UTC) or later."""
    rows = connection.execute(
        "SELECT DISTINCT report FROM log WHERE kind <> 'reading' AND report IS NOT NULL"
        " AND made_at >= ? ORDER BY report",
        (since,),
    )
    return tuple(row[0] for row in rows)


def merged_reports(connection: sqlite3.Connection) -> tuple[int, ...]:
    """The reports that work from elsewhere came to, or that were read anew: where people, or a
    person and the reading, may differ."""
    rows = connection.execute(
        "SELECT report FROM projection WHERE unsure > 0 AND report IN"
        # Of the indexes on the log, SQLite would take one that holds every correction ever made.
        " (SELECT report FROM log INDEXED BY log_by_merging"
        "  WHERE kind IN ('correction', 'verdict') AND content IS NOT NULL"
        # A reading differs from a person only where a person put something.
        "  UNION SELECT report FROM overlay GROUP BY report HAVING"
        "  (SELECT count(*) FROM reading WHERE reading.report = overlay.report) > 1)"
        " ORDER BY report"
    )
    return tuple(row[0] for row in rows)


def read_entries(
    connection: sqlite3.Connection, kind: EntryKind, report: int | None = None
) -> tuple[Entry, ...]:
    """The entries of a kind in log order: of one report, or of the whole store."""
    of_all, of_one = "kind = ?", "+kind = ? AND report = ?"
    where, values = (of_all, (kind,)) if report is None else (of_one, (kind, report))
    rows = connection.execute(
        "SELECT gesture, reverts, content, id, kind, report, made_at, author, reason FROM log"
        f" WHERE {where} ORDER BY sequence",
        values,
    )
    return tuple(
        Entry(*facts, content=json.loads(content), gesture=gesture, reverts=reverts)
        for gesture, reverts, content, *facts in rows
    )


def read_steps(connection: sqlite3.Connection, report: int, since: int = 0) -> tuple[Step, ...]:
    """The entries of a report after one of the log that can be taken back, in log order.

    Going through a whole report is no such entry: it is told by itself, not by a command.
    """
    rows = connection.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM log WHERE report = ? AND sequence > ?"
        " AND +kind IN ('correction', 'verdict', 'seen') ORDER BY sequence",
        (report, since),
    )
    steps = (_step(dict(zip(_COLUMNS, values, strict=True))) for values in rows)
    return tuple(step for step in steps if step.subject or step.gesture)


def reading_entry(
    report: int, hashes: Mapping[str, str], *, author: str, at: str, reason: str = ""
) -> Entry:
    """The entry by which the chain of the log also guards a reading; ``hashes`` by column."""
    return Entry(str(uuid.uuid4()), "reading", report, at, author, reason, dict(hashes))


def enter_readings(connection: sqlite3.Connection) -> None:
    """Enter the readings of a store of version 1, which the log did not yet hold."""
    rows = connection.execute(
        "SELECT reading, report, sha256, packed_sha256, document_sha256, imported_at, imported_by"
        " FROM reading JOIN report USING (report) ORDER BY reading"
    ).fetchall()
    for reading, report, sha256, packed, document, at, author in rows:
        hashes = {
            "reading": str(reading),
            "sha256": sha256,
            "packed_sha256": packed,
            "document_sha256": document,
            "imported_at": at,
            "imported_by": author,
        }
        append_entry(connection, reading_entry(report, hashes, author=author, at=at))


def _append(connection: sqlite3.Connection, facts: Mapping[str, Any]) -> int:
    last = connection.execute(
        "SELECT sequence, hash FROM log ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    sequence, previous = (last[0] + 1, last[1]) if last else (1, START)
    row: dict[str, Any] = dict.fromkeys(_COLUMNS)
    row.update(facts, sequence=sequence, previous=previous)
    connection.execute(_INSERT, (*_values(row), _hash(row)))
    return sequence


def _content(content: Mapping[str, Any] | None) -> str | None:
    return (
        None if content is None else json.dumps(dict(content), ensure_ascii=False, sort_keys=True)
    )


def _values(row: Mapping[str, Any]) -> Sequence[Any]:
    return [row[name] for name in _COLUMNS]


def _hash(row: Mapping[str, Any]) -> str:
    values = [row[name] for name in _HASHED_ALWAYS]
    if row["content"] is not None:
        values.append(row["content"])
    text = json.dumps(values, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _step(row: Mapping[str, Any]) -> Step:
    content: dict[str, Any] = json.loads(row["content"]) if row["content"] else {}
    repeats = row["gesture"] in ("undo", "redo")
    return Step(
        id=row["id"],
        action=row["action"],
        sequence=row["sequence"],
        kind=row["kind"],
        subject=row["cell"] or row["finding"] or " ".join(content.get("cells", ())),
        gesture=row["gesture"] if repeats else "",
        reverts=row["reverts"] or "",
        ruling=None if row["ruling"] == "withdrawn" else row["ruling"],
        reason=row["reason"],
        is_foreign=row["gesture"] == "imported" or FACT in content or TOP in content,
    )


def _correction(row: Mapping[str, Any]) -> Correction:
    return Correction(
        id=row["id"],
        sequence=row["sequence"],
        report=row["report"],
        address=Address.parse(row["cell"]),
        old=value_from_scalar(row["old"]),
        new=value_from_scalar(row["new"]),
        machine=value_from_scalar(row["machine"]),
        reason=row["reason"],
        author=row["author"],
        made_at=row["made_at"],
        gesture=row["gesture"],
        reverts=row["reverts"],
        to_machine=bool(row["to_machine"]),
    )
