"""A second way into an open store, for lists: they need not wait for what another thread is writing.

A list shows what was last committed, which a write-ahead log lets be read while more is written.
Without one, as on a network share, everybody waits at the one door.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.store import connection
from core.store.filesystem import identity

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


class Beside:
    """A connection to the store that only reads, opened when it is first wanted."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._identity = identity(path)
        self._guard = threading.Lock()
        self._sqlite: sqlite3.Connection | None = None
        self._is_closed = False

    @contextmanager
    def reading(
        self, door: threading.RLock, within: sqlite3.Connection
    ) -> Generator[sqlite3.Connection]:
        """The connection ``within`` where nobody else stands at its door, or else the second one.

        Whoever is in a transaction stands there itself, and so sees what it wrote.
        """
        if door.acquire(blocking=False):
            try:
                yield within
            finally:
                door.release()
            return
        with self._guard:
            second = self._second()
            if second is not None:
                yield second
                return
        with door:
            yield within

    def close(self) -> None:
        """Let go of the file."""
        with self._guard:
            self._is_closed = True
            if self._sqlite is not None:
                self._sqlite.close()

    def _second(self) -> sqlite3.Connection | None:
        """The second connection; None where there is no log, or another file in the store's place."""
        try:
            if self._is_closed or identity(self._path) != self._identity:
                return None
            if self._sqlite is None:
                self._sqlite = connection.connect(self._path, read_only=True)
            (mode,) = self._sqlite.execute("PRAGMA journal_mode").fetchone()
        except (OSError, sqlite3.Error):  # the door tells what is the matter
            return None
        return self._sqlite if mode == "wal" else None
