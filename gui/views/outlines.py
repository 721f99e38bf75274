"""Outlines of figures in the source: each kind has a colour, a line and a corner of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.models.stands import Stand, stand_word
from gui.theme import StateColours, paper_colours

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES: Final = {
    Stand.READ: (Qt.PenStyle.SolidLine, 1.0),
    Stand.WORKED_OUT: (Qt.PenStyle.DashLine, 1.6),
    Stand.UNSURE: (Qt.PenStyle.DotLine, 2.0),
    Stand.CORRECTED: (Qt.PenStyle.SolidLine, 2.0),
    Stand.WRONG: (Qt.PenStyle.SolidLine, 2.0),
}
_CORNER: Final = 0.45
"""The corner of a corrected or a wrong figure, as a share of its box's height."""
_LARGEST_CORNER: Final = 9.0
_SWATCH: Final = QSize(22, 14)
_SPACE: Final = 6


def colour_of(stand: Stand, colours: StateColours) -> QColor:
    """The colour of a kind of figure."""
    return {
        Stand.READ: colours.info,
        Stand.WORKED_OUT: colours.unsure,
        Stand.UNSURE: colours.warning,
        Stand.CORRECTED: colours.corrected,
        Stand.WRONG: colours.error,
    }[stand]


def paint_outline(painter: QPainter, box: QRectF, stand: Stand, colours: StateColours) -> None:
    """Outline the box: a full corner says that it was corrected, a cut one that it is wrong."""
    colour = colour_of(stand, colours)
    style, width = _LINES[stand]
    # A cosmetic pen counts pixels of the screen; on a fine one its lines would be hairs.
    pen = QPen(colour, width * painter.device().devicePixelRatio(), style)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), 22))
    painter.drawRect(box)
    if stand not in (Stand.CORRECTED, Stand.WRONG):
        return
    size = min(box.height() * _CORNER, _LARGEST_CORNER, box.width())
    tip = box.topRight()
    painter.setBrush(colour if stand is Stand.CORRECTED else Qt.BrushStyle.NoBrush)
    if stand is Stand.CORRECTED:
        corner = [tip, tip - QPointF(size, 0), tip + QPointF(0, size)]
        painter.drawPolygon(QPolygonF(corner))
    else:
        painter.drawLine(tip - QPointF(size, 0), tip + QPointF(0, size))
        painter.drawLine(tip, tip + QPointF(-size, size))


class Legend(QWidget):
    """What the outlines mean: small samples on paper with their words, in as many lines as needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Words in the present language."""
        self._words = {stand: stand_word(stand) for stand in Stand}
        self.setAccessibleName(", ".join(self._words.values()))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines that are needed."""
        return max((place.y() for _, place in self._places(width)), default=0) + self._line()

    def sizeHint(self) -> QSize:
        """As high as is needed now."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def _line(self) -> int:
        return max(_SWATCH.height(), self.fontMetrics().height()) + _SPACE

    def _places(self, width: int) -> Iterator[tuple[Stand, QPoint]]:
        """Where each sample begins, its word beside it."""
        x, y = _SPACE, 0
        for stand, word in self._words.items():
            needed = _SWATCH.width() + self.fontMetrics().horizontalAdvance(word) + 3 * _SPACE
            if x > _SPACE and x + needed > width:
                x, y = _SPACE, y + self._line()
            yield stand, QPoint(x, y)
            x += needed

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the samples and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stand, place in self._places(self.width()):
            sample = QRect(place + QPoint(0, (self._line() - _SWATCH.height()) // 2), _SWATCH)
            painter.fillRect(sample, Qt.GlobalColor.white)
            paint_outline(
                painter, QRectF(sample).adjusted(1.5, 1.5, -1.5, -1.5), stand, paper_colours()
            )
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            words = QRect(sample.right() + _SPACE, place.y(), self.width(), self._line())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words[stand])
        painter.end()
