"""The official shape of each table of a report: which rows and columns, and how labels merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

from core.address import Address
from core.catalogue import load_catalogue
from core.checks.instances import sum_rules
from core.form import ColumnSpec, Form, RowSpec, TableSpec
from core.review import Review
from core.rules import Rule

Forms = Mapping[str, Form]
Spec = TypeVar("Spec", RowSpec, ColumnSpec)


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table as this report has it: rows follow what is printed, columns the table's edition."""

    code: str
    heading: str
    edition: str
    rows: tuple[RowSpec, ...]
    columns: tuple[ColumnSpec, ...]
    rules: tuple[Rule, ...]

    def addresses(self) -> Iterable[Address]:
        """All cells in official order."""
        return (Address(self.code, row.code, col.code) for row in self.rows for col in self.columns)


@dataclass(frozen=True, slots=True)
class Label:
    """A merged label: ``first`` and ``length`` along the table, ``level`` and ``depth`` across."""

    first: int
    length: int
    level: int
    depth: int
    text: str


def shapes_of(review: Review, forms: Forms) -> tuple[TableShape, ...]:
    """The tables of the report's form in official order, then such as only the source has."""
    extraction = review.extraction
    return shapes_in(extraction.template, extraction.editions, review.statement.values, forms)


def shapes_in(
    template: str, editions: Mapping[str, str], cells: Iterable[Address], forms: Forms
) -> tuple[TableShape, ...]:
    """``shapes_of`` a report of that template, its tables of these editions, with these cells."""
    home = _form(forms, template)
    codes = [table.code for table in home.tables]
    of_table: dict[str, list[Address]] = {}
    for address in cells:
        of_table.setdefault(address.table, []).append(address)
    every = dict.fromkeys(table.code for form in forms.values() for table in form.tables)
    order = [code for code in every if code in of_table and code not in codes]
    codes[_before_requests(codes) : _before_requests(codes)] = order
    return tuple(
        _shape(code, _form(forms, editions.get(code, home.edition)), of_table.get(code, ()), forms)
        for code in codes
    )


def _before_requests(codes: Sequence[str]) -> int:
    return codes.index("requests") if "requests" in codes else len(codes)


def _form(forms: Forms, edition: str) -> Form:
    """The edition's form; the newest one where the edition is not known."""
    return forms[edition] if edition in forms else forms[max(forms)]


def _shape(code: str, form: Form, addresses: Sequence[Address], forms: Forms) -> TableShape:
    if not form.has_table(code):
        form = next(other for other in forms.values() if other.has_table(code))
    spec = form.table(code)
    others = [other.table(code) for other in forms.values() if other.has_table(code)]
    rows = _printed(spec.rows, (r for o in others for r in o.rows), [a.row for a in addresses])
    columns = _printed(
        spec.columns, (c for o in others for c in o.columns), [a.column for a in addresses]
    )
    rules = sum_rules(form.edition, code)
    return TableShape(code, spec.heading, form.edition, rows, columns, rules)


def _printed(
    own: tuple[Spec, ...], others: Iterable[Spec], codes: Sequence[str]
) -> tuple[Spec, ...]:
    """The specs of the printed codes in official order; all of the edition's when none is."""
    known = {spec.code: spec for spec in (*others, *own)}
    printed = [known[code] for code in dict.fromkeys(codes) if code in known]
    return tuple(printed) or own


def merged_labels(paths: Sequence[tuple[str, ...]], depth: int) -> tuple[Label, ...]:
    """The labels of a stub or heading of ``depth`` levels; neighbours with one parent share it.

    A path shorter than ``depth`` ends in a label that reaches over the levels that are left.
    """
    labels: list[Label] = []
    for level in range(depth):
        first = 0
        while first < len(paths):
            last = first + 1
            path = paths[first]
            if len(path) > level + 1:
                while last < len(paths) and _share(path, paths[last], level):
                    last += 1
            if len(path) > level:
                reach = depth - level if len(path) == level + 1 else 1
                labels.append(Label(first, last - first, level, reach, path[level]))
            first = last
    return tuple(labels)


def _share(path: tuple[str, ...], other: tuple[str, ...], level: int) -> bool:
    return len(other) > level + 1 and other[: level + 1] == path[: level + 1]


_IDENTITY: Final = {
    "identity": "报告信息",
    "report": "本报告",
    "agency": "机关名称",
    "year": "年度",
    "published": "发布日期",
}
"""The names of what is corrected without being a cell of the form."""


@lru_cache(maxsize=2048)
def names_of(edition: str, address: Address) -> tuple[str, str, str]:
    """The names of a cell's table, row and column."""
    forms, table = load_catalogue().forms, address.table
    return (
        table_name(forms, edition, table),
        row_name(forms, edition, table, address.row),
        column_name(forms, edition, table, address.column),
    )


def row_name(forms: Forms, edition: str, table: str, row: str) -> str:
    """The row's labels from the outermost in; its code when no edition has the row."""
    for spec in _tables(forms, edition, table):
        for line in spec.rows:
            if line.code == row:
                return " / ".join(line.path)
    return _IDENTITY.get(row, row)


def column_name(forms: Forms, edition: str, table: str, column: str) -> str:
    """The column's label as officially printed; its code when no edition has the column."""
    for spec in _tables(forms, edition, table):
        for line in spec.columns:
            if line.code == column:
                return line.label
    return _IDENTITY.get(column, column)


def table_name(forms: Forms, edition: str, table: str) -> str:
    """The table's heading; its code when no edition has the table."""
    known = _IDENTITY.get(table, table)
    return next((spec.heading for spec in _tables(forms, edition, table)), known)


def _tables(forms: Forms, edition: str, table: str) -> Iterator[TableSpec]:
    """The table in its own edition first, then in the others."""
    for form in sorted(forms.values(), key=lambda form: form.edition != edition):
        if form.has_table(table):
            yield form.table(table)
