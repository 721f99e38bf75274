"""Paints and edits the cells of the form: every state by colour and by shape, light and dark."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
    QValidator,
)
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from core.cells import Origin
from gui.models.form_entry import Refusal, half_width
from gui.models.form_model import BOX, FACE, FormModel
from gui.theme import StateColours, state_colours

if TYPE_CHECKING:
    from core.address import Address
    from gui.models.form_face import Face
    from gui.models.form_layout import Box

_PAD: Final = 5
_CORNER: Final = 8
_Role = QPalette.ColorRole
Index = QModelIndex | QPersistentModelIndex


class EntryValidator(QValidator):
    """Lets everything be typed, full-width digits made plain, and says why it cannot be accepted."""

    refused = Signal(str)

    def __init__(self, model: FormModel, address: Address, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._address = address

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Whether the text could be entered as it is; full-width marks become plain ones."""
        plain = half_width(text)
        is_refused = isinstance(self._model.read(self._address, plain), Refusal)
        state = QValidator.State.Intermediate if is_refused else QValidator.State.Acceptable
        return state, plain, position

    def fixup(self, text: str) -> str:
        """Called by Qt when Enter or Tab meets a text that is not acceptable."""
        entry = self._model.read(self._address, text)
        if isinstance(entry, Refusal):
            self.refused.emit(entry.message)
        return text


class CellEditor(QLineEdit):
    """The line in which a cell is edited; ``upward`` says that Shift was held at Enter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.upward = False
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAutoFillBackground(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remember whether Shift is held."""
        self.upward = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().keyPressEvent(event)


class FormDelegate(QStyledItemDelegate):
    """Draws boxes with their borders and cells with their marks; ``refused`` and ``typing`` tell of
    the open editor, ``typed`` the cell and its text at each keystroke.
    """

    refused = Signal(str)
    typing = Signal()
    typed = Signal(object, str)

    # -- editing --------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line with the validator of its cell."""
        editor = CellEditor(parent)
        model = cast("FormModel", index.model())
        address = model.address(index)
        if address is not None:
            validator = EntryValidator(model, address, editor)
            validator.refused.connect(self.refused)
            editor.setValidator(validator)
            editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
            editor.textEdited.connect(partial(self.typed.emit, address))
        editor.textEdited.connect(self.typing)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the value, selected."""
        line = cast("CellEditor", editor)
        line.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        line.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Fill the cell within its lines."""
        editor.setGeometry(option.rect.adjusted(1, 1, -2, -2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the editor open while another window is in front."""
        # An open editor survives the window's losing focus to a menu or another program.
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, CellEditor):
            lost = cast("QWidget", watched).window()
            if not lost.isActiveWindow():
                return False
        return super().eventFilter(watched, event)

    # -- painting -------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a label or a cell."""
        box: Box | None = index.data(BOX)
        if box is None:
            return
        rect: QRect = option.rect
        palette: QPalette = option.palette
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setClipRect(rect)
        face: Face | None = index.data(FACE)
        if face is None:
            _paint_label(painter, rect, palette, box)
        else:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            _CellPainter(painter, rect, palette, state_colours(palette)).paint(
                face, selected, focused
            )
        painter.restore()


class _CellPainter:
    """Paints one cell: ground, figure, corner mark, frame."""

    def __init__(
        self, painter: QPainter, rect: QRect, palette: QPalette, colours: StateColours
    ) -> None:
        self._painter = painter
        self._rect = rect
        self._palette = palette
        self._colours = colours

    def paint(self, face: Face, selected: bool, focused: bool) -> None:
        """Paint a label or a cell."""
        self._ground(face, selected)
        _paint_lines(self._painter, self._rect, self._palette)
        self._figure(face)
        self._mark(face)
        self._frame(face)
        if selected or focused:
            pen = QPen(self._palette.color(_Role.Highlight), 2)
            self._painter.setPen(pen)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(self._rect.adjusted(1, 1, -2, -2))

    def _ground(self, face: Face, selected: bool) -> None:
        painter, rect = self._painter, self._rect
        painter.fillRect(rect, self._palette.color(_Role.Base))
        tint = _tint(face, self._colours)
        if tint is not None:
            painter.fillRect(rect, _faint(tint, 34))
        if face.origin is Origin.MISSING:
            painter.fillRect(
                rect, QBrush(_faint(self._colours.unsure, 110), Qt.BrushStyle.BDiagPattern)
            )
        if selected:
            painter.fillRect(rect, _faint(self._palette.color(_Role.Highlight), 60))

    def _figure(self, face: Face) -> None:
        painter = self._painter
        inner = self._rect.adjusted(_PAD, 1, -_PAD - 4, -1)
        painter.setPen(self._palette.color(_Role.Text))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, right, face.text)
        if face.ghost:
            font = QFont(painter.font())
            painter.save()
            font.setItalic(True)
            painter.setFont(font)
            painter.setPen(self._palette.color(_Role.PlaceholderText))
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner.adjusted(7, 0, 0, 0), left, f"\u2211{face.ghost}")
            painter.restore()

    def _mark(self, face: Face) -> None:
        """A shape of its own for each origin, in the top right corner; none for plainly read."""
        painter, rect, colours = self._painter, self._rect, self._colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = QPointF(rect.right(), rect.top())
        if face.origin is Origin.CORRECTED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.corrected)
            painter.drawPolygon(_triangle(corner))
        elif face.origin is Origin.INFERRED:
            painter.setPen(QPen(colours.unsure, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(_triangle(corner))
        elif face.origin is Origin.JOINED:
            painter.setPen(QPen(colours.info, 1.6))
            foot = rect.bottom() - 3.0
            right = rect.right() - _PAD - 4.0
            painter.drawArc(QRectF(right - 14, foot - 4, 14, 5), 180 * 16, 180 * 16)
        elif face.origin in (Origin.AMBIGUOUS, Origin.MISSING):
            self._glyph("?" if face.origin is Origin.AMBIGUOUS else "\u2205", colours.unsure)
        elif face.is_uncertain:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.unsure)
            painter.drawEllipse(QPointF(corner.x() - 5, corner.y() + 5), 2.2, 2.2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _glyph(self, glyph: str, colour: QColor) -> None:
        painter = self._painter
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(colour)
        inner = self._rect.adjusted(_PAD, 1, -_PAD - 4, -1)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, glyph)

    def _frame(self, face: Face) -> None:
        """A frame where a rule fails, heavy with "!" on its suspect; dashed where none can tell,
        dotted when a person has judged it.
        """
        if not face.failed and not face.doubtful:
            return
        colour = self._colours.error if face.failed else self._colours.warning
        pen = QPen(colour, 2 if face.suspect and not face.judged else 1)
        if face.judged:
            pen.setStyle(Qt.PenStyle.DotLine)
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


def _paint_label(painter: QPainter, rect: QRect, palette: QPalette, box: Box) -> None:
    font = QFont(painter.font())
    flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
    ground, ink = _Role.AlternateBase, _Role.Text
    alignment = Qt.AlignmentFlag.AlignCenter
    if box.role in ("section", "banner"):
        font.setBold(True)
        ground = _Role.Window if box.role == "section" else _Role.Midlight
    if box.role in ("section", "note"):
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if box.role == "stub" and (box.column_span > 2):
        alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if box.role == "note":
        font.setItalic(True)
        ink = _Role.PlaceholderText
    painter.fillRect(rect, palette.color(ground))
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
    return colours.corrected if face.origin is Origin.CORRECTED else None


def _faint(colour: QColor, alpha: int) -> QColor:
    return QColor(colour.red(), colour.green(), colour.blue(), alpha)
