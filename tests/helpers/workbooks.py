"""Writes workbooks and reads them back as a spreadsheet program does."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from core.address import Address
from core.corrections import Correction
from core.export import Choice, Occasion, export
from core.findings import Finding, Status
from core.review import Review

MADE_AT = "2024-03-01T08:00:00Z"
FIRST_LINE = 4


def workbook_of(path: Path, *reviews: Review, choice: Choice | None = None) -> Workbook:
    """The workbook with the sheets that a person sees."""
    target = path / "out.xlsx"
    export(target, reviews, Occasion(MADE_AT, "李四"), choice)
    book = load_workbook(target)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            book.remove(sheet)
    return book


def edited(path: Path, change: Callable[[Workbook], None]) -> Path:
    """The workbook as a colleague sends it back."""
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def at(sheet: Worksheet, text: str, *, nth: int = 1) -> Cell:
    """The nth cell that holds exactly that text."""
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(found) >= nth, f"{text} stands {len(found)} times"
    return whole(found[nth - 1])


def lines(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def span(sheet: Worksheet, cell: Cell) -> tuple[int, int]:
    """Rows and columns of the merged area that begins at the cell."""
    for area in sheet.merged_cells.ranges:
        if (area.min_row, area.min_col) == (cell.row, cell.column):
            return area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
    return 1, 1


def computed(sheet: Worksheet, formula: object) -> Decimal:
    """What a check formula yields: sums of ranges, with texts and blanks left out."""
    sides = re.fullmatch(r"=SUM\((.*?)\)-SUM\((.*?)\)", str(formula))
    assert sides, f"not a check: {formula}"
    return _sum(sheet, sides[1]) - _sum(sheet, sides[2])


def _sum(sheet: Worksheet, references: str) -> Decimal:
    total = Decimal()
    for reference in references.split(","):
        left, top, right, bottom = range_boundaries(reference)
        for row in sheet.iter_rows(top, bottom, left, right, values_only=True):
            total += sum(Decimal(str(v)) for v in row if isinstance(v, int | float))
    return total


def summary_cell(book: Workbook, row_label: str, column_label: str, line: int = 1) -> Cell:
    """The cell of 汇总 under a two-line heading, in the line of a report from 1."""
    sheet = book["汇总"]
    above = ""
    for top, below in zip(sheet[1], sheet[2], strict=True):
        above = top.value or above
        if above == row_label and below.value == column_label:
            return cell_at(sheet, FIRST_LINE - 1 + line, whole(below).column)
    raise AssertionError(f"{row_label} / {column_label} is not in the heading")


def fill(cell: Cell) -> str:
    return cell.fill.start_color.rgb[2:] if cell.fill.fill_type else ""


def facts(book: Workbook) -> dict[object, object]:
    return {row[0]: row[1] for row in lines(book["说明"])}


def make_correction(**changes: object) -> Correction:
    fields: dict[str, object] = {
        "id": "c1",
        "sequence": 1,
        "report": 1,
        "address": Address("requests", "granted", "total"),
        "old": Decimal(1),
        "new": Decimal(12),
        "machine": Decimal(1),
        "reason": "=解析错误",
        "author": "张三",
        "made_at": "2024-02-03T04:05:06Z",
        "gesture": "typed",
    }
    return Correction(**{**fields, **changes})  # type: ignore[arg-type]


def make_finding(**changes: object) -> Finding:
    fields: dict[str, object] = {
        "rule": "requests.balance",
        "instance": "natural_person",
        "severity": "error",
        "status": Status.FAIL,
        "addresses": tuple(
            Address("requests", row, "natural_person")
            for row in ("new", "carried_in", "total", "carried_out")
        ),
        "left": Decimal(60),
        "right": Decimal(61),
        "difference": Decimal(-1),
        "message": "一加二不等于三加四",
    }
    return Finding(**{**fields, **changes})  # type: ignore[arg-type]


def whole(cell: object) -> Cell:
    """The cell itself; no test means the covered part of a merged area."""
    assert isinstance(cell, Cell)
    return cell


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell by position, both from 1."""
    return whole(sheet.cell(row, column))


def note(cell: Cell) -> str:
    """The text of the cell's note; "" when it has none."""
    return cell.comment.text if cell.comment else ""


def leads_to(cell: Cell) -> str:
    """Where the cell's link leads; "" when it has none."""
    return (cell.hyperlink.location or "") if cell.hyperlink else ""
