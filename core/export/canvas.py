"""A sheet under construction: values, merges and looks by position, poured out row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from core.cells import Origin
from core.export.gate import CellValue, cell_value

Look = str
"""The name of one of the workbook's styles."""

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_EDGE: Final = Side(style="thin", color="FF8C8C8C")
_BOX: Final = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_FILLS: Final = {
    "已更正": "FFBBDEFB",
    "无法确定": "FFFFCC80",
    "未找到": "FFFFE0B2",
    "推断": "FFFFF59D",
    "拼合读出": "FFE1D5F0",
    "本版无此项": "FFE7E6E6",
}
NUMBER: Final[Look] = "数值"
LABEL: Final[Look] = "栏目"
TEXT: Final[Look] = "文字"
HEAD: Final[Look] = "表头"
TITLE: Final[Look] = "大标题"
REMARK: Final[Look] = "说明文字"
LINK: Final[Look] = "链接"
CHECK: Final[Look] = "校验"
ABSENT: Final[Look] = "本版无此项"
ERROR: Final[Look] = "问题-错误"
WARNING: Final[Look] = "问题-警示"
OF_SOURCE: Final[Look] = "源文件问题"
TOTAL: Final[Look] = "合计行"
_NONZERO_FILL: Final = PatternFill(start_color="FFFF8A80", end_color="FFFF8A80", fill_type="solid")
LOOK_OF: Final[dict[Origin, Look]] = {
    Origin.READ: NUMBER,
    Origin.JOINED: "拼合读出",
    Origin.INFERRED: "推断",
    Origin.AMBIGUOUS: "无法确定",
    Origin.MISSING: "未找到",
    Origin.CORRECTED: "已更正",
}
_TEXT_FILLS: Final = {ERROR: "FFFFCDD2", WARNING: "FFFFF3CD", OF_SOURCE: "FFFCE4D6"}
LOOKS: Final = (
    *(NUMBER, LABEL, TEXT, HEAD, TITLE, REMARK, LINK, CHECK, TOTAL),
    *_FILLS,
    *_TEXT_FILLS,
)
"""All looks."""


