"""The statutory form as data: editions, tables, rows, columns and the relations between cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.values import Kind

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column. ``path`` are its headings from outermost to innermost, as officially printed."""

    code: str
    label: str
    kind: Kind
    path: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A row. ``path`` are its labels from the outermost stub to the row's own, ``level`` its depth."""

    code: str
    label: str
    path: tuple[str, ...]
    level: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A statutory table; ``heading`` is the section's or box's heading, ``fingerprints`` are words
    that only this edition of the table has."""

    code: str
    heading: str
    rows: tuple[RowSpec, ...]
    columns: tuple[ColumnSpec, ...]
    aliases: tuple[str, ...] = ()
    fingerprints: tuple[str, ...] = ()

    def row(self, code: str) -> RowSpec:
        """The row of that code. Raises KeyError when the table has none."""
        for row in self.rows:
            if row.code == code:
                return row
        raise KeyError(code)

    def column(self, code: str) -> ColumnSpec:
        """The column of that code. Raises KeyError when the table has none."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation that must hold: for each instance, sum of ``left`` equals sum of ``right``.

    ``per`` says what an instance is: one row or one column of ``table``. ``left`` and ``right``
    name columns when ``per`` is row, and rows when it is column; a name that the report's form does
    not have is left out. ``rows`` limits a rule per row; empty means all rows.
    ``domain`` is the code of the field (A-ROW); ``source`` the article or notice it rests on.
    """

    code: str
    domain: str
    kind: str
    table: str
    per: Literal["row", "column"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    severity: Severity
    message: dict[str, str]
    source: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One edition (2019 or 2021) with its tables in official order and its rules."""

    edition: str
    title: str
    tables: tuple[TableSpec, ...]
    rules: tuple[Rule, ...]

    def table(self, code: str) -> TableSpec:
        """The table of that code. Raises KeyError when the edition has none."""
        for table in self.tables:
            if table.code == code:
                return table
        raise KeyError(code)

    def has_table(self, code: str) -> bool:
        """Whether the edition has that table."""
        return any(table.code == code for table in self.tables)
