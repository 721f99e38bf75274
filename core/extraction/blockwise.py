"""The application table dumped in blocks: some rows column by column, then the rows below them.

Programs that guess boxes of text on a page, and people who copy columns, give all figures of the
first column of a page, then those of the second. A page break begins another block of rows. Nothing
in such a text says so but the sums: of all ways to cut the figures into blocks those count in which
every row adds up. Words stand between one block and the next, unless all labels come first.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from core.extraction.lines import Line
from core.extraction.repair import Option, Piece, number

_MOST_BLOCKS: Final = 4
"""Parts into which pages cut the table."""
_MOST_STRANGERS: Final = 15
"""Figures of rows that the form does not have, and of pages."""
_MOST_WITHIN: Final = 4
"""Figures with words before them in the midst of the columns; in a table of rows there are many."""
_MOST_TABLES: Final = 400
"""Ways to cut the figures into blocks whose rows add up; of more the sums say too little."""

Blocks = tuple[Option, ...]
_Block = tuple[int, int]
"""The number of its first figure, and how many rows it has."""


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
    pieces: Sequence[Piece], gaps: frozenset[int], rows: int, width: int, *, slips: int = 0
) -> list[Blocks]:
    """The tables of so many rows that the figures can be when they stand in blocks.

    ``gaps`` are the numbers of the figures before which words stand. Every row of each table adds up,
    but for ``slips`` that a report misprints; with these, blocks end at words only. Figures more than
    there are cells are another row's or a page's, with words between them and the blocks. Only the
    tables of the fewest blocks, and where words stand between them of one more; none when they are
    too many to be told apart.
    """
    spare = len(pieces) - rows * width
    if not 0 <= spare <= _MOST_STRANGERS:
        return []
    amounts = [int(number(piece.value)) for piece in pieces]
    anywhere = frozenset[int]() if slips or spare else frozenset(range(len(pieces)))
    for ends, most in itertools.product((gaps, anywhere), range(1, _MOST_BLOCKS)):
        dump = _Dump(amounts, ends, width)
        if any(dump.cuts(0, rows, most, slips, spare)):
            more = most + (ends is gaps)
            cuts = [*islice(dump.cuts(0, rows, more, slips, spare), _MOST_TABLES + 1)]
            likely = [b for b in cuts if _words_within(b, gaps, width) <= _MOST_WITHIN]
            found = [_table(pieces, blocks, width) for blocks in likely]
            return [] if len(cuts) > _MOST_TABLES else list(dict.fromkeys(found))
    return []


def _words_within(blocks: Sequence[_Block], gaps: frozenset[int], width: int) -> int:
    """Before how many figures words stand that are not the first of their column, the first column
    left out: labels stand among its figures."""
    return sum(
        n in gaps
        for start, size in blocks
        for n in range(start + size, start + size * width)
        if (n - start) % size
    )


@dataclass(frozen=True, slots=True)
class _Dump:
    """Figures in blocks that end before the figures numbered ``ends``, or with the table."""

    amounts: Sequence[int]
    ends: frozenset[int]
    width: int

    def cuts(
        self, at: int, rows: int, most: int, slips: int, spare: int
    ) -> Iterator[tuple[_Block, ...]]:
        """At most so many blocks of so many rows in all from one figure on.

        ``slips`` rows may not add up, ``spare`` figures are in no block.
        """
        if not rows:
            if not spare or at in self.ends:
                yield ()
            return
        for start in range(at, at + spare + 1) if most else ():
            if start > at and start not in self.ends:
                continue
            for size in range(rows, 0, -1):
                end = start + size * self.width
                if size < rows and end not in self.ends:
                    continue
                broken = self._broken(start, size, slips)
                if broken > slips:
                    continue
                left = spare - (start - at)
                for rest in self.cuts(end, rows - size, most - 1, slips - broken, left):
                    yield ((start, size), *rest)

    def _broken(self, at: int, size: int, most: int) -> int:
        """In how many rows of a block the last column is not the sum of the others; counted no
        further than one above ``most``."""
        last = at + size * (self.width - 1)
        found = 0
        for row in range(size):
            parts = sum(self.amounts[at + row : last : size])
            found += parts != self.amounts[last + row]
            if found > most:
                break
        return found


def _table(pieces: Sequence[Piece], blocks: Sequence[_Block], width: int) -> Blocks:
    return tuple(
        tuple(pieces[n : start + size * width : size])
        for start, size in blocks
        for n in range(start, start + size)
    )
