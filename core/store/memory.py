"""What was last read from the logs of reports; an edit asks for the same several times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

T = TypeVar("T")

_KEPT: Final = 256
"""Pairs of report and kind."""


class LogMemory:
    """Holds what was read while it is true: as long as the report's last entry is the same one.

    The hash of an entry seals all entries before it, so that neither another window's entries, nor
    a transaction that was rolled back, nor a store put back to an earlier copy goes unnoticed.
    """

    def __init__(self) -> None:
        self._held: dict[tuple[int, str], tuple[Any, tuple[int, str]]] = {}

    def of(
        self,
        sqlite: sqlite3.Connection,
        report: int,
        kind: str,
        read: Callable[[T | None, int], T],
    ) -> T:
        """What ``read`` gives for the report's log as it stands; ``kind`` tells readers apart.

        ``read`` gets what it gave before and the last entry that this covers, to add what came
        since; None and 0 where it is to begin anew. The answer is shared: nobody else may change it.
        """
        last = _entry(sqlite, "report = ? ORDER BY sequence DESC LIMIT 1", report)
        key = (report, kind)
        known, covered = self._held.pop(key, (None, (0, "")))
        if covered != last:
            if known is not None and _entry(sqlite, "sequence = ?", covered[0]) != covered:
                known, covered = None, (0, "")
            known = read(known, covered[0])
        if len(self._held) >= _KEPT:
            self._held.pop(next(iter(self._held)))
        self._held[key] = known, last
        return cast("T", known)


def _entry(sqlite: sqlite3.Connection, where: str, value: int) -> tuple[int, str]:
    """Number and hash of an entry of the log; 0 and "" where there is none."""
    row = sqlite.execute(f"SELECT sequence, hash FROM log WHERE {where}", (value,)).fetchone()
    return (0, "") if row is None else row
