"""Reading the one row of the review and litigation table: three blocks of five cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import Final

from core.cells import Origin
from core.document import Document
from core.extraction.glued import all_numbers, block_cuts
from core.extraction.layout import (
    TEXT_MEASURES,
    Measure,
    distinct_extents,
    extent_of,
    is_laid_out,
    keeps_order,
)
from core.extraction.lines import Field, Line
from core.extraction.locate import is_outcome_header
from core.extraction.merged_zeros import spread_over
from core.extraction.repair import (
    Option,
    Piece,
    Placed,
    block_options,
    joined_options,
    left_open,
    number,
    piece_of,
    settle,
    sums_up,
)
from core.extraction.review_heads import late_figures, readings_by_headings
from core.extraction.review_order import readings_in_order, torn_groups, torn_parts
from core.extraction.review_print import headed_review
from core.extraction.review_rows import values_of_blocks
from core.extraction.rows import Extent, RowReading, extent, plain_rows, words_of
from core.geometry import Place
from core.values import normalised

_BLOCKS: Final = 3
_BLOCK: Final = 5
_APART: Final = ([5, 10], [5, 5, 5])
"""Figures of the tables into which a report may divide this one."""
_EXACT: Final = 1.0
"""Characters between the middles of a figure and its heading."""
_CLEARLY: Final = 2.0
"""Characters that the figures of a row stand nearer to their headings than in any other reading."""
_LEAF_STARTS: Final = ("结果", "其他", "其它", "尚未", "总计", "合计", "总")


def read_review(
    lines: Sequence[Line],
    region: tuple[int, int],
    document: Document,
    taken: Set[Place] = frozenset(),
) -> list[Placed] | None:
    """Read the one row of the review and litigation table: 15 outcomes, None when there is none.

    ``taken`` are the places of figures of other tables, which plain text may print in between.
    """
    lines = [_without(line, taken) for line in lines] if taken else lines
    count = _BLOCKS * _BLOCK
    own = lines[slice(*region)]
    if document.pages and not all(line.ruled and line.kind == "grid" for line in own):
        headed = headed_review(document, own)
        if headed is not None:
            return headed
    part = _from_heading(_with_cells_spread(lines[slice(*region)]))
    blocks = values_of_blocks(part)
    if blocks is not None:
        return settle([tuple(piece_of(f) for f in blocks)])
    number = _data_row(part)
    if number is not None:
        again = _printed_again(part, number)
        beside = [] if again else _beside_grid(part, part[number])
        return beside or _of_copies(part, [number, *again], count)
    apart = _separate_blocks(part)
    if apart:
        return settle([tuple(piece_of(f) for f in apart)])
    under = _under_leaves(part)
    if under:
        return settle([under], concluded=True)
    plain = _after_header(part)
    rows = plain_rows(plain, count)
    if not rows:
        return None
    everything = [f for n in part if n.kind == "plain" for f in n.fields if f.is_figure]
    torn = _is_scrambled(rows[0].figures, plain) and not _is_repeated(rows[0], own)
    torn = torn or len(rows[0].figures) < min(len(everything), count)
    if torn or len(everything) < count:
        in_order = _in_order(lines, region)
        if in_order or torn:
            return in_order or _unknown(everything, count)
    mapped = _review_by_position(rows[0], plain, count)
    return mapped or _review_figures(rows[0].figures, count) or _unknown(everything, count)


def _without(line: Line, taken: Set[Place]) -> Line:
    """A line of text with nothing at these places."""
    if line.kind != "plain" or not any(f.place in taken for f in line.fields):
        return line
    return replace(
        line,
        fields=tuple(replace(f, text="") if f.place in taken else f for f in line.fields),
    )


def _from_heading(part: Sequence[Line]) -> Sequence[Line]:
    """The lines without those before the table's first words, such as a row of the table above."""
    first = next((n for n, line in enumerate(part) if "行政复议" in words_of(line)), 0)
    return part[first:]


def _with_cells_spread(part: Sequence[Line]) -> Sequence[Line]:
    """The lines, with a 0 or "/" that is drawn over several of the 15 columns once in each."""
    leaves: dict[int, set[Extent]] = defaultdict(set)
    for line in part:
        if line.grid is not None:
            own = (field for field in line.fields if normalised(field.text) in _LEAVES)
            leaves[line.grid].update(map(extent, own))
    # Of a table printed in parts the columns stand above each other.
    whole = next((own for own in leaves.values() if len(own) == _BLOCKS * _BLOCK), None)
    return [spread_over(line, sorted(whole)) for line in part] if whole else part


