"""Empty states: an icon, one sentence, and one button that does what the sentence says."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.icons import icon, pixmap
from gui.theme import state_colours

_SIGN: Final = 40


class EmptyState(QWidget):
    """What a pane shows when it has nothing to show."""

    pressed = Signal()

    def __init__(
        self, sign: str, text: str, button: str = "", button_icon: str = "", *, ok: bool = False
    ) -> None:
        super().__init__()
        self._name, self._button_icon, self._ok = sign, button_icon, ok
        self._sign = QLabel()
        self._sign.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = QLabel(text)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setWordWrap(True)
        self.button = QPushButton(button)
        self.button.setVisible(bool(button))
        self.button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._sign)
        layout.addWidget(self._text)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self._colour()

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    def say(self, text: str, sign: str = "", *, ok: bool = False) -> None:
        """Show another sentence, with another sign where one is named."""
        self._text.setText(text)
        if sign:
            self._name, self._ok = sign, ok
            self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        colours = state_colours(self.palette())
        faint = self.palette().placeholderText().color()
        tint = colours.ok if self._ok else faint
        self._sign.setPixmap(pixmap(self._name, _SIGN, tint, self.devicePixelRatioF()))
        if self._button_icon:
            self.button.setIcon(icon(self._button_icon))
