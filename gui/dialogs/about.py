"""What this program is, its version, and where its files are."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.jail.trial import described
from core.program import installed_version
from core.reading_apart import guards
from gui.icons import pixmap

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from core.jail.trial import Escapes

_SIGN: Final = 64
_TITLE: Final = 1.4
"""How much larger the name is than the text."""


class AboutDialog(QDialog):
    """Name, version, licence, the paths of store and log, and what guards the reading of files.

    The guards are tried out when the dialog opens; until then it says so.
    """

    _tried = Signal(object)

    def __init__(self, store: Path, log: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Gouji"))
        sign = QLabel()
        tint = self.palette().highlight().color()
        sign.setPixmap(pixmap("app", _SIGN, tint, self.devicePixelRatioF()))
        text = self.tr(
            "Gouji {version}\n\nReview desk for the statutory annual reports on government"
            " information disclosure. Works without a network; reports never leave this"
            " computer.\n\nStore: {store}\nLog: {log}\n\nMIT licence. Uses Qt {qt} (LGPL),"
            " PDFium, pdfplumber, lxml, openpyxl, pyqtgraph and sqlite-utils."
        )
        self.guards = _words(self.tr("Trying out what guards this computer from hostile files …"))
        told = text.format(version=installed_version(), store=store, log=log, qt=qVersion())
        name, _, rest = told.partition("\n\n")
        title, words = _words(name), _words(rest)
        font = title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * _TITLE)
        title.setFont(font)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.addWidget(title)
        column.addWidget(words)
        column.addWidget(self.guards)
        line.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(line)
        layout.addWidget(buttons)
        # As high as its words, which become more once the guards are tried out.
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tried.connect(self._show_guards)
        guards().add_done_callback(self._tell)

    def _tell(self, future: Future[Escapes]) -> None:
        """Run in the pool's thread: the signal carries the answer over to the window's."""
        with suppress(RuntimeError):  # the dialog was closed meanwhile
            self._tried.emit(None if future.exception() else future.result())

    def _show_guards(self, escapes: Escapes | None) -> None:
        if escapes is None:
            self.guards.setText(self.tr("What guards this computer could not be tried out."))
            return
        heading = self.tr("A file is read by a process of its own:")
        self.guards.setText("\n".join((heading, *described(escapes))))


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(54 * label.fontMetrics().horizontalAdvance("0"))
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
