"""The tables of a web page: which elements are rows and cells, and where each cell stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.readers.assembly import RawCell, TooComplex
from core.readers.limits import GRID_UNITS, SPAN
from core.values import parse_printed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.html import HtmlElement

    from core.readers.visibility import Styles

SECTIONS: Final = frozenset(("thead", "tbody", "tfoot"))
_BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p "
    "pre section summary table tbody td tfoot th thead tr ul".split()
)
_INLINE_ENDS: Final = ("text", "span", "label", "link", "icon", "button")
"""How the names of elements end that programs make up (``uni-text``) and that stand within lines."""
_SECTION_ORDER: Final = {"thead": 0, "tfoot": 2}
_ROW_WORDS: Final = frozenset(("row", "tr", "table-row", "table_row", "trow"))
_ROW_DISPLAYS: Final = frozenset(("table-row", "flex", "inline-flex"))
_GROUP_DISPLAYS: Final = frozenset(
    ("table-row-group", "table-header-group", "table-footer-group", "contents")
)
_ROWS: Final = 2
_UNDECLARED_ROWS: Final = 5
_UNDECLARED_CELLS: Final = 5
_CELL_TAGS: Final = frozenset("div span li dd dt b strong em i label td th".split())
_FEW_ROWS: Final = 3
_BROAD_ROW: Final = 10
"""Rows and cells of the review table, the one with fewest rows, whose headings span columns."""
_NARROW_ROW: Final = 4
_WIDEST: Final = 40
"""Cells above which a block is no row but a table whose cells follow each other."""
_ALL_FIGURES: Final = 0.25
"""Share of figures among the cells of a table that is known by them rather than by its width."""
_MOST_ALIKE: Final = 0.6
_CELL_CHARACTERS: Final = 300
_ARTICLE: Final = 800
_MOST_WORDS: Final = 0.6
_SHORT: Final = 12
_DATA_ROWS: Final = 3
_WIDE_ROW: Final = 5


def is_block_tag(tag: str) -> bool:
    """Whether elements of the name begin a line of their own; also of one that a program made up."""
    return tag in _BLOCKS or ("-" in tag and not tag.endswith(_INLINE_ENDS))


def is_one_of_many(element: HtmlElement) -> bool:
    """Whether most elements beside this one have its name, as cells of a row have."""
    parent = element.getparent()
    if parent is None or len(parent) < _UNDECLARED_CELLS:
        return False
    alike = sum(child.tag == element.tag for child in parent)
    return _MOST_ALIKE * len(parent) <= alike


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row from left to right, and the section beyond which none of them reaches."""

    cells: tuple[HtmlElement, ...]
    section: HtmlElement


def rows_of_table(table: HtmlElement, styles: Styles) -> list[Row]:
    """The rows of a table in the order shown: head, bodies, foot. Rows of inner tables are not."""
    rows = [
        (row, _section(row, table))
        for row in table.iterdescendants("tr")
        if _own(row, table) and not styles.hides(row)
    ]
    rows.sort(key=lambda pair: _SECTION_ORDER.get(pair[1].tag, 1))
    return [Row(_cells(row, styles), section) for row, section in rows]


def rows_of_blocks(block: HtmlElement, styles: Styles) -> list[Row]:
    """The rows of a table that is built of other elements; empty when the block is none.

    There must be several rows with several short cells each, and nothing else.
    """
    children = list(_rows_below(block, styles))
    if len(children) < _FEW_ROWS or (block.text and block.text.strip()):
        return []
    rows = [_leaf_cells(child, styles) for child in children]
    if any(not cells for cells in rows) or not _are_rows(rows):
        return []
    return [Row(cells, block) for cells in rows] if _looks_tabular(rows) else []


def _are_rows(rows: Sequence[tuple[HtmlElement, ...]]) -> bool:
    """Whether the rows are wide enough: most of them, or one much, or by their figures."""
    widths = [len(cells) for cells in rows]
    if len(rows) < _UNDECLARED_ROWS or max(widths) >= _BROAD_ROW:
        even = len(set(widths)) == 1 and widths[0] >= _UNDECLARED_CELLS
        return len(rows) >= _FEW_ROWS and (even or max(widths) >= _BROAD_ROW)
    wide = sum(width >= _UNDECLARED_CELLS for width in widths)
    if 2 * wide >= len(rows) and wide >= _UNDECLARED_ROWS:
        return True
    printed = [text for row in rows for cell in row if (text := cell.text_content().strip())]
    figures = sum(parse_printed(text, "change") is not None for text in printed)
    narrow = sum(width >= _NARROW_ROW for width in widths)
    return 2 * narrow >= len(rows) and figures >= _ALL_FIGURES * len(printed)


def runs_of_rows(block: HtmlElement, styles: Styles) -> list[list[tuple[HtmlElement, Row]]]:
    """Runs of the block's children that are rows: by role, display, class, or as ``tr``; or alike,
    and wide enough to be nothing else.

    Such rows may stand between other elements, without anything around them.
    """
    runs: list[list[tuple[HtmlElement, Row]]] = [[]]
    said = False
    for child in block:
        if styles.hides(child):
            continue
        cells = _leaf_cells(child, styles)
        says = _is_row(child, styles)
        last = runs[-1][-1][0] if runs[-1] else None
        if cells and last is not None and (says != said or (not says and last.tag != child.tag)):
            runs.append([])
        if cells:
            runs[-1].append((child, Row(cells, block)))
            said = says
        if not cells or (child.tail and child.tail.strip()):
            runs.append([])
    return [run for run in runs if run and _is_run(run, styles)]


