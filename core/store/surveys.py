"""Counts over the lines of many reports, for charts; nothing here holds all reports.

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.store import figures, listing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from core.library_query import LibraryQuery

AXES: Final = {
    "report": "projection.report",
    "agency": "agency",
    "year": "ifnull(year, '')",
    "region": "region",
}
"""What reports are put together by, as SQL over their lines."""
_LINES_FIRST: Final = "projection CROSS JOIN tally USING (report)"
"""CROSS keeps the order: an index has all that is asked of the lines, and the tallies of a report lie
side by side. Tallies first would have each of them look its line up."""


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How rules fail in groups of reports.

    ``groups`` are values of the axis with the number of reports of each, the one with most failures
    first; ``all_groups`` is how many there are. ``counts`` are rule, group, the number of reports
    in which the rule fails, and the number of its failures.
    """

    groups: tuple[tuple[str, int], ...]
    all_groups: int
    counts: tuple[tuple[str, str, int, int], ...]


def rule_counts(
    sqlite: sqlite3.Connection, query: LibraryQuery, axis: str, most: int
) -> RuleCounts:
    """How rules fail in the groups that ``axis`` makes of the reports that the query asks for.

    No more than ``most`` groups: those whose reports fail most rules.
    """
    key, among = AXES[axis], _Among(sqlite, query)
    worst = sqlite.execute(
        f"SELECT {key}, count(*), count(*) OVER () FROM {_LINES_FIRST}"
        f" WHERE failed > 0{among.sql} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
        (*among.values, most),
    ).fetchall()
    # As they are, not as texts: so the index of agencies is of use.
    chosen = f"{key} IN (SELECT value FROM json_each(?))"
    values = (json.dumps([group for group, *_ in worst]), *among.values)
    sizes = dict(
        sqlite.execute(
            f"SELECT {key}, count(*) FROM projection WHERE {chosen}{among.sql} GROUP BY 1", values
        ).fetchall()
    )
    counts = sqlite.execute(
        f"SELECT rule, {key}, count(*), sum(failed) FROM {_LINES_FIRST}"
        f" WHERE {chosen} AND failed > 0{among.sql} GROUP BY 1, 2",
        values,
    )
    return RuleCounts(
        tuple((str(group), int(sizes[group])) for group, *_ in worst),
        int(worst[0][2]) if worst else 0,
        tuple((str(rule), str(group), int(n), int(times)) for rule, group, n, times in counts),
    )


def share_counts(
    sqlite: sqlite3.Connection, query: LibraryQuery, edges: Sequence[float]
) -> tuple[dict[int, int], int]:
    """How many reports carry over which share of what was due; and how many do not tell.

    The keys are the numbers of edges that the share reaches, but a share of exactly 0 is -1; a
    share of exactly 1 does not reach the edge 1.
    """
    among = _Among(sqlite, query)
    reached = " + ".join("(share >= ?)" if edge < 1 else "(share > ?)" for edge in edges)
    found: dict[int, int] = {}
    for shape, names in sqlite.execute("SELECT shape, cells FROM shape").fetchall():
        share = figures.carry_over(names)
        if share is None:
            continue
        # LIMIT keeps SQLite from working the share out anew for each edge.
        rows = sqlite.execute(
            f"SELECT CASE WHEN share = 0 THEN -1 ELSE {reached} END, count(*) FROM ("
            f"SELECT ({share}) AS share FROM figures WHERE shape = ?{among.sql} LIMIT -1"
            ") WHERE share >= 0 GROUP BY 1",
            (*edges, shape, *among.values),
        )
        for place, count in rows:
            found[int(place)] = found.get(int(place), 0) + int(count)
    return found, among.count - sum(found.values())


class _Among:
    """SQL for "and among the reports that the query asks for"; nothing where it asks for all."""

    def __init__(self, sqlite: sqlite3.Connection, query: LibraryQuery) -> None:
        self.sql, self.values = "", list[str]()
        if query.is_everything:
            self.count = int(sqlite.execute("SELECT count(*) FROM projection").fetchone()[0])
            return
        numbers = listing.numbers(sqlite, query)
        self.count = len(numbers)
        self.sql = " AND report IN (SELECT value FROM json_each(?))"
        self.values = [json.dumps(list(numbers))]
