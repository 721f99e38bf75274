"""Writing a draft as a word processor's document or as a workbook."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from docx import Document as new_docx
from openpyxl import Workbook, load_workbook
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
    sheet = workbook.create_sheet("年度报告")
    top = 1
    for element in shown(draft):
        if isinstance(element, Prose):
            sheet.cell(top, 1, element.text)
            top += 1
        else:
            _place(sheet, element, top, random)
            top += len(element.rows) + 1
    return _saved(workbook)


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
    workbook = load_workbook(BytesIO(write_xlsx(draft, random)))
    sheet = workbook.worksheets[0]
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    for number, text in _bordered(sheet).items():
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=15)
        sheet.row_dimensions[number].height = 15 * (1 + len(text) // 70)
    sheet.column_dimensions["C"].width = 30
    return _printed(workbook)


def write_pdf_calc_wide(draft: Draft, random: Random) -> bytes:
    """The same at its full size, broader than the paper: pages side by side; takes seconds."""
    workbook = load_workbook(BytesIO(write_xlsx(draft, random)))
    sheet = workbook.worksheets[0]
    sheet.page_setup.pageOrder = random.choice(("downThenOver", "overThenDown"))
    paragraphs = _bordered(sheet)
    width = random.choice((9, 10, 11))
    for column in range(1, 16):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions["C"].width = 26
    for number, row in enumerate(sheet.iter_rows(), 1):
        # As broad as the label's own column, three characters of it stand in two widths of a digit.
        lines = [1 + 2 * len(str(c.value or "")) // (24 if c.column == 3 else 8) for c in row[2:]]
        sheet.row_dimensions[number].height = 15 if number in paragraphs else 15 * max(lines)
    return _printed(workbook)


def _bordered(sheet: Worksheet) -> dict[int, str]:
    """Draw the borders of the tables; returns the texts of the other rows, those of paragraphs."""
    thin = Side(style="thin")
    paragraphs: dict[int, str] = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        alone = all(cell.value is None for cell in row[1:])
        for cell in row:
            cell.alignment = Alignment(wrap_text=not alone, vertical="center")
            if not alone:
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        if alone and row[0].value and row[0].coordinate not in sheet.merged_cells:
            paragraphs[number] = str(row[0].value)
    return paragraphs


def _printed(workbook: Workbook) -> bytes:
    """The workbook as LibreOffice prints it to PDF."""
    with TemporaryDirectory(prefix="gouji-corpus-") as folder:
        source = Path(folder) / "source.xlsx"
        workbook.save(source)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, str(source)], capture_output=True, check=True, timeout=240)
        return source.with_suffix(".pdf").read_bytes()