def _review_by_position(row: RowReading, header: Sequence[Line], count: int) -> list[Placed] | None:
    """The figures under the 15 headings, in text that is laid out like its page.

    Of the readings that the sums of the blocks allow, those in which each figure stands right of
    the headings before its own and left of those behind it.
    """
    # The sums of the three blocks confirm the positions, so that one line with gaps is enough.
    if len(row.figures) >= count or not is_laid_out([row.line], enough=1):
        return None
    leaves = [
        (field, line)
        for line in header
        for field in line.fields
        if field.is_label and field.text.startswith(_LEAF_STARTS)
    ]
    readings = _readings_by_sums(row.figures)
    kept = [
        option
        for option in readings
        if any(_stands_under(option, row, leaves, measure) for measure in TEXT_MEASURES)
    ]
    exact = [o for o in kept for m in TEXT_MEASURES if _is_centred(o, row, leaves, m)]
    likely = exact or _nearest(kept, row, leaves)
    return settle(likely, among=readings, concluded=True) if kept else None


def _nearest(
    options: Sequence[Option], row: RowReading, leaves: Sequence[tuple[Field, Line]]
) -> list[Option]:
    """The reading whose figures stand nearest to their headings; all where none does clearly."""
    headings = distinct_extents(leaves, "characters")
    if len(options) < 2 or any(len(headings) != len(option) for option in options):
        return list(options)
    spots = [extent_of(field, row.line, "characters") for field in row.figures]

    def distance(option: Option) -> float:
        over = [headings[column] for column in _columns(option)]
        return sum(abs(a[0] + a[1] - b[0] - b[1]) / 2 for a, b in zip(spots, over, strict=True))

    first, second, *_ = ordered = sorted(options, key=distance)
    return [first] if distance(second) - distance(first) >= _CLEARLY else ordered


def _stands_under(
    option: Option, row: RowReading, leaves: Sequence[tuple[Field, Line]], measure: Measure
) -> bool:
    """Whether the figures of a reading keep the order of the headings, all of which stand apart."""
    headings = distinct_extents(leaves, measure)
    spots = [extent_of(field, row.line, measure) for field in row.figures]
    return len(headings) == len(option) and keeps_order(spots, _columns(option), headings)


def _is_centred(
    option: Option, row: RowReading, leaves: Sequence[tuple[Field, Line]], measure: Measure
) -> bool:
    """Whether many figures stand exactly in the middle of their headings."""
    headings = distinct_extents(leaves, measure)
    spots = [extent_of(field, row.line, measure) for field in row.figures]
    if len(headings) != len(option) or len(spots) < _BLOCK:
        return False
    over = [headings[column] for column in _columns(option)]
    return all(
        abs(a[0] + a[1] - b[0] - b[1]) <= 2 * _EXACT for a, b in zip(spots, over, strict=True)
    )


def _columns(option: Option) -> list[int]:
    return [n for n, piece in enumerate(option) if piece.printed]


def _data_row(part: Sequence[Line]) -> int | None:
    """The row of values below the header: the first full one, else the first with figures, else
    the first blank one. A page break may leave an empty row with the page's number above it."""
    started = False
    blank: int | None = None
    figured: int | None = None
    for n, line in enumerate(part):
        started = started or "复议后起诉" in words_of(line) or is_outcome_header(line)
        values = [f for f in line.fields if not f.carried]
        if not started or line.kind == "plain" or len(values) < _BLOCK:
            continue
        if sum(f.is_label for f in values) > 1:
            continue
        figures = sum(f.is_figure for f in values)
        if figures == _BLOCKS * _BLOCK:
            return n
        if figures and figured is None:
            figured = n
        if blank is None and sum(f.is_blank for f in values) >= 2 * _BLOCK:
            blank = n
    return blank if figured is None else figured


def _printed_again(part: Sequence[Line], number: int) -> list[int]:
    """The rows of values that stand below the headings of a further copy of the table."""
    width = sum(not f.carried for f in part[number].fields)
    rows: list[int] = []
    headed = False
    for n, line in enumerate(part[number + 1 :], number + 1):
        own = [f for f in line.fields if not f.carried]
        figured = len(own) == width and any(f.is_figure for f in own)
        if is_outcome_header(line):
            headed = True
        elif headed and line.kind != "plain" and figured:
            rows.append(n)
            headed = False
    return rows


def _of_copies(part: Sequence[Line], rows: Sequence[int], count: int) -> list[Placed]:
    """The cells of the table, printed once or more; those in which copies differ are open."""
    first, *others = (
        _review_row(tuple(f for f in part[n].fields if not f.carried), part[:n], count)
        for n in rows
    )
    for other in others:
        if len(other) == len(first):
            first = [
                a if a.piece.value == b.piece.value else left_open(a, (b.piece.value,))
                for a, b in zip(first, other, strict=True)
            ]
    return first


