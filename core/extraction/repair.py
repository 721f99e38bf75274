"""Placing printed figures in columns where the layout lost them.

The text allows a set of readings for each row (digits put together, a blank or a lost figure put
in); the sums of the form choose among them. What more than one reading satisfies stays ambiguous.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.cells import Origin
from core.extraction.glued import MANY_CUTS, cut_values, cuts_of, is_glued
from core.extraction.lines import MISREAD, Field
from core.extraction.rows import RowReading
from core.geometry import PageBox, Place, TextSpan
from core.values import Kind, Parsed, Value, normalised, parse_printed

_MOST_OPTIONS: Final = 400
_MOST_FIELDS: Final = 60
"""Above this, a line is no row of a table of seven columns."""
_MOST_TRIED: Final = 5_000
"""Ways of putting a row's surplus together or leaving it out; a row of 40 fields has millions."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One column of one possible reading.

    ``lost`` is a figure that is not printed at all; ``shifted`` one that counts as a value because
    a surplus figure before it does not. ``guess`` is the digit that a letter may have been,
    ``among`` what a piece that cannot be read may be.
    """

    value: Value
    printed: str = ""
    place: Place | None = None
    joined: bool = False
    lost: bool = False
    readable: bool = True
    shifted: bool = False
    guess: Value = None
    among: tuple[Value, ...] = ()


Option = tuple[Piece, ...]
Relation = tuple[Sequence[str], Sequence[str]]
"""Codes of rows whose sums must be equal in every column."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column's outcome: the piece, how it came to be known, and what else it could be."""

    piece: Piece
    origin: Origin
    candidates: tuple[Value, ...] = ()


def number(value: Value) -> Decimal:
    """The value in a sum: blanks and marks of absence count as 0."""
    return value if isinstance(value, Decimal) else Decimal(0)


def piece_of(field: Field | None, kind: Kind = "count") -> Piece:
    """Read one field; unreadable text is kept as printed and has no value."""
    if field is None or not field.drawn:
        return Piece(None, readable=False)
    parsed = parse_printed(field.text, kind)
    if parsed is None and normalised(field.text) in MISREAD:
        guess = Decimal(MISREAD[normalised(field.text)])
        return Piece(None, field.text.strip(), field.place, readable=False, guess=guess)
    if parsed is None or (parsed.joined and _two_numbers(field.text, parsed)):
        return Piece(None, field.text.strip(), field.place, readable=field.is_blank)
    printed = " ".join(field.text.split())
    return Piece(parsed.value, printed, field.place, parsed.joined)


def _two_numbers(text: str, parsed: Parsed) -> bool:
    """Whether putting the digits together would make a number with a leading zero."""
    parts = re.findall(r"\d+", text)
    return len(parts) > 1 and parts[0] == "0" and "." not in text and parsed.value is not None


def row_options(
    row: RowReading, count: int, *, prints_zeros: bool, runs_together: bool = False
) -> list[Option]:
    """Every reading of a row that its text allows, the plainest first; never more than 400.

    ``prints_zeros`` says that the table fills cells where nothing happened with 0, so that a
    figure that is not there was lost rather than left blank; ``runs_together`` that its figures
    lost blanks between them.
    """
    if row.mapped is not None:
        return _glued_in_one(row.mapped, count) or [tuple(piece_of(f) for f in row.mapped)]
    fields = row.fields
    if len(fields) == count:
        return [tuple(piece_of(f) for f in fields)]
    if not row.has_figures:
        spot = fields[0].place if fields else _place_of(row)
        return [tuple(Piece(None, "", spot) for _ in range(count))]
    if len(fields) > count:
        return surplus_options(fields, count)
    if is_glued(fields, count):
        return glued_options(fields, count) or [unread(fields, count)]
    made = [*itertools.islice(_lengthened(row, count, prints_zeros=prints_zeros), _MOST_OPTIONS)]
    cut = glued_options(fields, count) if runs_together else []
    if any(map(sums_up, made)):
        # Cuts that are too many to be listed say nothing against figures that make their sum.
        cut = [option for option in cut if sums_up(option)]
    return list(dict.fromkeys([*cut, *made]))[:_MOST_OPTIONS]


def glued_options(fields: Sequence[Field], count: int) -> list[Option]:
    """Every row that digits without blanks can mean; each number is a conclusion."""
    spot = _around(fields)
    printed = " ".join(field.text.strip() for field in fields)
    cuts = cuts_of(fields, count)
    if len(cuts) >= MANY_CUTS:
        # The true cut may be one that is not listed, so that no sum may choose among these.
        return [unread(fields, count)]
    return [tuple(Piece(Decimal(n), printed, spot, shifted=True) for n in cut) for cut in cuts]


def _glued_in_one(mapped: Sequence[Field | None], count: int) -> list[Option]:
    """The readings of a row that one of its cells prints as a string of digits; empty if none does."""
    figures = [f for f in mapped if f is not None and f.is_figure]
    if len(figures) != 1 or not is_glued(figures, count):
        return []
    made = glued_options(figures, count)
    if normalised(figures[0].text).startswith("0"):
        return made or [unread(figures, count)]
    return [*made, tuple(piece_of(f) for f in mapped)]


