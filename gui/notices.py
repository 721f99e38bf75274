"""What the window tells of its session in the banner: failures, imports, exports, other windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from core.sentences import sentences
from gui.actions import shortcut_text
from gui.jobs import ImportSummary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QAction

    from core.errors import Known
    from gui.notify import Banner
    from gui.session import Session


class Notices(QObject):
    """Follows one session and writes into one banner; ``following`` is what to do after an import.

    ``import_wanted`` carries the files that a cancelled import left. ``reopen_wanted``: the open report is signed off, and somebody wants to change it all the same.
    """

    import_wanted = Signal(object)
    reopen_wanted = Signal()

    def __init__(self, session: Session, banner: Banner, following: QAction) -> None:
        super().__init__(banner)
        self._session = session
        self._banner = banner
        self._following = following
        self._closed = ""
        self._ended: tuple[ImportSummary, str] | None = None
        session.failed.connect(self._tell_failure)
        session.opened.connect(self._forget_closed)
        session.standing_changed.connect(self._forget_closed)
        session.taken_over.connect(self._tell_taken_over)
        session.import_finished.connect(self.tell_import)
        session.export_finished.connect(self._tell_export)
        if session.read_only:
            self.tell_read_only()

    def tell_read_only(self) -> None:
        """Say that the store can only be looked at here."""
        self._banner.show_message(
            self.tr("This store is open in another window; here it can only be looked at."),
            "warning",
        )

    def tell_early(self, reports: int) -> None:
        """Say that reports were signed off in which something still waited for a person."""
        text = self.tr(
            "Signed off, though something was still to look at in: {count}."
            " To go on with them choose another status and say why."
        )
        self._banner.show_message(text.format(count=reports), "warning")

    @property
    def told(self) -> ImportSummary | None:
        """The import of whose end the banner tells now."""
        if self._ended is None or not self._banner.isVisible():
            return None
        summary, words = self._ended
        return summary if words == self._banner.message else None

    def tell_busy(self) -> None:
        """Say that an import must end before another may begin."""
        self._banner.show_message(self.tr("An import is already running."), "warning")

    def _tell_failure(self, error: Known) -> None:
        if error.code != "report.final":
            self._banner.show_known(error)
            return
        self._closed = str(error)
        act = self.tr("Reopen…"), self.reopen_wanted.emit
        self._banner.show_message(self._closed, "error", act=act)

    def _forget_closed(self) -> None:
        """That a report is closed to changes is no news of another one, nor once it is open again."""
        if self._closed and self._banner.message == self._closed:
            self._banner.hide()
        self._closed = ""

    def _tell_taken_over(self) -> None:
        self._banner.show_message(
            self.tr("The other window was closed: from now on you can edit here."), "ok"
        )

    def tell_import(self, summary: ImportSummary) -> None:
        """Say what became of an import, and offer what it left."""
        if summary == ImportSummary():
            text = self.tr("There was nothing to import: no file that may hold a report.")
            self._banner.show_message(text, "warning")
            return
        words = [self.tr("Reports imported: {count}.").format(count=len(summary.added))]
        if summary.handed_over:
            came = self.tr("Corrections that had been kept for {count} of them came in.")
            words.append(came.format(count=summary.handed_over))
        if summary.versions:
            other = self.tr("Of {count} the store has another report of that agency and year.")
            words.append(other.format(count=summary.versions))
        if summary.duplicates:
            already = self.tr("Already in the store: {count}.")
            words.append(already.format(count=len(summary.duplicates)))
        if summary.failures:
            failed = self.tr("Not readable: {count}; see the list of failed imports.")
            words.append(failed.format(count=len(summary.failures)))
        if summary.cancelled and summary.left:
            left = self.tr("Cancelled; files that were not come to: {count}.")
            words.append(left.format(count=len(summary.left)))
        elif summary.cancelled:
            words.append(self.tr("Cancelled."))
        if summary.added and (keys := shortcut_text(self._following)):
            words.append(self.tr("Press {keys} to look at what needs eyes.").format(keys=keys))
        level = "warning" if summary.failures or summary.cancelled else "ok"
        text = sentences(*words)
        self._ended = summary, text
        self._banner.show_message(text, level, act=self._offer_after(summary))

    def _offer_after(self, summary: ImportSummary) -> tuple[str, Callable[[], object]] | None:
        """What is left to import, else the one report that came, or was there, and is not open."""
        if summary.left:
            return self.tr("Import the rest"), lambda: self.import_wanted.emit(summary.left)
        files, present = self._session.imports.files, self._session.report
        reports = {file.report for file in files if file.report is not None}
        # With none open the first that came is opened in any case.
        if len(reports) != 1 or present in (None, *reports):
            return None
        (report,) = reports
        return self.tr("Open the report"), lambda: self._session.open(report)

    def _tell_export(self, path: Path | None) -> None:
        if path is not None:
            folder = QUrl.fromLocalFile(str(path.parent))
            self._banner.show_message(
                self.tr("Exported to {path}.").format(path=path),
                "ok",
                act=(self.tr("Open the folder"), lambda: QDesktopServices.openUrl(folder)),
            )
