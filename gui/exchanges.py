"""Packages in the window: asked for, previewed, merged beside the window, and summed up."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QProgressDialog, QWidget

from core.errors import Known
from core.exchange.exchange import WORKBOOK
from core.exchange.package import SUFFIX
from core.exchange.words import told
from core.library_query import LibraryQuery
from core.progress import Stopped
from core.sentences import sentences
from gui.dialogs.asking import ask_text
from gui.dialogs.target import FileKind, ask_target
from gui.jobs import Job
from gui.settings import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.exchange.exchange import Outlook
    from core.exchange.package import Package
    from core.progress import Progress
    from core.work.intake import Intake
    from gui.dialogs.kept import KeptDialog
    from gui.notify import Banner
    from gui.session import Session
    from gui.settings import Settings

_FOLDER: Final = "exchange"


class Aside(Job):
    """One piece of work; ``done`` carries what it gives, ``stopped`` that it was given up."""

    done = Signal(object)
    stopped = Signal()

    def __init__(self, work: Callable[[Progress], object], parent: QObject | None = None) -> None:
        super().__init__("exchange", self._do, parent)
        self._piece = work

    def _do(self) -> None:
        try:
            self.done.emit(self._piece(self._relay))
        except Stopped:
            self.stopped.emit()


class Exchanges(QObject):
    """Asks for package files and carries them out. ``disputes_came``: a merging left conflicts."""

    disputes_came = Signal()

    def __init__(
        self,
        session: Session,
        listed: Callable[[], Sequence[int]],
        settings: Settings,
        banner: Banner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._listed = listed
        self._settings = settings
        self._banner = banner
        self._window = window
        self._then: Callable[..., None] | None = None
        self._bar: QProgressBar | None = None

    def ask_target(self) -> None:
        """Let the user say where the work on the listed reports is to be written."""
        name = f"{self._session.author or 'gouji'}{SUFFIX}"
        plain = FileKind(SUFFIX, self.tr("Packages"))
        full = FileKind(SUFFIX, self.tr("Packages with the sources"))
        title = self.tr("Export corrections")
        target = ask_target(self._window, title, name, (plain, full), self._settings, _FOLDER)
        if target is not None:
            path, kind = target
            self.export_to(path, with_sources=kind == full)

    def ask_package(self) -> None:
        """Let the user choose a package or a corrected workbook to merge."""
        name, _kind = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Import corrections"),
            self._folder(),
            self.tr("Packages and corrected workbooks ({patterns})").format(
                patterns=f"*{SUFFIX} *{WORKBOOK}"
            )
            + ";;"
            + self.tr("All files (*)"),
        )
        if name.lower().endswith(WORKBOOK):
            self._ask_author(Path(name))
        elif name:
            self.take_in(Path(name))

    def _ask_author(self, path: Path) -> None:
        """A workbook does not say who corrected it."""
        author = ask_text(
            self._window,
            self.tr("Import corrections"),
            self.tr("Who corrected “{name}”?").format(name=path.name),
            self._session.author,
            needed=True,
        )
        if author is not None:
            self.take_in(path, author)

    def export_to(self, path: Path, *, with_sources: bool = False) -> None:
        """Write the work on the listed reports, with their sources for those who lack them.

        Where all are listed, what is kept for reports to come goes along.
        """
        self._remember(path)
        listed = tuple(self._listed())
        is_whole = len(listed) == len(self._session.find(LibraryQuery()))
        reports = None if is_whole else listed
        self._do(
            lambda progress: self._session.exchange.export(
                path, reports, with_sources=with_sources, progress=progress
            ),
            self.tr("Exporting…"),
            partial(self._tell_export, path),
        )

    def take_in(self, path: Path, author: str = "") -> None:
        """Look a package through, or a workbook that ``author`` corrected; then show what it would
        do."""
        self._remember(path)
        self._do(
            lambda progress: self._session.exchange.look(path, author, progress),
            self.tr("Reading…"),
            partial(self._show_outlook, path),
        )

    def show_kept(self) -> None:
        """List what is kept for reports that are not here."""
        from gui.dialogs.kept import KeptDialog

        dialog = KeptDialog(writable=not self._session.read_only, parent=self._window)
        dialog.discarded.connect(partial(self._discard, dialog))
        self._list_kept(dialog)
        dialog.open()

    def _list_kept(self, dialog: KeptDialog) -> None:
        try:
            dialog.show_parcels(self._session.exchange.parcels())
        except Known as error:
            self._session.failed.emit(error)

    def _discard(self, dialog: KeptDialog, numbers: Sequence[int]) -> None:
        try:
            self._session.exchange.discard(numbers)
        except Known as error:
            self._session.failed.emit(error)
        self._list_kept(dialog)

    def _show_outlook(self, path: Path, outlook: Outlook) -> None:
        from gui.dialogs.exchange import ExchangeDialog

        dialog = ExchangeDialog(outlook, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._merge, path, outlook))
        dialog.open()

    def _merge(self, path: Path, outlook: Outlook) -> None:
        work = partial(self._session.merge, path, outlook)
        self._do(work, self.tr("Merging…"), self._tell_merge)

    def _do(
        self, work: Callable[[Progress], object], words: str, then: Callable[..., None]
    ) -> None:
        """Work aside, with the window shut to the user until it is done or cancelled."""
        if self._then is not None:
            return
        self._then = then
        job = Aside(work, self)
        waiting = self._waiting(words)
        waiting.canceled.connect(job.cancel)
        job.finished.connect(waiting.reset)
        job.finished.connect(waiting.deleteLater)
        # Bound methods of objects of this thread, so that none of them runs in the other one.
        job.progress.connect(self._count)
        job.done.connect(self._finish)
        job.stopped.connect(self._tell_stopped)
        job.failed.connect(self._fail)
        job.finished.connect(job.deleteLater)
        self._session.closing.connect(job.abandon)
        job.start()

    def _waiting(self, words: str) -> QProgressDialog:
        waiting = QProgressDialog(words, self.tr("Cancel"), 0, 0, self._window)
        # The dialog's own setValue would let other events in between; the bar's does not.
        self._bar = QProgressBar(waiting)
        self._bar.setRange(0, 0)
        self._bar.setValue(0)  # the dialog only waits to be shown while its bar is at the start
        self._bar.setFormat("%v / %m")
        waiting.setBar(self._bar)
        waiting.setWindowTitle(words)
        waiting.setWindowModality(Qt.WindowModality.WindowModal)
        waiting.setMinimumWidth(320)
        waiting.setMinimumDuration(400)
        return waiting

    def _count(self, done: int, total: int, _name: str) -> None:
        if self._bar is not None:
            self._bar.setMaximum(total)
            self._bar.setValue(done)

    def _tell_stopped(self) -> None:
        self._then = self._bar = None
        self._banner.show_message(self.tr("Cancelled: nothing was changed."), "ok")

    def _finish(self, result: object) -> None:
        then, self._then, self._bar = self._then, None, None
        if then is not None:
            then(result)

    def _fail(self, error: Exception) -> None:
        self._then = self._bar = None
        session = self._session
        (session.failed if isinstance(error, Known) else session.crashed).emit(error)

    def _tell_export(self, path: Path, package: Package) -> None:
        words = self.tr("Entries exported to {path}: {facts}, on reports: {reports}.").format(
            facts=len(package.facts), reports=len(package.reports), path=path
        )
        self._banner.show_message(words, "ok")

    def _tell_merge(self, intake: Intake) -> None:
        self._session.show_merged(intake.reports)
        outlook = intake.outlook
        words = [*told(outlook), *(failure.message for failure in intake.failures)]
        is_smooth = not outlook.disputes and not outlook.unknown
        self._banner.show_message(sentences(*words), "ok" if is_smooth else "warning")
        if outlook.disputes:
            self.disputes_came.emit()

    def _remember(self, path: Path) -> None:
        self._settings.put(FOLDER.named(_FOLDER), str(path.parent))

    def _folder(self) -> str:
        return self._settings.value(FOLDER.named(_FOLDER)) or str(Path.home())
