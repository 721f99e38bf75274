"""Reads a corrected workbook of ours: which figures of the report sheets are others than exported.

Runs where foreign files are read, in a process that is shut in; knows no store.
"""

from __future__ import annotations

import io
import json
import warnings
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast
from zipfile import BadZipFile

from openpyxl import load_workbook

from core.address import Address
from core.errors import Known
from core.exchange import refusals
from core.exchange.figures import figure, is_unchanged
from core.exchange.list_changes import refuse_list_changes
from core.exchange.told_lists import MarkedVerdict, read_told
from core.language import say
from core.marks import FORMAT, TITLE, VERSION, digest, value_from_plain
from core.readers.archive import Container
from core.readers.refusals import refusal
from core.readers.xlsx import BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl import Workbook

    from core.values import Value

_WIDEST: Final = 40
_LOWEST: Final = 400
"""No report sheet of ours reaches farther; a row that far off would be read cell by cell."""
_MOST_SHEETS: Final = 20_000
_WRONG: Final = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)

Grid = dict[str, Any]
"""What stands in the cells of a sheet, by reference; blank ones are left out."""


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A figure that is another than exported. ``place`` is where: the sheet and the cell.

    ``answered`` are the facts that stood behind the exported value.
    """

    address: Address
    place: str
    exported: Value
    found: Value
    machine: Value
    answered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """One report of the workbook with what was changed in its sheet, and said of its problems."""

    source: str
    name: str
    agency: str
    year: int | None
    changes: tuple[ChangedCell, ...]
    verdicts: tuple[MarkedVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedBook:
    """A workbook of ours. ``saved_at`` is when somebody saved it last, "" if nobody did;
    ``unread`` is where something was changed that is not read.
    """

    program: str
    made_at: str
    saved_at: str
    reports: tuple[MarkedReport, ...]
    unread: tuple[str, ...] = ()


def read_marked(data: bytes, name: str) -> MarkedBook:
    """What was changed in the workbook.

    Raises Known that names the file, the sheet and the cell: it is none of ours, of another
    version, its sheets or labels were changed, or a cell holds what is no figure.
    """
    Container(data, name, "xlsx")  # refuses what would unpack to too much
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = _opened(data, name)
            head, lines = _mark_lines(book, name)
            written = _Formulas(data)
            marks = [json.loads(line) for line in lines]
            reports = tuple(_report(book, written, plain, name) for plain in marks)
            changed = [{c.address: c.found for c in report.changes} for report in reports]
            refuse_list_changes(book, marks, changed, name)
            told = read_told(book, marks)
            reports = tuple(
                replace(report, verdicts=told.verdicts.get(place, ()))
                for place, report in enumerate(reports)
            )
            return MarkedBook(head[2], head[3], _saved_at(book, head[3]), reports, told.unread)
    except Known:
        raise
    except (
        SyntaxError,
        BadZipFile,
        zlib.error,
    ) as error:  # sheets are parsed as they are asked for
        raise refusal("xlsx.damaged", name) from error
    except _WRONG as error:
        raise refusals.damaged_marks(name) from error


def _opened(data: bytes, name: str) -> Workbook:
    try:
        return _loaded(data, data_only=True)
    except BROKEN as error:
        raise refusal("xlsx.damaged", name) from error


def _loaded(data: bytes, *, data_only: bool) -> Workbook:
    return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


class _Formulas:
    """The workbook once more as it was written, opened only where a formula may lack its result."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._book: Workbook | None = None

    def is_formula(self, title: str, reference: str) -> bool:
        """Whether a formula stands in the cell."""
        if self._book is None:
            self._book = _loaded(self._data, data_only=False)
        found = _grid(self._book, title).get(reference)
        return isinstance(found, str) and found.startswith("=")


def _mark_lines(book: Workbook, name: str) -> tuple[tuple[str, ...], list[str]]:
    """The head and the lines of the hidden sheet, if they are what we wrote."""
    if TITLE not in book.sheetnames:
        raise refusals.foreign_book(name)
    found = book[TITLE].iter_rows(values_only=True, max_row=_MOST_SHEETS, max_col=_WIDEST)
    rows = [
        tuple(str(piece) for piece in row if piece is not None)
        for row in cast("Iterator[Sequence[Any]]", found)
    ]
    head, *pieces = [row for row in rows if row]
    if head[0] != FORMAT or len(head) != 5:
        raise refusals.foreign_book(name)
    if head[1] != str(VERSION):
        raise refusals.other_version(name, head[1][:20])
    if digest(pieces) != head[4]:
        raise refusals.damaged_marks(name)
    return head, ["".join(row) for row in pieces]


def _report(
    book: Workbook, written: _Formulas, plain: Mapping[str, Any], name: str
) -> MarkedReport:
    title = str(plain["title"])
    if title not in book.sheetnames:
        raise refusals.changed_layout(name, title, "", say("工作表不见了", "the sheet is gone"))
    grid = _grid(book, title)
    for reference, label in plain["labels"].items():
        if _bare(grid.get(reference)) != _bare(label):
            reason = say(
                f"应为“{_bare(label)[:40]}”，现为“{_bare(grid.get(reference))[:40]}”",
                f"“{_bare(label)[:40]}” stood here, now “{_bare(grid.get(reference))[:40]}”",
            )
            raise refusals.changed_layout(name, title, reference, reason)
    changes = tuple(_changes(plain, grid, written, name))
    source, year = str(plain["source"]), plain["year"]
    return MarkedReport(source, str(plain["name"]), str(plain["agency"]), year, changes)


def _changes(
    plain: Mapping[str, Any], grid: Grid, written: _Formulas, name: str
) -> Iterator[ChangedCell]:
    title = str(plain["title"])
    for cell, (reference, shown, machine, answered) in plain["cells"].items():
        address, exported = Address.parse(cell), value_from_plain(shown)
        raw = grid.get(reference)
        if raw is None and exported is not None and written.is_formula(title, reference):
            reason = say("公式没有保存计算结果", "a formula without its result")
            raise refusals.no_figure(name, title, reference, reason)
        if is_unchanged(raw, exported):
            continue
        found = figure(raw, address, (name, title, reference))
        if found != exported:
            place = f"{title}!{reference}"
            facts = tuple(map(str, answered))
            yield ChangedCell(address, place, exported, found, value_from_plain(machine), facts)


def _grid(book: Workbook, title: str) -> Grid:
    rows = book[title].iter_rows(max_row=_LOWEST, max_col=_WIDEST)
    return {
        cell.coordinate: cell.value
        for row in cast("Iterator[Sequence[Any]]", rows)
        for cell in row
        if cell.value is not None
    }


def _bare(text: object) -> str:
    return "" if text is None else " ".join(str(text).split())


def _saved_at(book: Workbook, made_at: str) -> str:
    """When the workbook was saved after the export, ISO 8601 UTC; "" where its time says less."""
    modified: datetime | None = book.properties.modified
    if modified is None:
        return ""
    moment = modified.replace(tzinfo=modified.tzinfo or UTC).astimezone(UTC)
    exported = datetime.fromisoformat(made_at)
    exported = exported.replace(tzinfo=exported.tzinfo or UTC)
    return moment.isoformat(timespec="milliseconds") if moment > exported else ""
