"""Which cells a written report tells, and which it leaves open: the fair gold of each format.

Formats that keep their columns tell every cell that no accident has damaged. Texts without columns
tell what the oracle proves of the figures of each row; those that tear rows apart tell the tables
that print every cell and that keep the order of rows or of columns. Of the other cells nothing is claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from tests.corpus.oracle import (
    Row,
    adds_up,
    cuts,
    glued_rows,
    kept_sums,
    placements,
    possible_rows,
    told,
)
from tests.corpus.pieces import row_cells
from tests.corpus.scoring import flat
from tests.corpus.streams import figures_of, keeps_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.corpus.figures import Value
    from tests.corpus.layouts import Draft, Piece
    from tests.corpus.oracle import Sum

ROWS_KEPT: Final = (
    "txt-layer",
    "txt-pdftotext-raw",
    "txt-plumber",
    "txt-spaced",
    "txt-stacked",
)
"""Formats that lose blanks and keep the figures of a row behind its label."""
GLUED: Final = "txt-glued"
ROWS_TORN: Final = ("txt-pdftotext", "txt-miner", "txt-columns", "txt-unlabelled")
"""Formats that lose blanks, and rows or their labels as well."""
NOTHING_KEPT: Final = ("txt-deduplicated",)

_SIZE: Final = 5
"""Cells of each block of the review table."""
_OUTSIDE: Final = ("carried_in", "carried_out", "new", "total")
_ADDED: Final = (
    "label_overwritten",
    "subtotal_column",
    "subtotal_rows",
    "litigation_total",
    "review_label",
)
"""Accidents that add figures which the oracle does not know."""


@dataclass(frozen=True, slots=True)
class Fair:
    """Addresses of the cells that the source tells and of those that it leaves open.

    What is in neither the oracle cannot or need not tell.
    """

    told: frozenset[str]
    open: frozenset[str]


def fair_cells(draft: Draft, name: str, data: bytes) -> Fair:
    """What a report written in that format tells; ``data`` is what was written."""
    gold = flat(draft.figures.tables)
    damaged = draft.open | draft.ambiguous | draft.lost | draft.covered
    if name in NOTHING_KEPT:
        return Fair(frozenset(), frozenset())
    if name not in (*ROWS_KEPT, *ROWS_TORN, GLUED):
        return Fair(frozenset(gold) - damaged, frozenset())
    known: set[str] = set()
    open_: set[str] = set()
    figures = figures_of(data.decode()) if name in ROWS_TORN else []
    for table in dict.fromkeys(address.split(".")[0] for address in gold):
        found = _of_table(draft, name, table, damaged, figures)
        known |= found.told
        open_ |= found.open
    known |= {a for a in gold if a.endswith("_unit") and a.removesuffix("_unit") in known}
    known &= gold.keys()
    return Fair(frozenset(known - damaged), frozenset(open_ - damaged))


def _of_table(
    draft: Draft, name: str, table: str, damaged: set[str], figures: Sequence[str]
) -> Fair:
    code = "art20" if table.startswith("art20") else table
    rows = [
        cells
        for matrix in draft.matrices(code)
        for row in matrix.rows
        if (cells := [p for p in row_cells(row) if (p.address or "").startswith(f"{table}.")])
    ]
    is_full = all(p.text.strip() for row in rows for p in row)
    uncertain = any((p.address or "") in damaged for row in rows for p in row)
    everything = Fair(frozenset(p.address or "" for row in rows for p in row), frozenset())
    nothing = Fair(frozenset(), frozenset())
    if name in ROWS_TORN:
        # The boxes of section two have no sums: out of order, nothing tells whose a figure is.
        printed = [[p.text for p in row] for row in rows]
        ordered = is_full and code != "art20" and keeps_table(figures, printed)
        return everything if ordered else nothing
    if name == GLUED and (uncertain or not is_full or code == "review"):
        return nothing
    if is_full and name != GLUED:
        return everything
    if uncertain or set(draft.accidents) & set(_ADDED):
        return nothing
    domains = [_glued(draft, r) if name == GLUED else _domain(draft, r) for r in rows]
    if not all(domains):
        return nothing
    true_rows = [tuple(_gold(draft, p) for p in row) for row in rows]
    sums = kept_sums(true_rows, _sums(rows)) if code == "requests" else []
    possible = possible_rows(domains, sums)
    if possible is None:
        return nothing
    sued = _sued_later(true_rows, possible) if code == "review" else possible
    return _verdicts(rows, possible, sued)


def _verdicts(
    rows: Sequence[Sequence[Piece]],
    possible: Sequence[frozenset[Row]],
    likely: Sequence[frozenset[Row]],
) -> Fair:
    known: set[str] = set()
    open_: set[str] = set()
    for row, readings, narrowed in zip(rows, possible, likely, strict=True):
        for piece, is_told, may_be in zip(row, told(readings), told(narrowed), strict=True):
            if is_told:
                known.add(piece.address or "")
            elif not may_be:
                open_.add(piece.address or "")
    return Fair(frozenset(known), frozenset(open_))


def _gold(draft: Draft, piece: Piece) -> Value:
    table, row, column = (piece.address or "").split(".")
    return draft.figures.tables[table][row][column]


def _glued(draft: Draft, row: Sequence[Piece]) -> list[Row]:
    """All readings of a full row whose blanks are lost; none where it is not of digits alone."""
    digits = "".join(p.text for p in row)
    if not digits.isdecimal():
        return []
    if not (row[0].address or "").startswith("requests."):
        return [*cuts(digits, len(row))]
    is_sum = adds_up(tuple(_gold(draft, p) for p in row))
    return [*glued_rows(digits, len(row))] if is_sum else []


def _domain(draft: Draft, row: Sequence[Piece]) -> list[Row]:
    """All readings of a printed row that keep those of its own sums which it keeps."""
    truth = tuple(_gold(draft, p) for p in row)
    table = (row[0].address or "").split(".")[0]
    if table == "requests":
        tokens = [value for value in truth if value is not None]
        readings = [*placements(tokens, len(row))]
        return [r for r in readings if adds_up(r)] if adds_up(truth) else readings
    tokens = [v for v, p in zip(truth, row, strict=True) if p.text.strip()]
    readings = [*placements(tokens, len(row))]
    if table != "review":
        return readings
    kept = [n for n in range(len(row) // _SIZE) if adds_up(_block(truth, n))]
    return [r for r in readings if all(adds_up(_block(r, n)) for n in kept)]


def _block(row: Row, number: int) -> Row:
    return row[number * _SIZE : (number + 1) * _SIZE]


def _sums(rows: Sequence[Sequence[Piece]]) -> list[Sum]:
    """The sums over the rows of the application table, in each column."""
    at = {(row[0].address or "").split(".")[1]: n for n, row in enumerate(rows)}
    details = frozenset(n for code, n in at.items() if code not in _OUTSIDE)
    pairs: list[tuple[frozenset[int], frozenset[int]]] = []
    if "total" in at:
        pairs.append((details, frozenset((at["total"],))))
    if set(_OUTSIDE) <= at.keys():
        new, stock = ("new", "carried_in"), ("total", "carried_out")
        pairs.append((frozenset(at[c] for c in new), frozenset(at[c] for c in stock)))
    width = max((len(row) for row in rows), default=0)
    return [(left, right, column) for (left, right), column in product(pairs, range(width))]


def _sued_later(
    truth: Sequence[Row], possible: Sequence[frozenset[Row]]
) -> Sequence[frozenset[Row]]:
    """The readings of the review table in which nobody sues after a review that nobody asked for.

    No sum says so, so that a program may keep to it or not; see domain rule B-POSTREV.
    """
    return [
        frozenset(filter(_supposes_review, readings)) or readings
        if len(row) == 3 * _SIZE
        else readings
        for row, readings in zip(truth, possible, strict=True)
    ]


def _supposes_review(row: Row) -> bool:
    review, direct, later = (row[n * _SIZE + _SIZE - 1] is not None for n in range(3))
    return review or not later or not direct
