"""Everything the program remembers for its user: one table of settings, and the file they are in.

No other module names a key. The settings of checks are a file of their own (core.settings), since
the command line applies them, too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar, cast

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T", bool, int, str, bytes)

When = Literal["now", "next import", "next copy", "on closing"]


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks words for the translators, who look for this name; Qt types its own as any object."""
    return text


class Page(StrEnum):
    """The pages of the dialog, in their order."""

    APPEARANCE = "appearance"
    READING = "reading"
    REVIEWING = "reviewing"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing that is remembered. Without a page it is no matter of the dialog.

    ``bounds`` limit a number, ``choices`` a text: pairs of value and words. ``lowest`` is what the
    smallest number is called. Words are sources of translations in the context ``Settings``.
    """

    key: str
    default: T
    page: Page | None = None
    words: str = ""
    hint: str = ""
    bounds: tuple[int, int] = (0, 0)
    step: int = 1
    unit: str = ""
    lowest: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    when: When = "now"

    def named(self, name: str) -> Setting[T]:
        """The setting of this kind for one store, command or purpose."""
        return replace(self, key=f"{self.key}/{name}")


LANGUAGE: Final = Setting(
    "language",
    "",
    Page.APPEARANCE,
    QT_TRANSLATE_NOOP("Settings", "Language"),
    choices=(
        ("", QT_TRANSLATE_NOOP("Settings", "As the system")),
        ("zh", "中文"),
        ("en", "English"),
    ),
    when="on closing",
)
THEME: Final = Setting(
    "theme",
    "system",
    Page.APPEARANCE,
    QT_TRANSLATE_NOOP("Settings", "Theme"),
    choices=(
        ("system", QT_TRANSLATE_NOOP("Settings", "As the system")),
        ("light", QT_TRANSLATE_NOOP("Settings", "Light")),
        ("dark", QT_TRANSLATE_NOOP("Settings", "Dark")),
    ),
)
TEXT_SCALE: Final = Setting(
    "text_scale",
    100,
    Page.APPEARANCE,
    QT_TRANSLATE_NOOP("Settings", "Size of the text"),
    QT_TRANSLATE_NOOP("Settings", "Of the system's size; the page of the source has its own zoom."),
    (80, 200),
    10,
    " %",
    when="on closing",
)
WORKERS: Final = Setting(
    "reading/workers",
    0,
    Page.READING,
    QT_TRANSLATE_NOOP("Settings", "Files read at once"),
    QT_TRANSLATE_NOOP(
        "Settings",
        "Automatic leaves room for the window. The more at once, the more memory is used.",
    ),
    (0, 16),
    lowest=QT_TRANSLATE_NOOP("Settings", "Automatic"),
    when="next import",
)
READING_SECONDS: Final = Setting(
    "reading/seconds",
    60,
    Page.READING,
    QT_TRANSLATE_NOOP("Settings", "Longest time for one file"),
    QT_TRANSLATE_NOOP("Settings", "A file that takes longer is given up and listed as failed."),
    (10, 600),
    10,
    QT_TRANSLATE_NOOP("Settings", " s"),
    when="next import",
)
READING_MEGABYTES: Final = Setting(
    "reading/megabytes",
    1024,
    Page.READING,
    QT_TRANSLATE_NOOP("Settings", "Most memory for one file"),
    QT_TRANSLATE_NOOP("Settings", "A file that needs more is given up and listed as failed."),
    (512, 8192),
    256,
    " MB",
    when="next import",
)
REVIEWER: Final = Setting(
    "reviewing/reviewer",
    "",
    Page.REVIEWING,
    QT_TRANSLATE_NOOP("Settings", "Name of the reviewer"),
    QT_TRANSLATE_NOOP(
        "Settings", "Signs corrections and verdicts from now on. Empty: the name of the account."
    ),
)
LOW_CONFIDENCE: Final = Setting(
    "reviewing/low_confidence",
    90,
    Page.REVIEWING,
    QT_TRANSLATE_NOOP("Settings", "Stop at figures less certain than"),
    QT_TRANSLATE_NOOP("Settings", "Figures that were read plainly, but not with certainty."),
    (0, 100),
    5,
    " %",
    lowest=QT_TRANSLATE_NOOP("Settings", "Never"),
)
STOP_AT_INFERRED: Final = Setting(
    "reviewing/inferred",
    True,
    Page.REVIEWING,
    QT_TRANSLATE_NOOP("Settings", "Stop at inferred figures"),
    QT_TRANSLATE_NOOP(
        "Settings", "Figures whose column the layout lost and the sums alone determine."
    ),
)
STOP_AT_UNPROTECTED: Final = Setting(
    "reviewing/unprotected",
    True,
    Page.REVIEWING,
    QT_TRANSLATE_NOOP("Settings", "Stop at tables that no sum protects"),
    QT_TRANSLATE_NOOP("Settings", "Only a comparison with the source finds an error there."),
)
EFFORT: Final = Setting(
    "reviewing/effort",
    False,
    Page.REVIEWING,
    QT_TRANSLATE_NOOP("Settings", "Count my effort on this computer"),
    QT_TRANSLATE_NOOP(
        "Settings", "Keys, time and cells as numbers alone; Review > Effort shows and deletes them."
    ),
)
BACKUP_MINUTES: Final = Setting(
    "backups/minutes",
    30,
    Page.BACKUPS,
    QT_TRANSLATE_NOOP("Settings", "Copy the store every"),
    QT_TRANSLATE_NOOP("Settings", "Only when something changed since the last copy."),
    (5, 240),
    5,
    QT_TRANSLATE_NOOP("Settings", " min"),
)
BACKUP_MEGABYTES: Final = Setting(
    "backups/megabytes",
    2000,
    Page.BACKUPS,
    QT_TRANSLATE_NOOP("Settings", "Room for all copies of a store"),
    QT_TRANSLATE_NOOP(
        "Settings",
        "All copies of two days, then one a day, a week and a month, as far as there is room;"
        " the newest two always stay.",
    ),
    (100, 100_000),
    500,
    " MB",
    when="next copy",
)

JUDGED: Final = Setting("judged", "")
"""The rules and settings by which all reports were judged last; named by the store."""

SETTINGS: Final[tuple[Setting[Any], ...]] = (
    LANGUAGE,
    THEME,
    TEXT_SCALE,
    WORKERS,
    READING_SECONDS,
    READING_MEGABYTES,
    REVIEWER,
    LOW_CONFIDENCE,
    STOP_AT_INFERRED,
    STOP_AT_UNPROTECTED,
    EFFORT,
    BACKUP_MINUTES,
    BACKUP_MEGABYTES,
)
"""What the dialog shows, in its order."""

GEOMETRY: Final = Setting("window/geometry", b"")
LAYOUT: Final = Setting("window/state", b"")
SPLITTER: Final = Setting("window/splitter", b"")
LAST_YEAR: Final = Setting("form/last_year", True)
"""Whether the figures of the year before stand beside the present ones."""
FOLDER: Final = Setting("folder", "")
"""The folder used last; named by its purpose."""
KEYS: Final = Setting("keys", "{}")
"""Keys that a user gave to commands, as JSON: lists of keys by the names of the commands."""
USED: Final = Setting("used", "")
"""What was done by the palette, the last first."""
RECENT: Final = Setting("recent_stores", "")
"""Paths of stores, the one opened last first."""
LIBRARY: Final = Setting("library", "{}")
"""Filters, order and the open report as JSON; named by the store."""


class Settings(QObject):
    """The settings of the user; ``changed`` carries the key of one that has another value now."""

    changed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def value(self, setting: Setting[T]) -> T:
        """What is set; the default where nothing is, or nothing that the setting can be."""
        default = setting.default
        if isinstance(default, bytes):
            kept: object = self._file.value(setting.key)
            return bytes(kept.data()) if isinstance(kept, QByteArray) else default
        kind = type(default)
        try:
            found = cast("T", self._file.value(setting.key, default, type=kind))
        except (TypeError, ValueError):  # edited by hand
            return default
        return found if _is_allowed(setting, found) else default

    def put(self, setting: Setting[T], value: T) -> None:
        """Remember another value. Raises ValueError for one that the setting cannot be."""
        if not _is_allowed(setting, value):
            raise ValueError(f"{setting.key} cannot be {value!r}")
        if value == self.value(setting):
            return
        self._file.setValue(setting.key, QByteArray(value) if isinstance(value, bytes) else value)
        self.changed.emit(setting.key)

    def reset(self, setting: Setting[T]) -> None:
        """Forget what was set."""
        before = self.value(setting)
        self._file.remove(setting.key)
        if self.value(setting) != before:
            self.changed.emit(setting.key)

    def is_default(self, setting: Setting[T]) -> bool:
        """Whether the setting stands at its default."""
        return self.value(setting) == setting.default

    def texts(self, setting: Setting[str]) -> tuple[str, ...]:
        """A setting that holds several texts."""
        try:
            found = json.loads(self.value(setting) or "[]")
        except ValueError:
            return ()
        return tuple(map(str, cast("list[object]", found))) if isinstance(found, list) else ()

    def put_texts(self, setting: Setting[str], texts: tuple[str, ...]) -> None:
        """Remember several texts."""
        self.put(setting, json.dumps(texts, ensure_ascii=False))

    def sync(self) -> None:
        """Have everything in the file."""
        self._file.sync()


def _is_allowed(setting: Setting[T], value: T) -> bool:
    if setting.choices:
        return value in [choice for choice, _ in setting.choices]
    if setting.bounds != (0, 0) and isinstance(value, int):
        low, high = setting.bounds
        return low <= value <= high
    return True
