"""The library as a table: one row a report, with what still needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon

from gui.icons import icon
from gui.theme import state_colours

if TYPE_CHECKING:
    from core.library import ReportLine

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
AGENCY, YEAR, PROBLEMS, UNSURE, CORRECTED = range(5)


class LibraryModel(QAbstractTableModel):
    """Rows of ReportLine, sortable by every column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ReportLine, ...] = ()
        self._column, self._order = AGENCY, Qt.SortOrder.AscendingOrder
        self._sorted = False
        self._icons: dict[str, QIcon] = {}
        self.refresh_icons()

    def refresh_icons(self) -> None:
        """Colour the icons for the present theme."""
        colours = state_colours(QGuiApplication.palette())
        self._icons = {
            "error": icon("error", colours.error),
            "unsure": icon("unsure", colours.unsure),
            "ok": icon("ok", colours.ok),
        }
        if self._lines:
            last = self.index(len(self._lines) - 1, CORRECTED)
            self.dataChanged.emit(self.index(0, 0), last)

    def show_lines(self, lines: tuple[ReportLine, ...]) -> None:
        """Replace the rows; a chosen order is kept."""
        self.beginResetModel()
        self._lines = self._in_order(lines) if self._sorted else lines
        self.endResetModel()

    def line(self, row: int) -> ReportLine:
        """The report of the row. Raises IndexError outside the table."""
        return self._lines[row]

    def row_of(self, number: int) -> int | None:
        """The row of the report of that number; None when it is not listed."""
        return next((row for row, line in enumerate(self._lines) if line.number == number), None)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many reports are listed."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The five columns."""
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names, and what their numbers mean."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Agency"),
                self.tr("Year"),
                self.tr("Problems"),
                self.tr("Unsure"),
                self.tr("Corrected"),
            )[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                self.tr("The agency that published the report"),
                self.tr("The year that the report is about"),
                self.tr("Totals and relations that do not agree"),
                self.tr("Cells that the machine could not read with certainty"),
                self.tr("Cells that a person corrected"),
            )[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell of the list."""
        line, column = self._lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(line, column)
            case Qt.ItemDataRole.DecorationRole if column == AGENCY:
                return self._icons[state_of(line)]
            case Qt.ItemDataRole.TextAlignmentRole if column != AGENCY:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(line, column)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._sentence(line)
            case _:
                return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column."""
        self._column, self._order, self._sorted = column, order, True
        self.show_lines(self._lines)

    def _in_order(self, lines: tuple[ReportLine, ...]) -> tuple[ReportLine, ...]:
        down = self._order == Qt.SortOrder.DescendingOrder
        return tuple(sorted(lines, key=self._sort_key, reverse=down))

    def _sort_key(self, line: ReportLine) -> tuple[str | int, int]:
        year = line.year or 0
        return (
            (line.agency or line.name, year),
            (year, line.number),
            (line.errors, line.cannot_tell),
            (line.unsure, line.number),
            (line.corrected, line.number),
        )[self._column]

    def _text(self, line: ReportLine, column: int) -> str:
        return (
            line.agency or line.name,
            str(line.year) if line.year is not None else "",
            str(line.errors),
            str(line.unsure),
            str(line.corrected),
        )[column]

    def _colour(self, line: ReportLine, column: int) -> QColor | None:
        colours = state_colours(QGuiApplication.palette())
        if column == PROBLEMS and line.errors:
            return colours.error
        if column == UNSURE and line.unsure:
            return colours.unsure
        if column == CORRECTED and line.corrected:
            return colours.corrected
        return None

    def _sentence(self, line: ReportLine) -> str:
        sentence = self.tr(
            "{name}: {errors} problems, {open} that cannot be told, {unsure} unsure cells,"
            " {corrected} corrections"
        )
        return sentence.format(
            name=line.name,
            errors=line.errors,
            open=line.cannot_tell,
            unsure=line.unsure,
            corrected=line.corrected,
        )


def state_of(line: ReportLine) -> str:
    """The name of the icon that sums the report up: error, unsure or ok."""
    if line.errors:
        return "error"
    return "unsure" if line.unsure or line.cannot_tell else "ok"
