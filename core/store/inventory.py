"""What a store holds, counted: for the person who looks after it, and for whoever is asked for help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.store.parcels import NOBODYS

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Inventory:
    """Counts of one store; ``size`` and ``idle``, room that the next entries fill, are in bytes."""

    version: tuple[int, int]
    size: int
    idle: int
    reports: int
    sources: int
    readings: int
    corrections: int
    verdicts: int
    parcels: int
    drafts: int


def take_inventory(sqlite: sqlite3.Connection) -> Inventory:
    """Count what the store holds; nothing is read but its indexes and short tables."""
    from sqlite_utils import Database  # takes long to load, and no window waits for these counts

    store = Database(sqlite, execute_plugins=False)
    entries = {
        row["kind"]: row["entries"]
        for row in store.query("SELECT kind, count(*) AS entries FROM log GROUP BY kind")
    }
    pragmas = ("user_version", "page_size", "page_count", "freelist_count")
    version, page, pages, idle = (int(sqlite.execute(f"PRAGMA {p}").fetchone()[0]) for p in pragmas)
    return Inventory(
        version=(version >> 16, version & 0xFFFF),
        size=page * pages,
        idle=page * idle,
        reports=store["report"].count,
        sources=store["source"].count,
        readings=store["reading"].count,
        corrections=entries.get("correction", 0),
        verdicts=entries.get("verdict", 0),
        parcels=sum(1 for _ in store.query(f"SELECT parcel FROM awaited{NOBODYS}")),
        drafts=store["draft"].count,
    )
