"""What people looked at: entries of kind "seen", and the reports that still wait for somebody.

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from core.address import Address
from core.store.codec import value_from_scalar, value_to_scalar
from core.store.listing import listed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from core.store.log import Entry
    from core.values import Value

WHOLE: Final[Mapping[str, Any]] = {"whole": True}
"""The content of an entry that says that somebody went through the whole report."""

_OPEN: Final = "errors + warnings + cannot_tell + unsure > 0"
_LATER: Final = """SELECT 1 FROM log AS later
  WHERE later.report = seen.report AND later.sequence > seen.sequence
  AND +later.kind IN ('correction', 'verdict', 'reading')"""
# Among the entries of a long log those of one kind are many, those of one report few. SQLite does
# not know; the signs of plus keep it from the index of the many, for each report once more.
_ALL_WAITING: Final = f"""
SELECT report FROM projection WHERE status <> 'final' AND ({_OPEN} OR report NOT IN (
  SELECT seen.report FROM log AS seen
  WHERE seen.kind = 'seen' AND seen.content = ? AND NOT EXISTS ({_LATER})))
"""
_SOME_WAITING: Final = f"""
SELECT report FROM projection AS line WHERE report IN (SELECT value FROM json_each(?))
AND status <> 'final' AND ({_OPEN} OR NOT EXISTS (
  SELECT 1 FROM log AS seen
  WHERE seen.report = line.report AND +seen.kind = 'seen' AND seen.content = ?
  AND NOT EXISTS ({_LATER})))
"""


def content_of(values: Mapping[Address, Value]) -> dict[str, Any]:
    """The content of an entry for cells that were seen, with the values that were seen there."""
    return {"cells": {str(address): value_to_scalar(value) for address, value in values.items()}}


def values_seen(entries: Iterable[Entry]) -> frozenset[tuple[Address, Value]]:
    """The values that were seen in cells, by whomever and whenever, and not taken back."""
    entries = tuple(entries)
    taken_back = {entry.reverts for entry in entries if entry.gesture == "undo"}
    return frozenset(
        (Address.parse(name), value_from_scalar(value))
        for entry in entries
        if entry.id not in taken_back
        for name, value in entry.content.get("cells", {}).items()
    )


def waiting(sqlite: sqlite3.Connection, reports: Iterable[int] | None = None) -> frozenset[int]:
    """The reports that still wait: something is open, or nobody went through them since a change.

    What is signed off does not wait. ``reports`` asks for these alone.
    """
    whole = json.dumps(dict(WHOLE), ensure_ascii=False, sort_keys=True)
    if reports is None:
        return frozenset(listed(sqlite, _ALL_WAITING, (whole,)))
    numbers = json.dumps(sorted(reports))
    return frozenset(row[0] for row in sqlite.execute(_SOME_WAITING, (numbers, whole)))
