"""Figures to be looked at rather than read: results by kind, an agency's years, a library's failures.

Knows the store, no window. What is not known is said, never counted as 0.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from core.address import Address
from core.agency_links import agency_key, keys_of
from core.catalogue import load_catalogue
from core.checks.rulebook import rules_by_code
from core.library_query import CARRY_OVER_WORDS
from core.rules import CheckSettings
from core.shelf import Shelf
from core.store import surveys
from core.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from core.form import RowSpec, TableSpec
    from core.library_query import LibraryQuery
    from core.review import Review
    from core.statement import Statement

T = TypeVar("T")
REQUESTS: Final = "requests"
_TOTAL: Final = "total"
_NO_RESULTS: Final = ("new", "carried_in", "total", "carried_out")
"""Rows of the table of requests that are no kind of result."""


def ask(
    store: Path, question: Callable[[Store], T], is_over: Callable[[], bool] | None = None
) -> T:
    """The answer of one of the functions below, over a connection of its own. Any thread may.

    Raises StoreError, and Stopped as soon as ``is_over`` says that nobody waits any more.
    """
    with closing(Store.open(store, create=False, read_only=True)) as opened:
        if is_over is not None:
            opened.stop_when(is_over)
        return question(opened)


# -- one report: what became of the requests ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Result:
    """How many requests ended in one way.

    ``path`` are the official labels, the kind of result first. ``amount`` is the sum over ``cells``
    of the column of totals, None where no number stands in them. ``unknown`` are those that were not
    found or are ambiguous: then the amount is the least that it can be. ``corrected`` are those
    to which a person gave another value.
    """

    path: tuple[str, ...]
    cells: tuple[Address, ...]
    amount: Decimal | None
    unknown: tuple[Address, ...]
    corrected: tuple[Address, ...]


def results(review: Review, *, by_row: bool = False) -> tuple[Result, ...]:
    """What became of the requests: kind by kind, or row by row, in official order."""
    table = _requests(review.statement)
    groups: dict[tuple[str, ...], list[RowSpec]] = {}
    for row in table.rows:
        if row.code not in _NO_RESULTS:
            groups.setdefault(row.path[1:] if by_row else row.path[1:2], []).append(row)
    return tuple(_result(review.statement, path, rows) for path, rows in groups.items())


def _requests(statement: Statement) -> TableSpec:
    extraction, catalogue = statement.extraction, load_catalogue()
    edition = extraction.editions.get(REQUESTS, extraction.template)
    return catalogue.table(
        edition if edition in catalogue.forms else catalogue.editions[-1], REQUESTS
    )


def _result(statement: Statement, path: tuple[str, ...], rows: Sequence[RowSpec]) -> Result:
    cells = tuple(Address(REQUESTS, row.code, _TOTAL) for row in rows)
    return Result(
        path=path,
        cells=cells,
        amount=_sum(statement, cells),
        unknown=tuple(c for c in cells if not statement.is_known(c)),
        corrected=tuple(c for c in cells if c in statement.corrected),
    )


def _sum(statement: Statement, cells: Sequence[Address]) -> Decimal | None:
    """The sum of the numbers; an absence counts as 0 beside one. None where none is a number."""
    values = [statement.value(cell) for cell in cells if statement.is_known(cell)]
    numbers = [value for value in values if isinstance(value, Decimal)]
    return sum(numbers, Decimal(0)) if numbers else None


# -- one agency: its years ----------------------------------------------------------------------------


class Course(StrEnum):
    """A figure that is followed over the years."""

    NEW = "new"
    CARRIED_IN = "carried_in"
    RESULTS = "results"
    CARRIED_OUT = "carried_out"
    RECONSIDERATIONS = "reconsiderations"
    LAWSUITS = "lawsuits"


_COURSES: Final[Mapping[Course, tuple[Address, ...]]] = {
    Course.NEW: (Address(REQUESTS, "new", _TOTAL),),
    Course.CARRIED_IN: (Address(REQUESTS, "carried_in", _TOTAL),),
    Course.RESULTS: (Address(REQUESTS, "total", _TOTAL),),
    Course.CARRIED_OUT: (Address(REQUESTS, "carried_out", _TOTAL),),
    Course.RECONSIDERATIONS: (Address("review", "reconsideration", _TOTAL),),
    Course.LAWSUITS: (
        Address("review", "litigation_direct", _TOTAL),
        Address("review", "litigation_after_reconsideration", _TOTAL),
    ),
}


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of one year, None where no number is known; ``corrected`` are those
    for which a person changed a cell.

    ``report`` is None for a year between others of which the store has no report. ``others`` are
    further reports of the same year; the one that was imported last is shown.
    """

    year: int
    report: int | None = None
    figures: Mapping[Course, Decimal | None] | None = None
    corrected: frozenset[Course] = frozenset()
    others: tuple[int, ...] = ()

    def figure(self, course: Course) -> Decimal | None:
        """The figure; None where it is not known."""
        return None if self.figures is None else self.figures[course]


