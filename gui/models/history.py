"""The work on the open report as a table: every correction of the log, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.values import Value, value_to_text
from gui.models.findings import cell_name
from gui.models.history_words import gesture_word
from gui.models.moments import local_time

if TYPE_CHECKING:
    from core.corrections import Correction
    from core.review import Review

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
WHEN, CELL, OLD, NEW, GESTURE, REASON, AUTHOR = range(7)


class HistoryModel(QAbstractTableModel):
    """One row a correction."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._rows: tuple[Correction, ...] = ()

    def show_review(self, review: Review | None) -> None:
        """Show the corrections of a report, or none."""
        self.beginResetModel()
        self._review = review
        self._rows = () if review is None else tuple(reversed(review.corrections))
        self.endResetModel()

    def correction(self, row: int) -> Correction:
        """The correction of the row. Raises IndexError outside the table."""
        return self._rows[row]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many corrections the log holds."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The seven columns."""
        return 0 if parent.isValid() else 7

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("When"),
            self.tr("Cell"),
            self.tr("Before"),
            self.tr("After"),
            self.tr("How"),
            self.tr("Reason"),
            self.tr("By"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell of the list."""
        entry, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (OLD, NEW):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            machine = self.tr("The machine read: {value}")
            return machine.format(value=self._value(entry.machine))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            local_time(entry.made_at),
            str(entry.address) if self._review is None else cell_name(self._review, entry.address),
            self._value(entry.old),
            self._value(entry.new),
            gesture_word(entry),
            entry.reason,
            entry.author,
        )[column]

    def _value(self, value: Value) -> str:
        return value_to_text(value) or self.tr("(blank)")
