"""How cells and labels of the form are drawn: every state by colour and by shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
)

from core.cells import Origin
from gui.theme import StateColours, is_dark, state_colours

if TYPE_CHECKING:
    from gui.models.form_face import Face
    from gui.models.form_layout import Box

_PAD: Final = 5
_CORNER: Final = QPolygonF([QPointF(-8, 1), QPointF(-1, 1), QPointF(-1, 8)])
_BLANK: Final = "\u25a1"
_SMALL: Final = 0.82
_USUAL: Final = 16
"""Pixels of height of the text beside which the marks are as large as their numbers say; beside
larger text they grow with it."""
PAIR: Final = 1.85
"""Height of a figure with a small one below it, in heights of its text."""
_BESIDE_MARK: Final = 9
"""Pixels that the mark of a suspect takes before a text beside it."""
_TINT: Final = 34
"""How much of a state's colour is laid over a cell, of 255."""
_CHOSEN: Final = {False: 27, True: 60}
"""The same of the highlight over a chosen cell, in the light and in the dark: as much as leaves the
colours of all states legible."""
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
    _CellPainter(painter, rect, palette, selected=selected).paint(face, focused=focused)


def ground_of(face: Face, palette: QPalette, *, selected: bool) -> QColor:
    """The colour that the figure stands on."""
    ground = palette.color(_Role.Base)
    tint = None if face.hidden else _tint(face, state_colours(palette))
    if tint is not None:
        ground = _laid_over(ground, tint, _TINT)
    if selected:
        ground = _laid_over(ground, palette.color(_Role.Highlight), _CHOSEN[is_dark(palette)])
    return ground


def faint_ink(palette: QPalette, *, selected: bool) -> QColor:
    """What is written beside and below the figure with; grey cannot be read on a chosen cell."""
    return palette.color(_Role.Text if selected else _Role.PlaceholderText)


def wrapping(metrics: QFontMetrics, text: str, width: int) -> int:
    """How a label is broken into lines so wide: as its language is, else between any two letters."""
    words = int(Qt.TextFlag.TextWordWrap)
    needed = metrics.boundingRect(QRect(0, 0, width, 0), words, text).width()
    return words if needed <= width else words | int(Qt.TextFlag.TextWrapAnywhere)


