"""How the rules are applied to the reports of one store, and the whole store judged by them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.work.recheck import Rechecked, recheck
from core.work.soundness import is_judged_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor

    from core.progress import Progress
    from core.rules import CheckSettings
    from core.shelf import Shelf
    from core.store.store import Store


class Checks:
    """The settings of checks of one store, and the lines of the library that follow from them."""

    def __init__(self, store: Store, shelf: Shelf, settings: CheckSettings) -> None:
        self._store = store
        self._shelf = shelf
        self.settings = settings

    def apply(self, settings: CheckSettings) -> None:
        """Judge by other settings, and in the present language, from now on.

        The lines of the library follow only once every report is judged anew.
        """
        self.settings = settings
        self._shelf.judge_by(settings)

    def reports(self) -> Sequence[int]:
        """The reports in the order in which to judge them anew; makes good the index of prose.

        What is written to the library from here on is newer than what is judged.
        """
        self._store.enlisted.clear()
        if not self._store.read_only:
            self._store.repair_prose_index()
        return self._store.numbers_by_agency()

    def outdated(self) -> int:
        """How many lines of the library say what other rules or settings made of their reports.

        So it is after a new version until ``recheck``; it is no damage.
        """
        return sum(
            is_judged_otherwise(self._store, self._shelf, report)
            for report in self._store.numbers()
        )

    def recheck(
        self, executor: Executor, progress: Progress, settings: CheckSettings | None = None
    ) -> Iterator[Rechecked]:
        """Judge every report anew, those of one agency together; see ``Workspace.recheck``."""
        settings = self.settings if settings is None else settings
        is_listed = settings == self.settings and not self._store.read_only
        for found in recheck(self._store.path, self.reports(), settings, executor, progress):
            if is_listed:
                self.enlist(found)
            yield from found

    def enlist(self, found: Sequence[Rechecked]) -> None:
        """Put the lines of reports judged anew into the library, in one transaction.

        Where a person changed a report since ``reports`` was asked, its present state counts.
        """
        stale = [one for one in found if one.line is not None]
        if not stale or self._store.read_only:
            return
        with self._store.writing():
            newer = self._store.enlisted.intersection(one.report for one in stale)
            for one in stale:
                line = self._shelf.line(one.report) if one.report in newer else one.line
                assert line is not None
                self._store.project(line)