def _beside_grid(part: Sequence[Line], row: Line) -> list[Placed]:
    """The cells where some blocks stand in this row and others elsewhere, by the order of all; nothing
    where the row has all of them, or hardly a figure stands elsewhere."""
    own = sum(f.is_figure and not f.carried for f in row.fields)
    figures = [f for line in part for f in line.fields if f.is_figure and not f.carried]
    if len(figures) - own < _BLOCK or own >= _BLOCKS * _BLOCK or _has_every_block(row):
        return []
    option = tuple(piece_of(f) for f in figures)
    if len(figures) == _BLOCKS * _BLOCK and _blocks_sum_up(option):
        return settle([option], concluded=True)
    return _unknown(figures, _BLOCKS * _BLOCK)


def _has_every_block(row: Line) -> bool:
    """Whether the row has all 15 cells, and figures in each of the three blocks."""
    cells = [field for field in row.fields if not field.carried]
    starts = range(0, _BLOCKS * _BLOCK, _BLOCK)
    whole = len(cells) == _BLOCKS * _BLOCK
    return whole and all(any(f.is_figure for f in cells[n : n + _BLOCK]) for n in starts)


def _is_repeated(row: RowReading, lines: Sequence[Line]) -> bool:
    """Whether a copy of the table has the same figures in the same order."""
    texts = [field.text for field in row.figures]
    plain = plain_rows([line for line in lines if line.kind == "plain"], len(texts))
    return sum([field.text for field in other.figures] == texts for other in plain) > 1


def _is_scrambled(figures: Sequence[Field], lines: Sequence[Line]) -> bool:
    """Whether figures on several lines hardly add up as they follow each other."""
    figured = sum(any(f in figures for f in line.fields) for line in lines)
    if len(figures) != _BLOCKS * _BLOCK or figured < 2:
        return False
    option = tuple(piece_of(f) for f in figures)
    return sum(sums_up(option[n : n + _BLOCK]) for n in range(0, len(option), _BLOCK)) < 2


def _separate_blocks(part: Sequence[Line]) -> tuple[Field, ...]:
    """The figures of plain text that prints the blocks as tables of their own, each in full."""
    plain = [line for line in part if line.kind == "plain"]
    rows = [row.figures for row in plain_rows(plain, None)]
    if [len(figures) for figures in rows[:_BLOCKS]] not in _APART:
        return ()
    figures = tuple(f for own in rows[:_BLOCKS] for f in own)
    return figures if _blocks_sum_up(tuple(piece_of(f) for f in figures)) else ()


def _under_leaves(part: Sequence[Line]) -> Option:
    """The row of a text that prints each heading with its figure below, if there is one.

    With figures below one heading only they may as well be the row's, below all headings.
    """
    cells: list[list[Field]] = []
    for line in (n for n in part if n.kind == "plain"):
        if words_of(line) in _LEAVES and not any(f.is_figure for f in line.fields):
            cells.append([])
        elif cells:
            cells[-1] += [f for f in line.fields if f.is_figure]
    filled = [own for own in cells if own]
    if len(cells) != _BLOCKS * _BLOCK or len(filled) < 2 or any(len(own) > 1 for own in filled):
        return ()
    blank = Piece(None, "", filled[0][0].place)
    return tuple(piece_of(own[0]) if own else blank for own in cells)


def _after_header(part: Sequence[Line]) -> Sequence[Line]:
    """The plain lines from the heading of the last block on; all where no figures follow it."""
    plain = [line for line in part if line.kind == "plain"]
    for n, line in enumerate(plain):
        if "复议后起诉" in words_of(line):
            behind = plain[n:]
            return behind if any(f.is_figure for own in behind for f in own.fields) else plain
    return plain


def _review_row(values: Sequence[Field], header: Sequence[Line], count: int) -> list[Placed]:
    if values and values[0].is_label:
        values = values[1:]
    if len(values) == count:
        return settle([tuple(piece_of(f) for f in values)])
    leaves = leaf_extents(header)
    if len(leaves) == count:
        mapped = [max(values, key=lambda f, e=e: _shared(f, e)) for e in leaves]
        # A column of its own beside the form's, such as 诉讼合计, has no part in its cells.
        figures = [f for f in values if f.is_figure and any(_shared(f, e) > 0 for e in leaves)]
        if len({id(f) for f in mapped}) == count and all(f in mapped for f in figures):
            return settle([tuple(piece_of(f) for f in mapped)])
    values = _without_surplus(values, count)
    if len(values) == count:
        return settle([tuple(piece_of(f) for f in values)])
    figures = [f for f in values if not f.is_blank]
    return _review_figures(figures, count) or _unknown(figures, count)


