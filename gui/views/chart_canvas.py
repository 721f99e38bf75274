# pyright: basic
# pyqtgraph tells no types of what it builds on.
"""Draws a chart with pyqtgraph; the keyboard goes from mark to mark.

It is imported when the first chart is shown: pyqtgraph and numpy take half a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import pyqtgraph
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
)
from PySide6.QtWidgets import QToolTip

from gui.models.chart import Chart, Mark, Ticks
from gui.views.chart_colours import chart_colours
from gui.views.chart_marks import ABOVE, ChartMarks

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

_LABEL_EMS: Final = 15
"""Letters of a label beside an axis; what is longer is cut, and told in full by the mark."""
_COLUMN_EMS: Final = 10
_SHORT_EMS: Final = 5
_ROWS_FIRST: Final = 6
"""Lines of text in height that squares take before the names of columns may be long."""
_BEYOND: Final = 400
"""Pixels that a label may stand out beyond its axis; the outermost ones would be left out."""
_SIDES: Final = ("left", "bottom", "top")
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ACROSS: Final = 3
"""How much farther a mark beside the way counts than one on it."""
_TALL: Final = 7


class _Axis(pyqtgraph.AxisItem):
    """An axis whose long labels are cut; those above columns run upwards."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.tick_font = QFont()

    def drawPicture(self, p: QPainter, axisSpec, tickSpecs, textSpecs) -> None:  # noqa: ANN001
        if self.orientation != "top":
            super().drawPicture(p, axisSpec, tickSpecs, textSpecs)
            return
        super().drawPicture(p, axisSpec, tickSpecs, [])
        p.setFont(self.tick_font)
        p.setPen(self.textPen())
        drop = QFontMetricsF(self.tick_font).descent()
        for rect, _flags, text in textSpecs:
            p.save()
            p.translate(rect.center().x() + drop, rect.bottom() - drop)
            p.rotate(-90)
            p.drawText(QPointF(0, 0), text)
            p.restore()


