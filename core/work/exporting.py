"""Exports straight from a store: worker processes judge the reports and make their parts of the file.

Reading the store needs no lock, so the workers each open it for themselves; the one who asked puts
the parts together. Reports come in the order given and are never in memory all at once.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import CancelledError
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from core.export import Choice, Occasion, Stopped, plan
from core.language import language, one_language
from core.progress import Watch
from core.shelf import Shelf
from core.store.store import Store
from core.workers.cycles import no_collection

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from core.export import Maker
    from core.language import Language
    from core.progress import Progress
    from core.review import Depth
    from core.rules import CheckSettings

_AT_ONCE: Final = 25
"""Reports a task judges: enough that opening the store does not count, few enough for progress."""
_AHEAD: Final = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants exported, from the store at ``store``, and where to."""

    store: Path
    reports: tuple[int, ...]
    target: Path
    settings: CheckSettings
    occasion: Occasion
    choice: Choice = field(default_factory=Choice)


def export_store(wish: Wish, executor: Executor, progress: Progress) -> int | None:
    """Write the reports; the answer is how many, or None when the person stopped it.

    A file that stood there before is replaced when the new one is complete and was read back, and
    stays untouched otherwise. Raises ExportError and StoreError.
    """
    decided = plan(wish.target, wish.choice.settled(len(wish.reports)), wish.occasion)
    task = _Task(
        wish.store, wish.settings, decided.make, decided.depth, decided.language or language()
    )
    parts = _parts(task, wish.reports, executor)
    try:
        return decided.write(parts, Watch(progress, len(wish.reports)))
    except (Stopped, CancelledError):
        return None
    finally:
        parts.close()


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker needs to know beside the reports."""

    store: Path
    settings: CheckSettings
    make: Maker
    depth: Depth
    language: Language


def _parts(task: _Task, reports: Sequence[int], executor: Executor) -> Generator[Any]:
    """The parts of all reports in their order; some tasks are made ahead of the one that is due."""
    chunks = deque(reports[start : start + _AT_ONCE] for start in range(0, len(reports), _AT_ONCE))
    coming: deque[Future[list[Any]]] = deque()
    try:
        while chunks or coming:
            while chunks and len(coming) < _AHEAD:
                coming.append(executor.submit(_make, task, tuple(chunks.popleft())))
            yield from coming.popleft().result()
    finally:
        for future in coming:
            future.cancel()


def _make(task: _Task, reports: tuple[int, ...]) -> list[Any]:
    """Run in a worker."""
    # Looking for cycles begins again only when nothing but the parts is left to look through.
    with no_collection():
        return _made(task, reports)


def _made(task: _Task, reports: tuple[int, ...]) -> list[Any]:
    with (
        one_language(task.language),
        closing(Store.open(task.store, create=False, read_only=True)) as store,
        store.snapshot(),
    ):
        shelf = Shelf(store, task.settings)
        reviews = [shelf.gathered(report, task.depth) for report in reports]
        # Several findings of one report quote its text in a row.
        text = lru_cache(maxsize=1)(store.text)
        return task.make(reviews, lambda review: text(review.report))
