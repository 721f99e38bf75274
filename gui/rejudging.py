"""The whole store judged anew beside the window, after the rules or their settings changed."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from core.errors import Known
from core.settings import fingerprint
from core.work.recheck import recheck
from gui.jobs import Job, worker_count
from gui.settings import JUDGED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.rules import CheckSettings
    from core.work.recheck import Rechecked
    from core.work.workspace import Workspace
    from gui.session import Session
    from gui.settings import Setting, Settings

_PATIENCE_S: Final = 1.0
"""It reads by itself and writes nothing, so what goes need not wait until its processes end."""


class RecheckJob(Job):
    """Judges reports in worker processes; ``found`` carries some at a time."""

    found = Signal(object)

    def __init__(
        self,
        path: Path,
        reports: Sequence[int],
        settings: CheckSettings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__("recheck", self._recheck, parent)
        self._path = path
        self._reports = reports
        self._checks = settings

    def _recheck(self) -> None:
        from core.workers.pool import WorkerPool

        pool = WorkerPool(worker_count())
        try:
            for found in recheck(self._path, self._reports, self._checks, pool, self._relay):
                self.found.emit(found)
        finally:
            pool.shutdown(cancel_futures=True)


class Rejudging(QObject):
    """Brings the library of one store in line with the settings of checks, in the background.

    What was finished last is remembered by store, so that work that was broken off, or settings
    changed by hand, are made good at the next start.
    """

    started = Signal()
    progress = Signal(int, int, str)
    finished = Signal()

    def __init__(self, workspace: Workspace, session: Session, settings: Settings) -> None:
        super().__init__(session)
        self._workspace = workspace
        self._session = session
        self._settings = settings
        self._job: RecheckJob | None = None
        self._again = False
        self._run = ""
        session.closing.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether the store is being judged."""
        return self._job is not None

    @property
    def checks(self) -> CheckSettings:
        """What reports are judged by."""
        return self._workspace.checks.settings

    def apply(self, checks: CheckSettings) -> None:
        """Judge the open report by other settings at once; ``start`` lets the library follow."""
        if checks != self.checks:
            self._workspace.checks.apply(checks)
            self._session.refresh()

    def judge_anew(self) -> None:
        """Say what is wrong with the open report in the present language."""
        self._workspace.checks.apply(self.checks)
        self._session.refresh()

    def start_if_due(self) -> None:
        """Judge the store if it was last judged by other settings or other rules."""
        if self._settings.value(self._judged()) != self._wanted():
            self.start()

    def start(self) -> None:
        """Judge the store; a run in progress is ended and begun again."""
        if self._workspace.read_only:
            return
        if self._job is not None:
            self._again = True
            self._job.cancel()
            return
        try:
            reports = self._workspace.checks.reports()
        except Known as error:
            self._session.failed.emit(error)
            return
        if not reports:
            self._settings.put(self._judged(), self._wanted())
            return
        job = RecheckJob(self._workspace.path, reports, self.checks, self)
        self._job, self._run = job, self._wanted()
        job.found.connect(self._enlist)
        job.progress.connect(self.progress)
        job.failed.connect(self._tell)
        job.finished.connect(self._end)
        self.started.emit()
        job.start()

    def cancel(self) -> None:
        """Stop soon; the rest is done at the next start of the program."""
        if self._job is not None:
            self._job.cancel()

    def stop(self) -> None:
        """Stop for good: the store is about to be closed."""
        job, self._job = self._job, None
        if job is not None:
            job.abandon(_PATIENCE_S)

    def _enlist(self, found: Sequence[Rechecked]) -> None:
        if self._job is None or self._again:
            return
        try:
            self._workspace.checks.enlist(found)
        except Known as error:
            self._session.failed.emit(error)
            self.cancel()

    def _tell(self, error: Exception) -> None:
        self.cancel()
        (self._session.failed if isinstance(error, Known) else self._session.crashed).emit(error)

    def _end(self) -> None:
        job, self._job = self._job, None
        if job is None:
            return
        if not job.cancelled:
            self._settings.put(self._judged(), self._run)
        job.deleteLater()
        self._session.refresh_library()
        self.finished.emit()
        if self._again:
            self._again = False
            self.start()

    def _judged(self) -> Setting[str]:
        path = str(self._workspace.path).encode("utf-8", "replace")
        return JUDGED.named(sha256(path).hexdigest()[:16])

    def _wanted(self) -> str:
        return fingerprint(self.checks)
