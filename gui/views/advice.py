"""What is the matter, why, and what is proposed: in an order that suits the room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_LEAST_WIDE, _LEAST_LETTERS = 240, 22


class Advice(QScrollArea):
    """The ``head`` says what is the matter, ``reasons`` why; ``proposals`` follow.

    Where not all of it can be seen at once the proposals come before the reasons: Enter takes one,
    and nobody should take what is out of view.
    """

    def __init__(self, head: Sequence[QWidget], reasons: QWidget, end: QWidget) -> None:
        super().__init__()
        self._reasons = reasons
        self.proposals = QVBoxLayout()
        self.proposals.setSpacing(2)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(8, 2, 8, 2)
        self._column.setSpacing(4)
        for part in (*head, reasons):
            self._column.addWidget(part)
        self._column.addLayout(self.proposals)
        self._column.addWidget(end)
        self._column.addStretch(1)
        self._inside.installEventFilter(self)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        letters = _LEAST_LETTERS * self.fontMetrics().horizontalAdvance("0")
        self.setMinimumWidth(max(_LEAST_WIDE, letters))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size may have room for all."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other words may need more room."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        room, column = self.size(), self._column
        is_low = column.totalHeightForWidth(room.width()) > room.height()
        comes_first = column.indexOf(self.proposals) < column.indexOf(self._reasons)
        if is_low is not comes_first:
            column.removeItem(self.proposals)
            at = column.indexOf(self._reasons)
            column.insertLayout(at if is_low else at + 1, self.proposals)
