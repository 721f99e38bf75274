"""What is printed on a page of a PDF, taken from pdfium: characters and lines.

All coordinates are those of the page as displayed: points, origin top left, after crop and
rotation, the same that the page is drawn with. What a reader of the page does not see (hidden
text, text beside the page) or reads past (a watermark) is left out; a character whose font does not
say what it is comes as U+FFFD, never as a guess.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw as raw

from core.readers.frame import Box, Frame, Point
from core.readers.limits import PAGE_CHARACTERS
from core.readers.linework import Linework, linework
from core.readers.ruling import Stroke
from core.readers.struck import without_struck
from core.readers.unreadable import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Recovered = Iterator[tuple[str, Box, Point]]
    Recover = Callable[[Sequence[Point], Sequence[Point]], Recovered]

_DOUBLED: Final = 1.0
"""Equal characters whose centres are nearer than this, in points, are one in fake bold."""
_TALLEST: Final = 2.5
"""A box higher than so many times the size of its character is none to rely on."""
_LINE_END_HYPHENS: Final = (0x02, 0xFFFE)
_STRAIGHT: Final = 0.17
"""Text that leaves the axes by more than this angle (10 degrees) is a watermark or a stamp."""
_PALE: Final = 150
_WHITE: Final = 250
_LARGE: Final = 1.8
"""Pale text so many times larger than usual is a watermark."""
_FONT_NAME: Final = 128
_BUILT_IN: Final = (b"Times", b"Helvetica", b"Courier", b"Arial", b"Symbol", b"ZapfDingbats")
"""Beginnings of the names of fonts that pdfium brings along, or replaces by one of these."""
_HIDDEN_MODES: Final = (3, 7)
_FAINTEST: Final = 5
_TRANSPARENT: Final = 150
_SEPARATORS: Final = range(0x1C, 0x20)
"""Controls that count as blanks elsewhere, which no page prints."""
_SEEN: Final = 0.1
"""The least breadth and height, in points, of a shape that can be seen."""
_FLAT: Final = 0.05
"""A box flatter than this share of the size is none: pdfium gives such where a font lacks widths."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character, or a blank, with its box: advance width by ascent and descent.

    ``turn`` counts quarters clockwise from the right to where its text runs; ``pale`` is printed
    lightly, as watermarks are.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int = 0
    pale: bool = False

    @property
    def middle(self) -> Point:
        """The centre of the box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def box(self) -> Box:
        """Left, top, right and bottom."""
        return self.x0, self.top, self.x1, self.bottom


@dataclass(slots=True)
class Ink:
    """The characters and lines of a page.

    ``marks`` are small shapes that may be characters drawn as such, and figures struck out, which
    are none of the characters. ``pictured``: a picture covers the page; ``recognised``: its text is
    hidden behind that picture, as text recognition leaves it; ``struck``: it has figures struck
    out. ``too_dense``: there is too much to find tables in.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list[Glyph])
    rules: list[Stroke] = field(default_factory=list[Stroke])
    shades: list[Stroke] = field(default_factory=list[Stroke])
    marks: list[Box] = field(default_factory=list[Box])
    pictured: bool = False
    recognised: bool = False
    struck: bool = False
    too_dense: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    """How the characters of one text object are printed; ``turn`` None when they run slantwise."""

    turn: int | None
    size: float
    hidden: bool = False
    pale: bool = False
    white: bool = False
    transparent: bool = False


def page_ink(page: Any, recover: Recover | None = None) -> Ink:  # noqa: ANN401 - no types
    """Everything printed on a page (a raw pdfium handle or a PdfPage).

    ``recover`` gives the characters of text objects that pdfium leaves out of its text: it is
    called with where these begin in the page's content, and where the others do.
    """
    frame = Frame(page)
    drawn = linework(page, frame)
    ink = Ink(frame.width, frame.height, marks=drawn.marks, pictured=drawn.pictured)
    ink.rules, ink.shades = drawn.rules, drawn.shades
    textpage = raw.FPDFText_LoadPage(page)
    if textpage:
        try:
            pairs = list(_glyphs(textpage, frame))
            lost, known = _origins(textpage, drawn)
        finally:
            raw.FPDFText_ClosePage(textpage)
        if lost and recover:
            pairs.extend(_recovered(recover(lost, known), frame))
        seen = _visible(pairs, drawn)
        ink.recognised = drawn.pictured and any(style.hidden for _, style in seen)
        left = without_struck(_single(_unmarked(seen)), ink.rules)
        ink.glyphs, ink.rules, ink.struck = left.glyphs, left.rules, bool(left.figures)
        ink.marks += left.figures
    ink.too_dense = drawn.too_dense or len(ink.glyphs) > PAGE_CHARACTERS
    return ink


