"""Verified copies of the store beside it: made, thinned, and put back in its place.

A copy is made by ``VACUUM INTO`` from a reading connection, so it does not disturb the writer; it
counts only once it was opened again and found whole. The order of copies is their number, never the
clock.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

from core.errors import StoreError
from core.language import say
from core.store import connection, failures, soundness
from core.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Occasion = Literal["open", "timer", "migrate", "import", "merge", "restore", "hand", "rescue"]
"""What a copy was made for: ``import`` of an exchange file, ``merge`` of another store, and so on."""

BYTES_KEPT: Final = 2_000_000_000
"""Older copies go when all together are larger; the newest two always stay."""

_NAME: Final = re.compile(
    r"(\d{6,})-(\d{8}T\d{6}Z)-(open|timer|migrate|import|merge|restore|hand|rescue)\.gouji"
)
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NEVER_THINNED: Final = 2
_ALL_FOR: Final = timedelta(days=2)
# One a day, a week and a month: the ladder that Anki has used for years.
_LADDER: Final = (("%Y-%j", 12), ("%G-%V", 10), ("%Y-%m", 9))


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the store; ``made_at`` is UTC, ``size`` in bytes."""

    path: Path
    number: int
    made_at: datetime
    occasion: Occasion
    size: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """What differs whenever the content does: version, sources, and the head of the log."""

    version: int
    sources: int
    head: tuple[int, str] | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet that could be lost."""
        return self.sources == 0


def occasion_word(occasion: Occasion) -> str:
    """The user's word for what a copy was made for."""
    return {
        "open": say("打开时", "at the start"),
        "timer": say("定时", "every half hour"),
        "migrate": say("升级前", "before an update"),
        "import": say("导入前", "before an import"),
        "merge": say("合并前", "before a merge"),
        "restore": say("恢复前", "before a restore"),
        "hand": say("手动", "by hand"),
        "rescue": say("抢救", "rescued"),
    }[occasion]


def folder_of(store: Path) -> Path:
    """Where the copies of a store stand."""
    return store.with_name(f"{store.name}.backups")


def backups_of(store: Path) -> tuple[Backup, ...]:
    """The copies of a store, the newest first; files with other names are passed over."""
    try:
        paths = list(folder_of(store).iterdir())
    except OSError:
        return ()
    found = [backup for path in paths if (backup := _from_name(path))]
    return tuple(sorted(found, key=lambda backup: -backup.number))


def back_up(
    store: Path, occasion: Occasion, now: datetime, bytes_kept: int = BYTES_KEPT
) -> Backup | None:
    """Copy the store; None when nothing changed since the newest copy, or when it is empty.

    Raises StoreError.
    Older copies are thinned afterwards.
    """
    with failures.told(store), closing(connection.connect(store, read_only=True)) as source:
        known, mark = backups_of(store), _mark(source)
        if mark.is_empty or (known and _mark_of_copy(known[0].path) == mark):
            return None
        path = _next(store, occasion, now)
        _copy(source, path)
    for surplus in thinned(backups_of(store), now, bytes_kept):
        with suppress(OSError):
            surplus.path.unlink()
    return _from_name(path)


def rescue(store: Path, source: sqlite3.Connection, now: datetime) -> Path:
    """Copy what a connection still reads though its file was taken away."""
    path = _next(store, "rescue", now)
    _copy(source, path)
    return path


def check(store: Path) -> None:
    """Raise StoreError when the structure of the store or its log is damaged."""
    with failures.told(store), closing(connection.connect(store, read_only=True)) as sqlite:
        if not soundness.is_whole(sqlite):
            raise failures.damaged(store, say("结构或日志", "its structure or its log"))


def thinned(
    backups: Sequence[Backup], now: datetime, bytes_kept: int = BYTES_KEPT
) -> tuple[Backup, ...]:
    """Which of the copies, the newest first, are to go.

    All of the last two days stay, then the newest of each of 12 days, 10 weeks and 9 months, as far
    as ``bytes_kept`` allows; the newest two stay whatever the clock or the limit says.
    """
    kept = list(backups[:_NEVER_THINNED])
    kept += [b for b in backups if now - b.made_at < _ALL_FOR]
    older = [b for b in backups if now - b.made_at >= _ALL_FOR]
    for period, count in _LADDER:
        newest = {b.made_at.strftime(period): b for b in reversed(older)}
        kept += sorted(newest.values(), key=lambda b: -b.number)[:count]
    total = 0
    staying: set[int] = set()
    for n, backup in enumerate(b for b in backups if b in kept):
        total += backup.size
        if n < _NEVER_THINNED or total <= bytes_kept:
            staying.add(backup.number)
    return tuple(b for b in backups if b.number not in staying)


def numbered(store: Path, number: int) -> Backup:
    """The copy of that number. Raises StoreError when there is none."""
    for backup in backups_of(store):
        if backup.number == number:
            return backup
    raise failures.no_backup(store)


