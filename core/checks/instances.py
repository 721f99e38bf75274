"""The rules of the form applied to the rows and columns that one report prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.address import Address
from core.catalogue import load_catalogue

if TYPE_CHECKING:
    from core.form import RowSpec, Rule
    from core.statement import Statement

_GLOSS: Final = re.compile(r"（[^（）]{3,}）$")
_NUMBERING: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")


@dataclass(frozen=True, slots=True)
class Instance:
    """A rule applied to one row or one column: the cells of both sides, with words for them.

    ``where`` names the row or column; ``names`` holds a short label and ``codes`` the code of each
    cell along it, left then right.
    """

    rule: Rule
    code: str
    where: str
    left: tuple[Address, ...]
    right: tuple[Address, ...]
    codes: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def addresses(self) -> tuple[Address, ...]:
        """All cells involved, left then right."""
        return self.left + self.right


def instances_of(statement: Statement) -> tuple[Instance, ...]:
    """The rules of each table's edition, applied to the rows that the report prints."""
    editions = statement.extraction.editions
    catalogue = load_catalogue()
    found: list[Instance] = []
    for table in catalogue.table_codes():
        if table in editions and any(
            r.table == table for r in catalogue.form(editions[table]).rules
        ):
            found.extend(_instances(editions[table], table, statement.rows(table)))
    return tuple(found)


@lru_cache(maxsize=64)
def _instances(edition: str, table: str, printed: tuple[str, ...]) -> tuple[Instance, ...]:
    rows = _rows(edition, table, printed)
    rules = [rule for rule in load_catalogue().form(edition).rules if rule.table == table]
    found: list[Instance] = []
    for rule in rules:
        if rule.per == "row":
            found.extend(_row_instances(rule, edition, rows))
        else:
            found.extend(_column_instances(rule, edition, rows))
    return tuple(found)


def _rows(edition: str, table: str, printed: tuple[str, ...]) -> tuple[RowSpec, ...]:
    """The report's rows, then those that the form demands and the report lacks.

    A row and its division (（六）其他处理 and its three cases) stand for each other.
    """
    catalogue = load_catalogue()
    known = catalogue.all_rows_of(table)
    present = tuple(catalogue.row(edition, table, code) for code in printed if code in known)
    lacking = tuple(
        row
        for row in catalogue.table(edition, table).rows
        if row.code not in printed and not any(_divides(row, other) for other in present)
    )
    return present + lacking


def _divides(row: RowSpec, other: RowSpec) -> bool:
    shorter, longer = sorted((row.path, other.path), key=len)
    return longer[: len(shorter)] == shorter and longer != shorter


def _row_instances(rule: Rule, edition: str, rows: tuple[RowSpec, ...]) -> list[Instance]:
    table = load_catalogue().table(edition, rule.table)
    labels = {column.code: short_label(column.label) for column in table.columns}
    left = [code for code in rule.left if code in labels]
    right = [code for code in rule.right if code in labels]
    return [
        Instance(
            rule=rule,
            code=row.code,
            where=_row_words(row),
            left=tuple(Address(rule.table, row.code, code) for code in left),
            right=tuple(Address(rule.table, row.code, code) for code in right),
            codes=(*left, *right),
            names=tuple(labels[code] for code in (*left, *right)),
        )
        for row in rows
        if not rule.rows or row.code in rule.rows
    ]


def _column_instances(rule: Rule, edition: str, rows: tuple[RowSpec, ...]) -> list[Instance]:
    # A subtotal that is printed beside its parts must not be added to them.
    added = {
        row.code: row
        for row in rows
        if not any(len(other.path) > len(row.path) and _divides(row, other) for other in rows)
    }
    left = [code for code in rule.left if code in added]
    right = [code for code in rule.right if code in added]
    names = tuple(short_label(added[code].label) for code in (*left, *right))
    return [
        Instance(
            rule=rule,
            code=column.code,
            where=short_label(column.label),
            left=tuple(Address(rule.table, code, column.code) for code in left),
            right=tuple(Address(rule.table, code, column.code) for code in right),
            codes=(*left, *right),
            names=names,
        )
        for column in load_catalogue().table(edition, rule.table).columns
    ]


def _row_words(row: RowSpec) -> str:
    """The row's label with the stubs that it needs to be told apart, the numbered section aside."""
    inner = row.path[1:] if len(row.path) > 1 and _NUMBERING.match(row.path[0]) else row.path
    return " ".join(_GLOSS.sub("", part) for part in inner)


def short_label(label: str) -> str:
    """A label without its numbering and without the explanation in brackets at its end."""
    return _GLOSS.sub("", _NUMBERING.sub("", label))
