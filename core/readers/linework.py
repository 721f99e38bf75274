"""What is drawn on a page of a PDF beside its characters: straight lines, shading, marks, pictures.

The paths of a page are walked through with those inside form objects; coordinates come out as
displayed. What a line is depends on how it is drawn: stroked, as a thin filled rectangle, or as
the edge of shading.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw as raw

from core.readers.frame import Box, Frame, Matrix, Point, combined
from core.readers.limits import DEPTH, PAGE_STROKES
from core.readers.ruling import Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator

_THIN: Final = 3.0
"""A filled rectangle up to this thick, in points, is a line."""
_SLANT: Final = 1.0
_FORM_DEPTH: Final = min(DEPTH, 15)
_WHITE: Final = 250
_MARK: Final = 40.0
"""A filled shape up to this large, in points, may be a character drawn as a shape."""
_SHORT_LINE: Final = 14.0
_DASH_GAP: Final = 3.0
"""A piece of a line that begins within so many points of the end of the piece before goes on with it."""
_DASH_OFF: Final = 0.5
_GROUND: Final = 40.0
"""Shading larger than this, in points, both ways may be the ground that white cells stand on."""
_GROUNDS: Final = 100
"""So many such shades of a page are looked at."""
_PICTURE: Final = 0.4
"""A picture over more than this share of the page may be a scan of it."""


@dataclass(slots=True)
class _Outline:
    """A part of a path: its points as displayed, of curves also those that bend them.

    ``bent`` are the numbers of the points that no straight line leads to.
    """

    points: list[Point] = field(default_factory=list[Point])
    bent: set[int] = field(default_factory=set[int])

    def add(self, point: Point, *, bends: bool) -> None:
        """Add the next point; ``bends`` for each of the three that make a curve."""
        self.points.append(point)
        last = len(self.points) - 1
        if bends:
            self.bent.add(last)
        if {last - 2, last - 1, last} <= self.bent and _is_level(self.points[-4:]):
            # A line that was drawn as a curve.
            self.bent -= {last - 2, last - 1, last}

    def sides(self) -> Iterator[Stroke]:
        """Its level and upright lines."""
        for number, ((ax, ay), (bx, by)) in enumerate(pairwise(self.points), start=1):
            if number in self.bent:
                continue
            if abs(ax - bx) < _SLANT <= abs(ay - by):
                yield Stroke(True, (ax + bx) / 2, min(ay, by), max(ay, by))
            elif abs(ay - by) < _SLANT <= abs(ax - bx):
                yield Stroke(False, (ay + by) / 2, min(ax, bx), max(ax, bx))


@dataclass(slots=True)
class Linework:
    """Lines by how they are drawn, in the order of print.

    ``rules`` are lines that are drawn as such, ``shades`` edges of shading and white lines,
    ``fills`` the shaded boxes, ``grounds`` those large enough to show between the white cells of a
    table, as rules do. ``marks`` are small shapes and pictures, which may stand for
    characters; ``texts`` the handles of text objects. ``too_dense``: there was too much to go on.
    """

    rules: list[Stroke] = field(default_factory=list[Stroke])
    shades: list[Stroke] = field(default_factory=list[Stroke])
    fills: list[Box] = field(default_factory=list[Box])
    grounds: list[Box] = field(default_factory=list[Box])
    marks: list[Box] = field(default_factory=list[Box])
    texts: list[tuple[Any, Matrix]] = field(default_factory=list[tuple[Any, Matrix]])
    pictured: bool = False
    too_dense: bool = False


def linework(page: Any, frame: Frame) -> Linework:  # noqa: ANN401 - pypdfium2 has no types
    """Everything drawn on a page, hidden parts left out."""
    drawn = Linework()
    count = raw.FPDFPage_CountObjects(page)
    objects = (raw.FPDFPage_GetObject(page, index) for index in range(count))
    for element, matrix in _elements(objects, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0):
        kind = raw.FPDFPageObj_GetType(element)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            drawn.texts.append((element, matrix))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            _add_picture(drawn, matrix, frame)
        elif not drawn.too_dense:
            _add_path(drawn, element, matrix, frame)
            drawn.too_dense = max(len(drawn.rules), len(drawn.shades)) > PAGE_STROKES
    return drawn


def _elements(objects: Iterator[Any], outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Every path, picture and text, also within form objects, with its matrix to the page."""
    for element in objects:
        kind = raw.FPDFPageObj_GetType(element)
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(element, own)
        matrix = combined((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_TEXT}:
            yield element, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            count = raw.FPDFFormObj_CountObjects(element)
            inner = (raw.FPDFFormObj_GetObject(element, index) for index in range(count))
            yield from _elements(inner, matrix, depth + 1)


def _add_picture(drawn: Linework, matrix: Matrix, frame: Frame) -> None:
    """A picture fills the unit square that its matrix turns into a box."""
    a, b, c, d, e, f = matrix
    corners = [frame.point(e + a * x + c * y, f + b * x + d * y) for x in (0, 1) for y in (0, 1)]
    x0, x1 = min(p[0] for p in corners), max(p[0] for p in corners)
    y0, y1 = min(p[1] for p in corners), max(p[1] for p in corners)
    if (x1 - x0) * (y1 - y0) > _PICTURE * frame.width * frame.height:
        drawn.pictured = True
    else:
        drawn.fills.append((x0, y0, x1, y1))
        if max(x1 - x0, y1 - y0) <= _MARK:
            drawn.marks.append((x0, y0, x1, y1))


def _add_path(drawn: Linework, path: Any, matrix: Matrix, frame: Frame) -> None:  # noqa: ANN401
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroked)
    if not fill.value and not stroked.value:
        return
    getter = raw.FPDFPageObj_GetStrokeColor if stroked.value else raw.FPDFPageObj_GetFillColor
    lines = drawn.shades if _is_white(path, getter) else drawn.rules
    for outline in _outlines(path, matrix, frame):
        points = outline.points
        x0, x1 = min(p[0] for p in points), max(p[0] for p in points)
        y0, y1 = min(p[1] for p in points), max(p[1] for p in points)
        if not all(map(math.isfinite, (x0, y0, x1, y1))):
            continue
        if stroked.value:
            lines.extend(outline.sides())
        elif min(x1 - x0, y1 - y0) <= _THIN and _goes_on(lines, x0, y0, x1, y1):
            continue
        elif min(x1 - x0, y1 - y0) <= _THIN:
            lines.append(_middle_line(x0, y0, x1, y1))
        if fill.value and lines is drawn.rules:
            _add_fill(drawn, outline, (x0, y0, x1, y1), framed=bool(stroked.value))
        elif fill.value and _on_ground(drawn, (x0, y0, x1, y1)):
            drawn.rules.extend(outline.sides())


