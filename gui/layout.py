"""The layout of the window: how it begins, is remembered, and is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize

from gui.settings import GEOMETRY, LAYOUT, SPLITTER

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QSplitter

    from gui.docks import Docks
    from gui.settings import Settings

_VERSION: Final = 1
_SIZE: Final = (1440, 900)
_SPLIT: Final = (460, 740)
_FRAME: Final = QSize(16, 48)
"""What a desktop draws around a window, at most."""


class Layout:
    """Sizes and places of docks and splitter; ask for one once the window has all its docks."""

    def __init__(
        self, window: QMainWindow, docks: Docks, splitter: QSplitter, settings: Settings
    ) -> None:
        self._window = window
        self._docks = docks
        self._splitter = splitter
        self._settings = settings
        self._splitter.setSizes(list(_SPLIT))
        self._fresh = window.saveState(_VERSION)

    def restore(self) -> None:
        """Take up the layout of the last time; the first time, what the screen has room for."""
        if not self._window.restoreGeometry(self._settings.value(GEOMETRY)):
            room = self._window.screen().availableSize() - _FRAME
            self._window.resize(QSize(*_SIZE).boundedTo(room))
        self._window.restoreState(self._settings.value(LAYOUT), _VERSION)
        self._splitter.restoreState(self._settings.value(SPLITTER))
        self._docks.hide_waiting()

    def reset(self) -> None:
        """Lay everything out as it was at first."""
        self._window.restoreState(self._fresh, _VERSION)
        self._splitter.setSizes(list(_SPLIT))

    def remember(self) -> None:
        """Keep the layout for the next time."""
        self._settings.put(GEOMETRY, bytes(self._window.saveGeometry().data()))
        self._settings.put(LAYOUT, bytes(self._window.saveState(_VERSION).data()))
        self._settings.put(SPLITTER, bytes(self._splitter.saveState().data()))
