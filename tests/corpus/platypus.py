"""Another producer of PDF: the flowing tables of reportlab, with long rules and split rows."""

from __future__ import annotations

from contextlib import suppress
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus.doctemplate import LayoutError

from tests.corpus.layouts import Matrix, resolved
from tests.corpus.page import FONT, glyphs

if TYPE_CHECKING:
    from random import Random

    from reportlab.platypus import Flowable

    from tests.corpus.layouts import Draft


def _style(size: float) -> ParagraphStyle:
    return ParagraphStyle(
        f"s{size}", fontName=FONT, fontSize=size, leading=size * 1.4, wordWrap="CJK"
    )


def _marked(text: str) -> str:
    """Latin characters in a font that has them."""
    known, parts, latin = glyphs(), [], ""
    for character in text:
        if ord(character) in known or character == "\n":
            if latin:
                parts.append(f'<font face="Helvetica">{escape(latin)}</font>')
                latin = ""
            parts.append("<br/>" if character == "\n" else escape(character))
        elif character.encode("cp1252", "ignore"):
            latin += character
    if latin:
        parts.append(f'<font face="Helvetica">{escape(latin)}</font>')
    return "".join(parts)


def _table(
    matrix: Matrix, style: ParagraphStyle, available: float, *, repeat: bool, within: int
) -> Table:
    placed, width = resolved(matrix)
    height = len(matrix.rows)
    texts: list[list[Paragraph | str]] = [[""] * width for _ in range(height)]
    style_of_table = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    for place in placed:
        piece = place.piece
        texts[place.row][place.column] = Paragraph(_marked(piece.text), style)
        right = min(place.column + piece.columns, width) - 1
        below = min(place.row + piece.rows, height) - 1
        if (right, below) != (place.column, place.row):
            style_of_table.add("SPAN", (place.column, place.row), (right, below))
    weights = [1.0] * width
    if matrix.code == "requests" and width == 10:
        weights[:3] = [0.9, 1.6, 3.0]
    widths = [available * w / sum(weights) for w in weights]
    heads = matrix.header if repeat and matrix.header < height else 0
    return Table(texts, widths, style=style_of_table, repeatRows=heads, splitInRow=within)


def write_pdf_platypus(draft: Draft, random: Random) -> bytes:
    """Paragraphs and tables that the library breaks over pages by itself."""
    glyphs()
    margin = random.choice((50.0, 64.0, 78.0))
    sizes = random.choice((11.0, 13.0)), random.choice((7.5, 8.5, 9.5))
    repeat = random.random() < 0.5
    for heads, within in ((repeat, 0), (False, 0), (False, 1)):
        # The library gives up on some merged cells; splitting rows is what it manages always.
        with suppress(LayoutError, TypeError):
            return _built(draft, margin, sizes, repeat=heads, within=within)
    raise AssertionError(draft.title)


def _built(
    draft: Draft, margin: float, sizes: tuple[float, float], *, repeat: bool, within: int
) -> bytes:
    body, cell = _style(sizes[0]), _style(sizes[1])
    available = A4[0] - 2 * margin - 12
    story: list[Flowable] = []
    for element in draft.elements:
        if isinstance(element, Matrix):
            table = _table(element, cell, available, repeat=repeat, within=within)
            story += [table, Spacer(1, 9)]
        elif element.text == "\f":
            story.append(PageBreak())
        else:
            story.append(Paragraph(_marked(element.text), body))
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=margin, rightMargin=margin, title=draft.title, invariant=1
    )
    document.build(story)
    return out.getvalue()