def unread(fields: Sequence[Field], count: int, *, blanks: bool = False) -> Option:
    """A row of which no reading is known: its text stays, its values are open.

    ``blanks`` says that its digits may be fewer numbers than there are columns.
    """
    printed = " ".join(field.text.strip() for field in fields)
    spot = _around(fields)
    return tuple(
        Piece(None, printed, spot, readable=False, among=(*map(Decimal, values), None))
        for values in cut_values(fields, count, blanks=blanks)
    )


def surplus_options(fields: Sequence[Field], count: int) -> list[Option]:
    """Every reading of more fields than there are columns, the plainest first."""
    if len(fields) > _MOST_FIELDS:
        return [unread(fields, count)]
    return list(itertools.islice(dict.fromkeys(_shortened(fields, count)), _MOST_OPTIONS))


def joined_in_two(fields: Sequence[Field], count: int) -> list[Option]:
    """The rows that add up of one field more than there are columns, two of which are the pieces of
    one number."""
    if len(fields) != count + 1 or any(f.is_blank for f in fields):
        return []
    digits = [normalised(f.text) for f in fields]
    amounts = [number(piece_of(f).value) for f in fields]
    found: list[Option | None] = []
    for n, (one, other) in enumerate(itertools.pairwise(digits)):
        if not (one + other).isdecimal() or one == "0":
            continue
        row = [*amounts[:n], Decimal(one + other), *amounts[n + 2 :]]
        if sum(row[:-1]) == row[-1]:
            found.append(_merged(fields, {n}))
    return [option for option in found if option is not None and sums_up(option)]


def short_options(fields: Sequence[Field], count: int) -> list[Option]:
    """Every reading of one field fewer than there are columns, the lost figure as the sum has it."""
    options: list[Option] = []
    where = _around(fields)
    for hole in range(count):
        lost = Piece(None, "", where, lost=True)
        pieces = [*map(piece_of, fields[:hole]), lost, *map(piece_of, fields[hole:])]
        implied = _implied(pieces)
        if implied is not None:
            pieces[hole] = replace(lost, value=implied)
            options.append(tuple(pieces))
    return options


def _place_of(row: RowReading) -> Place:
    own = [f.place for f in row.line.fields if not f.carried]
    return own[-1] if own else row.line.fields[0].place


def _shortened(fields: Sequence[Field], count: int) -> Iterator[Option]:
    surplus = len(fields) - count
    blanks = [n for n, f in enumerate(fields) if f.is_blank]
    if len(blanks) >= surplus:
        drops = itertools.combinations(blanks, surplus)
        for dropped in itertools.islice(drops, _MOST_TRIED):
            yield tuple(piece_of(f) for n, f in enumerate(fields) if n not in dropped)
        return
    kept = [f for f in fields if not f.is_blank] if blanks else list(fields)
    surplus = len(kept) - count
    merges_of = itertools.combinations(range(len(kept) - 1), surplus)
    for merges in itertools.islice(merges_of, _MOST_TRIED):
        merged = _merged(kept, set(merges))
        if merged is not None:
            yield merged
    if surplus == 1:
        # A figure printed over the label stands before the values.
        yield tuple(replace(piece_of(f), shifted=True) for f in kept[1:])


def _merged(fields: Sequence[Field], merges: set[int]) -> Option | None:
    """Put each field of ``merges`` together with its right neighbour; None where that is no number."""
    pieces: list[Piece] = []
    group: list[Field] = []
    for n, field in enumerate(fields):
        group.append(field)
        if n in merges:
            continue
        if len(group) == 1:
            pieces.append(piece_of(field))
        else:
            digits = [normalised(f.text) for f in group]
            if not all(d.isdigit() for d in digits) or digits[0] == "0":
                return None
            place = _around(group)
            pieces.append(Piece(Decimal("".join(digits)), " ".join(digits), place, joined=True))
        group = []
    return tuple(pieces)


def _around(fields: Sequence[Field]) -> Place:
    first, last = fields[0].place, fields[-1].place
    if isinstance(first, TextSpan) and isinstance(last, TextSpan):
        return TextSpan(first.start, last.end)
    if isinstance(first, PageBox) and isinstance(last, PageBox) and first.page == last.page:
        return first.union(last)
    return first


def _lengthened(row: RowReading, count: int, *, prints_zeros: bool) -> Iterator[Option]:
    fields = row.fields
    missing = count - len(fields)
    lost = all(not f.is_blank for f in fields) and (row.positional or prints_zeros)
    where = _around(fields)
    for holes in itertools.combinations(range(count), missing):
        rest = iter(fields)
        pieces = [
            Piece(None, "", where, lost=lost) if n in holes else piece_of(next(rest))
            for n in range(count)
        ]
        if lost and missing == 1:
            implied = _implied(pieces)
            if implied is None:
                continue
            pieces[holes[0]] = Piece(implied, "", where, lost=True)
        yield tuple(pieces)


