"""What was looked at, and which reports still wait for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from core.reading import read_report
from core.standing import ReviewStatus
from core.work.workspace import Workspace
from tests.helpers.readings import CORRECTED, LAWSUITS, OTHER, PENDING, TOTAL, UPHELD, make_reading

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.open(tmp_path / "reports.gouji", author="审核员")
    yield workspace
    workspace.close()


def sound(workspace: Workspace) -> int:
    """A report of which nothing is open: the township's sample holds no error."""
    data = (SAMPLES / "beitan_township_2019.txt").read_bytes()
    (report,) = workspace.add_reading(data, read_report(data, "beitan.txt")).reports
    return report


def test_that_a_mark_holds_as_long_as_the_value_stays(workspace: Workspace) -> None:
    (report,) = workspace.add_reading(b"a report", make_reading()).reports
    assert workspace.review(report).seen == frozenset()

    workspace.mark_seen(report, [UPHELD, CORRECTED])
    assert workspace.review(report).seen == {UPHELD, CORRECTED}

    workspace.correct(report, [(UPHELD, Decimal(4))])
    assert workspace.review(report).seen == {CORRECTED}
    workspace.undo(report)
    assert workspace.review(report).seen == {UPHELD, CORRECTED}


def test_that_a_blank_can_be_marked_as_seen(workspace: Workspace) -> None:
    (report,) = workspace.add_reading(b"a report", make_reading()).reports

    workspace.mark_seen(report, [OTHER])

    assert workspace.review(report).seen == {OTHER}


def test_that_a_report_waits_until_somebody_went_through_it(workspace: Workspace) -> None:
    report = sound(workspace)
    assert workspace.waiting() == {report}

    workspace.mark_seen(report)

    assert workspace.waiting() == frozenset()
    assert workspace.waiting([report]) == frozenset()


def test_that_a_changed_report_waits_again(workspace: Workspace) -> None:
    report = sound(workspace)
    workspace.mark_seen(report)

    address = next(iter(workspace.review(report).statement.values))
    workspace.correct(report, [(address, Decimal(0))], gesture="confirmed")

    assert workspace.waiting() == {report}


def test_that_a_report_with_open_problems_waits_though_it_was_gone_through(
    workspace: Workspace,
) -> None:
    (report,) = workspace.add_reading(b"a report", make_reading(figures=FAILING)).reports

    workspace.mark_seen(report)

    assert workspace.waiting() == {report}


def test_that_a_report_that_is_signed_off_does_not_wait(workspace: Workspace) -> None:
    report = sound(workspace)

    workspace.set_status([report], ReviewStatus.FINAL)

    assert workspace.waiting() == frozenset()


def test_that_only_the_reports_asked_for_are_told(workspace: Workspace) -> None:
    first = sound(workspace)
    (second,) = workspace.add_reading(b"a report", make_reading()).reports

    assert workspace.waiting() == {first, second}
    assert workspace.waiting([second]) == {second}
    assert workspace.waiting([]) == frozenset()


def test_that_marks_leave_the_store_sound(workspace: Workspace) -> None:
    report = sound(workspace)
    workspace.mark_seen(report)
    workspace.mark_seen(report, list(workspace.review(report).statement.values)[:5])

    assert workspace.verify() == ()


FAILING = {UPHELD: Decimal(3), CORRECTED: Decimal(1), OTHER: None} | {
    PENDING: Decimal(2),
    TOTAL: Decimal(7),
    **LAWSUITS,
}
