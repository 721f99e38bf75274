"""What this program is, its version, and where its files are."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.icons import pixmap

if TYPE_CHECKING:
    from pathlib import Path

_SIGN: Final = 64


class AboutDialog(QDialog):
    """Name, version, licence and the paths of store and log."""

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
            " PDFium, pdfplumber, lxml, python-docx, openpyxl and sqlite-utils."
        )
        words = QLabel(text.format(version=program_version(), store=store, log=log, qt=qVersion()))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setMinimumWidth(420)
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(line)
        layout.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def program_version() -> str:
    """The version of the installed program; empty when it runs from plain files."""
    try:
        return version("gouji")
    except PackageNotFoundError:
        return ""
