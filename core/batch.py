"""Many files over any executor: one bad file never stops the rest."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.errors import Known, UnreadableSource
from core.language import say
from core.source_files import bytes_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from core.progress import Progress
    from core.reading import Reading

SUFFIXES: Final = frozenset(
    {".pdf", ".docx", ".docm", ".html", ".htm", ".mht", ".mhtml", ".xlsx", ".xlsm", ".txt", ".md"}
    | {".doc", ".wps", ".ofd", ".rtf", ".xls"}
    | {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"}
)
"""What is taken out of a folder; a file that is named itself is always taken."""

_AHEAD: Final = 8


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: a reading, or the error that says why there is none.

    ``data`` is None where the file could not even be opened.
    """

    path: Path
    data: bytes | None
    reading: Reading | None
    error: Known | None


def find_sources(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files among the paths and in the folders among them, each once, in the order given.

    Folders are searched with all they hold, in the order of names; hidden files and the lock files
    of office programs are passed over.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_in_folder(path)))
        else:
            found[path] = None
    return tuple(found)


def read_files(
    paths: Sequence[Path], executor: Executor, progress: Progress
) -> Iterator[FileOutcome]:
    """Read the files in the order given, some ahead of the one that is yielded.

    Ends early, without the rest, once ``progress`` is cancelled.
    """
    coming: deque[FileOutcome | tuple[Path, bytes, Future[Reading]]] = deque()
    remaining = iter(paths)
    done = 0
    while not progress.cancelled:
        while len(coming) < _AHEAD and (path := next(remaining, None)) is not None:
            coming.append(_started(path, executor))
        if not coming:
            return
        entry = coming.popleft()
        outcome = entry if isinstance(entry, FileOutcome) else _awaited(*entry)
        if outcome is None:
            continue
        done += 1
        progress.step(done, len(paths), name_of(outcome.path))
        yield outcome
    for entry in coming:
        if not isinstance(entry, FileOutcome):
            entry[2].cancel()


def _in_folder(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = folder.__class__(root) / name
            if path.suffix.lower() in SUFFIXES and not name.startswith((".", "~$")):
                yield path


def _started(path: Path, executor: Executor) -> FileOutcome | tuple[Path, bytes, Future[Reading]]:
    try:
        data = bytes_of(path)
    except UnreadableSource as error:
        return FileOutcome(path, None, None, error)
    return path, data, executor.submit(_read, data, name_of(path))


def _awaited(path: Path, data: bytes, future: Future[Reading]) -> FileOutcome | None:
    """The outcome of a reading; None when it was cancelled."""
    try:
        return FileOutcome(path, data, future.result(), None)
    except CancelledError:
        return None
    except Known as error:
        return FileOutcome(path, data, None, _named(error, name_of(path)))


def _named(error: Known, name: str) -> Known:
    """The error with the file's name, where a worker failed that does not know it."""
    if not error.code.startswith("reader.") or name in error.message:
        return error
    return UnreadableSource(
        error.code, say(f"“{name}”：{error.message}", f"“{name}”: {error.message}"), error.hint
    )


def _read(data: bytes, name: str) -> Reading:
    """Run in the worker, so that the parsers are loaded there only."""
    from core.reading import read_report

    return read_report(data, name)
