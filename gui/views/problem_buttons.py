"""The buttons beside a problem: proposals, and what has a key of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton

from gui.actions import plain_text, shortcut_text
from gui.models.form_model import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent


_LINES: Final = 2
"""On so many a line goes on that is too long."""


_BEFORE_KEY: Final = "  "


class ProposalButton(QPushButton):
    """A proposal; what is too long goes on below, and loses its middle before its figures or key."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self._whole = text
        self.setToolTip(plain_tip(f"{text}\n{why}".strip()))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the lines to the new width."""
        super().resizeEvent(event)
        metrics, room = self.fontMetrics(), self.width() - 16
        lines = [
            _shortened(part, metrics, room)
            for line in self._whole.split("\n")
            for part in _wrapped(line, metrics, room)
        ]
        self.setText("\n".join(lines).replace("&", "&&"))


def _wrapped(line: str, metrics: QFontMetrics, room: int) -> list[str]:
    """The line on as many as it may have; the last of them holds all the rest."""
    parts: list[str] = []
    while len(parts) < _LINES - 1 and metrics.horizontalAdvance(line) > room:
        fitting = next(
            (n for n in range(len(line) - 1, 0, -1) if metrics.horizontalAdvance(line[:n]) <= room),
            0,
        )
        # A word or a figure is not torn apart where a blank is near.
        blank = line.rfind(" ", fitting // 2, fitting + 1)
        end = blank if blank > 0 else fitting
        if not end:
            break
        parts.append(line[:end].strip())
        line = line[end:].strip()
    return [*parts, line]


def _shortened(line: str, metrics: QFontMetrics, room: int) -> str:
    """The line without its middle, where it is too long; the key at its end stays."""
    words, blank, key = line.rpartition(_BEFORE_KEY)
    tail = f"{blank}{key}" if blank else ""
    left = room - metrics.horizontalAdvance(tail)
    middle = Qt.TextElideMode.ElideMiddle
    return metrics.elidedText(words if blank else line, middle, left) + tail


class KeyButton(QToolButton):
    """The action's words, or others, with its key, as wide as the column."""

    def __init__(self, action: QAction, words: str = "") -> None:
        super().__init__()
        self._action, self._words = action, words
        self.setDefaultAction(action)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(24)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        action.changed.connect(self._keep_words)
        self._keep_words()

    def _keep_words(self) -> None:
        """The button takes the action's words again whenever it is enabled; put the key back."""
        words = self._words or plain_text(self._action)
        self.setText(f"{words}{_BEFORE_KEY}{shortcut_text(self._action)}".rstrip())
