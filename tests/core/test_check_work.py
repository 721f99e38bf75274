"""The store judged by other settings while people go on working in it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from core.address import Address
from core.progress import Silent
from core.reading import read_report
from core.rules import CheckSettings
from core.work.recheck import recheck
from core.work.workspace import Workspace

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
STREET = "nanpu_street_2020.txt"
TOWNSHIP = "beitan_township_2019.txt"
TOTAL = Address.parse("requests.new.total")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.open(tmp_path / "s.gouji", author="甲")
    for name in (STREET, TOWNSHIP):
        data = (SAMPLES / name).read_bytes()
        workspace.add_reading(data, read_report(data, name))
    yield workspace
    workspace.close()


def failed(workspace: Workspace) -> set[str]:
    return {total.rule for total in workspace.rule_totals() if total.failed}


def test_that_the_library_follows_once_the_store_is_judged(workspace: Workspace) -> None:
    rule = sorted(failed(workspace))[0]
    settings = CheckSettings(switched_off=frozenset({rule}))

    workspace.checks.apply(settings)
    assert rule not in {f.rule for f in workspace.review(1).problems}
    assert rule in failed(workspace)
    with ThreadPoolExecutor(1) as executor:
        list(workspace.recheck(executor, Silent()))

    assert rule not in failed(workspace)
    assert workspace.verify() == ()


def test_that_a_change_made_while_the_store_is_judged_counts(workspace: Workspace) -> None:
    checks = workspace.checks
    checks.apply(CheckSettings(is_strict=True))
    reports = checks.reports()
    with ThreadPoolExecutor(1) as executor:
        (found,) = recheck(workspace.path, reports, checks.settings, executor, Silent())

    workspace.correct(1, [(TOTAL, Decimal(999_999))])
    checks.enlist(found)

    assert workspace.verify() == ()
    assert "requests.row_sum" in failed(workspace)
