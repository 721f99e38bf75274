"""Drawing a draft as PDF pages, cell by cell, as a word processor's export does.

Tables run over the end of a page between two rows or through one, and a merged cell that is cut
there goes on after the break.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from reportlab.pdfgen.canvas import Canvas

from tests.corpus.layouts import Matrix, Placed, resolved
from tests.corpus.page import UNMAPPED, Pen, glyphs, make_look
from tests.corpus.unseen import scanned, without_mapping

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.layouts import Draft
    from tests.corpus.page import Ruling

_REQUESTS_WEIGHTS: Final = (1.1, 1.5, 3.4, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)


@dataclass(slots=True)
class _Sheet:
    """One table under the pen; ``lines`` are what each piece has still to print."""

    pen: Pen
    matrix: Matrix
    placed: list[Placed]
    edges: list[float]
    heights: list[float]
    lines: dict[int, list[str]]


def _draw_prose(pen: Pen, text: str, *, heading: bool, centred: bool) -> None:
    look = pen.look
    size = look.prose_size * (1.35 if centred else 1)
    indent = 0 if heading else 2 * size
    for number, line in enumerate(pen.wrapped(text, look.width - 2 * look.margin - indent, size)):
        if pen.room < size * 1.6:
            pen.turn()
        x = look.margin + (indent if number == 0 else 0)
        if centred:
            x = (look.width - pen.measure(line, size)) / 2
        pen.line(x, pen.top, line, size)
        pen.top += size * 1.6


def _edges(pen: Pen, matrix: Matrix, width: int, random: Random) -> list[float]:
    weights = [random.uniform(0.9, 1.25) for _ in range(width)]
    if matrix.code == "requests" and width == len(_REQUESTS_WEIGHTS):
        weights = [w * random.uniform(0.85, 1.2) for w in _REQUESTS_WEIGHTS]
    scale = (pen.look.width - 2 * pen.look.margin) / sum(weights)
    edges = [pen.look.margin]
    for weight in weights:
        edges.append(edges[-1] + weight * scale)
    return edges


def _lines(pen: Pen, place: Placed, edges: list[float]) -> list[str]:
    if place.piece.address:
        # Figures are not wrapped: a number torn in two is an accident of its own.
        return place.piece.text.split("\n")
    right = edges[min(place.column + place.piece.columns, len(edges) - 1)]
    return pen.wrapped(place.piece.text, right - edges[place.column] - 5, pen.look.size)


def _sheet(pen: Pen, matrix: Matrix, edges: list[float], placed: list[Placed]) -> _Sheet:
    rows = len(matrix.rows)
    heights = [pen.leading + 2 * pen.look.pad] * rows
    lines = {id(p): _lines(pen, p, edges) for p in placed}
    for place in sorted(placed, key=lambda p: p.piece.rows):
        last = min(place.row + place.piece.rows, rows)
        if _is_upright(pen, place):
            continue
        need = len(lines[id(place)]) * pen.leading + 2 * pen.look.pad
        lacking = need - sum(heights[place.row : last])
        if lacking > 0:
            heights[last - 1] += lacking
    return _Sheet(pen, matrix, placed, edges, heights, lines)


def _is_upright(pen: Pen, place: Placed) -> bool:
    piece = place.piece
    return "stub_rotated" in pen.look.marks and piece.rows > 10 and not piece.address


def _draw_table(pen: Pen, matrix: Matrix, random: Random) -> None:
    placed, width = resolved(matrix)
    edges = _edges(pen, matrix, width, random)
    sheet = _sheet(pen, matrix, edges, placed)
    rows, first, begun = len(matrix.rows), 0, False
    while first < rows:
        if begun and "repeated_heads" in pen.look.marks and 0 < matrix.header <= first:
            head = Matrix(matrix.code, matrix.rows[: matrix.header])
            above = [p for p in placed if p.row < matrix.header]
            _draw_rows(_sheet(pen, head, edges, above), 0, matrix.header)
        last, rest = _fitting(sheet, first)
        if last == first:
            pen.turn()
            continue
        _draw_rows(sheet, first, last)
        begun = True
        first = last
        if rest:
            # The row goes on: what it could not print here stands at the top of the next page.
            first, sheet.heights[last - 1] = last - 1, rest
        if first < rows:
            pen.turn()
    pen.top += 8


def _fitting(sheet: _Sheet, first: int) -> tuple[int, float]:
    """The row to stop before, and what remains of the last one when it is cut."""
    pen, heights = sheet.pen, sheet.heights
    room, last = pen.room, first
    while last < len(heights) and heights[last] <= room:
        room -= heights[last]
        last += 1
    if last == len(heights):
        return last, 0.0
    height, least = heights[last], pen.leading + 2 * pen.look.pad
    full = last == first and pen.top <= pen.look.margin + 1
    taller = any(
        p.row == last and len(sheet.lines[id(p)]) * pen.leading + pen.look.pad > room
        for p in sheet.placed
    )
    if full or ("rows_cut" in pen.look.marks and room >= least and taller):
        heights[last] = room
        return last + 1, max(least, height - room + pen.look.pad)
    return last, 0.0


def _draw_rows(sheet: _Sheet, first: int, last: int) -> None:
    pen = sheet.pen
    tops = [pen.top]
    for height in sheet.heights[first:last]:
        tops.append(tops[-1] + height)
    pen.under(sheet.edges[0], sheet.edges[-1], tops)
    for place in sheet.placed:
        _draw_piece(sheet, place, (first, last), tops)
    pen.around(sheet.edges[0], sheet.edges[-1], tops, max(0, sheet.matrix.header - first))
    if "surplus_line" in pen.look.marks and sheet.matrix.header > 1 and first == 0:
        # A line that nobody wanted runs through the heading.
        middle = (tops[0] + tops[1]) / 2 + 1
        pen.edge(sheet.edges[0], middle, sheet.edges[-1], middle, outer=False)
    pen.top = tops[-1]


def _draw_piece(sheet: _Sheet, place: Placed, rows: tuple[int, int], tops: list[float]) -> None:
    """Draw the part of a cell that stands between these rows; takes its lines."""
    pen, edges, piece = sheet.pen, sheet.edges, place.piece
    begin, end = max(place.row, rows[0]), min(place.row + piece.rows, rows[1])
    if begin >= end:
        return
    top, bottom = tops[begin - rows[0]], tops[end - rows[0]]
    x0, x1 = edges[place.column], edges[min(place.column + piece.columns, len(edges) - 1)]
    if "shaded" in pen.look.marks and (piece.columns == len(edges) - 1 or piece.rows == 3):
        pen.shade(x0, top, x1, bottom)
    if pen.look.ruling == "cells" and begin % 2:
        pen.shade(x0 + 0.5, top + 0.5, x1 - 0.5, bottom - 0.5)
    for x in (x0, x1):
        pen.edge(x, top, x, bottom, outer=x in (edges[0], edges[-1]))
    for y in (top, bottom):
        pen.edge(x0, y, x1, y, outer=False)
    if _is_upright(pen, place):
        if begin == place.row:
            pen.upright((x0 + x1) / 2, (top + bottom) / 2, piece.text.replace("\n", ""))
        return
    left_over = sheet.lines[id(place)]
    fitting = max(1, int((bottom - top - pen.look.pad) // pen.leading))
    shown, left_over[:] = left_over[:fitting], left_over[fitting:]
    _draw_lines(pen, place, shown, (x0, top, x1, bottom))


def _draw_lines(
    pen: Pen, place: Placed, shown: list[str], box: tuple[float, float, float, float]
) -> None:
    x0, top, x1, bottom = box
    if place.piece.address:
        pen.printed[place.piece.address] = pen.page
    full = pen.look.size
    offset = max(1.0, (bottom - top - len(shown) * pen.leading) / 2)
    label = place.piece.address is None and place.piece.columns * place.piece.rows == 1
    for number, text in enumerate(shown):
        size = min(full, full * (x1 - x0 - 2) / max(1.0, pen.measure(text, full)))
        x = x0 + (3 if label else (x1 - x0 - pen.measure(text, size)) / 2)
        pen.line(x, top + offset + number * pen.leading, text, size)


def write_pdf(draft: Draft, random: Random, ruling: Ruling = "ruled") -> bytes:
    """Draw the report on A4 pages with page numbers."""
    glyphs()
    out = BytesIO()
    look = make_look(draft, random, ruling)
    canvas = Canvas(out, pagesize=(look.width, look.height), invariant=1)
    canvas.setTitle(draft.title)
    pen = Pen(canvas, look, draft.title)
    for number, element in enumerate(draft.elements):
        if isinstance(element, Matrix):
            _draw_table(pen, element, random)
        elif element.text == "\f":
            pen.turn()
        else:
            centred = element.heading and number < 2 and "、" not in element.text[:2]
            _draw_prose(pen, element.text, heading=element.heading, centred=centred)
    pen.finish()
    canvas.save()
    data = out.getvalue()
    if "page_scanned" in look.marks:
        data = scanned(data, draft, pen.printed)
    if look.latin == UNMAPPED:
        data = without_mapping(data)
        draft.lost.update(pen.printed)
    return data


def write_pdf_rects(draft: Draft, random: Random) -> bytes:
    """The rules are thin filled rectangles, as word processors export them."""
    return write_pdf(draft, random, "rects")


def write_pdf_borderless(draft: Draft, random: Random) -> bytes:
    """No rules at all: only the positions of the words tell rows and columns."""
    return write_pdf(draft, random, "borderless")
