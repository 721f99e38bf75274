"""Whose turn it is: the window of the present store, and what works on the store beside it."""

from __future__ import annotations

import logging
import traceback
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.cli.console import account
from core.errors import Known
from core.settings import load_settings
from core.work.workspace import Workspace
from gui.appearance import dress
from gui.effort import EffortMeter
from gui.habits import Habits
from gui.handover import Handover
from gui.keeper import Keeper
from gui.main_window import MainWindow
from gui.preferences import Preferences
from gui.recent import note_store
from gui.rejudging import Rejudging
from gui.rescue import Rescue
from gui.restoring import Restoring
from gui.session import Session
from gui.settings import LANGUAGE, TEXT_SCALE

if TYPE_CHECKING:
    from pathlib import Path

    from core.store.backup import Backup
    from gui.settings import Settings

_BEFORE_FIRST_COPY_MS: Final = 3_000
"""The window comes up first; copying a large store takes seconds of the disk."""
_log = logging.getLogger(__name__)


class Desk(QObject):
    """Owns the window of the present store and changes it for another."""

    troubled = Signal(str)

    def __init__(self, settings: Settings, log: Path) -> None:
        super().__init__()
        self._settings = settings
        self._log = log
        self._worn = self._looks()
        self.effort = EffortMeter(settings, log.with_name("effort.jsonl"), self)
        self.window: MainWindow | None = None
        self.care: Rescue | None = None
        self.preferences: Preferences | None = None
        self.troubled.connect(self._tell)
        settings.changed.connect(self._follow)

    def show_store(self, store: Path) -> MainWindow:
        """Open the store in a window, in place of the present one. Raises StoreError."""
        store.parent.mkdir(parents=True, exist_ok=True)
        workspace = Workspace.open(store, author=account(), settings=load_settings())
        session = Session(workspace)
        session.crashed.connect(self.note)
        Habits(session, self._settings, session)
        self._keeper = Keeper(workspace, self._settings, session)
        session.closing.connect(self._keeper.stop)
        for done in (session.changed, session.library_changed, session.import_finished):
            done.connect(self._keeper.work_was_done)
        self._rejudging = Rejudging(workspace, session, self._settings)
        self._keeper.start_later(_BEFORE_FIRST_COPY_MS)
        QTimer.singleShot(_BEFORE_FIRST_COPY_MS, self._rejudging, self._rejudging.start_if_due)
        note_store(self._settings, session.store)
        before = self.window
        window = self._make_window(session)
        if before is not None:
            before.close()
            before.deleteLater()
        return window

    def show_anew(self) -> None:
        """Put another window on the same work, in the present language and size of text.

        The open report, the cell in focus, filters, layout, undo, what is being typed, where the
        keyboard is and what an import could not read stay.
        """
        before, app = self.window, QApplication.instance()
        if before is None or not isinstance(app, QApplication):
            return
        handover = Handover.of(before)
        before.remember()
        self._worn = self._looks()
        dress(app, self._settings)
        self._rejudging.judge_anew()
        session = before.session
        window = self._make_window(session)
        before.leave()
        before.deleteLater()
        handover.give(window)

    def _make_window(self, session: Session) -> MainWindow:
        window = MainWindow(session, self._settings, self._log)
        session.setParent(window)
        window.store_wanted.connect(self._change)
        self.care = Rescue(window, self._keeper)
        self.care.restore_wanted.connect(self.restore)
        self.preferences = Preferences(window, self._settings, self._rejudging)
        self.preferences.closed.connect(self._follow_looks)
        self.window = window
        window.show()
        self.effort.follow(window)
        window.actions_.effort.triggered.connect(self._show_effort)
        return window

    def _show_effort(self) -> None:
        from gui.dialogs.effort import EffortDialog

        EffortDialog(self.effort, self._settings, self.window).open()

    def _looks(self) -> tuple[str, int]:
        return self._settings.value(LANGUAGE), self._settings.value(TEXT_SCALE)

    def _follow(self, key: str) -> None:
        if key in (LANGUAGE.key, TEXT_SCALE.key):
            QTimer.singleShot(0, self, self._follow_looks)

    def _follow_looks(self) -> None:
        """Dialogs are closed first: they belong to the window that goes."""
        if self._looks() != self._worn and QApplication.activeModalWidget() is None:
            self.show_anew()

    def restore(self, backup: Backup) -> None:
        """Put a copy in the place of the present store, which is moved aside, and show it."""
        window = self.window
        if window is None:
            return
        window.setEnabled(False)
        window.session.close()
        self._restoring = Restoring(window.session.store, backup, window)
        self._restoring.broke.connect(self.note)
        self._restoring.ended.connect(self._show_restored)
        self._restoring.start()

    def _show_restored(self, text: str, went_well: bool) -> None:
        window = self.window
        if window is None:
            return
        try:
            after = self.show_store(window.session.store)
        except Known as error:  # what stood there is damaged, and the copy could not be put back
            window.setEnabled(True)
            window.banner.show_known(error)
        else:
            if text:
                after.banner.show_message(text, "ok" if went_well else "error")

    def note(self, error: BaseException) -> None:
        """Log an unforeseen error and tell of it; may be called from any thread."""
        details = "".join(traceback.format_exception(error))
        _log.error("unforeseen error\n%s", details)
        self.troubled.emit(details)

    def _change(self, store: Path) -> None:
        if self.window is not None and store == self.window.session.store:
            return
        try:
            self.show_store(store)
        except Known as error:
            if self.window is not None:
                self.window.banner.show_known(error)

    def _tell(self, details: str) -> None:
        if self.window is None:
            return
        text = self.tr(
            "Something unforeseen happened, and what was being done may not have been completed."
            " Everything that was entered before is saved."
        )
        copy = partial(QGuiApplication.clipboard().setText, details)
        act = self.tr("Copy the details"), copy
        self.window.banner.show_message(text, "error", details, act)
