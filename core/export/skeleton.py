"""The workbook without the rows of its lists: headings, widths, filters, names and print set-up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import ceil
from typing import Final

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from core.export import canvas as c
from core.export import years
from core.export.canvas import Losses, Spot, append, close, lay_out_page, merge, redden_nonzero
from core.export.choice import Sheet
from core.export.ink import letters
from core.export.lists import CORRECTION_COLUMNS, LONG_COLUMNS, RULE_COLUMNS
from core.export.problems import PROBLEM_COLUMNS
from core.export.summary import FIRST_LINE, OWN_COLUMNS, OWN_GROUPS, Columns
from core.export.wording import MONEY_NOTE

COLUMNS: Final[Mapping[Sheet, tuple[tuple[str, float], ...]]] = {
    Sheet.PROBLEMS: PROBLEM_COLUMNS,
    Sheet.CORRECTIONS: CORRECTION_COLUMNS,
    Sheet.ACTIVE: LONG_COLUMNS,
    Sheet.REQUESTS: LONG_COLUMNS,
    Sheet.REVIEW: LONG_COLUMNS,
    Sheet.RULES: RULE_COLUMNS,
}
"""The lists with one line of heading."""

_PAGE_UNITS: Final = 240.0
"""How many units of column width can still be read on a page."""
_TWO_LINES: Final = (62.0, 34.0)
_UNFIT: Final = re.compile(r"[^\w.]+")


@cache
def widths_of(sheet: Sheet) -> tuple[float, ...]:
    """The widths of a list's columns; none where a line is one line high in any case."""
    return tuple(width for _, width in COLUMNS.get(sheet, ()))


def frame_list(sheet: Worksheet, columns: Sequence[tuple[str, float]], lines: int) -> None:
    """Head a list of so many lines, and close its sheet."""
    head_list(sheet, columns, lines)
    close(sheet)


def head_list(sheet: Worksheet, columns: Sequence[tuple[str, float]], lines: int) -> None:
    """Head a list of so many lines; its sheet stays open for them."""
    _set_up(sheet, [width for _, width in columns], frozen="A2", repeated="1:1")
    sheet.row_dimensions[1].height = 28
    append(sheet, [Spot(name, c.HEAD) for name, _ in columns], Losses())
    sheet.auto_filter.ref = f"A1:{letters(len(columns))}{lines + 1}"
    _name(sheet, f"{sheet.title}_数据", f"$A$2:${letters(len(columns))}${max(lines, 1) + 1}")


def frame_years(sheet: Worksheet, lines: int) -> None:
    """Head 两年对比 with the comparisons over their columns, and colour what must be 0."""
    own = years.OWN_COLUMNS
    groups = [("报告", len(own)), *((k.title, k.width) for k in years.comparisons())]
    names = [name for name, _ in own]
    for comparison in years.comparisons():
        names += [figure.heading for figure in comparison.figures]
        names += [derived.heading for derived in comparison.formulas]
    widths = [width for _, width in own] + [10.0] * (len(names) - len(own))
    _set_up(sheet, widths, frozen="C3", repeated="1:2")
    _two_lines(sheet, groups, names)
    bottom = max(lines, 1) + 2
    sheet.auto_filter.ref = f"A2:{letters(len(names))}{lines + 2}"
    redden_nonzero(sheet, [f"{letters(n)}3:{letters(n)}{bottom}" for n in years.zero_columns()])
    _name(sheet, f"{sheet.title}_数据", f"$A$3:${letters(len(names))}${bottom}")
    close(sheet)


