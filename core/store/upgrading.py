"""A store of an earlier version brought up to date, a copy of it being made before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.store import backup, connection, failures
from core.store.schema import CURRENT_VERSION

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def bring_up_to_date(path: Path, sqlite: sqlite3.Connection, *, may_write: bool) -> None:
    """Migrate an older store, a copy being made before; closes the connection on failure.

    The version is asked of the connection: what a killed program had brought up to date may
    still stand beside the file, in the write-ahead log.
    """
    try:
        version = connection.version_of(sqlite)
        if version > CURRENT_VERSION:
            raise failures.too_new(path)
        if version == CURRENT_VERSION:
            return
        if not may_write:
            raise failures.too_old(path)
        backup.back_up(path, "migrate", datetime.now(UTC))
        connection.migrate(sqlite, version)
    except BaseException:
        sqlite.close()
        raise
