"""The application table dumped in blocks: some rows column by column, then the rows below them.

Programs that guess boxes of text on a page, and people who copy columns, give all figures of the
first column of a page, then those of the second. A page break begins another block of rows. Nothing
in such a text says so but the sums: of all ways to cut the figures into blocks those count in which
every row adds up. Words stand between one block and the next, unless all labels come first.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from core.extraction.fields import Line
from core.extraction.repair import Option, Piece, number

_MOST_BLOCKS: Final = 4
"""Parts into which pages cut the table."""
_MOST_TABLES: Final = 400
"""Ways to cut the figures into blocks whose rows add up; of more the sums say too little."""

Blocks = tuple[Option, ...]


def gaps_of(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the figures of plain lines that have words right before them."""
    found: set[int] = set()
    at, words = 0, False
    for field in (f for line in lines for f in line.fields):
        if field.is_figure:
            found |= {at} if words else set()
            at, words = at + 1, False
        elif field.is_label:
            words = True
    return frozenset(found)


def tables_of_blocks(
    pieces: Sequence[Piece], gaps: frozenset[int], rows: int, width: int
) -> list[Blocks]:
    """The tables of so many rows that the figures can be when they stand in blocks.

    ``gaps`` are the numbers of the figures before which words stand. Every row of each table adds up.
    Only those of the fewest blocks, and where words stand between them of one more; none when they
    are too many to be told apart.
    """
    amounts = [int(number(piece.value)) for piece in pieces]
    if len(pieces) != rows * width:
        return []
    anywhere = frozenset(range(len(pieces)))
    for ends, most in itertools.product((gaps, anywhere), range(1, _MOST_BLOCKS)):
        if any(_cuts(amounts, ends, 0, rows, width, most)):
            more = most + (ends is gaps)
            cuts = _cuts(amounts, ends, 0, rows, width, more)
            found = [_table(pieces, sizes, width) for sizes in islice(cuts, _MOST_TABLES + 1)]
            return [] if len(found) > _MOST_TABLES else list(dict.fromkeys(found))
    return []


def _cuts(
    amounts: Sequence[int], gaps: frozenset[int], at: int, rows: int, width: int, most: int
) -> Iterator[tuple[int, ...]]:
    """The numbers of rows of at most so many blocks from one on, the rows of each adding up."""
    if not rows:
        yield ()
        return
    for size in range(rows, 0, -1) if most else ():
        end = at + size * width
        if size < rows and end not in gaps:
            continue
        if _adds_up(amounts, at, size, width):
            for rest in _cuts(amounts, gaps, end, rows - size, width, most - 1):
                yield (size, *rest)


def _adds_up(amounts: Sequence[int], at: int, size: int, width: int) -> bool:
    """Whether the last column of a block that begins there is the sum of the others."""
    last = at + size * (width - 1)
    return all(
        sum(amounts[n : n + last - at : size]) == amounts[n + last - at]
        for n in range(at, at + size)
    )


def _table(pieces: Sequence[Piece], sizes: Sequence[int], width: int) -> Blocks:
    made: list[Option] = []
    at = 0
    for size in sizes:
        end = at + size * width
        made += [tuple(pieces[n:end:size]) for n in range(at, at + size)]
        at = end
    return tuple(made)
