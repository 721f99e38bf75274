"""Figures that one merged cell prints for several rows of the form (H-25).

A town draws one cell "0" over a whole block. The figure may be meant for every row or for none, so
each row may read it or be blank; the sums decide, and where both satisfy them the cell stays open.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from core.extraction.repair import Option, Piece
from core.extraction.rows import RowReading
from core.geometry import Place


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
    spots = [n for n, p in enumerate(option) if p.value is not None and p.place in shared]
    for printed in itertools.product((True, False), repeat=len(spots)):
        blank = {n for n, is_printed in zip(spots, printed, strict=True) if not is_printed}
        yield tuple(Piece(None, "", p.place) if n in blank else p for n, p in enumerate(option))
