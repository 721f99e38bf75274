"""What is being typed: one row for each cell with an open entry, on disk at every keystroke.

A draft is never a value. It goes when its cell is corrected, in the same transaction, or when a
person drops it. Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.address import Address

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

_SEAL: Final = 16
"""Each text is kept behind a digest of its row, so that damage is found as in the log."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was typed into a cell and not yet entered; ``made_at`` is ISO 8601 UTC."""

    report: int
    address: Address
    text: str
    author: str
    made_at: str


def keep(sqlite: sqlite3.Connection, draft: Draft) -> None:
    """Put the draft in the place of the cell's former one."""
    row = (draft.report, str(draft.address), draft.text, draft.author, draft.made_at)
    sqlite.execute(
        "INSERT INTO draft (report, cell, text, author, made_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (report, cell) DO UPDATE SET"
        " text = excluded.text, author = excluded.author, made_at = excluded.made_at",
        (*row[:2], _seal(*row) + draft.text, *row[3:]),
    )


def drop(sqlite: sqlite3.Connection, report: int, addresses: Iterable[Address]) -> None:
    """Take the drafts of the cells away; where there is none, nothing happens."""
    sqlite.executemany(
        "DELETE FROM draft WHERE report = ? AND cell = ?",
        [(report, str(address)) for address in addresses],
    )


def every(sqlite: sqlite3.Connection) -> tuple[Draft, ...]:
    """All drafts that are whole, those typed last at the end; damaged ones are told by a check."""
    rows = sqlite.execute("SELECT report, cell, text, author, made_at FROM draft ORDER BY made_at")
    return tuple(
        Draft(report, Address.parse(cell), sealed[_SEAL:], author, made_at)
        for report, cell, sealed, author, made_at in rows.fetchall()
        if _is_whole(report, cell, sealed, author, made_at)
    )


def problems(sqlite: sqlite3.Connection) -> Iterator[str]:
    """Each draft that is not what was typed."""
    for row in sqlite.execute("SELECT report, cell, text, author, made_at FROM draft").fetchall():
        if not _is_whole(*row):
            yield f"report {row[0]}: an unfinished entry was changed"


def _is_whole(report: int, cell: str, sealed: str, author: str, made_at: str) -> bool:
    return sealed[:_SEAL] == _seal(report, cell, sealed[_SEAL:], author, made_at)


def _seal(*row: int | str) -> str:
    text = json.dumps(row, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:_SEAL]
