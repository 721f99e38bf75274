"""Reports as other programs print them: a browser and a word processor, with their many styles."""

from __future__ import annotations

import subprocess
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from docx import Document as new_docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from tests.corpus.layouts import Matrix, Prose, resolved
from tests.corpus.writers import shown

if TYPE_CHECKING:
    from random import Random

    from docx.document import Document

    from tests.corpus.layouts import Draft, Piece

_BORDERS: Final = (
    "table{border-collapse:collapse} td{border:1px solid #000}",
    "table{border-collapse:collapse} td{border:0.5pt solid #999}",
    "table{border-spacing:2px;border:1px outset gray} td{border:1px inset gray}",
    "table{border-collapse:collapse} td{border:1px dashed #333}",
    "table{border-collapse:collapse} td{border:1px dotted #333}",
    "table{border-collapse:collapse} td{border:3px double #000}",
    "table{border-collapse:collapse} td{border-bottom:1px solid #ccc}",
    "table{border-collapse:collapse;border:1px solid} td{border:0}",
    "table{border-collapse:collapse} td{border:0}",
    "table{border-spacing:1px;background:#000} td{background:#fff}",
    "table{border-collapse:collapse} tr:nth-child(even) td{background:#e4eefa}",
    "table{border-collapse:collapse} tr{border-top:1px solid;border-bottom:1px solid}",
)
"""Solid; thin; the browser's own; dashed; dotted; double; lines below rows; a box; nothing; white
cells on black; every other row shaded; horizontal rules."""
_TIMEOUT: Final = 240


def _cell(piece: Piece) -> str:
    spans = f' colspan="{piece.columns}"' if piece.columns > 1 else ""
    spans += f' rowspan="{piece.rows}"' if piece.rows > 1 else ""
    kind = "figure" if piece.address else "label"
    text = escape(piece.text).replace("\n", "<br>")
    return f'<td{spans} class="{kind}">{text}</td>'


def _table(matrix: Matrix, *, repeat: bool) -> str:
    rows = [f"<tr>{''.join(_cell(p) for p in row)}</tr>" for row in matrix.rows]
    if repeat and matrix.header:
        head, body = rows[: matrix.header], rows[matrix.header :]
        return f"<table><thead>{''.join(head)}</thead><tbody>{''.join(body)}</tbody></table>"
    return f"<table>{''.join(rows)}</table>"


def _style(random: Random) -> str:
    """The style sheet of a page: rules, sizes, alignment, what a narrow cell does with its text."""
    rules = [
        random.choice(_BORDERS),
        f"table{{width:{random.choice((100, 100, 90))}%;"
        f"table-layout:{random.choice(('auto', 'auto', 'fixed'))}}}",
        f"td{{font-size:{random.choice((8, 9, 10, 10.5, 12))}pt;"
        f"padding:{random.choice((0, 1, 3, 6))}px;"
        f"vertical-align:{random.choice(('middle', 'middle', 'top', 'bottom'))};"
        f"word-break:{random.choice(('normal', 'break-all'))}}}",
        f".figure{{text-align:{random.choice(('center', 'center', 'right', 'left'))}}}",
        f".label{{text-align:{random.choice(('center', 'left', 'justify'))}}}",
        f"@page{{size:A4 {random.choice(('portrait', 'portrait', 'landscape'))};"
        f"margin:{random.choice((10, 15, 20, 25))}mm}}",
        f"p{{font-size:{random.choice((10.5, 12, 14, 16))}pt;"
        f"text-indent:{random.choice((0, 2))}em}}",
        "tr{break-inside:" + random.choice(("auto", "auto", "avoid")) + "}",
        "*{-webkit-print-color-adjust:exact}",
    ]
    if random.random() < 0.15:
        rules.append(".figure{font-weight:bold}")
    if random.random() < 0.15:
        rules.append(".figure{letter-spacing:1px}")
    if random.random() < 0.1:
        rules.append(
            ".mark{position:fixed;top:40%;left:15%;font-size:60pt;color:rgba(120,120,120,.25);"
            "transform:rotate(-35deg)}"
        )
    return "\n".join(rules)


def _page(draft: Draft, random: Random) -> str:
    repeat = random.random() < 0.3
    style = _style(random)
    parts = ["<div class=mark>政务公开</div>" if ".mark" in style else ""]
    for number, element in enumerate(shown(draft)):
        if isinstance(element, Matrix):
            parts.append(_table(element, repeat=repeat))
        else:
            name = "h2" if number == 0 else "h4" if element.heading else "p"
            parts.append(f"<{name}>{escape(element.text)}</{name}>")
    return (
        f"<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>{escape(draft.title)}</title>"
        f"<style>{style}</style></head><body>{''.join(parts)}</body></html>"
    )


