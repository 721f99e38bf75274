"""The buttons beside a problem: proposals, and what has a key of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton

from gui.actions import plain_text, shortcut_text
from gui.models.form_model import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent


class ProposalButton(QPushButton):
    """A proposal; one that is too long for the pane loses its middle, never its figures or key."""

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
        metrics, middle = self.fontMetrics(), Qt.TextElideMode.ElideMiddle
        room = self.width() - 16
        lines = [metrics.elidedText(line, middle, room) for line in self._whole.split("\n")]
        self.setText("\n".join(lines).replace("&", "&&"))


class KeyButton(QToolButton):
    """The action's words with its key, as wide as the column."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.setDefaultAction(action)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setText(f"{plain_text(action)}  {shortcut_text(action)}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(24)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        action.changed.connect(self._keep_words)
        self._action = action

    def _keep_words(self) -> None:
        """The button takes the action's words again whenever it is enabled; put the key back."""
        self.setText(f"{plain_text(self._action)}  {shortcut_text(self._action)}")