def add_looks(book: Workbook) -> None:
    """Register the looks as named styles, so that a user can change them at one place."""
    song, centre = "宋体", Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    plain = Font(name=song, size=10)
    looks = {
        NUMBER: (plain, centre, _BOX, None),
        LABEL: (plain, left, _BOX, None),
        TEXT: (plain, left, _BOX, None),
        HEAD: (Font(name=song, size=10, bold=True), centre, _BOX, "FFDDEBF7"),
        TITLE: (Font(name=song, size=14, bold=True), centre, Border(), None),
        REMARK: (plain, left, Border(), None),
        LINK: (Font(name=song, size=10, underline="single", color="FF0563C1"), left, _BOX, None),
        CHECK: (Font(name=song, size=10, italic=True, color="FF595959"), centre, _BOX, "FFF2F2F2"),
        TOTAL: (Font(name=song, size=10, bold=True), centre, _BOX, "FFEDEDED"),
    }
    for name, fill in _TEXT_FILLS.items():
        looks[name] = (plain, left, _BOX, fill)
    for name, fill in _FILLS.items():
        looks[name] = (plain, centre, _BOX, fill)
    for name, (font, alignment, border, fill) in looks.items():
        style = NamedStyle(name, font=font, alignment=alignment, border=border)
        if fill:
            style.fill = PatternFill(start_color=fill, end_color=fill, fill_type="solid")
        book.add_named_style(style)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours; the only way in which one gets into a workbook.

    ``value`` is what it yields, for programs that do not compute; ``number_format`` shows it.
    """

    text: str
    value: int | Decimal | None = None
    number_format: str = ""


class Ordinal(Enum):
    """The number of a line in its list, which is known only when the list is put together."""

    NEXT = "next"


Content = int | Decimal | str | Formula | Ordinal | None


@dataclass(slots=True)
class Losses:
    """What could not be written as it was: replaced characters, cut texts."""

    replaced: int = 0
    cut: int = 0

    def count(self, value: CellValue) -> CellValue:
        """Add the value's losses and hand it on."""
        self.replaced += value.replaced
        self.cut += int(value.cut)
        return value


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell to write: its content, look, note and the sheet it leads to."""

    content: Content = None
    look: Look = TEXT
    note: str = ""
    link: str = ""
    signed: bool = False


def excel_cell(sheet: Worksheet, spot: Spot, losses: Losses) -> Cell:
    """The cell as openpyxl writes it; a text is marked as text whatever it begins with."""
    cell = WriteOnlyCell(sheet)
    cell.style = spot.look
    if isinstance(spot.content, Formula):
        cell.value = spot.content.text
    elif not isinstance(spot.content, Ordinal):
        _fill(cell, losses.count(cell_value(spot.content)), signed=spot.signed)
    if spot.note:
        cell.comment = _comment(losses.count(cell_value(spot.note)))
    if spot.link:
        title = spot.link.replace("'", "''")
        cell.hyperlink = Hyperlink(ref="", location=f"'{title}'!A1")
    return cell


def _fill(cell: Cell, gated: CellValue, *, signed: bool) -> None:
    cell.value = gated.value
    if isinstance(gated.value, str):
        cell.data_type = "s"
        # Without it a spreadsheet takes "=1" for a formula once a person edits the cell.
        cell.quotePrefix = True
    elif gated.value is not None:
        cell.number_format = number_format(decimals_of(gated.value), signed=signed)


def decimals_of(number: int | Decimal) -> int:
    """How many decimals the number is printed with."""
    if isinstance(number, int):
        return 0
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def number_format(decimals: int, *, signed: bool) -> str:
    """The format that shows so many decimals, with a plus before what grew where ``signed``."""
    plain = "0" + ("." + "0" * decimals if decimals else "")
    return f"+{plain};-{plain};0" if signed else plain


def _comment(gated: CellValue) -> Comment:
    text = str(gated.value)
    lines = sum(1 + len(line) // 20 for line in text.split("\n"))
    return Comment(text, "勾稽", height=18 * lines + 16, width=280)


@dataclass(slots=True)
class Canvas:
    """A sheet by position; rows and columns count from 1."""

    spots: dict[tuple[int, int], Spot] = field(default_factory=dict[tuple[int, int], Spot])
    merges: list[tuple[int, int, int, int]] = field(default_factory=list[tuple[int, int, int, int]])
    heights: dict[int, float] = field(default_factory=dict[int, float])

    def put(self, row: int, column: int, spot: Spot, *, rows: int = 1, columns: int = 1) -> None:
        """Place a spot; with more than one row or column the cells are merged."""
        frame = Spot(look=spot.look)
        for r in range(row, row + rows):
            for c in range(column, column + columns):
                self.spots[r, c] = frame
        self.spots[row, column] = spot
        if rows > 1 or columns > 1:
            self.merges.append((row, column, row + rows - 1, column + columns - 1))

    def raise_row(self, row: int, height: float) -> None:
        """Make the row at least so high, in points."""
        self.heights[row] = max(self.heights.get(row, 0), height)

    def pour(self, sheet: Worksheet, losses: Losses) -> None:
        """Write everything into the sheet and close it."""
        for row, height in self.heights.items():
            sheet.row_dimensions[row].height = height
        width = max((column for _, column in self.spots), default=0)
        for row in range(1, max((r for r, _ in self.spots), default=0) + 1):
            append(sheet, [self.spots.get((row, c)) for c in range(1, width + 1)], losses)
        merge(sheet, self.merges)
        close(sheet)


def append(sheet: Worksheet, spots: Sequence[Spot | None], losses: Losses) -> None:
    """Write one row."""
    sheet.append([spot and excel_cell(sheet, spot, losses) for spot in spots])


def merge(sheet: Worksheet, areas: Sequence[tuple[int, int, int, int]]) -> None:
    """Merge areas (top, left, bottom, right)."""
    for top, left, bottom, right in areas:
        sheet.merged_cells.ranges.add(
            CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right)
        )


def new_sheet(book: Workbook, title: str) -> Worksheet:
    """Add a streaming sheet, typed as the worksheet whose settings it shares."""
    return cast("Worksheet", book.create_sheet(title))


def close(sheet: Worksheet) -> None:
    """Finish a streaming sheet; nothing can be written to it afterwards."""
    cast("WriteOnlyWorksheet", sheet).close()


def lay_out_page(sheet: Worksheet) -> None:
    """A4 landscape, as wide as the page, numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    if sheet.oddFooter and sheet.oddFooter.center:
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def redden_nonzero(sheet: Worksheet, cells: Sequence[str]) -> None:
    """Colour these cells as long as they are not 0."""
    look = DifferentialStyle(fill=_NONZERO_FILL)
    rule = Rule(type="cellIs", operator="notEqual", formula=["0"], dxf=look)
    if cells:
        sheet.conditional_formatting.add(" ".join(cells), rule)
