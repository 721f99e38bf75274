"""Two things side by side where there is room, else one below the other."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

_GAP: Final = 4


class Fold(QWidget):
    """Folds by its own width; ``first`` takes what is to spare. It may be as narrow as the wider of
    the two can be.

    It places the two itself: a layout would not let go of the width that both need side by side.
    """

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._second = first, second
        first.setParent(self)
        second.setParent(self)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def is_folded(self) -> bool:
        """Whether one stands below the other now."""
        return self._folds_at(self.width())

    def heightForWidth(self, width: int) -> int:
        above, below = self._heights(width)
        return above + _GAP + below if self._folds_at(width) else max(above, below)

    def sizeHint(self) -> QSize:
        return QSize(self._wanted(), max(self._heights(self._wanted())))

    def minimumSizeHint(self) -> QSize:
        widths = self._first.minimumSizeHint().width(), self._second.minimumSizeHint().width()
        return QSize(max(widths), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        width = event.oldSize().width()
        if self.heightForWidth(width) != self.heightForWidth(self.width()):
            self.updateGeometry()  # the height that it needs at least is another now

    def event(self, event: QEvent) -> bool:
        """Place the two anew when one of them has other words."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return done

    def _place(self) -> None:
        above, below = self._heights(self.width())
        if self.is_folded:
            self._first.setGeometry(0, 0, self.width(), above)
            self._second.setGeometry(0, above + _GAP, self.width(), below)
            return
        high, beside = max(above, below), self._second.sizeHint().width()
        self._first.setGeometry(0, (high - above) // 2, self.width() - beside - _GAP, above)
        self._second.setGeometry(self.width() - beside, (high - below) // 2, beside, below)

    def _heights(self, width: int) -> tuple[int, int]:
        return _height(self._first, width), _height(self._second, width)

    def _folds_at(self, width: int) -> bool:
        return self._wanted() > width

    def _wanted(self) -> int:
        """The width of both side by side."""
        first = max(self._first.sizeHint().width(), self._first.minimumWidth())
        return first + _GAP + self._second.sizeHint().width()


def _height(part: QWidget, width: int) -> int:
    """What a part wants that is as wide; one that folds itself wants more where it is narrow."""
    return part.heightForWidth(width) if isinstance(part, Fold) else part.sizeHint().height()