def frame_summary(
    sheet: Worksheet,
    columns: Columns,
    lines: int,
    spots: Mapping[int, Mapping[int, Spot]],
    losses: Losses,
) -> None:
    """Head 汇总 in two lines.

    ``spots`` are cells with notes or links by line and column, both from 1: the workbook must know
    of them, their row is replaced later.
    """
    widths = [width for _, width in OWN_COLUMNS]
    widths += [14.0 if h.kind == "amount" else 10.0 for h in columns.headings]
    widths += [10.0] * len(columns.checks)
    _set_up(sheet, widths, frozen=f"C{FIRST_LINE}", repeated="1:2")
    groups = [(text, last - first + 1) for text, first, last in OWN_GROUPS]
    owners = [(h.address.table, h.address.row) for h in columns.headings]
    for position, heading in enumerate(columns.headings):
        if position and owners[position] == owners[position - 1]:
            groups[-1] = (groups[-1][0], groups[-1][1] + 1)
        else:
            groups.append((heading.row, 1))
    if columns.checks:
        groups.append(("核对（应为 0）", len(columns.checks)))
    names = [name for name, _ in OWN_COLUMNS]
    names += [heading.column for heading in columns.headings]
    names += [check.title for check in columns.checks]
    _two_lines(sheet, groups, names)
    append(sheet, [Spot(look=c.TOTAL, note=note) for note in _total_notes(columns)], Losses())
    for line in range(1, max(spots, default=0) + 1):
        found = spots.get(line, {})
        append(sheet, [found.get(n) for n in range(1, max(found, default=0) + 1)], losses)
    _finish_summary(sheet, columns, lines)


def _total_notes(columns: Columns) -> list[str]:
    """Why the total of an amount with its unit beside it is another sum."""
    shown = {heading.address for heading in columns.headings}
    return [""] * len(OWN_COLUMNS) + [
        MONEY_NOTE
        if heading.address._replace(column=f"{heading.address.column}_unit") in shown
        else ""
        for heading in columns.headings
    ]


def _finish_summary(sheet: Worksheet, columns: Columns, lines: int) -> None:
    bottom = FIRST_LINE + max(lines, 1) - 1
    # The total serves as the filter's heading, so that sorting and filtering leave it in its place.
    total = FIRST_LINE - 1
    sheet.auto_filter.ref = f"A{total}:{letters(columns.width)}{lines + total}"
    first = columns.width - len(columns.checks) + 1
    areas = [f"{letters(first + n)}{FIRST_LINE}:{letters(first + n)}{bottom}"
             for n in range(len(columns.checks))]  # fmt: skip
    redden_nonzero(sheet, areas)
    for address, name in columns.letters().items():
        _name(sheet, str(address), f"${name}${FIRST_LINE}:${name}${bottom}")
    close(sheet)


def _two_lines(sheet: Worksheet, groups: Sequence[tuple[str, int]], names: Sequence[str]) -> None:
    """Headings in two lines, the upper ones merged over their columns."""
    for row, height in enumerate(_TWO_LINES, 1):
        sheet.row_dimensions[row].height = height
    above: list[Spot] = []
    areas: list[tuple[int, int, int, int]] = []
    for text, width in groups:
        if width > 1:
            areas.append((1, len(above) + 1, 1, len(above) + width))
        above += [Spot(text, c.HEAD), *(Spot(look=c.HEAD) for _ in range(width - 1))]
    append(sheet, above, Losses())
    append(sheet, [Spot(name, c.HEAD) for name in names], Losses())
    merge(sheet, areas)


def _set_up(sheet: Worksheet, widths: Sequence[float], *, frozen: str, repeated: str) -> None:
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[letters(position)].width = width
    sheet.freeze_panes = frozen
    sheet.print_title_rows = repeated
    lay_out_page(sheet)
    if sum(widths) > 2 * _PAGE_UNITS:
        # As wide as one page nobody could read it; the name of the agency stands on each page.
        sheet.page_setup.fitToWidth = ceil(sum(widths) / _PAGE_UNITS)
        sheet.print_title_cols = "A:B"


def _name(sheet: Worksheet, name: str, area: str) -> None:
    """Give an area of the sheet a name that formulas anywhere in the workbook can use."""
    book = sheet.parent
    assert isinstance(book, Workbook)
    # The title of a further sheet, 主动公开 (2), holds what no name may.
    name = _UNFIT.sub("_", name)
    book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet.title}'!{area}")
