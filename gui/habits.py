"""What the user's settings mean for a session: who signs, where to stop, how files are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from core.agenda import Attention
from core.cli.console import account
from gui.jobs import Reading
from gui.settings import (
    LOW_CONFIDENCE,
    READING_MEGABYTES,
    READING_SECONDS,
    REVIEWER,
    STOP_AT_INFERRED,
    STOP_AT_UNPROTECTED,
    WORKERS,
)

if TYPE_CHECKING:
    from gui.session import Session
    from gui.settings import Settings

_MEGABYTE: Final = 1024 * 1024


class Habits(QObject):
    """Brings a session in line with the settings, now and whenever one changes."""

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        if not settings.is_default(REVIEWER):
            self._follow(REVIEWER.key)
        self._attend()
        self._read()
        settings.changed.connect(self._follow)

    def _follow(self, key: str) -> None:
        if key == REVIEWER.key:
            self._session.sign_as(self._settings.value(REVIEWER).strip() or account())
        elif key in (LOW_CONFIDENCE.key, STOP_AT_INFERRED.key, STOP_AT_UNPROTECTED.key):
            self._attend()
        elif key in (WORKERS.key, READING_SECONDS.key, READING_MEGABYTES.key):
            self._read()

    def _attend(self) -> None:
        value = self._settings.value
        self._session.attend(
            Attention(
                value(LOW_CONFIDENCE) / 100, value(STOP_AT_INFERRED), value(STOP_AT_UNPROTECTED)
            )
        )

    def _read(self) -> None:
        value = self._settings.value
        self._session.reading = Reading(
            value(WORKERS), value(READING_SECONDS), value(READING_MEGABYTES) * _MEGABYTE
        )
