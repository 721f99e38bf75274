"""The write-ahead log folded into the store's file while the store is open.

Who copies that one file, with a file manager or onto a stick, then has all of the work. Without it
some hundred corrections, of a new store all of it, would only stand in the file beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def fold(sqlite: sqlite3.Connection) -> bool:
    """Write what only the log holds into the file; whether nothing is left to write.

    The connection must be the one that writes. Nobody waits for it, and it waits for nobody: what a
    reader still looks at stays in the log until the next time.
    """
    if sqlite.in_transaction:
        return False
    _, logged, folded = sqlite.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return logged == folded
