"""The statutory form as data: editions, tables, rows and columns."""

from __future__ import annotations

from dataclasses import dataclass

from core.values import Kind


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
    """A statutory table; ``heading`` is the section's or box's heading."""

    code: str
    heading: str
    rows: tuple[RowSpec, ...]
    columns: tuple[ColumnSpec, ...]
    aliases: tuple[str, ...] = ()

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
class Form:
    """One edition (2019 or 2021) with its tables in official order."""

    edition: str
    title: str
    tables: tuple[TableSpec, ...]

    def table(self, code: str) -> TableSpec:
        """The table of that code. Raises KeyError when the edition has none."""
        for table in self.tables:
            if table.code == code:
                return table
        raise KeyError(code)

    def has_table(self, code: str) -> bool:
        """Whether the edition has that table."""
        return any(table.code == code for table in self.tables)
