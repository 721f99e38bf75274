"""Puts a copy in the place of the store beside the window, which says so and waits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from core.errors import Known
from core.store.backup import restore
from gui.jobs import Job

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent

    from core.store.backup import Backup

_SOON_MS: Final = 300
"""A small store is back before anybody could read that it is being put there."""
_WIDE: Final = 40
"""In letters."""


class _Copying(Job):
    """The work itself; ``done`` carries the folder with what stood there."""

    done = Signal(object)

    def __init__(self, store: Path, backup: Backup, parent: QObject) -> None:
        super().__init__("restore", self._restore, parent)
        self._store = store
        self._backup = backup

    def _restore(self) -> None:
        self.done.emit(restore(self._store, self._backup, datetime.now(UTC)))


class WaitBox(QDialog):
    """Says what is being done; nobody can close it before that is over."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        told = QLabel(words)
        told.setTextFormat(Qt.TextFormat.PlainText)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(words)
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addWidget(bar)
        self.setMinimumWidth(_WIDE * self.fontMetrics().horizontalAdvance("0"))

    def reject(self) -> None:
        """Escape ends nothing: half of a store is none."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does the sign in the corner."""
        event.ignore()


class Restoring(QObject):
    """One restoring. ``ended`` carries what to tell of it and whether it went well, ``broke`` then the
    error that nobody foresaw, of which it tells nothing.
    """

    ended = Signal(str, bool)
    broke = Signal(object)

    def __init__(self, store: Path, backup: Backup, window: QWidget) -> None:
        super().__init__(window)
        self.store = store
        self._number = backup.number
        self.box = WaitBox(
            self.tr("Putting backup {number} back…").format(number=backup.number), window
        )
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.box.open)
        self._job = _Copying(store, backup, self)
        # Bound methods of an object of this thread, so that neither runs in the other one.
        self._job.done.connect(self._tell)
        self._job.failed.connect(self._tell_failure)

    def start(self) -> None:
        """Begin; the window can be used again once ``ended`` was told."""
        self._soon.start()
        self._job.start()

    def _tell(self, aside: Path) -> None:
        text = self.tr("Backup {number} is in place; what stood there is kept in {aside}.")
        self._end(text.format(number=self._number, aside=aside.name), went_well=True)

    def _tell_failure(self, error: Exception) -> None:
        is_known = isinstance(error, Known)
        self._end(str(error) if is_known else "", went_well=False)
        if not is_known:
            self.broke.emit(error)

    def _end(self, text: str, *, went_well: bool) -> None:
        self._soon.stop()
        self.box.accept()
        self.ended.emit(text, went_well)
