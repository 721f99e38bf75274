"""Finds corrections of all reports in the log, the newest first."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from core.catalogue import load_catalogue
from core.checks.words import identity_words, table_words
from core.history_query import HistoryLine, HistoryQuery
from core.store.codec import storable
from core.store.log import correction_numbers, read_corrections

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

_TEXTS: Final = " || char(10) || ".join(
    f"ifnull({column}, '')" for column in ("reason", "author", "old", "new", "cell")
)


def find_entries(connection: sqlite3.Connection, query: HistoryQuery) -> Sequence[int]:
    """The entries of the log that the query asks for, the newest first."""
    return correction_numbers(connection, *_condition(query))


def lines_of(connection: sqlite3.Connection, entries: Sequence[int]) -> tuple[HistoryLine, ...]:
    """These entries, corrections all, with the reports that they belong to."""
    found = read_corrections(connection, entries)
    reports = sorted({correction.report for correction in found})
    marks = ", ".join("?" * len(reports))
    rows = connection.execute(
        f"SELECT report, agency, year, name, edition FROM projection WHERE report IN ({marks})",
        reports,
    )
    named: dict[int, tuple[str, int | None, str, str]] = {
        report: (agency, year, name, edition) for report, agency, year, name, edition in rows
    }
    return tuple(HistoryLine(c, *named.get(c.report, ("", None, "", ""))) for c in found)


def authors(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Everybody who ever corrected anything, by name."""
    rows = connection.execute(
        "SELECT DISTINCT author FROM log WHERE kind = 'correction' ORDER BY author"
    )
    return tuple(author for (author,) in rows)


def _condition(query: HistoryQuery) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    for column, value in (
        ("report", query.report),
        ("author", query.author),
        ("gesture", query.gesture),
    ):
        if value is not None:
            parts.append(f"{column} = ?")
            values.append(value)
    if query.since:
        parts.append("made_at >= ?")
        values.append(query.since)
    if query.table:
        parts.append("cell GLOB ?")
        values.append(f"{query.table}.*")
    for word in storable(query.text).casefold().split():
        condition, texts = _of_word(word)
        parts.append(condition)
        values += texts
    return " AND ".join(parts), values


def _of_word(word: str) -> tuple[str, Sequence[object]]:
    """A word stands in the entry's own texts, in its report's names, or in its cell's."""
    cells = list(_cells_named(word))
    marks = ", ".join("?" * len(cells))
    return (
        f"(instr(lower({_TEXTS}), ?) OR cell IN ({marks}) OR report IN (SELECT report FROM"
        " projection WHERE instr(lower(agency || char(10) || name), ?)))",
        [word, *cells, word],
    )


def _cells_named(word: str) -> Iterator[str]:
    """The cells of all editions in whose table, row or column names the word stands."""
    found = {code: None for code, name in identity_words() if word in name.casefold()}
    for edition, form in load_catalogue().forms.items():
        for table in form.tables:
            heading = table_words(edition, table.code).casefold()
            for row, column in product(table.rows, table.columns):
                code = f"{table.code}.{row.code}.{column.code}"
                names = f"{heading} {code} {' '.join(row.path)} {' '.join(column.path)}"
                if word in names.casefold():
                    found[code] = None
    yield from found
