"""What charts show, worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.address import Address
from core.library_query import Facet, LibraryQuery
from core.values import Value
from core.work.summaries import (
    EDGES,
    Axis,
    Course,
    agency_years,
    ask,
    carry_over,
    failures,
    results,
    share_words,
)
from core.work.workspace import Workspace
from tests.helpers.readings import FIGURES, LAWSUITS, TOTAL, make_reading

KINDS = ("予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理")


def requests(**rows: Value) -> dict[Address, Value]:
    return {Address("requests", row, "total"): value for row, value in rows.items()}


def due(carried_out: Value, new: Value, carried_in: Value) -> dict[Address, Value]:
    return requests(carried_out=carried_out, new=new, carried_in=carried_in)


class Desk:
    """A store that grows by reports of a few figures."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.workspace = Workspace.open(path, author="审核员")
        self._count = 0

    def add(
        self, figures: dict[Address, Value], agency: str = "甲县民政局", year: str = "2022"
    ) -> int:
        self._count += 1
        data = f"report {self._count}".encode()
        reading = make_reading(
            data, agency=agency, year=year, figures=figures, name=f"{self._count}.txt"
        )
        return self.workspace.add_reading(data, reading).reports[0]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "reports.gouji")
    yield desk
    desk.workspace.close()


# -- results -------------------------------------------------------------------------------------------


def test_that_results_are_summed_by_kind(desk: Desk) -> None:
    every_row = {f"denied_{n}": Decimal(0) for n in range(1, 9)} | {"granted": Decimal(12)}
    figures = requests(**(every_row | {"denied_1": Decimal(2), "denied_8": Decimal(3)}))
    found = results(desk.workspace.review(desk.add(figures)))

    names = [result.path[0].split("）")[1].split("（")[0] for result in found]
    assert tuple(names) == KINDS
    assert [result.amount for result in found[:3]] == [Decimal(12), None, Decimal(5)]
    assert found[2].unknown == ()


def test_that_a_result_that_was_not_found_is_no_zero(desk: Desk) -> None:
    found = results(
        desk.workspace.review(desk.add(requests(granted=Decimal(4), denied_2=Decimal(1))))
    )

    partial, denied = found[1], found[2]
    assert partial.amount is None
    assert partial.unknown == (Address("requests", "partial", "total"),)
    # One of the eight grounds was read, so the sum may be greater than 1.
    assert denied.amount == Decimal(1)
    assert len(denied.unknown) == 7


def test_that_a_blank_result_is_known_and_yet_no_number(desk: Desk) -> None:
    found = results(desk.workspace.review(desk.add(requests(granted=None, partial="/"))))

    assert [(r.amount, r.unknown) for r in found[:2]] == [(None, ()), (None, ())]


def test_that_results_row_by_row_show_what_a_person_put(desk: Desk) -> None:
    report = desk.add(requests(granted=Decimal(4), other_1=Decimal(1)))
    cell = Address("requests", "granted", "total")
    desk.workspace.correct(report, [(cell, Decimal(41))])
    found = results(desk.workspace.review(report), by_row=True)

    assert len(found) == 21
    assert (found[0].amount, found[0].corrected) == (Decimal(41), (cell,))
    assert found[18].path[1].startswith("1.申请人无正当理由")
    assert found[18].amount == Decimal(1)


# -- years ---------------------------------------------------------------------------------------------


def test_that_a_year_without_a_report_is_a_gap(desk: Desk) -> None:
    first = desk.add(requests(new=Decimal(7)), year="2020")
    desk.add(requests(new=Decimal(1)), agency="乙县民政局", year="2021")
    last = desk.add(requests(new=Decimal(9)), year="2022")
    years = ask(desk.path, lambda store: agency_years(store, "甲县民政局"))

    assert [(y.year, y.report, y.figure(Course.NEW)) for y in years] == [
        (2020, first, Decimal(7)),
        (2021, None, None),
        (2022, last, Decimal(9)),
    ]
    assert years[0].figure(Course.CARRIED_OUT) is None


def test_that_lawsuits_of_both_ways_are_one_course(desk: Desk) -> None:
    direct = Address("review", "litigation_direct", "total")
    after = Address("review", "litigation_after_reconsideration", "total")
    desk.add({**FIGURES, **LAWSUITS, direct: Decimal(2), after: Decimal(5)}, year="2020")
    desk.add({**FIGURES, direct: Decimal(2)}, year="2021")
    years = ask(desk.path, lambda store: agency_years(store, "甲县民政局"))

    # Of the second report the other half was never found: no sum can be told.
    assert [y.figure(Course.LAWSUITS) for y in years] == [Decimal(7), None]
    assert [y.figure(Course.RECONSIDERATIONS) for y in years] == [Decimal(7), Decimal(7)]


def test_that_the_report_imported_last_stands_for_its_year(desk: Desk) -> None:
    first = desk.add(requests(new=Decimal(7)))
    last = desk.add(requests(new=Decimal(8)))
    (year,) = ask(desk.path, lambda store: agency_years(store, "甲县民政局"))

    assert (year.report, year.others, year.figure(Course.NEW)) == (last, (first,), Decimal(8))


def test_that_names_linked_by_hand_are_one_agency(desk: Desk) -> None:
    desk.add(requests(new=Decimal(7)), agency="甲县环境保护局", year="2018")
    desk.add(requests(new=Decimal(9)), agency="甲县生态环境局", year="2019")
    desk.workspace.link("甲县环境保护局", "甲县生态环境局")
    years = ask(desk.path, lambda store: agency_years(store, "甲县生态环境局"))

    assert [year.year for year in years] == [2018, 2019]