def _without_surplus(values: Sequence[Field], count: int) -> Sequence[Field]:
    """The values without blanks at either end that are no cells, or without a column 诉讼合计."""
    kept = list(values)
    while len(kept) > count and kept[-1].is_blank:
        del kept[-1]
    whole = list(kept)
    while len(kept) > count and kept[0].is_blank:
        del kept[0]
    for own in (kept, whole):
        # A blank first cell is the form's where only then the blocks add up.
        if len(own) == count + 1 and _is_litigation_total(own):
            if _blocks_sum_up(tuple(piece_of(f) for f in own[:count])) or own is kept:
                return own[:count]
        elif len(own) == count and _blocks_sum_up(tuple(map(piece_of, own))):
            return own
    return kept


def _is_litigation_total(values: Sequence[Field]) -> bool:
    """Whether the last value is a column 诉讼合计: the sum of the totals of both litigations."""
    amounts = [number(piece_of(field).value) for field in values]
    return amounts[-1] == amounts[2 * _BLOCK - 1] + amounts[3 * _BLOCK - 1]


def _shared(field: Field, where: Extent) -> float:
    low, high = extent(field)
    return min(high, where[1]) - max(low, where[0])


def leaf_extents(header: Sequence[Line]) -> list[Extent]:
    """Where the headings of single outcomes stand in the rows of grids, from left to right."""
    from_header = {
        extent(f)
        for line in header
        if line.kind != "plain"
        for f in line.fields
        if f.is_label and f.text.replace("\n", "").replace(" ", "")[:4] in _LEAVES
    }
    return sorted(from_header)


_LEAVES: Final = frozenset(
    {"结果维持", "结果纠正", "其他结果", "其它结果", "尚未审结", "总计", "合计"}
)


def _review_figures(figures: Sequence[Field], count: int) -> list[Placed]:
    """Place figures whose blanks are lost by the sums of the three blocks; nothing if they cannot."""
    if len(figures) == count:
        return settle([tuple(piece_of(f) for f in figures)])
    if not figures:
        return []
    if len(figures) > count:
        options = [o for o in joined_options(figures, count) if _blocks_sum_up(o)]
        own = tuple(piece_of(f) for f in figures[:count])
        if len(figures) == count + 1 and _is_litigation_total(figures) and _blocks_sum_up(own):
            options.append(own)
        return settle(options, concluded=True) if options else []
    glued = _glued_figures(figures)
    if glued:
        return settle(glued, concluded=True)
    flat = _readings_by_sums(figures)
    likely = [option for option in flat if _sued_after_review(option)] or flat
    return settle(likely, among=flat, concluded=True) if flat else []


def _readings_by_sums(figures: Sequence[Field]) -> list[Option]:
    """The rows that figures without blanks can mean, the last of each block its total."""
    readings = block_options(figures, _BLOCKS, _BLOCK)
    return [tuple(piece for block in blocks for piece in block) for blocks in readings]


def _glued_figures(figures: Sequence[Field]) -> list[Option]:
    """The readings of a whole row printed as one string of digits."""
    if len(figures) != 1:
        return []
    digits, spot = normalised(figures[0].text), figures[0].place
    return [
        tuple(Piece(Decimal(n), digits, spot) for n in numbers)
        for numbers in block_cuts(digits, _BLOCKS, _BLOCK)
    ]


def _blocks_sum_up(option: Option) -> bool:
    return all(sums_up(option[n : n + _BLOCK]) for n in range(0, len(option), _BLOCK))


def _sued_after_review(option: Option) -> bool:
    """Suing after review supposes a review (B-POSTREV): of two printed blocks one is the review's.

    Only used to choose among placements; where one block alone is filled it may be any.
    """
    review, direct, after = (option[n].printed for n in (_BLOCK - 1, 2 * _BLOCK - 1, -1))
    return not after or not direct or bool(review)


def _in_order(lines: Sequence[Line], region: tuple[int, int]) -> list[Placed]:
    """The figures as they follow each other, headings torn apart between them, as far as the sums
    leave one reading. Any figure stays a candidate of each cell."""
    parts = [*torn_parts(lines, region)]
    late = late_figures(parts[-1])
    found = chain(
        map(readings_by_headings, parts),
        (readings_in_order(groups, late) for groups in torn_groups(lines, region)),
    )
    for readings in found:
        if readings:
            others = [piece.value for piece in readings[0]]
            return [
                replace(placed, candidates=tuple(dict.fromkeys([*placed.candidates, *others])))
                for placed in settle(readings, concluded=True)
            ]
    return []


def _unknown(figures: Sequence[Field], count: int) -> list[Placed]:
    """The cells when nothing tells which figure is whose: each may be any of them, or blank."""
    if not figures:
        return []
    pieces = [piece_of(f) for f in figures]
    digits = [normalised(f.text) for f in figures] if len(figures) == 1 else []
    cut = [Decimal(n) for text in digits if text.isdecimal() for n in all_numbers(text)]
    values = tuple(dict.fromkeys([*(p.value for p in pieces), *cut, None]))
    return [Placed(replace(pieces[0], value=None), Origin.AMBIGUOUS, values) for _ in range(count)]
