"""Reads Excel workbooks: each visible sheet is a heading line and one grid, as Excel shows it."""

from __future__ import annotations

import contextlib
import datetime
import io
import itertools
import re
import warnings
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, cast
from zipfile import BadZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

from core.language import say
from core.readers.archive import Container, attribute, local_name
from core.readers.assembly import Assembly, RawCell, TooComplex
from core.readers.bundles import unbundled
from core.readers.formulas import NoResult, Sums
from core.readers.limits import GRID_UNITS, GRIDS, SHEET_COLUMNS, SHEET_ROWS
from core.readers.refusals import refusal
from core.readers.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from core.document import Document
    from core.readers.formulas import Position

_CELL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_LITERAL: Final = re.compile(r'[_*].|\[[^\]]*\]|\\(.)|"([^"]*)"')
_OF_ZEROS: Final = 2
"""The section of a number format that says how a zero is shown, where it has so many."""
_TYPED_DECIMALS: Final = 4
"""Decimals that people type, as the form wants amounts in 万元; a format that shows fewer hides them."""
_SHOWS_ZERO: Final = re.compile("[0@/]|General", re.IGNORECASE)
BROKEN: Final = (
    InvalidFileException,
    BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    OSError,
    OverflowError,
)
"""What openpyxl raises on parts that contradict each other."""


def read_xlsx(data: bytes, name: str) -> Document:
    """Read a workbook; formulas count with the value stored beside them. Raises UnreadableSource."""
    container = Container(data, name, "xlsx")
    assembly = Assembly()
    parts = [part for part in container.parts("xl/worksheets/") if "/_rels/" not in part]
    bare_formulas = sum(_check_sheet(container, part, name) for part in parts)
    try:
        workbook = _loaded(data, data_only=True)
        title = workbook.properties.title or ""
        if bare_formulas:
            _fill_in_formulas(assembly, workbook, _loaded(data, data_only=False))
        for sheet in workbook.worksheets:
            _add_sheet(assembly, sheet)
    except TooComplex as error:
        raise refusal("document.too_complex", name) from error
    except BROKEN as error:
        raise refusal("xlsx.damaged", name) from error
    if not assembly.grid_count:
        raise refusal("document.no_text", name)
    return assembly.document(data, name, "xlsx", title=title)


def _check_sheet(container: Container, part: str, name: str) -> int:
    """Refuse a sheet whose corner cells or merged ranges would make the library loop.

    Returns the number of its formulas that were saved without a result.
    """
    bare_formulas = 0
    merged = 0
    for element in container.tree(part).iter():
        kind = local_name(element)
        reference = attribute(element, "r") if kind in {"c", "row"} else None
        if kind == "c":
            content = {local_name(child): child.text for child in element}
            is_text = attribute(element, "t") == "str"
            bare_formulas += "f" in content and not content.get("v") and not is_text
        elif kind == "mergeCell":
            merged += _area(attribute(element, "ref") or "")
        if _is_far(reference or "") or merged > GRID_UNITS:
            raise refusal("document.too_complex", name)
    return bare_formulas


def _loaded(data: bytes, *, data_only: bool) -> Workbook:
    # Full mode, because only it knows merged cells; what makes it loop was refused before. What
    # the library says about styles and extensions does not matter to the figures, and some of it
    # goes to standard output, where results are written.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        reader = _Reader(io.BytesIO(data), data_only=data_only, keep_links=False)
        reader.read()
    return reader.wb


class _Reader(ExcelReader):
    """Reads cells, which of them are merged, and what is hidden, be it zeros.

    openpyxl 3.1 also draws the borders of every merged cell anew, which takes as long as all the
    rest, and attaches notes, links and charts, which hold no figures of a report.
    """

    def read_worksheets(self) -> None:
        """Read the sheets of cells in their order."""
        for sheet, part in self.parser.find_sheets():
            if part.target not in self.valid_files or "chartsheet" in part.Type:
                continue
            worksheet = self.wb.create_sheet(sheet.name)
            worksheet.sheet_state = sheet.state
            with self.archive.open(part.target) as markup:
                reader = WorksheetReader(
                    worksheet, markup, self.shared_strings, self.data_only, rich_text=False
                )
                reader.bind_cells()
            merged = reader.parser.merged_cells
            ranges = [CellRange(cell.ref) for cell in merged.mergeCell] if merged else []
            worksheet.merged_cells = MultiCellRange(ranges)
            worksheet.views = getattr(reader.parser, "views", worksheet.views)
            reader.bind_col_dimensions()
            reader.bind_row_dimensions()


