"""How cells and labels of the form are drawn: every state by colour and by shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
)

from core.cells import Origin
from gui.theme import StateColours, state_colours

if TYPE_CHECKING:
    from gui.models.form_face import Face
    from gui.models.form_layout import Box

_PAD: Final = 5
_CORNER: Final = 8
_BLANK: Final = "\u25a1"
_SMALL: Final = 0.82
_BESIDE_MARK: Final = 7
"""Pixels that the mark of a suspect takes before a text beside it."""
_WITHIN_FRAME: Final = 3
_TICK: Final = ((-8.5, 6.0, -6.0, 8.5), (-6.0, 8.5, -2.0, 3.0))
_DIFFERS: Final = (
    (-8.0, 5.0, -2.0, 5.0),
    (-8.0, 8.0, -2.0, 8.0),
    (-6.5, 11.0, -3.5, 2.0),
)
"""Strokes from the corner to the left and down; the figure ends nine pixels before it."""
_Role = QPalette.ColorRole


def paint_cell(
    painter: QPainter,
    rect: QRect,
    palette: QPalette,
    face: Face,
    *,
    selected: bool = False,
    focused: bool = False,
) -> None:
    """Draw one cell as it stands."""
    _CellPainter(painter, rect, palette, state_colours(palette)).paint(
        face, selected=selected, focused=focused
    )


class _CellPainter:
    """Paints one cell: ground, figure, corner mark, frame."""

    def __init__(
        self, painter: QPainter, rect: QRect, palette: QPalette, colours: StateColours
    ) -> None:
        self._painter = painter
        self._rect = rect
        self._palette = palette
        self._colours = colours

    def paint(self, face: Face, *, selected: bool, focused: bool) -> None:
        """Ground, lines, figure, marks, and the frame of the keyboard on top."""
        self._ground(face, selected=selected)
        _paint_lines(self._painter, self._rect, self._palette)
        if not face.hidden:
            self._figure(face)
            self._mark(face)
            self._frame(face)
        if selected or focused:
            pen = QPen(self._palette.color(_Role.Highlight), 2)
            self._painter.setPen(pen)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(self._rect.adjusted(1, 1, -2, -2))

    def _ground(self, face: Face, *, selected: bool) -> None:
        painter, rect = self._painter, self._rect
        painter.fillRect(rect, self._palette.color(_Role.Base))
        tint = None if face.hidden else _tint(face, self._colours)
        if tint is not None:
            painter.fillRect(rect, _faint(tint, 34))
        if face.origin is Origin.MISSING and not face.hidden:
            painter.fillRect(
                rect, QBrush(_faint(self._colours.unsure, 110), Qt.BrushStyle.BDiagPattern)
            )
        if selected:
            painter.fillRect(rect, _faint(self._palette.color(_Role.Highlight), 60))

    def _inner(self, face: Face) -> QRect:
        """Where the figure stands; below it is room for that of the year before."""
        inner = self._rect.adjusted(_PAD, 1, -_PAD - 4, -1)
        if face.earlier is not None:
            inner.setHeight(round(inner.height() * 0.58))
        return inner

    def _figure(self, face: Face) -> None:
        painter, inner = self._painter, self._inner(face)
        painter.setPen(self._palette.color(_Role.Text))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, right, face.text)
        if face.ghost:
            self._aside(face, f"\u2211{face.ghost}")
        if face.was is not None:
            self._aside(face, f"{face.was or _BLANK} \u2192")
        if face.earlier is not None:
            self._earlier(face)

    def _aside(self, face: Face, text: str) -> None:
        """A grey text left of the figure; small, and above or below where there is no room beside."""
        painter, room = self._painter, self._inner(face).adjusted(_BESIDE_MARK, 0, 0, 0)
        painter.save()
        font, place = QFont(painter.font()), Qt.AlignmentFlag.AlignVCenter
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(f"{text} {face.text}") > room.width():
            font.setPointSizeF(font.pointSizeF() * _SMALL)
            if face.earlier is not None:
                room = self._below().adjusted(_BESIDE_MARK, 0, 0, 0)
            else:
                place, room = Qt.AlignmentFlag.AlignTop, room.adjusted(0, _WITHIN_FRAME, 0, 0)
        font.setItalic(True)
        painter.setFont(font)
        painter.setPen(self._palette.color(_Role.PlaceholderText))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | place, text)
        painter.restore()

    def _below(self) -> QRect:
        """Where the figure of the year before stands."""
        below = self._rect.adjusted(_PAD, 1, -_PAD - 4, -2)
        below.setTop(below.top() + round(below.height() * 0.55))
        return below

    def _earlier(self, face: Face) -> None:
        """Last year's figure below this one's; an arrow where it is another cell's or jumps."""
        painter, inner = self._painter, self._below()
        painter.save()
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        painter.setFont(font)
        grey = self._palette.color(_Role.PlaceholderText)
        painter.setPen(self._colours.warning if face.jump else grey)
        mark = "\u2190 " if face.linked else ""
        if face.jump:
            mark = "\u25b2 " if face.jump == "up" else "\u25bc "
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, right, f"{mark}{face.earlier or _BLANK}")
        painter.restore()

    def _mark(self, face: Face) -> None:
        """A shape of its own for each origin, in the top right corner; none for plainly read."""
        painter, rect, colours = self._painter, self._rect, self._colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = QPointF(rect.right(), rect.top())
        if face.disputed:
            self._strokes(corner, colours.error, _DIFFERS)
        elif face.confirmed:
            self._strokes(corner, colours.ok, _TICK)
        elif face.origin is Origin.CORRECTED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.corrected)
            painter.drawPolygon(_triangle(corner))
        elif face.origin is Origin.INFERRED:
            painter.setPen(QPen(colours.unsure, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(_triangle(corner))
        elif face.origin is Origin.JOINED:
            painter.setPen(QPen(colours.info, 1.6))
            foot = self._inner(face).bottom() - 1.0
            right = rect.right() - _PAD - 4.0
            painter.drawArc(QRectF(right - 14, foot - 4, 14, 5), 180 * 16, 180 * 16)
        elif face.origin in (Origin.AMBIGUOUS, Origin.MISSING):
            self._glyph(
                self._inner(face),
                "?" if face.origin is Origin.AMBIGUOUS else "\u2205",
                colours.unsure,
            )
        elif face.is_uncertain:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.unsure)
            painter.drawEllipse(QPointF(corner.x() - 5, corner.y() + 5), 2.2, 2.2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _strokes(
        self, corner: QPointF, colour: QColor, lines: tuple[tuple[float, ...], ...]
    ) -> None:
        """A mark of straight lines, given from the corner to the left and down."""
        self._painter.setPen(QPen(colour, 1.8))
        for x0, y0, x1, y1 in lines:
            self._painter.drawLine(corner + QPointF(x0, y0), corner + QPointF(x1, y1))

    def _glyph(self, inner: QRect, glyph: str, colour: QColor) -> None:
        painter = self._painter
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, glyph)

    def _frame(self, face: Face) -> None:
        """A frame where a rule fails, heavy with "!" on its suspect; dashed where none can tell,
        dotted when a person has judged it, dots and dashes while a question about it is open.
        """
        if not face.failed and not face.doubtful:
            return
        colour = self._colours.error if face.failed else self._colours.warning
        pen = QPen(colour, 2 if face.suspect and not face.judged else 1)
        if face.judged:
            pen.setStyle(Qt.PenStyle.DashDotLine if face.asked else Qt.PenStyle.DotLine)
        elif not face.failed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter, rect = self._painter, self._rect
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(3, 3, -4, -4))
        if face.suspect and not face.judged:
            x, top = rect.left() + 7, rect.top() + 6
            painter.fillRect(QRect(x, top, 2, 6), colour)
            painter.fillRect(QRect(x, top + 8, 2, 2), colour)


