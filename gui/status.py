"""The status bar: where the store is, that everything is saved, and what runs, with Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from gui.icons import icon, pixmap
from gui.theme import state_colours

if TYPE_CHECKING:
    from gui.session import Session

_SIGN: Final = 16
_NAME: Final = 260


class StatusArea(QStatusBar):
    """One line; progress appears in it only while something runs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.store = QLabel()
        self.store.setTextFormat(Qt.TextFormat.PlainText)
        self._sign, self.saved = QLabel(), QLabel()
        self._task = QLabel()
        self._task.setTextFormat(Qt.TextFormat.PlainText)
        self.progress = QProgressBar()
        self.progress.setFixedWidth(180)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self.addWidget(self._sign)
        self.addWidget(self.saved)
        self.addWidget(self.store, 1)
        for widget in (self._task, self.progress, self.cancel):
            self.addPermanentWidget(widget)
        session.import_started.connect(self._begin_import)
        session.export_started.connect(self._begin_export)
        session.import_progress.connect(self._step)
        session.export_progress.connect(self._step)
        session.import_finished.connect(self._end)
        session.export_finished.connect(self._end)
        session.opened.connect(self._show_saved)
        session.changed.connect(self._show_saved)
        session.taken_over.connect(self.refresh)
        self._verb = ""
        self._end()
        self._show_saved()
        self.colour()

    def refresh(self) -> None:
        """Show anew whether the store may be written."""
        self._show_saved()
        self.colour()

    def colour(self) -> None:
        """Take the colours of the present theme."""
        colours = state_colours(QGuiApplication.palette())
        only_look = self._session.read_only
        name, tint = ("warning", colours.warning) if only_look else ("ok", colours.ok)
        self._sign.setPixmap(pixmap(name, _SIGN, tint, self.devicePixelRatioF()))
        self.cancel.setIcon(icon("close"))

    def _show_saved(self) -> None:
        self.store.setText(str(self._session.store))
        self.store.setToolTip(self.tr("The store: reports and all work on them"))
        if self._session.read_only:
            self.saved.setText(self.tr("Read only: open in another window"))
            return
        review = self._session.review
        count = 0 if review is None else len(review.corrections)
        text = self.tr("All saved") if not count else self.tr("All saved, {count} corrections")
        self.saved.setText(text.format(count=count))

    def _begin_import(self) -> None:
        self._begin(self.tr("Reading"))

    def _begin_export(self) -> None:
        self._begin(self.tr("Exporting"))

    def _begin(self, verb: str) -> None:
        self._verb = verb
        self._task.setText(f"{verb}…")
        self.progress.setRange(0, 0)
        self.cancel.setEnabled(True)
        for widget in (self._task, self.progress, self.cancel):
            widget.show()

    def _step(self, done: int, total: int, name: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        text = f"{self._verb} {done}/{total} {name}"
        middle = Qt.TextElideMode.ElideMiddle
        self._task.setText(self.fontMetrics().elidedText(text, middle, _NAME))

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._task.setText(self.tr("Stopping…"))
        self._session.cancel()

    def _end(self) -> None:
        if self._session.busy:
            return
        for widget in (self._task, self.progress, self.cancel):
            widget.hide()
