"""The columns of 汇总: every cell of every edition, in one official order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from core.address import Address
from core.catalogue import load_catalogue
from core.export.shape import Forms
from core.values import Kind


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of 汇总: the cell it shows, its two lines of heading, and what it counts."""

    address: Address
    row: str
    column: str
    kind: Kind


@cache
def all_headings() -> tuple[Heading, ...]:
    """Every cell that some edition of the form has; of two editions' labels the newer ones."""
    forms = load_catalogue().forms
    found: dict[Address, Heading] = {}
    for edition in sorted(forms, reverse=True):
        for table in forms[edition].tables:
            for row in table.rows:
                above = " / ".join(row.path)
                if table.code.startswith("art20_"):
                    above = f"{table.heading} {above}"
                for column in table.columns:
                    address = Address(table.code, row.code, column.code)
                    found.setdefault(address, Heading(address, above, column.label, column.kind))
    rank = _official_ranks(forms)
    return tuple(sorted(found.values(), key=lambda heading: _rank(rank, heading.address)))


@cache
def heading_numbers() -> Mapping[Address, int]:
    """The place of each cell among all headings, from 0."""
    return {heading.address: number for number, heading in enumerate(all_headings())}


def _official_ranks(forms: Forms) -> dict[tuple[str, str], int]:
    """A place in the order for tables, rows and columns of all editions, older editions first."""
    ranks: dict[tuple[str, str], int] = {}
    tables = dict.fromkeys(
        sorted(
            (t.code for form in forms.values() for t in form.tables),
            key=lambda code: ({"requests": 1, "review": 2}.get(code, 0), code),
        )
    )
    for code in tables:
        ranks["table", code] = len(ranks)
        specs = [form.table(code) for form in forms.values() if form.has_table(code)]
        for name in _interleaved([[row.code for row in spec.rows] for spec in specs]):
            ranks.setdefault((f"{code}.row", name), len(ranks))
        for name in _interleaved([[col.code for col in spec.columns] for spec in specs]):
            ranks.setdefault((f"{code}.column", name), len(ranks))
    return ranks


def _interleaved(orders: Sequence[Sequence[str]]) -> list[str]:
    """One order that keeps each of the given ones: a new name follows the one before it.

    Names before the first shared one come last, so that the editions' own columns stay together.
    """
    merged: list[str] = []
    for names in orders:
        position = len(merged)
        for name in names:
            if name in merged:
                position = merged.index(name) + 1
            else:
                merged.insert(position, name)
                position += 1
    return merged


def _rank(rank: Mapping[tuple[str, str], int], address: Address) -> tuple[int, int, int]:
    return (
        rank["table", address.table],
        rank[f"{address.table}.row", address.row],
        rank[f"{address.table}.column", address.column],
    )
