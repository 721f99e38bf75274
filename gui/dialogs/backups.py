"""The copies of the store: when each was made, what for, and one of them put back by one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.store.backup import Backup, occasion_word
from gui.dialogs.list_dialog import ListDialog
from gui.models.phrases import size_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE: Final = (620, 380)


class BackupsDialog(ListDialog):
    """The list of copies, the newest first; ``chosen`` carries the one to put back."""

    chosen = Signal(object)
    copy_wanted = Signal()

    def __init__(self, *, writable: bool, parent: QWidget | None = None) -> None:
        columns = self.tr("No."), self.tr("Made"), self.tr("Occasion"), self.tr("Size")
        super().__init__(self.tr("Backups"), _SIZE, columns, (2,), figures=(3,), parent=parent)
        self._writable = writable
        self._backups: Sequence[Backup] = ()
        self.restore = self.add_button(self.tr("&Restore this backup"))
        self.copy = self.add_button(self.tr("&Back up now"))
        self.add_close()
        self.copy.setEnabled(writable)
        self.copy.clicked.connect(self.copy_wanted)
        self.restore.clicked.connect(self._choose)
        self.table.itemSelectionChanged.connect(self._show_ability)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """List the copies."""
        self._backups = backups
        about = self.tr(
            "Copies are made at the start and while you work; the settings say how often, and how"
            " much room they take. Restoring one copies the present store first and moves it"
            " aside; nothing is deleted."
        )
        none_yet = self.tr("There is no backup yet; the first is made once there is work to copy.")
        self.words.setText(about if backups else none_yet)
        self.table.clear()
        for backup in backups:
            made_at = backup.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
            texts = [str(backup.number), made_at, occasion_word(backup.occasion)]
            self.add_row([*texts, size_words(backup.size)])
        newest = self.table.topLevelItem(0)
        if newest is not None:
            self.table.setCurrentItem(newest)
        self._show_ability()

    def _row(self) -> int:
        chosen = self.table.selectedItems()
        return self.table.indexOfTopLevelItem(chosen[0]) if chosen else -1

    def _show_ability(self) -> None:
        self.restore.setEnabled(self._writable and self._row() >= 0)

    def _choose(self) -> None:
        row = self._row()
        if row >= 0:
            backup = self._backups[row]
            self.accept()
            self.chosen.emit(backup)
