"""One line of words asked for: wide enough for a sentence, and not left empty where it must be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout

from gui.fonts import grown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SIZE: Final = (440, 120)


class TextDialog(QDialog):
    """A question with one line for the answer. With ``needed`` only words are an answer."""

    def __init__(
        self, parent: QWidget, title: str, question: str, text: str = "", *, needed: bool = False
    ) -> None:
        super().__init__(parent)
        self._needed = needed
        self.setWindowTitle(title)
        self.resize(grown(*_SIZE))
        words = QLabel(question)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.line = QLineEdit(text)
        self.line.setAccessibleName(question)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.agree = buttons.button(kinds.Ok)
        self.line.textChanged.connect(self._show_ability)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.line)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.line.selectAll()
        self._show_ability()

    @property
    def text(self) -> str:
        """What is typed, without blanks around it."""
        return self.line.text().strip()

    def _show_ability(self) -> None:
        self.agree.setEnabled(bool(self.text) or not self._needed)


def ask_text(
    parent: QWidget, title: str, question: str, text: str = "", *, needed: bool = False
) -> str | None:
    """What the user answers; None where the question is cancelled."""
    dialog = TextDialog(parent, title, question, text, needed=needed)
    agreed = dialog.exec()
    words = dialog.text
    dialog.deleteLater()
    return words if agreed else None
