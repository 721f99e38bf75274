"""Figures that one merged cell prints for several cells of the form (H-25).

A town draws one cell "0" over a row or a whole block: every cell below it is 0. Any other figure
may be meant for each row or for one of them only, so each may read it or be blank; the sums decide,
and where both satisfy them the cell stays open.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from core.extraction.fields import Field, Line
from core.extraction.repair import Option, Piece
from core.extraction.rows import Extent, RowReading, extent, overlap
from core.geometry import PageBox, Place
from core.values import parse_printed


def spread_zeros(line: Line, columns: Sequence[Extent]) -> Line:
    """The line with a 0 that is drawn over several columns once in each of them.

    Where no rules draw the table, how far a cell reaches is concluded and tells nothing.
    """
    if line.kind != "grid" or not line.ruled:
        return line
    fields = [part for field in line.fields for part in _parts(field, columns)]
    return replace(line, fields=tuple(fields)) if len(fields) > len(line.fields) else line


def _parts(field: Field, columns: Sequence[Extent]) -> list[Field]:
    own = extent(field)
    covered = [c for c in columns if overlap(own, c) > (c[1] - c[0]) / 2]
    if len(covered) < 2 or not _is_zero(field):
        return [field]
    return [_part(field, column) for column in covered]


def _part(field: Field, column: Extent) -> Field:
    if isinstance(field.place, PageBox):
        return replace(field, place=replace(field.place, x0=column[0], x1=column[1]))
    return replace(field, start=int(column[0]), end=int(column[1]))


def _is_zero(field: Field) -> bool:
    parsed = parse_printed(field.text, "count") if field.is_figure else None
    return parsed is not None and parsed.value == 0


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
    spots = [n for n, p in enumerate(option) if p.value and p.place in shared]
    for printed in itertools.product((True, False), repeat=len(spots)):
        blank = {n for n, is_printed in zip(spots, printed, strict=True) if not is_printed}
        yield tuple(Piece(None, "", p.place) if n in blank else p for n, p in enumerate(option))
