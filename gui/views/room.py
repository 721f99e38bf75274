"""The room of a pane: one that is lower than what stands in it is scrolled."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LINES: Final = 4
"""Of text that are in view at least; a pane that can be lower by itself may be so."""


class Room(QScrollArea):
    """Holds ``inside``, and may be lower than it, never narrower.

    Panes that are tabs of one another are as high as the highest of them needs to be, seen or not:
    in a low window, or with large text, they would leave the form no room.
    """

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = inside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        needed = self._needed()
        lowest = min(needed.height(), _LINES * self.fontMetrics().height())
        bar = self.verticalScrollBar().sizeHint().width() if needed.height() > self.height() else 0
        return QSize(needed.width() + bar, lowest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar needs room once the pane is too low."""
        super().resizeEvent(event)
        self._fill()
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands inside may need other room now."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fill()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        """Give what stands inside all there is, and what it needs at least.

        A scroll area that does this by itself gives what folds its lines the height that it likes
        best, and scrolls it needlessly.
        """
        self._inside.resize(self.viewport().size().expandedTo(self._needed()))

    def _needed(self) -> QSize:
        return self._inside.minimumSizeHint().expandedTo(self._inside.minimumSize())
