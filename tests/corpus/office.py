"""Writing a draft as a word processor's document or as a workbook."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from docx import Document as new_docx
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from tests.corpus.layouts import Matrix, Prose, resolved
from tests.corpus.writers import shown

if TYPE_CHECKING:
    from random import Random

    from docx.document import Document
    from openpyxl.worksheet.worksheet import Worksheet

    from tests.corpus.layouts import Draft, Piece


def write_docx(draft: Draft, random: Random) -> bytes:
    """A word processor's document with merged cells."""
    document = new_docx()
    document.core_properties.title = draft.title
    if random.random() < 0.5:
        document.sections[0].header.paragraphs[0].text = draft.title
        document.sections[0].footer.paragraphs[0].text = "- 1 -"
    for element in shown(draft):
        if isinstance(element, Prose):
            document.add_paragraph(element.text)
        else:
            _add_table(document, element)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_table(document: Document, matrix: Matrix) -> None:
    placed, width = resolved(matrix)
    table = document.add_table(rows=len(matrix.rows), cols=width)
    table.style = "Table Grid"
    # Every access to table.cell walks the whole table; the list is built once.
    cells = [list(row.cells) for row in table.rows]
    for place in placed:
        piece = place.piece
        top = cells[place.row][place.column]
        bottom = cells[min(place.row + piece.rows, len(cells)) - 1]
        corner = bottom[min(place.column + piece.columns, width) - 1]
        (top.merge(corner) if top is not corner else top).text = piece.text


def write_docx_frame(draft: Draft, _random: Random) -> bytes:
    """All stands in one cell of a table that frames the page; the tables are nested."""
    document = new_docx()
    document.core_properties.title = draft.title
    frame = document.add_table(rows=1, cols=1).rows[0].cells[0]
    for element in shown(draft):
        if isinstance(element, Prose):
            frame.add_paragraph(element.text)
            continue
        placed, width = resolved(element)
        table = frame.add_table(rows=len(element.rows), cols=width)
        cells = [list(row.cells) for row in table.rows]
        for place in placed:
            piece = place.piece
            top = cells[place.row][place.column]
            bottom = cells[min(place.row + piece.rows, len(cells)) - 1]
            corner = bottom[min(place.column + piece.columns, width) - 1]
            (top.merge(corner) if top is not corner else top).text = piece.text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _typed(piece: Piece, random: Random) -> int | float | str | None:
    """A plain count as the spreadsheet holds it: a whole number, a float, a formula's text."""
    plain = piece.text.isascii() and piece.text.isdigit() and piece.address
    if not plain:
        return piece.text or None
    return random.choice((int(piece.text), int(piece.text), float(piece.text), piece.text))


def _place(sheet: Worksheet, matrix: Matrix, top: int, random: Random) -> None:
    for place in resolved(matrix)[0]:
        piece, row, column = place.piece, top + place.row, place.column + 1
        cell = sheet.cell(row, column, _typed(piece, random))
        if isinstance(cell.value, int | float):
            cell.number_format = random.choice(("General", "#,##0", "0", "0_ "))
        last = min(row + piece.rows, top + len(matrix.rows)) - 1
        if piece.columns > 1 or last > row:
            sheet.merge_cells(
                start_row=row,
                start_column=column,
                end_row=last,
                end_column=column + piece.columns - 1,
            )


def _saved(workbook: Workbook) -> bytes:
    workbook.remove(workbook.worksheets[0])
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def write_xlsx(draft: Draft, random: Random) -> bytes:
    """A workbook with everything on one sheet, cells merged."""
    workbook = Workbook()
    _fill(workbook.create_sheet("年度报告"), draft, random)
    return _saved(workbook)


def _fill(sheet: Worksheet, draft: Draft, random: Random) -> dict[int, int]:
    """Write everything below each other; the columns of each row that tables take, 0 for prose."""
    columns: dict[int, int] = {}
    top = 1
    for element in shown(draft):
        if isinstance(element, Prose):
            sheet.cell(top, 1, element.text)
            columns[top] = 0
            top += 1
        else:
            _place(sheet, element, top, random)
            columns |= dict.fromkeys(range(top, top + len(element.rows)), resolved(element)[1])
            top += len(element.rows) + 1
    return columns


def write_xlsx_sheets(draft: Draft, random: Random) -> bytes:
    """A sheet for each table, with the section's heading above; the prose on the first sheet."""
    workbook = Workbook()
    cover = workbook.create_sheet("封面")
    heading, line = "", 1
    for element in shown(draft):
        if isinstance(element, Prose):
            cover.cell(line, 1, element.text)
            line += 1
            heading = element.text if element.heading else heading
            continue
        sheet = workbook.create_sheet(f"表{len(workbook.sheetnames)}")
        sheet.cell(1, 1, heading)
        _place(sheet, element, random.choice((2, 3, 4)), random)
    workbook.create_sheet("Sheet9")
    return _saved(workbook)


def write_pdf_calc(draft: Draft, random: Random) -> bytes:
    """A workbook as LibreOffice prints it to PDF, fitted to the page's width; takes seconds."""
    workbook, rows = _ruled(draft, random)
    sheet = workbook.worksheets[0]
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    for number in (row for row, columns in rows.items() if not columns):
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=15)
        text = str(sheet.cell(number, 1).value)
        sheet.row_dimensions[number].height = 15 * (1 + len(text) // 70)
    sheet.column_dimensions["C"].width = 30
    return _printed(workbook)


def write_pdf_calc_wide(draft: Draft, random: Random) -> bytes:
    """The same at its full size, broader than the paper: pages side by side; takes seconds."""
    workbook, rows = _ruled(draft, random)
    sheet = workbook.worksheets[0]
    sheet.page_setup.pageOrder = random.choice(("downThenOver", "overThenDown"))
    width = random.choice((9, 10, 11))
    for column in range(1, 16):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions["C"].width = 26
    for number, columns in rows.items():
        # A character is as broad as two digits, by which the width of columns is counted.
        broad = {3: 24}
        lines = [
            1 + 2 * len(str(sheet.cell(number, column).value or "")) // broad.get(column, 8)
            for column in range(3, columns + 1)
        ]
        sheet.row_dimensions[number].height = 15 * max(lines, default=1)
    return _printed(workbook)


def _ruled(draft: Draft, random: Random) -> tuple[Workbook, dict[int, int]]:
    """A workbook of one sheet with the borders of the tables; and how many columns each row has."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    rows = _fill(sheet, draft, random)
    thin = Side(style="thin")
    for number, columns in rows.items():
        for cell in next(sheet.iter_rows(number, number, 1, max(columns, 1))):
            cell.alignment = Alignment(wrap_text=columns > 0, vertical="center")
            if columns:
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    return workbook, rows


def _printed(workbook: Workbook) -> bytes:
    """The workbook as LibreOffice prints it to PDF."""
    with TemporaryDirectory(prefix="gouji-corpus-") as folder:
        source = Path(folder) / "source.xlsx"
        workbook.save(source)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, str(source)], capture_output=True, check=True, timeout=240)
        return source.with_suffix(".pdf").read_bytes()
