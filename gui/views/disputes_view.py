"""The queue of conflicts over all reports; choosing one leads to it in the form and the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.models.disputes import OTHERS, PLACE, PRESENT, REPORT, DisputesModel, Row, rows_of
from gui.views.library_empty import EmptyState
from gui.views.list_table import as_list

if TYPE_CHECKING:
    from gui.session import Session

_GATHER_MS: Final = 300


class DisputesView(QWidget):
    """The list. ``chosen`` carries the cell to go to in the report that is open by then, or None;
    ``counted`` how many things wait."""

    chosen = Signal(object)
    counted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = DisputesModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Conflicts"))
        as_list(self.table)
        columns = self.table.horizontalHeader()
        for column, wide in ((REPORT, 220), (PLACE, 240)):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            columns.resizeSection(column, wide)
        for column in (PRESENT, OTHERS):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.told = QLabel(
            self.tr(
                "Enter goes to the cell. There: Enter keeps the first value, Ctrl+2 takes the second;"
                " or type another one. F8 leaves it for later."
            )
        )
        self.told.setWordWrap(True)
        self._list = QWidget()
        inside = QVBoxLayout(self._list)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.told)
        self.nothing = EmptyState("ok", self.tr("Nothing is in conflict."), ok=True)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list)
        self.pages.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.pages)
        self._gather = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gather.timeout.connect(self.refresh)
        self.table.activated.connect(self._go)
        session.library_changed.connect(self._gather.start)
        session.import_finished.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look through the reports in which something may be in conflict."""
        rows: list[Row] = []
        for report in self._session.disputed():
            review = self._session.look_at(report)
            if review is not None:
                rows += rows_of(review)
        self.model.show_rows(rows)
        self.pages.setCurrentWidget(self._list if rows else self.nothing)
        self.counted.emit(len(rows))

    def _go(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if self._session.report != row.report and not self._session.open(row.report):
            return
        self.chosen.emit(row.address)
