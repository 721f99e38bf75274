"""The far side of a worker pool: does the tasks that arrive by a pipe.

Tasks on foreign files are done by forks: the worker itself only imports, once, what they need, and
each fork is shut in before it looks at its file. Where the system cannot fork (Windows) the worker
shuts itself in as far as that goes.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import pickle
import signal
import sys
import time
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Final, NoReturn

from core.errors import Known
from core.jail import shut_in
from core.jail.libc import die_with_parent
from core.workers.answers import unpacked
from core.workers.errors import crashed, failed, not_started, too_big, too_slow

if TYPE_CHECKING:
    from collections.abc import Callable

READY: Final = b"ready"
ANSWER_BYTES: Final = 256 * 1024 * 1024
"""The longest answer of a task on a foreign file; the largest page drawn has a third of it."""
_MANY: Final = 4096
"""Descriptors that a worker, which only imports, could have open at the very most."""

Call = tuple["Callable[..., Any]", tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Confinement:
    """How tasks on foreign files are shut in.

    ``prepare`` imports and loads what they need, before; ``readable`` are the files and folders
    that they may still read; ``tasks`` is how many one process does as long as the first argument,
    the document, stays the same. ``load`` imports what that document needs beyond (None: whatever
    any document may), given how many came before it. ``finish`` is given the document and the answer
    to a task on it, and makes of them what travels on; it runs outside of the fork, on an answer of
    which nothing but values was let through. ``niceness`` is by how much such work yields to others
    (POSIX only).
    """

    prepare: Callable[[], None]
    readable: tuple[str, ...] = ()
    tasks: int = 1
    load: Callable[[object, int], None] | None = None
    finish: Callable[[object, object], object] | None = None
    niceness: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one task: wall time, and the address space of its process (POSIX only)."""

    timeout_s: float
    memory_bytes: int


