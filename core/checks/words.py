"""Words for cells, rows and columns, short enough for a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.catalogue import load_catalogue

if TYPE_CHECKING:
    from core.address import Address
    from core.form import ColumnSpec, RowSpec, TableSpec

_GLOSS: Final = re.compile(r"（[^（）]{3,}）$")
_NUMBERING: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")


def row_words(row: RowSpec) -> str:
    """The row's label with the stubs that it needs to be told apart, the numbered section aside."""
    inner = row.path[1:] if len(row.path) > 1 and _NUMBERING.match(row.path[0]) else row.path
    return " ".join(_GLOSS.sub("", part) for part in inner)


def short_label(label: str) -> str:
    """A label without its numbering and without the explanation in brackets at its end."""
    return _GLOSS.sub("", _NUMBERING.sub("", label))


@lru_cache(maxsize=1024)
def cell_words(edition: str, address: Address) -> str:
    """The cell as “row”“column”; the bare address where no edition has it."""
    row, column = row_of(edition, address), column_of(edition, address)
    if row is None or column is None:
        return str(address)
    return f"“{row_words(row)}”的“{short_label(column.label)}”"


def row_of(edition: str, address: Address) -> RowSpec | None:
    """The row in this edition, else in another; None when none has it."""
    rows = (row for table in _tables(edition, address.table) for row in table.rows)
    return next((row for row in rows if row.code == address.row), None)


def column_of(edition: str, address: Address) -> ColumnSpec | None:
    """The column in this edition, else in another; None when none has it."""
    columns = (column for table in _tables(edition, address.table) for column in table.columns)
    return next((column for column in columns if column.code == address.column), None)


def table_words(edition: str, table: str) -> str:
    """The heading of a table without its numbering."""
    return next((short_label(spec.heading) for spec in _tables(edition, table)), table)


def _tables(edition: str, table: str) -> list[TableSpec]:
    forms = sorted(load_catalogue().forms.values(), key=lambda form: form.edition != edition)
    return [form.table(table) for form in forms if form.has_table(table)]
