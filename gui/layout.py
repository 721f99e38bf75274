"""The layout of the window: how it begins, is remembered, and is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication

from gui.fonts import grown
from gui.settings import GEOMETRY, LAYOUT, SPLITTER

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QSplitter

    from gui.docks import Docks
    from gui.settings import Settings

_VERSION: Final = 1
_SIZE: Final = (1440, 900)
_SPLIT: Final = (460, 740)
_FORM_SHARES: Final = (_SPLIT[1] / sum(_SPLIT), 0.7)
"""Of the middle of the window that the form takes, and takes at most where it is narrow."""
_FRAME: Final = QSize(16, 48)
"""What a desktop draws around a window, at most."""
_BESIDE: Final = 400
_BELOW: Final = 272
_SHARES: Final = (0.28, 0.36)
"""Of the window's width and height that these take at most: the form is what people work in."""

_LET_GO_MS: Final = 200
"""Until then Qt goes back to what was restored whenever the window is laid out (150 ms)."""


class Layout(QObject):
    """Sizes and places of docks and splitter; ask for one once the window has all its docks."""

    def __init__(
        self, window: QMainWindow, docks: Docks, splitter: QSplitter, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._splitter = splitter
        self._settings = settings
        self._splitter.setSizes(list(_SPLIT))
        self._is_first = True
        self._is_let_go = False
        self._fresh = window.saveState(_VERSION)

    def restore(self) -> None:
        """Take up the layout of the last time; the first time, what the screen has room for."""
        # Of a window that is to fill the screen Qt would keep the state for later, and crash where
        # docks of it are gone by then.
        self._is_first = not self._window.restoreState(self._settings.value(LAYOUT), _VERSION)
        if not self._window.restoreGeometry(self._settings.value(GEOMETRY)):
            room = self._window.screen().availableSize() - _FRAME
            self._window.resize(QSize(*_SIZE).boundedTo(room))
        self._window.installEventFilter(self)
        self._splitter.restoreState(self._settings.value(SPLITTER))
        self._docks.hide_waiting()

    def reset(self) -> None:
        """Lay everything out as it was at first; in a window just opened, as soon as that is safe."""
        if self._window.isVisible() and not self._is_let_go:
            # Of a window that fills the screen Qt keeps what was restored a while longer, and crashes
            # where the docks of that are gone.
            QTimer.singleShot(_LET_GO_MS, self, self.reset)
            return
        self._window.restoreState(self._fresh, _VERSION)
        self._size_docks()
        self._splitter.setSizes(list(_SPLIT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Docks take a size only once the window can be seen and has its own."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._begin)
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        QTimer.singleShot(_LET_GO_MS, self, self._let_go)
        if self._is_first:
            self._size_docks()
        else:
            self._docks.refresh_icons()  # the style put its own back

    def _let_go(self) -> None:
        self._is_let_go = True

    def _size_docks(self) -> None:
        # A layout that was restored keeps its sizes; any other falls back to what its panes like
        # best as soon as one of them needs another width. Restoring takes the keyboard from a pane.
        here = QApplication.focusWidget()
        self._window.restoreState(self._window.saveState(_VERSION), _VERSION)
        if here is not None:
            here.setFocus()
        self._docks.refresh_icons()  # the style put its own back
        self._share_out()
        QTimer.singleShot(_LET_GO_MS, self, self._share_out)

    def _share_out(self) -> None:
        wide, high = self._window.width() * _SHARES[0], self._window.height() * _SHARES[1]
        beside, below = min(_BESIDE, round(wide)), min(grown(0, _BELOW).height(), round(high))
        library, problem = self._docks["library"], self._docks["problem"]
        self._window.resizeDocks([library], [beside], Qt.Orientation.Horizontal)
        self._window.resizeDocks([problem], [below], Qt.Orientation.Vertical)
        self._splitter.setSizes(self._split())

    def _split(self) -> list[int]:
        """The widths of source and form: no column of the form is out of view, where that can be."""
        whole = sum(self._splitter.sizes())
        usual, most = (round(whole * share) for share in _FORM_SHARES)
        form = self._splitter.widget(1)
        assert form is not None
        wide = min(max(usual, form.sizeHint().width()), most)
        return [whole - wide, wide]

    def remember(self) -> None:
        """Keep the layout for the next time, when panes that wait are hidden at first."""
        if not self._docks.waiting.isdisjoint(self._docks.in_front()):
            self._docks["problem"].raise_()
        self._settings.put(GEOMETRY, bytes(self._window.saveGeometry().data()))
        self._settings.put(LAYOUT, bytes(self._window.saveState(_VERSION).data()))
        self._settings.put(SPLITTER, bytes(self._splitter.saveState().data()))
