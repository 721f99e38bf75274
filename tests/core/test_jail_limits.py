"""Each limit on a process that reads or draws a foreign file, really reached."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from core import reading_apart
from core.errors import UnreadableSource
from core.readers.drawing import MAX_PIXELS, DrawnPage, draw_page
from core.workers.pool import WorkerPool
from tests.core.test_jail import eat, fork, open_socket, read_accounts, sleep, write_anywhere
from tests.hostile.pdfs import page

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits of the Linux kernel")
PATIENT_S = 45.0
"""Far more than a task needs that is not about time, on a machine however busy."""

SPIN = """
from core.jail import shut_in
shut_in((), 1 << 30, 0.0)
while True:
    pass
"""


def open_many(document: bytes) -> int:
    """How many files a process that is shut in can have open at once."""
    held: list[int] = []
    try:
        while len(held) < 1_000:
            held.append(os.dup(0))
    except OSError:
        pass
    finally:
        for descriptor in held:
            os.close(descriptor)
    return len(held)


@pytest.fixture(params=["read", "draw"])
def pool_for(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[float], WorkerPool]]:
    """Makes a pool of either kind whose tasks may take so many seconds."""
    made: list[WorkerPool] = []

    def make(seconds: float) -> WorkerPool:
        monkeypatch.setattr(reading_apart, "DRAWING_S", seconds)
        is_reading = request.param == "read"
        made.append(
            reading_apart.reading_pool(1, timeout_s=seconds)
            if is_reading
            else reading_apart.drawing_pool()
        )
        return made[-1]

    yield make
    for pool in made:
        pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize(
    ("task", "seconds", "code"),
    [(sleep, 1.0, "reader.timeout"), (eat, PATIENT_S, "reader.memory")],
    ids=["time", "memory"],
)
def test_that_time_and_memory_end_with_a_message_and_the_next_is_served(
    pool_for: Callable[[float], WorkerPool],
    task: Callable[[bytes], object],
    seconds: float,
    code: str,
) -> None:
    pool = pool_for(seconds)
    error = pool.submit(task, b"document").exception(60)

    assert isinstance(error, UnreadableSource)
    assert error.code == code
    assert error.hint
    assert pool.submit(len, b"next").result(60) == 4


@ON_LINUX
def test_that_network_files_and_processes_are_out_of_reach(
    pool_for: Callable[[float], WorkerPool],
) -> None:
    pool = pool_for(PATIENT_S)
    tried = [open_socket, read_accounts, write_anywhere, fork]

    assert [pool.submit(attempt).result(60) for attempt in tried] == ["PermissionError"] * 4


@ON_LINUX
def test_that_only_so_many_files_can_be_open_at_once(
    pool_for: Callable[[float], WorkerPool],
) -> None:
    assert 0 < pool_for(PATIENT_S).submit(open_many, b"document").result(60) < 64


@ON_LINUX
def test_that_a_process_that_spins_is_ended_by_the_system_though_nobody_watches() -> None:
    ended = subprocess.run([sys.executable, "-c", SPIN], timeout=120, check=False)

    assert -ended.returncode in (signal.SIGXCPU, signal.SIGKILL)


@pytest.mark.parametrize("side", [14_400, 1_000_000])
def test_that_the_largest_page_is_drawn_within_so_many_pixels(side: int) -> None:
    data = page(box=b"0 0 %d %d" % (side, side))
    drawing = reading_apart.drawing_pool()
    try:
        drawn: DrawnPage = drawing.submit(draw_page, data, 1, 4.0).result(60)
    finally:
        drawing.shutdown(cancel_futures=True)

    assert 0 < drawn.width * drawn.height <= MAX_PIXELS * 1.001
    assert drawn.scale < 4.0