def newest_whole(store: Path) -> Backup | None:
    """The newest copy that opens and is found whole; None when there is none."""
    return next((b for b in backups_of(store) if _is_whole(b.path)), None)


def restore(store: Path, backup: Backup, now: datetime) -> Path:
    """Put a copy in the place of the store; the answer is the folder with what stood there.

    A store that is still whole is itself copied before. The write-ahead log is moved aside with the
    store: left in place it would be applied to the copy and silently bring the damage back. At any
    moment there is a store at its path. Nobody may have it open for writing. Raises StoreError.
    """
    with failures.told(store):
        if not _is_whole(backup.path):
            raise failures.damaged(backup.path, backup.path.name)
        lock = connection.WriterLock.take(store)
        if lock is None:
            raise failures.in_use(store)
        scratch = store.with_name(f".{store.name}.restored")
        try:
            with closing(_opened(backup.path)) as source:
                _copy(source, scratch)
            with suppress(StoreError):
                back_up(store, "restore", now)
            _fold_log(store)
            return _put_in_place(scratch, store, now)
        finally:
            scratch.unlink(missing_ok=True)
            lock.release()


def _next(store: Path, occasion: Occasion, now: datetime) -> Path:
    """The name of the next copy, in a folder that is there."""
    folder, known = folder_of(store), backups_of(store)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = known[0].number + 1 if known else 1
    return folder / f"{number:06d}-{now.astimezone(UTC).strftime(_STAMP)}-{occasion}.gouji"


def _fold_log(store: Path) -> None:
    """Fold the write-ahead log into a store that still opens, so that one file holds everything.

    A crash while the files are moved then loses nothing. Anything else is left as it is.
    """
    try:
        connection.gate(store)
    except (StoreError, sqlite3.Error):
        return
    with suppress(sqlite3.Error), closing(connection.connect(store, read_only=False)) as sqlite:
        is_held_up, *_ = sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_held_up:
            raise failures.in_use(store)


def _put_in_place(scratch: Path, store: Path, now: datetime) -> Path:
    aside = _unused(store.with_name(f"{store.name}.{now.strftime(_STAMP)}.aside"))
    aside.mkdir(mode=0o700)
    try:
        os.link(store, aside / store.name)
    except FileNotFoundError:
        pass
    except OSError:  # a file system without hard links
        store.rename(aside / store.name)
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            store.with_name(store.name + suffix).rename(aside / (store.name + suffix))
    scratch.replace(store)
    _sync_folder(aside)
    _sync_folder(store.parent)
    return aside


def _copy(source: sqlite3.Connection, path: Path) -> None:
    """Write a whole copy or none: the name is given last."""
    scratch = path.with_name(f".{path.name}.part")
    scratch.unlink(missing_ok=True)
    try:
        source.execute("PRAGMA query_only = OFF")  # VACUUM INTO counts as writing
        # SQLite fills an empty file and leaves its rights: nobody else can look in meanwhile.
        os.close(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        source.execute("VACUUM INTO ?", (connection.uri(scratch, "mode=rw"),))
        if not _is_whole(scratch):
            raise failures.damaged(path, path.name)
        with scratch.open("rb") as written:
            os.fsync(written.fileno())
        scratch.rename(path)
        _sync_folder(path.parent)
    finally:
        scratch.unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    """Whether the copy opens as a store of ours and its structure and its log hold."""
    try:
        connection.gate(path)
        with closing(_opened(path)) as copy:
            return soundness.is_whole(copy)
    except (StoreError, sqlite3.Error):
        return False


def _mark(sqlite: sqlite3.Connection) -> _Mark:
    head = sqlite.execute("SELECT sequence, hash FROM log ORDER BY sequence DESC LIMIT 1")
    (sources,) = sqlite.execute("SELECT count(*) FROM source").fetchone()
    (version,) = sqlite.execute("PRAGMA user_version").fetchone()
    return _Mark(version, sources, head.fetchone())


def _mark_of_copy(path: Path) -> _Mark | None:
    try:
        with closing(_opened(path)) as copy:
            return _mark(copy)
    except sqlite3.Error:
        return None


def _opened(path: Path) -> sqlite3.Connection:
    """A copy is never changed, so it is read without locks and without files beside it."""
    copy = sqlite3.connect(connection.uri(path, "mode=ro&immutable=1"), uri=True)
    if copy.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        copy.close()
        raise failures.not_a_store(path)
    return copy


def _from_name(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made_at = datetime.strptime(match[2], _STAMP).replace(tzinfo=UTC)
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    return Backup(path, int(match[1]), made_at, cast("Occasion", match[3]), size)


def _unused(path: Path) -> Path:
    candidates: Iterable[Path] = (path.with_name(f"{path.name}{n}") for n in range(1, 1000))
    return path if not path.exists() else next(p for p in candidates if not p.exists())


def _sync_folder(folder: Path) -> None:
    """Have the new name on disk; systems that cannot sync a folder do it by themselves."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
