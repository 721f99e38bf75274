"""The settings of one window: the dialog, and what follows when the rules are judged otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import Known
from core.settings import save_settings
from gui.dialogs.settings import SettingsDialog

if TYPE_CHECKING:
    from core.rules import CheckSettings
    from gui.main_window import MainWindow
    from gui.rejudging import Rejudging
    from gui.settings import Settings


class Preferences(QObject):
    """Shows the settings over a window; ``closed`` says that nobody changes them any more."""

    closed = Signal()

    def __init__(self, window: MainWindow, settings: Settings, rejudging: Rejudging) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._rejudging = rejudging
        window.actions_.settings.triggered.connect(self.show)
        signals = rejudging.started, rejudging.progress, rejudging.finished
        window.status.follow(self.tr("Judging anew"), signals, rejudging.cancel)

    def show(self) -> SettingsDialog:
        """Open the dialog."""
        dialog = SettingsDialog(self._settings, self._rejudging.checks, self._window)
        dialog.checks_changed.connect(self._judge_by)
        dialog.finished.connect(self._end)
        dialog.open()
        return dialog

    def _judge_by(self, checks: CheckSettings) -> None:
        try:
            save_settings(checks)
        except Known as error:
            self._window.banner.show_known(error)
        self._rejudging.apply(checks)

    def _end(self) -> None:
        self._rejudging.start_if_due()
        self.closed.emit()
