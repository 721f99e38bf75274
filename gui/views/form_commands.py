"""The commands of the form on many cells: their words, keys and menus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from core.ranges import Along, Way, exchange, fill, move, shift
from gui.models.form_ranges import FormRanges
from gui.views.line_choice import Line, LineChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.address import Address
    from core.corrections import Gesture
    from core.ranges import Edits, Sheet
    from gui.views.form_view import FormTable

_Keys = QKeySequence.StandardKey


class FormCommands(QObject):
    """Commands on the chosen cells of the table; their keys count there alone, while no cell is
    edited. ``refused`` says why one could not be done, ``told`` what is to be known of it.
    """

    refused = Signal(str)
    told = Signal(str)

    def __init__(self, table: FormTable) -> None:
        super().__init__(table)
        self._table = table
        self._ranges = FormRanges(table.form)
        self.clipboard = [
            self._make(self.tr("Cu&t"), _Keys.Cut, self._cut),
            self._make(self.tr("&Copy"), _Keys.Copy, self._copy),
            self._make(self.tr("&Paste"), _Keys.Paste, self._paste),
            self._make(self.tr("C&lear"), "Del", self._clear),
        ]
        self.clipboard[3].setShortcuts([QKeySequence("Del"), QKeySequence("Backspace")])
        self.fills = [
            self._work(self.tr("Fill &down"), "Ctrl+D", Way.DOWN, fill, "pasted"),
            self._work(self.tr("Fill r&ight"), "Ctrl+Shift+D", Way.RIGHT, fill, "pasted"),
        ]
        self.exchanges = [
            self._exchange(self.tr("E&xchange two rows"), "Ctrl+T", Along.ROWS),
            self._exchange(self.tr("Exchange two c&olumns"), "Ctrl+Shift+T", Along.COLUMNS),
        ]
        words = {
            Way.LEFT: (self.tr("Move the figures to the &left"), "Left"),
            Way.RIGHT: (self.tr("Move the figures to the &right"), "Right"),
            Way.UP: (self.tr("Move the figures &up"), "Up"),
            Way.DOWN: (self.tr("Move the figures &down"), "Down"),
        }
        self.moves = [
            self._work(text, f"Ctrl+{key}", way, move, "moved")
            for way, (text, key) in words.items()
        ]
        words = {
            Way.LEFT: (self.tr("Close the row over the cell, to the left"), "Left"),
            Way.RIGHT: (self.tr("Open a gap in the row, to the right"), "Right"),
            Way.UP: (self.tr("Close the column over the cell, upwards"), "Up"),
            Way.DOWN: (self.tr("Open a gap in the column, downwards"), "Down"),
        }
        self.shifts = [
            self._work(text, f"Alt+Shift+{key}", way, shift, "moved")
            for way, (text, key) in words.items()
        ]
        lines = LineChoice(table)
        self.choices = [
            self._make(self.tr("Choose the ro&w"), "Shift+Space", partial(lines.choose, Line.ROW)),
            self._make(
                self.tr("Choose the colum&n"), "Ctrl+Space", partial(lines.choose, Line.COLUMN)
            ),
        ]
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._pop_up)

    def all(self) -> list[QAction]:
        """Every command, in menu order."""
        return [
            *(*self.clipboard, *self.fills, *self.shifts),
            *(*self.moves, *self.exchanges, *self.choices),
        ]

    def add_to(self, menu: QMenu) -> None:
        """Put all of them into a menu."""
        menu.addActions(self.clipboard)
        menu.addSeparator()
        menu.addActions(self.fills)
        for title, actions in (
            (self.tr("&Shift"), self.shifts),
            (self.tr("Mo&ve"), self.moves),
        ):
            menu.addMenu(title).addActions(actions)
        menu.addActions(self.exchanges)
        menu.addSeparator()
        menu.addActions(self.choices)

    # -- making ---------------------------------------------------------------------------------

    def _make(
        self, text: str, keys: QKeySequence.StandardKey | str, do: Callable[[], None]
    ) -> QAction:
        action = QAction(text, self._table)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: do())
        self._table.addAction(action)
        return action

    def _work(
        self,
        text: str,
        keys: str,
        way: Way,
        make: Callable[[Sheet, Sequence[Address], Way], Edits],
        gesture: Gesture,
    ) -> QAction:
        follows = way if make is move else None
        return self._make(
            text, keys, partial(self._do, lambda s, c: make(s, c, way), gesture, follows)
        )

    def _exchange(self, text: str, keys: str, along: Along) -> QAction:
        make = partial(self._do, lambda s, c: exchange(s, c, along), "moved", None)
        return self._make(text, keys, make)

    # -- doing ----------------------------------------------------------------------------------

    def _do(
        self,
        make: Callable[[Sheet, Sequence[Address]], Edits],
        gesture: Gesture,
        follows: Way | None,
    ) -> None:
        if not self._may_edit():
            return
        chosen = self._table.selected()
        message = self._ranges.work(make, chosen, gesture)
        self.refused.emit(message)
        if follows is not None and not message:
            self._table.follow(chosen, follows)

    def _may_edit(self) -> bool:
        reason = self._table.form.locked
        if reason:
            self.refused.emit(reason)
        return not reason

    def _clear(self) -> None:
        chosen = self._table.selected()
        if not chosen or not self._may_edit():
            return
        message = self._ranges.clear(chosen)
        self.refused.emit(message)
        if not message:
            text = self.tr("Cells made blank: {count}. Undo takes it back.")
            self.told.emit(text.format(count=len(chosen)))

    def _copy(self) -> None:
        chosen = self._table.selected()
        if chosen:
            QGuiApplication.clipboard().setText(self._ranges.copy(chosen))

    def _cut(self) -> None:
        chosen = self._table.selected()
        if chosen and self._may_edit():
            QGuiApplication.clipboard().setText(self._ranges.cut(chosen))
            text = self.tr("Cells cut: {count}. They move when they are pasted.")
            self.told.emit(text.format(count=len(chosen)))

    def _paste(self) -> None:
        if self._may_edit():
            text = QGuiApplication.clipboard().text()
            self.refused.emit(self._ranges.paste(text, self._table.selected()))

    def _pop_up(self, place: QPoint) -> None:
        menu = QMenu(self._table)
        self.add_to(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._table.viewport().mapToGlobal(place))
