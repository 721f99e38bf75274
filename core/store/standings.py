"""The standing of a report, read from its log.

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.standing import ReviewStatus, Standing

if TYPE_CHECKING:
    import sqlite3

_ENTRIES: Final = (
    "SELECT kind, content, cell, old, new, reason, author, made_at FROM log WHERE report = ?"
    " AND sequence > ? AND +kind IN ('correction', 'verdict', 'status', 'assignment')"
    " ORDER BY sequence"
)


@dataclass(slots=True)
class Course:
    """The log of a report as far as it was played: what it comes to, and the values of its cells as
    they were signed off (or read) and as they are now, the latest change last.
    """

    standing: Standing = field(default_factory=Standing)
    signed: dict[str, str] = field(default_factory=dict[str, str])
    present: dict[str, str] = field(default_factory=dict[str, str])


def read_standing(sqlite: sqlite3.Connection, report: int) -> Standing:
    """Play the report's log: the first correction or verdict begins the review by itself."""
    return read_course(sqlite, report).standing


def read_course(
    sqlite: sqlite3.Connection, report: int, known: Course | None = None, since: int = 0
) -> Course:
    """Play what came after an entry of the log upon what is ``known`` until there."""
    course = Course() if known is None else known
    standing, signed, present = course.standing, course.signed, course.present
    for kind, content, cell, old, new, reason, author, made_at in sqlite.execute(
        _ENTRIES, (report, since)
    ):
        match kind:
            case "status":
                status = ReviewStatus(json.loads(content)["status"])
                standing = replace(standing, status=status, reason=reason)
                if standing.is_final:
                    standing = replace(standing, signed_by=author, signed_at=made_at)
                    signed.clear()
                    present.clear()
            case "assignment":
                standing = replace(standing, reviewer=json.loads(content)["reviewer"])
            case _:
                if standing.status is ReviewStatus.UNREVIEWED:
                    standing = replace(standing, status=ReviewStatus.IN_REVIEW)
                if cell is not None:
                    signed.setdefault(cell, old)
                    present.pop(cell, None)
                    present[cell] = new
    changed = (cell for cell, value in present.items() if value != signed[cell])
    course.standing = replace(standing, changed=tuple(map(Address.parse, changed)))
    return course
