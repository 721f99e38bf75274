"""Keeps the store while people work: copies at the start and every so often, its file complete."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import Known
from gui.settings import BACKUP_MEGABYTES, BACKUP_MINUTES

if TYPE_CHECKING:
    from core.store.backup import Occasion
    from core.work.workspace import Workspace
    from gui.settings import Settings

_MINUTE_MS: Final = 60 * 1000
_MEGABYTE: Final = 1_000_000
_QUIET_MS: Final = 2_000
"""How long nothing is done before the store's file is completed: nobody types in the meantime."""


class Keeper(QObject):
    """Backs the store up beside the work; nothing is copied while nothing changed.

    At the start the structure of the store and its log are checked first.
    When the work rests, what is in the write-ahead log goes into the store's file.
    ``made`` carries the Backup, ``failed`` the Known error; both arrive in the window's thread.
    """

    made = Signal(object)
    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._settings = settings
        self._thread: threading.Thread | None = None
        self._folding: threading.Thread | None = None
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._fold)
        self._first = QTimer(self, singleShot=True)
        self._first.timeout.connect(self.start)
        self._timer = QTimer(self)
        self._follow()
        settings.changed.connect(self._follow)
        self._timer.timeout.connect(lambda: self.back_up("timer"))

    def start_later(self, milliseconds: int) -> None:
        """Start when so many milliseconds have gone by, unless stopped before."""
        self._first.start(milliseconds)

    def start(self) -> None:
        """Copy the store now if it changed since the last copy, and then every so often."""
        self._timer.start()
        self.back_up("open")

    def back_up(self, occasion: Occasion) -> None:
        """Copy the store in a thread; a second call while one runs does nothing.

        A store that another window writes is that window's to copy.
        """
        if self._workspace.read_only or (self._thread is not None and self._thread.is_alive()):
            return
        self._thread = threading.Thread(
            target=self._copy,
            args=(occasion, self._settings.value(BACKUP_MEGABYTES) * _MEGABYTE),
            name="backup",
            daemon=True,
        )
        self._thread.start()

    def work_was_done(self) -> None:
        """Complete the store's file when nothing more is done for a while."""
        self._quiet.start()

    def stop(self) -> None:
        """Wait for a copy in the making and make no more."""
        for timer in (self._first, self._timer, self._quiet):
            timer.stop()
        for thread in (self._thread, self._folding):
            if thread is not None:
                thread.join()

    def _fold(self) -> None:
        if self._workspace.read_only or (self._folding is not None and self._folding.is_alive()):
            return
        self._folding = threading.Thread(target=self._complete, name="folding", daemon=True)
        self._folding.start()

    def _complete(self) -> None:
        # What cannot be folded in now is safe where it is, and is tried again after the next gesture.
        with suppress(Known):
            self._workspace.fold_log()

    def _follow(self, key: str = BACKUP_MINUTES.key) -> None:
        if key == BACKUP_MINUTES.key:
            self._timer.setInterval(self._settings.value(BACKUP_MINUTES) * _MINUTE_MS)

    def _copy(self, occasion: Occasion, bytes_kept: int) -> None:
        try:
            if occasion == "open":
                self._workspace.check_quickly()
            backup = self._workspace.back_up(occasion, bytes_kept)
        except Known as error:
            self.failed.emit(error)
        else:
            if backup is not None:
                self.made.emit(backup)
