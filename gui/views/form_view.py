"""The statutory tables of the open report, in official shape, corrected by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.models.form_face import Show
from gui.models.form_layout import WIDTH, Box
from gui.models.form_model import FormModel
from gui.models.phrases import told_of
from gui.views.form_commands import FormCommands
from gui.views.form_delegate import CellEditor, FormDelegate
from gui.views.form_message import FormMessage
from gui.views.form_painting import PAIR, wrapping
from gui.views.form_sight import FormSight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.address import Address
    from core.ranges import Way
    from gui.session import Session
    from gui.settings import Settings

_MIN_ROW: Final = 28
_NARROWEST: Final = 1.5
"""Of a column of the common grid, in Chinese characters; narrower ones are scrolled to."""
_SECTION_GAP: Final = 18
_Action = QAbstractItemView.CursorAction
_Hint = QAbstractItemDelegate.EndEditHint
Index = QModelIndex | QPersistentModelIndex


class FormTable(QTableView):
    """The grid itself: its keys visit cells only, headings and labels are passed over."""

    refused = Signal(str)
    accepted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_bare = False
        self._model = FormModel(session, self)
        self.setModel(self._model)
        delegate = FormDelegate(self)
        self.setItemDelegate(delegate)
        delegate.refused.connect(self.refused)
        delegate.typing.connect(self.accepted)
        delegate.typed.connect(session.keep_draft)
        self._model.rejected.connect(self._tell)
        self._model.dataChanged.connect(self.accepted)
        self._model.modelReset.connect(self._arrange)
        self._model.shown.connect(self._fit)
        session.focused.connect(self.show_cell)
        self._prepare()
        self._arrange()

    def _prepare(self) -> None:
        self.setAccessibleName(self.tr("Statutory tables"))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        pixels = QAbstractItemView.ScrollMode.ScrollPerPixel
        self.setVerticalScrollMode(pixels)
        self.setHorizontalScrollMode(pixels)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def form(self) -> FormModel:
        """The model that the table shows."""
        return self._model

    def current(self) -> Address | None:
        """The cell that the keyboard is on."""
        return self._model.address(self.currentIndex())

    def selected(self) -> list[Address]:
        """The selected cells in the order of the form."""
        chosen = {self._model.address(index) for index in self.selectedIndexes()}
        layout = self._model.layout
        return [address for address in layout.cells if address in chosen] if layout else []

    # -- shape ----------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Merge what the official form merges, and give columns and rows their sizes."""
        self.clearSpans()
        self._is_bare = False
        layout = self._model.layout
        if layout is None:
            return
        for box in layout.boxes:
            if box.row_span > 1 or box.column_span > 1:
                self.setSpan(box.row, box.column, box.row_span, box.column_span)
        self._fit()
        self.scrollToTop()

    def _fit(self) -> None:
        layout = self._model.layout
        if layout is None:
            return
        wide, spare = divmod(max(self.viewport().width(), self._least() * WIDTH), WIDTH)
        for column in range(WIDTH):
            self.setColumnWidth(column, wide + (1 if column < spare else 0))
        for row, height in enumerate(self._heights(layout.rows, layout.boxes, wide)):
            self.setRowHeight(row, height)
        # Qt would tell the scroll bars later, and a cell that is now wanted might be out of reach.
        self.updateGeometries()

    def _least(self) -> int:
        """Pixels of a column of the common grid, in which figures and headings still have room."""
        return int(self.fontMetrics().horizontalAdvance("国") * _NARROWEST)

    def sizeHint(self) -> QSize:
        """As wide as the widest table must be, that none of its columns is out of view."""
        around = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        return QSize(self._least() * WIDTH + around, super().sizeHint().height())

    def _heights(self, rows: int, boxes: Sequence[Box], wide: int) -> list[int]:
        """Row heights that show every label whole; Qt's own ignore merged cells."""
        least = max(_MIN_ROW, self.fontMetrics().height() + 10)
        heights = [least] * rows
        if self._model.beside is not None or self._model.show is Show.CHANGES:
            for box in boxes:
                if box.role == "cell":
                    heights[box.row] = max(least, round(self.fontMetrics().height() * PAIR) + 8)
        bold = QFont(self.font())
        bold.setBold(True)
        plain, heavy = self.fontMetrics(), QFontMetrics(bold)
        for box in sorted(boxes, key=lambda box: box.row_span):
            if box.role == "cell":
                continue
            metrics = heavy if box.role in ("section", "banner") else plain
            room = QRect(0, 0, wide * box.column_span - 12, 10_000)
            flags = wrapping(metrics, box.text, room.width())
            needed = metrics.boundingRect(room, flags, box.text).height() + 8
            if box.role == "section":
                needed = max(needed, least) + _SECTION_GAP
            rows_of = range(box.row, box.row + box.row_span)
            lack = needed - sum(heights[row] for row in rows_of)
            if lack > 0:
                heights[rows_of[-1]] += lack
        return heights

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns; keep the current cell in view, if it was."""
        place = self.visualRect(self.currentIndex())
        was_seen = QRect(QPoint(), event.oldSize()).intersects(place)
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
        if was_seen:
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Fit rows and columns to another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    # -- moving ---------------------------------------------------------------------------------

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads: cells only."""
        layout = self._model.layout
        if layout is None or not layout.lines:
            return QModelIndex()
        here = self.current()
        if here is None:
            return self._model.index_of(layout.lines[0][0])
        return self._model.index_of(self.target(here, action))

    def target(self, here: Address, action: QAbstractItemView.CursorAction) -> Address:
        """The cell that a key leads to from this one; the cell itself where there is no further."""
        layout = self._model.layout
        assert layout is not None
        flat = [address for line in layout.lines for address in line]
        place = flat.index(here)
        number = next(n for n, line in enumerate(layout.lines) if here in line)
        last = len(layout.lines) - 1
        page = max(1, self.viewport().height() // max(1, self.rowHeight(self.currentIndex().row())))
        steps = {_Action.MoveNext: 1, _Action.MovePrevious: -1}
        if action in steps:
            return flat[min(max(place + steps[action], 0), len(flat) - 1)]
        sideways = {_Action.MoveRight: 1, _Action.MoveLeft: -1}
        if action in sideways:
            line = layout.lines[number]
            return line[min(max(line.index(here) + sideways[action], 0), len(line) - 1)]
        if action == _Action.MoveHome:
            return layout.lines[number][0]
        if action == _Action.MoveEnd:
            return layout.lines[number][-1]
        jumps = {_Action.MoveUp: -1, _Action.MoveDown: 1}
        jumps |= {_Action.MovePageUp: -page + 1, _Action.MovePageDown: page - 1}
        line = layout.lines[min(max(number + jumps.get(action, 0), 0), last)]
        box = layout.cells[here]
        middle = box.column + box.column_span / 2

        def distance(address: Address) -> float:
            other = layout.cells[address]
            return abs(other.column + other.column_span / 2 - middle)

        return here if here in line else min(line, key=distance)

    def _step(self, action: QAbstractItemView.CursorAction) -> None:
        here = self.current()
        if here is not None:
            self._go(self._model.index_of(self.target(here, action)))

    def _go(self, index: QModelIndex) -> None:
        """Select one cell alone; Qt itself would add it while Ctrl or Shift is still held down."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def arrive(self, address: Address | None) -> None:
        """Take the keyboard at the cell; at none where it is not in the form, so that nothing typed
        goes into another one.
        """
        index = QModelIndex() if address is None else self._model.index_of(address)
        if not index.isValid():
            self.leave_cells()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if index.isValid() and index != self.currentIndex():
            self._go(index)
            self._leave_room(index)

    def leave_cells(self) -> None:
        """Be in no cell until one is chosen: what is typed goes nowhere."""
        self._is_bare = True
        self._go(QModelIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Where no cell was arrived at, none is chosen; Qt would choose the first one."""
        if self._is_bare:
            QAbstractScrollArea.focusInEvent(self, event)
            self.viewport().update()
        else:
            super().focusInEvent(event)

    def show_cell(self, address: Address) -> None:
        """Select the cell and bring it into view; nothing when it is already the current one."""
        index = self._model.index_of(address)
        if index.isValid() and index != self.currentIndex():
            self._go(index)
            self._leave_room(index)

    def _leave_room(self, index: QModelIndex) -> None:
        """Show the rows around a cell that was come to from elsewhere; a click moves nothing."""
        place = self.visualRect(index)
        spare = max(0, self.viewport().height() - place.height())
        room = min(4 * self.fontMetrics().lineSpacing(), spare // 2)
        below = place.bottom() + room - self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (max(0, below) or min(0, place.top() - room)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Put the cell into focus in every pane."""
        super().currentChanged(current, previous)
        address = self._model.address(current)
        if address is not None:
            self._is_bare = False
            self.scrollTo(current)
            self._session.focus(address)

    # -- editing --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves; everything else is Qt's, and what no key of a command is."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            # The editor lets its Enter through to here, before what was typed is entered.
            event.ignore()
        elif self._model.locked and event.text().isprintable() and event.text():
            self.refused.emit(self._model.locked)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(_Action.MoveUp if shift else _Action.MoveDown)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the cell, or say why it cannot be edited."""
        super().mouseDoubleClickEvent(event)
        if self._model.locked and self.current() is not None:
            self.refused.emit(self._model.locked)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go down after Enter, up after Shift+Enter."""
        self.accepted.emit()
        address = self.current()
        if hint == _Hint.RevertModelCache and address is not None:
            self._session.drop_draft(address)
        if hint != _Hint.SubmitModelCache:
            super().closeEditor(editor, hint)
            return
        upward = isinstance(editor, CellEditor) and editor.upward
        super().closeEditor(editor, _Hint.NoHint)
        self._step(_Action.MoveUp if upward else _Action.MoveDown)

    def put_draft_aside(self) -> tuple[Address, str] | None:
        """Close the cell that is being edited without entering it, and give its text; or None."""
        address, editor = self.current(), self.indexWidget(self.currentIndex())
        if address is None or not isinstance(editor, CellEditor):
            return None
        text = editor.text()
        self.closeEditor(editor, _Hint.RevertModelCache)
        return address, text

    def continue_draft(self, address: Address, text: str) -> None:
        """Open the cell with an unfinished text in it; nothing is entered before the user does."""
        index = self._model.index_of(address)
        self._go(index)
        self.edit(index)
        editor = self.indexWidget(index)
        if isinstance(editor, CellEditor):
            editor.setText(text)
            editor.setModified(True)

    def _tell(self, address: Address, message: str) -> None:
        layout = self._model.layout
        label = layout.fields[address].label if layout else str(address)
        self.refused.emit(told_of(label, message))

    def selectAll(self) -> None:
        """Select every cell of the table that the keyboard is in."""
        here = self.current()
        if here is not None:
            self.choose(lambda address: address.table == here.table)

    def choose(self, is_wanted: Callable[[Address], bool]) -> None:
        """Select these cells and no others; the keyboard stays where it is."""
        layout, model = self._model.layout, self.selectionModel()
        selection = QItemSelection()
        for address in layout.cells if layout is not None else ():
            if is_wanted(address):
                index = self._model.index_of(address)
                selection.select(index, index)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def follow(self, cells: Sequence[Address], way: Way) -> None:
        """Select the cells one step on from these: figures that were moved stay selected."""
        layout, here = self._model.layout, self.current()
        if layout is None or here is None:
            return
        lines = [line for line in layout.lines if line[0].table == here.table]
        at = {a: (n, column) for n, line in enumerate(lines) for column, a in enumerate(line)}
        down, right = way.value
        step = {a: lines[at[a][0] + down][at[a][1] + right] for a in {here, *cells} if a in cells}
        self._go(self._model.index_of(step.get(here, here)))
        moved = set(step.values())
        self.choose(moved.__contains__)


class FormView(QWidget):
    """The tables of the open report with a line below that says what could not be accepted."""

    def __init__(
        self,
        session: Session,
        settings: Settings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Tables"))
        self.table = FormTable(session, self)
        self.sight = FormSight(session, self.table.form, settings, self)
        self.sight.told.connect(self.tell)
        self.message = FormMessage()
        self._hint = QLabel(self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        filled = QWidget(self)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sight)
        column.addWidget(self.table, 1)
        column.addWidget(self.message)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(filled)
        self._session = session
        self.setFocusProxy(self.table)
        self.commands = FormCommands(self.table)
        self.table.refused.connect(self._refuse)
        self.commands.refused.connect(self._refuse)
        self.commands.told.connect(self.tell)
        self.table.accepted.connect(self.message.hide)
        session.opened.connect(self._show_state)
        self._retranslate()
        self._show_state()

    def restore_reading(self) -> None:
        """Give the selected cells back to the machine's reading."""
        chosen = self.table.selected()
        if chosen:
            self._session.restore_reading(chosen)

    def _refuse(self, message: str) -> None:
        """Say why something was not done; nothing where it was."""
        self._say(message, is_refusal=True)

    def tell(self, message: str) -> None:
        """Say something below the tables until the next change, or no longer say anything."""
        self._say(message, is_refusal=False)

    def _say(self, message: str, *, is_refusal: bool) -> None:
        if message:
            self.message.say(message, is_refusal=is_refusal)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))
        else:
            self.message.hide()

    def _show_state(self) -> None:
        self.message.hide()
        self._stack.setCurrentIndex(0 if self._session.review is None else 1)

    def _retranslate(self) -> None:
        self._hint.setText(self.tr("No report is open. Choose one from the list, or import files."))

    def changeEvent(self, event: QEvent) -> None:
        """Words in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
