"""The corrections of the open report; choosing one shows its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.models.history import CELL, REASON, HistoryModel
from gui.views.library_empty import EmptyState

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from gui.session import Session


class HistoryView(QWidget):
    """The log of one report, the newest entry first."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = HistoryModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Corrections"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        columns = self.table.horizontalHeader()
        columns.setHighlightSections(False)
        # Only the rows in view decide how wide a column is; a long history would take its time.
        columns.setResizeContentsPrecision(0)
        for column in range(self.model.columnCount()):
            stretch = column in (CELL, REASON)
            mode = QHeaderView.ResizeMode
            columns.setSectionResizeMode(column, mode.Stretch if stretch else mode.ResizeToContents)
        self.empty = EmptyState("history", self.tr("No corrections yet."))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.pages)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)
        session.opened.connect(self._show_report)
        session.changed.connect(self._show_report)
        self._show_report()

    def _show_report(self) -> None:
        self.model.show_review(self._session.review)
        self.pages.setCurrentWidget(self.table if self.model.rowCount() else self.empty)

    def _choose(self, index: QModelIndex) -> None:
        self._session.focus(self.model.correction(index.row()).address)
