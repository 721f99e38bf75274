"""Opening the store's file: gates, settings, creation, migration, and the lock of its one writer.

Nobody may open the store's path with Python's own file functions while SQLite has it open: closing
such a file drops SQLite's locks, and another process may then delete the live write-ahead log.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from core.store import failures, filesystem
from core.store.schema import APPLICATION_ID, CURRENT_VERSION, MIGRATIONS, Migration

if TYPE_CHECKING:
    from collections.abc import Sequence

BUSY_MS: Final = 250
_PAGE_BYTES: Final = 2048


def gate(path: Path) -> int:
    """The version of the store's file, found without changing or locking anything.

    What stands beside it in the write-ahead log is not asked: see ``version_of``.

    Raises StoreError when the file is missing, is no Gouji store, or is of a later version.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise failures.missing(path) from None
    if not stat.S_ISREG(status.st_mode) or status.st_size == 0:
        raise failures.not_a_store(path)
    # immutable: no lock is taken and no -wal or -shm made; both numbers stand in the main file.
    with closing(sqlite3.connect(uri(path, "mode=ro&immutable=1"), uri=True)) as probe:
        if probe.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise failures.not_a_store(path)
        version = version_of(probe)
    if version > CURRENT_VERSION:
        raise failures.too_new(path)
    return version


def version_of(connection: sqlite3.Connection) -> int:
    """The version of an open store (major << 16 | minor)."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def create(path: Path) -> None:
    """Make an empty store, private to its owner, complete or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    scratch = Path(name)
    try:
        with closing(
            sqlite3.connect(uri(scratch, "mode=rw"), uri=True, isolation_level=None)
        ) as connection:
            # Packed readings have 1 to 4 kB: larger pages would be half empty, and each entry of
            # the log writes a dozen of them.
            connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            build(connection)
            connection.execute("PRAGMA journal_mode = WAL")
        _publish(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)


def build(connection: sqlite3.Connection) -> None:
    """Give an empty database the shape of the current version."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _apply(connection, 0, MIGRATIONS)


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection with our settings; an existing file only."""
    options = "mode=ro" if read_only else "mode=rw"
    if read_only and not os.access(path.parent, os.W_OK) and not _has_wal(path):
        options += "&immutable=1"
    connection = sqlite3.connect(
        uri(path, options), uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        shared = filesystem.is_shared(filesystem.kind_of(path))
        _set_up(connection, read_only=read_only, shared=shared)
    except (sqlite3.Error, UnicodeDecodeError):
        connection.close()
        raise
    return connection


def migrate(
    connection: sqlite3.Connection,
    version: int,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Bring an older store up to date; a failure leaves it as it was.

    Whoever calls has made a copy of it before.
    """
    if version < migrations[-1].version:
        _apply(connection, version, migrations)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class WriterLock:
    """The right to write one store, held by one window or command at a time."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, store: Path) -> WriterLock | None:
        """The lock, or None when another holds it or its file cannot be made."""
        try:
            descriptor = os.open(f"{store}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return None
        try:
            _lock(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        return cls(descriptor)

    def release(self) -> None:
        """Give the lock back; again is harmless. The lock's file stays, to be taken by the next."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _set_up(connection: sqlite3.Connection, *, read_only: bool, shared: bool) -> None:
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "recursive_triggers = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return
    # A write-ahead log needs memory that all who use it share; over a network there is none.
    connection.execute(f"PRAGMA journal_mode = {'TRUNCATE' if shared else 'WAL'}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")


def _apply(connection: sqlite3.Connection, version: int, migrations: Sequence[Migration]) -> None:
    for migration in migrations:
        if migration.version <= version:
            continue
        # Tables are replaced by others of the same name; what points to them is checked at the end.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in migration.statements:
                connection.execute(statement)
            if migration.then is not None:
                migration.then(connection)
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise sqlite3.IntegrityError("a row points to nothing")
            connection.execute(f"PRAGMA user_version = {migration.version}")
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.execute("PRAGMA foreign_keys = ON")


def _publish(scratch: Path, path: Path) -> None:
    """Give the finished file its name without ever replacing another file."""
    try:
        os.link(scratch, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        scratch.replace(path)


def _has_wal(path: Path) -> bool:
    return path.with_name(f"{path.name}-wal").exists()


def uri(path: Path, options: str) -> str:
    """The path as SQLite's URI; options such as ``mode=ro``.

    Its bytes are quoted, which need not be characters: folders of old systems are named in GBK.
    """
    return f"file:{quote(os.fsencode(path.as_posix()))}?{options}"
