"""The command palette: type a few letters of what is wanted, Enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.fonts import grown
from gui.palette import fitting
from gui.settings import USED
from gui.views.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gui.palette import Offer
    from gui.settings import Settings

_SIZE: Final = (720, 420)
_MOST: Final = 60
_REMEMBERED: Final = 20
_PATIENCE_MS: Final = 150
_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PaletteDialog(QDialog):
    """Searches ``offers`` at each key, and what ``look_up`` gives for the words a moment later."""

    def __init__(
        self,
        offers: Sequence[Offer],
        look_up: Callable[[str], Sequence[Offer]],
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._offers = offers
        self._look_up = look_up
        self._settings = settings
        self._shown: list[Offer] = []
        self.setWindowTitle(self.tr("Commands, reports, rules"))
        self.resize(grown(*_SIZE))
        self.words = SearchLine(self.tr("What is wanted: a command, a report, a rule"))
        self.words.installEventFilter(self)
        self.list = self._make_list()
        self.nothing = QLabel(
            self.tr("Nothing of that name. Try fewer letters, or a part of an agency's name.")
        )
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        hint = QLabel(self.tr("Initials of the pinyin will do. Enter does it, Esc closes."))
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        layout.addWidget(hint)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self._add_found)
        self.words.textChanged.connect(self._search)
        self.words.returnPressed.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._search()

    def titles(self) -> list[str]:
        """What is listed, the best first."""
        return [offer.title for offer in self._shown]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that move do so in the list, while the words keep the keyboard."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _make_list(self) -> QTreeWidget:
        rows = QTreeWidget()
        rows.setAccessibleName(self.tr("Commands, reports, rules"))
        rows.setHeaderHidden(True)
        rows.setColumnCount(3)
        rows.setRootIsDecorated(False)
        rows.setUniformRowHeights(True)
        rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        columns = rows.header()
        columns.setStretchLastSection(False)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        return rows

    def _search(self) -> None:
        recent = self._settings.texts(USED)
        self._show(fitting(self._offers, self.words.text(), recent)[:_MOST])
        self._timer.start()

    def _add_found(self) -> None:
        words = self.words.text().strip()
        if words:
            self._show([*self._shown, *self._look_up(words)])
        self.nothing.setVisible(not self._shown)

    def _show(self, offers: list[Offer]) -> None:
        row = self.list.currentIndex().row()
        keeps_place = bool(self._shown) and offers[: len(self._shown)] == self._shown
        self._shown = offers
        self.list.clear()
        for offer in offers:
            self.list.addTopLevelItem(QTreeWidgetItem([offer.title, offer.place, offer.keys]))
        current = self.list.topLevelItem(row if keeps_place else 0)
        if current is not None:
            self.list.setCurrentItem(current)
        if offers:
            self.nothing.hide()

    def _run(self) -> None:
        # What was typed last counts, also when Enter is faster than the search in the store.
        if self._timer.isActive():
            self._timer.stop()
            self._add_found()
        index = self.list.currentIndex()
        if not index.isValid():
            return
        offer = self._shown[index.row()]
        used = [key for key in self._settings.texts(USED) if key != offer.key]
        self._settings.put_texts(USED, (offer.key, *used[: _REMEMBERED - 1]))
        self.accept()
        # Once this dialog is gone: the command may open another one, or look who has the keyboard.
        QTimer.singleShot(0, self._window, offer.run)
