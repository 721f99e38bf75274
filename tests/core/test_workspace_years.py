"""Reports of one agency are linked over the years; identity is corrected like a cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import StoreError
from core.findings import Status
from core.statement import AGENCY, YEAR
from core.store.store import Store
from core.work.workspace import Workspace
from tests.helpers.readings import FIGURES, LAWSUITS, PENDING, make_reading


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with closing(Workspace.open(tmp_path / "s.gouji", author="甲")) as workspace:
        yield workspace


def add(workspace: Workspace, agency: str, year: str | None) -> int:
    data = f"{agency} {year}".encode()
    return workspace.add_reading(data, make_reading(data, agency=agency, year=year)).reports[0]


def neighbours(workspace: Workspace, report: int) -> tuple[int | None, int | None]:
    review = workspace.review(report)
    return review.earlier, review.later


def test_that_reports_of_one_agency_are_linked_in_whatever_order_they_came(
    workspace: Workspace,
) -> None:
    later = add(workspace, "某某县教育局", "2023")
    other = add(workspace, "某某县教育局办公室", "2022")
    earlier = add(workspace, "某某县 教育局", "2022")

    assert neighbours(workspace, later) == (earlier, None)
    assert neighbours(workspace, earlier) == (None, later)
    assert neighbours(workspace, other) == (None, None)
    assert workspace.verify() == ()


def test_that_a_renamed_agency_is_linked_by_hand_and_the_link_taken_back(
    workspace: Workspace,
) -> None:
    earlier = add(workspace, "某某县环境保护局", "2022")
    later = add(workspace, "某某县生态环境局", "2023")

    changes = workspace.link("某某县环境保护局", "某某县生态环境局", reason="机构改革")
    assert set(changes.reports) == {earlier, later}
    assert neighbours(workspace, later) == (earlier, None)

    workspace.link("某某县生态环境局", "某某县环境保护局", linked=False)
    assert neighbours(workspace, later) == (None, None)
    assert len(workspace.links()) == 2
    assert workspace.verify() == ()


def test_that_a_name_that_is_empty_is_not_linked(workspace: Workspace) -> None:
    with pytest.raises(StoreError) as error:
        workspace.link("某某县教育局", " ")

    assert error.value.code == "agency.empty"
    assert workspace.links() == ()


def test_that_a_person_names_agency_and_year_where_the_document_does_not(
    workspace: Workspace,
) -> None:
    earlier = add(workspace, "某某县教育局", "2022")
    nameless = add(workspace, "", None)

    workspace.correct(nameless, [(AGENCY, "某某县教育局"), (YEAR, Decimal(2023))])

    review = workspace.review(nameless)
    assert (review.agency, review.year) == ("某某县教育局", 2023)
    assert (review.earlier, review.later) == (earlier, None)
    assert [(line.agency, line.year, line.corrected) for line in workspace.reports()] == [
        ("某某县教育局", 2022, 0),
        ("某某县教育局", 2023, 2),
    ]
    assert workspace.verify() == ()

    workspace.undo(nameless)
    review = workspace.review(nameless)
    assert (review.agency, review.year, review.earlier) == ("", None, None)
    assert workspace.verify() == ()


def test_that_the_rules_of_the_store_are_counted_by_report(workspace: Workspace) -> None:
    first = add(workspace, "某某县教育局", "2022")
    add(workspace, "某某县民政局", "2022")
    broken = [f for f in workspace.review(first).problems if f.rule == "review.sum"]

    def total(rule: str) -> tuple[int, int, int]:
        (found,) = [t for t in workspace.rule_totals() if t.rule == rule]
        return found.failed, found.excused, found.cannot_tell

    # Printed are 3 + 1 + 2 = 6 and the total 7, in both; of the lawsuits nothing is there.
    assert total("review.sum") == (2, 0, 2)
    errors = workspace.reports()[0].errors

    for finding in broken:
        workspace.judge(first, finding, "source_says_so")

    assert total("review.sum") == (1, 1, 1)
    assert sorted(line.excused for line in workspace.reports()) == [0, len(broken)]
    assert min(line.errors for line in workspace.reports()) == errors - 1
    assert workspace.verify() == ()


def test_that_the_later_report_is_judged_anew_when_the_earlier_one_is_corrected(
    workspace: Workspace,
) -> None:
    # In 2022 nothing was pending; correcting it to 8 leaves more than the 7 cases of 2023.
    earlier = add_pending(workspace, "2022", Decimal(0))
    later = add_pending(workspace, "2023", Decimal(0))
    assert "years.pending_disputes" not in failed(workspace, later)

    changes = workspace.correct(earlier, [(PENDING, Decimal(8))])

    assert changes.reports == (earlier, later)
    assert "years.pending_disputes" in failed(workspace, later)
    assert "years.pending_disputes" not in failed(workspace, earlier)
    assert workspace.verify() == ()


def test_that_an_edit_unpacks_no_reading_once_its_report_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.gouji"
    with closing(Workspace.open(path, author="甲")) as workspace:
        earlier = add_pending(workspace, "2022", Decimal(0))
        later = add_pending(workspace, "2023", Decimal(0))
    unpacked: list[int] = []
    read = Store.extraction
    monkeypatch.setattr(
        Store, "extraction", lambda store, report: unpacked.append(report) or read(store, report)
    )
    with closing(Workspace.open(path, author="甲")) as workspace:
        workspace.review(earlier)
        assert sorted(unpacked) == [earlier, later]

        workspace.correct(earlier, [(PENDING, Decimal(8))])

        assert sorted(unpacked) == [earlier, later]


def add_pending(workspace: Workspace, year: str, pending: Decimal) -> int:
    figures = {**FIGURES, **LAWSUITS, PENDING: pending}
    reading = make_reading(year.encode(), year=year, figures=figures)
    return workspace.add_reading(year.encode(), reading).reports[0]


def failed(workspace: Workspace, report: int) -> set[str]:
    findings = workspace.review(report).findings
    return {f.rule for f in findings if f.status is Status.FAIL}
