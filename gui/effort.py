"""Counts what reviews cost, where the user wants it: keys, seconds at work, cells decided.

Nothing leaves the computer, and no key is known by name: the filter counts that one went down.
"""

from __future__ import annotations

from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent

from core.effort import Effort, EffortError, EffortLog, Worked
from gui.settings import EFFORT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QWindow

    from core.corrections import Correction
    from gui.main_window import MainWindow
    from gui.session import Session
    from gui.settings import Settings

IDLE_SECONDS: Final = 60
"""A longer pause between two signs of life is no work."""
_WRITE_MS: Final = 60_000
_Type = QEvent.Type
# Each key that goes down is asked about first, also one that then turns out to be a shortcut,
# which never comes as a pressed key.
_KEY: Final = _Type.ShortcutOverride
_HAND: Final = frozenset({_Type.MouseButtonPress, _Type.Wheel, _Type.TouchBegin})
_HELD: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
    }
)
_CORRECTING: Final = frozenset({"typed", "proposal", "pasted", "cleared", "moved"})


class EffortMeter(QObject):
    """Counts in the windows of one program; what was counted is written each minute.

    ``clock`` gives seconds, ``today`` the local date.
    """

    def __init__(
        self,
        settings: Settings,
        path: Path,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = monotonic,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self.log = EffortLog(path)
        self._settings = settings
        self._clock, self._today = clock, today
        self._session: Session | None = None
        self._watched: QWindow | None = None
        self._seen = 0
        self._place = ("", 0, "")
        self._last: float | None = None
        self._clear()
        self._timer = QTimer(self, interval=_WRITE_MS)
        self._timer.timeout.connect(self.write)
        settings.changed.connect(self._follow_setting)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)

    @property
    def is_on(self) -> bool:
        """Whether the user wants it."""
        return self._settings.value(EFFORT)

    def follow(self, window: MainWindow) -> None:
        """Count the work in this window from now on."""
        session = window.session
        if session is not self._session:
            self._session = session
            session.opened.connect(self._move)
            session.changed.connect(self._count_cells)
            session.closing.connect(self.write)
        self._move()
        self._watch(QGuiApplication.focusWindow())

    def read(self) -> tuple[Worked, ...]:
        """Everything counted so far. Raises EffortError."""
        self.write()
        return self.log.read()

    def delete(self) -> None:
        """Forget everything. Raises EffortError."""
        self._clear()
        self.log.delete()

    def write(self) -> None:
        """Have on disk what was counted since the last time."""
        counted = self._counted()
        self._clear()
        if counted == Effort():
            return
        store, report, name = self._place
        try:
            self.log.add(Worked(self._today().isoformat(), store, report, name, counted))
        except EffortError as error:
            # Counting on would lose more of it, and tell so each minute.
            self._settings.put(EFFORT, False)
            if self._session is not None:
                self._session.failed.emit(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == _KEY and isinstance(event, QKeyEvent):
            if not event.isAutoRepeat() and event.key() not in _HELD:
                self._keys += 1
            self._touch()
        elif kind in _HAND:
            self._touch()
        return False

    def _touch(self) -> None:
        """The user is there: the time since the last sign of life was work, unless it was long."""
        now = self._clock()
        if self._last is not None and now - self._last <= IDLE_SECONDS:
            self._seconds += now - self._last
        self._last = now

    def _counted(self) -> Effort:
        return Effort(
            self._keys, round(self._seconds, 3), self._corrected, self._confirmed, self._proposals
        )

    def _clear(self) -> None:
        self._keys = self._corrected = self._confirmed = self._proposals = 0
        self._seconds = 0.0

    def _watch(self, window: QWindow | None) -> None:
        """Keys come to the window that has the focus, be it a dialog or a pane that floats."""
        wanted = window if self.is_on else None
        if wanted is self._watched:
            return
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._lose)
        self._watched = wanted
        if wanted is not None:
            wanted.installEventFilter(self)
            wanted.destroyed.connect(self._lose)
            self._timer.start()

    def _lose(self) -> None:
        self._watched = None

    def _follow_setting(self, key: str) -> None:
        if key != EFFORT.key:
            return
        if self.is_on:
            self._last = None
            self._move()
        else:
            self._timer.stop()
            self.write()
        self._watch(QGuiApplication.focusWindow())

    def _move(self) -> None:
        """What comes now is work on the open report."""
        session = self._session
        if session is None:
            return
        self.write()
        review = session.review
        self._seen = 0 if review is None else len(review.corrections)
        name = "" if review is None else f"{review.agency or review.name} {review.year or ''}"
        number = 0 if review is None else review.report
        self._place = str(session.store), number, name.strip()

    def _count_cells(self) -> None:
        """What was added to the log since the last look; what others merged is not our work."""
        review = None if self._session is None else self._session.review
        if review is None:
            return
        new, self._seen = review.corrections[self._seen :], len(review.corrections)
        if self.is_on and self._session is not None and not self._session.read_only:
            self._count(new)

    def _count(self, new: tuple[Correction, ...]) -> None:
        self._corrected += sum(c.gesture in _CORRECTING for c in new)
        self._confirmed += sum(c.gesture == "confirmed" for c in new)
        self._proposals += any(c.gesture == "proposal" for c in new)