# -- failures ------------------------------------------------------------------------------------------


def misprinted(total: int) -> dict[Address, Value]:
    """Outcomes are 3 + 1 + 2 = 6."""
    return {**FIGURES, **LAWSUITS, TOTAL: Decimal(total)}


@pytest.fixture
def library(desk: Desk) -> Desk:
    """Five reports; the sum of outcomes fails in the first three."""
    desk.add(misprinted(7), "甲县民政局", "2021")
    desk.add(misprinted(8), "甲县民政局", "2022")
    desk.add(misprinted(9), "乙县民政局", "2022")
    desk.add(misprinted(6), "丙县民政局", "2022")
    desk.add(misprinted(6), "乙县民政局", "2023")
    return desk


@pytest.mark.parametrize(
    ("axis", "counts", "sizes"),
    [
        (Axis.REPORT, {"1": 1, "2": 1, "3": 1}, {"1": 1, "2": 1, "3": 1}),
        (Axis.AGENCY, {"甲县民政局": 2, "乙县民政局": 1}, {"甲县民政局": 2, "乙县民政局": 2}),
        (Axis.YEAR, {"2021": 1, "2022": 2}, {"2021": 1, "2022": 3}),
    ],
    ids=["reports", "agencies", "years"],
)
def test_that_failing_reports_are_counted_by_group(
    library: Desk, axis: Axis, counts: dict[str, int], sizes: dict[str, int]
) -> None:
    found = ask(library.path, lambda store: failures(store, LibraryQuery(), axis))

    by_group = {
        group: count for (rule, group), (count, _) in found.counts.items() if rule == "review.sum"
    }
    assert by_group == counts
    reports = {group.key: group.reports for group in found.groups}
    assert {key: reports[key] for key in sizes} == sizes


def test_that_only_the_reports_asked_for_are_counted(library: Desk) -> None:
    query = LibraryQuery("甲县").choosing(Facet.YEAR, ["2022"])
    found = ask(library.path, lambda store: failures(store, query, Axis.AGENCY))

    assert [(group.key, group.reports) for group in found.groups] == [("甲县民政局", 1)]
    assert found.counts["review.sum", "甲县民政局"] == (1, 1)


def test_that_an_excused_failure_is_not_counted(library: Desk) -> None:
    review = library.workspace.review(3)
    finding = next(f for f in review.problems if f.rule == "review.sum")
    library.workspace.judge(3, finding, "source_says_so")
    found = ask(library.path, lambda store: failures(store, LibraryQuery(), Axis.YEAR))

    assert found.counts["review.sum", "2022"] == (1, 1)


def test_that_the_groups_with_most_failures_are_shown_and_all_are_counted(library: Desk) -> None:
    found = ask(library.path, lambda store: failures(store, LibraryQuery(), Axis.AGENCY, most=1))

    assert len(found.groups) == 1
    assert found.all_groups >= 2
    assert {group for _, group in found.counts} == {found.groups[0].key}


# -- carry-over ----------------------------------------------------------------------------------------


@pytest.fixture
def carried(desk: Desk) -> Desk:
    for figures in (
        due(Decimal(0), Decimal(5), Decimal(0)),  # 0
        due(Decimal(1), Decimal(20), Decimal(0)),  # 5 %
        due(Decimal(1), Decimal(8), Decimal(2)),  # 10 %: no longer less than a tenth
        due(Decimal(3), Decimal(7), Decimal(3)),  # 30 %
        due(Decimal(4), Decimal(4), Decimal(0)),  # all
        due(Decimal(9), Decimal(4), Decimal(0)),  # more than was due
        due(Decimal(0), Decimal(0), Decimal(0)),  # nothing was due
        due(None, Decimal(3), Decimal(0)),  # a blank
        due("无", Decimal(3), Decimal(0)),
        requests(new=Decimal(3)),  # never found
    ):
        desk.add(figures)
    return desk


def test_that_shares_fall_into_tenths_and_the_unknown_are_counted_apart(carried: Desk) -> None:
    shares = ask(carried.path, lambda store: carry_over(store, LibraryQuery()))

    assert shares.counts == (1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1)
    assert shares.unknown == 4


@pytest.mark.parametrize(
    ("place", "reports"), [(0, [1]), (1, [2]), (2, [3]), (3, []), (4, [4]), (10, [5]), (11, [6])]
)
def test_that_the_words_of_a_bar_find_its_reports(
    carried: Desk, place: int, reports: list[int]
) -> None:
    assert sorted(carried.workspace.library.find(LibraryQuery(share_words(place)))) == reports


def test_that_a_share_may_be_written_in_english_and_as_a_number(carried: Desk) -> None:
    find = carried.workspace.library.find
    assert sorted(find(LibraryQuery("carry_over>=0.3 carry_over<=1"))) == [4, 5]


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 800))
def test_that_every_share_is_in_the_one_bar_whose_words_it_meets(
    new: int, carried_in: int, out: int
) -> None:
    share = out / (new + carried_in)
    tests = {">=": float.__ge__, "<=": float.__le__, ">": float.__gt__, "<": float.__lt__}
    tests["="] = float.__eq__
    met = [
        place
        for place in range(len(EDGES) + 2)
        if all(
            tests[c.operator](share, c.number) for c in LibraryQuery(share_words(place)).conditions
        )
    ]
    assert len(met) == 1
    # Whole numbers alone tell which it must be.
    tenths = 10 * out // (new + carried_in)
    wanted = 0 if out == 0 else 11 if out > new + carried_in else min(tenths, 9) + 1
    assert met == [wanted]
