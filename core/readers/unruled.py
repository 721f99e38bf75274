"""Tables of a page that no full grid of rules draws, put together from where their words stand.

Columns come from figures below each other and their headings (bands, headings), rows from the
lines of figures, with the labels that stand level with them (labelling). Words of labels that run
along several rows (a merged cell at the left) get a column of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from core.readers.bands import bands_of, merged_figures
from core.readers.bundles import labels_begun
from core.readers.headings import Begun, Head, Heading, columns_of_heading, head_of, usual_columns
from core.readers.labelling import Group, LabelLine, labelled
from core.readers.ladder import groups_on, on_ladder
from core.readers.wordlines import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.readers.bands import Band
    from core.readers.ruling import Stroke
    from core.readers.wordlines import Extent, Row

_STUBBED_ROWS: Final = 3
"""Rows beside words of merged labels, from which these are known for such."""
_OF_MOST: Final = 0.3
"""Of all rows with words below each other, the share that the labels of single rows have at least."""
_COLUMN_GAP: Final = 0.4
"""Between words of two columns of labels, by their height."""
_BELOW: Final = 1.5
_BESIDE: Final = 0.8
_OFF_LINE: Final = 0.12
_LEVEL: Final = 0.5
_EXACT: Final = 0.25
_FEW_COLUMNS: Final = 3
_HAIR: Final = 1.0
_WORDS: Final = re.compile(r"[\u3400-\u9fff]")
_HEADING_LINES: Final = 10
_TRIES: Final = 4
_NOTHING: Final = Begun()

Lines = tuple[tuple[Piece, ...], ...]
"""What a cell prints, line by line."""


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell of a table without rules."""

    row: int
    column: int
    columns: int
    lines: Lines
    rows: int = 1


@dataclass(frozen=True, slots=True)
class OpenTable:
    """Its cells in row-major order, tiling; edges in points; which lines of the page it took.

    ``gutter`` is where the labels of single rows begin, behind those of merged cells.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[OpenCell, ...]
    taken: frozenset[int]
    columns: tuple[Extent, ...]
    gutter: float | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    """The words before the figures on one line: of the row's own label, and of merged ones."""

    row: Row
    own: tuple[Piece, ...]
    merged: tuple[Piece, ...]


def open_tables(rows: Sequence[Row], above: Begun, rules: Sequence[Stroke] = ()) -> list[OpenTable]:
    """The tables of a page's lines that stand outside its drawn tables, top to bottom.

    ``above`` is the table with which the page before ended: the first one may go on with it.
    ``rules`` are level ones, which may part the rows.
    """
    found: list[OpenTable] = []
    above = _without_labels(above, rows)
    for band in bands_of(rows, above.columns):
        table = _on_ladder(band, above, rules) or _by_distance(band, above)
        if table is None:
            continue
        found.append(table)
        above = Begun(table.columns, gutter=table.gutter)
    return found


def _without_labels(above: Begun, rows: Sequence[Row]) -> Begun:
    """What the page before announced, without a heading that stands above labels on this one."""
    row = next((row for row in rows if 0 < row.first < len(row.pieces)), None)
    if row is None or not above.announced or len(above.columns) < _FEW_COLUMNS:
        return above
    low, high = above.columns[0]
    beside = any(p.x0 < high and low < p.x1 for p in row.pieces[: row.first])
    return replace(above, columns=above.columns[1:]) if beside else above


def begun_table(rows: Sequence[Row], tables: Sequence[OpenTable], above: Begun = _NOTHING) -> Begun:
    """The table with which a page ends: headings below which nothing stands, or its last one."""
    last = max((number for table in tables for number in table.taken), default=-1)
    behind = [
        row for row in rows if row.number > last and _WORDS.search(row.text) and not row.figures
    ]
    edges = [edge for row in behind for edge in (row.pieces[0].x0, row.pieces[-1].x1)]
    middle = (min(edges, default=0.0) + max(edges, default=0.0)) / 2
    ends = [
        n + 1
        for n, row in enumerate(behind)
        if row.pieces[-1].x1 > middle and len(row.phrases()) > 1
    ]
    for end in (len(behind), *ends[: -_TRIES - 1 : -1]):
        headed = columns_of_heading(behind[max(0, end - _HEADING_LINES) : end])
        if headed and _are_labels(behind[end:], headed):
            return Begun(headed, announced=True)
    # The last line may be the foot of the page.
    if tables and _are_labels(behind[:-1], tables[-1].columns):
        return Begun(tables[-1].columns, gutter=tables[-1].gutter)
    if not tables and above.columns and _are_labels(behind, above.columns):
        return above
    last_ones = behind[-_HEADING_LINES:]
    return Begun(heading=tuple(row for row in last_ones if len(row.phrases()) > 1))


