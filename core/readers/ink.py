"""What is printed on a page of a PDF, taken from pdfium: characters and straight lines.

All coordinates are those of the page as displayed: points, origin top left, after crop and
rotation, the same that the page is drawn with.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw as raw

from core.readers.limits import DEPTH, PAGE_CHARACTERS, PAGE_STROKES
from core.readers.ruling import Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator

_THIN: Final = 3.0
"""A filled rectangle up to this thick, in points, is a line."""
_SLANT: Final = 1.0
_DOUBLED: Final = 1.0
"""Equal characters whose centres are nearer than this, in points, are one in fake bold."""
_TALLEST: Final = 2.5
"""A box higher than so many times the size of its character is none to rely on."""
_FORM_DEPTH: Final = min(DEPTH, 15)
_LINE_END_HYPHENS: Final = (0x02, 0xFFFE)
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character, or a blank, with its box: advance width by ascent and descent."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> Point:
        """The centre of the box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class Ink:
    """The characters and lines of a page; ``too_dense`` when there are too many to find tables."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list[Glyph])
    strokes: list[Stroke] = field(default_factory=list[Stroke])
    too_dense: bool = False


class Frame:
    """Turns coordinates of a page's content into those of the page as displayed."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - pypdfium2 has no types
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        self._left, self._top, self._right, self._bottom = box.left, box.top, box.right, box.bottom
        self._turn = raw.FPDFPage_GetRotation(page) % 4
        upright = (self._right - self._left, self._top - self._bottom)
        self.width, self.height = upright if self._turn % 2 == 0 else upright[::-1]

    def point(self, x: float, y: float) -> Point:
        """A point of the content as displayed."""
        match self._turn:
            case 0:
                return x - self._left, self._top - y
            case 1:
                return y - self._bottom, x - self._left
            case 2:
                return self._right - x, y - self._bottom
            case _:
                return self._top - y, self._right - x

    def rectangle(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, ...]:
        """Left, top, right and bottom as displayed of a box given by two corners."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def page_ink(page: Any) -> Ink:  # noqa: ANN401 - pypdfium2 has no types
    """Everything printed on a page (a raw pdfium handle or a PdfPage)."""
    frame = Frame(page)
    ink = Ink(frame.width, frame.height)
    textpage = raw.FPDFText_LoadPage(page)
    if textpage:
        try:
            ink.glyphs = _single(_glyphs(textpage, frame))
        finally:
            raw.FPDFText_ClosePage(textpage)
    rules: list[Stroke] = []
    shades: list[Stroke] = []
    for stroke, is_rule in _strokes(page, frame):
        (rules if is_rule else shades).append(stroke)
        if len(rules) > PAGE_STROKES or len(shades) > PAGE_STROKES:
            ink.too_dense = True
            break
    # Cells are sometimes told apart by shading only; behind ruled tables it means nothing.
    ink.strokes = rules or shades
    ink.too_dense = ink.too_dense or len(ink.glyphs) > PAGE_CHARACTERS
    return ink


def _glyphs(textpage: Any, frame: Frame) -> Iterator[Glyph]:  # noqa: ANN401
    box = raw.FS_RECTF()
    high = 0
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        text = _character(code)
        if not text or not raw.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        if box.top - box.bottom > _TALLEST * _size(textpage, index):
            _square(textpage, index, box)
        x0, top, x1, bottom = frame.rectangle(box.left, box.bottom, box.right, box.top)
        inside = 0 <= (x0 + x1) / 2 <= frame.width and 0 <= (top + bottom) / 2 <= frame.height
        if inside and bottom > top:
            yield Glyph(text, x0, top, x1, bottom)


def _size(textpage: Any, index: int) -> float:  # noqa: ANN401
    """The size in points that a character is printed in; infinite when the font says none."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    largest = max(math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d))
    return raw.FPDFText_GetFontSize(textpage, index) * largest or math.inf