def agency_years(store: Store, agency: str) -> tuple[Year, ...]:
    """The years of an agency from its first report to its last, gaps included.

    Names that people linked count as one agency. () without a name or a report with a year.
    """
    shelf = Shelf(store, CheckSettings())
    with store.reading():
        keys = keys_of(agency, shelf.links())
        if not agency_key(agency) or not keys:
            return ()
        found: dict[int, list[int]] = {}
        for line in store.projections(store.reports_of_agency(keys)):
            if line.year is not None:
                found.setdefault(line.year, []).append(line.report)
        if not found:
            return ()
        span = range(min(found), max(found) + 1)
        return tuple(
            _year(year, found[year], shelf.statement(found[year][-1]))
            if year in found
            else Year(year)
            for year in span
        )


def _year(year: int, reports: Sequence[int], statement: Statement) -> Year:
    return Year(
        year,
        reports[-1],
        {course: _whole(statement, cells) for course, cells in _COURSES.items()},
        frozenset(
            course
            for course, cells in _COURSES.items()
            if not statement.corrected.isdisjoint(cells)
        ),
        tuple(reports[:-1]),
    )


def _whole(statement: Statement, cells: Sequence[Address]) -> Decimal | None:
    """The sum of the cells; None where one of them is not known, or none is a number."""
    return _sum(statement, cells) if all(map(statement.is_known, cells)) else None


# -- the library: which rules fail where --------------------------------------------------------------


class Axis(StrEnum):
    """What reports are put together by."""

    REPORT = "report"
    AGENCY = "agency"
    YEAR = "year"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Group:
    """Some reports: ``key`` is the value that they share ("" where it is unknown), or the number of
    the one report; ``name`` what it is called."""

    key: str
    name: str
    reports: int


@dataclass(frozen=True, slots=True)
class Failures:
    """Rules by groups of reports.

    ``groups`` are those with most failing reports, of ``all_groups`` in which any rule fails.
    ``rules`` are the codes of the rules, the one failing in most reports first. ``counts`` hold for
    rule and group the number of reports in which the rule fails, and of its failures.
    """

    axis: Axis
    rules: tuple[str, ...]
    groups: tuple[Group, ...]
    counts: Mapping[tuple[str, str], tuple[int, int]]
    all_groups: int


def failures(store: Store, query: LibraryQuery, axis: Axis, most: int = 40) -> Failures:
    """Which rules fail in the reports that the query asks for, in no more than ``most`` groups.

    Failures that a verdict excuses, and rules that this version does not know, are left out.
    """
    known = rules_by_code()
    found = store.ask(lambda sqlite: surveys.rule_counts(sqlite, query, axis.value, most))
    counts = {(rule, key): (count, n) for rule, key, count, n in found.counts if rule in known}
    weight: dict[str, int] = {}
    for (rule, _), (count, _) in counts.items():
        weight[rule] = weight.get(rule, 0) + count
    names = _names(store, axis, [key for key, _ in found.groups])
    shown = [Group(key, names.get(key, key), size) for key, size in found.groups]
    if axis is Axis.YEAR:
        shown.sort(key=lambda group: (not group.key, group.key))
    rules = tuple(sorted(weight, key=lambda rule: (-weight[rule], rule)))
    return Failures(axis, rules, tuple(shown), counts, found.all_groups)


def _names(store: Store, axis: Axis, keys: Sequence[str]) -> dict[str, str]:
    if axis is not Axis.REPORT:
        return {}
    lines = store.projections(map(int, keys))
    return {
        str(line.report): " ".join(filter(None, (line.agency or line.name, str(line.year or ""))))
        for line in lines
    }


# -- the library: what is carried over ----------------------------------------------------------------

EDGES: Final = tuple(tenth / 10 for tenth in range(1, 11))
"""Where one bar of shares ends and the next begins, after those of which nothing is carried over."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How many reports carry over which share of the requests that were due.

    ``counts`` are: nothing carried over, less than the first edge, from there to less than the
    second, and so on; of exactly 1 still in the last bar but one; and more than all that was due.
    ``unknown`` are reports in which one of the figures is no number, or nothing was due.
    """

    counts: tuple[int, ...]
    unknown: int


def carry_over(store: Store, query: LibraryQuery) -> Shares:
    """The distribution of carry-over among the reports that the query asks for."""
    found, unknown = store.ask(lambda c: surveys.share_counts(c, query, EDGES))
    return Shares(tuple(found.get(place, 0) for place in range(-1, len(EDGES) + 1)), unknown)


def share_words(place: int, name: str = CARRY_OVER_WORDS[0]) -> str:
    """The words of a search that finds the reports of a bar, by its place in ``Shares.counts``."""
    if place == 0:
        return f"{name}=0"
    percents = [round(edge * 100) for edge in EDGES]
    if place > len(EDGES):
        return f"{name}>{percents[-1]}%"
    low = f"{name}>0" if place == 1 else f"{name}>={percents[place - 2]}%"
    high = "<=" if place == len(EDGES) else "<"
    return f"{low} {name}{high}{percents[place - 1]}%"
