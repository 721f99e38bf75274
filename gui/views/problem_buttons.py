"""The buttons beside a problem: proposals, and what has a key of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
)

from gui.actions import plain_text, shortcut_text
from gui.models.form_model import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QFontMetrics, QPaintEvent, QResizeEvent

_LINES: Final = 2
"""On so many a line goes on that is too long."""

_CHANGE: Final = " → "
_HELD: Final = "\u00a0→\u00a0"
"""The arrow between two figures, where no line ends."""
_BEFORE_KEY: Final = "  "
_DARKER: Final = 170
"""Per cent."""
_SIDE: Final = 6
"""Pixels between the edge of a button and its words or its key."""


class ProposalButton(QPushButton):
    """A proposal; what is too long goes on below, and loses its middle before its figures or key.

    The ``foremost`` one, which Enter takes, stands out from the others.
    """

    def __init__(self, text: str, why: str, *, foremost: bool = False) -> None:
        super().__init__(text.replace("&", "&&"))
        self._whole = text
        self.setToolTip(plain_tip(f"{text}\n{why}".strip()))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if foremost:
            self._stand_out()

    def _stand_out(self) -> None:
        colours, roles = self.palette(), QPalette.ColorRole
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            # Fusion lightens the ground, on which the words must still be legible.
            ground = colours.color(group, roles.Highlight).darker(_DARKER)
            colours.setColor(group, roles.Button, ground)
            colours.setColor(group, roles.ButtonText, colours.color(group, roles.HighlightedText))
        self.setPalette(colours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the lines to the new width."""
        super().resizeEvent(event)
        metrics, room = self.fontMetrics(), self.width() - 16
        lines = [
            _shortened(part, metrics, room)
            for line in self._whole.split("\n")
            for part in _wrapped(line.replace(_CHANGE, _HELD), metrics, room)
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
    return [part.replace(_HELD, _CHANGE) for part in (*parts, line)]


def _shortened(line: str, metrics: QFontMetrics, room: int) -> str:
    """The line without its middle, where it is too long; the key at its end stays."""
    words, blank, key = line.rpartition(_BEFORE_KEY)
    tail = f"{blank}{key}" if blank else ""
    left = room - metrics.horizontalAdvance(tail)
    middle = Qt.TextElideMode.ElideMiddle
    return metrics.elidedText(words if blank else line, middle, left) + tail


class KeyButton(QToolButton):
    """The action's words, or others, at the left and its key at the right, as wide as the column."""

    def __init__(self, action: QAction, words: str = "") -> None:
        super().__init__()
        self._action, self._other_words = action, words
        self.setDefaultAction(action)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(24)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        action.changed.connect(self._keep_words)
        self._keep_words()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As menus do it: the words where the eye begins to read, the key aside."""
        painter, option = QStylePainter(self), QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        room, middle = self.rect().adjusted(_SIDE, 0, -_SIDE, 0), Qt.AlignmentFlag.AlignVCenter
        painter.setPen(option.palette.color(QPalette.ColorRole.ButtonText))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, self._words())
        if self.isEnabled():
            painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | middle, shortcut_text(self._action))

    def _words(self) -> str:
        return self._other_words or plain_text(self._action)

    def _keep_words(self) -> None:
        """The button takes the action's words again whenever it is enabled; put the key back."""
        self.setText(f"{self._words()}{_BEFORE_KEY}{shortcut_text(self._action)}".rstrip())
