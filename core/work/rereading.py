"""The sources of a store read anew by the present version; corrections are merged, never dropped."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.errors import Known
from core.extraction import READER
from core.reading import read_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor, Future

    from core.merging import Merge
    from core.progress import Progress
    from core.reading import Reading
    from core.work.workspace import Workspace

_AHEAD: Final = 8


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one report: how its corrections fared, or why it could not be read."""

    report: int
    name: str
    merge: Merge | None
    error: Known | None = None


def read_all_anew(
    workspace: Workspace, executor: Executor, progress: Progress, *, only_older: bool = True
) -> Iterator[Reread]:
    """Read every source again, or only those that another version read last.

    Ends early, without the rest, once ``progress`` is cancelled.
    """
    reports = [
        line.number
        for line in workspace.reports()
        if not only_older or workspace.reader(line.number) != READER
    ]
    waiting = deque(reports)
    coming: deque[tuple[int, str, bytes, Future[Reading]]] = deque()
    done = 0
    while (waiting or coming) and not progress.cancelled:
        while waiting and len(coming) < _AHEAD:
            coming.append(_started(workspace, waiting.popleft(), executor))
        report, name, source, future = coming.popleft()
        done += 1
        progress.step(done, len(reports), name)
        try:
            yield Reread(report, name, workspace.read_anew(report, source, future.result()))
        except Known as error:
            yield Reread(report, name, None, error)
    for _, _, _, future in coming:
        future.cancel()


def _started(
    workspace: Workspace, report: int, executor: Executor
) -> tuple[int, str, bytes, Future[Reading]]:
    source, name = workspace.source(report), workspace.document(report).name
    return report, name, source, executor.submit(read_report, source, name)
