"""One import at a time: files read beside the window, each stored whole, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from core.errors import Known
from core.source_files import name_of
from core.work.import_journal import ImportJournal
from gui.jobs import Failure, ImportJob, ImportSummary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.batch import FileOutcome
    from core.work.workspace import Workspace
    from gui.jobs import Reading

State = Literal["waiting", "reading", "added", "version", "duplicate", "failed", "cancelled"]
"""``version``: added, but the store has another report of that agency and year."""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file of an import and what became of it; ``name`` is that of an archive's file where it is
    one, ``report`` its number where it is in the store. ``handed_over``: work of others that was
    kept for it came into it.
    """

    path: Path
    name: str
    state: State
    report: int | None = None
    error: Known | None = None
    handed_over: bool = False


class Importing(QObject):
    """Imports into one store. ``listed`` carries the paths, ``noted``
    an ImportedFile, ``finished`` the ImportSummary; ``stored`` says that there is another report.
    """

    started = Signal()
    listed = Signal(object)
    noted = Signal(object)
    stored = Signal()
    progress = Signal(int, int, str)
    finished = Signal(object)
    crashed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._journal = ImportJournal(workspace.path)
        self._job: ImportJob | None = None
        self._at_once = 1
        self._paths: Sequence[Path] = ()
        self._files: list[ImportedFile] = []

    @property
    def paths(self) -> Sequence[Path]:
        """The files and archives of the running import, or of the last one."""
        return self._paths

    @property
    def files(self) -> Sequence[ImportedFile]:
        """What became of them so far."""
        return self._files

    @property
    def at_once(self) -> int:
        """How many files are read at once."""
        return self._at_once

    @property
    def busy(self) -> bool:
        """Whether an import is running."""
        return self._job is not None

    def left(self) -> tuple[Path, ...]:
        """The files of an import that was broken off, which nobody continued or dropped yet."""
        return () if self.busy or self._workspace.read_only else self._journal.left()

    def drop_left(self) -> None:
        """Forget the rest of an import that was broken off."""
        self._journal.end()

    def start(self, paths: Sequence[Path], reading: Reading) -> bool:
        """Read files, folders and archives; whether the import was begun.

        A second import while one runs is refused, and so is one into a read-only store.
        """
        if not paths or self.busy or self._workspace.read_only:
            return False
        self._paths, self._files, self._at_once = (), [], reading.size
        self._job = job = ImportJob(paths, reading, self._journal.begin, self._keep, self)
        job.found.connect(self._list)
        job.kept.connect(self._note)
        job.progress.connect(self.progress)
        job.failed.connect(self.crashed)
        job.finished.connect(self._end)
        self.started.emit()
        job.start()
        return True

    def cancel(self) -> None:
        """Stop soon; what was imported so far stays, and the rest is not offered again."""
        if self._job is not None:
            self._job.cancel()

    def close(self) -> None:
        """Stop at once, since the store is about to be closed; the rest is offered the next time."""
        job, self._job = self._job, None
        if job is not None:
            job.abandon()

    def _list(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self.listed.emit(paths)

    def _keep(self, outcome: FileOutcome) -> ImportedFile:
        """Store a file and note that it is done with; in the thread of the job."""
        file = self._stored(outcome)
        if outcome.name == name_of(outcome.path):  # the next file may be of the same archive
            self._journal.note(outcome.path)
        return file

    def _note(self, file: ImportedFile) -> None:
        if self._job is None:
            return
        self._files.append(file)
        self.noted.emit(file)
        if file.state in ("added", "version"):
            self.stored.emit()

    def _stored(self, outcome: FileOutcome) -> ImportedFile:
        path, name = outcome.path, outcome.name
        if outcome.packed is None:
            return ImportedFile(path, name, "failed", error=outcome.error)
        try:
            changes = self._workspace.add_packed(outcome.packed)
        except Known as error:
            return ImportedFile(path, name, "failed", error=error)
        report = changes.reports[0]
        if changes.duplicate:
            return ImportedFile(path, name, "duplicate", report)
        state: State = "version" if self._has_other(report) else "added"
        return ImportedFile(path, name, state, report, handed_over=changes.handed_over)

    def _has_other(self, report: int) -> bool:
        """Whether the store has another report of the agency and year."""
        library = self._workspace.library
        try:
            (line,) = library.lines((report,))
            if not line.agency or line.year is None:
                return False
            return len(library.of_agency(line.agency, line.year)) > 1
        except Known:
            return False

    def _end(self) -> None:
        job, self._job = self._job, None
        if job is None:
            return
        left = self._journal.left() if job.cancelled else ()
        self._journal.end()
        job.deleteLater()
        summary = _summary(self._files, cancelled=job.cancelled)
        self.finished.emit(replace(summary, left=left))


def _summary(files: Sequence[ImportedFile], *, cancelled: bool) -> ImportSummary:
    return ImportSummary(
        tuple(f.report for f in files if f.state in ("added", "version") and f.report is not None),
        tuple(f.path for f in files if f.state == "duplicate"),
        tuple(Failure(f.path, f.name, f.error) for f in files if f.error is not None),
        cancelled,
        sum(f.handed_over for f in files),
        sum(f.state == "version" for f in files),
    )