def _are_labels(rows: Sequence[Row], columns: Sequence[Extent]) -> bool:
    """Whether all words stand left of the columns, as where a table goes on without figures."""
    return all(row.pieces[-1].x1 <= sum(columns[0]) / 2 for row in rows)


def _on_ladder(band: Band, above: Begun, rules: Sequence[Stroke]) -> OpenTable | None:
    """Put a table together whose rows are parted by rules; None where they are not."""
    parted = on_ladder(band, rules)
    if parted is None:
        return None
    taken = {row.number for row in band.rows}
    band, ladder = parted
    head = head_of(band, above)
    labels, gutter = _labels(band, head, above.gutter)
    groups = groups_on(ladder, band.rows, _label_lines(band, labels), band.header)
    table = _drawn(band, head, (labels, gutter), groups)
    return replace(table, taken=table.taken | taken)


def _by_distance(band: Band, above: Begun) -> OpenTable | None:
    """Put a table together; None where figures and labels do not pair off, for then blank rows
    would be told from others by chance."""
    blocks = merged_figures(band, len(usual_columns(band)))
    head = head_of(band, above)
    labels, gutter = _labels(band, head, above.gutter)
    width = len(head.columns)
    groups = _groups(band, labels, [block.middle for block in blocks], width)
    named = [bool(lines) for k, lines in groups if k is not None]
    blanks = sum(k is None for k, _ in groups)
    full = width > _FEW_COLUMNS and all(len(row.figures) >= width - 1 for row in band.rows)
    if blanks and any(named) and not all(named):
        return None
    crowded = full and not blocks and 2 * blanks > len(named) > _STUBBED_ROWS
    if crowded and not all(_is_level(lines, band.rows[k]) for k, lines in groups if k is not None):
        return None
    return _drawn(band, head, (labels, gutter), groups, blocks)


def _drawn(
    band: Band,
    head: Head,
    labelled: tuple[Sequence[_Label], float | None],
    groups: Sequence[Group],
    blocks: Sequence[Row] = (),
) -> OpenTable:
    """The table with rows as grouped; ``labelled`` are its labels with their gutter."""
    labels, gutter = labelled
    xs, stubs = _xs(band, head, labels)
    drawn = _Drawn(_heading_rows(head, xs), {row.number for row in band.header})
    for k, lines in groups:
        drawn.add_row(
            None if k is None else band.rows[k],
            [labels[line.number] for line in lines],
            () if k is None else _by_column(band.rows[k].pieces, xs, stubs),
            stubs,
        )
    for block in blocks:
        drawn.add_block(block, stubs, len(xs) - 1)
    drawn.add_merged_labels(labels)
    cells = tuple(drawn.cells(len(xs) - 1))
    return OpenTable(
        tuple(xs), tuple(_ys(drawn.heights)), cells, frozenset(drawn.taken), head.columns, gutter
    )


def _is_level(lines: Sequence[LabelLine], row: Row) -> bool:
    """Whether figures stand exactly in the middle of the height of their label."""
    middle = (lines[0].middle + lines[-1].middle) / 2 if lines else float("inf")
    return abs(middle - row.middle) < _EXACT * row.height


class _Drawn:
    """The rows of a table as they are put together; headings first."""

    def __init__(self, headings: Sequence[tuple[list[OpenCell], Extent]], taken: set[int]) -> None:
        self.spans = [cells for cells, _ in headings]
        self.heights = [heights for _, heights in headings]
        self.own: list[dict[int, list[tuple[Piece, ...]]]] = [{} for _ in headings]
        self.first = len(headings)
        self.taken = taken
        self.blank: set[int] = set()

    def add_row(
        self,
        figured: Row | None,
        labels: Sequence[_Label],
        figures: Sequence[tuple[int, tuple[Piece, ...]]],
        stubs: int,
    ) -> None:
        """Add a row of figures with its label, or a label alone."""
        own: dict[int, list[tuple[Piece, ...]]] = defaultdict(list)
        for column, pieces in figures:
            own[column].append(pieces)
        for label in labels:
            own[stubs - 1].append(label.own)
        lines = [*((figured,) if figured else ()), *(label.row for label in labels)]
        if figured is None:
            self.blank.add(len(self.own))
        self.taken.update(row.number for row in lines)
        self.own.append(own)
        self.spans.append([])
        self.heights.append((min(r.top for r in lines), max(r.bottom for r in lines)))

    def add_block(self, figure: Row, stubs: int, width: int) -> None:
        """Add a cell merged over all figures of the rows of blanks in whose middle it stands."""
        self.taken.add(figure.number)
        found: list[tuple[int, int]] = []
        for first in sorted(self.blank):
            last = first
            while last in self.blank:
                middle = (self.heights[first][0] + self.heights[last][1]) / 2
                if abs(middle - figure.middle) < _LEVEL * figure.height:
                    found.append((last - first, first))
                last += 1
        if not found:
            return
        size, first = max(found)
        self.blank -= set(range(first, first + size + 1))
        for row in range(first, first + size + 1):
            lines = (figure.figures,) if row == first else ()
            rows = size + 1 if row == first else 0
            self.spans[row].append(OpenCell(row, stubs, width - stubs, lines, rows))

    def add_merged_labels(self, labels: Sequence[_Label]) -> None:
        """Put the words of merged labels into the rows that they stand in."""
        low, high = self.heights[self.first][0], self.heights[-1][1]
        for label in labels:
            if not label.merged or not low <= label.row.middle <= high:
                continue
            near = min(
                range(self.first, len(self.heights)),
                key=lambda n: abs(sum(self.heights[n]) / 2 - label.row.middle),
            )
            self.own[near].setdefault(0, []).append(label.merged)
            self.taken.add(label.row.number)

    def cells(self, width: int) -> Iterator[OpenCell]:
        """All cells in row-major order, blank ones too."""
        for number, (own, spans) in enumerate(zip(self.own, self.spans, strict=True)):
            covered = {c for cell in spans for c in range(cell.column, cell.column + cell.columns)}
            cells = [cell for cell in spans if cell.rows]
            cells += [
                OpenCell(number, column, 1, tuple(own.get(column, ())))
                for column in range(width)
                if column not in covered
            ]
            yield from sorted(cells, key=lambda cell: cell.column)


