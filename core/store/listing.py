"""Questions to the lines of all reports: which ones, in which order, and how many of a kind.

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from typing import TYPE_CHECKING, Final

from core.library_query import (
    CARRY_OVER,
    Facet,
    FigureCondition,
    LibraryQuery,
    Order,
    in_prose,
)
from core.standing import ReviewStatus
from core.store import figures, projection
from core.store.codec import storable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_COLUMNS: Final = {
    Facet.STATUS: "status",
    Facet.REVIEWER: "reviewer",
    Facet.YEAR: "CAST(ifnull(year, '') AS TEXT)",
    Facet.LEVEL: "level",
    Facet.REGION: "region",
    Facet.AGENCY: "agency",
    Facet.EDITION: "edition",
    Facet.FORMAT: "format",
}
_STATUS_RANK: Final = (
    "CASE status "
    + " ".join(f"WHEN '{status.value}' THEN {rank}" for rank, status in enumerate(ReviewStatus))
    + " END"
)
_ORDERS: Final = {
    Order.AGENCY: ("agency", "year", "report"),
    Order.YEAR: ("year", "agency", "report"),
    Order.WORK: ("errors", "warnings", "cannot_tell", "unsure", "report"),
    Order.UNSURE: ("unsure", "report"),
    Order.CORRECTED: ("corrected", "report"),
    Order.STATUS: (_STATUS_RANK, "report"),
    Order.REVIEWER: ("reviewer", "report"),
    Order.IMPORTED: ("report",),
}
_FEW: Final = 2_000
"""Reports that are put in order by themselves sooner than they are picked out of all in order."""
_GREATEST: Final = sys.float_info.max
_Condition = tuple[str, list[object]]


def numbers(sqlite: sqlite3.Connection, query: LibraryQuery) -> Sequence[int]:
    """The reports that the query asks for, in its order; those named by it before those that only
    mention its words."""
    if not query.words:
        return array("q", _ordered(sqlite, query))
    named, mentioned = _found(sqlite, query.words)
    if len(mentioned) <= _FEW:
        kept = _ordered(sqlite, query, mentioned) if mentioned else []
    else:
        kept = [report for report in _ordered(sqlite, query) if report in mentioned]
    first = [report for report in kept if report in named]
    if len(first) in (0, len(kept)):
        return array("q", kept)
    return array("q", first + [report for report in kept if report not in named])


def _ordered(
    sqlite: sqlite3.Connection, query: LibraryQuery, among: Iterable[int] | None = None
) -> list[int]:
    """The reports that the query asks for, its words apart, in its order; or those among some."""
    where, values = _where(query, _figures(sqlite, query.conditions), among)
    direction = " DESC" if query.descending else ""
    order = ", ".join(f"{column}{direction}" for column in _ORDERS[query.order])
    return listed(sqlite, f"SELECT report FROM projection{where} ORDER BY {order}", values)


def listed(sqlite: sqlite3.Connection, sql: str, values: Sequence[object]) -> list[int]:
    """The numbers that a question finds, in its order.

    They come as one text: 100,000 rows take three times as long, and as each is fetched, other
    threads of the program are held up.
    """
    (text,) = sqlite.execute(f"SELECT group_concat(report) FROM ({sql})", values).fetchone()
    return json.loads(f"[{text or ''}]")


def counts(
    sqlite: sqlite3.Connection, query: LibraryQuery, facet: Facet
) -> tuple[tuple[str, int], ...]:
    """How many reports there are of each value of the facet, whatever was chosen of it itself."""
    among = _found(sqlite, query.words)[1] if query.words else None
    met = _figures(sqlite, query.conditions)
    where, values = _where(query.choosing(facet, ()), met, among)
    if facet is Facet.RULE:
        within = f" WHERE report IN (SELECT report FROM projection{where})" if where else ""
        sql = f"SELECT rule, count(*) FROM tally{within} GROUP BY rule ORDER BY 2 DESC, 1"
    else:
        sql = f"SELECT {_COLUMNS[facet]}, count(*) FROM projection{where} GROUP BY 1 ORDER BY 1"
    return tuple((str(value), int(count)) for value, count in sqlite.execute(sql, values))


def _where(
    query: LibraryQuery, met: _Condition | None, among: Iterable[int] | None = None
) -> _Condition:
    """What the query asks for, its words apart; ``among`` are the only reports it may find."""
    parts = [met] if met else []
    if among is not None:
        parts.append(("report IN (SELECT value FROM json_each(?))", [json.dumps([*among])]))
    parts += [_chosen(facet, values) for facet, values in query.chosen.items() if values]
    if not parts:
        return "", []
    joined = " AND ".join(f"({condition})" for condition, _ in parts)
    return f" WHERE {joined}", [value for _, values in parts for value in values]


def _found(sqlite: sqlite3.Connection, words: Sequence[str]) -> tuple[set[int], set[int]]:
    """The reports that have every word in agency, year or name; and those that have it anywhere.

    A word that the prose is not searched for does not tell the one from the other. Sets are put
    together here because SQLite takes twice as long for 100,000 reports.
    """
    named: set[int] | None = None
    found: set[int] | None = None
    for word in map(storable, words):
        sql = f"SELECT report FROM projection WHERE {projection.NAMED}"
        reports = set(listed(sqlite, sql, (word,)))
        triples = in_prose(word)
        if triples:
            named = reports if named is None else named & reports
            quoted = " AND ".join('"' + triple.replace('"', '""') + '"' for triple in triples)
            sql = "SELECT rowid AS report FROM prose_index WHERE prose_index MATCH ?"
            reports = reports.union(listed(sqlite, sql, (quoted,)))
        found = reports if found is None else found & reports
    return named or set(), found or set()


def _chosen(facet: Facet, values: frozenset[str]) -> _Condition:
    wanted: list[object] = [*sorted(values)]
    places = ", ".join("?" * len(wanted))
    if facet is Facet.RULE:
        return f"report IN (SELECT report FROM tally WHERE rule IN ({places}))", wanted
    return f"{_COLUMNS[facet]} IN ({places})", wanted


def _figures(
    sqlite: sqlite3.Connection, conditions: Sequence[FigureCondition]
) -> _Condition | None:
    """Reports that meet all conditions; a cell has a place of its own in each shape of a form.

    A cell without a number meets none: SQLite puts texts above all numbers.
    """
    if not conditions:
        return None
    alternatives: list[str] = []
    values: list[object] = []
    for shape, names in sqlite.execute("SELECT shape, cells FROM shape").fetchall():
        cells = [_compared(names, condition) for condition in conditions]
        if None not in cells:
            tests = " AND ".join(f"{cell} BETWEEN ? AND ?" for cell in cells)
            alternatives.append(f"(shape = {shape} AND {tests})")
            values += [edge for condition in conditions for edge in _range(condition)]
    if not alternatives:
        return "0", []
    return f"report IN (SELECT report FROM figures WHERE {' OR '.join(alternatives)})", values


def _compared(names: str, condition: FigureCondition) -> str | None:
    """SQL for what the condition compares; None where a shape has no such thing."""
    if condition.cell == CARRY_OVER:
        share = figures.carry_over(names)
        return None if share is None else f"({share})"
    return figures.expression(names, condition.cell)


def _range(condition: FigureCondition) -> tuple[float, float]:
    """The least and the greatest number that meet the condition."""
    number = condition.number
    match condition.operator:
        case ">":
            return math.nextafter(number, math.inf), _GREATEST
        case ">=":
            return number, _GREATEST
        case "<":
            return -_GREATEST, math.nextafter(number, -math.inf)
        case "<=":
            return -_GREATEST, number
        case _:
            return number, number
