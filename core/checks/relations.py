"""Sum rules applied to the rows and columns that one report prints."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from core.address import Address
from core.catalogue import load_catalogue
from core.checks.words import row_words, short_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.form import RowSpec
    from core.rules import Rule


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


def instances_in(
    rules: Iterable[Rule], edition: str, table: str, printed: tuple[str, ...]
) -> tuple[Instance, ...]:
    """Sum rules of a table, each applied to every row or column that it is about."""
    rows = rows_of(edition, table, printed)
    found: list[Instance] = []
    for rule in rules:
        if rule.text("per") == "row":
            found.extend(_row_instances(rule, edition, table, rows))
        else:
            found.extend(_column_instances(rule, edition, table, rows))
    return tuple(found)


@lru_cache(maxsize=64)
def rows_of(edition: str, table: str, printed: tuple[str, ...]) -> tuple[RowSpec, ...]:
    """The report's rows, then those that the form demands and the report lacks.

    A row and its division (（六）其他处理 and its three cases) stand for each other.
    """
    catalogue = load_catalogue()
    known = catalogue.all_rows_of(table)
    present = tuple(catalogue.row(edition, table, code) for code in printed if code in known)
    lacking = tuple(
        row
        for row in catalogue.table(edition, table).rows
        if row.code not in printed and not any(divides(row, other) for other in present)
    )
    return present + lacking


def divides(row: RowSpec, other: RowSpec) -> bool:
    """Whether one of the rows is a part of the other."""
    shorter, longer = sorted((row.path, other.path), key=len)
    return longer[: len(shorter)] == shorter and longer != shorter


def _row_instances(
    rule: Rule, edition: str, table: str, rows: tuple[RowSpec, ...]
) -> list[Instance]:
    columns = load_catalogue().table(edition, table).columns
    labels = {column.code: short_label(column.label) for column in columns}
    left = [code for code in rule.texts("left") if code in labels]
    right = [code for code in rule.texts("right") if code in labels]
    return [
        Instance(
            rule=rule,
            code=row.code,
            where=row_words(row),
            left=tuple(Address(table, row.code, code) for code in left),
            right=tuple(Address(table, row.code, code) for code in right),
            codes=(*left, *right),
            names=tuple(labels[code] for code in (*left, *right)),
        )
        for row in rows
        if not rule.texts("rows") or row.code in rule.texts("rows")
    ]


def _column_instances(
    rule: Rule, edition: str, table: str, rows: tuple[RowSpec, ...]
) -> list[Instance]:
    # A subtotal that is printed beside its parts must not be added to them.
    added = {
        row.code: row
        for row in rows
        if not any(len(other.path) > len(row.path) and divides(row, other) for other in rows)
    }
    left = [code for code in rule.texts("left") if code in added]
    right = [code for code in rule.texts("right") if code in added]
    names = tuple(short_label(added[code].label) for code in (*left, *right))
    return [
        Instance(
            rule=rule,
            code=column.code,
            where=short_label(column.label),
            left=tuple(Address(table, code, column.code) for code in left),
            right=tuple(Address(table, code, column.code) for code in right),
            codes=(*left, *right),
            names=names,
        )
        for column in load_catalogue().table(edition, table).columns
    ]