def _labels(band: Band, head: Head, above: float | None) -> tuple[list[_Label], float | None]:
    """The labels line by line, words left of the gutter between merged and own labels apart; and
    the gutter, None when there is none. ``above`` is that of the table which this one may go on.
    """
    lines = sorted((*band.rows, *band.between), key=lambda row: row.middle)
    edge = _value_edge(lines, head.columns)
    words = [tuple(p for p in row.pieces if p.x1 <= edge) for row in lines]
    figured = {row.number for row in band.rows}
    parts = list(zip(lines, words, strict=True))
    beside = [own for row, own in parts if row.number in figured]
    gutter = _gutter(beside, words)
    if gutter is None and above is not None and _goes_on(above, words):
        gutter = above
    edge = _parted(parts) if gutter is None else gutter
    labels = [
        _Label(
            row,
            tuple(w for w in own if w.x1 > edge + _HAIR),
            tuple(w for w in own if w.x1 <= edge + _HAIR),
        )
        for row, own in zip(lines, words, strict=True)
    ]
    return labels, gutter


def _goes_on(gutter: float, lines: Sequence[tuple[Piece, ...]]) -> bool:
    """Whether labels begin at the gutter here, too."""
    return any(abs(p.x0 - gutter) <= _BELOW for words in lines for p in words)


def _value_edge(lines: Iterable[Row], columns: Sequence[Extent]) -> float:
    """The border between labels and figures: half way from the longest label to the first column."""
    left = columns[0][0]
    ends = [p.x1 for row in lines for p in row.pieces if p.centre < left and p.x0 < left]
    return (max(ends) + left) / 2 if ends and max(ends) < left else left


def _gutter(
    beside: Sequence[tuple[Piece, ...]], everything: Sequence[tuple[Piece, ...]]
) -> float | None:
    """Where the labels of single rows begin, behind those of merged cells; None when unknown.

    That is where many rows of figures have words beginning that stand below each other: where the
    words of merged cells are printed again beside each row these do, too, further to the left.
    """
    starts = [
        (p.x0, number)
        for number, words in enumerate(beside)
        for n, p in enumerate(words)
        if n == 0 or p.x0 - words[n - 1].x1 >= _COLUMN_GAP * (p.bottom - p.top)
    ]
    counts = [
        (x0, len({number for x, number in starts if abs(x - x0) <= _BELOW})) for x0, _ in starts
    ]
    most = max((count for _, count in counts), default=0)
    enough = max(_STUBBED_ROWS, _OF_MOST * most)
    start = max((x0 for x0, count in counts if count >= enough), default=0.0)
    left_over = any(p.x1 <= _HAIR + start for words in everything for p in words)
    return start if most >= _STUBBED_ROWS and left_over else None


def _parted(lines: Sequence[tuple[Row, tuple[Piece, ...]]]) -> float:
    """The right end of words that have others beside them at a height of their own; -inf without
    such. Words apart on one line may be one label, set wide."""
    pieces = [(p, row.height) for row, words in lines for p in words]
    pairs = [
        (p.x1, abs(p.middle - other.middle) / height)
        for p, height in pieces
        for other, _ in pieces
        if other.x0 - p.x1 >= _HAIR and abs(p.middle - other.middle) < _BESIDE * height
    ]
    if not any(step > _OFF_LINE for _, step in pairs):
        return float("-inf")
    return max(x1 for x1, _ in pairs)