class _CellPainter:
    """Paints one cell: ground, figure, corner mark, frame."""

    def __init__(
        self, painter: QPainter, rect: QRect, palette: QPalette, *, selected: bool
    ) -> None:
        self._painter = painter
        self._rect = rect
        self._palette = palette
        self._colours = state_colours(palette)
        self._selected = selected
        self._faint_ink = faint_ink(palette, selected=selected)
        self._share = max(1.0, painter.fontMetrics().height() / _USUAL)
        self._edge = round((_PAD + 4) * self._share)
        """Pixels from the end of the figure to that of the cell; the marks stand there."""

    def paint(self, face: Face, *, focused: bool) -> None:
        """Ground, lines, figure, marks, and the frame of the keyboard on top."""
        self._ground(face)
        _paint_lines(self._painter, self._rect, self._palette)
        if not face.hidden:
            self._figure(face)
            self._mark(face)
            self._frame(face)
        if self._selected or focused:
            pen = QPen(self._palette.color(_Role.Accent), 2)
            self._painter.setPen(pen)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(self._rect.adjusted(1, 1, -2, -2))

    def _ground(self, face: Face) -> None:
        painter, rect = self._painter, self._rect
        painter.fillRect(rect, ground_of(face, self._palette, selected=self._selected))
        if face.origin is Origin.MISSING and not face.hidden:
            painter.fillRect(
                rect, QBrush(_faint(self._colours.unsure, 110), Qt.BrushStyle.BDiagPattern)
            )

    def _inner(self, face: Face) -> QRect:
        """Where the figure stands; another year's is close below it, what was read close above."""
        inner = self._rect.adjusted(_PAD, 1, -self._edge, -1)
        if face.earlier is None and face.was is None:
            return inner
        line = self._painter.fontMetrics().height()
        pair = round(line * PAIR)
        top = inner.center().y() - pair // 2
        inner.setTop(top if face.was is None else top + pair - line)
        inner.setHeight(line)
        return inner

    def _figure(self, face: Face) -> None:
        painter, inner = self._painter, self._inner(face)
        painter.setPen(self._palette.color(_Role.Text))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, right, face.text)
        if face.ghost:
            self._sum(face, f"\u2211{face.ghost}")
        if face.was is not None:
            above = inner.translated(0, 1 - inner.height())
            self._small(above, f"{face.was or _BLANK} \u2192", self._faint_ink)
        if face.earlier is not None:
            self._earlier(face)

    def _sum(self, face: Face, text: str) -> None:
        """The sum left of the figure; small, and above or below where there is no room beside."""
        painter, room = self._painter, self._beside_mark(self._inner(face))
        painter.save()
        font, place = QFont(painter.font()), Qt.AlignmentFlag.AlignVCenter
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(f"{text} {face.text}") > room.width():
            font.setPointSizeF(font.pointSizeF() * _SMALL)
            if face.earlier is not None:
                room = self._below(face)  # the mark is above
            else:
                place, room = Qt.AlignmentFlag.AlignTop, room.adjusted(0, _WITHIN_FRAME, 0, 0)
        font.setItalic(True)
        painter.setFont(font)
        painter.setPen(self._colours.error)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | place, text)
        painter.restore()

    def _beside_mark(self, room: QRect) -> QRect:
        return room.adjusted(round(_BESIDE_MARK * self._share), 0, 0, 0)

    def _below(self, face: Face) -> QRect:
        """Where the figure of the year before stands."""
        inner = self._inner(face)
        return inner.translated(0, inner.height() - 1)

    def _earlier(self, face: Face) -> None:
        """Last year's figure below this one's; an arrow where it is another cell's or jumps."""
        mark = "\u2190 " if face.linked else ""
        if face.jump:
            mark = "\u25b2 " if face.jump == "up" else "\u25bc "
        ink = self._colours.warning if face.jump else self._faint_ink
        self._small(self._below(face), f"{mark}{face.earlier or _BLANK}", ink)

    def _small(self, room: QRect, text: str, ink: QColor) -> None:
        """Small words that end where the figure ends."""
        painter = self._painter
        painter.save()
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _mark(self, face: Face) -> None:
        """A shape of its own for each origin, in the top right corner; none for plainly read."""
        painter, rect, colours = self._painter, self._rect, self._colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if face.disputed or face.confirmed or face.origin is not Origin.JOINED:
            painter.translate(rect.right(), rect.top())
        else:
            painter.translate(rect.right() - self._edge, self._inner(face).bottom())
        painter.scale(self._share, self._share)
        painter.setPen(Qt.PenStyle.NoPen)
        if face.disputed:
            self._strokes(colours.error, _DIFFERS)
        elif face.confirmed:
            self._strokes(colours.ok, _TICK)
        elif face.origin is Origin.CORRECTED:
            painter.setBrush(colours.corrected)
            painter.drawPolygon(_CORNER)
        elif face.origin is Origin.INFERRED:
            painter.setPen(QPen(colours.unsure, 1.4))
            painter.drawPolygon(_CORNER)
        elif face.origin is Origin.JOINED:
            painter.setPen(QPen(colours.info, 1.6))
            painter.drawArc(QRectF(-14, -5, 14, 5), 180 * 16, 180 * 16)
        elif face.is_uncertain:
            painter.setBrush(colours.unsure)
            painter.drawEllipse(QPointF(-4, 4), 2.2, 2.2)
        painter.restore()
        is_settled = face.disputed or face.confirmed
        if not is_settled and face.origin in (Origin.AMBIGUOUS, Origin.MISSING):
            glyph = "?" if face.origin is Origin.AMBIGUOUS else "\u2205"
            self._glyph(self._inner(face), glyph, colours.unsure)

    def _strokes(self, colour: QColor, lines: tuple[tuple[float, ...], ...]) -> None:
        """A mark of straight lines, given from the corner to the left and down."""
        self._painter.setPen(QPen(colour, 1.8))
        for x0, y0, x1, y1 in lines:
            self._painter.drawLine(QPointF(x0, y0), QPointF(x1, y1))

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
            painter.save()
            painter.translate(rect.left() + 7, rect.top() + 6)
            painter.scale(self._share, self._share)
            painter.fillRect(QRect(0, 0, 2, 6), colour)
            painter.fillRect(QRect(0, 8, 2, 2), colour)
            painter.restore()


def paint_label(painter: QPainter, rect: QRect, palette: QPalette, box: Box) -> None:
    """Draw a heading, a row's label or a note, with its lines."""
    font = QFont(painter.font())
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
    if box.role == "section":  # the table below begins here
        painter.setPen(QPen(palette.color(_Role.Mid), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    else:
        _paint_lines(painter, rect, palette)
    painter.setFont(font)
    painter.setPen(palette.color(ink))
    inner = rect.adjusted(_PAD, 2, -_PAD, -2)
    if box.role == "section":
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
    flags = wrapping(painter.fontMetrics(), box.text, inner.width())
    painter.drawText(inner, int(alignment) | flags, box.text)


def _paint_lines(painter: QPainter, rect: QRect, palette: QPalette) -> None:
    painter.setPen(QPen(palette.color(_Role.Mid), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomRight())


def _tint(face: Face, colours: StateColours) -> QColor | None:
    if face.suspect and not face.judged:
        return colours.error
    if face.origin in (Origin.AMBIGUOUS, Origin.INFERRED) or face.is_uncertain:
        return colours.unsure
    if face.disputed or face.confirmed:
        return colours.error if face.disputed else None
    return colours.corrected if face.origin is Origin.CORRECTED else None


def _laid_over(ground: QColor, colour: QColor, alpha: int) -> QColor:
    """The opaque colour that comes of so much of one colour, of 255, over another."""

    def mixed(below: int, above: int) -> int:
        return round(below + (above - below) * alpha / 255)

    return QColor(
        mixed(ground.red(), colour.red()),
        mixed(ground.green(), colour.green()),
        mixed(ground.blue(), colour.blue()),
    )


def _faint(colour: QColor, alpha: int) -> QColor:
    return QColor(colour.red(), colour.green(), colour.blue(), alpha)
