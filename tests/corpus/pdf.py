"""Drawing a draft as PDF pages, tables ruled or not, and taking the plain text layer back out.

Tables are drawn cell by cell, as a word processor's export does: they run over the end of a page
between two rows, and a merged cell that is cut there goes on after the break.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Literal

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.layouts import Matrix, Placed, resolved

if TYPE_CHECKING:
    from random import Random

    from tests.corpus.layouts import Draft

Ruling = Literal["ruled", "rects", "borderless"]

_FONT: Final = "Corpus"
_LATIN: Final = "Times-Roman"
_WIDTH, _HEIGHT = 595.0, 842.0
_MARGIN: Final = 62.0
_REQUESTS_WEIGHTS: Final = (1.1, 1.5, 3.4, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)


@cache
def font_path() -> Path | None:
    """A font with Chinese characters on this system, None when there is none that can be used."""
    if not shutil.which("fc-list"):
        return None
    listed = subprocess.run(
        ["fc-list", ":lang=zh", "file"], capture_output=True, text=True, check=False
    ).stdout
    paths = sorted(Path(line.strip().rstrip(":")) for line in listed.splitlines() if line.strip())
    return next((p for p in paths if p.name == "DroidSansFallbackFull.ttf"), None)


@cache
def _glyphs() -> frozenset[int]:
    """The characters that the Chinese font can draw; registers it. Needs font_path()."""
    font = TTFont(_FONT, str(font_path()))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


def _runs(text: str) -> list[tuple[str, str]]:
    """The text cut by font: the Chinese font lacks Latin letters and digits."""
    glyphs = _glyphs()
    runs: list[tuple[str, str]] = []
    for character in text:
        font = _FONT if ord(character) in glyphs else _LATIN
        # What neither font can draw (invisible characters) is not drawn.
        if font == _LATIN and not character.encode("cp1252", "ignore"):
            continue
        if runs and runs[-1][0] == font:
            runs[-1] = (font, runs[-1][1] + character)
        else:
            runs.append((font, character))
    return runs


def _measure(text: str, size: float) -> float:
    return sum(pdfmetrics.stringWidth(run, font, size) for font, run in _runs(text))


@dataclass(slots=True)
class _Pen:
    """The canvas with the position of the next line, in points from the top of the page."""

    canvas: Canvas
    ruling: Ruling
    size: float
    top: float = _MARGIN
    page: int = 1

    @property
    def leading(self) -> float:
        return self.size * 1.35

    @property
    def room(self) -> float:
        return _HEIGHT - _MARGIN - self.top

    def turn(self) -> None:
        """Finish the page with its number and begin another."""
        self.line(_WIDTH / 2 - 8, _HEIGHT - 40, f"- {self.page} -", 9)
        self.canvas.showPage()
        self.page += 1
        self.top = _MARGIN

    def line(self, x: float, top: float, text: str, size: float) -> None:
        shown = self.canvas.beginText(x, _HEIGHT - top - size)
        for font, run in _runs(text):
            shown.setFont(font, size)
            shown.textOut(run)
        self.canvas.drawText(shown)

    def edge(self, x0: float, top0: float, x1: float, top1: float) -> None:
        """One horizontal or vertical rule."""
        if self.ruling == "ruled":
            self.canvas.setLineWidth(0.6)
            self.canvas.line(x0, _HEIGHT - top0, x1, _HEIGHT - top1)
        elif self.ruling == "rects":
            self.canvas.rect(
                x0, _HEIGHT - top1, max(x1 - x0, 0.5), max(top1 - top0, 0.5), stroke=0, fill=1
            )


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines no wider than the width; breaks in the text are kept."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for character in part:
            if line and _measure(line + character, size) > width:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


def _draw_prose(pen: _Pen, text: str, *, heading: bool, centred: bool) -> None:
    size = 16 if centred else 12
    indent = 0 if heading else 2 * size
    for number, line in enumerate(_wrapped(text, _WIDTH - 2 * _MARGIN - indent, size)):
        if pen.room < size * 1.6:
            pen.turn()
        x = _MARGIN + (indent if number == 0 else 0)
        if centred:
            x = (_WIDTH - _measure(line, size)) / 2
        pen.line(x, pen.top, line, size)
        pen.top += size * 1.6


def _edges(matrix: Matrix, width: int) -> list[float]:
    weights = [1.0] * width
    if matrix.code == "requests" and width == len(_REQUESTS_WEIGHTS):
        weights = list(_REQUESTS_WEIGHTS)
    scale = (_WIDTH - 2 * _MARGIN) / sum(weights)
    edges = [_MARGIN]
    for weight in weights:
        edges.append(edges[-1] + weight * scale)
    return edges


def _heights(pen: _Pen, placed: list[Placed], edges: list[float], rows: int) -> list[float]:
    heights = [pen.leading + 7] * rows
    for place in sorted(placed, key=lambda p: p.piece.rows):
        piece = place.piece
        lines = _lines(pen, place, edges)
        last = min(place.row + piece.rows, rows)
        lacking = len(lines) * pen.leading + 6 - sum(heights[place.row : last])
        if lacking > 0:
            heights[last - 1] += lacking
    return heights


def _draw_table(pen: _Pen, matrix: Matrix) -> None:
    placed, width = resolved(matrix)
    edges = _edges(matrix, width)
    rows = len(matrix.rows)
    heights = _heights(pen, placed, edges, rows)
    left_over = {id(p): _lines(pen, p, edges) for p in placed}
    first = 0
    while first < rows:
        last, used = first, 0.0
        while last < rows and (used + heights[last] <= pen.room or last == first):
            used += heights[last]
            last += 1
        if used > pen.room and pen.top > _MARGIN:
            pen.turn()
            continue
        tops = [pen.top]
        for height in heights[first:last]:
            tops.append(tops[-1] + height)
        for place in placed:
            _draw_piece(pen, place, edges, (first, last), tops, left_over[id(place)])
        pen.top = tops[-1] + 8
        first = last
        if first < rows:
            pen.turn()


def _lines(pen: _Pen, place: Placed, edges: list[float]) -> list[str]:
    if place.piece.address:
        # Figures are not wrapped: a number torn in two is an accident of its own.
        return place.piece.text.split("\n")
    right = edges[min(place.column + place.piece.columns, len(edges) - 1)]
    return _wrapped(place.piece.text, right - edges[place.column] - 5, pen.size)


def _draw_piece(
    pen: _Pen,
    place: Placed,
    edges: list[float],
    rows: tuple[int, int],
    tops: list[float],
    lines: list[str],
) -> None:
    """Draw the part of a cell that stands between these rows; takes its lines from ``lines``."""
    begin, end = max(place.row, rows[0]), min(place.row + place.piece.rows, rows[1])
    if begin >= end:
        return
    top, bottom = tops[begin - rows[0]], tops[end - rows[0]]
    x0 = edges[place.column]
    x1 = edges[min(place.column + place.piece.columns, len(edges) - 1)]
    for x in (x0, x1):
        pen.edge(x, top, x, bottom)
    for y in (top, bottom):
        pen.edge(x0, y, x1, y)
    fitting = max(1, int((bottom - top - 3) // pen.leading))
    shown, lines[:] = lines[:fitting], lines[fitting:]
    offset = max(2.0, (bottom - top - len(shown) * pen.leading) / 2)
    label = place.piece.address is None and place.piece.columns * place.piece.rows == 1
    for number, text in enumerate(shown):
        size = min(pen.size, pen.size * (x1 - x0 - 2) / max(1.0, _measure(text, pen.size)))
        x = x0 + (3 if label else (x1 - x0 - _measure(text, size)) / 2)
        pen.line(x, top + offset + number * pen.leading, text, size)


def write_pdf(draft: Draft, random: Random, ruling: Ruling = "ruled") -> bytes:
    """Draw the report on A4 pages with page numbers."""
    _glyphs()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=1)
    canvas.setTitle(draft.title)
    pen = _Pen(canvas, ruling, random.choice((8.0, 9.0, 10.0)))
    for number, element in enumerate(draft.elements):
        if isinstance(element, Matrix):
            _draw_table(pen, element)
        elif element.text == "\f":
            pen.turn()
        else:
            _draw_prose(pen, element.text, heading=element.heading, centred=number == 0)
    pen.turn()
    canvas.save()
    return out.getvalue()


def write_pdf_rects(draft: Draft, random: Random) -> bytes:
    """The rules are thin filled rectangles, as word processors export them."""
    return write_pdf(draft, random, "rects")


def write_pdf_borderless(draft: Draft, random: Random) -> bytes:
    """No rules at all: only the positions of the words tell rows and columns."""
    return write_pdf(draft, random, "borderless")


def write_text_layer(draft: Draft, random: Random) -> bytes:
    """The text layer without layout, as copied out of a viewer: blanks and columns are lost."""
    document = pypdfium2.PdfDocument(write_pdf(draft, random))
    pages: list[str] = []
    for page in document:
        text_page = page.get_textpage()
        pages.append(text_page.get_text_bounded())
        text_page.close()
        page.close()
    document.close()
    return "\n".join(pages).replace("\r\n", "\n").encode()


def write_pdftotext(draft: Draft, random: Random) -> bytes:
    """What the command pdftotext makes of the page."""
    return _pdftotext(write_pdf(draft, random))


def write_pdftotext_layout(draft: Draft, random: Random) -> bytes:
    """What pdftotext -layout makes of the page: columns kept by blanks."""
    return _pdftotext(write_pdf(draft, random), "-layout")


def _pdftotext(data: bytes, *options: str) -> bytes:
    with TemporaryDirectory(prefix="gouji-corpus-") as folder:
        source = Path(folder) / "source.pdf"
        source.write_bytes(data)
        command = ["pdftotext", *options, "-enc", "UTF-8", str(source), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout
