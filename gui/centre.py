"""The middle of the window: source and form of the open report, or what to do to have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from core.library_query import LibraryQuery
from gui.docks import holds_keyboard
from gui.views.library_empty import EmptyState

if TYPE_CHECKING:
    from gui.session import Session


class Centre(QStackedWidget):
    """Three pages. ``left``: the invitation to import is gone, and the keyboard still on its button.

    ``splitter`` holds source and form, ``welcome`` invites to import where there is no report yet.
    """

    left = Signal()

    def __init__(self, session: Session, source: QWidget, form: QWidget) -> None:
        super().__init__()
        self._session = session
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(source)
        self.splitter.addWidget(form)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.welcome = EmptyState("import", "", self.tr("Import files…"), "import")
        self._choose = EmptyState("document", self.tr("Choose a report in the library."))
        for page in (self.splitter, self.welcome, self._choose):
            self.addWidget(page)
        for told in (session.opened, session.changed, session.library_changed):
            told.connect(self.refresh)
        for told in (session.import_started, session.import_finished, session.taken_over):
            told.connect(self.refresh)
        self.refresh()

    @property
    def is_welcome(self) -> bool:
        """Whether the store has no report yet."""
        return self.currentWidget() is self.welcome

    def refresh(self) -> None:
        """Show the page that fits the session."""
        is_inside = holds_keyboard(self.welcome)  # a button that is hidden keeps the keyboard
        if self._session.review is not None:
            self.setCurrentWidget(self.splitter)
        else:
            has_reports = bool(self._session.find(LibraryQuery()))
            self.setCurrentWidget(self._choose if has_reports else self.welcome)
        self._invite()
        if is_inside and not self.is_welcome:
            self.left.emit()

    def _invite(self) -> None:
        self.welcome.button.setEnabled(not self._session.read_only)
        self.welcome.say(
            self.tr("The files are being read. The first report then opens by itself.")
            if self._session.busy
            else self.tr(
                "Drop annual reports here (PDF, Word, web page, Excel or text), or import them."
            )
        )