def _square(textpage: Any, index: int, box: Any) -> None:  # noqa: ANN401
    """Put a square around the printed shape: pdfium does not scale the boxes of vertical fonts."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    half = _size(textpage, index) / 2
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    box.left, box.right, box.bottom, box.top = x - half, x + half, y - half, y + half


def _character(code: int) -> str:
    """The character to keep: blanks as one kind, radicals as the characters they look like."""
    if code in _LINE_END_HYPHENS:
        return "-"
    if code > 0x10FFFF:
        return "\ufffd"
    text = chr(code)
    if text.isspace() or code == 0xA0:
        return " "
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", text)
    return "" if unicodedata.category(text) in {"Cc", "Cf", "Cs"} else text


def _single(glyphs: Iterator[Glyph]) -> list[Glyph]:
    """The characters without those printed a second time over themselves."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Point]] = {}
    for glyph in glyphs:
        if glyph.text == " ":
            kept.append(glyph)
            continue
        x, y = glyph.middle
        near = min(_DOUBLED, 0.15 * (glyph.bottom - glyph.top))
        column, row = int(x // 2), int(y // 2)
        doubled = any(
            abs(x - other_x) <= near and abs(y - other_y) <= near
            for beside in (column - 1, column, column + 1)
            for below in (row - 1, row, row + 1)
            for other_x, other_y in seen.get((glyph.text, beside, below), ())
        )
        if not doubled:
            seen.setdefault((glyph.text, column, row), []).append((x, y))
            kept.append(glyph)
        if len(kept) > 4 * PAGE_CHARACTERS:
            break
    return kept


def _strokes(page: Any, frame: Frame) -> Iterator[tuple[Stroke, bool]]:  # noqa: ANN401
    """Lines along the axes; the flag is False for edges of shading and for white lines."""
    count = raw.FPDFPage_CountObjects(page)
    objects = (raw.FPDFPage_GetObject(page, index) for index in range(count))
    for path, matrix in _paths(objects, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0):
        yield from _path_strokes(path, matrix, frame)


def _paths(objects: Iterator[Any], outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Every path, also within form objects, with the matrix from its points to the page."""
    for element in objects:
        kind = raw.FPDFPageObj_GetType(element)
        if kind not in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM}:
            continue
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(element, own)
        matrix = _combined((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield element, matrix
        elif depth < _FORM_DEPTH:
            count = raw.FPDFFormObj_CountObjects(element)
            inner = (raw.FPDFFormObj_GetObject(element, index) for index in range(count))
            yield from _paths(inner, matrix, depth + 1)


def _combined(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    ta, tb, tc, td, te, tf = then
    return (
        a * ta + b * tc,
        a * tb + b * td,
        c * ta + d * tc,
        c * tb + d * td,
        e * ta + f * tc + te,
        e * tb + f * td + tf,
    )


def _path_strokes(path: Any, matrix: Matrix, frame: Frame) -> Iterator[tuple[Stroke, bool]]:  # noqa: ANN401
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroked)
    if not fill.value and not stroked.value:
        return
    getter = raw.FPDFPageObj_GetStrokeColor if stroked.value else raw.FPDFPageObj_GetFillColor
    visible = not _is_white(path, getter)
    for points in _outlines(path, matrix, frame):
        x0, x1 = min(p[0] for p in points), max(p[0] for p in points)
        y0, y1 = min(p[1] for p in points), max(p[1] for p in points)
        if not all(map(math.isfinite, (x0, y0, x1, y1))):
            continue
        if stroked.value:
            yield from ((stroke, visible) for stroke in _sides(points))
        elif min(x1 - x0, y1 - y0) <= _THIN:
            vertical = x1 - x0 < y1 - y0
            middle = (x0 + x1) / 2 if vertical else (y0 + y1) / 2
            ends = (y0, y1) if vertical else (x0, x1)
            yield Stroke(vertical, middle, *ends), visible
        elif visible and _is_rectangle(points):
            yield from ((stroke, False) for stroke in _sides(points))


def _is_white(path: Any, getter: Any) -> bool:  # noqa: ANN401
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not getter(path, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= 250 or alpha.value == 0


def _outlines(path: Any, matrix: Matrix, frame: Frame) -> Iterator[list[Point]]:  # noqa: ANN401
    """The points of each part of a path as displayed; a closed part ends where it began."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(min(raw.FPDFPath_CountSegments(path), 4 * PAGE_STROKES)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _is_rectangle(points: list[Point]) -> bool:
    return len(points) <= 6 and all(
        abs(ax - bx) < _SLANT or abs(ay - by) < _SLANT for (ax, ay), (bx, by) in pairwise(points)
    )


def _sides(points: list[Point]) -> Iterator[Stroke]:
    for (ax, ay), (bx, by) in pairwise(points):
        if abs(ax - bx) < _SLANT <= abs(ay - by):
            yield Stroke(True, (ax + bx) / 2, min(ay, by), max(ay, by))
        elif abs(ay - by) < _SLANT <= abs(ax - bx):
            yield Stroke(False, (ay + by) / 2, min(ax, bx), max(ax, bx))
