"""Reads what others sent in a process of its own that is shut in, like any foreign file.

A package may be larger than fits through a pipe, so its process may open that one file.
"""

from __future__ import annotations

import importlib
from concurrent.futures import wait
from typing import TYPE_CHECKING, Final, TypeVar

from core.errors import UnreadableSource
from core.exchange import refusals
from core.exchange.package import Package, read_package
from core.progress import Stopped
from core.source_files import bytes_of, must_be_plain, name_of
from core.system_words import system_words

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from core.exchange.marked import MarkedBook
    from core.progress import Progress

T = TypeVar("T")

_LONGEST_S: Final = 300.0
"""Long enough for a million entries of a package; those of a year come in a second. A workbook of 300
reports takes half a minute, on a slow machine more than the minute that a single report is given.
"""
_GLANCE_S: Final = 0.1
"""How often somebody who waits is asked whether they still do."""
_PACKAGE_MEMORY: Final = 1536 * 1024 * 1024


def package_apart(path: Path, progress: Progress) -> Package:
    """The package, checked through and through. Raises Known that names the file, and Stopped."""
    from core.workers.pool import WorkerPool
    from core.workers.process import Confinement

    try:
        must_be_plain(path)
    except OSError as error:
        raise refusals.unreadable(path, system_words(error)) from error
    # Links are followed here, where that may be done.
    confinement = Confinement(_prepare_package, (str(path.resolve()),))
    pool = WorkerPool(
        1, timeout_s=_LONGEST_S, memory_bytes=_PACKAGE_MEMORY, confinement=confinement
    )
    try:
        return _answer(pool.submit(read_package, path.resolve()), path, progress)
    finally:
        pool.shutdown(wait=False, cancel_futures=progress.cancelled)


def workbook_apart(path: Path, progress: Progress) -> MarkedBook:
    """What was changed in a corrected workbook. Raises Known that names the file, and Stopped."""
    from core.exchange.marked import read_marked
    from core.reading_apart import reading_pool

    data = bytes_of(path)
    pool = reading_pool(1, timeout_s=_LONGEST_S)
    try:
        return _answer(pool.submit(read_marked, data, name_of(path)), path, progress)
    finally:
        pool.shutdown(wait=False, cancel_futures=progress.cancelled)


def _answer(future: Future[T], path: Path, progress: Progress) -> T:
    """The answer. The process does not know under which name the file is known to the person."""
    while not wait([future], _GLANCE_S).done:
        if progress.cancelled:
            raise Stopped
    try:
        return future.result()
    except UnreadableSource as error:
        raise refusals.broke_off(path, error) from error


def _prepare_package() -> None:
    """Load what reading a package needs; no file but the package can be opened afterwards."""
    from core.catalogue import load_catalogue

    load_catalogue()
    for name in ("encodings.cp437", "encodings.ascii"):  # of the names of members
        importlib.import_module(name)
