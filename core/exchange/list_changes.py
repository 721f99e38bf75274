"""The lists of a corrected workbook (汇总, 主动公开, 申请办理, 复议诉讼): they are not read, so none of
their figures may be another than exported; whoever changed one would think that it came in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from openpyxl.utils import column_index_from_string, get_column_letter

from core.address import Address
from core.exchange import refusals
from core.exchange.figures import figure, is_unchanged
from core.language import say
from core.marks import ACTIVE, REQUESTS, REVIEW, SUMMARY, value_from_plain
from core.values import value_to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl import Workbook

    from core.values import Value

_LOWEST: Final = 1_048_576
_SUMMARY_WIDTH: Final = 600
_LONG_WIDTH: Final = 40
_LONG: Final = re.compile(rf"(?:{ACTIVE}|{REQUESTS}|{REVIEW})(?: \(\d+\))?")
_AREA: Final = re.compile(r"'?([^'!]+)'?!\$([A-Z]{1,3})\$(\d+)(?::\$\2\$\d+)?")
_KEY: Final = ("单位", "年度", "文件", "单元格代码")
_FIGURE: Final = "数值"

Key = tuple[str, ...]
"""How a line of a long list says which figure it holds: agency, year, file and cell."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A figure of a report's sheet: as it was exported, as it stands there now, and where."""

    address: Address
    exported: Value
    present: Value
    place: str


def refuse_list_changes(
    book: Workbook,
    marks: Sequence[Mapping[str, Any]],
    changed: Sequence[Mapping[Address, Value]],
    name: str,
) -> None:
    """Refuse a workbook in whose lists a figure is another than in the report's sheet.

    What was exported and what stands in the report's sheet by now will both do; lines may be
    sorted, left out or added. ``marks`` are the lines of the hidden sheet, ``changed`` the
    figures changed in the sheets of the same reports. Raises Known that names the sheet and the cell.
    """
    known = [_figures(plain, new) for plain, new in zip(marks, changed, strict=True)]
    if SUMMARY in book.sheetnames:
        _check_summary(book, known, name)
    by_key: dict[Key, list[_Known]] = {}
    for plain, figures in zip(marks, known, strict=True):
        of_report = (_bare(plain["agency"]), _bare(plain["year"]), _bare(plain["name"]))
        for cell, found in figures.items():
            by_key.setdefault((*of_report, cell), []).append(found)
    for title in book.sheetnames:
        if _LONG.fullmatch(title):
            _check_long(book, title, by_key, name)


def _figures(plain: Mapping[str, Any], changed: Mapping[Address, Value]) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    for cell, (reference, shown, *_) in plain["cells"].items():
        exported = value_from_plain(shown)
        place = f"{plain['title']}!{reference}"
        address = Address.parse(cell)
        found[cell] = _Known(address, exported, changed.get(address, exported), place)
    return found


def _check_summary(book: Workbook, known: Sequence[Mapping[str, _Known]], name: str) -> None:
    """Each line bears the number of its report, and each column of figures is a named range."""
    columns: dict[str, int] = {}
    first = _LOWEST
    for cell in dict.fromkeys(cell for figures in known for cell in figures):
        defined = book.defined_names.get(cell)
        area = _AREA.fullmatch("" if defined is None else str(defined.attr_text))
        if area is None or area[1] != SUMMARY:
            raise _gone(name, SUMMARY, cell)
        columns[cell] = column_index_from_string(area[2]) - 1
        first = min(first, int(area[3]))
    for row, line in _lines(book, SUMMARY, first, _SUMMARY_WIDTH):
        number = line[0] if line else None
        if isinstance(number, int) and 0 < number <= len(known):
            for cell, figure_known in known[number - 1].items():
                _check(line, columns[cell], row, [figure_known], (name, SUMMARY))


def _check_long(
    book: Workbook, title: str, known: Mapping[Key, Sequence[_Known]], name: str
) -> None:
    """Each line names its report and its cell; two reports of one name have lines alike."""
    lines = _lines(book, title, 1, _LONG_WIDTH)
    heads = {_bare(text): n for n, text in enumerate(next(lines, (0, ()))[1])}
    for head in (*_KEY, _FIGURE):
        if head not in heads:
            raise _gone(name, title, head)
    for row, line in lines:
        alike = known.get(tuple(_bare(line[heads[head]]) for head in _KEY))
        if alike:
            _check(line, heads[_FIGURE], row, alike, (name, title))


def _check(
    line: Sequence[object], column: int, row: int, known: Sequence[_Known], where: tuple[str, str]
) -> None:
    """Refuse the figure in this column of the line unless it is one of those known."""
    raw = line[column] if column < len(line) else None
    if any(is_unchanged(raw, one.exported) for one in known):
        return
    reference = f"{get_column_letter(column + 1)}{row}"
    found = figure(raw, known[0].address, (*where, reference))
    if all(found not in (one.exported, one.present) for one in known):
        before, now = (value_to_text(value) for value in (known[0].exported, found))
        raise refusals.unread_change(*where, reference, before, now, known[0].place)


def _gone(name: str, title: str, column: str) -> refusals.ExchangeError:
    reason = say(f"“{column}”一列不见了", f"the column “{column}” is gone")
    return refusals.changed_layout(name, title, "", reason)


def _lines(
    book: Workbook, title: str, first: int, width: int
) -> Iterator[tuple[int, tuple[object, ...]]]:
    rows = book[title].iter_rows(first, _LOWEST, max_col=width, values_only=True)
    return enumerate(cast("Iterator[tuple[object, ...]]", rows), first)


def _bare(text: object) -> str:
    return "" if text is None else " ".join(str(text).split())
