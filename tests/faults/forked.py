"""Work in a process of its own that says what it has done, and may be killed at any moment.

The processes are forked from this one, which must have no store open and no second thread.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable

Say = Callable[[object], None]
"""Tells the parent that something is done: what is told must never be lost."""
Work = Callable[[Say], None]


class Broken(AssertionError):
    """The work itself failed, so the trial says nothing about faults."""


def run(work: Work, kill_after: float | None = None, lines: int = 0) -> list[str]:
    """What the work said until it ended, or until it was killed so many seconds after it had said
    so many lines: counted, because a busy machine is slow.
    """
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(inlet)
        _work(work, outlet)
    os.close(outlet)
    with os.fdopen(inlet, "rb") as pipe:
        heard = b"".join(itertools.islice(pipe, lines))
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        said = (heard + pipe.read()).decode()
    _pid, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise Broken(said)
    # A line that the kill cut in two was not told.
    return said.split("\n")[:-1]


def _work(work: Work, outlet: int) -> None:
    """Never returns: the forked process must not go on as its parent would."""

    def say(what: object) -> None:
        os.write(outlet, f"{what}\n".encode())

    # Processes of its own that a kill leaves behind complain of it; only what it says counts.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    try:
        work(say)
    except BaseException:
        os.write(outlet, traceback.format_exc().encode())
        os._exit(3)
    os._exit(0)
