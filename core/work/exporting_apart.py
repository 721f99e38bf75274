"""An export in a process of its own, so that a window beside it never waits.

A thread would not do: parts of several megabytes are unpacked in one go, and for as long no other
thread of the process runs.
"""

from __future__ import annotations

import multiprocessing
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from core.errors import Known

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from core.progress import Progress
    from core.work.exporting import Wish

_LOOK_S: Final = 0.05
_PATIENCE_S: Final = 30.0
"""How long a stopped export may take to remove what it wrote, before it is killed."""


def export_apart(wish: Wish, workers: int, progress: Progress) -> int | None:
    """Do what ``export_store`` does with so many workers, in another process.

    Raises what it raises, and RuntimeError with the other process's traceback where that fails.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(wish, workers, theirs), name="export")
    process.start()
    theirs.close()
    try:
        return _followed(ours, progress)
    finally:
        ours.close()
        process.join(_PATIENCE_S)
        if process.is_alive():
            process.kill()
            process.join()


def _followed(pipe: Connection, progress: Progress) -> int | None:
    """Pass steps on until the export is over; ask it to stop when the person does."""
    is_told = False
    while True:
        if progress.cancelled and not is_told:
            is_told = True
            with suppress(OSError):  # it has ended meanwhile; what it said last is still to be read
                pipe.send("stop")
        if not pipe.poll(_LOOK_S):
            continue
        try:
            kind, *said = pipe.recv()
        except EOFError:
            raise RuntimeError("the export process ended without a word") from None
        if kind == "step":
            progress.step(*said)
        elif kind == "done":
            return said[0]
        else:
            raise said[0]


class _Piped:
    """A Progress whose steps go through a pipe; a word from the other end, or its end, stops it."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._is_stopped = False

    @property
    def cancelled(self) -> bool:
        """Whether the other end wrote something, or is gone."""
        self._is_stopped = self._is_stopped or self._pipe.poll()
        return self._is_stopped

    def step(self, done: int, total: int, name: str) -> None:
        """Pass the step on."""
        try:
            self._pipe.send(("step", done, total, name))
        except OSError:  # the window is gone
            self._is_stopped = True


def _run(wish: Wish, workers: int, pipe: Connection) -> None:
    """The life of the process. The border where whatever goes wrong becomes a message."""
    from core.work.exporting import export_store
    from core.workers.pool import WorkerPool

    pool = WorkerPool(workers)
    try:
        answer = ("done", export_store(wish, pool, _Piped(pipe)))
    except Known as error:
        answer = ("failed", error)
    except Exception:
        answer = ("failed", RuntimeError(traceback.format_exc()))
    finally:
        pool.shutdown(cancel_futures=True)
    with suppress(OSError):  # nobody is left to be told
        pipe.send(answer)