def paint_label(painter: QPainter, rect: QRect, palette: QPalette, box: Box) -> None:
    """Draw a heading, a row's label or a note, with its lines."""
    font = QFont(painter.font())
    flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
    ground, ink = palette.color(_Role.AlternateBase), _Role.Text
    alignment = Qt.AlignmentFlag.AlignCenter
    if box.role in ("section", "banner"):
        font.setBold(True)
        # Between the tables the window shows; that of a table's palette colours its frame.
        around = QGuiApplication.palette().color(_Role.Window)
        ground = around if box.role == "section" else palette.color(_Role.Midlight)
    if box.role in ("section", "note"):
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if box.role == "stub" and (box.column_span > 2):
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if box.role == "note":
        font.setItalic(True)
        ink = _Role.PlaceholderText
    painter.fillRect(rect, ground)
    if box.role != "section":
        _paint_lines(painter, rect, palette)
    painter.setFont(font)
    painter.setPen(palette.color(ink))
    inner = rect.adjusted(_PAD, 2, -_PAD, -2)
    if box.role == "section":
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
    painter.drawText(inner, int(alignment) | int(flags), box.text)


def _paint_lines(painter: QPainter, rect: QRect, palette: QPalette) -> None:
    painter.setPen(QPen(palette.color(_Role.Mid), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomRight())


def _triangle(corner: QPointF) -> QPolygonF:
    x, y = corner.x(), corner.y()
    return QPolygonF(
        [QPointF(x - _CORNER, y + 1), QPointF(x - 1, y + 1), QPointF(x - 1, y + _CORNER)]
    )


def _tint(face: Face, colours: StateColours) -> QColor | None:
    if face.suspect and not face.judged:
        return colours.error
    if face.origin in (Origin.AMBIGUOUS, Origin.INFERRED) or face.is_uncertain:
        return colours.unsure
    if face.disputed or face.confirmed:
        return colours.error if face.disputed else None
    return colours.corrected if face.origin is Origin.CORRECTED else None


def _faint(colour: QColor, alpha: int) -> QColor:
    return QColor(colour.red(), colour.green(), colour.blue(), alpha)
