"""Words for cells, rows and columns, short enough for a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.catalogue import load_catalogue
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.address import Address
    from core.form import ColumnSpec, RowSpec, TableSpec

_GLOSS: Final = re.compile(r"（[^（）]{3,}）$")
_NUMBERING: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")


_IDENTITY: Final = {
    "identity.report.agency": ("机关名称", "agency"),
    "identity.report.year": ("年度", "year"),
    "identity.report.published": ("发布日期", "date of publication"),
}


def row_words(row: RowSpec) -> str:
    """The row's label with the stubs that it needs to be told apart, the numbered section aside."""
    inner = row.path[1:] if len(row.path) > 1 and _NUMBERING.match(row.path[0]) else row.path
    return " ".join(_GLOSS.sub("", part) for part in inner)


def short_label(label: str) -> str:
    """A label without its numbering and without the explanation in brackets at its end."""
    return _GLOSS.sub("", _NUMBERING.sub("", label))


def cell_words(edition: str, address: Address) -> str:
    """The cell as “row”“column”, or the part of a report's identity; else the bare address."""
    if str(address) in _IDENTITY:
        return say(*_IDENTITY[str(address)])
    row = row_of(edition, address.table, address.row)
    column = column_of(edition, address.table, address.column)
    if row is None or column is None:
        return str(address)
    joint = say("的", ", ")
    return f"“{row_words(row)}”{joint}“{short_label(column.label)}”"


def identity_words() -> Iterator[tuple[str, str]]:
    """The addresses of a report's identity with their words."""
    return ((code, say(*names)) for code, names in _IDENTITY.items())


@lru_cache(maxsize=1024)
def row_of(edition: str, table: str, code: str) -> RowSpec | None:
    """The row in this edition, else in another; None when none has it."""
    rows = (row for spec in _tables(edition, table) for row in spec.rows)
    return next((row for row in rows if row.code == code), None)


@lru_cache(maxsize=1024)
def column_of(edition: str, table: str, code: str) -> ColumnSpec | None:
    """The column in this edition, else in another; None when none has it."""
    columns = (column for spec in _tables(edition, table) for column in spec.columns)
    return next((column for column in columns if column.code == code), None)


@lru_cache(maxsize=1024)
def table_words(edition: str, table: str) -> str:
    """The heading of a table without its numbering."""
    return next((short_label(spec.heading) for spec in _tables(edition, table)), table)


@lru_cache(maxsize=64)
def _tables(edition: str, table: str) -> tuple[TableSpec, ...]:
    forms = sorted(load_catalogue().forms.values(), key=lambda form: form.edition != edition)
    return tuple(form.table(table) for form in forms if form.has_table(table))
