"""A column 小计 of the organisations, which the form does not have, found and taken out; and rows of
subtotals that a table may print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Final

from core.extraction.labels import bare
from core.extraction.lines import Field, Line
from core.extraction.repair import Relation
from core.extraction.rows import RowReading
from core.form import RowSpec
from core.values import parse_printed

SUBTOTAL: Final = "小计"
_SUBTOTAL_ROWS: Final = 3
_BEARS_OUT: Final = 0.75
"""Share of the rows that add up at a position that a heading names."""
_ORGANISATIONS: Final = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")


def without_subtotal(
    rows: Sequence[RowReading], count: int, header: Sequence[Line]
) -> list[RowReading]:
    """Take out the column 小计; ``header`` are the lines above the rows.

    Such a table has one figure too many in every row, and at one position it is always the sum of
    the other organisations. Several positions are the same when all of these are 0. Where a row is
    printed wrong, the place of the heading tells, if most rows bear it out.
    """
    headed = _headed_position(header)
    if headed is None or any(len(r.fields) != count + 1 for r in rows if r.has_figures):
        rows = _without_outer_blanks(rows, count)
    others = [r for r in rows if r.mapped is None and r.has_figures and len(r.fields) > count + 1]
    cut = None if others else subtotal_position(rows, count, header)
    if cut is None:
        return list(rows)
    kept: list[RowReading] = []
    for row in rows:
        if row.mapped is None and len(row.fields) == count + 1:
            fields = row.fields[:cut] + row.fields[cut + 1 :]
            kept.append(replace(row, fields=fields, mapped=fields))
        else:
            kept.append(row)
    return kept


def subtotal_position(rows: Sequence[RowReading], count: int, header: Sequence[Line]) -> int | None:
    """Where the rows with one figure too many have a column 小计; None when they do not tell."""
    wide = [r for r in rows if r.mapped is None and r.has_figures and len(r.fields) == count + 1]
    if len(wide) < _SUBTOTAL_ROWS:
        return None
    if all(r.fields[0].is_blank and _adds_up(r.fields[1:]) for r in wide):
        return None  # the last cell of a wider stub
    figures = [[_amount(f) for f in r.fields] for r in wide]
    fitting = [n for n in range(1, count) if all(_is_subtotal(f, n) for f in figures)]
    shortened = {tuple(tuple(f[:n] + f[n + 1 :]) for f in figures) for n in fitting}
    headed = _headed_position(header)
    if len(shortened) == 1:
        return headed if headed in fitting else fitting[-1]
    borne = sum(headed is not None and _is_subtotal(f, headed) for f in figures)
    return headed if borne >= _BEARS_OUT * len(figures) else None


def _headed_position(header: Sequence[Line]) -> int | None:
    """Where the headings have 小计: before the organisations or behind them all; None elsewhere."""
    names = [bare(f.text) for line in header for f in line.fields if not (f.is_blank or f.carried)]
    if SUBTOTAL not in names:
        return None
    before = [n for n in names[: names.index(SUBTOTAL)] if n in _ORGANISATIONS]
    return 1 + len(before) if len(before) in (0, len(_ORGANISATIONS)) else None


def _without_outer_blanks(rows: Sequence[RowReading], count: int) -> list[RowReading]:
    """Drop the columns at either end in which no row prints anything; at the left only where the
    rows add up without them, for nobody but persons may have applied."""
    open_rows = [r for r in rows if r.positional and r.mapped is None]
    if not open_rows:
        return list(rows)
    behind = min(_trailing_blanks(r, count) for r in open_rows)
    before = min(_leading_blanks(r, count + behind) for r in open_rows)
    inner = [r.fields[before : len(r.fields) - behind] for r in open_rows]
    if before and not all(_adds_up(fields) for fields in inner if len(fields) == count):
        before = 0
    return [
        replace(r, fields=r.fields[before : len(r.fields) - behind])
        if r.positional and r.mapped is None
        else r
        for r in rows
    ]


def _leading_blanks(row: RowReading, count: int) -> int:
    spare = 0
    while len(row.fields) - spare > count and row.fields[spare].is_blank:
        spare += 1
    return spare


def _adds_up(fields: Sequence[Field]) -> bool:
    amounts = [_amount(f) for f in fields]
    return sum(amounts[:-1], Decimal(0)) == amounts[-1]


def _trailing_blanks(row: RowReading, count: int) -> int:
    spare = 0
    while len(row.fields) - spare > count and row.fields[-1 - spare].is_blank:
        spare += 1
    return spare


def _amount(field: Field) -> Decimal:
    parsed = parse_printed(field.text, "count")
    return parsed.value if parsed and isinstance(parsed.value, Decimal) else Decimal(0)


def _is_subtotal(figures: Sequence[Decimal], position: int) -> bool:
    """Whether the figure is the sum of the organisations, and the row adds up without it."""
    organisations = sum(figures[1:-1], Decimal(0)) - figures[position]
    return figures[position] == organisations and figures[0] + organisations == figures[-1]


def with_subtotal_rows(
    specs: Sequence[RowSpec], *, above: bool
) -> tuple[list[str], dict[str, Relation]]:
    """The codes of the rows with one of a subtotal below each group, or ``above`` it, and for each
    subtotal the rows that it sums up.
    """
    codes: list[str] = []
    subtotals: dict[str, Relation] = {}
    for path, group in groupby(specs, lambda spec: spec.path[:-1]):
        own = [spec.code for spec in group]
        subtotal = [f"{SUBTOTAL} {path[-1]}"] if len(path) > 1 and len(own) > 1 else []
        codes += [*subtotal, *own] if above else [*own, *subtotal]
        subtotals |= {code: (own, [code]) for code in subtotal}
    return codes, subtotals