def _goes_on(lines: list[Stroke], x0: float, y0: float, x1: float, y1: float) -> bool:
    """Lengthen the last line where a dash or dot goes on with it; whether it did.

    Browsers draw a dashed rule as hundreds of little boxes.
    """
    if not lines:
        return False
    last, own = lines[-1], _middle_line(x0, y0, x1, y1)
    gap = max(_DASH_GAP, own.end - own.start if own.end - own.start <= _SHORT_LINE else 0.0)
    is_dot = max(x1 - x0, y1 - y0) <= _THIN
    was_dot = last.end - last.start <= _THIN
    for vertical in (True, False):
        if not (own.vertical == vertical or is_dot) or not (last.vertical == vertical or was_dot):
            continue
        at, start, end = ((x0 + x1) / 2, y0, y1) if vertical else ((y0 + y1) / 2, x0, x1)
        along = last
        if last.vertical != vertical:
            middle, half = (last.start + last.end) / 2, (last.end - last.start) / 2
            along = Stroke(vertical, middle, last.at - half, last.at + half)
        if abs(along.at - at) <= _DASH_OFF and along.start <= start <= along.end + gap:
            lines[-1] = Stroke(vertical, along.at, along.start, max(along.end, end))
            return True
    return False


def _on_ground(drawn: Linework, box: Box) -> bool:
    """Whether a white box lies on shading that is larger: the cells of a table without rules of its
    own, whose colour shows between them."""
    x0, y0, x1, y1 = box
    return min(x1 - x0, y1 - y0) > _THIN and any(
        g[0] - _SLANT <= x0 and g[1] - _SLANT <= y0 and x1 <= g[2] + _SLANT and y1 <= g[3] + _SLANT
        for g in drawn.grounds
    )


def _add_fill(drawn: Linework, outline: _Outline, box: Box, *, framed: bool) -> None:
    x0, y0, x1, y1 = box
    longest, shortest = max(x1 - x0, y1 - y0), min(x1 - x0, y1 - y0)
    if shortest > _THIN and _is_rectangle(outline.points):
        drawn.fills.append(box)
        if shortest > _GROUND and len(drawn.grounds) < _GROUNDS:
            drawn.grounds.append(box)
        if not framed:
            drawn.shades.extend(outline.sides())
    elif longest <= (_SHORT_LINE if shortest <= _THIN else _MARK) and not framed:
        drawn.marks.append(box)


def _middle_line(x0: float, y0: float, x1: float, y1: float) -> Stroke:
    if x1 - x0 < y1 - y0:
        return Stroke(True, (x0 + x1) / 2, y0, y1)
    return Stroke(False, (y0 + y1) / 2, x0, x1)


def _is_white(path: Any, getter: Any) -> bool:  # noqa: ANN401
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not getter(path, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0


def _outlines(path: Any, matrix: Matrix, frame: Frame) -> Iterator[_Outline]:  # noqa: ANN401
    """The parts of a path; a closed one ends where it began."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    outline = _Outline()
    for index in range(min(raw.FPDFPath_CountSegments(path), 4 * PAGE_STROKES)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(outline.points) > 1:
                yield outline
            outline = _Outline()
        point = frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        outline.add(point, bends=kind == raw.FPDF_SEGMENT_BEZIERTO)
        if raw.FPDFPathSegment_GetClose(segment):
            outline.add(outline.points[0], bends=False)
    if len(outline.points) > 1:
        yield outline


def _is_level(points: list[Point]) -> bool:
    """Whether the points lie on one level or upright line."""
    return any(max(p[i] for p in points) - min(p[i] for p in points) < _SLANT for i in (0, 1))


def _is_rectangle(points: list[Point]) -> bool:
    return len(points) <= 6 and all(
        abs(ax - bx) < _SLANT or abs(ay - by) < _SLANT for (ax, ay), (bx, by) in pairwise(points)
    )