def serve(pipe: Connection, limits: Limits, confinement: Confinement | None) -> None:
    """The life of a worker: one task after another until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends us
    logging.disable(logging.CRITICAL)  # parsers warn of every oddity; people get findings instead
    _silence()
    if confinement is None:
        _limit_memory(limits.memory_bytes)
        _serve_openly(pipe, limits)
    elif hasattr(os, "fork"):
        os.setpgid(0, 0)  # so that the parent ends us together with the fork
        os.nice(confinement.niceness)
        confinement.prepare()
        gc.freeze()
        _Warden(pipe, limits, confinement).serve()
    else:
        confinement.prepare()
        if confinement.load is not None:
            confinement.load(None, 0)
        shut_in(confinement.readable, limits.memory_bytes, limits.timeout_s)
        _serve_openly(pipe, limits, confinement.finish)


def _serve_openly(
    pipe: Connection,
    limits: Limits,
    finish: Callable[[object, object], object] | None = None,
) -> None:
    pipe.send_bytes(READY)
    while True:
        try:
            packed = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        _limit_processor(limits.timeout_s)
        pipe.send_bytes(_answer(packed, finish))


@dataclass(slots=True)
class _Inmate:
    """A fork that does the tasks of one document."""

    number: int
    inbox: Connection
    outbox: Connection
    document: object
    tasks_left: int


@dataclass(slots=True)
class _Warden:
    """Forks a process for each document, passes tasks and answers on, ends what takes too long."""

    pipe: Connection
    limits: Limits
    confinement: Confinement
    inmate: _Inmate | None = field(default=None)
    documents: int = 0

    def serve(self) -> None:
        """Do one task after another until the pipe closes."""
        self.pipe.send_bytes(READY)
        while True:
            try:
                packed = self.pipe.recv_bytes()
            except (EOFError, OSError):
                self._end()
                return
            self.pipe.send_bytes(self._outcome(packed))
            if self.inmate is not None and not self.inmate.tasks_left:
                self._end()

    def _outcome(self, packed: bytes) -> bytes:
        inmate = self._asked(packed)
        if isinstance(inmate, bytes):
            return inmate
        ready = wait([inmate.outbox, self.pipe], self.limits.timeout_s)
        if not ready:
            self._end(patience_s=0.0)
            return pickle.dumps((False, too_slow(self.limits.timeout_s)))
        if inmate.outbox not in ready:  # the parent has gone
            self._end(patience_s=0.0)
            sys.exit()
        try:
            answer = inmate.outbox.recv_bytes(ANSWER_BYTES)
        except (EOFError, OSError):
            if inmate.outbox.closed:  # by itself, because the answer is longer than that
                self._end(patience_s=0.0)
                return pickle.dumps((False, too_big()))
            return pickle.dumps((False, crashed(self._end(), self.limits.timeout_s)))
        inmate.tasks_left -= 1
        return self._finished(inmate.document, answer)

    def _finished(self, document: object, answer: bytes) -> bytes:
        """What is made of a fork's answer; a fork that was taken over may have sent anything."""
        if self.confinement.finish is None:
            return answer
        try:
            is_answer, value = unpacked(answer)
            return _finished(self.confinement.finish, document, value) if is_answer else answer
        except Exception as error:
            return pickle.dumps((False, failed(error)))

    def _asked(self, packed: bytes) -> _Inmate | bytes:
        """The process that now does the task; or the answer, where none can."""
        try:
            call: Call = pickle.loads(packed)
        except Exception as error:
            return pickle.dumps((False, failed(error)))
        document = call[1][0] if call[1] else None
        inmate = self.inmate
        if inmate is not None and inmate.document == document:
            with contextlib.suppress(OSError):
                inmate.inbox.send_bytes(packed)
                return inmate
        self._end()
        try:
            self.inmate = inmate = self._fork(call, document)
        except OSError as error:
            return pickle.dumps((False, not_started(error)))
        return inmate

    def _fork(self, call: Call, document: object) -> _Inmate:
        if self.confinement.load is not None:
            self.confinement.load(document, self.documents)
            gc.freeze()
        self.documents += 1
        their_inbox, inbox = Pipe(duplex=False)
        outbox, their_outbox = Pipe(duplex=False)
        parent = os.getpid()
        try:
            number = os.fork()
            if number == 0:
                self._live(call, their_inbox, their_outbox, parent)
        except OSError:
            inbox.close()
            outbox.close()
            raise
        finally:
            their_inbox.close()
            their_outbox.close()
        # Only a document that is compared with the next, or given to ``finish``, is worth keeping.
        is_wanted = self.confinement.tasks > 1 or self.confinement.finish is not None
        kept = document if is_wanted else None
        return _Inmate(number, inbox, outbox, kept, self.confinement.tasks)

    def _live(self, call: Call, inbox: Connection, outbox: Connection, parent: int) -> NoReturn:
        """The life of a fork."""
        try:
            with contextlib.suppress(OSError):
                die_with_parent(signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(0)
            _close_all_but(inbox.fileno(), outbox.fileno())
            limits, tasks = self.limits, self.confinement.tasks
            shut_in(self.confinement.readable, limits.memory_bytes, limits.timeout_s * tasks)
            outbox.send_bytes(_done(call))
            while True:
                outbox.send_bytes(_answer(inbox.recv_bytes()))
        finally:
            os._exit(0)

    def _end(self, patience_s: float = 0.5) -> int:
        """End the fork, if there is one; the negative signal that ended it, or its exit status."""
        inmate, self.inmate = self.inmate, None
        if inmate is None:
            return 0
        inmate.inbox.close()
        inmate.outbox.close()
        status = _status(inmate.number, patience_s)
        if status is None:
            os.kill(inmate.number, signal.SIGKILL)
            _, raw = os.waitpid(inmate.number, 0)
            status = os.waitstatus_to_exitcode(raw)
        return status


def _status(number: int, patience_s: float) -> int | None:
    """How a fork ended; None if it has not by then. The system itself waits without a limit only."""
    deadline = time.monotonic() + patience_s
    while True:
        found, raw = os.waitpid(number, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(raw)
        if time.monotonic() > deadline:
            return None
        time.sleep(0.001)


def _answer(packed: bytes, finish: Callable[[object, object], object] | None = None) -> bytes:
    """The pickled outcome of a pickled call."""
    try:
        return _done(pickle.loads(packed), finish)
    except Exception as error:
        return pickle.dumps((False, failed(error)))


def _finished(
    finish: Callable[[object, object], object], document: object, answer: object
) -> bytes:
    return pickle.dumps((True, finish(document, answer)))


def _done(call: Call, finish: Callable[[object, object], object] | None = None) -> bytes:
    """The pickled outcome of a call. The border where whatever a parser raises becomes Known."""
    function, args, kwargs = call
    try:
        answer = function(*args, **kwargs)
        if finish is not None:
            return _finished(finish, args[0] if args else None, answer)
        return pickle.dumps((True, answer))
    except Known as error:
        return pickle.dumps((False, error))
    except MemoryError:
        return pickle.dumps((False, too_big()))
    except Exception as error:
        return pickle.dumps((False, failed(error)))


def _silence() -> None:
    """Keep what native libraries print away from the output of the command line."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(ValueError, OSError):  # a lower limit is in force already
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _limit_processor(timeout_s: float) -> None:
    """Allow this task its time; the limit of the system counts from the start of the process.

    It ends a worker that hangs even when the parent is gone.
    """
    if sys.platform != "win32":
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(usage.ru_utime + usage.ru_stime + timeout_s) + 2
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def _close_all_but(*kept: int) -> None:
    """Close what a fork inherits, but its pipes and the three that lead nowhere."""
    first = 3
    for descriptor in sorted(kept):
        os.closerange(first, descriptor)
        first = descriptor + 1
    os.closerange(first, _MANY)
