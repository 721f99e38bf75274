"""Figures that one merged cell prints for several cells of the form (H-25).

A town draws one cell "0" or "/" over a row or a whole block: it stands for every cell below it. Any
other figure may be meant for each row or for one of them only, so each may read it or be blank; the
sums decide, and where both satisfy them the cell stays open.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from core.extraction.lines import Field, Line
from core.extraction.repair import Option, Piece
from core.extraction.rows import Extent, RowReading, extent, overlap
from core.geometry import PageBox, Place
from core.values import parse_printed


def spread_over(line: Line, columns: Sequence[Extent]) -> Line:
    """The line with a 0 or a mark of absence that is drawn over several columns once in each.

    Where no rules draw the table, how far a cell reaches is concluded and tells nothing.
    """
    if line.kind != "grid" or not line.ruled:
        return line
    fields = spread(line.fields, columns)
    return replace(line, fields=fields) if len(fields) > len(line.fields) else line


def spread(fields: Sequence[Field], columns: Sequence[Extent]) -> tuple[Field, ...]:
    """The fields of a grid's row; a 0 or a mark of absence over several columns once in each."""
    return tuple(part for field in fields for part in _parts(field, columns))


def _parts(field: Field, columns: Sequence[Extent]) -> list[Field]:
    own = extent(field)
    covered = [c for c in columns if overlap(own, c) > (c[1] - c[0]) / 2]
    if len(covered) < 2 or not _is_nothing(field):
        return [field]
    return [_part(field, column) for column in covered]


def _part(field: Field, column: Extent) -> Field:
    if isinstance(field.place, PageBox):
        return replace(field, place=replace(field.place, x0=column[0], x1=column[1]))
    return replace(field, start=int(column[0]), end=int(column[1]))


def _is_nothing(field: Field) -> bool:
    parsed = parse_printed(field.text, "count") if field.is_figure else None
    return parsed is not None and (parsed.value == 0 or isinstance(parsed.value, str))


def shared_places(rows: Iterable[RowReading]) -> frozenset[Place]:
    """The places of figures that stand in the value fields of several rows."""
    counted = Counter(
        place
        for row in rows
        if row.line.kind == "grid"
        for place in {f.place for f in row.mapped or row.fields if f is not None and f.is_figure}
    )
    return frozenset(place for place, times in counted.items() if times > 1)


def opened(options: Sequence[Option], shared: frozenset[Place]) -> list[Option]:
    """The readings of a row, each also with its shared figures blank."""
    if not shared:
        return list(options)
    return [reading for option in options for reading in _variants(option, shared)]


def _variants(option: Option, shared: frozenset[Place]) -> Iterator[Option]:
    figures = [(n, p) for n, p in enumerate(option) if isinstance(p.value, Decimal) and p.value]
    spots = [n for n, p in figures if p.place in shared]
    for printed in itertools.product((True, False), repeat=len(spots)):
        blank = {n for n, is_printed in zip(spots, printed, strict=True) if not is_printed}
        yield tuple(Piece(None, "", p.place) if n in blank else p for n, p in enumerate(option))
