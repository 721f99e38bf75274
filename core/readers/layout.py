"""What stands on a page of a PDF: lines of text and tables in reading order, before any offsets.

A page is read in the direction that most of its text runs; words that run otherwise within a cell
(a label written upwards) stay in that cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from core.geometry import PageBox
from core.readers.bundles import SEVERAL
from core.readers.crowded import is_crowded
from core.readers.frame import View
from core.readers.headings import Begun
from core.readers.ink import Glyph, Ink, turned_glyph
from core.readers.lostrule import with_lost_rule
from core.readers.pillars import is_pillared
from core.readers.plumbing import find_tables, level_rules, words_by_line
from core.readers.ruling import RuledCell, RuledTable, Stroke
from core.readers.textless import Kind, unread_in
from core.readers.typed import rows_apart
from core.readers.unreadable import UNREADABLE
from core.readers.unruled import OpenTable, begun_table, open_tables
from core.readers.wordlines import FIGURE, Piece, Row, parted, rejoined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.readers.frame import Box

_SMALLEST, _LARGEST, _USUAL = 4.0, 40.0, 10.0
"""Heights of characters, in points, between which a page is taken as it is, and the usual one."""
_HANGING: Final = frozenset("、，。；：！？）》”’」』")
_BEFORE: Final = 0.5
_HEADING: Final = 12
"""The characters of the longest heading of a column."""
_ONE_ROW: Final = 2
"""Shading of one row draws no table, for rows beside it may go without."""
_GOES_ON: Final = 5.0
"""A table that ends so much further down, in points, than its shading has rows without."""
_NOTHING: Final = Begun()
_LEVEL: Final = 0.4
"""Words stand level whose middles differ by less than this share of their height."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words side by side with their boxes on the displayed page; ``top`` is in the page's view."""

    words: tuple[tuple[str, PageBox], ...]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """The words with blanks between."""
        return " ".join(text for text, _ in self.words)


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of a table with its lines of text and its box on the displayed page.

    ``unclear`` is one whose lines are figures of several rows, of which nothing tells which.
    """

    cell: RuledCell
    lines: tuple[TextLine, ...]
    box: PageBox
    unclear: bool = False

    @property
    def break_(self) -> str:
        """What parts its lines."""
        return SEVERAL if self.unclear else "\n"


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with its cells, in row-major order, and its box on the displayed page.

    ``ruled`` is False where no rules draw it.
    """

    cells: tuple[PrintedCell, ...]
    top: float
    box: PageBox
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page: its size as displayed and what stands on it from top to bottom.

    ``view_height`` is that of the view in which ``top`` and ``bottom`` of the parts are given;
    ``unread`` says what some cells print that is no text; ``begun`` is the last table without rules.
    """

    number: int
    width: float
    height: float
    view_height: float
    parts: tuple[TextLine | PrintedTable, ...]
    unread: frozenset[Kind] = frozenset()
    begun: Begun = _NOTHING


class _Sheet:
    """A page in its view: turns boxes of the view into places."""

    def __init__(self, number: int, view: View) -> None:
        self.number = number
        self.view = view

    def place(self, box: Box) -> PageBox:
        """The place of a box of the view on the displayed page."""
        x0, top, x1, bottom = (round(edge, 2) for edge in self.view.shown(box))
        return PageBox(self.number, x0, top, x1, bottom)

    def lines(self, glyphs: Iterable[Glyph]) -> list[TextLine]:
        """The lines that characters of the view make: first those that run to the right."""
        by_turn: dict[int, list[Glyph]] = {}
        for glyph in glyphs:
            by_turn.setdefault((glyph.turn - self.view.turn) % 4, []).append(glyph)
        return [
            line for turn in sorted(by_turn) for line in self._straight_lines(by_turn[turn], turn)
        ]

    def _straight_lines(self, glyphs: Sequence[Glyph], turn: int) -> list[TextLine]:
        inner = View(turn, *self.view.size)
        if turn:
            glyphs = [turned_glyph(glyph, inner.seen) for glyph in glyphs]
        found: list[TextLine] = []
        for words in words_by_line(glyphs):
            boxes = [inner.shown(_edges(word)) for word in words]
            texts = zip(words, boxes, strict=True)
            placed = tuple((word["text"], self.place(box)) for word, box in texts)
            top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
            found.append(TextLine(placed, top, bottom))
        return found

    def rows(self, lines: Sequence[TextLine]) -> list[Row]:
        """The words in the view, those at the same height as a row, from top to bottom.

        Lines were told apart by the size of most text; figures beside small print need its own.
        """
        words = (
            piece
            for line in lines
            for text, box in line.words
            for piece in parted(Piece(text, *self.view.seen(_sides(box)), box))
        )
        rows: list[list[Piece]] = []
        for piece in sorted(words, key=lambda piece: piece.middle):
            near = _LEVEL * (piece.bottom - piece.top)
            if (
                rows
                and piece.middle - rows[-1][-1].middle < near / 2
                and (piece.middle - rows[-1][0].middle < near)
            ):
                rows[-1].append(piece)
            else:
                rows.append([piece])
        ordered = [tuple(sorted(row, key=lambda piece: piece.x0)) for row in rows]
        return rejoined([Row(number, row) for number, row in enumerate(ordered)])

    def open_table(self, table: OpenTable) -> PrintedTable:
        """A table without rules as printed."""
        cells: list[PrintedCell] = []
        for cell in table.cells:
            edges = (
                table.xs[cell.column],
                table.ys[cell.row],
                table.xs[cell.column + cell.columns],
                table.ys[cell.row + cell.rows],
            )
            lines = tuple(
                TextLine(tuple((p.text, p.box) for p in pieces), edges[1], edges[3])
                for pieces in cell.lines
            )
            ruled = RuledCell(cell.row, cell.column, cell.rows, cell.columns)
            cells.append(PrintedCell(ruled, lines, self.place(edges)))
        outer = (table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
        return PrintedTable(tuple(cells), table.ys[0], self.place(outer), ruled=False)


def _edges(word: dict[str, Any]) -> Box:
    return word["x0"], word["top"], word["x1"], word["bottom"]


def page_layout(
    number: int, ink: Ink, *, with_tables: bool = True, above: Begun = _NOTHING
) -> PageLayout:
    """Find the lines and tables of a page; without ``with_tables`` everything is lines.

    ``above`` is the table without rules with which the page before ended.
    """
    view = View(_main_turn(ink.glyphs), ink.width, ink.height, _scale(ink.glyphs))
    sheet = _Sheet(number, view)
    glyphs = ink.glyphs
    if not view.is_plain:
        glyphs = [turned_glyph(glyph, view.seen) for glyph in glyphs]
    tables: list[RuledTable] = []
    shaded: list[RuledTable] = []
    if with_tables and not ink.too_dense:
        tables = find_tables(_seen(ink.rules, view))
        shaded = find_tables(_seen(ink.shades, view))
        shaded = [t for t in shaded if len(t.ys) > _ONE_ROW and len(t.xs) > 2]
        shaded = _beside(shaded, tables)
        if shaded:
            rows = sheet.rows(sheet.lines(_shared_out(glyphs, tables)[0]))
            shaded = _to_the_end(shaded, open_tables(rows, above))
        tables += shaded
    outside, filled = _filled(sheet, glyphs, tables, shaded)
    marks = [view.seen(mark) for mark in ink.marks]
    printed = [
        _printed(sheet, table, marks)
        for table in filled
        if any(glyph.text != " " for glyph in table.glyphs)
    ]
    lines = sheet.lines(outside)
    rows = sheet.rows(lines) if with_tables else []
    strokes = () if ink.too_dense else _seen([*ink.rules, *ink.shades], view)
    rules = level_rules(strokes, [table.table for table in filled])
    open_ones = open_tables(rows, above, rules)
    lines = _without(lines, rows, {number for table in open_ones for number in table.taken})
    parts: list[TextLine | PrintedTable] = [
        *lines,
        *(table for table, _ in printed),
        *(sheet.open_table(table) for table in open_ones),
    ]
    parts.sort(key=lambda part: part.top)
    unread = frozenset[Kind]().union(*(kinds for _, kinds in printed))
    begun = begun_table(rows, open_ones, above)
    return PageLayout(number, ink.width, ink.height, view.size[1], tuple(parts), unread, begun)


@dataclass(frozen=True, slots=True)
class _Filled:
    """A drawn table with its characters, all of them and by cell; ``ruled`` or only shaded."""

    table: RuledTable
    glyphs: Sequence[Glyph]
    content: dict[RuledCell, list[Glyph]]
    ruled: bool


def _filled(
    sheet: _Sheet,
    glyphs: Sequence[Glyph],
    tables: Sequence[RuledTable],
    shaded: Sequence[RuledTable],
) -> tuple[list[Glyph], list[_Filled]]:
    """The characters outside all tables, and the tables whose cells are the cells of their rows."""
    outside, inside = _shared_out(glyphs, tables)
    filled = [
        _Filled(table, own, _content(table, own), not any(table is other for other in shaded))
        for table, own in zip(tables, inside, strict=True)
    ]
    whole = [
        f.table
        for f in filled
        if not (
            _is_frame(f) or is_crowded(rows_apart(f.table, f.content)) or _has_pillars(sheet, f)
        )
        and (f.ruled or (_has_figures(f) and not _is_mixed(sheet, f)))
    ]
    if len(whole) < len(filled):
        return _filled(sheet, glyphs, whole, shaded)
    return outside, filled


def _without(lines: Sequence[TextLine], rows: Sequence[Row], taken: set[int]) -> list[TextLine]:
    """The lines without the words of the rows that tables took."""
    gone = {id(piece.box) for row in rows if row.number in taken for piece in row.pieces}
    if not gone:
        return list(lines)
    left = ((line, tuple(word for word in line.words if id(word[1]) not in gone)) for line in lines)
    return [replace(line, words=words) for line, words in left if words]


def _sides(box: PageBox) -> Box:
    return box.x0, box.top, box.x1, box.bottom


def _main_turn(glyphs: Sequence[Glyph]) -> int:
    turns = Counter(glyph.turn for glyph in glyphs if glyph.text != " ")
    return max(turns, key=lambda turn: (turns[turn], -turn), default=0)


def _scale(glyphs: Sequence[Glyph]) -> float:
    """How much to enlarge a page whose text is far from the sizes that people read (user units)."""
    sizes = [g.x1 - g.x0 if g.turn % 2 else g.bottom - g.top for g in glyphs]
    usual = median(sizes) if sizes else _USUAL
    return 1.0 if usual <= 0 or _SMALLEST <= usual <= _LARGEST else _USUAL / usual


def _seen(strokes: Sequence[Stroke], view: View) -> list[Stroke]:
    return list(strokes) if view.is_plain else [_seen_stroke(stroke, view) for stroke in strokes]


def _seen_stroke(stroke: Stroke, view: View) -> Stroke:
    if stroke.vertical:
        x0, y0, x1, y1 = view.seen((stroke.at, stroke.start, stroke.at, stroke.end))
    else:
        x0, y0, x1, y1 = view.seen((stroke.start, stroke.at, stroke.end, stroke.at))
    vertical = stroke.vertical != (view.turn % 2 == 1)
    return Stroke(True, x0, y0, y1) if vertical else Stroke(False, y0, x0, x1)


def _beside(shaded: Sequence[RuledTable], ruled: Sequence[RuledTable]) -> list[RuledTable]:
    """Tables told apart by shading only; where lines draw tables, shading behind means nothing."""
    return [
        table
        for table in shaded
        if not any(
            table.xs[0] < other.xs[-1]
            and other.xs[0] < table.xs[-1]
            and table.ys[0] < other.ys[-1]
            and other.ys[0] < table.ys[-1]
            for other in ruled
        )
    ]


def _to_the_end(shaded: Sequence[RuledTable], others: Sequence[OpenTable]) -> list[RuledTable]:
    """The shaded tables without those whose rows go on below the shading."""
    return [
        table
        for table in shaded
        if not any(other.ys[0] < table.ys[-1] < other.ys[-1] - _GOES_ON for other in others)
    ]


def _shared_out(
    glyphs: Sequence[Glyph], tables: Sequence[RuledTable]
) -> tuple[list[Glyph], list[list[Glyph]]]:
    """The characters outside all tables, and those of each table."""
    outside: list[Glyph] = []
    inside: list[list[Glyph]] = [[] for _ in tables]
    for glyph in glyphs:
        x, y = glyph.middle
        holders = [index for index, table in enumerate(tables) if table.contains(x, y)]
        # Of tables that stand in one another the inner one is meant.
        holder = min(holders, key=lambda index: tables[index].area, default=None)
        (outside if holder is None else inside[holder]).append(glyph)
    return outside, inside


def _is_frame(filled: _Filled) -> bool:
    """Whether a single column is a frame around prose: one of a table holds figures and headings."""
    if len(filled.table.xs) > 2:
        return False
    return max(map(len, _texts(filled))) > _HEADING or not _has_figures(filled)


def _texts(filled: _Filled) -> list[str]:
    return ["".join(g.text for g in own if g.text != " ") for own in filled.content.values()]


def _has_figures(filled: _Filled) -> bool:
    """Whether a cell prints a figure: shaded headings alone are those of a table that goes on."""
    return any(map(FIGURE.fullmatch, _texts(filled)))


def _has_pillars(sheet: _Sheet, filled: _Filled) -> bool:
    """Whether rules part columns only, in a table of a single row of lines."""
    if len(filled.table.ys) > _ONE_ROW:
        return False
    cells = [sheet.rows(sheet.lines(own)) for own in filled.content.values()]
    return is_pillared(filled.table, cells)


def _is_mixed(sheet: _Sheet, filled: _Filled) -> bool:
    """Whether a cell over several columns holds a label with its figures: a row of its own."""
    rows = (
        row
        for cell, own in filled.content.items()
        if cell.column_span > 1
        for row in sheet.rows(sheet.lines(own))
    )
    return any(0 < len(row.figures) < len(row.pieces) for row in rows)


def _owners(table: RuledTable) -> dict[tuple[int, int], RuledCell]:
    """The cell of each place in a table by row and column."""
    return {
        (cell.row + down, cell.column + right): cell
        for cell in table.cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    }


def _unit(table: RuledTable, x: float, y: float) -> tuple[int, int]:
    """The row and column in which a point stands, the nearest when it stands outside."""
    row = min(max(bisect_right(table.ys, y) - 1, 0), len(table.ys) - 2)
    return row, min(max(bisect_right(table.xs, x) - 1, 0), len(table.xs) - 2)


def _printed(
    sheet: _Sheet, filled: _Filled, marks: Sequence[Box]
) -> tuple[PrintedTable, set[Kind]]:
    """The table with its text; and what some of its cells have in the place of text."""
    table, content = filled.table, filled.content
    while whole := with_lost_rule(table, content):
        table, content = whole, _content(whole, filled.glyphs)
    apart = rows_apart(table, content)
    table, content = apart.table, apart.content
    cells: list[PrintedCell] = []
    kinds: set[Kind] = set()
    for cell in table.cells:
        own = _without_watermark(content[cell])
        lines = sheet.lines(own)
        edges = table.edges(cell)
        if not lines and (unread := unread_in(edges, marks, sheet.view.size)):
            box = unread.box
            lines = [TextLine(((UNREADABLE, sheet.place(box)),), box[1], box[3])]
            kinds.add(unread.kind)
        unclear = cell in apart.unclear
        cells.append(PrintedCell(cell, tuple(lines), sheet.place(edges), unclear=unclear))
    outer = (table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
    return PrintedTable(tuple(cells), table.ys[0], sheet.place(outer), filled.ruled), kinds


def _content(table: RuledTable, glyphs: Sequence[Glyph]) -> dict[RuledCell, list[Glyph]]:
    owner = _owners(table)
    content: dict[RuledCell, list[Glyph]] = {cell: [] for cell in table.cells}
    for glyph in glyphs:
        x, y = glyph.middle
        if glyph.text in _HANGING:
            # Set behind the end of a full line, over the border of its cell.
            x = glyph.x0 - _BEFORE
        content[owner[_unit(table, x, y)]].append(glyph)
    return content


def _without_watermark(glyphs: list[Glyph]) -> list[Glyph]:
    """The characters of a cell without pale ones over or under dark ones."""
    dark = [glyph for glyph in glyphs if not glyph.pale]
    return dark if any(glyph.text != " " for glyph in dark) else glyphs
