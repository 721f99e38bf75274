"""The common build of dialogs that say something, list something, and do something with a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from gui.dialogs.button_row import ButtonRow
from gui.fonts import grown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
"""How figures stand in their column."""


class ListDialog(QDialog):
    """Words above a list, buttons below it; it is gone once it is closed.

    ``size`` is in pixels at the usual size of text, ``name`` the list's for screen readers. The
    columns of the numbers in ``wide`` share what room is left, the others are as wide as needed;
    those in ``figures`` stand to the right.
    """

    def __init__(
        self,
        title: str,
        size: tuple[int, int],
        columns: Sequence[str],
        wide: Sequence[int],
        *,
        figures: Sequence[int] = (),
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(grown(*size))
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.table = QTreeWidget()
        self.table.setAccessibleName(name or title)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setAlternatingRowColors(True)
        self.table.setAllColumnsShowFocus(True)
        self.table.setHeaderLabels(list(columns))
        self._figures = figures
        for column in figures:
            self.table.headerItem().setTextAlignment(column, RIGHT)
        header = self.table.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in wide:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        self.buttons = ButtonRow()
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add_row(self, texts: Sequence[str]) -> QTreeWidgetItem:
        """Another row at the end of the list."""
        row = QTreeWidgetItem(list(texts))
        for column in self._figures:
            row.setTextAlignment(column, RIGHT)
        self.table.addTopLevelItem(row)
        return row

    def add_button(
        self, text: str, role: QDialogButtonBox.ButtonRole = QDialogButtonBox.ButtonRole.ActionRole
    ) -> QPushButton:
        """Another button below the list."""
        return self.buttons.addButton(text, role)

    def add_close(self) -> None:
        """A button that closes the dialog and does nothing else; so does Enter."""
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close).setDefault(True)