def _fill_in_formulas(assembly: Assembly, workbook: Workbook, written: Workbook) -> None:
    """Work out the formulas without a result; what is no sum stands as it is written, which is no
    figure, but no blank either."""
    sums = Sums(lambda position: _held(written, *position))
    bare = worked_out = 0
    for sheet, source in zip(workbook.worksheets, written.worksheets, strict=True):
        for row, column in _formulas(source):
            cell = cast("Cell", sheet.cell(row, column))
            if cell.value is not None:
                continue
            cell.value = _result(sums, (source.title, row, column))
            worked_out += not isinstance(cell.value, str)
            bare += isinstance(cell.value, str)
    _note_formulas(assembly, bare, worked_out)


def _formulas(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    """Row and column of each cell that holds a formula."""
    for cell in itertools.chain.from_iterable(sheet.iter_rows()):
        if cell.data_type == "f" and cell.row is not None and cell.column is not None:
            yield cell.row, cell.column


def _held(workbook: Workbook, sheet: str, row: int, column: int) -> object:
    """What a cell holds; a formula with its equals sign, array formulas hold it inside."""
    if sheet not in workbook.sheetnames or row > SHEET_ROWS or column > SHEET_COLUMNS:
        return "#REF!"
    cell = workbook[sheet].cell(row, column)
    text = getattr(cell.value, "text", cell.value)
    return f"={str(text or '').lstrip('=')}" if cell.data_type == "f" else text


def _result(sums: Sums, position: Position) -> float | str:
    try:
        result = sums.result(position)
    except NoResult:
        return str(sums.value_of(position))
    return float(result) if isinstance(result, Decimal) else result


def _note_formulas(assembly: Assembly, bare: int, worked_out: int) -> None:
    if worked_out:
        assembly.note(
            say(
                f"有 {worked_out} 个公式没有保存计算结果，其数字按公式算出。",
                f"{worked_out} formulas were saved without their results and have been worked out.",
            )
        )
    if bare:
        assembly.note(
            say(
                f"有 {bare} 个公式没有保存计算结果，无法读出数字；请用 Excel 打开并保存后重新导入。",
                f"{bare} formulas were saved without their results, so their figures cannot be "
                "read; open and save the workbook in Excel, and import it again.",
            )
        )


def _is_far(reference: str) -> bool:
    """Whether a row number or cell name lies beyond the limits."""
    if reference.isdigit():
        return int(reference) > SHEET_ROWS
    match = _CELL.match(reference)
    if not match:
        return False
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) > SHEET_ROWS or column > SHEET_COLUMNS


def _area(reference: str) -> int:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        return 0
    if left is None or top is None or right is None or bottom is None:
        return GRID_UNITS + 1
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _add_sheet(assembly: Assembly, sheet: Worksheet) -> None:
    if sheet.sheet_state != "visible":
        assembly.note(
            say(
                f"隐藏的工作表“{sheet.title}”未读取。",
                f"The hidden sheet “{sheet.title}” was not read.",
            )
        )
        return
    if sheet.max_row * sheet.max_column > GRID_UNITS or assembly.grid_count >= GRIDS:
        raise TooComplex
    cells = unbundled(_cells(assembly, sheet))
    if cells:
        assembly.add_line(sheet.title)
    for table in side_by_side(cells) if cells else []:
        assembly.add_grid([replace(cell, text=cell.text.strip()) for cell in table])


