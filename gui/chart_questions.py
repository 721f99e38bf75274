"""What the charts are counted from: the open report, its agency's years, or what the library lists."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from core.work.summaries import Axis, agency_years, carry_over, failures, results
from gui.inquiries import Inquiries
from gui.models.charts import (
    COURSES,
    axis_name,
    failures_chart,
    results_chart,
    shares_chart,
    years_chart,
)
from gui.views.library_filters import value_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.library_query import LibraryQuery
    from core.work.summaries import Failures, Shares, Year
    from gui.models.chart import Chart
    from gui.session import Session


class Kind(IntEnum):
    """The charts, in the order of their tabs."""

    RESULTS = 0
    YEARS = 1
    FAILURES = 2
    SHARES = 3


class ChartQuestions(QObject):
    """The chart that is chosen, and its way of putting together; ``answered`` carries the Chart, None
    where there is nothing to draw.

    ``query`` gives what the library lists. The store is asked beside the window.
    """

    answered = Signal(object)

    def __init__(
        self, session: Session, query: Callable[[], LibraryQuery], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._query = query
        self._variants = [0] * len(Kind)
        self._drawing: Callable[[Any], Chart | None] | None = None
        self.kind = Kind.RESULTS
        self.inquiries = Inquiries(session)
        self.inquiries.answered.connect(self._draw)

    @property
    def variant(self) -> int:
        """The way of putting together that was chosen for this chart last."""
        return self._variants[self.kind]

    @variant.setter
    def variant(self, number: int) -> None:
        self._variants[self.kind] = number

    def variants(self) -> list[str]:
        """The names of the ways of putting this chart together; none where there is but one."""
        match self.kind:
            case Kind.RESULTS:
                return [self.tr("By kind"), self.tr("Row by row")]
            case Kind.YEARS:
                return [self.tr("Requests"), self.tr("Disputes")]
            case Kind.FAILURES:
                return [axis_name(axis) for axis in Axis]
            case Kind.SHARES:
                return []

    def ask(self) -> None:
        """Have the chart counted anew; an answer to what was asked before is no longer told."""
        self._drawing = None
        review, variant = self._session.review, self.variant
        match self.kind:
            case Kind.RESULTS if review is not None:
                found = results(review, by_row=variant == 1)
                self.answered.emit(results_chart(found, self._of_report()))
            case Kind.YEARS if review is not None:
                agency = review.agency
                self._ask(
                    lambda store: agency_years(store, agency),
                    lambda years: _years(years, agency, variant),
                )
            case Kind.FAILURES | Kind.SHARES:
                self._ask_library(variant)
            case _:
                self.answered.emit(None)

    def why_nothing(self) -> str:
        """Why there is no such chart, and what to do."""
        if self.kind in (Kind.RESULTS, Kind.YEARS):
            if self._session.review is None:
                return self.tr("Choose a report in the library to see its figures.")
            return self.tr(
                "Enter agency and year (Edit menu): they tell which reports belong together."
            )
        if self.kind is Kind.FAILURES:
            return self.tr("No rule fails in the reports that the library lists.")
        return self.tr("No report that the library lists tells what was carried over.")

    def _ask_library(self, variant: int) -> None:
        query, about = self._query(), self._of_library()
        if self.kind is Kind.FAILURES:
            axis = tuple(Axis)[variant]
            self._ask(
                lambda store: failures(store, query, axis),
                lambda found: _failures(found, query, about),
            )
        else:
            self._ask(
                lambda store: carry_over(store, query),
                lambda shares: _shares(shares, query, about),
            )

    def _ask(
        self, question: Callable[[Any], object], drawing: Callable[[Any], Chart | None]
    ) -> None:
        self._drawing = drawing
        self.inquiries.ask(question)

    def _draw(self, answer: object) -> None:
        if self._drawing is not None:
            self.answered.emit(self._drawing(answer))

    def _of_report(self) -> str:
        review = self._session.review
        if review is None:
            return ""
        return f"{review.agency or review.name} {review.year or ''}".strip()

    def _of_library(self) -> str:
        query = self._query()
        if query.is_everything:
            return self.tr("All reports")
        words = [query.search.strip()] if query.search.strip() else []
        words += [
            value_name(facet, value)
            for facet, values in query.chosen.items()
            for value in sorted(values)
        ]
        return " · ".join(words)


def _years(answer: object, about: str, variant: int) -> Chart | None:
    years = cast("tuple[Year, ...]", answer)
    return years_chart(years, COURSES[variant], about) if years else None


def _failures(answer: object, query: LibraryQuery, about: str) -> Chart | None:
    found = cast("Failures", answer)
    return failures_chart(found, query, about) if found.rules else None


def _shares(answer: object, query: LibraryQuery, about: str) -> Chart | None:
    shares = cast("Shares", answer)
    return shares_chart(shares, query, about) if any(shares.counts) else None