def _glyphs(textpage: Any, frame: Frame) -> Iterator[tuple[Glyph, _Style]]:  # noqa: ANN401
    box = raw.FS_RECTF()
    high = 0
    holder, style, begun = None, None, None
    for index in range(min(raw.FPDFText_CountChars(textpage), 4 * PAGE_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        # Of a character without a Unicode value pdfium gives the number within the font.
        unknown = raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
        text = UNREADABLE if unknown else _character(code)
        if not text and unicodedata.category(chr(code)) == "Cc" and _is_drawn(textpage, index):
            # A font that calls its shapes by numbers of its own: such as look like controls.
            text = UNREADABLE
        if not text or not raw.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        own = _address(raw.FPDFText_GetTextObject(textpage, index))
        if style is None or own != holder:
            holder, style = own, _style(textpage, index, frame)
        if box.top - box.bottom > _TALLEST * style.size:
            _square(textpage, index, box, style.size)
        edges = frame.rectangle(box.left, box.bottom, box.right, box.top)
        if min(edges[2] - edges[0], edges[3] - edges[1]) < _FLAT * style.size and text != " ":
            edges = frame.rectangle(*_from_origin(textpage, index))
        if edges[3] <= edges[1]:
            continue
        if frame.holds(edges):
            begun = own if text.isdecimal() else begun if text.isspace() else None
        elif begun is not None and own == begun and text.isdecimal():
            # A number that runs off the page is not the part of it that can be seen.
            text, edges, begun = UNREADABLE, frame.clipped(edges), None
        else:
            continue
        yield Glyph(text, *edges, style.turn or 0, style.pale), style


def _address(pointer: Any) -> int | None:  # noqa: ANN401
    return ctypes.addressof(pointer.contents) if pointer else None


def _style(textpage: Any, index: int, frame: Frame) -> _Style:  # noqa: ANN401
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    largest = max(math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d))
    size = raw.FPDFText_GetFontSize(textpage, index) * largest or math.inf
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    paint = raw.FPDFText_GetFillColor
    known = paint(textpage, index, red, green, blue, alpha)
    darkest = min(red.value, green.value, blue.value)
    shade = 255 - (255 - darkest) * alpha.value / 255 if known else 0
    mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(textpage, index))
    hidden = mode in _HIDDEN_MODES or (bool(known) and alpha.value < _FAINTEST)
    white = darkest >= _WHITE and bool(known)
    pale = shade >= _PALE and not white
    transparent = bool(known) and alpha.value < _TRANSPARENT
    return _Style(_turn((matrix.a, matrix.b), frame), size, hidden, pale, white, transparent)


def _turn(direction: Point, frame: Frame) -> int | None:
    """Quarters clockwise from the right to where text runs as displayed; None when slantwise."""
    angle = math.atan2(-direction[1], direction[0]) + frame.turn * math.pi / 2
    quarters = round(angle / (math.pi / 2))
    return quarters % 4 if abs(angle - quarters * math.pi / 2) <= _STRAIGHT else None


def _from_origin(textpage: Any, index: int) -> Box:  # noqa: ANN401
    """The box in the page's content of a character that has none: half as wide as high."""
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    size = raw.FPDFText_GetFontSize(textpage, index)
    along = (matrix.a * size * 0.5, matrix.b * size * 0.5)
    up = (matrix.c * size, matrix.d * size)
    corners = [
        (x.value + s * along[0] + t * up[0], y.value + s * along[1] + t * up[1])
        for s in (0.0, 1.0)
        for t in (-0.2, 0.9)
    ]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _is_drawn(textpage: Any, index: int) -> bool:  # noqa: ANN401
    """Whether a character has a shape that can be seen."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    return right.value - left.value > _SEEN and top.value - bottom.value > _SEEN


def _square(textpage: Any, index: int, box: Any, size: float) -> None:  # noqa: ANN401
    """Put a square around the printed shape: pdfium does not scale the boxes of vertical fonts."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    half = size / 2
    x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    box.left, box.right, box.bottom, box.top = x - half, x + half, y - half, y + half


@lru_cache(maxsize=8_192)
def _character(code: int) -> str:
    """The character to keep: blanks as one kind, radicals as the characters they look like."""
    if code in _LINE_END_HYPHENS:
        return "-"
    if code == 0 or code > 0x10FFFF:
        return UNREADABLE
    text = chr(code)
    if (text.isspace() and code not in _SEPARATORS) or code == 0xA0:
        return " "
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", text)
    return "" if unicodedata.category(text) in {"Cc", "Cf", "Cs"} else text


