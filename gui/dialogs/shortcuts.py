"""All shortcuts in one searchable table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.actions import plain_text, shortcut_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction


class ShortcutsDialog(QDialog):
    """Commands with their keys; the keys inside the form stand there too."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(520, 560)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search commands"))
        self.search.setAccessibleName(self.tr("Search commands"))
        self.search.setClearButtonEnabled(True)
        rows = [(plain_text(a), shortcut_text(a)) for a in actions if a.shortcuts()]
        rows += _form_keys()
        self.table = QTableWidget(len(rows), 2)
        self.table.setHorizontalHeaderLabels([self.tr("Command"), self.tr("Keys")])
        self.table.setAccessibleName(self.windowTitle())
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        columns = self.table.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.search.textChanged.connect(self.filter)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def filter(self, words: str) -> None:
        """Show only the rows that contain the words."""
        wanted = words.strip().casefold()
        for row in range(self.table.rowCount()):
            items = (self.table.item(row, 0), self.table.item(row, 1))
            text = " ".join(item.text() for item in items if item is not None)
            self.table.setRowHidden(row, wanted not in text.casefold())


def _form_keys() -> list[tuple[str, str]]:
    translate = QCoreApplication.translate
    return [
        (translate("ShortcutsDialog", "Edit the cell"), "F2"),
        (translate("ShortcutsDialog", "Accept and go down; up with Shift"), "Enter, Shift+Enter"),
        (translate("ShortcutsDialog", "Next cell; previous with Shift"), "Tab, Shift+Tab"),
        (translate("ShortcutsDialog", "Clear the cell"), "Delete"),
        (translate("ShortcutsDialog", "Give up the entry"), "Esc"),
        (translate("ShortcutsDialog", "In the findings: take the first proposal"), "Enter"),
    ]
