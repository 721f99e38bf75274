"""What keeps work from being lost, for one window: backups, unfinished entries, damaged stores."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from core.errors import Known
from core.store import failures
from core.store.backup import Backup, backups_of, newest_whole, occasion_word, restore
from gui.dialogs.backups import BackupsDialog
from gui.dialogs.drafts import DraftsDialog
from gui.models.phrases import size_words

if TYPE_CHECKING:
    from pathlib import Path

    from core.store.drafts import Draft
    from gui.keeper import Keeper
    from gui.main_window import MainWindow

_HELPED_BY_A_COPY: Final = frozenset(
    {"store.damaged", "store.foreign", "store.missing", "store.io", "store.cannot_open"}
)
_LETTERS: Final = 48


class Rescue(QObject):
    """Shows a window's backups and unfinished entries; ``restore_wanted`` carries a Backup."""

    restore_wanted = Signal(object)

    def __init__(self, window: MainWindow, keeper: Keeper) -> None:
        super().__init__(window)
        self._window = window
        self._keeper = keeper
        self._backups: BackupsDialog | None = None
        self._known: frozenset[Draft] = frozenset(window.session.drafts())
        window.session.opened.connect(self._tell_left)
        keeper.made.connect(self._show_made)
        keeper.failed.connect(self._show_failure)
        window.actions_.backups.triggered.connect(self.show_backups)

    def show_backups(self) -> BackupsDialog:
        """Open the list of copies."""
        session = self._window.session
        dialog = BackupsDialog(writable=not session.read_only, parent=self._window)
        dialog.show_backups(backups_of(session.store))
        dialog.chosen.connect(self.restore_wanted)
        dialog.copy_wanted.connect(lambda: self._keeper.back_up("hand"))
        dialog.finished.connect(self._forget)
        self._backups = dialog
        dialog.open()
        return dialog

    def offer_drafts(self) -> DraftsDialog | None:
        """Offer what was being typed and was never entered; None when there is nothing."""
        session = self._window.session
        drafts = session.drafts()
        self._known |= frozenset(drafts)
        if session.read_only or not drafts:
            return None
        dialog = DraftsDialog(session, self._window)
        dialog.taken.connect(self._take)
        dialog.open()
        return dialog

    def _tell_left(self) -> None:
        """Say at once what stayed unfinished in the report that was left in the midst of typing."""
        session = self._window.session
        left = [d for d in session.drafts() if d.report != session.report and d not in self._known]
        self._known |= frozenset(left)
        if left and not session.read_only:
            text = self.tr("“{text}” was typed into the report you left, and not entered.")
            act = self.tr("Look at it…"), self.offer_drafts
            self._window.banner.show_message(text.format(text=left[-1].text), "warning", act=act)

    def offer_import(self) -> QMessageBox | None:
        """Offer the rest of an import that was broken off; None when there is none."""
        window = self._window
        left = window.session.imports.left()
        if not left:
            return None
        box = QMessageBox(window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Unfinished import"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        text = self.tr("The last import was broken off; files left: {count}, from {name} on.")
        box.setText(text.format(count=len(left), name=left[0].name))
        box.setInformativeText(self.tr("What was imported by then is in the store, whole."))
        roles = QMessageBox.ButtonRole
        go_on = box.addButton(self.tr("&Import the rest"), roles.AcceptRole)
        drop = box.addButton(self.tr("&Drop the rest"), roles.DestructiveRole)
        box.addButton(self.tr("&Later"), roles.RejectRole)
        box.setDefaultButton(go_on)
        go_on.clicked.connect(lambda: window.import_paths(left))
        drop.clicked.connect(window.session.imports.drop_left)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
        return box

    def _take(self, draft: Draft) -> None:
        """Enter the draft; one that no cell can hold is opened in its cell, to be finished there."""
        session, table = self._window.session, self._window.form_view.table
        if session.report != draft.report and not session.open(draft.report):
            return
        session.focus(draft.address)
        if not table.form.enter([(draft.address, draft.text)], "typed"):
            dialogs = self._window.findChildren(DraftsDialog)
            for dialog in dialogs:
                dialog.reject()
            table.continue_draft(draft.address, draft.text)

    def _forget(self) -> None:
        self._backups = None

    def _show_made(self, backup: Backup) -> None:
        if self._backups is not None:
            self._backups.show_backups(backups_of(self._window.session.store))
        if backup.occasion == "hand":
            self._window.banner.show_message(self.tr("A backup was made and checked."), "ok")

    def _show_failure(self, error: Known) -> None:
        self._window.banner.show_known(error)
        if error.code == "store.damaged" and backups_of(self._window.session.store):
            self.show_backups()


class RescueBox(QMessageBox):
    """Says what is wrong with a store that cannot be opened, and offers its newest whole copy."""

    def __init__(self, error: Known, backup: Backup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(self.tr("Gouji"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(error.message)
        text = self.tr(
            "The newest whole backup is no. {number} of {time} ({occasion}, {size}). What stands in"
            " its place now is moved aside and kept."
        )
        self.setInformativeText(
            text.format(
                number=backup.number,
                time=backup.made_at.astimezone().strftime("%Y-%m-%d %H:%M"),
                occasion=occasion_word(backup.occasion),
                size=size_words(backup.size),
            )
        )
        role = QMessageBox.ButtonRole
        self.restore: QPushButton = self.addButton(self.tr("&Restore the backup"), role.AcceptRole)
        self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(self.restore)
        _widen(self)

    def asks_to_restore(self) -> bool:
        """Show the message; whether the copy is wanted."""
        self.exec()
        return self.clickedButton() is self.restore


def _widen(box: QMessageBox) -> None:
    """Qt makes a message as narrow as its first sentence, and so its second a column of words."""
    for words in box.findChildren(QLabel, "qt_msgbox_label"):
        words.setMinimumWidth(_LETTERS * box.fontMetrics().horizontalAdvance("0"))


def lost_store(store: Path) -> Known | None:
    """The error of a store that is gone while copies of it are there; None when all is well."""
    return failures.missing(store) if not store.exists() and backups_of(store) else None


def rescue(store: Path, error: Known) -> bool:
    """Offer the newest whole copy of a store that cannot be opened; whether it was put in place."""
    backup = newest_whole(store) if error.code in _HELPED_BY_A_COPY else None
    if backup is None:
        _tell(error)
        return False
    if not RescueBox(error, backup).asks_to_restore():
        return False
    try:
        restore(store, backup, datetime.now(UTC))
    except Known as failure:
        _tell(failure)
        return False
    return True


def trouble_box(error: Known) -> QMessageBox:
    """What is wrong and what to do, in a box of its own; the names of files in it are no markup."""
    box = QMessageBox(
        QMessageBox.Icon.Critical, QCoreApplication.translate("RescueBox", "Gouji"), ""
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(error.message)
    box.setInformativeText(error.hint)
    _widen(box)
    return box


def _tell(error: Known) -> None:
    trouble_box(error).exec()
