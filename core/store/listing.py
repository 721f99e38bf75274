"""Questions to the lines of all reports: which ones, in which order, and how many of a kind.

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from typing import TYPE_CHECKING, Final

from core.library_query import Facet, FigureCondition, LibraryQuery, Order, in_prose
from core.standing import ReviewStatus

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_COLUMNS: Final = {
    Facet.STATUS: "status",
    Facet.REVIEWER: "reviewer",
    Facet.YEAR: "CAST(ifnull(year, '') AS TEXT)",
    Facet.LEVEL: "level",
    Facet.REGION: "region",
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
_GREATEST: Final = sys.float_info.max
_NAMED: Final = "report IN (SELECT report FROM projection WHERE instr(needle, ?) > 0)"
_Condition = tuple[str, list[object]]


def numbers(sqlite: sqlite3.Connection, query: LibraryQuery) -> Sequence[int]:
    """The reports that the query asks for, in its order; those named by it before those that only
    mention its words."""
    where, values = _where(sqlite, query)
    direction = " DESC" if query.descending else ""
    order = [f"{column}{direction}" for column in _ORDERS[query.order]]
    sought = [word for word in query.words if in_prose(word)]
    if sought:
        named = " AND ".join([_NAMED] * len(sought))
        order.insert(0, f"({named}) DESC")
        values = [*values, *sought]
    rows = sqlite.execute(
        f"SELECT report FROM projection{where} ORDER BY {', '.join(order)}", values
    )
    return array("q", (row[0] for row in rows))


def counts(
    sqlite: sqlite3.Connection, query: LibraryQuery, facet: Facet
) -> tuple[tuple[str, int], ...]:
    """How many reports there are of each value of the facet, whatever was chosen of it itself."""
    where, values = _where(sqlite, query.choosing(facet, ()))
    if facet is Facet.RULE:
        among = f" WHERE report IN (SELECT report FROM projection{where})" if where else ""
        sql = f"SELECT rule, count(*) FROM tally{among} GROUP BY rule ORDER BY 2 DESC, 1"
    else:
        sql = f"SELECT {_COLUMNS[facet]}, count(*) FROM projection{where} GROUP BY 1 ORDER BY 1"
    return tuple((str(value), int(count)) for value, count in sqlite.execute(sql, values))


def _where(sqlite: sqlite3.Connection, query: LibraryQuery) -> _Condition:
    parts = [_word(word) for word in query.words]
    if query.conditions:
        parts.append(_figures(sqlite, query.conditions))
    parts += [_chosen(facet, values) for facet, values in query.chosen.items() if values]
    if not parts:
        return "", []
    joined = " AND ".join(f"({condition})" for condition, _ in parts)
    return f" WHERE {joined}", [value for _, values in parts for value in values]


def _word(word: str) -> _Condition:
    triples = in_prose(word)
    if not triples:
        return "instr(needle, ?) > 0", [word]
    quoted = " AND ".join('"' + triple.replace('"', '""') + '"' for triple in triples)
    return (
        "report IN (SELECT report FROM projection WHERE instr(needle, ?) > 0"
        " UNION ALL SELECT rowid FROM prose_index WHERE prose_index MATCH ?)",
        [word, quoted],
    )


def _chosen(facet: Facet, values: frozenset[str]) -> _Condition:
    wanted: list[object] = [*sorted(values)]
    places = ", ".join("?" * len(wanted))
    if facet is Facet.RULE:
        return f"report IN (SELECT report FROM tally WHERE rule IN ({places}))", wanted
    return f"{_COLUMNS[facet]} IN ({places})", wanted


def _figures(sqlite: sqlite3.Connection, conditions: Sequence[FigureCondition]) -> _Condition:
    """Reports that meet all conditions; a cell has a place of its own in each shape of a form.

    A cell without a number meets none: SQLite puts texts above all numbers.
    """
    alternatives: list[str] = []
    values: list[object] = []
    for shape, packed in sqlite.execute("SELECT shape, cells FROM shape").fetchall():
        names: list[str] = json.loads(packed)
        if all(condition.cell in names for condition in conditions):
            tests = [
                f"json_extract(amounts, '$[{names.index(condition.cell)}]') BETWEEN ? AND ?"
                for condition in conditions
            ]
            alternatives.append(f"(shape = {shape} AND {' AND '.join(tests)})")
            values += [edge for condition in conditions for edge in _range(condition)]
    if not alternatives:
        return "0", []
    return f"report IN (SELECT report FROM figures WHERE {' OR '.join(alternatives)})", values


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
