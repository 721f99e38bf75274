"""Paints and edits the cells of the form: every state by colour and by shape, light and dark."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPalette,
    QValidator,
)
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.models.form_entry import Refusal, half_width
from gui.models.form_model import BOX, FACE, FormModel
from gui.theme import state_colours
from gui.views.form_painting import paint_cell, paint_label

if TYPE_CHECKING:
    from core.address import Address
    from gui.models.form_face import Face
    from gui.models.form_layout import Box

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
        is_refused = self._refusal(plain) is not None
        state = QValidator.State.Intermediate if is_refused else QValidator.State.Acceptable
        return state, plain, position

    def fixup(self, text: str) -> str:
        """Called by Qt when Enter or Tab meets a text that is not acceptable."""
        refusal = self._refusal(text)
        if refusal is not None:
            self.refused.emit(refusal.message)
        return text

    def _refusal(self, text: str) -> Refusal | None:
        layout = self._model.layout
        # Qt asks once more while it closes the editor; the form may be another report's by then.
        if layout is None or self._address not in layout.fields:
            return None
        entry = self._model.read(self._address, text)
        return entry if isinstance(entry, Refusal) else None


class CellEditor(QLineEdit):
    """The line in which a cell is edited; ``upward`` says that Shift was held at Enter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.upward = False
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAutoFillBackground(True)

    def show_refused(self, is_refused: bool) -> None:
        """Write in the colour of an error what the cell cannot take."""
        self.setPalette(QPalette())
        if is_refused:
            colours = self.palette()
            colours.setColor(QPalette.ColorRole.Text, state_colours(colours).error)
            self.setPalette(colours)

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
        editor.setAcceptDrops(False)  # a file is for the window, not its path for the cell
        model = cast("FormModel", index.model())
        address = model.address(index)
        if address is not None:
            validator = EntryValidator(model, address, editor)
            validator.refused.connect(self.refused)
            editor.setValidator(validator)
            editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
            editor.textEdited.connect(partial(self.typed.emit, address))
            editor.textEdited.connect(partial(self._judge, model, address, editor))
        return editor

    def _judge(self, model: FormModel, address: Address, editor: CellEditor, text: str) -> None:
        """Say at once what can become nothing that the cell takes."""
        complaint = model.complaint(address, text)
        editor.show_refused(bool(complaint))
        if complaint:
            self.refused.emit(complaint)
        else:
            self.typing.emit()

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the value, selected; what is being typed stays when the cell changes under it."""
        line = cast("CellEditor", editor)
        if line.isModified():
            return
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
            paint_label(painter, rect, palette, box)
        else:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            paint_cell(painter, rect, palette, face, selected=selected, focused=focused)
        painter.restore()
