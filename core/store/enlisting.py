"""What version 2.1 adds to the lines of a store: standing, region and level, figures, prose."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from core.agencies import organ_of, region_of
from core.store import prose_index
from core.store.standings import read_standing

if TYPE_CHECKING:
    import sqlite3


def enlist(sqlite: sqlite3.Connection) -> None:
    """Fill the new columns and tables from what the store holds already."""
    for report, agency, cells in sqlite.execute(
        "SELECT report, agency, cells FROM projection"
    ).fetchall():
        standing = read_standing(sqlite, report)
        sqlite.execute(
            "UPDATE projection SET status = ?, reviewer = ?, changed = ?, region = ?, level = ?"
            " WHERE report = ?",
            (
                standing.status.value,
                standing.reviewer,
                len(standing.changed),
                region_of(agency),
                organ_of(agency).level or "",
                report,
            ),
        )
        _put_figures(sqlite, report, json.loads(cells))
    sqlite.execute("ALTER TABLE projection DROP COLUMN cells")
    prose_index.rebuild(sqlite)


def _put_figures(sqlite: sqlite3.Connection, report: int, cells: dict[str, str]) -> None:
    """Keep the current values, JSON scalars by cell, as an array beside the names that many share."""
    names = json.dumps(list(cells))
    sqlite.execute("INSERT INTO shape (cells) VALUES (?) ON CONFLICT DO NOTHING", (names,))
    (shape,) = sqlite.execute("SELECT shape FROM shape WHERE cells = ?", (names,)).fetchone()
    sqlite.execute("DELETE FROM figures WHERE report = ?", (report,))
    sqlite.execute(
        "INSERT INTO figures (report, shape, amounts) VALUES (?, ?, ?)",
        (report, shape, f"[{','.join(cells.values())}]"),
    )
