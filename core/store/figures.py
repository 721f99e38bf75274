"""The current values of the reports: JSON beside the names of the cells, which many reports share.

``shape`` holds the names once. ``amounts`` is one entry a row of the form: the values of its cells,
or the one value that all of them have (most rows of most reports are 0 throughout).

Plain functions over a connection; whoever calls holds the transaction.
"""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final

from core.address import Address

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from core.values import Value

_CARRIED: Final = ("carried_out", "new", "carried_in")


def put(sqlite: sqlite3.Connection, report: int, cells: Mapping[str, str]) -> None:
    """Keep the current values, JSON scalars by cell, in the place of the former ones."""
    names = json.dumps(list(cells))
    row = sqlite.execute("SELECT shape FROM shape WHERE cells = ?", (names,)).fetchone()
    if row is None:
        sqlite.execute("INSERT INTO shape (cells) VALUES (?)", (names,))
        row = sqlite.execute("SELECT last_insert_rowid()").fetchone()
    (shape,) = row
    sqlite.execute(
        "INSERT OR REPLACE INTO figures (report, shape, amounts) VALUES (?, ?, ?)",
        (report, shape, _by_row(list(cells), list(cells.values()))),
    )


def values(names: str, amounts: str) -> tuple[tuple[Address, Value], ...]:
    """The values by cell, from a shape's names and a report's amounts.

    Raises ValueError or TypeError when they do not belong together.
    """
    cells: list[str] = json.loads(names)
    by_row: list[Value | list[Value]] = json.loads(amounts, parse_int=Decimal, parse_float=Decimal)
    flat: list[Value] = []
    for size, row in zip(_sizes(cells), by_row, strict=True):
        flat.extend(row if isinstance(row, list) else [row] * size)
    return tuple(zip(map(Address.parse, cells), flat, strict=True))


def expression(names: str, cell: str) -> str | None:
    """SQL for the value of a cell in ``amounts`` of that shape; None where it has no such cell."""
    cells: list[str] = json.loads(names)
    if cell not in cells:
        return None
    at = cells.index(cell)
    for row, size in enumerate(_sizes(cells)):
        if at < size:
            # A row of one value is no array: then the second finds it. It never meets a condition
            # for a blank in an array, as SQLite puts texts above all numbers.
            return (
                f"ifnull(json_extract(amounts, '$[{row}][{at}]'),"
                f" json_extract(amounts, '$[{row}]'))"
            )
        at -= size
    return None


def carry_over(names: str) -> str | None:
    """A subquery for the share of the requests due that is carried over; None where a cell is lacking.

    It is NULL where one of the three figures is no number, or where nothing was due.
    """
    found = [expression(names, f"requests.{row}.total") for row in _CARRIED]
    out, new, carried_in = found
    if out is None or new is None or carried_in is None:
        return None
    # LIMIT has each figure taken out of the JSON once: SQLite would put the expressions of a plain
    # subquery in each place that names them.
    return (
        "SELECT CASE WHEN typeof(o) IN ('integer', 'real') AND typeof(n) IN ('integer', 'real')"
        " AND typeof(i) IN ('integer', 'real') AND n + i > 0 THEN CAST(o AS REAL) / (n + i) END"
        f" FROM (SELECT {out} AS o, {new} AS n, {carried_in} AS i LIMIT 1)"
    )


def regroup(sqlite: sqlite3.Connection) -> None:
    """Version 2.2: row by row what was one array of all cells."""
    shapes = dict(sqlite.execute("SELECT shape, cells FROM shape").fetchall())
    rows = sqlite.execute("SELECT report, shape, amounts FROM figures").fetchall()
    for report, shape, amounts in rows:
        # Kept as they are written: 12.50 is no 12.5.
        scalars = [
            value.text if isinstance(value, _Written) else json.dumps(value, ensure_ascii=False)
            for value in json.loads(amounts, parse_int=_Written, parse_float=_Written)
        ]
        sqlite.execute(
            "UPDATE figures SET amounts = ? WHERE report = ?",
            (_by_row(json.loads(shapes[shape]), scalars), report),
        )


class _Written:
    """A number as it is written."""

    def __init__(self, text: str) -> None:
        self.text = text


def _by_row(names: Sequence[str], scalars: Sequence[str]) -> str:
    rows: list[str] = []
    rest = iter(scalars)
    for size in _sizes(names):
        row = [next(rest) for _ in range(size)]
        rows.append(row[0] if len(set(row)) == 1 else f"[{','.join(row)}]")
    return f"[{','.join(rows)}]"


def _sizes(names: Sequence[str]) -> Iterator[int]:
    """How many cells each row of the form has."""
    for _, row in groupby(names, key=lambda name: name.rpartition(".")[0]):
        yield len(list(row))
