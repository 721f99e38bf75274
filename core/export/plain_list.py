"""One list as a workbook of one sheet or as CSV; its lines are taken one by one."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from openpyxl import Workbook, load_workbook

from core.errors import ExportError
from core.export import canvas as c
from core.export.atomic import damaged, write_atomically
from core.export.canvas import Losses, Spot, add_looks, append, new_sheet
from core.export.gate import csv_text
from core.export.skeleton import head_list
from core.language import say
from core.values import Value, value_to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SUFFIXES: Final = (".xlsx", ".csv")
Content = int | str | Value
_MOST_ROWS: Final = 1_048_576
"""Of a sheet, in Excel and in WPS."""


class Rows(Protocol):
    """As many rows as it says, each of as many pieces as the list has columns."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Sequence[Content]]: ...


@dataclass(frozen=True, slots=True)
class PlainList:
    """A list: its ``title``, ``columns`` with their widths in letters, and rows as long as these.

    ``numbers`` are the columns of numbers, from 0.
    """

    title: str
    columns: Sequence[tuple[str, float]]
    rows: Rows
    numbers: frozenset[int]


def write_list(path: Path, plain: PlainList) -> None:
    """Write the list, whole or not at all; the suffix says as what. Raises ExportError."""
    kinds = {".xlsx": (_write_book, _count_book), ".csv": (_write_csv, _count_csv)}
    suffix = path.suffix.lower()
    if suffix not in kinds:
        raise ExportError(
            "export.kind",
            say(f"不能导出为 {suffix} 文件。", f"{suffix} is no kind of file to export to."),
            say("请用 .xlsx 或 .csv。", "Take .xlsx or .csv."),
        )
    if suffix == ".xlsx" and len(plain.rows) >= _MOST_ROWS:
        raise ExportError(
            "export.rows",
            say(
                f"共 {len(plain.rows)} 行，一张工作表放不下。",
                f"{len(plain.rows)} lines are more than a sheet holds.",
            ),
            say("请缩小筛选范围，或导出为 CSV。", "Narrow the filter, or export as CSV."),
        )
    write, count = kinds[suffix]

    def check(hidden: Path) -> None:
        if count(hidden, plain.title) != len(plain.rows) + 1:
            raise damaged(path, say("行数不符", "lines are missing"))

    write_atomically(path, lambda hidden: write(hidden, plain), check)


def _write_book(hidden: Path, plain: PlainList) -> None:
    book = Workbook(write_only=True)
    add_looks(book)
    sheet = new_sheet(book, plain.title)
    head_list(sheet, plain.columns, len(plain.rows))
    losses = Losses()
    for row in plain.rows:
        spots = [
            Spot(content, c.NUMBER if column in plain.numbers else c.TEXT)
            for column, content in enumerate(row)
        ]
        append(sheet, spots, losses)
    c.close(sheet)
    with hidden.open("wb") as stream:
        book.save(stream)


def _write_csv(hidden: Path, plain: PlainList) -> None:
    """UTF-8 with byte order mark, so that spreadsheets read the Chinese."""
    with hidden.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([heading for heading, _ in plain.columns])
        writer.writerows([csv_text(_text(content)) for content in row] for row in plain.rows)


def _text(content: Content) -> str:
    return str(content) if isinstance(content, int) else value_to_text(content)


def _count_book(hidden: Path, title: str) -> int:
    with hidden.open("rb") as stream:
        book = load_workbook(stream, read_only=True)
        return sum(1 for _ in book[title].iter_rows())


def _count_csv(hidden: Path, _title: str) -> int:
    with hidden.open(encoding="utf-8-sig", newline="") as stream:
        return sum(1 for _ in csv.reader(stream))