def write_pdf_browser(draft: Draft, random: Random) -> bytes:
    """A page as a browser prints it, in one of many styles; takes a second."""
    with TemporaryDirectory(prefix="gouji-corpus-") as folder:
        source, out = Path(folder) / "source.html", Path(folder) / "source.pdf"
        source.write_text(_page(draft, random), encoding="utf-8")
        margins = [] if random.random() < 0.3 else ["--no-pdf-header-footer"]
        command = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", *margins]
        profile = f"--user-data-dir={Path(folder) / 'profile'}"
        subprocess.run(
            [*command, profile, f"--print-to-pdf={out}", source.as_uri()],
            capture_output=True,
            check=True,
            timeout=_TIMEOUT,
        )
        return out.read_bytes()


_CENTRE, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_ROWS: Final = ("top", "bottom", "insideH")
_LINES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("single", _SIDES),
    ("single", _SIDES),
    ("double", _SIDES),
    ("dashed", _SIDES),
    ("dotted", _SIDES),
    ("single", _ROWS),
    ("single", (*_ROWS, "insideV")),
    ("single", _SIDES[:4]),
    ("single", _ROWS[:2]),
    ("none", ()),
)
"""How a table is ruled, and which sides: of it as a whole, and between its rows and columns."""


def write_pdf_writer(draft: Draft, random: Random) -> bytes:
    """A word processor's document as LibreOffice prints it, in one of many styles; takes seconds."""
    document = new_docx()
    section = document.sections[0]
    width, height = Mm(210), Mm(297)
    if random.random() < 0.2:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    margin = Mm(random.choice((15, 20, 28)))
    section.left_margin = section.right_margin = margin
    available = width - 2 * margin
    if random.random() < 0.3:
        section.header.paragraphs[0].text = draft.title
        section.footer.paragraphs[0].text = "- 1 -"
    lines, size = random.choice(_LINES), random.choice((7.5, 8, 9, 10.5, 12))
    prose = random.choice((10.5, 12, 16))
    printed = _Printed(document, lines, size, random)
    for element in shown(draft):
        if isinstance(element, Prose):
            run = document.add_paragraph().add_run(element.text)
            run.font.size, run.bold = Pt(prose), element.heading
        else:
            printed.add(element, available)
    out = BytesIO()
    document.save(out)
    return _by_writer(out.getvalue())


class _Printed:
    """The tables of a document, all in one style."""

    def __init__(
        self,
        document: Document,
        lines: tuple[str, tuple[str, ...]],
        size: float,
        random: Random,
    ) -> None:
        self._document = document
        self._lines = lines
        self._size = size
        self._figures = random.choice((_CENTRE, WD_ALIGN_PARAGRAPH.RIGHT, _LEFT))
        self._labels = random.choice((_CENTRE, WD_ALIGN_PARAGRAPH.JUSTIFY, _LEFT))
        self._level = random.choice(
            (WD_ALIGN_VERTICAL.CENTER, WD_ALIGN_VERTICAL.CENTER, WD_ALIGN_VERTICAL.TOP)
        )
        self._bold = random.random() < 0.15
        self._room = random.choice((0, 0, 2, 4))
        self._weights = [random.uniform(0.8, 1.25) for _ in range(20)]

    def add(self, matrix: Matrix, available: int) -> None:
        """Put a table at the end of the document, as broad as what is available."""
        placed, width = resolved(matrix)
        table = self._document.add_table(rows=len(matrix.rows), cols=width)
        table.autofit = False
        self._rule()
        weights = self._weights[:width]
        if width == 10:
            weights = [1.0, 1.5, 3.2, *weights[3:]]
        widths = [Emu(round(available * weight / sum(weights))) for weight in weights]
        for column, own in zip(table.columns, widths, strict=True):
            column.width = own
        cells = [list(row.cells) for row in table.rows]
        for row in cells:
            for cell, own in zip(row, widths, strict=True):
                cell.width = own
        for place in placed:
            piece = place.piece
            top = cells[place.row][place.column]
            bottom = cells[min(place.row + piece.rows, len(cells)) - 1]
            corner = bottom[min(place.column + piece.columns, width) - 1]
            cell = top.merge(corner) if top is not corner else top
            cell.vertical_alignment = self._level
            paragraph = cell.paragraphs[0]
            paragraph.alignment = self._figures if piece.address else self._labels
            paragraph.paragraph_format.space_before = Pt(self._room)
            paragraph.paragraph_format.space_after = Pt(self._room)
            run = paragraph.add_run(piece.text)
            run.font.size, run.bold = Pt(self._size), self._bold

    def _rule(self) -> None:
        """Rule the last table."""
        borders = OxmlElement("w:tblBorders")
        kind, sides = self._lines
        for side in sides:
            line = OxmlElement(f"w:{side}")
            line.set(qn("w:val"), kind)
            line.set(qn("w:sz"), "4")
            borders.append(line)
        *_, properties = self._document.element.iter(qn("w:tblPr"))
        properties.append(borders)


def _by_writer(data: bytes) -> bytes:
    with TemporaryDirectory(prefix="gouji-corpus-") as folder:
        source = Path(folder) / "source.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, str(source)], capture_output=True, check=True, timeout=_TIMEOUT)
        return source.with_suffix(".pdf").read_bytes()
