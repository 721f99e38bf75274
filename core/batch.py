"""Many files over any executor: one bad file never stops the rest."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from core.errors import Known, UnreadableSource
from core.language import say
from core.source_files import bytes_of, name_of, shared_names, shown, titled
from core.store.readings import Packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from core.progress import Progress
    from core.readers.unpacking import Portion
    from core.reading import Reading

SUFFIXES: Final = frozenset(
    {".pdf", ".docx", ".docm", ".html", ".htm", ".mht", ".mhtml", ".xlsx", ".xlsm", ".txt", ".md"}
    | {".xhtml", ".shtml", ".eml", ".csv", ".tsv", ".markdown"}
    | {".doc", ".wps", ".ofd", ".rtf", ".xls", ".et", ".odt", ".ods"}
    | {".zip", ".tar", ".gz", ".tgz", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"}
)
"""What is taken out of a folder; a file that is named itself is always taken."""

_AHEAD: Final = 8


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: a reading, or the error that says why there is none.

    ``name`` is that of the file, or of the archive at ``path`` and the file in it; ``data`` is None
    where the file could not even be opened. A pool that packs readings (see ``reading_pool``) gives
    ``packed`` in place of ``reading``.
    """

    path: Path
    name: str
    data: bytes | None
    reading: Reading | None
    error: Known | None
    packed: Packed | None = None


def find_sources(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files among the paths and in the folders among them, each once, in the order given.

    Folders are searched with all they hold, in the order of names; hidden files and the lock files
    of office programs are passed over. A folder that cannot be looked into stands for itself, so
    that whoever reads the files is told.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_in_folder(path)))
        else:
            found[path] = None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    name: str
    data: bytes
    is_member: bool
    future: Future[Reading | Packed]


def read_files(
    paths: Sequence[Path], executor: Executor, progress: Progress, *, opens_archives: bool = False
) -> Iterator[FileOutcome]:
    """Read the files in the order given, some ahead of the one that is yielded.

    With ``opens_archives`` an archive of several files is no error: each file in it has its own
    outcome, after those that were being read already. Ends early, without the rest, once
    ``progress`` is cancelled.
    """
    coming: deque[FileOutcome | _Task] = deque()
    remaining: Iterator[FileOutcome | _Task] = (_started(path, executor) for path in paths)
    total, done, shared = len(paths), 0, shared_names(paths)
    while not progress.cancelled:
        while len(coming) < _AHEAD and (task := next(remaining, None)) is not None:
            coming.append(task)
        if not coming:
            return
        entry = coming.popleft()
        outcome = entry if isinstance(entry, FileOutcome) else _awaited(entry)
        if outcome is None:
            continue
        if opens_archives and isinstance(entry, _Task) and _is_archive(entry, outcome):
            count, members = _members(entry, executor)
            total += count - 1
            remaining = chain(members, remaining)
            continue
        done += 1
        progress.step(done, total, titled(outcome.path, outcome.name, shared))
        yield outcome
    for entry in coming:
        if isinstance(entry, _Task):
            entry.future.cancel()


def _in_folder(folder: Path) -> Iterator[Path]:
    closed: list[str] = []
    for root, folders, names in os.walk(
        folder, onerror=lambda error: closed.append(error.filename)
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = folder.__class__(root) / name
            if path.suffix.lower() in SUFFIXES and not name.startswith((".", "~$")):
                yield path
    yield from map(folder.__class__, closed)


def _started(path: Path, executor: Executor) -> FileOutcome | _Task:
    name = name_of(path)
    try:
        data = bytes_of(path)
    except UnreadableSource as error:
        return FileOutcome(path, name, None, None, error)
    return _Task(path, name, data, False, executor.submit(_read, data, name))


def _awaited(task: _Task) -> FileOutcome | None:
    """The outcome of a reading; None when it was cancelled."""
    try:
        result = task.future.result()
    except CancelledError:
        return None
    except Known as error:
        return FileOutcome(task.path, task.name, task.data, None, _named(error, task.name))
    if isinstance(result, Packed):
        return FileOutcome(task.path, task.name, task.data, None, None, result)
    return FileOutcome(task.path, task.name, task.data, result, None)


def _is_archive(task: _Task, outcome: FileOutcome) -> bool:
    """Whether the file is an archive to be opened; one within another is not, lest it never ends."""
    error = outcome.error
    return error is not None and error.code == "archive.several" and not task.is_member


def _members(task: _Task, executor: Executor) -> tuple[int, Iterator[FileOutcome | _Task]]:
    """How many outcomes an archive has, and its files as they are wanted."""
    first = _portion(task, 0, executor)
    if first is None:
        return 0, iter(())
    if isinstance(first, FileOutcome):
        return 1, iter((first,))
    return first.total, _in_archive(task, first, executor)


def _in_archive(task: _Task, part: Portion, executor: Executor) -> Iterator[FileOutcome | _Task]:
    while True:
        for member in part.members:
            name = f"{task.name} › {shown(member.name)}"
            future = executor.submit(_read, member.data, name)
            yield _Task(task.path, name, member.data, True, future)
        if not part.following:
            return
        further = _portion(task, part.following, executor)
        if isinstance(further, FileOutcome):
            yield further
        if further is None or isinstance(further, FileOutcome):
            return
        part = further


def _portion(task: _Task, start: int, executor: Executor) -> Portion | FileOutcome | None:
    """Some files of the archive; the outcome of it where it cannot be unpacked; None once cancelled."""
    try:
        return executor.submit(_unpack, task.data, task.name, start).result()
    except CancelledError:
        return None
    except Known as error:
        return FileOutcome(task.path, task.name, None, None, _named(error, task.name))


def _named(error: Known, name: str) -> Known:
    """The error with the file's name, where a worker failed that does not know it."""
    if not error.code.startswith("reader.") or name in error.message:
        return error
    return UnreadableSource(
        error.code, say(f"“{name}”：{error.message}", f"“{name}”: {error.message}"), error.hint
    )


def _unpack(data: bytes, name: str, start: int) -> Portion:
    """Run in the worker: archives are as foreign as what is in them."""
    from core.readers.unpacking import portion

    return portion(data, name, start)


def _read(data: bytes, name: str) -> Reading | Packed:
    """Run in the worker, so that the parsers are loaded there only; a pool may pack its answer."""
    from core.reading import read_report

    return read_report(data, name)