def _label_lines(band: Band, labels: Sequence[_Label]) -> list[LabelLine]:
    """The lines that have words of a row's own label."""
    index = {id(row): k for k, row in enumerate(band.rows)}
    return [
        LabelLine(
            n,
            label.row.middle,
            label.row.height,
            label.own[0].x0,
            label.own[-1].x1,
            index.get(id(label.row)),
            begins=bool(labels_begun(["".join(piece.text for piece in label.own)])),
        )
        for n, label in enumerate(labels)
        if label.own
    ]


def _groups(
    band: Band, labels: Sequence[_Label], blocks: Sequence[float], width: int
) -> list[Group]:
    """Rows of figures with their labels, and rows of blanks between them and around ``blocks``."""
    lines = _label_lines(band, labels)
    groups = labelled(lines, [row.middle for row in band.rows])
    # What stands before the first row and after the last may be no part of the table.
    figured = [n for n, (k, _) in enumerate(groups) if k is not None]
    first, last = figured[0], figured[-1]
    begins = band.goes_on or band.header
    if begins and any(len(row.figures) < width for row in band.rows):
        # Where a table leaves blanks, the labels between its headings and first figures are rows.
        first = 0
    for n, (_, own) in enumerate(groups):
        for block in blocks:
            if own and n < first and own[-1].middle >= 2 * block - band.rows[0].middle:
                first = n
            if own and n > last and own[0].middle <= 2 * block - band.rows[-1].middle:
                last = n
    return groups[first : last + 1]


def _xs(band: Band, head: Head, labels: Sequence[_Label]) -> tuple[list[float], int]:
    """The edges of all columns, and how many columns are before the figures."""
    columns = head.columns
    own = [p for label in labels for p in label.own]
    merged = [p for label in labels for p in label.merged]
    everything = [p for row in (*band.rows, *band.between, *band.header) for p in row.pieces]
    left = min(p.x0 for p in everything) - _HAIR
    right = max(*(p.x1 for p in everything), columns[-1][1]) + _HAIR
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    xs = [left]
    if own and merged:
        xs.append((max(p.x1 for p in merged) + min(p.x0 for p in own)) / 2)
    if own or merged:
        ends = max(p.x1 for p in (*own, *merged))
        xs.append((ends + columns[0][0]) / 2)
    stubs = len(xs) - 1
    return [*xs, *inner, right], stubs


def _by_column(
    pieces: Iterable[Piece], xs: Sequence[float], stubs: int
) -> list[tuple[int, tuple[Piece, ...]]]:
    """The words of a line in the columns of figures."""
    own: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        column = min(bisect_right(xs, piece.centre) - 1, len(xs) - 2)
        if column >= stubs:
            own[column].append(piece)
    return [(column, tuple(words)) for column, words in sorted(own.items())]


def _heading_rows(
    head: Head, xs: Sequence[float]
) -> list[tuple[list[OpenCell], tuple[float, float]]]:
    """The rows of headings, those above several columns first, each with its heights."""
    uppers: dict[int, list[Heading]] = defaultdict(list)
    for heading in head.upper:
        uppers[heading.lines[0][0].number].append(heading)
    layers = [uppers[number] for number in sorted(uppers)]
    if head.leaves:
        layers.append(list(head.leaves))
    rows: list[tuple[list[OpenCell], tuple[float, float]]] = []
    for number, layer in enumerate(layers):
        cells: list[OpenCell] = []
        for heading in sorted(layer, key=lambda h: h.extent):
            low, high = heading.extent
            first = max(bisect_right(xs, low + _HAIR) - 1, 0)
            last = min(max(bisect_right(xs, high - _HAIR) - 1, first), len(xs) - 2)
            if layer is layers[-1] and head.leaves:
                middle = min(max(bisect_right(xs, (low + high) / 2) - 1, 0), len(xs) - 2)
                first = last = middle
            lines = tuple(pieces for _, pieces in heading.lines)
            if cells and first < cells[-1].column + cells[-1].columns:
                before = cells.pop()
                end = max(last + 1, before.column + before.columns)
                cells.append(
                    OpenCell(number, before.column, end - before.column, (*before.lines, *lines))
                )
            else:
                cells.append(OpenCell(number, first, last - first + 1, lines))
        tops = [(row.top, row.bottom) for h in layer for row, _ in h.lines]
        rows.append((cells, (min(t for t, _ in tops), max(b for _, b in tops))))
    return rows


def _ys(heights: Sequence[tuple[float, float]]) -> list[float]:
    """The edges of the rows: half way between what stands in them."""
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(heights)]
    ys = [heights[0][0] - _HAIR, *inner, heights[-1][1] + _HAIR]
    for n in range(1, len(ys)):
        ys[n] = max(ys[n], ys[n - 1])
    return ys
