"""The application table of plain text as one whole: all its figures in the order of the document.

Programs that take a page apart put labels and headings anywhere, yet keep each row's figures
together and the rows below each other. So where the figures are as many as the cells of an edition,
and rows and columns add up when they are dealt out in order, the text as a whole says what no label
next to a figure does: another assignment needs figures to change places, which no converter does
within a table without blanks. A few figures may be strangers (of the table that follows, page
numbers), a number may be cut in two, a cell may have been lost; the sums must then leave one reading.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from core.cells import Origin
from core.extraction.blockwise import gaps_of, tables_of_blocks
from core.extraction.dealing import Dealer, FlawedRows
from core.extraction.glued import is_glued
from core.extraction.labels import SURE
from core.extraction.lines import Field, Line
from core.extraction.repair import (
    Option,
    Piece,
    Placed,
    Relation,
    number,
    piece_of,
    sums_up,
)
from core.extraction.results import RowResult
from core.extraction.rows import RowReading
from core.extraction.sorting import SLIPS
from core.extraction.subtotals import with_subtotal_rows
from core.form import Form
from core.values import Value

_MOST_FLAWS: Final = 3
"""Places with strangers, numbers cut in two and lost cells; with more the order says little."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The reading of each row by its code, and the figures that are no row's.

    ``is_flawless`` says that every figure is a cell and every sum holds.
    """

    rows: dict[str, Option]
    strangers: tuple[Field, ...] = ()
    is_flawless: bool = False


def with_whole(
    results: Sequence[RowResult],
    left: tuple[RowReading, ...],
    part: Sequence[Line],
    forms: Sequence[Form],
    relations: Callable[[Sequence[str]], Sequence[Relation]],
    beyond: Sequence[Line] = (),
) -> tuple[list[RowResult], tuple[RowReading, ...]]:
    """The rows of plain text, those that were left open as the text says as a whole.

    ``results`` are the rows as their labels say, ``left`` the rows outside the form. What a label
    holds is never changed: where the whole says otherwise, everything stays as it was. ``beyond`` are
    the plain lines behind the table, which may have the figures of a table that was torn apart.
    """
    rows = list(results)
    blank = sum(not any(p.piece.printed for p in row.placed) for row in rows)
    if all(_is_settled(row) for row in rows) and not left and 2 * blank < len(rows):
        return rows, left
    figures = [f for line in part for f in line.fields if f.is_figure]
    width = len(forms[0].table("requests").columns)
    labelled = {row.code: row.likeness for row in rows if row.likeness}
    gaps, known = gaps_of(part), FlawedRows(figures, width)
    for read in (partial(read_whole, known=known), read_among_strangers):
        for codes, subtotals in _printed_rows(labelled, forms):
            sums = [*relations([c for c in codes if c not in subtotals]), *subtotals.values()]
            whole = read(figures, codes, width, sums, gaps)
            if whole is None or any(_contradicts(row, whole) for row in rows):
                continue
            own = {code: option for code, option in whole.rows.items() if code not in subtotals}
            placed = {piece.place for option in own.values() for piece in option}
            outside = tuple(row for row in left if not any(f.place in placed for f in row.fields))
            return _all_concluded(own, rows), outside
    torn = _with_figures_beyond(part, beyond, labelled, forms, relations)
    return (rows, left) if torn is None else (_all_concluded(torn.rows, rows), ())


def _all_concluded(whole: dict[str, Option], rows: Sequence[RowResult]) -> list[RowResult]:
    known = {row.code: row for row in rows}
    return [_concluded(code, option, known.get(code)) for code, option in whole.items()]


def _with_figures_beyond(
    part: Sequence[Line],
    beyond: Sequence[Line],
    labelled: Mapping[str, float],
    forms: Sequence[Form],
    relations: Callable[[Sequence[str]], Sequence[Relation]],
) -> Whole | None:
    """The table of an edition whose figures stand partly behind it: where every sum holds, else
    where all do but those of one misprinted figure."""
    lines = [*part, *beyond]
    figures = [f for line in lines for f in line.fields if f.is_figure]
    printed = sum(f.is_figure for line in part for f in line.fields)
    found: list[Whole] = []
    for table in (form.table("requests") for form in forms):
        codes, width = [spec.code for spec in table.rows], len(table.columns)
        own = figures[: len(codes) * width]
        strings = any(is_glued([field], width) for field in own)
        if printed < len(own) == len(codes) * width and not strings:
            whole = read_whole(own, codes, width, relations(codes), gaps_of(lines))
            found += [] if whole is None else [whole]
    named = {*labelled}
    return max(found, key=lambda w: (w.is_flawless, len(named & w.rows.keys())), default=None)


def _printed_rows(
    labelled: Mapping[str, float], forms: Sequence[Form]
) -> Iterator[tuple[list[str], dict[str, Relation]]]:
    """The rows that a table may have: those whose labels stand there, or all of an edition that has
    every row whose label is whole. ``labelled`` says how sure the labels are.

    Some offices print a subtotal below or above the rows of each stub; the second value has the
    rows that each of these sums up.
    """
    sure = [code for code, likeness in labelled.items() if likeness >= SURE]
    yield [*labelled], {}
    if len(sure) < len(labelled):
        yield sure, {}
    editions = [form.table("requests").rows for form in forms]
    tables = [rows for rows in editions if {*sure} <= {row.code for row in rows}]
    for specs in tables:
        yield [spec.code for spec in specs], {}
    for specs, above in itertools.product(tables, (False, True)):
        yield with_subtotal_rows(specs, above=above)


def _is_settled(row: RowResult) -> bool:
    return not any(p.origin in (Origin.AMBIGUOUS, Origin.MISSING) for p in row.placed)


def _contradicts(row: RowResult, whole: Whole) -> bool:
    """Whether the label of a row holds figures that the whole gives to another row.

    A whole without any flaw is stronger than a label in torn text; yet a row that was read and is
    not among those of the whole says that its rows are others.
    """
    read = [n for n, placed in enumerate(row.placed) if placed.origin is Origin.READ]
    option = whole.rows.get(row.code)
    if option is None:
        return any(row.placed[n].piece.value is not None for n in read)
    differing = any(option[n].value != row.placed[n].piece.value for n in read)
    return differing and not whole.is_flawless


def _concluded(code: str, option: Option, known: RowResult | None) -> RowResult:
    """The row by the whole; what its label says stays read."""
    if known is not None and _is_settled(known) and _values(known) == [p.value for p in option]:
        return known
    before = known.placed if known is not None else [None] * len(option)
    placed: list[Placed] = []
    for piece, old in zip(option, before, strict=True):
        others = (*old.candidates, old.piece.value) if old is not None else ()
        candidates = tuple(dict.fromkeys((piece.value, *others)))
        placed.append(Placed(piece, Origin.INFERRED, candidates))
    return RowResult(code, tuple(placed), known.likeness if known else 0.0, positional=False)


def _values(row: RowResult) -> list[Value]:
    return [placed.piece.value for placed in row.placed]


def read_whole(
    figures: Sequence[Field],
    codes: Sequence[str],
    width: int,
    relations: Sequence[Relation],
    gaps: frozenset[int] = frozenset(),
    known: FlawedRows | None = None,
) -> Whole | None:
    """Deal the figures out to the rows of a table in order; None unless that says one thing only.

    ``known`` keeps what was found for the same figures and other rows. ``gaps`` are the numbers of the figures before which words stand.
    """
    pieces = [piece_of(f) for f in figures]
    if not codes or not all(p.readable for p in pieces):
        return None
    if len(figures) == len(codes) * width:
        whole = _in_full(pieces, codes, width, relations, gaps)
        if whole is not None:
            return whole
    confirmed = any({*codes} >= {*left, *right} for left, right in relations)
    dealer = Dealer(pieces, len(codes), width, known or FlawedRows(figures, width))
    for flaws in range(1, _MOST_FLAWS + 1) if confirmed else ():
        deals = [d for d in dealer.deals(flaws) if not broken_sums(d[0], codes, relations)]
        if deals:
            if len({tuple(p.value for row in rows for p in row) for rows, _ in deals}) > 1:
                return None
            rows, strangers = deals[0]
            left = tuple(figures[n] for n in sorted(strangers))
            return Whole(dict(zip(codes, rows, strict=True)), left)
    return None


def _in_full(
    pieces: Sequence[Piece],
    codes: Sequence[str],
    width: int,
    relations: Sequence[Relation],
    gaps: frozenset[int],
) -> Whole | None:
    """As many figures as cells, row by row or in blocks of columns: where every sum holds, else where
    all do but those of one misprinted figure. Words then stand between rows, or blocks, alone."""
    rows = tuple(tuple(pieces[n : n + width]) for n in range(0, len(pieces), width))
    if not _holds(rows, codes, relations):
        rows = _in_blocks(pieces, gaps, codes, width, relations) or rows
    if _holds(rows, codes, relations):
        return Whole(dict(zip(codes, rows, strict=True)), is_flawless=True)
    in_rows = not any(n % width for n in gaps)
    if not in_rows or not _holds_but_for_a_slip(rows, codes, relations):
        rows = _in_blocks(pieces, gaps, codes, width, relations, slips=1)
    return Whole(dict(zip(codes, rows, strict=True))) if rows else None


def read_among_strangers(
    figures: Sequence[Field],
    codes: Sequence[str],
    width: int,
    relations: Sequence[Relation],
    gaps: frozenset[int],
) -> Whole | None:
    """The only table dumped in blocks of columns among figures that are none of its; None if there
    is none, or several."""
    pieces = [piece_of(f) for f in figures]
    if len(figures) <= len(codes) * width or not all(p.readable for p in pieces):
        return None
    for slips in (0, 1):
        rows = _in_blocks(pieces, gaps, codes, width, relations, slips=slips)
        if rows:
            return Whole(dict(zip(codes, rows, strict=True)))
    return None


def _in_blocks(
    pieces: Sequence[Piece],
    gaps: frozenset[int],
    codes: Sequence[str],
    width: int,
    relations: Sequence[Relation],
    *,
    slips: int = 0,
) -> tuple[Option, ...]:
    """The only table dumped in blocks of columns in which every sum holds, with ``slips`` all but
    those that one misprinted figure breaks; empty if there is none."""
    fits = _holds_but_for_a_slip if slips else _holds
    tables = [
        rows
        for rows in tables_of_blocks(pieces, gaps, len(codes), width, slips=slips)
        if fits(rows, codes, relations)
    ]
    values = {tuple(piece.value for row in rows for piece in row) for rows in tables}
    return tables[0] if len(values) == 1 else ()


def _holds(rows: Sequence[Option], codes: Sequence[str], relations: Sequence[Relation]) -> bool:
    return all(map(sums_up, rows)) and not broken_sums(rows, codes, relations)


def _holds_but_for_a_slip(
    rows: Sequence[Option], codes: Sequence[str], relations: Sequence[Relation]
) -> bool:
    """Whether sums hold; one misprinted figure breaks that of its row and those of its column."""
    slips = sum(not sums_up(row) for row in rows)
    return slips <= 1 and broken_sums(rows, codes, relations) <= SLIPS


def broken_sums(rows: Sequence[Option], codes: Sequence[str], relations: Sequence[Relation]) -> int:
    """How many sums over rows do not hold, each column counted."""
    of = dict(zip(codes, rows, strict=True))
    count = 0
    for left, right in relations:
        if not of.keys() >= {*left, *right}:
            continue
        for column in range(len(rows[0])):
            one, other = (sum(number(of[c][column].value) for c in side) for side in (left, right))
            count += one != other
    return count
