"""How far to believe a table that no rules draw: as far as its own words and sums bear it out.

Where rows and columns are concluded from the places of words, a figure may have come to a
neighbouring cell. A row counts as read only when its label is the form's, and its figures and the
columns that they stand in add up; the others keep their figures as conclusions that need eyes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from core.cells import Cell, Origin
from core.document import Document
from core.extraction.align import Aligned
from core.extraction.labels import SURE
from core.extraction.lines import Line
from core.extraction.repair import Option, Placed, Relation, number, sums_up
from core.extraction.review import leaf_extents
from core.geometry import PageBox

UNEARNED: Final = 0.8
"""The confidence of a figure that nothing but its place bears out."""


def is_open(line: Line) -> bool:
    """Whether nothing draws the row: beside the rows of grids, a line of words counts as well."""
    return line.kind == "plain" or not line.ruled


def unearned(
    chosen: Mapping[str, Sequence[Option]],
    matched: Mapping[str, Aligned],
    relations: Sequence[Relation],
    order: Sequence[str],
) -> dict[str, frozenset[int]]:
    """By row code the columns of an open application table that are not borne out.

    ``order`` names the rows of the form. Empty when rules draw all of the table.
    """
    opened = {code for code in chosen if is_open(matched[code].row.line)}
    if not opened:
        return {}
    known = {code: made[0] for code, made in chosen.items() if len(made) == 1}
    width = max((len(option) for option in known.values()), default=0)
    balanced = {n for n in range(width) if _is_balanced(n, known, chosen, relations)}
    filled = [option for option in known.values() if any(p.printed for p in option)]
    # Among rows that print a 0 wherever nothing happened, or as the only one, a row of blanks is
    # rather one whose figures came elsewhere.
    # A single row that leaves some may print the one figure of a cell merged over several rows.
    partly = sum(any(not p.printed for p in option) for option in filled) > 1
    leaves_blanks = partly and len(known) - len(filled) > 1
    beside = _beside_gaps(order, chosen)
    found: dict[str, frozenset[int]] = {}
    for code in opened:
        option = known.get(code, ())
        blank = not all(piece.printed for piece in option)
        bears = matched[code].likeness >= SURE and bool(option) and sums_up(option)
        if not bears or (blank and not leaves_blanks) or code in beside:
            found[code] = frozenset(range(width))
        else:
            found[code] = frozenset(range(width)) - balanced
    return found


def _is_balanced(
    column: int,
    known: Mapping[str, Option],
    chosen: Mapping[str, Sequence[Option]],
    relations: Sequence[Relation],
) -> bool:
    """Whether every sum over the rows holds in the column, and none of them is left open."""
    for left, right in relations:
        if not {*left, *right} & chosen.keys() <= known.keys() or not set(right) & known.keys():
            return False
        sides = [
            sum((number(known[c][column].value) for c in side if c in known), Decimal(0))
            for side in (left, right)
        ]
        if sides[0] != sides[1]:
            return False
    return True


def _beside_gaps(order: Sequence[str], chosen: Mapping[str, Sequence[Option]]) -> set[str]:
    """The rows next to one of the form that was not found: they may have its figures."""
    there = [n for n, code in enumerate(order) if code in chosen]
    gaps = [(a, b) for a, b in pairwise(there) if b - a > 1]
    return {order[n] for pair in gaps for n in pair}


def below_unread(order: Sequence[str], chosen: Mapping[str, Sequence[Option]]) -> frozenset[str]:
    """The rows that print nothing below one whose cells hold figures that could not be read: some of
    these may be theirs, as where an author typed several rows into one and a page ends in it."""
    there = [code for code in order if code in chosen]
    return frozenset(
        code
        for above, code in pairwise(there)
        if all(_is_unread(option) for option in chosen[above])
        and not any(piece.printed for option in chosen[code] for piece in option)
    )


def _is_unread(option: Option) -> bool:
    return any(piece.printed and not piece.readable for piece in option) and not any(
        piece.readable and piece.printed for piece in option
    )


def unheaded_blocks(part: Sequence[Line], review: Sequence[Placed], width: int) -> frozenset[int]:
    """The blocks of an open review table that are not borne out, by number; none of a ruled one.

    A block that adds up is borne out when it leaves nothing blank, or when each of its columns has
    its own heading.
    """
    if not review or all(line.ruled for line in part):
        return frozenset()
    headed = len(leaf_extents(part)) == len(review)
    found: set[int] = set()
    for block in range(len(review) // width):
        pieces = tuple(p.piece for p in review[block * width : (block + 1) * width])
        full = all(piece.printed for piece in pieces)
        if not sums_up(pieces) or not (full or headed):
            found.add(block)
    return frozenset(found)


def doubted(cell: Cell) -> Cell:
    """A cell that claims no more than its place in an open table bears out."""
    if cell.origin in (Origin.AMBIGUOUS, Origin.MISSING):
        return cell
    return replace(cell, confidence=min(cell.confidence, UNEARNED))


def with_guesses_doubted(cells: Sequence[Cell], document: Document) -> tuple[Cell, ...]:
    """The cells, those doubted whose page is a picture, and its words a program's guess: such take
    0 for O and 1 for a rule, and a sum may hold all the same."""
    guessed = frozenset(document.recognised)
    return tuple(
        doubted(cell) if isinstance(cell.place, PageBox) and cell.place.page in guessed else cell
        for cell in cells
    )
