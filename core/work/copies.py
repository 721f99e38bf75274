"""Copies of a store for the command line: made, listed and put back, told in sentences."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.language import say
from core.store.backup import back_up, backups_of, newest_whole, numbered, occasion_word, restore
from core.store.failures import no_backup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def make_copy(store: Path) -> str:
    """Copy the store if it changed. Raises StoreError."""
    made = back_up(store, "hand", datetime.now(UTC))
    if made is None:
        return say("上次备份之后没有变化。", "Nothing changed since the last copy.")
    return say(f"已备份：{made.path}", f"Copied to {made.path}")


def list_copies(store: Path) -> Iterator[str]:
    """Number, time, occasion and size in bytes of each copy, parted by tabs, the newest first."""
    for backup in backups_of(store):
        made_at = backup.made_at.astimezone().isoformat(" ", "minutes")
        yield f"{backup.number}\t{made_at}\t{occasion_word(backup.occasion)}\t{backup.size}"


def put_back(store: Path, number: int | None) -> str:
    """Put a copy in the store's place, by default the newest whole one. Raises StoreError."""
    backup = newest_whole(store) if number is None else numbered(store, number)
    if backup is None:
        raise no_backup(store)
    aside = restore(store, backup, datetime.now(UTC))
    return say(
        f"已恢复第 {backup.number} 号备份；原数据库保留在 {aside}",
        f"Backup {backup.number} is in place; what stood there is kept in {aside}",
    )
