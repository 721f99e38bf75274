"""Work on the library as a whole: finding reports, counting them, and how far their reviews are."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from core.agency_links import agency_key
from core.errors import StoreError
from core.history_query import History
from core.language import say
from core.library import ReportLine, RuleTotal, line_of
from core.spoken import spoken
from core.standing import ReviewStatus, Standing
from core.store.chronicle import authors, find_entries, lines_of
from core.store.codec import storable
from core.store.log import Entry
from core.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from core.history_query import HistoryQuery
    from core.library_query import Facet, LibraryQuery
    from core.store.log import EntryKind


class Library:
    """All reports of one store."""

    def __init__(self, store: Store, author: str, clock: Callable[[], str]) -> None:
        self._store = store
        self.author = author
        self._clock = clock

    def find(self, query: LibraryQuery) -> Sequence[int]:
        """The numbers of the reports that the query asks for, in its order."""
        return self._store.find(query)

    def of_agency(self, agency: str, year: int) -> Sequence[int]:
        """The reports of one year under the agency's name."""
        return self._store.reports_of_agency((agency_key(agency),), year)

    def lines(self, reports: Iterable[int]) -> tuple[ReportLine, ...]:
        """The lines of the reports, in their order."""
        return tuple(line_of(line) for line in self._store.projections(reports))

    def facet_counts(self, query: LibraryQuery, facet: Facet) -> tuple[tuple[str, int], ...]:
        """How many reports there are of each value of a facet, the query's other facets given."""
        return self._store.facet_counts(query, facet)

    def rule_totals(self) -> tuple[RuleTotal, ...]:
        """How every rule that does not hold everywhere fares over the reports of the store."""
        return tuple(RuleTotal(*total) for total in self._store.rule_totals())

    def history(self, query: HistoryQuery) -> History:
        """The corrections of all reports that the query asks for, the newest first."""
        ask = self._store.ask
        entries = ask(lambda sqlite: find_entries(sqlite, query))
        return History(entries, lambda some: ask(lambda sqlite: lines_of(sqlite, some)))

    def correctors(self) -> tuple[str, ...]:
        """Everybody who ever corrected a cell."""
        return self._store.ask(authors)

    def standing(self, report: int) -> Standing:
        """How far the review of the report is."""
        return self._store.standing(report)

    def set_status(
        self, reports: Iterable[int], status: ReviewStatus, reason: str = ""
    ) -> tuple[int, ...]:
        """Record how far the reviews are, in one transaction; the answer are those it changed.

        Raises StoreError when a report that is signed off is to be opened again without a reason.
        """
        reason = spoken(reason.strip())
        touched: list[int] = []
        with self._store.writing():
            for report in reports:
                standing = self._store.standing(report)
                if standing.status is status:
                    continue
                if standing.is_final and not reason:
                    raise _no_reason()
                self._enter("status", report, {"status": status.value}, reason)
                touched.append(report)
        return tuple(touched)

    def assign(self, reports: Iterable[int], reviewer: str, reason: str = "") -> tuple[int, ...]:
        """Record who reviews the reports, "" for nobody; the answer are those it changed."""
        reviewer = spoken(reviewer.strip())
        touched: list[int] = []
        with self._store.writing():
            for report in reports:
                if self._store.standing(report).reviewer != reviewer:
                    content = {"reviewer": reviewer}
                    self._enter("assignment", report, content, storable(reason.strip()))
                    touched.append(report)
        return tuple(touched)

    def refuse_final(self, report: int) -> None:
        """Let nothing change in a report that is signed off. Raises StoreError."""
        if self._store.standing(report).is_final:
            raise _final()

    def _enter(self, kind: EntryKind, report: int, content: Mapping[str, str], reason: str) -> None:
        entry = Entry(str(uuid.uuid4()), kind, report, self._clock(), self.author, reason, content)
        self._store.append_entry(entry)
        self._store.show_standing(report)


def _final() -> StoreError:
    return StoreError(
        "report.final",
        say("这份报告已定稿，不能再改。", "This report is signed off and closed to changes."),
        say(
            "如需修改，请先重新打开（写明原因）。",
            "To change it, reopen it first and say why.",
        ),
    )


def _no_reason() -> StoreError:
    return StoreError(
        "status.reason",
        say(
            "重新打开已定稿的报告须写明原因。",
            "Reopening a report that is signed off needs a reason.",
        ),
        say("请填写原因。", "Say why it is opened again."),
    )
