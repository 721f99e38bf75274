"""Long work beside the window: reading files in worker processes, following an export.

Every job lives in the window's thread; only its inner thread touches the work, and what it has to
say arrives as queued signals, so no slot ever runs beside another.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from core.errors import Known
from core.reading_apart import BEHIND, MEMORY, READING_S, reading_pool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.batch import FileOutcome
    from core.history_query import History
    from core.work.exporting import Wish
    from core.workers.pool import WorkerPool

_PATIENCE_S: Final = 10.0
"""How long what goes waits for its work to stop."""


def worker_count() -> int:
    """How many processes run at once by default: one core stays free for the window."""
    return max(1, min(4, (os.cpu_count() or 2) - 1))


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: processes at once (0: as many as fit), seconds and bytes for each file."""

    workers: int = 0
    seconds: float = READING_S
    memory_bytes: int = MEMORY

    @property
    def size(self) -> int:
        """How many files are read at once."""
        return self.workers or worker_count()

    def pool(self) -> WorkerPool:
        """Processes that read so, for a store."""
        return reading_pool(self.size, self.seconds, self.memory_bytes, BEHIND, packs=True)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be imported, and why; ``path`` is that of its archive if it is in one."""

    path: Path
    name: str
    error: Known


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did. ``added`` are report numbers, ``duplicates`` files already in the store;
    ``handed_over`` is how many of them work of others had been kept for, ``versions`` of how many the
    store has another report of that agency and year, ``left`` what was not come to when it was
    cancelled.
    """

    added: tuple[int, ...] = ()
    duplicates: tuple[Path, ...] = ()
    failures: tuple[Failure, ...] = field(default=())
    cancelled: bool = False
    handed_over: int = 0
    versions: int = 0
    left: tuple[Path, ...] = ()


class Relay:
    """A core Progress whose steps become a Qt signal, and which can be told to stop."""

    def __init__(self, emit: Callable[[int, int, str], None]) -> None:
        self._emit = emit
        self._stop = threading.Event()

    def step(self, done: int, total: int, name: str) -> None:
        """Pass the step on."""
        self._emit(done, total, name)

    @property
    def cancelled(self) -> bool:
        """Whether cancel() was called."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at the next safe place."""
        self._stop.set()


class Job(QObject):
    """Work in a thread of its own: what ``run`` does, then ``finished``, after ``failed`` if it broke.

    ``progress`` carries how many of how many are done, and the name of the present one.
    """

    progress = Signal(int, int, str)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, name: str, run: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = Relay(self.progress.emit)
        self._is_abandoned = False
        # The thread lets go of them when it ends, so that nothing keeps a job that is done.
        self._thread = threading.Thread(target=self._work, args=(run,), name=name, daemon=True)

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._relay.cancelled

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next safe place."""
        self._relay.cancel()

    def abandon(self, seconds: float = _PATIENCE_S) -> None:
        """Stop, say nothing any more, and wait so long for the thread.

        A thread that takes longer keeps the job for itself: whoever owned it may go.
        """
        self._is_abandoned = True
        self.cancel()
        self.blockSignals(True)
        if not self.wait(seconds):
            self.setParent(None)

    def wait(self, seconds: float) -> bool:
        """Wait for the thread; whether it has ended."""
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self, run: Callable[[], None]) -> None:
        try:
            run()
        except Exception as error:  # worker boundary: nothing may end in silence
            if not self._is_abandoned:  # then not even its signals need be there any more
                self.failed.emit(error)
        finally:
            if not self._is_abandoned:
                self.finished.emit()


class ImportJob(Job):
    """Reads files in worker processes and hands each to ``keep``, in its own thread, so that the
    window never waits for the store. ``found`` carries the paths, ``kept`` what ``keep`` says of
    each file.
    """

    found = Signal(object)
    kept = Signal(object)

    def __init__(
        self,
        paths: Sequence[Path],
        reading: Reading,
        begin: Callable[[Sequence[Path]], None],
        keep: Callable[[FileOutcome], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__("import", self._import, parent)
        self._paths = tuple(paths)
        self._reading = reading
        self._begin, self._keep = begin, keep
        self._pool: WorkerPool | None = None

    def cancel(self) -> None:
        """Stop reading at once; what was read so far stays."""
        super().cancel()
        pool = self._pool
        if pool is not None:
            pool.cancel_all()

    def _import(self) -> None:
        from core.batch import find_sources, read_files

        sources = find_sources(self._paths)
        self._begin(sources)
        self.found.emit(sources)
        self._pool = pool = self._reading.pool()
        try:
            for outcome in read_files(sources, pool, self._relay, opens_archives=True):
                if self._relay.cancelled:
                    break
                self.kept.emit(self._keep(outcome))
        finally:
            pool.shutdown(wait=True, cancel_futures=self._relay.cancelled)


class ExportJob(Job):
    """Follows an export that other processes write; one that is stopped leaves no file."""

    written = Signal(object)

    def __init__(self, wish: Wish, parent: QObject | None = None) -> None:
        super().__init__("export", self._export, parent)
        self._wish = wish

    def _export(self) -> None:
        from core.work.exporting_apart import export_apart

        if export_apart(self._wish, worker_count(), self._relay) is not None:
            self.written.emit(self._wish.target)


class HistoryJob(Job):
    """Writes lines of the history as a workbook or CSV; one that is stopped leaves no file."""

    written = Signal(object)

    def __init__(self, path: Path, lines: History, parent: QObject | None = None) -> None:
        super().__init__("export", self._write, parent)
        self._path, self._lines = path, lines

    def _write(self) -> None:
        from core.export.log_list import write_history

        if write_history(self._path, self._lines, self._relay):
            self.written.emit(self._path)
