"""Sentences in a pane: folded, shown letter by letter, several of them set apart from one another."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

_APART: Final = 6
"""Pixels between paragraphs; the lines of one are closer."""


def paragraph(role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QLabel:
    """A label for words that others may have written, on as many lines as they need."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setForegroundRole(role)
    return label


class Paragraphs(QWidget):
    """A text each line of which is a paragraph."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_APART)

    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(label.text() for label in self._labels if not label.isHidden())

    def set_text(self, text: str) -> None:
        """Show these lines, and nothing where there are none."""
        lines = text.split("\n") if text else []
        while len(self._labels) < len(lines):
            label = paragraph()
            self._labels.append(label)
            self._column.addWidget(label)
        for number, label in enumerate(self._labels):
            label.setText(lines[number] if number < len(lines) else "")
            label.setVisible(number < len(lines))
        self.setVisible(bool(lines))
