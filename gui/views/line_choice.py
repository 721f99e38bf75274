"""Rows and columns of the form that are chosen whole, and more of them by Shift and an arrow."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

if TYPE_CHECKING:
    from core.address import Address
    from gui.views.form_view import FormTable

_Action = QAbstractItemView.CursorAction


class Line(IntEnum):
    """What is whole; the number is its place in an address."""

    ROW = 1
    COLUMN = 2


_STEPS: Final = {
    Qt.Key.Key_Up: (Line.ROW, _Action.MoveUp),
    Qt.Key.Key_Down: (Line.ROW, _Action.MoveDown),
    Qt.Key.Key_Left: (Line.COLUMN, _Action.MoveLeft),
    Qt.Key.Key_Right: (Line.COLUMN, _Action.MoveRight),
}


class LineChoice(QObject):
    """Chooses lines of the table that the keyboard is in; Qt itself would go on with single cells."""

    def __init__(self, table: FormTable) -> None:
        super().__init__(table)
        self._table = table
        table.installEventFilter(self)

    def choose(self, line: Line) -> None:
        """Choose the row or the column of the cell that the keyboard is on."""
        here = self._table.current()
        if here is not None:
            self._choose(here, line, {here[line]})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shift and an arrow go on line by line where whole lines are chosen."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and held == Qt.KeyboardModifier.ShiftModifier:
                return self._extend(*step)
        return super().eventFilter(watched, event)

    def _extend(self, line: Line, action: QAbstractItemView.CursorAction) -> bool:
        """Choose one more line, or one less, on the side of the keyboard; whether lines are chosen."""
        here = self._table.current()
        if here is None or not self._is_whole(line):
            return False
        names = list(dict.fromkeys(address[line] for address in self._cells(here)))
        taken = sorted({names.index(address[line]) for address in self._table.selected()})
        at = names.index(here[line])
        if at not in (taken[0], taken[-1]):
            return False
        begun = taken[-1] if at == taken[0] else taken[0]
        target = self._table.target(here, action)
        first, last = sorted((begun, names.index(target[line])))
        stay = QItemSelectionModel.SelectionFlag.NoUpdate
        self._table.selectionModel().setCurrentIndex(self._table.form.index_of(target), stay)
        self._choose(here, line, set(names[first : last + 1]))
        return True

    def _is_whole(self, line: Line) -> bool:
        """Whether every cell of the lines is chosen, and more than one of each."""
        chosen = self._table.selected()
        if len({address.table for address in chosen}) != 1:
            return False
        names = {address[line] for address in chosen}
        whole = [address for address in self._cells(chosen[0]) if address[line] in names]
        return whole == chosen and len(chosen) > len(names)

    def _cells(self, here: Address) -> list[Address]:
        """The cells of the table, in the order of the form."""
        layout = self._table.form.layout
        return [a for a in layout.cells if a.table == here.table] if layout is not None else []

    def _choose(self, here: Address, line: Line, names: set[str]) -> None:
        self._table.choose(lambda a: a.table == here.table and a[line] in names)
