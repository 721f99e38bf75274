"""Hands what pdfium finds on a page to pdfplumber: characters to make words, lines to make tables.

pdfplumber's own way to characters and lines, through pdfminer, takes many times as long and does
not count coordinates as the picture that pdfium draws; its analysis needs only the objects.

Lines of text are told apart by the middles of the characters, not by their tops as pdfplumber does
of itself: fonts differ more in how high their boxes are than in where the middle is. pdfplumber's
guesses at tables without lines (its "text" strategies) are not used: on generated reports they made
tables of prose, cut labels in two and put several figures into one column. Such tables are ours to
put together (unruled).
"""

from __future__ import annotations

from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING, Any, Final, cast

from pdfplumber.table import TableFinder, merge_edges
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.text import WordExtractor

from core.readers.ink import Glyph
from core.readers.raised import with_raised
from core.readers.ruling import OVERHANG, SNAP, RuledCell, RuledTable, Stroke, connected, lattice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pdfplumber.page import Page

Thing = dict[str, Any]
"""An object of a page as pdfplumber knows it: coordinates in points, origin top left."""

_GAP: Final = 0.3
"""A gap of this share of the height parts words, where no blank is printed."""
_BLANK_GAP: Final = 0.1
"""The same where a blank is printed; less is a blank without width, as some converters write."""
_SAME_LINE: Final = 0.3
"""Characters are in one line when their middles are nearer than this share of the usual height."""
_SHORTEST: Final = 4.0
_POINTS: Final = 1_200
"""Crossings of a table up to which pdfplumber finds cells; its work grows with their square."""
_EXTRACTOR: Final = WordExtractor(
    x_tolerance_ratio=_GAP, y_tolerance_ratio=10.0, use_text_flow=True, expand_ligatures=False
)
"""Takes one line at a time, already in order: what parts words is the gap and the blank."""
_SETTINGS: Final = {
    "snap_tolerance": 0,
    "join_tolerance": 0,
    "intersection_tolerance": SNAP,
    "edge_min_length": 0,
    "edge_min_length_prefilter": 0,
}


class _Lines:
    """As much of a pdfplumber page as its table finder looks at."""

    def __init__(self, edges: list[Thing]) -> None:
        self.edges = edges


def words_by_line(glyphs: Iterable[Glyph]) -> list[list[Thing]]:
    """The words (text, x0, top, x1, bottom) of each line, top to bottom; none for blank lines."""
    characters = [_character(glyph) for glyph in with_raised(glyphs)]
    if len(characters) < 2:
        # Most cells of a report hold one digit.
        return [[character] for character in characters if character["text"] != " "]
    height = median(character["size"] for character in characters)
    rows = cluster_objects(characters, "middle", _SAME_LINE * height)
    lines = (_EXTRACTOR.extract_words(list(_in_order(row))) for row in rows)
    return [line for line in lines if line]


def _character(glyph: Glyph) -> Thing:
    return {
        "text": glyph.text,
        "x0": glyph.x0,
        "x1": glyph.x1,
        "top": glyph.top,
        "bottom": glyph.bottom,
        "doctop": glyph.top,
        "middle": glyph.middle[1],
        "upright": True,
        "size": glyph.bottom - glyph.top,
    }


def _in_order(row: Sequence[Thing]) -> Iterator[Thing]:
    """The characters of a row from left to right, without blanks that have no width."""
    blank: Thing | None = None
    end = 0.0
    for character in sorted(row, key=itemgetter("x0")):
        if character["text"] == " ":
            blank = character
            continue
        if blank is not None and character["x0"] - end > _BLANK_GAP * character["size"]:
            yield blank
        blank = None
        end = character["x1"]
        yield character


def find_tables(strokes: Iterable[Stroke]) -> list[RuledTable]:
    """The tables that the lines draw, top to bottom; a mere frame is one of a single cell."""
    tables = (_table(group) for group in connected(_merged(strokes)))
    found = [table for table in tables if table is not None]
    return sorted(found, key=lambda table: (table.ys[0], table.xs[0]))


