"""Office files that templates and converters make: one XML, a page within, sheets with formulas."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.corpus.figures import make_figures
from tests.corpus.layouts import Matrix, make_draft, resolved
from tests.corpus.pieces import gold, row_cells
from tests.corpus.writers import shown, write_html

if TYPE_CHECKING:
    from random import Random

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.corpus.layouts import Draft, Piece, Placed

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OF_2003: Final = "http://schemas.microsoft.com/office/word/2003/wordml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_APPLICANTS: Final = 6


def write_word_2003(draft: Draft, _random: Random) -> bytes:
    """Word's XML of 2003, as programs that fill in templates call it .doc."""
    parts = [_table(e) if isinstance(e, Matrix) else _paragraph(e.text) for e in shown(draft)]
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{_OF_2003}" xmlns:wx="aux"><w:body><wx:sect>{"".join(parts)}'
        "</wx:sect></w:body></w:wordDocument>"
    ).encode()


def _paragraph(text: str) -> str:
    runs = "<w:br/>".join(f"<w:t>{escape(line)}</w:t>" for line in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def _rows(matrix: Matrix) -> list[list[tuple[Placed, bool]]]:
    """The cells of each row from left to right, those that only go on below included."""
    rows: list[list[tuple[Placed, bool]]] = [[] for _ in matrix.rows]
    for place in resolved(matrix)[0]:
        for row in range(place.row, min(len(rows), place.row + place.piece.rows)):
            rows[row].append((place, row == place.row))
    return [sorted(row, key=lambda cell: cell[0].column) for row in rows]


def _table(matrix: Matrix) -> str:
    lines: list[str] = []
    for row in _rows(matrix):
        cells: list[str] = []
        for place, begins in row:
            start = ' w:val="restart"' if begins else ""
            merge = f"<w:vmerge{start}/>" if place.piece.rows > 1 else ""
            spans = f'<w:tcPr><w:gridSpan w:val="{place.piece.columns}"/>{merge}</w:tcPr>'
            cells.append(f"<w:tc>{spans}{_paragraph(place.piece.text if begins else '')}</w:tc>")
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def write_docx_chunk(draft: Draft, random: Random) -> bytes:
    """A document that holds nothing but a web page, as converters make it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>'
            '<w:altChunk r:id="c"/></w:body></w:document>',
        )
        container.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="c" '
            f'Type="{_OFFICE}/aFChunk" Target="/word/chunk.htm"/></Relationships>',
        )
        container.writestr("word/chunk.htm", write_html(draft, random))
    return out.getvalue()


def write_excel_2003(draft: Draft, _random: Random) -> bytes:
    """Excel's XML of 2003, as programs call it .xls."""
    lines: list[str] = []
    for element in shown(draft):
        if not isinstance(element, Matrix):
            lines.append(f"<Row><Cell><Data>{escape(element.text)}</Data></Cell></Row>")
            continue
        for row in _rows(element):
            cells = (_cell(place, len(element.rows)) for place, begins in row if begins)
            lines.append(f"<Row>{''.join(cells)}</Row>")
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{_SHEET}" xmlns:ss="{_SHEET}">'
        f'<Worksheet ss:Name="年报"><Table>{"".join(lines)}</Table></Worksheet></Workbook>'
    ).encode()


def _cell(place: Placed, height: int) -> str:
    piece = place.piece
    across = f' ss:MergeAcross="{piece.columns - 1}"' if piece.columns > 1 else ""
    rows = min(piece.rows, height - place.row)
    down = f' ss:MergeDown="{rows - 1}"' if rows > 1 else ""
    kind = "Number" if piece.text.isascii() and piece.text.isdigit() else "String"
    data = f'<Data ss:Type="{kind}">{escape(piece.text)}</Data>' if piece.text else ""
    return f'<Cell ss:Index="{place.column + 1}"{across}{down}>{data}</Cell>'


def _fill(sheet: Worksheet, draft: Draft, left: int, *, sums: bool = False) -> None:
    top = 1
    for element in shown(draft):
        if not isinstance(element, Matrix):
            sheet.cell(top, left, element.text)
            top += 1
            continue
        for place in resolved(element)[0]:
            text, row, column = place.piece.text, top + place.row, left + place.column
            value = int(text) if text.isascii() and text.isdigit() else text or None
            if sums and _is_sum(draft, place, element.rows[place.row]):
                cells = (get_column_letter(column - n) for n in (_APPLICANTS, 1))
                value = "=SUM({0}{2}:{1}{2})".format(*cells, row)
            sheet.cell(row, column, value)
        top += len(element.rows) + 1


def _is_sum(draft: Draft, place: Placed, row: list[Piece]) -> bool:
    """Whether the cell prints the total of its row, and a spreadsheet would find the same."""
    if not re.fullmatch(r"requests\..*\.total", place.piece.address or ""):
        return False
    cells = [piece.text for piece in row_cells(row)]
    if len(cells) <= _APPLICANTS or not all(text.isascii() and text.isdigit() for text in cells):
        return False
    total = gold(draft, place.piece.address or "")
    return sum(map(int, cells[:-1])) == int(cells[-1]) == total


def _saved(workbook: Workbook) -> bytes:
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def write_xlsx_formulas(draft: Draft, _random: Random) -> bytes:
    """A workbook whose totals are formulas that were saved without a result."""
    workbook = Workbook()
    _fill(workbook.worksheets[0], draft, 1, sums=True)
    return _saved(workbook)


def write_xlsx_beside(draft: Draft, random: Random) -> bytes:
    """A workbook with the report of another year beside this one's on the same sheet."""
    workbook = Workbook()
    other = make_draft(make_figures(random, edition=draft.figures.edition), random)
    width = max(resolved(e)[1] for e in draft.elements if isinstance(e, Matrix))
    _fill(workbook.worksheets[0], draft, 1)
    _fill(workbook.worksheets[0], other, width + 2)
    return _saved(workbook)
