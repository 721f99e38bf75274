"""What people looked at: entries of kind "seen", and the reports that still wait for somebody.

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from core.address import Address
from core.store.codec import value_from_scalar, value_to_scalar

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from core.store.log import Entry
    from core.values import Value

WHOLE: Final[Mapping[str, Any]] = {"whole": True}
"""The content of an entry that says that somebody went through the whole report."""

_WAITING: Final = """
SELECT report FROM projection AS line
WHERE status <> 'final' AND (errors + warnings + cannot_tell + unsure > 0 OR NOT EXISTS (
  SELECT 1 FROM log AS seen
  WHERE seen.report = line.report AND seen.kind = 'seen' AND seen.content = ?
  AND NOT EXISTS (
    SELECT 1 FROM log AS later
    WHERE later.report = seen.report AND later.sequence > seen.sequence
    AND later.kind IN ('correction', 'verdict', 'reading'))))
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
        rows = sqlite.execute(_WAITING, (whole,))
    else:
        numbers = json.dumps(sorted(reports))
        asked = " AND report IN (SELECT value FROM json_each(?))"
        rows = sqlite.execute(_WAITING + asked, (whole, numbers))
    return frozenset(row[0] for row in rows)
