"""The list of an import: every file with what became of it; Enter opens the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from gui.models.imports import FILE, REASON, STATE, ImportsModel
from gui.views.library_empty import EmptyState
from gui.views.list_table import as_list

if TYPE_CHECKING:
    from gui.session import Session


class ImportsView(QWidget):
    """Follows the imports of one session."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = ImportsModel(session.imports, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Files of the import"))
        self.table.setToolTip(self.tr("Press Enter to open the report"))
        as_list(self.table)
        columns = self.table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setSectionResizeMode(REASON, QHeaderView.ResizeMode.Stretch)
        letter = self.fontMetrics().horizontalAdvance("0")
        columns.resizeSection(FILE, 44 * letter)
        columns.resizeSection(STATE, 16 * letter + 40)
        self.table.activated.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        self.nothing = EmptyState("import", self.tr("Files that you import are listed here."))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.nothing)
        layout.addWidget(self.pages)
        for signal in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._show_page)
        self.model.dataChanged.connect(self._follow)
        self._show_page()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "table"):
            self.model.refresh_icons()
            self.table.viewport().update()

    def _show_page(self) -> None:
        self.pages.setCurrentWidget(self.table if self.model.rowCount() else self.nothing)

    def _follow(self, first: QModelIndex) -> None:
        """Keep in view what is being read, unless somebody looks through the list."""
        if self._session.busy and not self.table.hasFocus():
            self.table.scrollTo(first)

    def _open(self, index: QModelIndex) -> None:
        report = self.model.file(index.row()).report
        if report is not None:
            self._session.open(report)