class ChartCanvas(pyqtgraph.PlotWidget):
    """One chart. ``moved`` carries the mark that the cursor is on, ``chosen`` the place of the one
    that was activated."""

    moved = Signal(object)
    chosen = Signal(object)
    # Events arrive while pyqtgraph still builds.
    _chart: Chart | None = None
    _marks: ChartMarks | None = None
    _item: Any = None
    _ems = _COLUMN_EMS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = cast("Any", self.getPlotItem())
        self._item.setAxisItems({side: _Axis(side) for side in _SIDES})
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    def box(self, mark: Mark) -> QRectF:
        """Where a mark is, in pixels of the canvas."""
        return QRectF() if self._marks is None else self._marks.box(mark)

    @property
    def mark(self) -> Mark | None:
        """The mark that the cursor is on."""
        marks, chart = self._marks, self._chart
        if marks is None or chart is None or marks.cursor is None:
            return None
        return chart.marks[marks.cursor]

    def show_chart(self, chart: Chart) -> None:
        """Draw another chart; the cursor stays on the mark of the same place, if there is one."""
        before = self.mark
        self._chart = chart
        self._draw()
        if before is not None and self._marks is not None:
            spots = [mark.spot for mark in chart.marks]
            if before.spot in spots:
                self._marks.cursor = spots.index(before.spot)
        self.setAccessibleName(f"{chart.title}, {chart.about}")
        self.setAccessibleDescription(self.mark.words if self.mark else chart.hint)

    def go_to(self, number: int) -> None:
        """Put the cursor on a mark."""
        marks, chart = self._marks, self._chart
        if marks is None or chart is None or not 0 <= number < len(chart.marks):
            return
        marks.cursor = number
        marks.update()
        self.setAccessibleDescription(chart.marks[number].words)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.moved.emit(chart.marks[number])

    # -- drawing --------------------------------------------------------------------------------------

    def _draw(self) -> None:
        chart = self._chart
        if chart is None:
            return
        colours = chart_colours(self.palette())
        self.setBackground(colours.paper)
        self.clear()
        item, is_map = self._item, chart.kind == "squares"
        self._ems = self._column_ems()
        item.showAxis("top", is_map)
        item.showAxis("bottom", not is_map)
        self._label("left", chart.down, colours.ink)
        self._label("top" if is_map else "bottom", chart.across, colours.ink)
        item.getAxis("top").setHeight(self._headroom() if is_map else 0)
        item.showGrid(x=chart.kind == "bars", y=chart.kind in ("columns", "lines"), alpha=0.15)
        for side in _SIDES:  # the lines of the grid lie behind the bars
            item.getAxis(side).setZValue(-1)
        item.getViewBox().invertY(chart.kind in ("bars", "squares"))
        self._marks = ChartMarks(chart, colours, self.font())
        item.addItem(self._marks, ignoreBounds=True)
        self.setMinimumSize(*self._least())
        self._fit()

    def _column_ems(self) -> int:
        """How long names above columns may be: in a low pane some rows of squares come first."""
        place = self.parentWidget()
        if place is None:  # a picture is as large as it needs
            return _COLUMN_EMS
        line = QFontMetricsF(self.font()).height()
        return max(_SHORT_EMS, min(_COLUMN_EMS, int(place.height() / line - _ROWS_FIRST)))

    def _headroom(self) -> float:
        """What the longest label above the columns needs."""
        metrics = QFontMetricsF(self.font())
        texts = [] if self._chart is None else [text for _, text in self._chart.across]
        longest = max((metrics.horizontalAdvance(_cut(t, self._ems)) for t in texts), default=0)
        return longest + 1.5 * metrics.height()

    def _label(self, side: str, ticks: Ticks, ink: QColor) -> None:
        axis = self._item.getAxis(side)
        cut = _cut_before if side == "top" else _cut
        ems = self._ems if side == "top" else _LABEL_EMS
        labels = [(value, cut(text, ems)) for value, text in ticks]
        axis.setTicks([labels])
        axis.tick_font = self.font()
        tick = 0 if side == "top" else -4
        axis.setStyle(tickFont=self.font(), tickLength=tick, hideOverlappingLabels=_BEYOND)
        axis.setTextPen(ink)
        axis.setPen(ink)
        if side == "left":  # it would find out only when it is drawn
            metrics = QFontMetricsF(self.font())
            longest = max((metrics.horizontalAdvance(text) for _, text in labels), default=0)
            axis.setWidth(longest + metrics.height())
        elif side == "bottom":
            axis.setHeight(1.6 * QFontMetricsF(self.font()).height())

    def _fit(self) -> None:
        """Room for what is written behind bars, above columns and behind lines."""
        chart = self._chart
        if chart is None:
            return
        left, right, first, last = chart.extent
        if chart.kind == "bars":
            right += (right - left) * self._share([mark.figure for mark in chart.marks])
        elif chart.kind == "lines":
            right += (right - left) * self._share([f"     {name}" for name in chart.names])
            last += (last - first) * 0.06
            first -= (last - first) * 0.03
        elif chart.kind == "columns":
            last += (last - first) * self._rise()
        if chart.kind in ("bars", "columns"):  # the 0 at the very edge would not be labelled
            left -= (right - left) * 0.006
            first -= (last - first) * 0.006
        self._item.layout.activate()
        view = self._item.getViewBox()
        view.setRange(xRange=(left, right), yRange=(first, last), padding=0)
        for side in _SIDES:  # which follow late where the range stays as it was
            self._item.getAxis(side).linkedViewChanged(view)

    def _share(self, texts: list[str]) -> float:
        """The part of the width of the figures that the longest text takes behind them."""
        metrics = QFontMetricsF(self.font())
        longest = max((metrics.horizontalAdvance(text) for text in texts), default=0) + 16
        width = max(self.width() - metrics.horizontalAdvance("国" * _LABEL_EMS), 2.5 * longest)
        return longest / (width - longest)

    def _rise(self) -> float:
        """The part of the height of the tallest column that the figure above it takes."""
        line = QFontMetricsF(self.font()).height()
        above = line + ABOVE
        return above / max(self.height() - 1.6 * line - above, above)

    def _least(self) -> tuple[int, int]:
        """What the chart needs to be read."""
        chart, line = self._chart, QFontMetricsF(self.font()).height()
        if chart is None:
            return 0, 0
        if chart.kind == "bars":
            return int((_LABEL_EMS + 12) * line), int((len(chart.down) * 1.4 + 2) * line)
        if chart.kind == "squares":
            columns, rows = len(chart.across) * 1.6 + _LABEL_EMS, len(chart.down) * 1.5 + 1
            return int(columns * line), int(rows * line + self._headroom())
        return int(max(len(chart.across) * 4.2, 20) * line), int(_TALL * line)

    # -- the hand -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        marks, chart, key = self._marks, self._chart, event.key()
        if marks is None or chart is None or not chart.marks:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(chart.marks) - 1)
        elif key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(*_ARROWS[Qt.Key(key)])
        else:
            event.ignore()  # keys of the window

    def _step(self, across: int, down: int) -> None:
        """Go to the nearest mark in a direction; from nowhere to the first."""
        marks, chart = self._marks, self._chart
        if marks is None or chart is None:
            return
        if marks.cursor is None:
            self.go_to(0)
            return
        here = marks.box(chart.marks[marks.cursor]).center()
        best: tuple[float, int] | None = None
        for number, mark in enumerate(chart.marks):
            way = marks.box(mark).center() - here
            if chart.kind == "bars":  # all begin at the same edge, however long they are
                way.setX(0)
            elif chart.kind == "columns":
                way.setY(0)
            along = way.x() * across + way.y() * down
            beside = abs(way.x() * down) + abs(way.y() * across)
            if along > 0.5 and (best is None or along + _ACROSS * beside < best[0]):
                best = (along + _ACROSS * beside, number)
        if best is not None:
            self.go_to(best[1])

    def _choose(self) -> None:
        mark = self.mark
        if mark is not None:
            self.chosen.emit(mark.spot)

    def _mark_at(self, event: QMouseEvent) -> int | None:
        if self._marks is None:
            return None
        return self._marks.at(self.mapToScene(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        number = self._mark_at(event)
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go_to(number)
            self._choose()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._mark_at(event)
        words = "" if number is None or self._chart is None else self._chart.marks[number].words
        QToolTip.showText(event.globalPosition().toPoint(), words, self)
        shape = Qt.CursorShape.PointingHandCursor if words else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def wheelEvent(self, event) -> None:  # noqa: ANN001 - pyqtgraph's own name of it
        event.ignore()  # the pane scrolls

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.mark is None:
            self.go_to(0)

    def resizeEvent(self, event) -> None:  # noqa: ANN001 - pyqtgraph calls it with None
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the room that the pane gives; a chart larger than that keeps its own size."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            is_other = self._column_ems() != self._ems
            if is_other and self._chart is not None and self._chart.kind == "squares":
                self._draw_anew()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw_anew()

    def _draw_anew(self) -> None:
        """Draw the same chart, with the cursor where it is."""
        cursor = None if self._marks is None else self._marks.cursor
        self._draw()
        if self._marks is not None:
            self._marks.cursor = cursor


def _cut(text: str, ems: int) -> str:
    """The text in no more room than so many Chinese letters take."""
    room = 2 * ems
    for place, letter in enumerate(text):
        room -= 1 if letter.isascii() else 2
        if room < 0:
            return text[: max(place - 1, 1)] + "…"
    return text


def _cut_before(text: str, ems: int) -> str:
    """The same of a name whose end tells most: the agency of a place, and the year."""
    backwards = _cut(text[::-1], ems)
    return backwards[::-1]
