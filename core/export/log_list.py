"""The list of corrections that a reviewer has filtered, as a workbook or as CSV."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook, load_workbook

from core.catalogue import load_catalogue
from core.errors import ExportError
from core.export import canvas as c
from core.export.atomic import damaged, write_atomically
from core.export.canvas import Losses, Spot, add_looks, append, new_sheet
from core.export.gate import csv_text
from core.export.lists import CORRECTION_COLUMNS
from core.export.shape import names_of
from core.export.skeleton import head_list
from core.export.wording import GESTURES, moment
from core.language import say
from core.values import Value, value_to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from core.history_query import HistoryLine

SUFFIXES: Final = (".xlsx", ".csv")
_TITLE: Final = "更正记录"
_Content = int | str | Value
_NUMBERS: Final = (0, 2, 6, 7, 8)
"""The columns of numbers, from 0."""


def write_history(path: Path, lines: Sequence[HistoryLine]) -> None:
    """Write the lines in their order, whole or not at all. Raises ExportError."""
    kinds = {".xlsx": (_write_book, _count_book), ".csv": (_write_csv, _count_csv)}
    suffix = path.suffix.lower()
    if suffix not in kinds:
        raise ExportError(
            "export.kind",
            say(f"不能导出为 {suffix} 文件。", f"{suffix} is no kind of file to export to."),
            say("请用 .xlsx 或 .csv。", "Take .xlsx or .csv."),
        )
    write, count = kinds[suffix]

    def check(hidden: Path) -> None:
        if count(hidden) != len(lines) + 1:
            raise damaged(path, say("行数不符", "lines are missing"))

    write_atomically(path, lambda hidden: write(hidden, lines), check)


def _rows(lines: Sequence[HistoryLine]) -> Iterator[tuple[_Content, ...]]:
    """A row for each line, in the columns of the workbook's 更正记录."""
    for number, line in enumerate(lines, start=1):
        entry = line.correction
        yield (
            number,
            line.agency,
            line.year,
            line.name,
            _cell(line),
            str(entry.address),
            entry.machine,
            entry.old,
            entry.new,
            entry.reason,
            entry.author,
            moment(entry.made_at),
            GESTURES[entry.gesture],
        )


def _cell(line: HistoryLine) -> str:
    address = line.correction.address
    edition = line.edition if line.edition in load_catalogue().forms else "2021"
    return " / ".join(names_of(edition, address))


def _write_book(hidden: Path, lines: Sequence[HistoryLine]) -> None:
    book = Workbook(write_only=True)
    add_looks(book)
    sheet = new_sheet(book, _TITLE)
    head_list(sheet, CORRECTION_COLUMNS, len(lines))
    losses = Losses()
    for row in _rows(lines):
        append(sheet, [_spot(n, content) for n, content in enumerate(row)], losses)
    c.close(sheet)
    with hidden.open("wb") as stream:
        book.save(stream)


def _spot(column: int, content: _Content) -> Spot:
    return Spot(content, c.NUMBER if column in _NUMBERS else c.TEXT)


def _write_csv(hidden: Path, lines: Sequence[HistoryLine]) -> None:
    """UTF-8 with byte order mark, so that spreadsheets read the Chinese."""
    with hidden.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([heading for heading, _ in CORRECTION_COLUMNS])
        writer.writerows([csv_text(_text(content)) for content in row] for row in _rows(lines))


def _text(content: _Content) -> str:
    return str(content) if isinstance(content, int) else value_to_text(content)


def _count_book(hidden: Path) -> int:
    with hidden.open("rb") as stream:
        book = load_workbook(stream, read_only=True)
        return sum(1 for _ in book[_TITLE].iter_rows())


def _count_csv(hidden: Path) -> int:
    with hidden.open(encoding="utf-8-sig", newline="") as stream:
        return sum(1 for _ in csv.reader(stream))
