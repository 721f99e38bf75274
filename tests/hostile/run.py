"""Reads hostile files as an import does, and measures what each costs."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from types import TracebackType
from typing import Final, Self

from core.cells import Extraction
from core.errors import Known
from core.reading import Reading, read_report
from core.reading_apart import reading_pool
from tests.hostile import archives, markup, offices, pdfs, texts
from tests.hostile.case import READ, Hostile, sample

ROOMS: Final = (archives, markup, offices, texts, pdfs)
_LOOK_S: Final = 0.02


@dataclass(frozen=True, slots=True)
class Outcome:
    """How reading a hostile file ended; ``wrong`` says what must not be, "" if nothing."""

    case: Hostile
    end: str
    seconds: float
    wrong: str


def cases(*, quick: bool = False) -> Iterator[Hostile]:
    """All hostile files, or those that are made and read quickly."""
    for room in ROOMS:
        yield from (case for case in room.cases() if case.quick or not quick)


def outcomes(chosen: Iterable[Hostile]) -> Iterator[Outcome]:
    """Read one after another with one pool, so that what one leaves behind meets the next."""
    pool = reading_pool(1)
    try:
        pool.submit(read_report, sample("beitan_township_2019.txt"), "first.txt").result()
        for case in chosen:
            yield _outcome(case, pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _outcome(case: Hostile, pool: Executor) -> Outcome:
    data = case.make()
    begin = perf_counter()
    try:
        reading = pool.submit(read_report, data, case.name).result()
    except Known as error:
        return Outcome(case, error.code, perf_counter() - begin, _fault(case, error))
    return Outcome(case, READ, perf_counter() - begin, _misread(case, reading))


def _fault(case: Hostile, error: Known) -> str:
    if error.code not in case.ends:
        return f"ends with {error.code}"
    is_told = any("\u4e00" <= character <= "\u9fff" for character in error.message)
    return "" if is_told and error.hint else f"is not told in Chinese: {error}"


def _misread(case: Hostile, reading: Reading) -> str:
    if READ not in case.ends:
        return "is read"
    if case.twin and _figures(reading.extraction) != _figures(_twin(case.twin)):
        return "is read with other figures"
    return ""


def _twin(name: str) -> Extraction:
    return read_report(sample(name), name).extraction


def _figures(extraction: Extraction) -> dict[str, object]:
    return {str(cell.address): cell.value for cell in extraction.cells}


class MemoryWatch:
    """The largest resident memory of any process below this one, in MB; Linux only."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.is_set():
            self.peak = max(self.peak, *(_resident(pid) for pid in processes_below("self")), 0.0)
            sleep(_LOOK_S)


def processes_below(pid: str) -> Iterator[str]:
    """The numbers of all processes that a process started, and those started; Linux only."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            children = (task / "children").read_text().split()
        except OSError:  # it has ended
            continue
        for child in children:
            yield child
            try:
                yield from processes_below(child)
            except OSError:
                continue


def _resident(pid: str) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    kilobytes = next((line.split()[1] for line in status.splitlines() if line[:6] == "VmHWM:"), "0")
    return int(kilobytes) / 1024
