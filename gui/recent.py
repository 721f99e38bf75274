"""The stores that were open last: in the menu, and which of them the program begins with."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from core.store.backup import backups_of
from gui.keymap import FLEETING
from gui.models.form_model import plain_tip
from gui.settings import RECENT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from gui.settings import Settings

_MOST: Final = 10


def note_store(settings: Settings, store: Path) -> None:
    """Remember that the store was opened just now."""
    name = str(store)
    others = [other for other in settings.texts(RECENT) if other != name]
    settings.put_texts(RECENT, (name, *others[: _MOST - 1]))


def last_store(settings: Settings) -> Path | None:
    """The store that was open last; None when none was, or when nothing is left of it."""
    name = next(iter(settings.texts(RECENT)), None)
    store = None if name is None else Path(name)
    return store if store is not None and (store.exists() or backups_of(store)) else None


class RecentStores(QObject):
    """Fills a menu with the stores that were open last whenever it is about to be shown.

    ``chosen`` carries the path of one. A store that is missing stays in the list, greyed: its disk
    may be back tomorrow.
    """

    chosen = Signal(object)

    def __init__(self, menu: QMenu, settings: Settings, present: Path) -> None:
        super().__init__(menu)
        self._menu = menu
        self._settings = settings
        self._present = present
        menu.setToolTipsVisible(True)
        menu.setProperty(FLEETING, True)
        menu.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List the stores as they are now."""
        self._menu.clear()
        for number, name in enumerate(self._settings.texts(RECENT), 1):
            path = Path(name)
            words = f"&{number % 10}  {path.name.replace('&', '&&')}  —  {_folder(path)}"
            is_there = path.exists()
            if not is_there:
                words = self.tr("{store} (missing)").format(store=words)
            action = self._menu.addAction(words)
            action.setToolTip(plain_tip(name))
            action.setEnabled(is_there)
            action.setCheckable(path == self._present)
            action.setChecked(path == self._present)
            action.triggered.connect(partial(self.chosen.emit, path))
        self._menu.setEnabled(not self._menu.isEmpty())
        self._menu.menuAction().setEnabled(not self._menu.isEmpty())


def _folder(path: Path) -> str:
    folder = path.parent
    home = Path.home()
    words = f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
    return words.replace("&", "&&")
