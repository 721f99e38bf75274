"""Files that could not be imported: each with its reason and what to do, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.icons import icon
from gui.models.form_model import plain_tip
from gui.theme import state_colours
from gui.views.library_empty import EmptyState
from gui.views.list_table import as_list

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gui.jobs import Failure


class FailuresView(QWidget):
    """A list of failures that stays until it is cleared or retried."""

    retry_wanted = Signal(object)
    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._failures: list[Failure] = []
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(self.tr("Failed imports"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("File"), self.tr("What happened"), self.tr("What to do")]
        )
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        as_list(self.table)
        self.table.setWordWrap(True)
        columns = self.table.horizontalHeader()
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        columns.resizeSection(0, 32 * self.fontMetrics().horizontalAdvance("0"))
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self.table.resizeRowsToContents)
        columns.sectionResized.connect(self._fit)
        self.retry = QPushButton(self.tr("Try again"))
        self.clear = QPushButton(self.tr("Clear list"))
        self.retry.clicked.connect(self._retry)
        self.clear.clicked.connect(lambda: self.show_failures(()))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.retry)
        buttons.addWidget(self.clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        self.nothing = EmptyState("ok", self.tr("No file failed to be imported."), ok=True)
        self._list = QWidget()
        inside = QVBoxLayout(self._list)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table, 1)
        inside.addLayout(buttons)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list)
        self.pages.addWidget(self.nothing)
        self.pages.setCurrentWidget(self.nothing)
        layout.addWidget(self.pages)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What is listed."""
        return tuple(self._failures)

    def show_failures(self, failures: Sequence[Failure]) -> None:
        """List these failures in place of the present ones."""
        self._failures = list(failures)
        self.table.setRowCount(len(self._failures))
        sign = icon("error", state_colours(self.palette()).error)
        for row, failure in enumerate(self._failures):
            texts = (failure.name, failure.error.message, failure.error.hint)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(str(failure.path) if column == 0 else text))
                if column == 0:
                    item.setIcon(sign)
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                    )
                self.table.setItem(row, column, item)
        self._fit()
        self.pages.setCurrentWidget(self._list if self._failures else self.nothing)
        if not self._failures:
            self.emptied.emit()

    def _fit(self) -> None:
        """Rows as high as their words need in the columns as they are now, counted once."""
        self._fitting.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._failures:
            sign = icon("error", state_colours(self.palette()).error)
            for row in range(self.table.rowCount()):
                item = self.table.item(row, 0)
                if item is not None:
                    item.setIcon(sign)

    def _retry(self) -> None:
        paths: tuple[Path, ...] = tuple(dict.fromkeys(failure.path for failure in self._failures))
        self.show_failures(())
        self.retry_wanted.emit(paths)
