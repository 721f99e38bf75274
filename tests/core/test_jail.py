from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from core.errors import UnreadableSource
from core.jail import seccomp
from core.jail.trial import Escapes, described, try_to_escape
from core.reading import Reading, read_report
from core.reading_apart import MEMORY, drawing_pool, reading_pool
from core.workers.answers import unpacked
from core.workers.pool import WorkerPool
from core.workers.process import Confinement
from tests.hostile.run import processes_below

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="guards of the Linux kernel")
SAMPLES = sorted(
    (path for path in Path(str(files("resources.samples"))).iterdir() if "_20" in path.name),
    key=lambda path: path.name,
)


def prepare() -> None:
    """This module, which its tasks are in, is imported by naming this function."""


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool(1, timeout_s=4, memory_bytes=MEMORY, confinement=Confinement(prepare))
    yield pool
    pool.shutdown(cancel_futures=True)


@pytest.fixture(scope="module")
def patient_pool() -> Iterator[WorkerPool]:
    """Stops what grows or dies, however slow the machine is."""
    pool = WorkerPool(1, timeout_s=60, memory_bytes=MEMORY, confinement=Confinement(prepare))
    yield pool
    pool.shutdown(cancel_futures=True)


@pytest.fixture(scope="module")
def reading() -> Iterator[WorkerPool]:
    pool = reading_pool(1)
    yield pool
    pool.shutdown(cancel_futures=True)


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait while other programs keep the machine busy, but not for ever."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def has_child(process: str) -> bool:
    try:
        return any(processes_below(process))
    except OSError:  # it has ended
        return False


def refused(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as error:
        return type(error).__name__
    except Exception as error:
        return f"other: {error!r}"
    return "done"


def open_socket() -> str:
    return refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))


def open_local_socket() -> str:
    return refused(socket.socketpair)


def read_accounts() -> str:
    return refused(lambda: Path("/etc/passwd").read_bytes())


def list_home() -> str:
    return refused(lambda: os.listdir(Path.home()))


def write_anywhere() -> str:
    return refused(lambda: Path("/tmp/gouji-was-here").write_bytes(b"x"))


def run_program() -> str:
    return refused(lambda: subprocess.run(["/bin/true"], check=True))


def fork() -> str:
    return refused(os.fork)


def end_parent() -> str:
    return refused(lambda: os.kill(os.getppid(), 9))


def raise_limits() -> str:
    import resource

    def attempt() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))

    try:
        attempt()
    except (ValueError, OSError):
        return "PermissionError"
    return "done"


def look_elsewhere() -> str:
    return refused(lambda: os.chroot("/"))


def start_thread() -> str:
    def attempt() -> None:
        threading.Thread(target=print).start()

    try:
        attempt()
    except RuntimeError:
        return "PermissionError"
    return "done"


def inherited_files() -> list[str]:
    # What the parent's end holds open is seen from outside; within, /proc is out of reach.
    return [str(number) for number in range(3, 200) if _is_open(number)]


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def own_id(document: bytes) -> int:
    return os.getpid()


def remember(document: bytes) -> int:
    _seen.append(document)
    return len(_seen)


_seen: list[bytes] = []


def hang(document: bytes) -> None:
    while True:
        pass


def sleep(document: bytes) -> None:
    time.sleep(60)


def eat(document: bytes) -> int:
    return len(bytearray(3_000_000_000))


def eat_in_bits(document: bytes) -> int:
    eaten = [bytearray(100_000_000) for _ in range(1_000)]
    return len(eaten)


def crash(document: bytes) -> None:
    os.abort()


def answer_with_code(document: bytes) -> object:
    return Evil()


class Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return subprocess.getoutput, ("touch /tmp/gouji-was-here",)


def imported_meanwhile(data: bytes, name: str) -> list[str]:
    before = set(sys.modules)
    read_report(data, name)
    return sorted(set(sys.modules) - before)


@ON_LINUX
@pytest.mark.parametrize(
    "attempt",
    [
        open_socket,
        open_local_socket,
        read_accounts,
        list_home,
        write_anywhere,
        run_program,
        fork,
        end_parent,
        raise_limits,
        look_elsewhere,
        start_thread,
    ],
)
def test_that_there_is_no_way_out_of_a_reading_process(
    pool: WorkerPool, attempt: Callable[[], str]
) -> None:
    assert pool.submit(attempt).result(30) == "PermissionError"


@ON_LINUX
def test_that_a_reading_process_inherits_two_pipes_and_nothing_else(pool: WorkerPool) -> None:
    assert len(pool.submit(inherited_files).result(30)) == 2


def test_that_each_document_has_a_process_of_its_own(pool: WorkerPool) -> None:
    one, other = (pool.submit(own_id, b"same").result(30) for _ in range(2))

    assert one != other
    assert [pool.submit(remember, b"x").result(30) for _ in range(3)] == [1, 1, 1]


def test_that_pages_of_one_document_are_drawn_by_one_process() -> None:
    pool = WorkerPool(1, confinement=Confinement(prepare, tasks=3))
    try:
        first = [pool.submit(own_id, b"first").result(30) for _ in range(3)]
        renewed = pool.submit(own_id, b"first").result(30)
        second = pool.submit(own_id, b"second").result(30)
    finally:
        pool.shutdown(cancel_futures=True)

    assert len(set(first)) == 1
    assert len({first[0], renewed, second}) == 3


