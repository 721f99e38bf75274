"""Notices inside the window: a bar that tells what happened and what to do, and never blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.icons import icon, pixmap
from gui.theme import state_colours

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.errors import Known

Level = Literal["error", "warning", "info", "ok"]
_LINES: Final = 9
_WELL_MS: Final = 20_000


class Banner(QFrame):
    """One notice at a time; the newest stands until it is closed or replaced.

    What only says that all is well goes by itself.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Notice"))
        self._level: Level = "info"
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = QToolButton()
        self._more.setText(self.tr("Details"))
        self._more.setCheckable(True)
        self._more.setAutoRaise(True)
        self._act = QPushButton()
        self._do_this: Callable[[], object] | None = None
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES)
        line = QHBoxLayout()
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        line.addWidget(self._act, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addLayout(line)
        layout.addWidget(self._details)
        self._act.clicked.connect(self._do)
        self._more.toggled.connect(self._details.setVisible)
        self._close.clicked.connect(self.hide)
        self._leaving = QTimer(self, singleShot=True, interval=_WELL_MS)
        self._leaving.setObjectName("leaving")
        self._leaving.timeout.connect(self.hide)
        self.hide()

    @property
    def message(self) -> str:
        """The text of the notice."""
        return self._text.text()

    @property
    def details(self) -> str:
        """The text behind the button Details; empty when there is none."""
        return self._details.toPlainText()

    def show_warning(self, message: str) -> None:
        """Show why something was not done."""
        self.show_message(message, "warning")

    def show_known(self, error: Known) -> None:
        """Tell of an error of the surroundings."""
        self.show_message(str(error), "error")

    def show_message(
        self,
        text: str,
        level: Level = "info",
        details: str = "",
        act: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Tell something; ``details`` are folded away until asked for.

        ``act`` is what can be done about it: the words of a button, and what it does.
        """
        self._level = level
        self._text.setText(text)
        self._details.setPlainText(details)
        self._act.setVisible(act is not None)
        words, self._do_this = act or ("", None)
        self._act.setText(words)
        self._more.setVisible(bool(details))
        self._more.setChecked(False)
        self._details.setVisible(False)
        self.colour()
        self.show()
        if level == "ok":
            self._leaving.start()
        else:
            self._leaving.stop()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _do(self) -> None:
        if self._do_this is not None:
            self._do_this()

    def colour(self) -> None:
        """Take the colours of the present theme."""
        palette = QGuiApplication.palette()
        colours = state_colours(palette)
        tint = {
            "error": colours.error,
            "warning": colours.warning,
            "info": colours.info,
            "ok": colours.ok,
        }[self._level]
        size = self.fontMetrics().height() + 4
        self._sign.setPixmap(pixmap(self._level, size, tint, self.devicePixelRatioF()))
        self._close.setIcon(icon("close"))
        ground = palette.color(QPalette.ColorRole.Base)
        self.setStyleSheet(
            f"Banner {{ background: {ground.name()}; border: 1px solid {tint.name()};"
            f" border-left: 4px solid {tint.name()}; border-radius: 3px; }}"
        )
