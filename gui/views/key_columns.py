"""Buttons in one column where the pane is high enough for them or too narrow for more, else in two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_GAP: Final = 2
_SIDE: Final = 4


class KeyColumns(QWidget):
    """Columns by its own height, filled downwards. Two take half of what holds them at most.

    It places the buttons itself: a layout would not let go of the height of one column.
    """

    def __init__(self, buttons: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        for button in self._buttons:
            button.setParent(self)

    @property
    def columns(self) -> int:
        """How many columns there are now: one or two."""
        return 2 if self._may_be_low() and self.height() < self._high(1) else 1

    def sizeHint(self) -> QSize:
        return QSize(self._wide(1), self._high(1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide(self.columns), self._high(2 if self._may_be_low() else 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
        self._place()

    def event(self, event: QEvent) -> bool:
        """Place them anew when one of them has other words."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return done

    def _place(self) -> None:
        columns, high = self.columns, self._button().height()
        rows = self._rows(columns)
        wide = (self.width() - 2 * _SIDE - (columns - 1) * _GAP) // columns
        for number, button in enumerate(self._buttons):
            column, row = divmod(number, rows)
            left, top = _SIDE + column * (wide + _GAP), _GAP + row * (high + _GAP)
            button.setGeometry(left, top, wide, high)

    def _may_be_low(self) -> bool:
        holder = self.parentWidget()
        return holder is None or holder.width() >= 2 * self._wide(2)

    def _rows(self, columns: int) -> int:
        return -(-len(self._buttons) // columns)

    def _high(self, columns: int) -> int:
        return self._rows(columns) * (self._button().height() + _GAP) + _GAP

    def _wide(self, columns: int) -> int:
        return columns * (self._button().width() + _GAP) - _GAP + 2 * _SIDE

    def _button(self) -> QSize:
        """The room for the largest of the buttons."""
        size = QSize()
        for button in self._buttons:
            size = size.expandedTo(button.sizeHint()).expandedTo(button.minimumSize())
        return size