def test_that_whatever_a_document_does_the_next_one_is_read(
    pool: WorkerPool, patient_pool: WorkerPool
) -> None:
    harmful = (
        (pool, hang, "reader.timeout"),
        (pool, sleep, "reader.timeout"),
        (patient_pool, eat, "reader.memory"),
        (patient_pool, eat_in_bits, "reader.memory"),
        (patient_pool, crash, "reader.crashed"),
        (patient_pool, answer_with_code, "reader.failed"),
    )
    for workers, task, code in harmful:
        error = workers.submit(task, b"document").exception(90)
        assert isinstance(error, UnreadableSource)
        assert error.code == code
        assert isinstance(workers.submit(own_id, b"next").result(30), int)
    assert not Path("/tmp/gouji-was-here").exists()


@ON_LINUX
def test_that_cancelling_ends_the_fork_too(pool: WorkerPool) -> None:
    number = pool.submit(own_id, b"a").result(30)
    future = pool.submit(sleep, b"b")
    wait_for(lambda: future.running() and any(map(has_child, processes_below("self"))))
    processes = list(processes_below("self"))
    pool.cancel_all()

    assert future.exception(5) is not None
    assert pool.submit(own_id, b"c").result(30) != number
    # Of the worker and its fork; the resource tracker of multiprocessing stays.
    wait_for(
        lambda: (
            sum(Path(f"/proc/{process}").exists() for process in processes) <= len(processes) - 2
        )
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_that_a_report_is_read_within_as_it_is_outside(reading: WorkerPool, path: Path) -> None:
    data = path.read_bytes()
    inside: Reading = reading.submit(read_report, data, path.name).result(60)
    outside = read_report(data, path.name)

    assert inside.document == outside.document
    assert inside.extraction.cells == outside.extraction.cells


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_that_nothing_is_imported_once_the_process_is_shut_in(
    reading: WorkerPool, path: Path
) -> None:
    future = reading.submit(imported_meanwhile, path.read_bytes(), path.name)

    assert future.result(60) == []


def test_that_a_page_is_drawn_with_the_fonts_of_the_system() -> None:
    from core.readers.drawing import draw_page

    source = next(path for path in SAMPLES if path.suffix == ".pdf").read_bytes()
    pool = drawing_pool()
    try:
        inside = pool.submit(draw_page, source, 1, 1.0).result(30)
        again = pool.submit(draw_page, source, 2, 1.0).result(30)
    finally:
        pool.shutdown(cancel_futures=True)

    assert inside == draw_page(source, 1, 1.0)
    assert again.page == 2


@ON_LINUX
def test_that_the_trial_finds_every_way_closed(reading: WorkerPool) -> None:
    escapes = reading.submit(try_to_escape).result(30)

    assert escapes == Escapes(
        network=False, reading=False, writing=False, programs=False, memory_bytes=MEMORY
    )
    assert all(line.startswith("✓") for line in described(escapes))


def test_that_what_the_system_cannot_do_is_said() -> None:
    lines = described(Escapes(True, True, True, True, 0))

    assert len(lines) == 5
    assert all(line.startswith("✗") for line in lines)


@pytest.mark.parametrize(
    "hostile",
    [
        b"cos\nsystem\n(S'true'\ntR.",
        b"cbuiltins\neval\n(S'1'\ntR.",
        b"ccore.cli.commands\nos\n.",
        b"ccore.workers.process\npickle\n.",
        b"ccore.cli.commands\nversion\n(tR.",
        b"ccore.workers.pool\nWorkerPool\n(I1\ntR.",
        b"\x80\x04not a pickle",
        b"",
    ],
)
def test_that_answers_hold_values_only(hostile: bytes) -> None:
    with pytest.raises((pickle.UnpicklingError, EOFError)):
        unpacked(hostile)


@pytest.mark.parametrize("code", [0xC000003E, 0xC00000B7], ids=["x86-64", "aarch64"])
def test_that_the_filter_lets_calls_through_by_their_number(code: int) -> None:
    read, openat, socket_, execve, kill, clone, limit = {
        0xC000003E: (0, 257, 41, 59, 62, 56, 302),
        0xC00000B7: (63, 56, 198, 221, 129, 220, 261),
    }[code]
    allow, denied, eperm = 0x7FFF0000, 0x00050000 | 13, 0x00050000 | 1
    lines = seccomp.program(code, 77)

    assert verdict(lines, code, read) == allow
    assert verdict(lines, code, openat, 0, 0, os.O_RDONLY) == allow
    assert verdict(lines, code, openat, 0, 0, os.O_WRONLY) == denied
    assert verdict(lines, code, openat, 0, 0, os.O_RDONLY | os.O_CREAT) == denied
    assert {verdict(lines, code, call) for call in (socket_, execve, kill, clone)} == {eperm}
    assert verdict(lines, code, limit, 0, 7, 0) == allow
    assert verdict(lines, code, limit, 0, 7, 0x7F0000000000) == eperm
    assert verdict(lines, code, 425) == eperm  # io_uring_setup
    assert verdict(lines, 0x40000003, read) == 0x80000000  # 32-bit calls
    if code == 0xC000003E:
        assert verdict(lines, code, 0x40000000) != allow


def verdict(lines: list[tuple[int, int, int, int]], code: int, number: int, *given: int) -> int:
    """What a kernel would decide: the machine of seccomp's filters, as its manual describes it."""
    words = {0: number, 4: code}
    for place, value in enumerate((*given, *(0 for _ in range(6 - len(given))))):
        words[16 + 8 * place] = value & 0xFFFFFFFF
        words[20 + 8 * place] = value >> 32
    at, held = 0, 0
    while True:
        kind, if_so, if_not, constant = lines[at]
        at += 1
        match kind:
            case 0x20:
                held = words[constant]
            case 0x06:
                return constant
            case 0x15:
                at += if_so if held == constant else if_not
            case 0x35:
                at += if_so if held >= constant else if_not
            case 0x45:
                at += if_so if held & constant else if_not
            case _:
                raise AssertionError(kind)
