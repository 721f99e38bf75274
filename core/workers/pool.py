"""Reading in processes of their own, with limits on time and memory.

A reader that hangs, crashes or eats memory is killed and replaced; only the future of that one
source fails. A process pool of the standard library would lose every pending future instead.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from core.workers.answers import unpacked
from core.workers.errors import crashed, failed, not_started, too_slow
from core.workers.process import READY, Confinement, Limits, serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

P = ParamSpec("P")
T = TypeVar("T")

DEFAULT_TIMEOUT_S: Final = 60.0
DEFAULT_MEMORY: Final = 1536 * 1024 * 1024
_START_TIMEOUT_S: Final = 60.0
_GRACE_S: Final = 2.0
"""A worker ends its fork when the time is over; the pool ends the worker only if it does not."""


@dataclass(slots=True)
class _Task:
    packed: bytes
    future: Future[Any]


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    deadline: float
    is_ready: bool = False
    task: _Task | None = field(default=None)


class WorkerPool(Executor):
    """An executor of supervised processes; they start with the first task.

    ``timeout_s`` is the wall time of one task, ``memory_bytes`` the address space of one process
    (POSIX only). With ``confinement`` each document has a process that is shut in, and the first
    argument of a task is the document. Functions and arguments travel by pickle; a worker imports
    no Qt.
    """

    def __init__(
        self,
        size: int,
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        memory_bytes: int = DEFAULT_MEMORY,
        confinement: Confinement | None = None,
    ) -> None:
        if size < 1:
            raise ValueError("a pool needs at least one worker")
        self._size = size
        self._limits = Limits(timeout_s, memory_bytes)
        self._patience_s = timeout_s + (_GRACE_S if confinement else 0.0)
        self._confinement = confinement
        self._context = multiprocessing.get_context("spawn")
        self._guard = threading.Lock()
        self._pending: deque[_Task] = deque()
        self._workers: list[_Worker] = []
        self._wake_in, self._wake_out = self._context.Pipe(duplex=False)
        self._is_closing = False
        self._is_cancelling = False
        self._is_woken = False
        self._watcher: threading.Thread | None = None

    @property
    def size(self) -> int:
        """How many tasks run at once."""
        return self._size

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call. The future fails with the Known error that the call raised, and with
        UnreadableSource when the worker crashed, took too long or too much memory.
        """
        task = _Task(pickle.dumps((fn, args, kwargs)), Future())
        with self._guard:
            if self._is_closing:
                raise RuntimeError("the pool is shut down")
            self._pending.append(task)
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._watch, name="workers", daemon=True)
                self._watcher.start()
        self._wake()
        return task.future

    def cancel_all(self) -> None:
        """Drop what waits and kill what runs; the pool can be used again at once."""
        with self._guard:
            waiting = list(self._pending)
            self._pending.clear()
            self._is_cancelling = True
        for task in waiting:
            task.future.cancel()
        self._wake()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers once nothing is left to do; at once with ``cancel_futures``."""
        if cancel_futures:
            self.cancel_all()
        with self._guard:
            self._is_closing = True
            watcher = self._watcher
        self._wake()
        if wait and watcher is not None:
            watcher.join()

    def _wake(self) -> None:
        """Make the watcher look; one waiting byte is enough, more could fill the pipe."""
        with self._guard:
            if not self._is_woken:
                self._is_woken = True
                self._wake_out.send_bytes(b"w")

    def _watch(self) -> None:
        """The life of the watcher's thread; however it ends, nobody waits for an answer for ever."""
        try:
            self._supervise()
        finally:
            with self._guard:
                self._is_closing = True
                waiting = list(self._pending)
                self._pending.clear()
            for task in waiting:
                task.future.cancel()
            for worker in self._workers:
                self._kill(worker)
                if worker.task is not None:
                    worker.task.future.set_exception(CancelledError())
            self._workers.clear()

    def _supervise(self) -> None:
        """The watcher's loop: the only place that touches workers."""
        while True:
            with self._guard:
                cancelling, self._is_cancelling = self._is_cancelling, False
                finished = self._is_closing and not self._pending
            if cancelling:
                self._end_running()
            if finished and not any(worker.task for worker in self._workers):
                break
            self._staff()
            self._assign()
            self._await_events()

    def _staff(self) -> None:
        """Start a worker for each task that waits without one, up to the size of the pool.

        What the system refuses now it may give later: those that run go on, and only where there
        is none at all, a task fails.
        """
        while len(self._workers) < self._wanted():
            try:
                self._workers.append(self._started())
            except OSError as error:
                if self._workers:
                    return
                self._fail_next(not_started(error))

    def _wanted(self) -> int:
        with self._guard:
            running = sum(bool(worker.task) for worker in self._workers)
            return min(self._size, len(self._pending) + running)

    def _started(self) -> _Worker:
        """A new worker. Raises OSError where the system has no more processes, memory or files."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=serve, args=(theirs, self._limits, self._confinement), daemon=True
        )
        try:
            process.start()
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        return _Worker(process, ours, time.monotonic() + _START_TIMEOUT_S)

    def _assign(self) -> None:
        for worker in self._workers:
            while worker.is_ready and worker.task is None:
                with self._guard:
                    if not self._pending:
                        return
                    task = self._pending.popleft()
                if not task.future.set_running_or_notify_cancel():
                    continue
                worker.task = task
                worker.deadline = time.monotonic() + self._patience_s
                # A worker that died meanwhile is noticed by its sentinel, with the task in hand.
                with contextlib.suppress(OSError):
                    worker.pipe.send_bytes(task.packed)

    def _await_events(self) -> None:
        now = time.monotonic()
        busy = [w for w in self._workers if w.task is not None or not w.is_ready]
        timeout = min((w.deadline - now for w in busy), default=None)
        by_pipe = {worker.pipe: worker for worker in self._workers}
        by_sentinel = {worker.process.sentinel: worker for worker in self._workers}
        waiting: list[Any] = [self._wake_in, *by_pipe, *by_sentinel]
        ready = wait(waiting, None if timeout is None else max(timeout, 0.0))
        if self._wake_in in ready:
            with self._guard:
                self._wake_in.recv_bytes()
                self._is_woken = False
        for worker in [by_pipe[pipe] for pipe in by_pipe if pipe in ready]:
            self._receive(worker)
        for worker in [by_sentinel[sentinel] for sentinel in by_sentinel if sentinel in ready]:
            self._replace(worker, self._crash(worker))
        for worker in [w for w in busy if w.deadline <= time.monotonic()]:
            if worker.task is not None or not worker.is_ready:
                self._replace(worker, too_slow(self._limits.timeout_s))

    def _receive(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            worker.process.join(1.0)
            self._replace(worker, self._crash(worker))
            return
        if message == READY:
            worker.is_ready = True
            return
        task, worker.task = worker.task, None
        if task is None:
            return
        try:
            is_answer, answer = unpacked(message) if self._confinement else pickle.loads(message)
        except Exception as error:  # a fork that was taken over may send anything
            is_answer, answer = False, failed(error)
        if is_answer:
            task.future.set_result(answer)
        else:
            task.future.set_exception(answer)

    def _replace(self, worker: _Worker, error: Exception) -> None:
        """Kill a worker and fail its task; the next task that waits gets a new worker."""
        if worker not in self._workers:
            return
        self._workers.remove(worker)
        self._kill(worker)
        if worker.task is not None:
            worker.task.future.set_exception(error)
        elif not worker.is_ready:
            self._fail_next(error)

    def _fail_next(self, error: Exception) -> None:
        """A worker that cannot even start must not be started for ever for the same task."""
        with self._guard:
            task = self._pending.popleft() if self._pending else None
        if task is not None and task.future.set_running_or_notify_cancel():
            task.future.set_exception(error)

    def _end_running(self) -> None:
        for worker in [w for w in self._workers if w.task is not None]:
            self._replace(worker, CancelledError())

    def _crash(self, worker: _Worker) -> Exception:
        return crashed(worker.process.exitcode, self._limits.timeout_s)

    def _kill(self, worker: _Worker) -> None:
        if self._confinement is not None and hasattr(os, "killpg"):
            with contextlib.suppress(OSError):  # it has ended, or not yet begun
                os.killpg(worker.process.pid or 0, signal.SIGKILL)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
