"""Walks the body of a Word document: paragraphs and tables in order, spans as merged in Word.

The XML is read directly, because a span of a thousand million columns makes the usual libraries
loop, and because content controls and text boxes belong to the text as well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.language import say
from core.readers.archive import attribute, depth_limit_reached, local_name
from core.readers.assembly import Assembly, RawCell, TooComplex
from core.readers.bundles import unbundled
from core.readers.limits import GRID_UNITS, GRIDS, PARAGRAPHS, SPAN
from core.readers.raised import RAISED
from core.readers.unreadable import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]

_TRANSPARENT: Final = frozenset(
    "sdt sdtContent ins moveTo smartTag customXml AlternateContent Choice sect sub-section".split()
)
"""Wrappers whose content stands in the text as if they were not there."""
_SYMBOL_DIGITS: Final = range(0xF030, 0xF03A)
"""Where Word keeps the digits of the font Symbol, which look like those of any other."""
_PICTURES: Final = frozenset(("blip", "imagedata"))
_DROPPED: Final = frozenset(("del", "moveFrom", "delText", "instrText", "pPr", "rPr"))


class Body:
    """Walks the body of a document and hands lines and grids to the assembly.

    ``add_chunk`` adds the file that a relation of the package names, where there is a package.
    """

    def __init__(
        self, assembly: Assembly, add_chunk: Callable[[Assembly, str], None] | None = None
    ) -> None:
        self._assembly = assembly
        self._add_chunk = add_chunk
        self._paragraphs = 0

    def read(self, parent: _Element, depth: int = 0) -> None:
        """Add the paragraphs and tables below an element."""
        if depth_limit_reached(depth):
            self._note_depth()
            return
        for child in parent:
            match local_name(child):
                case "p":
                    self._add_paragraph(child, depth)
                case "tbl":
                    self._add_table(child, depth)
                case "altChunk" if self._add_chunk is not None:
                    self._add_chunk(self._assembly, attribute(child, "id") or "")
                case kind if kind in _TRANSPARENT:
                    self.read(child, depth + 1)
                case _:
                    continue

    def _add_paragraph(self, paragraph: _Element, depth: int) -> None:
        boxes: list[_Element] = []
        text = self._paragraph_text(paragraph, boxes)
        for line in text.split("\n"):
            self._assembly.add_line(line)
        for box in boxes:
            self.read(box, depth + 1)

    def _paragraph_text(self, paragraph: _Element, boxes: list[_Element]) -> str:
        self._paragraphs += 1
        if self._paragraphs > PARAGRAPHS:
            raise TooComplex
        pieces: list[str] = []
        if not any(_shows_prompt(around) for around in paragraph.iterancestors("{*}sdt")):
            self._write(paragraph, pieces, boxes, 0)
        return "".join(pieces)

    def _write(
        self, parent: _Element, pieces: list[str], boxes: list[_Element], depth: int
    ) -> None:
        """Collect the text of runs below an element; text boxes are put aside for later."""
        if depth_limit_reached(depth):
            self._note_depth()
            return
        for child in parent:
            kind = local_name(child)
            if kind == "Fallback" and not _is_only_version(child):
                continue
            if kind == "sdt" and _shows_prompt(child):
                continue
            if kind in _DROPPED or (kind == "r" and _is_hidden(child)):
                continue
            if kind == "t":
                text = child.text or ""
                pieces.append(text.translate(RAISED) if _is_raised(parent) else text)
            elif kind in {"br", "cr"}:
                pieces.append("\n")
            elif kind in {"tab", "ptab"}:
                pieces.append("\t")
            elif kind == "noBreakHyphen":
                pieces.append("-")
            elif kind == "sym":
                pieces.append(_symbol(child))
            elif kind == "txbxContent":
                boxes.append(child)
            else:
                self._write(child, pieces, boxes, depth + 1)

    def _add_table(self, table: _Element, depth: int) -> None:
        if self._assembly.grid_count >= GRIDS:
            raise TooComplex
        inner: list[_Element] = []
        cells = unbundled(self._place_cells(table, inner))
        if cells:
            self._assembly.add_grid([replace(c, text=c.text.strip("\n")) for c in cells])
        for content in inner:
            # Nested tables and text boxes follow the table that holds them.
            if local_name(content) == "tbl":
                if depth_limit_reached(depth + 1):
                    self._note_depth()
                    return
                self._add_table(content, depth + 1)
            else:
                self.read(content, depth + 1)

    def _place_cells(self, table: _Element, inner: list[_Element]) -> list[RawCell]:
        cells: list[RawCell] = []
        open_merges: dict[int, int] = {}
        units = 0
        for row, markup in enumerate(_children(table, "tr")):
            column = _number(markup, ("trPr", "gridBefore"), 0)
            merges: dict[int, int] = {}
            for cell in _children(markup, "tc"):
                width = max(1, _number(cell, ("tcPr", "gridSpan"), 1))
                units += width
                if units > GRID_UNITS:
                    raise TooComplex
                above = open_merges.get(column)
                if _merge(cell, "vMerge") == "continue" and above is not None:
                    cells[above] = _taller(cells[above])
                    merges[column] = above
                elif _merge(cell, "hMerge") == "continue" and cells and cells[-1].row == row:
                    cells[-1] = _wider(cells[-1], width)
                else:
                    text = self._cell_text(cell, inner)
                    cells.append(RawCell(row, column, 1, width, text))
                    if _merge(cell, "vMerge"):
                        merges[column] = len(cells) - 1
                column += width
            open_merges = merges
        return cells

    def _cell_text(self, cell: _Element, inner: list[_Element]) -> str:
        lines: list[str] = []
        for child in _children(cell, "p", "tbl"):
            if local_name(child) == "p":
                lines.append(self._paragraph_text(child, inner))
            elif len(only := list(_cells_of(child))) == 1:
                # A table of one cell is a frame around text, not a table in the table.
                lines.append(self._cell_text(only[0], inner))
            else:
                inner.append(child)
        text = "\n".join(lines)
        return text if text.strip() or not _is_pictured(cell) else UNREADABLE

    def _note_depth(self) -> None:
        self._assembly.note(
            say(
                "文档嵌套过深，部分内容未能读取。",
                "The document is nested too deeply; part of it was not read.",
            )
        )


def _is_only_version(fallback: _Element) -> bool:
    """Whether the text of a drawing stands in no other version of it."""
    versions = [e for e in fallback.itersiblings(preceding=True) if local_name(e) == "Choice"]
    return not any(local_name(e) == "t" for version in versions for e in version.iter())


def _shows_prompt(control: _Element) -> bool:
    """Whether a content control is empty, so that it shows what a person is to enter."""
    return _is_on(_find(control, ("sdtPr", "showingPlcHdr")))


def _is_pictured(cell: _Element) -> bool:
    """Whether a picture stands in a cell, which may be one of a figure."""
    return any(local_name(element) in _PICTURES for element in cell.iter())


def _symbol(symbol: _Element) -> str:
    """The character that was put in as a symbol; U+FFFD where only its font knows what it is."""
    code = attribute(symbol, "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return UNREADABLE
    if attribute(symbol, "font") == "Symbol" and number in _SYMBOL_DIGITS:
        return chr(number - _SYMBOL_DIGITS.start + ord("0"))
    is_private = 0xE000 <= number < 0xF900 or number > 0xFFFF
    return UNREADABLE if is_private or number < ord(" ") else chr(number)


def _children(parent: _Element, *kinds: str, depth: int = 0) -> Iterator[_Element]:
    """Children of some kinds, also within content controls; removed rows are left out."""
    for child in parent:
        name = local_name(child)
        if name in kinds and not (name == "tr" and _is_removed(child)):
            yield child
        elif name in _TRANSPARENT and not depth_limit_reached(depth):
            yield from _children(child, *kinds, depth=depth + 1)


def _cells_of(table: _Element) -> Iterator[_Element]:
    for row in _children(table, "tr"):
        yield from _children(row, "tc")


def _is_removed(row: _Element) -> bool:
    """Whether a row is deleted by a tracked change, or hidden."""
    return _find(row, ("trPr", "del")) is not None or _is_on(_find(row, ("trPr", "hidden")))


def _find(parent: _Element, path: tuple[str, ...]) -> _Element | None:
    found: _Element | None = parent
    for name in path:
        if found is None:
            return None
        found = next((child for child in found if local_name(child) == name), None)
    return found


def _number(parent: _Element, path: tuple[str, ...], default: int) -> int:
    """A count in a property, cut to the limit of a span; the default when absent or no number."""
    found = _find(parent, path)
    printed = (attribute(found, "val") or "").strip() if found is not None else ""
    if not (printed.isascii() and printed.isdigit()):
        return default
    return min(int(printed[:9]), SPAN)


def _merge(cell: _Element, kind: str) -> str:
    """``restart`` or ``continue``; "" when the cell is not merged in that direction."""
    # Word of 2003 writes the names in small letters.
    found = _find(cell, ("tcPr", kind))
    found = _find(cell, ("tcPr", kind.lower())) if found is None else found
    if found is None:
        return ""
    return "restart" if attribute(found, "val") == "restart" else "continue"


def _is_hidden(run: _Element) -> bool:
    """Whether the run is not shown, or struck out and so not valid."""
    return any(_is_on(_find(run, ("rPr", name))) for name in ("vanish", "strike", "dstrike"))


def _is_raised(run: _Element) -> bool:
    """Whether the run is raised: a footnote's number behind a figure is no digit of it."""
    found = _find(run, ("rPr", "vertAlign"))
    return found is not None and attribute(found, "val") == "superscript"


def _is_on(switch: _Element | None) -> bool:
    return switch is not None and attribute(switch, "val") not in {"0", "false", "off"}


def _taller(cell: RawCell) -> RawCell:
    return RawCell(cell.row, cell.column, cell.row_span + 1, cell.column_span, cell.text)


def _wider(cell: RawCell, width: int) -> RawCell:
    return RawCell(cell.row, cell.column, cell.row_span, cell.column_span + width, cell.text)
