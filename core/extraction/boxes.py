"""Readings of a row of article 20 whose cells are lost: figures run together, or blanks vanished.

No sum holds these rows, so that every cut of the digits and every place of a blank stays a reading.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from core.extraction.lines import Field
from core.extraction.repair import Option, Piece, joined_options, piece_of
from core.form import ColumnSpec
from core.geometry import TextSpan
from core.values import normalised, parse_printed

_MOST: Final = 80
"""More readings than these say nothing any more."""
_LONGEST: Final = 40
"""Digits: no row of a box has more."""
_DIGITS: Final = re.compile(
    r"(?P<sign>\D*)(?P<digits>\d+)(?P<fraction>\.\d+)?(?P<unit>\D*)", re.ASCII
)

_UNIT: Final = re.compile("(?:万元|亿元|元|[件个项条宗次])$")
_HEAD: Final = re.compile(r"[1-9]\d{0,2}", re.ASCII)
_THOUSANDS: Final = re.compile(r"\d{3}", re.ASCII)


def box_options(figures: Sequence[Field], columns: Sequence[ColumnSpec]) -> list[Option]:
    """Every reading of the figures that the text allows; those without blanks where digits that
    cannot be one number prove that cells were run together."""
    if not figures:
        return []
    if len(figures) > len(columns):
        return [*_windows(figures, columns), *_joined(figures, len(columns))]
    made = list(itertools.islice(dict.fromkeys(_spread(figures, columns)), _MOST))
    return full_options(made) if runs_together(figures) else made


def full_options(options: Sequence[Option]) -> list[Option]:
    """The readings without blanks; all where each has some, or where not all readings are listed."""
    full = [o for o in options if all(piece.value is not None for piece in o)]
    return full if full and len(options) < _MOST else list(options)


def runs_together(figures: Sequence[Field]) -> bool:
    """Whether digits that cannot be one number prove that cells without blanks were run together:
    where nothing happened a 0 is printed."""
    return any(_led_by_zero(field) for field in figures)


def mended(figures: Sequence[Field], columns: Sequence[ColumnSpec]) -> Option | None:
    """The only reading of a row whose numbers a blank cut; None where it has several.

    One column prints one number; where numbers have units, each ends with its own. Pieces of one
    stand one blank apart.
    """
    groups: list[list[Field]] = [[]]
    units = any(_UNIT.search(normalised(f.text)) for f in figures)
    for field in figures:
        groups[-1].append(field)
        if units and _UNIT.search(normalised(field.text)):
            groups.append([])
    groups = [group for group in groups if group]
    if len(figures) == len(columns) or len(groups) != len(columns):
        return None
    made = [_put_together(group, c) for group, c in zip(groups, columns, strict=True)]
    pieces = tuple(piece for piece in made if piece is not None)
    return pieces if len(pieces) == len(columns) else None


def _put_together(group: Sequence[Field], column: ColumnSpec) -> Piece | None:
    """The number whose pieces these are; None where they may be numbers of their own."""
    if len(group) == 1:
        return piece_of(group[0], column.kind)
    *heads, _ = texts = [normalised(field.text) for field in group]
    parted = any(b.start - a.end != 1 for a, b in itertools.pairwise(group))
    parsed = parse_printed("".join(texts), column.kind)
    if parted or parsed is None or not all(map(str.isdigit, heads)) or heads[0].startswith("0"):
        return None
    first, last = group[0].place, group[-1].place
    place = first
    if isinstance(first, TextSpan) and isinstance(last, TextSpan):
        place = TextSpan(first.start, last.end)
    return Piece(parsed.value, " ".join(field.text for field in group), place, joined=True)


def has_cut_number(figures: Sequence[Field]) -> bool:
    """Whether two figures may be one that is cut at its thousands."""
    texts = [normalised(f.text) for f in figures]
    return any(_HEAD.fullmatch(a) and _THOUSANDS.fullmatch(b) for a, b in itertools.pairwise(texts))


def cut_options(figures: Sequence[Field], columns: Sequence[ColumnSpec]) -> list[Option]:
    """The readings of as many figures as columns when numbers may be cut and others lost."""
    whole = tuple(piece_of(f, c.kind) for f, c in zip(figures, columns, strict=True))
    made = [whole]
    for size in range(1, len(columns)):
        for option in joined_options(figures, size):
            pieces = tuple(replace(p, joined=False, shifted=True) for p in option)
            made += _with_blanks(pieces, len(columns))
    return made


def _with_blanks(pieces: Option, count: int) -> Iterator[Option]:
    """The pieces in order in so many columns, the others blank."""
    for places in itertools.combinations(range(count), len(pieces)):
        of = dict(zip(places, pieces, strict=True))
        blank = Piece(None, "", pieces[0].place)
        yield tuple(of.get(n, blank) for n in range(count))


def _windows(figures: Sequence[Field], columns: Sequence[ColumnSpec]) -> Iterator[Option]:
    """The figures of the columns when those before and after them are not the row's."""
    for first in range(len(figures) - len(columns) + 1):
        own = figures[first : first + len(columns)]
        yield tuple(piece_of(f, c.kind) for f, c in zip(own, columns, strict=True))


def _joined(figures: Sequence[Field], count: int) -> list[Option]:
    """The figures put together; as another reading is as likely, none of them counts as joined."""
    made = joined_options(figures, count)
    return [tuple(replace(p, joined=False, shifted=True) for p in option) for option in made]


def _led_by_zero(field: Field) -> bool:
    return re.match(r"\D*0\d", normalised(field.text)) is not None


def _spread(figures: Sequence[Field], columns: Sequence[ColumnSpec]) -> Iterator[Option]:
    """The ways to give the columns in order to figures, parts of figures, and blanks."""
    if not columns:
        if not figures:
            yield ()
        return
    if figures:
        for taken in range(1, len(columns) + 1):
            for pieces in _parts(figures[0], columns[:taken]):
                for rest in _spread(figures[1:], columns[taken:]):
                    yield (*pieces, *rest)
    if len(figures) < len(columns):
        blank = Piece(None, "", figures[0].place if figures else None)
        for rest in _spread(figures, columns[1:]):
            yield (blank, *rest)


def _parts(field: Field, columns: Sequence[ColumnSpec]) -> Iterator[Option]:
    """The ways to cut one figure into a number for each of the columns."""
    match = _DIGITS.fullmatch(normalised(field.text))
    if match is not None and match["sign"] and columns[0].kind != "change":
        return
    if match is None or len(columns) == 1:
        piece = piece_of(field, columns[0].kind)
        if len(columns) == 1 and not _led_by_zero(field):
            yield (piece,)
        return
    digits = match["digits"]
    if len(digits) > _LONGEST:
        return
    for ends in itertools.combinations(range(1, len(digits)), len(columns) - 1):
        texts = [digits[a:b] for a, b in itertools.pairwise((0, *ends, len(digits)))]
        if any(len(text) > 1 and text[0] == "0" for text in texts):
            continue
        texts[0] = match["sign"] + texts[0]
        texts[-1] += (match["fraction"] or "") + match["unit"]
        made = [_piece(text, column, field) for text, column in zip(texts, columns, strict=True)]
        pieces = tuple(piece for piece in made if piece is not None)
        if len(pieces) == len(columns):
            yield pieces


def _piece(text: str, column: ColumnSpec, field: Field) -> Piece | None:
    """One number cut out of a figure; None when the column does not print such numbers."""
    parsed = parse_printed(text, column.kind)
    if parsed is None or ("." in text and column.kind != "amount"):
        return None
    return Piece(parsed.value, field.text.strip(), field.place, shifted=True)