def _origins(textpage: Any, drawn: Linework) -> tuple[list[Point], list[Point]]:  # noqa: ANN401
    """Where the text objects begin of which pdfium's text has no character, and the others.

    pdfium leaves out objects without width. Such are digits when the document embeds no font and
    the one put in its place on this system lacks them: they are drawn, but the cell reads blank.
    """
    count = raw.FPDFText_CountChars(textpage)
    heard = {_address(raw.FPDFText_GetTextObject(textpage, index)) for index in range(count)}
    lost: list[Point] = []
    known: list[Point] = []
    for text, matrix in drawn.texts:
        if _address(text) in heard:
            known.append(matrix[4:])
        elif _is_substituted(raw.FPDFTextObj_GetFont(text)):
            lost.append(matrix[4:])
    return lost, known


def _is_substituted(font: Any) -> bool:  # noqa: ANN401
    """Whether the font is one of the system's; in others an object without width is a blank."""
    if raw.FPDFFont_GetIsEmbedded(font) == 1:
        return False
    name = ctypes.create_string_buffer(_FONT_NAME)
    raw.FPDFFont_GetBaseFontName(font, name, _FONT_NAME)
    return not name.value.startswith(_BUILT_IN)


def _recovered(characters: Recovered, frame: Frame) -> Iterator[tuple[Glyph, _Style]]:
    """Characters that another library reads; they count as dark, more is not known of them."""
    for text, content, direction in characters:
        edges = frame.rectangle(*content)
        kept = "".join(_character(ord(character)) for character in text)
        if kept and frame.holds(edges):
            turn = _turn(direction, frame)
            size = max(edges[3] - edges[1], edges[2] - edges[0])
            style = _Style(turn, size)
            yield Glyph(kept, *edges, turn or 0), style


def _visible(pairs: list[tuple[Glyph, _Style]], drawn: Linework) -> list[tuple[Glyph, _Style]]:
    """The characters that can be seen, or the hidden ones where a picture stands for these."""
    hidden = {id(glyph) for glyph, style in pairs if style.hidden}
    hidden |= {
        id(glyph)
        for glyph, style in pairs
        if style.white and not drawn.pictured and not _on_fill(glyph, drawn.fills)
    }
    if not hidden:
        return pairs
    seen = sum(id(glyph) not in hidden and glyph.text != " " for glyph, _ in pairs)
    if drawn.pictured and seen < len(hidden):
        return pairs
    return [pair for pair in pairs if id(pair[0]) not in hidden]


def _on_fill(glyph: Glyph, fills: Sequence[Box]) -> bool:
    x, y = glyph.middle
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in fills)


def _unmarked(pairs: Sequence[tuple[Glyph, _Style]]) -> Iterator[Glyph]:
    """The characters that are no watermark: one is slantwise, transparent, or pale and large."""
    usual = median(style.size for _, style in pairs) if pairs else 0.0
    marks = [
        style.turn is None or style.transparent or (style.pale and style.size > _LARGE * usual)
        for _, style in pairs
    ]
    # Where most text is so, it is the text itself (a scan set askew, a proof printed lightly).
    askew = 2 * sum(marks) > len(pairs)
    for (glyph, _), is_mark in zip(pairs, marks, strict=True):
        if askew or not is_mark:
            yield glyph


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
        doubled = any(
            abs(x - other_x) <= near and abs(y - other_y) <= near
            for beside in range(int((x - near) // 2), int((x + near) // 2) + 1)
            for below in range(int((y - near) // 2), int((y + near) // 2) + 1)
            for other_x, other_y in seen.get((glyph.text, beside, below), ())
        )
        if not doubled:
            seen.setdefault((glyph.text, int(x // 2), int(y // 2)), []).append((x, y))
            kept.append(glyph)
    return kept


def turned_glyph(glyph: Glyph, seen: Callable[[Box], Box]) -> Glyph:
    """The character with its box in another view."""
    x0, top, x1, bottom = seen(glyph.box)
    return replace(glyph, x0=x0, top=top, x1=x1, bottom=bottom)


def lines_of_glyphs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters line by line from the top down, each from left to right.

    Those of one line may differ in height by fractions of a point.
    """
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle[1]):
        half = (glyph.bottom - glyph.top) / 2
        if lines and glyph.middle[1] - lines[-1][0].middle[1] <= half:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda glyph: glyph.x0) for line in lines]
