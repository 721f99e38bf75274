"""A line to search with: what is searched stands in it, a sign before it, and a button that clears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit

from gui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SearchLine(QLineEdit):
    """As wide as the words that say what is searched, at least."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self._sign = self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.say(words)

    def say(self, words: str) -> None:
        """Tell what is searched, to screen readers too."""
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        metrics = self.fontMetrics()
        self.setMinimumWidth(metrics.horizontalAdvance(words) + 3 * metrics.lineSpacing())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_sign"):
            self._sign.setIcon(icon("search"))
