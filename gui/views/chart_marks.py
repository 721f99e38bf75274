# pyright: basic
# pyqtgraph tells no types of what it builds on.
"""Bars, squares, lines and their figures, drawn in the pixels of the picture they are part of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from gui.views.chart_colours import ChartColours, ink_on

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from gui.models.chart import Chart, Mark

ABOVE: Final = 5.0
"""Pixels between a bar and its figure."""
_SIGN: Final = 4.0
_DASHES: Final = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)
_MIDDLE: Final = Qt.AlignmentFlag.AlignCenter
_TEXT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class ChartMarks(pyqtgraph.GraphicsObject):
    """All marks of a chart; ``cursor`` is the number of the one that the keyboard is on."""

    def __init__(self, chart: Chart, colours: ChartColours, font: QFont) -> None:
        super().__init__()
        self._chart = chart
        self._colours = colours
        self._font = font
        self.cursor: int | None = None

    def boundingRect(self) -> QRectF:
        left, right, first, last = self._chart.extent
        return QRectF(left, first, 4 * (right - left), last - first).normalized()

    def box(self, mark: Mark) -> QRectF:
        """Where a mark is, in pixels of the scene; a point has the size of its sign."""
        box = self.mapRectToScene(
            QRectF(QPointF(mark.left, mark.top), QPointF(mark.right, mark.bottom)).normalized()
        )
        if self._chart.kind == "lines":
            return box.adjusted(-_SIGN, -_SIGN, _SIGN, _SIGN)
        return box

    def at(self, spot: QPointF) -> int | None:
        """The number of the mark at or beside the spot, in pixels of the scene."""
        for number, mark in enumerate(self._chart.marks):
            box = self.box(mark)
            if self._chart.kind == "bars":  # a short bar is found by its figure, too
                box.setRight(box.right() + 60)
            elif self._chart.kind == "columns":
                box.setTop(box.top() - 20)
            elif self._chart.kind == "lines":
                box = box.adjusted(-_SIGN, -_SIGN, _SIGN, _SIGN)
            if box.contains(spot):
                return number
        return None

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.save()
        # Back to pixels, whatever the picture is scaled to: text and pens must not be stretched.
        inverse, _ = self.sceneTransform().inverted()
        painter.setWorldTransform(inverse * painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        if self._chart.kind == "lines":
            self._draw_lines(painter)
        for mark in self._chart.marks:
            self._draw(painter, mark)
        if self.cursor is not None and self.cursor < len(self._chart.marks):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._colours.ring, 2.5))
            painter.drawRect(self.box(self._chart.marks[self.cursor]).adjusted(-2, -2, 2, 2))
        painter.restore()

    def _draw(self, painter: QPainter, mark: Mark) -> None:
        box = self.box(mark)
        match self._chart.kind:
            case "lines":
                self._draw_sign(painter, box.center(), mark.course, filled=not mark.corrected)
            case "squares":
                ground = self._colours.shade(mark.tone)
                painter.fillRect(box, ground)
                self._write_within(painter, box, mark.figure, ink_on(ground))
            case _:
                self._fill(painter, box, corrected=mark.corrected)
                self._write_beside(painter, box, mark.figure)

    def _fill(self, painter: QPainter, box: QRectF, *, corrected: bool) -> None:
        painter.setPen(QPen(self._colours.bar, 1))
        painter.setBrush(self._colours.bar)
        if corrected:  # hatched, as colour alone tells not everybody
            painter.setBrush(QBrush(self._colours.bar, Qt.BrushStyle.BDiagPattern))
        if box.width() > 0 and box.height() > 0:
            painter.drawRect(box)

    def _write_within(self, painter: QPainter, box: QRectF, text: str, ink: QColor) -> None:
        if QFontMetricsF(self._font).horizontalAdvance(text) <= box.width() - 2:
            painter.setPen(ink)
            painter.drawText(box, _MIDDLE, text)

    def _write_beside(self, painter: QPainter, box: QRectF, text: str) -> None:
        painter.setPen(self._colours.ink)
        metrics = QFontMetricsF(self._font)
        if self._chart.kind == "bars":
            middle = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(box.right() + ABOVE, middle), text)
        else:
            left = box.center().x() - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(left, box.top() - ABOVE), text)

    # -- lines ----------------------------------------------------------------------------------------

    def _pen(self, course: int) -> QPen:
        return QPen(self._colours.lines[course], 2, _DASHES[course])

    def _draw_lines(self, painter: QPainter) -> None:
        """Points of years that follow each other are joined; behind the last stands the name."""
        names: list[tuple[QPointF, int]] = []
        for course in range(len(self._chart.names)):
            points = [mark for mark in self._chart.marks if mark.course == course]
            painter.setPen(self._pen(course))
            for one, other in pairwise(points):
                if other.left - one.left == 1:
                    painter.drawLine(self.box(one).center(), self.box(other).center())
            if points:
                names.append((self.box(points[-1]).center(), course))
        self._write_names(painter, names)

    def _write_names(self, painter: QPainter, names: list[tuple[QPointF, int]]) -> None:
        """Names of lines that end at one height stand below each other."""
        height = QFontMetricsF(self._font).height()
        right = self.mapToScene(QPointF(self._chart.extent[1], 0)).x()
        lowest = self.mapToScene(QPointF(0, 0)).y() - height / 4
        heights = _spread([end.y() for end, _ in names], height, lowest)
        for (end, course), y in zip(names, heights, strict=True):
            painter.setPen(QPen(self._colours.faint, 1))
            painter.drawLine(QPointF(end.x() + 2 * _SIGN, end.y()), QPointF(right, y))
            self._draw_sign(painter, QPointF(right + 3 * _SIGN, y), course, filled=True)
            painter.setPen(self._colours.ink)
            box = QRectF(right + 6 * _SIGN, y - height / 2, 400, height)
            painter.drawText(box, _TEXT, self._chart.names[course])

    def _draw_sign(self, painter: QPainter, middle: QPointF, course: int, *, filled: bool) -> None:
        """Each line has a sign of its own, which is hollow where a person corrected the figure."""
        colour = self._colours.lines[course]
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if filled else self._colours.paper)
        x, y, r = middle.x(), middle.y(), _SIGN
        if course == 0:
            painter.drawEllipse(middle, r, r)
        elif course == 1:
            painter.drawRect(QRectF(x - r, y - r, 2 * r, 2 * r))
        elif course == 2:
            corners = [QPointF(x, y - r), QPointF(x + r, y + r), QPointF(x - r, y + r)]
            painter.drawPolygon(QPolygonF(corners))
        else:
            corners = [QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]
            painter.drawPolygon(QPolygonF(corners))


def _spread(wanted: list[float], apart: float, lowest: float) -> list[float]:
    """Heights as near to the wanted ones as lets each be ``apart`` from the next, none below
    ``lowest``."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed = list(wanted)
    for before, number in pairwise(order):
        placed[number] = max(placed[number], placed[before] + apart)
    floor = lowest
    for number in reversed(order):
        placed[number] = min(placed[number], floor)
        floor = placed[number] - apart
    return placed
