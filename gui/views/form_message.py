"""The line below the form: why something was not done, or what was."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.icons import pixmap
from gui.theme import state_colours

_EDGE: Final = 4
_VEIL: Final = 34
"""How much of its colour lies over the ground, of 255."""


class FormMessage(QWidget):
    """A sentence on a coloured ground, with the sign of a warning where it refuses something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_refusal = False
        self._sign = QLabel()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(8 + _EDGE, 6, 8, 6)
        line.setSpacing(8)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.hide()

    def text(self) -> str:
        """The sentence."""
        return self._words.text()

    def say(self, words: str, *, is_refusal: bool) -> None:
        """Show the sentence."""
        self._is_refusal = is_refusal
        self._words.setText(words)
        self._colour()
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground that is seen beside the form, and an edge in full colour."""
        painter, tint = QPainter(self), self._tint()
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.fillRect(0, 0, _EDGE, self.height(), tint)
        tint.setAlpha(_VEIL)
        painter.fillRect(self.rect(), tint)

    def _colour(self) -> None:
        name = "warning" if self._is_refusal else "info"
        size = self.fontMetrics().height()
        self._sign.setPixmap(pixmap(name, size, self._tint(), self.devicePixelRatioF()))
        self.update()

    def _tint(self) -> QColor:
        colours = state_colours(self.palette())
        return QColor(colours.warning if self._is_refusal else colours.info)
