"""A line over the pane that has the keyboard, so that it can be seen where keys will go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_THICK: Final = 2


class PaneMark(QWidget):
    """Lies on the upper edge of one of the panes; moves there when the keyboard does."""

    def __init__(self, panes: Sequence[QWidget], window: QWidget) -> None:
        super().__init__(window)
        self._panes = panes
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        for pane in panes:
            pane.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as wide as the pane."""
        pane = self.parentWidget()
        if event.type() == QEvent.Type.Resize and pane is not None and watched is pane:
            self._lie(pane)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line in the colour of what is chosen."""
        QPainter(self).fillRect(event.rect(), self.palette().highlight())

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        pane = next((p for p in self._panes if p is now or p.isAncestorOf(now)), None)
        # Menus, the toolbar and dialogs borrow the keyboard; it comes back to the pane.
        if pane is not None and pane is not self.parent():
            self.setParent(pane)
            self._lie(pane)
            self.show()

    def _lie(self, pane: QWidget) -> None:
        self.setGeometry(0, 0, pane.width(), _THICK)
        self.raise_()
