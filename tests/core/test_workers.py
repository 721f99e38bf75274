from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING

import pytest

from core.errors import NotAReport, UnreadableSource
from core.workers.pool import WorkerPool
from core.workers.process import ANSWER_BYTES, Confinement

if TYPE_CHECKING:
    from collections.abc import Iterator


def double(number: int) -> int:
    return number * 2


def own_id() -> int:
    return os.getpid()


def die() -> None:
    os.abort()


def hang() -> None:
    while True:
        time.sleep(0.01)


def eat() -> int:
    return len(bytearray(3_000_000_000))


def fail() -> None:
    raise ValueError("of the parser")


def refuse() -> None:
    raise NotAReport("report.none", "no table", "choose another")


def shout() -> str:
    os.write(1, b"noise of a native library")
    return "quiet"


def has_qt() -> bool:
    import sys

    return any(name.startswith("PySide6") for name in sys.modules)


def starve() -> None:
    """No further file can be opened by this process, and so no pipe."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest_free = os.dup(0)
    os.close(lowest_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free, hard))


def prepare() -> None:
    """This module, which its tasks are in, is imported by naming this function."""


def ask_without_files() -> None:
    """Print how a pool ends that can start no process, and one that can do so later."""
    pool = WorkerPool(1, timeout_s=30, memory_bytes=1 << 30)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    first = pool.submit(double, 1)
    assert first.result(60) == 2
    pool.cancel_all()
    hung = pool.submit(die)
    assert hung.exception(60) is not None
    starve()
    sys.stdout.write(f"{pool.submit(double, 2).exception(60)}\n")
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    sys.stdout.write(f"{pool.submit(double, 3).result(60)}\n")
    pool.shutdown()


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool(1, timeout_s=3, memory_bytes=1 << 30)
    yield pool
    pool.cancel_all()
    pool.shutdown()


def test_that_calls_are_answered_in_another_process(pool: WorkerPool) -> None:
    answers = [pool.submit(double, number) for number in (1, 2, 3)]

    assert [answer.result(20) for answer in answers] == [2, 4, 6]
    assert pool.submit(own_id).result(20) != os.getpid()


def test_that_only_the_bad_tasks_fail_when_workers_hang_crash_or_swell(pool: WorkerPool) -> None:
    futures = [pool.submit(double, 21), *(pool.submit(task) for task in (die, hang, eat, fail))]
    last = pool.submit(double, 4)

    codes = [future.exception(60) for future in futures[1:]]
    assert futures[0].result(20) == 42
    assert last.result(60) == 8
    assert all(isinstance(error, UnreadableSource) for error in codes)
    assert [error.code for error in codes if isinstance(error, UnreadableSource)] == [
        "reader.crashed",
        "reader.timeout",
        "reader.memory",
        "reader.failed",
    ]


def test_that_a_known_error_arrives_as_it_was_raised(pool: WorkerPool) -> None:
    error = pool.submit(refuse).exception(20)

    assert isinstance(error, NotAReport)
    assert (error.code, error.message, error.hint) == ("report.none", "no table", "choose another")


def test_that_cancelling_ends_what_runs_and_what_waits(pool: WorkerPool) -> None:
    running = pool.submit(hang)
    waiting = pool.submit(double, 1)
    while not running.running():
        time.sleep(0.01)

    started = time.monotonic()
    pool.cancel_all()

    with pytest.raises(CancelledError):
        running.result(5)
    assert waiting.cancelled()
    assert time.monotonic() - started < 1
    assert pool.submit(double, 5).result(20) == 10


def test_that_a_task_that_cannot_be_pickled_is_refused_at_once(pool: WorkerPool) -> None:
    with pytest.raises((AttributeError, TypeError)):
        pool.submit(lambda: 1)


def test_that_workers_know_no_qt_and_print_nothing(
    pool: WorkerPool, capfd: pytest.CaptureFixture[str]
) -> None:
    assert pool.submit(shout).result(20) == "quiet"
    assert pool.submit(has_qt).result(20) is False
    assert capfd.readouterr() == ("", "")


def test_that_large_arguments_and_answers_pass(pool: WorkerPool) -> None:
    data = bytes(range(256)) * 40_000

    assert pool.submit(bytes.upper, data).result(20) == data.upper()


def test_that_a_pool_that_is_shut_down_refuses_tasks(pool: WorkerPool) -> None:
    future = pool.submit(double, 3)
    pool.shutdown()

    assert future.result(0) == 6
    with pytest.raises(RuntimeError):
        pool.submit(double, 3)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of the kernel")
def test_that_a_system_without_room_for_a_process_is_told_and_asked_again_later() -> None:
    code = "from tests.core import test_workers\ntest_workers.ask_without_files()"
    environment = os.environ | {"GOUJI_LANG": "zh"}
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        timeout=200,
        check=False,
    )
    refused, answered = run.stdout.splitlines()

    assert refused.startswith("无法启动工作进程：打开的文件过多。")
    assert answered == "6"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of the kernel")
def test_that_a_fork_that_is_refused_is_told_and_loses_nobody() -> None:
    pool = WorkerPool(1, confinement=Confinement(starve))
    try:
        for _ in range(2):
            error = pool.submit(double, 2).exception(60)
            assert isinstance(error, UnreadableSource)
            assert error.code == "reader.start"
    finally:
        pool.shutdown()


def boast(document: bytes) -> bytes:
    return bytes(ANSWER_BYTES)


def test_that_an_answer_without_measure_is_refused_and_the_next_one_is_taken() -> None:
    pool = WorkerPool(1, confinement=Confinement(prepare))
    try:
        error = pool.submit(boast, b"document").exception(60)
        assert isinstance(error, UnreadableSource)
        assert error.code == "reader.memory"
        assert pool.submit(double, 4).result(60) == 8
    finally:
        pool.shutdown()