def _is_run(run: Sequence[tuple[HtmlElement, Row]], styles: Styles) -> bool:
    if _is_row(run[0][0], styles):
        return sum(len(row.cells) > 1 for _, row in run) >= _ROWS
    rows = [row.cells for _, row in run]
    return _are_rows(rows) and _looks_tabular(rows)


def is_layout(table: HtmlElement) -> bool:
    """Whether a table holds tables of its own, or a whole article in a cell, and only lays them
    out on the page."""
    inner = [t for t in table.iterdescendants("table") if len(list(t.iterdescendants("td"))) > 1]
    own_rows = [row for row in table.iterdescendants("tr") if _own(row, table)]
    wide = sum(sum(1 for cell in row if cell.tag in {"td", "th"}) >= _WIDE_ROW for row in own_rows)
    return wide < _DATA_ROWS and (bool(inner) or _holds_article(table, own_rows))


def _holds_article(table: HtmlElement, rows: Sequence[HtmlElement]) -> bool:
    """Whether one cell holds nearly all words of the table, and so many that it is no label."""
    whole = len(table.text_content())
    return whole >= _ARTICLE and any(
        len(cell.text_content()) >= _MOST_WORDS * whole for row in rows for cell in row
    )


def place_cells(rows: Sequence[Row], text_of: Callable[[HtmlElement], str]) -> list[RawCell]:
    """Place the cells as a browser does: each in the first free column of its row.

    Raises TooComplex when the spans cover more than the limit.
    """
    ends = _section_ends(rows)
    taken: set[tuple[int, int]] = set()
    cells: list[RawCell] = []
    for row, line in enumerate(rows):
        column = 0
        for cell in line.cells:
            while (row, column) in taken:
                column += 1
            width = max(1, _span(cell, "colspan"))
            height = min(_span(cell, "rowspan") or ends[row] - row, ends[row] - row)
            cells.append(RawCell(row, column, height, width, text_of(cell)))
            taken.update(
                (below, beside)
                for below in range(row, row + height)
                for beside in range(column, column + width)
            )
            if len(taken) > GRID_UNITS:
                raise TooComplex
    return cells


def _own(row: HtmlElement, table: HtmlElement) -> bool:
    return next(row.iterancestors("table"), None) is table


def _section(row: HtmlElement, table: HtmlElement) -> HtmlElement:
    """The head, body or foot that a row belongs to, or the table itself."""
    for ancestor in row.iterancestors():
        if ancestor.tag in SECTIONS or ancestor is table:
            return ancestor
    return table


def _section_ends(rows: Sequence[Row]) -> list[int]:
    """For each row, the index behind its section: no cell reaches out of its section."""
    ends = [0] * len(rows)
    end = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        if index + 1 < len(rows) and rows[index].section is not rows[index + 1].section:
            end = index + 1
        ends[index] = end
    return ends


def _cells(row: HtmlElement, styles: Styles) -> tuple[HtmlElement, ...]:
    """The cells of a row, also those that stand within other elements by mistake."""
    return tuple(
        cell
        for cell in row.iterdescendants("td", "th")
        if next(cell.iterancestors("tr"), None) is row and not styles.hides(cell)
    )


def _rows_below(block: HtmlElement, styles: Styles) -> list[HtmlElement]:
    rows: list[HtmlElement] = []
    for child in block:
        if styles.hides(child):
            continue
        if child.get("role") == "rowgroup" or styles.display(child) in _GROUP_DISPLAYS:
            rows.extend(_rows_below(child, styles))
        else:
            rows.append(child)
    return rows


def _is_row(element: HtmlElement, styles: Styles) -> bool:
    if element.tag == "tr" or element.get("role") == "row":
        return True
    if styles.display(element) in _ROW_DISPLAYS:
        return True
    return not _ROW_WORDS.isdisjoint(element.get("class", "").lower().split())


def _leaf_cells(row: HtmlElement, styles: Styles) -> tuple[HtmlElement, ...]:
    """The cells of a possible row; none when it holds text besides them or they hold too much."""
    is_other = row.tag in {"table", "p", "a"} or styles.display(row).endswith("grid")
    if is_other or (row.text and row.text.strip()):
        return ()
    cells = tuple(child for child in row if not styles.hides(child))
    if len(cells) == 1 and len(cells[0]) > 1 and not (cells[0].tail or "").strip():
        return _leaf_cells(cells[0], styles)
    if any(cell.tail and cell.tail.strip() for cell in cells):
        return ()
    if any(cell.tag in {"br", "a", "img"} for cell in cells):
        return ()
    return () if len(cells) > _WIDEST or any(_is_long(cell) for cell in cells) else cells


def _is_long(cell: HtmlElement) -> bool:
    """Whether the element holds more than one cell does."""
    if next(cell.iter("table"), None) is not None:
        return True
    return len(cell.text_content().strip()) > _CELL_CHARACTERS


def _looks_tabular(rows: Sequence[tuple[HtmlElement, ...]]) -> bool:
    """Whether undeclared cells are what figures and headings stand in, and mostly short."""
    cells = [cell for row in rows for cell in row]
    if any(cell.tag not in _CELL_TAGS and "-" not in cell.tag for cell in cells):
        return False
    return 2 * sum(len(cell.text_content().strip()) <= _SHORT for cell in cells) > len(cells)


def _span(cell: HtmlElement, name: str) -> int:
    """A span as browsers take it: 1 when it is missing or no number, 0 when it says 0."""
    printed = cell.get(name) or cell.get(f"aria-{name}", "")
    match = re.match(r"\s*\+?(\d{1,9})", printed)
    return min(int(match[1]), SPAN) if match else 1
