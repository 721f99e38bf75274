"""Agencies are declared to be parts of another; their reports of one year are compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import StoreError
from core.findings import Status
from core.rules import CheckSettings
from core.work.workspace import Workspace
from tests.helpers.readings import CORRECTED, FIGURES, LAWSUITS, TOTAL, UPHELD, make_reading

COUNTY, SCHOOLS, HEALTH = "某某县人民政府", "某某县教育局", "某某县卫生局"
RULE = "levels.disputes"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    settings = CheckSettings(switched_on=frozenset({RULE}))
    with closing(Workspace.open(tmp_path / "s.gouji", author="甲", settings=settings)) as workspace:
        yield workspace


def add(workspace: Workspace, agency: str, upheld: int, year: str = "2023") -> int:
    """A report with so many decisions upheld on reconsideration, one set right, two pending."""
    figures = FIGURES | LAWSUITS | {UPHELD: Decimal(upheld), TOTAL: Decimal(upheld + 3)}
    data = f"{agency} {year}".encode()
    reading = make_reading(data, agency=agency, year=year, figures=figures)
    return workspace.add_reading(data, reading).reports[0]


def answer(workspace: Workspace, report: int) -> list[Status]:
    findings = workspace.review(report).findings
    return [f.status for f in findings if f.rule == RULE and f.instance == "review.reconsideration"]


def test_that_a_whole_is_compared_with_its_parts_once_they_are_declared(
    workspace: Workspace,
) -> None:
    whole, part = add(workspace, COUNTY, 4), add(workspace, SCHOOLS, 4)
    assert answer(workspace, whole) == []

    assert workspace.set_part(COUNTY, "某某县 教育局").reports == (whole,)

    assert answer(workspace, whole) == [Status.PASS]
    assert answer(workspace, part) == []
    assert workspace.verify() == ()


def test_that_nothing_can_be_told_until_every_part_has_a_report_of_the_year(
    workspace: Workspace,
) -> None:
    whole = add(workspace, COUNTY, 4)
    add(workspace, SCHOOLS, 4)
    add(workspace, HEALTH, 0, year="2022")
    workspace.set_part(COUNTY, SCHOOLS)
    workspace.set_part(COUNTY, HEALTH)
    assert answer(workspace, whole) == [Status.CANNOT_TELL]

    add(workspace, HEALTH, 1)

    assert answer(workspace, whole) == [Status.FAIL]
    assert workspace.verify() == ()


def test_that_an_edit_of_a_part_is_an_edit_of_the_whole(workspace: Workspace) -> None:
    whole, part = add(workspace, COUNTY, 4), add(workspace, SCHOOLS, 4)
    workspace.set_part(COUNTY, SCHOOLS)

    changes = workspace.correct(part, [(CORRECTED, Decimal(9))])

    assert set(changes.reports) == {whole, part}
    assert answer(workspace, whole) == [Status.FAIL]
    assert workspace.verify() == ()


def test_that_a_part_is_taken_back_and_is_no_other_name_of_the_whole(
    workspace: Workspace,
) -> None:
    whole = add(workspace, COUNTY, 4)
    add(workspace, SCHOOLS, 4, year="2022")
    workspace.set_part(COUNTY, SCHOOLS)
    assert workspace.review(whole).earlier is None
    assert workspace.links() == ()

    workspace.set_part(COUNTY, SCHOOLS, is_part=False)

    assert answer(workspace, whole) == []
    assert len(workspace.agencies.parts()) == 2


def test_that_a_part_is_found_under_its_former_name(workspace: Workspace) -> None:
    whole = add(workspace, COUNTY, 4)
    add(workspace, "某某县卫生和计划生育局", 4)
    workspace.set_part(COUNTY, HEALTH)
    workspace.link(HEALTH, "某某县卫生和计划生育局")
    assert answer(workspace, whole) == [Status.PASS]
    assert workspace.verify() == ()

    workspace.link(HEALTH, "某某县卫生和计划生育局", linked=False)
    assert answer(workspace, whole) == [Status.CANNOT_TELL]
    assert workspace.verify() == ()


@pytest.mark.parametrize(
    ("whole", "part", "code"),
    [(COUNTY, " ", "agency.empty"), (COUNTY, "某某县 人民政府", "agency.own_part")],
    ids=["nameless", "itself"],
)
def test_that_an_agency_needs_another_to_be_its_part(
    workspace: Workspace, whole: str, part: str, code: str
) -> None:
    with pytest.raises(StoreError) as error:
        workspace.set_part(whole, part)

    assert error.value.code == code
    assert workspace.agencies.parts() == ()


def test_that_an_agency_has_the_names_that_were_chosen_and_no_others(workspace: Workspace) -> None:
    # The bureau was renamed twice: 卫生局, 卫计局, 卫健局.
    bureau, second, third = HEALTH, "某某县卫计局", "某某县卫健局"
    reports = [add(workspace, name, 0, year) for name, year in ((bureau, "2022"), (third, "2023"))]
    workspace.link(bureau, second)
    workspace.link(second, third)
    agencies = workspace.agencies
    assert set(agencies.related(third, "name")) == {bureau, second}

    assert set(agencies.relate(third, "name", [bureau])) == set(reports)

    assert agencies.related(third, "name") == (bureau,)
    assert agencies.related(second, "name") == ()
    assert agencies.relate(third, "name", [bureau]) == ()
    assert len(agencies.links()) == 5  # made twice, taken back twice, made anew
    assert workspace.verify() == ()


def test_that_a_part_declared_under_an_older_name_can_be_taken_back(workspace: Workspace) -> None:
    workspace.set_part("某某市人民政府", SCHOOLS)
    workspace.link("某某市人民政府", COUNTY)
    assert workspace.agencies.related(COUNTY, "part") == (SCHOOLS,)

    workspace.agencies.relate(COUNTY, "part", [HEALTH])

    assert workspace.agencies.related(COUNTY, "part") == (HEALTH,)
    assert workspace.agencies.related("某某市人民政府", "part") == (HEALTH,)


def test_that_a_word_about_an_agency_is_recorded_whole_or_not_at_all(workspace: Workspace) -> None:
    with pytest.raises(StoreError):
        workspace.agencies.relate(COUNTY, "part", [SCHOOLS, COUNTY])

    assert workspace.agencies.related(COUNTY, "part") == ()