def _cells(assembly: Assembly, sheet: Worksheet) -> list[RawCell]:
    """The used range with merged cells as one; the range begins at its first filled cell."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = cast("tuple[int, int, int, int]", merged.bounds)
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered.update(
            (row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)
        )
    cells: list[RawCell] = []
    zeros, unseen = sheet.sheet_view.showZeros is not False, 0
    for line in sheet.iter_rows():
        for cell in line:
            position = (int(cell.row or 1), int(cell.column or 1))
            if position in spans or position not in covered:
                height, width = spans.get(position, (1, 1))
                text = _shown(cell) if zeros or cell.value != 0 else ""
                unseen += cell.value == 0 and not text
                cells.append(RawCell(*position, height, width, text))
    if unseen:
        _note_unseen(assembly, sheet.title, unseen)
    hidden_rows, hidden_columns = _hidden(sheet)
    if not hidden_rows and not hidden_columns:
        return _trimmed(cells)
    visible = [_uncovered(cell, hidden_rows, hidden_columns) for cell in cells]
    kept = [cell for cell in visible if cell is not None]
    if any(cell.text and part is None for cell, part in zip(cells, visible, strict=True)):
        _note_hidden(assembly, sheet.title)
    return _trimmed(kept)


def _hidden(sheet: Worksheet) -> tuple[frozenset[int], frozenset[int]]:
    """The numbers of the rows and columns that Excel does not show."""
    rows = [n for n, row in sheet.row_dimensions.items() if row.hidden or row.height == 0]
    columns: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden and column.min and column.max:
            columns.update(range(column.min, min(column.max, SHEET_COLUMNS) + 1))
    return frozenset(rows), frozenset(columns)


def _uncovered(
    cell: RawCell, hidden_rows: frozenset[int], hidden_columns: frozenset[int]
) -> RawCell | None:
    """The part of a cell that is shown; None when nothing of it is."""
    rows = [n for n in range(cell.row, cell.row + cell.row_span) if n not in hidden_rows]
    columns = [
        n for n in range(cell.column, cell.column + cell.column_span) if n not in hidden_columns
    ]
    if not rows or not columns:
        return None
    height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    return RawCell(rows[0], columns[0], height, width, cell.text)


def _note_hidden(assembly: Assembly, title: str) -> None:
    assembly.note(
        say(
            f"工作表“{title}”中隐藏的行或列未读取。",
            f"Hidden rows or columns of the sheet “{title}” were not read.",
        )
    )


def _note_unseen(assembly: Assembly, title: str, count: int) -> None:
    assembly.note(
        say(
            f"工作表“{title}”中有 {count} 个 0 设置为不显示，按空白读取。",
            f"{count} zeros of the sheet “{title}” are set not to be shown, and were read as blank.",
        )
    )


def _trimmed(cells: list[RawCell]) -> list[RawCell]:
    """The cells within the smallest range around all that is filled."""
    filled = [cell for cell in cells if cell.text.strip()]
    if not filled:
        return []
    top = min(cell.row for cell in filled)
    left = min(cell.column for cell in filled)
    bottom = max(cell.row + cell.row_span for cell in filled)
    right = max(cell.column + cell.column_span for cell in filled)
    return [cell for cell in cells if top <= cell.row < bottom and left <= cell.column < right]


def _shown(cell: Cell | MergedCell) -> str:
    # The library looks a format up for as long as it takes to read the rest of the cell.
    counts = isinstance(cell.value, int | float)
    return shown(cell.value, (cell.number_format if counts else "") or "General")


def shown(value: Any, number_format: str) -> str:  # noqa: ANN401 - whatever the cell holds
    """A cell's value as Excel shows it: decimals, thousands and percent of the format respected,
    but for typed decimals that it hides.

    A zero that the format leaves out is nothing; one that it draws as a dash, as formats of accounts
    do, is a 0 all the same: the dash is the program's, not the author's.
    """
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _shown_number(value, number_format)
        case datetime.datetime():
            is_day = value.time() == datetime.time()
            return str(value.date()) if is_day else value.isoformat(" ", "minutes")
        case _:
            return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip(" \t")


def _shown_number(value: float, number_format: str) -> str:
    try:
        number = Decimal(repr(value))
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return str(value)
    sections = number_format.split(";")
    pattern = _QUOTED.sub("", sections[0])
    zeros = sections[2] if len(sections) > _OF_ZEROS else sections[0]
    if not number and not _SHOWS_ZERO.search(_QUOTED.sub("", zeros)):
        return "0" if _LITERAL.sub(lambda m: m[1] or m[2] or "", zeros).strip("#?,. ") else ""
    if not re.search(r"[0#]", pattern):
        return _general(number)
    sign = ""
    if "%" in pattern:
        number, sign = number * 100, "%"
    decimals = re.search(r"\.([0#?]+)", pattern)
    places = len(decimals[1]) if decimals else 0
    held = -int(number.normalize().as_tuple().exponent)
    if places < held <= _TYPED_DECIMALS:
        places = held
    try:
        rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:
        return _general(number)
    optional = len(decimals[1]) - len(decimals[1].rstrip("#")) if decimals else 0
    text = f"{rounded:,f}" if re.search(r"[0#],[0#]", pattern) else f"{rounded:f}"
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.rstrip(".") + sign


def _general(number: Decimal) -> str:
    """Up to 11 digits without trailing zeros, as the General format shows them."""
    rounded = Decimal(f"{number:.11g}")
    if rounded == rounded.to_integral_value():
        return f"{rounded.to_integral_value():f}"
    return f"{rounded.normalize():f}"
