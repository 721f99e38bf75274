"""Boxes of article 20 that a text prints column by column: each heading, then the figures below it.

Programs that take a page apart into blocks print the labels of the rows, then one heading after the
other with its figures. Nothing but their number says whose they are: a box is read where each of its
headings has just as many figures behind it as the box has rows, and no other box could be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from core.extraction.labels import bare
from core.extraction.lines import Field, Line
from core.extraction.repair import piece_of
from core.form import ColumnSpec, Form, TableSpec

_UNITS: Final = ("单位:万元", "单位万元")
"""What may follow a heading."""

_Runs = dict[str, list[tuple[Field, ...]]]
"""By heading, the figures behind each of its places in the text."""
_Column = tuple[TableSpec, ColumnSpec]


def dealt_by_columns(
    lines: Sequence[Line], forms: Sequence[Form]
) -> dict[tuple[str, str], tuple[Field, ...]]:
    """The figures of each row, by table and row, of the boxes that the text prints in columns."""
    of_form = {form.edition: _columns(form) for form in forms}
    names = sorted({n for own in of_form.values() for n in own}, key=len, reverse=True)
    runs = _runs(lines, names)
    found: dict[tuple[str, str], tuple[Field, ...]] = {}
    for columns in of_form.values():
        known: dict[tuple[str, str], tuple[Field, ...]] = {}
        tables: dict[str, TableSpec] = {}
        for name, own in columns.items():
            for table, column in own:
                tables[table.code] = table
                figures = _of_column(table, column, own, runs.get(name, []))
                if figures:
                    known[table.code, column.code] = figures
        for table in tables.values():
            codes = [c.code for c in table.columns if c.kind != "unit"]
            if all((table.code, code) in known for code in codes):
                rows = zip(*(known[table.code, code] for code in codes), strict=True)
                for row, fields in zip(table.rows, rows, strict=True):
                    found.setdefault((table.code, row.code), fields)
    return found


def _columns(form: Form) -> dict[str, list[_Column]]:
    """The columns of all boxes by each of their headings."""
    found: dict[str, list[_Column]] = {}
    for table in form.tables:
        if not table.code.startswith("art20"):
            continue
        for column in table.columns:
            if column.kind != "unit":
                for text in dict.fromkeys(map(bare, (column.label, *column.aliases))):
                    found.setdefault(text, []).append((table, column))
    return found


def _runs(lines: Sequence[Line], names: Sequence[str]) -> _Runs:
    """``names`` are all headings, the longest first."""
    fields = [f for line in lines if line.kind == "plain" for f in line.fields if not f.is_blank]
    runs: _Runs = {}
    words = ""
    for is_figure, group in groupby(fields, lambda f: f.is_figure):
        own = tuple(group)
        if not is_figure:
            words = "".join(bare(f.text) for f in own)
            for unit in _UNITS:
                words = words.removesuffix(unit)
            continue
        name = next((n for n in names if words.endswith(n)), None)
        if name is not None:
            runs.setdefault(name, []).append(own)
    return runs


def _of_column(
    table: TableSpec, column: ColumnSpec, rivals: Sequence[_Column], runs: Sequence[Sequence[Field]]
) -> tuple[Field, ...]:
    """The figures of a column; none where their number fits no or several places or boxes."""
    rows = len(table.rows)
    fitting = [run for run in runs if len(run) == rows]
    alike = sum(len(other.rows) == rows for other, _ in rivals)
    if len(fitting) != 1 or alike != 1 or len(runs) != len(rivals):
        return ()
    readable = all(piece_of(f, column.kind).readable for f in fitting[0])
    return tuple(fitting[0]) if readable else ()
