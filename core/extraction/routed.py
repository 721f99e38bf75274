"""The application table of text that a program printed box by box, read by the route of its figures.

Where labels and order leave rows open, all figures together may still tell the table: every cell is
printed once, rows and columns add up, and of all routes through the cells one is by far the plainest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.extraction.labels import bare
from core.extraction.lines import Line
from core.extraction.piecemeal import Piecemeal, Relations
from core.extraction.repair import Option, Piece, Relation, piece_of, sums_up
from core.extraction.routes import Stop, Walker
from core.extraction.sorting import SLIPS
from core.extraction.stops import stops_of
from core.extraction.subtotals import SUBTOTAL
from core.extraction.whole import broken_sums
from core.form import RowSpec
from core.values import Value

_STRAYS: Final = 40
"""Figures behind the table that are looked at."""
_LIKELY: Final = 1.0
"""Tables that cost at most this much more than the plainest cannot be told from it."""
_BROKEN: Final = 3.0
_MOST_COST: Final = 4.0
"""What sums over rows that do not hold cost, and a table that is believed at most."""

Table = tuple[Sequence[RowSpec], Sequence[str], Mapping[str, Relation]]


def read_routed(
    part: Sequence[Line],
    beyond: Sequence[Line],
    tables: Sequence[Table],
    headings: Sequence[str],
    relations: Relations,
) -> Piecemeal | None:
    """The rows as the plainest route through a table tells them; None where there is none.

    ``tables`` are the rows that the table may have: those of an edition, the codes as printed with
    subtotals, and the sums of these. ``headings`` are the labels of its columns.
    """
    labels = [bare(f.text) for line in part for f in line.fields if f.is_label]
    subtotals = labels.count(SUBTOTAL)
    printed = sum(f.is_figure for line in part for f in line.fields)
    most = max((len(codes) for _, codes, _ in tables), default=0) * len(headings)
    if printed > most + _STRAYS:
        return None
    for slips in (0, 1):
        found: list[_Found] = []
        for specs, codes, extra in tables:
            if bool(extra) == (subtotals > 1):
                text = _text_of([*part, *beyond], specs, codes, headings)
                sums = [*relations([c for c in codes if c not in extra]), *extra.values()]
                made = _found(text, codes, len(headings), sums, slips)
                found += [made] if made is not None else []
        if found:
            return _piecemeal(min(found, key=lambda one: one.cost))
    return None


@dataclass(frozen=True, slots=True)
class _Text:
    """The figures as pieces, and what the text tells of the cell of each."""

    pieces: tuple[Piece, ...]
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The likely tables, the plainest first, and what speaks against it."""

    tables: tuple[dict[str, Option], ...]
    cost: float


def _found(
    text: _Text, codes: Sequence[str], width: int, sums: Sequence[Relation], slips: int
) -> _Found | None:
    if len(text.stops) < len(codes) * width or not all(p.readable for p in text.pieces):
        return None
    walks = Walker(text.stops, len(codes), width, most_slips=slips).walks()
    priced: list[tuple[float, tuple[Option, ...]]] = []
    for walk in walks:
        rows = tuple(
            tuple(text.pieces[n] for n in walk.stops[at : at + width])
            for at in range(0, len(walk.stops), width)
        )
        broken = broken_sums(rows, codes, sums)
        if broken <= SLIPS * slips:
            priced.append((walk.cost + _BROKEN * (broken > 0), rows))
    if not priced:
        return None
    priced.sort(key=lambda one: one[0])
    best = priced[0][0]
    if best > _MOST_COST:
        return None
    near = [dict(zip(codes, rows, strict=True)) for cost, rows in priced if cost <= best + _LIKELY]
    return _Found(tuple(near), best)


def _piecemeal(found: _Found) -> Piecemeal:
    best = found.tables[0]
    rows: dict[str, Option | None] = {}
    among: dict[str, tuple[Value, ...]] = {}
    spots: dict[str, Piece] = {}
    slips = frozenset(code for code, option in best.items() if not sums_up(option))
    for code, option in best.items():
        known = {tuple(piece.value for piece in table[code]) for table in found.tables}
        rows[code] = option if len(known) == 1 else None
        if len(known) > 1:
            among[code] = tuple(dict.fromkeys(value for values in known for value in values))
            spots[code] = option[0]
    return Piecemeal(rows, among, spots, slips, found.cost)


def _text_of(
    lines: Sequence[Line], specs: Sequence[RowSpec], codes: Sequence[str], headings: Sequence[str]
) -> _Text:
    number_of = {code: n for n, code in enumerate(codes)}
    width = len(headings)
    first = sum(1 << row * width for row in range(len(codes)))
    headed = {bare(text): first << column for column, text in enumerate(headings)}
    rows = [number_of[spec.code] for spec in specs]
    figures = stops_of(lines, specs, rows, headed)[: len(codes) * width + _STRAYS]
    return _Text(tuple(piece_of(f) for f, _ in figures), tuple(stop for _, stop in figures))
