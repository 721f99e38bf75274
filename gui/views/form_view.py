"""The statutory tables of the open report, in official shape, corrected by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.values import value_to_text
from gui.models.form_layout import WIDTH, Box
from gui.models.form_model import FormModel
from gui.views.form_delegate import CellEditor, FormDelegate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.address import Address
    from core.corrections import Gesture
    from gui.session import Session

_MIN_ROW: Final = 28
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
        metrics = self.fontMetrics()
        least = int(metrics.horizontalAdvance("国") * 1.9)
        wide, spare = divmod(max(self.viewport().width(), least * WIDTH), WIDTH)
        for column in range(WIDTH):
            self.setColumnWidth(column, wide + (1 if column < spare else 0))
        for row, height in enumerate(self._heights(layout.rows, layout.boxes, wide)):
            self.setRowHeight(row, height)

    def _heights(self, rows: int, boxes: Sequence[Box], wide: int) -> list[int]:
        """Row heights that show every label whole; Qt's own ignore merged cells."""
        least = max(_MIN_ROW, self.fontMetrics().height() + 10)
        heights = [least] * rows
        bold = QFont(self.font())
        bold.setBold(True)
        plain, heavy = self.fontMetrics(), QFontMetrics(bold)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        for box in sorted(boxes, key=lambda box: box.row_span):
            if box.role == "cell":
                continue
            metrics = heavy if box.role in ("section", "banner") else plain
            room = QRect(0, 0, wide * box.column_span - 12, 10_000)
            needed = metrics.boundingRect(room, int(flags), box.text).height() + 8
            if box.role == "section":
                needed = max(needed, least) + _SECTION_GAP
            rows_of = range(box.row, box.row + box.row_span)
            lack = needed - sum(heights[row] for row in rows_of)
            if lack > 0:
                heights[rows_of[-1]] += lack
        return heights

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

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
        return self._model.index_of(self._target(here, action))

    def _target(self, here: Address, action: QAbstractItemView.CursorAction) -> Address:
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
            self.setCurrentIndex(self._model.index_of(self._target(here, action)))

    def arrive(self, address: Address | None) -> None:
        """Take the keyboard at the cell; at none where it is not in the form, so that nothing typed
        goes into another one.
        """
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        index = QModelIndex() if address is None else self._model.index_of(address)
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    def show_cell(self, address: Address) -> None:
        """Select the cell and bring it into view; nothing when it is already the current one."""
        index = self._model.index_of(address)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Put the cell into focus in every pane."""
        super().currentChanged(current, previous)
        address = self._model.address(current)
        if address is not None:
            self.scrollTo(current)
            self._session.focus(address)

    # -- editing --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, clear and move; everything else is Qt's."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            # The editor lets its Enter through to here, before what was typed is entered.
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(_Action.MoveUp if shift else _Action.MoveDown)
        else:
            super().keyPressEvent(event)

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

    def continue_draft(self, address: Address, text: str) -> None:
        """Open the cell with an unfinished text in it; nothing is entered before the user does."""
        index = self._model.index_of(address)
        self.setCurrentIndex(index)
        self.edit(index)
        editor = self.indexWidget(index)
        if isinstance(editor, CellEditor):
            editor.setText(text)

    def clear(self) -> None:
        """Make the selected cells blank, in one gesture."""
        self._enter([(address, "") for address in self.selected()], "cleared")

    def copy(self) -> None:
        """Put the selected cells on the clipboard, a line for each row of the form."""
        layout = self._model.layout
        chosen = set(self.selected())
        if layout is None or not chosen:
            return
        lines: list[str] = []
        for line in layout.lines:
            faces = [self._model.face(address) for address in line if address in chosen]
            if faces:
                lines.append("\t".join(value_to_text(face.value) if face else "" for face in faces))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """Enter the clipboard's table from the first selected cell on, in one gesture or not at all.

        One value goes into every selected cell.
        """
        text = QGuiApplication.clipboard().text().replace("\r\n", "\n").rstrip("\n")
        rows = [row.split("\t") for row in text.split("\n")]
        chosen = self.selected()
        if not chosen:
            return
        if len(rows) == 1 and len(rows[0]) == 1:
            self._enter([(address, text) for address in chosen], "pasted")
            return
        edits = self._placed(chosen[0], rows)
        if edits is None:
            self.refused.emit(self.tr("The pasted table does not fit here."))
        else:
            self._enter(edits, "pasted")

    def _placed(self, first: Address, rows: list[list[str]]) -> list[tuple[Address, str]] | None:
        """The cells that a pasted table falls on; None when it goes over the table's edge."""
        layout = self._model.layout
        assert layout is not None
        lines = [line for line in layout.lines if line[0].table == first.table]
        top = next(number for number, line in enumerate(lines) if first in line)
        left = lines[top].index(first)
        if top + len(rows) > len(lines):
            return None
        edits: list[tuple[Address, str]] = []
        for line, texts in zip(lines[top:], rows, strict=False):
            if left + len(texts) > len(line):
                return None
            edits += zip(line[left:], texts, strict=False)
        return edits

    def _enter(self, texts: list[tuple[Address, str]], gesture: Gesture) -> None:
        if self._session.read_only:
            self.refused.emit(self.tr("The store is open for reading only."))
        elif texts:
            self._model.enter(texts, gesture)

    def _tell(self, address: Address, message: str) -> None:
        layout = self._model.layout
        label = layout.fields[address].label if layout else str(address)
        self.refused.emit(f"{label}: {message}")

    def selectAll(self) -> None:
        """Select every cell of the table that the keyboard is in."""
        here, layout = self.current(), self._model.layout
        if here is None or layout is None:
            return
        selection = QItemSelection()
        for address in layout.cells:
            if address.table == here.table:
                index = self._model.index_of(address)
                selection.select(index, index)
        model = self.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)


class FormView(QWidget):
    """The tables of the open report with a line below that says what could not be accepted."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Tables"))
        self.table = FormTable(session, self)
        self.message = QLabel(self)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setMargin(6)
        self.message.setAutoFillBackground(True)
        self.message.hide()
        self._hint = QLabel(self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        filled = QWidget(self)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.message)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(filled)
        self._session = session
        self.setFocusProxy(self.table)
        self.table.refused.connect(self._refuse)
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
        self.message.setText("\u26a0 " + message)
        self.message.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message))

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
