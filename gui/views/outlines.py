"""Outlines of figures in the source: each kind has a colour, a line and a corner of its own."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.models.stands import Stand, stand_word
from gui.theme import StateColours, make_palette, state_colours

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


def paper_colours() -> StateColours:
    """The meaningful colours on white paper, whatever the theme of the window."""
    return state_colours(make_palette(dark=False))


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
    pen = QPen(colour, width, style)
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
    """What the outlines mean, as a line of small samples with their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 4)
        row.setSpacing(4)
        self._words = {stand: QLabel(self) for stand in Stand}
        for stand, label in self._words.items():
            row.addWidget(_Swatch(stand, self))
            row.addWidget(label)
            row.addSpacing(6)
        row.addStretch(1)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Words in the present language."""
        for stand, label in self._words.items():
            label.setText(stand_word(stand))


class _Swatch(QWidget):
    """A sample of one outline on a piece of paper."""

    def __init__(self, stand: Stand, parent: QWidget) -> None:
        super().__init__(parent)
        self._stand = stand
        self.setFixedSize(_SWATCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sample."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        paint_outline(painter, inside, self._stand, paper_colours())
        painter.end()
