"""All reports of a store judged anew by worker processes; the list of the library follows.

Reading the store needs no lock, so the workers each open it for themselves; what they find is
written by the one who holds it.
"""

from __future__ import annotations

from collections import deque
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.findings import Finding, Status
from core.shelf import Shelf
from core.store.store import Store
from core.workers.cycles import no_collection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from core.progress import Progress
    from core.rules import CheckSettings
    from core.store.projection import Projection

_AT_ONCE: Final = 50
"""Reports a task judges: enough that opening the store does not count, few enough for progress."""
_AHEAD: Final = 8


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A report as judged anew, and what does not hold; ``line`` is None where the stored one is right."""

    report: int
    name: str
    agency: str
    year: int | None
    problems: tuple[Finding, ...]
    line: Projection | None


def recheck(
    path: Path,
    reports: Sequence[int],
    settings: CheckSettings,
    executor: Executor,
    progress: Progress,
) -> Iterator[list[Rechecked]]:
    """Judge the reports in the order given, some at a time; ends early once it is cancelled."""
    chunks = deque(reports[start : start + _AT_ONCE] for start in range(0, len(reports), _AT_ONCE))
    coming: deque[Future[list[Rechecked]]] = deque()
    done = 0
    while chunks or coming:
        while chunks and len(coming) < _AHEAD:
            coming.append(executor.submit(_judge, path, tuple(chunks.popleft()), settings))
        found = coming.popleft().result()
        yield found
        done += len(found)
        progress.step(done, len(reports), found[-1].name)
        if progress.cancelled:
            for future in coming:
                future.cancel()
            return


def _judge(path: Path, reports: tuple[int, ...], settings: CheckSettings) -> list[Rechecked]:
    """Run in a worker."""
    with closing(Store.open(path, create=False, read_only=True)) as store, no_collection():
        shelf = Shelf(store, settings)
        return [_one(store, shelf, report) for report in reports]


def _one(store: Store, shelf: Shelf, report: int) -> Rechecked:
    line, findings = shelf.judged(report)
    # What the workers find travels between processes: the 200 cells of a line only where needed.
    return Rechecked(
        report=report,
        name=line.name,
        agency=line.agency,
        year=line.year,
        problems=tuple(f for f in findings if f.status is not Status.PASS),
        line=None if _is_right(store.projection(report), line) else line,
    )


def _is_right(stored: Projection | None, line: Projection) -> bool:
    """Whether the stored line says the same, on the same grounds."""
    return stored is not None and stored == line and stored.basis == line.basis