def _implied(pieces: Sequence[Piece]) -> Decimal | None:
    """What the one lost figure must be for parts and total to agree; None when it cannot be."""
    hole = next(n for n, piece in enumerate(pieces) if piece.lost)
    parts = sum((number(p.value) for p in pieces[:-1]), Decimal(0))
    if hole == len(pieces) - 1:
        return parts
    rest = number(pieces[-1].value) - parts
    return rest if rest >= 0 else None


def sums_up(option: Option) -> bool:
    """Whether the last piece is the sum of the others (A-ROW, B-REV, B-DIR, B-POST)."""
    parts = option[:-1]
    total = option[-1]
    if total.value is None and any(number(p.value) for p in parts):
        return False
    return sum((number(p.value) for p in parts), Decimal(0)) == number(total.value)


def chosen_by_sum(options: Sequence[Option]) -> list[Option]:
    """The options whose row adds up; all of them when none does."""
    if len(options) < 2:
        return list(options)
    return [o for o in options if sums_up(o)] or list(options)


def settle(
    options: Sequence[Option], *, among: Sequence[Option] = (), concluded: bool = False
) -> list[Placed]:
    """One outcome a column: agreed by all options, or ambiguous with the candidates.

    ``among`` are the options that the text alone allowed, before any sum was asked; ``concluded``
    says that the text left something open though only one option was made of it.
    """
    placed: list[Placed] = []
    open_ended = concluded or len(among) > 1
    if len(options) == 1 and any(piece.guess is not None for piece in options[0]):
        guessed = tuple(_guessed(piece) for piece in options[0])
        if sums_up(guessed):
            options = [guessed]
    everything = list(zip(*options, *among, strict=True))
    for pieces, every in zip(zip(*options, strict=True), everything, strict=True):
        values = tuple(dict.fromkeys(piece.value for piece in pieces))
        first = pieces[0]
        if len(values) > 1:
            spot = next((p.place for p in pieces if p.place is not None), None)
            empty = Piece(None, "", spot)
            placed.append(Placed(empty, Origin.AMBIGUOUS, values))
        elif first.lost and first.value is None:
            placed.append(Placed(first, Origin.MISSING))
        elif not first.readable:
            origin = Origin.MISSING if first.place is None else Origin.AMBIGUOUS
            candidates = first.among if first.guess is None else (first.guess,)
            placed.append(Placed(first, origin, candidates))
        elif first.joined and not open_ended:
            placed.append(Placed(first, Origin.JOINED))
        elif open_ended or first.shifted or first.lost:
            candidates = tuple(dict.fromkeys(piece.value for piece in every))
            placed.append(Placed(first, Origin.INFERRED, candidates))
        else:
            placed.append(Placed(first, Origin.READ))
    return placed


def left_open(placed: Placed, others: Sequence[Value]) -> Placed:
    """The outcome when its figure may as well be another cell's: the value is one candidate.

    ``others`` are what else may stand in the cell.
    """
    own = placed.candidates or (placed.piece.value,)
    candidates = tuple(dict.fromkeys((*own, *others)))
    return Placed(replace(placed.piece, value=None), Origin.AMBIGUOUS, candidates)


def _guessed(piece: Piece) -> Piece:
    """The digit that a letter was, as a conclusion."""
    if piece.guess is None:
        return piece
    return replace(piece, value=piece.guess, readable=True, shifted=True)


def block_options(fields: Sequence[Field], blocks: int, size: int) -> list[list[Option]]:
    """Readings of a row of ``blocks`` x ``size`` cells of which only the figures survived.

    In each block the last figure is the total of the others; a block may be empty. Each reading is
    a list of blocks.
    """
    readings: list[list[Option]] = []
    spot = _around(fields)

    def extend(rest: Sequence[Field], done: list[Option]) -> None:
        if len(done) == blocks:
            if not rest:
                readings.append(done)
            return
        for take in range(min(size, len(rest)) + 1):
            for option in _one_block(rest[:take], size, spot):
                extend(rest[take:], [*done, option])

    extend(list(fields), [])
    return readings


def _one_block(fields: Sequence[Field], size: int, spot: Place) -> Iterator[Option]:
    blank = Piece(None, "", spot)
    if not fields:
        yield tuple(blank for _ in range(size))
        return
    *parts, total = (piece_of(f) for f in fields)
    if sum((number(p.value) for p in parts), Decimal(0)) != number(total.value):
        return
    for spots in itertools.combinations(range(size - 1), len(parts)):
        pieces = [blank] * (size - 1)
        for where, piece in zip(spots, parts, strict=True):
            pieces[where] = piece
        yield (*pieces, total)


def joined_options(fields: Sequence[Field], count: int) -> list[Option]:
    """Readings of a row with more figures than cells, by putting neighbours together.

    None for so many figures that the ways to do so are not all tried.
    """
    surplus = len(fields) - count
    if math.comb(len(fields) - 1, surplus) > _MOST_TRIED:
        return []
    merged = (
        _merged(fields, set(chosen))
        for chosen in itertools.combinations(range(len(fields) - 1), surplus)
    )
    return list(itertools.islice((o for o in merged if o is not None), _MOST_OPTIONS))
