"""Corrections as a table, the newest first: of the open report or of the whole store.

Lines are fetched when they come into view, so that a log of any length is whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.checks.words import cell_words
from core.errors import Known
from core.history_query import History
from core.values import Value, value_to_text
from gui.models.form_model import plain_tip
from gui.models.history_words import gesture_word
from gui.models.moments import local_time
from gui.models.phrases import told_of

if TYPE_CHECKING:
    from core.history_query import HistoryLine

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
WHEN, REPORT, CELL, OLD, NEW, GESTURE, REASON, AUTHOR = range(8)
_Role = Qt.ItemDataRole
_WORDED: Final = (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole)


class HistoryModel(QAbstractTableModel):
    """One row a correction. ``failed`` carries why a line could not be fetched."""

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = History()

    def show_lines(self, lines: History) -> None:
        """Show these lines, or none."""
        if lines.entries != self._rows.entries:
            self.beginResetModel()
            self._rows = lines
            self.endResetModel()

    @property
    def lines(self) -> History:
        """The lines on show."""
        return self._rows

    def line(self, row: int) -> HistoryLine:
        """The line of the row. Raises IndexError outside the table, and Known where the store fails."""
        return self._rows[row]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many corrections are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The eight columns."""
        return 0 if parent.isValid() else 8

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (OLD, NEW):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("When"),
            self.tr("Report"),
            self.tr("Cell"),
            self.tr("Before"),
            self.tr("After"),
            self.tr("How"),
            self.tr("Reason"),
            self.tr("By"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell of the list."""
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (OLD, NEW):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in _WORDED:
            return None
        try:
            line = self._rows[index.row()]
        except Known as error:
            self.failed.emit(error)
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            machine = self.tr("The machine read: {value}")
            value = self._value(line.correction.machine)
            return plain_tip(f"{self._texts(line)[column]}\n{machine.format(value=value)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heading = self.headerData(column, Qt.Orientation.Horizontal)
            return told_of(str(heading), self._texts(line)[column])
        return self._texts(line)[column]

    def _texts(self, line: HistoryLine) -> tuple[str, ...]:
        entry = line.correction
        return (
            local_time(entry.made_at),
            f"{line.agency or line.name} {line.year or ''}".strip(),
            cell_words(line.edition, entry.address),
            self._value(entry.old),
            self._value(entry.new),
            gesture_word(entry),
            entry.reason,
            entry.author,
        )

    def _value(self, value: Value) -> str:
        return value_to_text(value) or self.tr("(blank)")
