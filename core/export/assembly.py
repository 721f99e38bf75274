"""A workbook that grows report by report and is put together at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from core import marks
from core.catalogue import load_catalogue
from core.export.about import About, Occasion, program_version, write_about
from core.export.canvas import Losses, Spot, add_looks, new_sheet
from core.export.choice import Settled, Sheet
from core.export.counts import Counts, RuleCount
from core.export.gate import SheetTitles, legal_text
from core.export.ink import Ink, register
from core.export.lists import latest_corrections, rule_rows
from core.export.mark import Marks
from core.export.pieces import Piece
from core.export.pour import Body
from core.export.report_sheet import draw_report
from core.export.shape import shapes_of
from core.export.skeleton import COLUMNS, frame_list, frame_summary, frame_years, widths_of
from core.export.stream import Spool
from core.export.summary import FIRST_LINE, OWN_COLUMNS, Columns, finished, total_row
from core.progress import Watch

ABOUT: Final = marks.ABOUT
MOST_ROWS: Final = 1_048_576
"""What a sheet holds; the rest of a longer list goes on the next one."""

_AGENCY: Final = 2


@dataclass(frozen=True, slots=True)
class Order:
    """A workbook that was ordered: what goes in, and when and by whom it is made."""

    choice: Settled
    occasion: Occasion


class Assembly:
    """A workbook that grows report by report; only what is small is kept in memory."""

    def __init__(self, order: Order, watch: Watch) -> None:
        self.reports = 0
        self.expected: dict[str, int | None] = {}
        self._order = order
        self._watch = watch
        self._spools = {sheet: Spool() for sheet in order.choice.sheets}
        self._used: set[int] = set()
        self._totals: dict[int, Decimal] = {}
        self._counts = Counts()
        self._rules: dict[str, RuleCount] = {}
        self._losses = Losses()
        self._noted: dict[int, Mapping[int, str]] = {}
        self._linked: dict[int, str] = {}
        self._titles = SheetTitles()
        self._marks = Marks()
        self._book = _new_book(order.occasion)
        self._about = new_sheet(self._book, self._titles.claim(ABOUT))
        register(self._about)
        self._sheets = {
            sheet: new_sheet(self._book, self._titles.claim(sheet.value))
            for sheet in order.choice.sheets
        }

    def close(self) -> None:
        """Let go of what waits to be written."""
        for spool in self._spools.values():
            spool.close()

    def take(self, piece: Piece) -> None:
        """Add what one report contributes."""
        self.reports += 1
        for sheet, rows in piece.rows.items():
            self._spools[sheet].add(rows)
        if piece.line is not None:
            self._spools[Sheet.SUMMARY].add([piece.line.xml])
            self._used |= piece.line.used
            for heading, amount in piece.line.amounts.items():
                self._totals[heading] = self._totals.get(heading, Decimal(0)) + amount
            if piece.line.notes:
                self._noted[self.reports] = piece.line.notes
        self._counts += piece.counts
        for rule, count in piece.rules.items():
            self._rules[rule] = self._rules.get(rule, RuleCount()) + count
        self._losses.replaced += piece.losses.replaced
        self._losses.cut += piece.losses.cut
        self._draw(piece)
        self._watch.step(self.reports, piece.name)

    def _draw(self, piece: Piece) -> None:
        if piece.review is None:
            return
        title = self._titles.claim(piece.title)
        self._linked[self.reports] = title
        mark = draw_report(
            new_sheet(self._book, title),
            piece.review,
            shapes_of(piece.review, load_catalogue().forms),
            latest_corrections(piece.review),
            back=Sheet.SUMMARY.value if Sheet.SUMMARY in self._sheets else ABOUT,
            losses=self._losses,
        )
        self._marks.add(mark, piece.marks)

    def save(self, skeleton: IO[bytes]) -> dict[str, Body]:
        """Save all but the rows of the lists; the answer are these by member of the archive."""
        if Sheet.RULES in self._spools:
            ink, widths = Ink(), widths_of(Sheet.RULES)
            rules = list(rule_rows(self._rules))
            self._spools[Sheet.RULES].add([ink.row(spots, widths) for spots in rules])
            self._marks.add_told(Sheet.RULES.value, rules)
        lines = {sheet.value: spool.lines for sheet, spool in self._spools.items()}
        bodies: dict[str, Body] = {}
        for sheet, spool in self._spools.items():
            if sheet is Sheet.SUMMARY:
                bodies[sheet.value] = self._summary(spool)
            else:
                bodies.update(self._list(sheet, spool))
        order = self._order
        about = About(order.occasion, order.choice, self.reports, self._counts, self._losses, lines)
        self._marks.add_told(ABOUT, write_about(self._about, about))
        if self._marks.lines:
            hidden = new_sheet(self._book, self._titles.claim(marks.TITLE))
            self._marks.write(hidden, program_version(), order.occasion.made_at)
        _save(self._book, order.occasion, skeleton)
        found = {sheet.title: sheet.path.lstrip("/") for sheet in self._book.worksheets}
        self.expected = {
            found[title]: bodies[title].above + bodies[title].lines if title in bodies else None
            for title in found
        }
        return {found[title]: body for title, body in bodies.items()}

    def _summary(self, spool: Spool) -> Body:
        columns = Columns(tuple(sorted(self._used)))
        sheet, spots = self._sheets[Sheet.SUMMARY], self._spots(columns)
        frame_summary(sheet, columns, self.reports, spots, self._losses)
        total = Ink().row(total_row(columns, self._totals, self.reports))
        rows = chain([total], finished(iter(spool), columns))
        return Body(rows, above=FIRST_LINE - 2, first=0, lines=spool.lines + 1)

    def _spots(self, columns: Columns) -> dict[int, dict[int, Spot]]:
        """The cells of 汇总 with notes or links, by line and column."""
        position = {heading: len(OWN_COLUMNS) + n for n, heading in enumerate(columns.kept, 1)}
        spots: dict[int, dict[int, Spot]] = {}
        for line, title in self._linked.items():
            spots.setdefault(line, {})[_AGENCY] = Spot(link=title)
        for line, notes in self._noted.items():
            for heading, note in notes.items():
                spots.setdefault(line, {})[position[heading]] = Spot(note=note)
        return spots

    def _list(self, sheet: Sheet, spool: Spool) -> Iterator[tuple[str, Body]]:
        """The list on as many sheets as it takes, one after the other."""
        rows, first = iter(spool), 1
        above = 2 if sheet is Sheet.YEARS else 1
        while True:
            lines = min(spool.lines - first + 1, MOST_ROWS - above)
            part = self._sheets[sheet] if first == 1 else self._next_sheet(sheet)
            if sheet is Sheet.YEARS:
                frame_years(part, lines)
            else:
                frame_list(part, COLUMNS[sheet], lines)
            yield part.title, Body(islice(rows, lines), above, first, lines)
            first += lines
            if first > spool.lines:
                return

    def _next_sheet(self, sheet: Sheet) -> Worksheet:
        """A further sheet for a list that is too long for one, in its place."""
        further = new_sheet(self._book, self._titles.claim(sheet.value))
        titles = self._book.sheetnames
        before = max(n for n, title in enumerate(titles) if title.startswith(sheet.value))
        self._book.move_sheet(further.title, before - len(titles) + 1)
        return further


def _new_book(occasion: Occasion) -> Workbook:
    book = Workbook(write_only=True)
    add_looks(book)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    book.properties.creator = legal_text(occasion.author)[0] or "勾稽"
    book.properties.title = "政府信息公开工作年度报告汇总"
    return book


def _save(book: Workbook, occasion: Occasion, skeleton: IO[bytes]) -> None:
    """Save the workbook as of the hour of the export; Workbook.save puts the present one."""
    made_at = datetime.fromisoformat(occasion.made_at).astimezone(UTC)
    book.properties.created = made_at.replace(tzinfo=None, microsecond=0)
    book.properties.modified = book.properties.created
    ExcelWriter(book, ZipFile(skeleton, "w", ZIP_DEFLATED)).save()
