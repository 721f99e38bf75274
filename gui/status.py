"""The status bar: where the store is, that everything is saved, and what runs, with Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from gui.fonts import sign_size
from gui.icons import icon, pixmap
from gui.models.form_model import plain_tip
from gui.theme import state_colours

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.session import Session

Signals = tuple[SignalInstance, SignalInstance, SignalInstance]
"""Begun; done, total and name of a step; ended."""

_SIGN: Final = 16
_APART: Final = 12
"""Pixels between what is said of the work and the name of the store."""
_NAME: Final = 22
"""Letters of the name of a step that are shown; how many are done is never cut."""


class Work(QObject):
    """Something that runs beside the window; told by three signals, stopped by a call."""

    changed = Signal()

    def __init__(
        self, verb: str, signals: Signals, cancel: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.verb = verb
        self.cancel = cancel
        self.is_running = False
        self.steps = (0, 0)
        self.name = ""
        started, progress, finished = signals
        started.connect(self._begin)
        progress.connect(self._step)
        finished.connect(self._end)

    def _begin(self) -> None:
        self.is_running, self.steps, self.name = True, (0, 0), ""
        self.changed.emit()

    def _step(self, done: int, total: int, name: str) -> None:
        self.is_running, self.steps, self.name = True, (done, total), name
        self.changed.emit()

    def _end(self) -> None:
        self.is_running = False
        self.changed.emit()


class StatusArea(QStatusBar):
    """One line; progress appears in it only while something runs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.store = QLabel()
        self.store.setTextFormat(Qt.TextFormat.PlainText)
        self.store.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.store.setIndent(_APART)
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
        imports = session.import_started, session.import_progress, session.import_finished
        exports = session.export_started, session.export_progress, session.export_finished
        self._works: list[Work] = []
        self._stopping: Work | None = None
        self.follow(self.tr("Reading"), imports, session.cancel)
        self.follow(self.tr("Exporting"), exports, session.cancel)
        session.opened.connect(self._show_saved)
        session.changed.connect(self._show_saved)
        session.taken_over.connect(self.refresh)
        self._show_work()
        self._show_saved()
        self.colour()

    def follow(self, verb: str, signals: Signals, cancel: Callable[[], None]) -> None:
        """Show this work, too, whenever it runs; of several the one added first is shown."""
        work = Work(verb, signals, cancel, self)
        work.changed.connect(self._show_work)
        self._works.append(work)

    def refresh(self) -> None:
        """Show anew whether the store may be written."""
        self._show_saved()
        self.colour()

    def colour(self) -> None:
        """Take the colours of the present theme."""
        colours = state_colours(QGuiApplication.palette())
        only_look = self._session.read_only
        name, tint = ("warning", colours.warning) if only_look else ("ok", colours.ok)
        self._sign.setPixmap(pixmap(name, sign_size(_SIGN).width(), tint, self.devicePixelRatioF()))
        self.cancel.setIcon(icon("close"))

    def _show_saved(self) -> None:
        self.store.setText(self._session.store.name)
        words = self.tr("The store: reports and all work on them")
        self.store.setToolTip(plain_tip(f"{words}\n{self._session.store}"))
        if self._session.read_only:
            self.saved.setText(self.tr("Read only: open in another window"))
            return
        review = self._session.review
        count = 0 if review is None else len(review.statement.corrected)
        text = (
            self.tr("All saved; cells corrected here: {count}") if count else self.tr("All saved")
        )
        self.saved.setText(text.format(count=count))

    def _show_work(self) -> None:
        work = self._work()
        for widget in (self._task, self.progress, self.cancel):
            widget.setVisible(work is not None)
        if work is None or work is not self._stopping:
            self._stopping = None
            self.cancel.setEnabled(True)
        if work is None or self._stopping is not None:
            return
        done, total = work.steps
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        metrics, middle = self.fontMetrics(), Qt.TextElideMode.ElideMiddle
        name = metrics.elidedText(work.name, middle, _NAME * metrics.horizontalAdvance("0"))
        self._task.setText(f"{work.verb} {done}/{total} {name}" if total else f"{work.verb}…")

    def _work(self) -> Work | None:
        return next((work for work in self._works if work.is_running), None)

    def _cancel(self) -> None:
        work = self._work()
        if work is not None:
            self._stopping = work
            self.cancel.setEnabled(False)
            self._task.setText(self.tr("Stopping…"))
            work.cancel()