def level_rules(strokes: Iterable[Stroke], tables: Sequence[RuledTable]) -> list[Stroke]:
    """The level lines that no table has: those of tables that have no others."""
    return [
        stroke
        for stroke in _merged(s for s in strokes if not s.vertical and not _is_within(s, tables))
        if not stroke.vertical
    ]


def _is_within(stroke: Stroke, tables: Sequence[RuledTable]) -> bool:
    return any(
        t.ys[0] - SNAP <= stroke.at <= t.ys[-1] + SNAP
        and stroke.start <= t.xs[-1]
        and stroke.end >= t.xs[0]
        for t in tables
    )


def _merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Snap lines that nearly coincide to one position and join their pieces."""
    edges = [_edge(stroke) for stroke in strokes]
    merged = merge_edges(
        edges,
        snap_x_tolerance=SNAP,
        snap_y_tolerance=SNAP,
        join_x_tolerance=SNAP,
        join_y_tolerance=SNAP,
    )
    joined = (
        Stroke(True, edge["x0"], edge["top"], edge["bottom"])
        if edge["orientation"] == "v"
        else Stroke(False, edge["top"], edge["x0"], edge["x1"])
        for edge in merged
    )
    return [stroke for stroke in joined if stroke.end - stroke.start >= _SHORTEST]


def _edge(stroke: Stroke) -> Thing:
    across = stroke.vertical
    return {
        "object_type": "line",
        "orientation": "v" if across else "h",
        "x0": stroke.at if across else stroke.start,
        "x1": stroke.at if across else stroke.end,
        "top": stroke.start if across else stroke.at,
        "bottom": stroke.end if across else stroke.at,
        "width": 0.0 if across else stroke.end - stroke.start,
        "height": stroke.end - stroke.start if across else 0.0,
    }


def _table(group: Sequence[Stroke]) -> RuledTable | None:
    """The table of lines that hang together: pdfplumber's, or ours where that has gaps."""
    verticals = sum(stroke.vertical for stroke in group)
    if verticals * (len(group) - verticals) <= _POINTS:
        page = _Lines([_edge(stroke) for stroke in group])
        finder = TableFinder(cast("Page", page), _SETTINGS)
        if len(finder.tables) == 1:
            table = _numbered(finder.tables[0].cells)
            if _is_whole(table, group):
                return table
    return lattice(group)


def _numbered(boxes: Sequence[tuple[float, float, float, float]]) -> RuledTable:
    """Cells given by left, top, right and bottom as a table of rows and columns."""
    xs = sorted({x for box in boxes for x in (box[0], box[2])})
    ys = sorted({y for box in boxes for y in (box[1], box[3])})
    column_of = {x: index for index, x in enumerate(xs)}
    row_of = {y: index for index, y in enumerate(ys)}
    cells = [
        RuledCell(
            row_of[top],
            column_of[left],
            row_of[bottom] - row_of[top],
            column_of[right] - column_of[left],
        )
        for left, top, right, bottom in boxes
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return RuledTable(tuple(xs), tuple(ys), tuple(cells))


def _is_whole(table: RuledTable, group: Sequence[Stroke]) -> bool:
    """Whether the cells cover all that the lines do, each place once."""
    covered = {
        (cell.row + down, cell.column + right)
        for cell in table.cells
        for down in range(cell.row_span)
        for right in range(cell.column_span)
    }
    units = sum(cell.row_span * cell.column_span for cell in table.cells)
    if not len(covered) == units == (len(table.xs) - 1) * (len(table.ys) - 1):
        return False
    lefts = [stroke.at if stroke.vertical else stroke.start for stroke in group]
    rights = [stroke.at if stroke.vertical else stroke.end for stroke in group]
    tops = [stroke.start if stroke.vertical else stroke.at for stroke in group]
    bottoms = [stroke.end if stroke.vertical else stroke.at for stroke in group]
    return (
        table.xs[0] - min(lefts) <= OVERHANG
        and max(rights) - table.xs[-1] <= OVERHANG
        and table.ys[0] - min(tops) <= OVERHANG
        and max(bottoms) - table.ys[-1] <= OVERHANG
    )
