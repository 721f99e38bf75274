"""Agency, year and date of publication of the open report, corrected like its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.statement import AGENCY, PUBLISHED, YEAR, identity_read
from core.work.identity_entry import identity_entered
from gui.fonts import grown
from gui.theme import state_colours

if TYPE_CHECKING:
    from core.address import Address
    from core.review import Review
    from core.values import Value
    from gui.session import Session

_SIZE: Final = (560, 300)


class IdentityDialog(QDialog):
    """Three lines to type into, each with what the machine read below it.

    What was changed is entered as one gesture, so that one undo takes it back.
    """

    def __init__(self, session: Session, review: Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._statement = review.statement
        self.setWindowTitle(self.tr("Agency, year and date"))
        self.resize(grown(*_SIZE))
        words = QLabel(
            self.tr("They tell which reports belong together over the years, and what is exported.")
        )
        words.setWordWrap(True)
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        inks = self.trouble.palette()
        inks.setColor(QPalette.ColorRole.WindowText, state_colours(inks).error)
        self.trouble.setPalette(inks)
        self.lines: dict[Address, QLineEdit] = {}
        form = QFormLayout()
        names = {
            AGENCY: self.tr("&Agency"),
            YEAR: self.tr("&Year"),
            PUBLISHED: self.tr("Date of &publication"),
        }
        read = identity_read(review.statement.extraction)
        for address, name in names.items():
            form.addRow(name, self._make_line(address, name.replace("&", "")))
            form.addRow("", self._make_note(read[address]))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addLayout(form)
        layout.addWidget(self.trouble)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _make_line(self, address: Address, name: str) -> QLineEdit:
        line = QLineEdit(_text(self._statement.value(address)))
        line.setAccessibleName(name)
        line.textEdited.connect(self.trouble.clear)
        self.lines[address] = line
        return line

    def _make_note(self, read: Value) -> QLabel:
        said = self.tr("Read: {value}").format(value=_text(read))
        note = QLabel(said if read is not None else self.tr("The document does not say it."))
        note.setWordWrap(True)
        note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return note

    def accept(self) -> None:
        """Enter what was changed; stay open and say why where it cannot be."""
        edits: list[tuple[Address, Value]] = []
        for address, line in self.lines.items():
            try:
                value = identity_entered(address, line.text())
            except ValueError as error:
                self.trouble.setText(str(error))
                line.setFocus()
                line.selectAll()
                return
            if value != self._statement.value(address):
                edits.append((address, value))
        if edits:
            self._session.correct(edits)
        super().accept()


def _text(value: Value) -> str:
    return "" if value is None else str(value)
