"""Exchanges that a person gives up: the store and the files are as they were."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from core.exchange.package import read_package
from core.export import Occasion, export
from core.progress import Silent, Stopped
from core.work.intake import take_in
from core.work.workspace import Workspace
from tests.helpers.desks import make_desk, send, state
from tests.helpers.readings import TOTAL, UPHELD, make_reading


class StopAfter:
    """A Progress that asks to stop after so many steps."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.seen: list[tuple[int, int, str]] = []

    @property
    def cancelled(self) -> bool:
        return len(self.seen) >= self.steps

    def step(self, done: int, total: int, name: str) -> None:
        """Count the step."""
        self.seen.append((done, total, name))


def worked(folder: Path, reports: int = 3) -> Workspace:
    """A desk on which every report was corrected and ruled upon, and two agencies linked."""
    desk = make_desk(folder, "李", reports=reports)
    for report in range(1, reports + 1):
        desk.correct(report, [(TOTAL, Decimal(6)), (UPHELD, Decimal(report))])
        desk.judge(report, desk.review(report).problems[0], "to_ask")
    desk.link("第1局", "第2局")
    return desk


def everything(desk: Workspace) -> tuple[dict[str, Any], object, tuple[str, ...]]:
    lines = tuple(desk.reports())
    return state(desk), lines, desk.verify()


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_that_a_merging_that_is_stopped_leaves_the_store_as_it_was(
    tmp_path: Path, steps: int
) -> None:
    package = tmp_path / "李.goujix"
    with closing(worked(tmp_path)) as li, closing(make_desk(tmp_path, "王", reports=3)) as wang:
        li.exchange.export(package)
        wang.correct(2, [(TOTAL, Decimal(5))])
        before = everything(wang)

        with pytest.raises(Stopped):
            wang.exchange.merge(
                wang.exchange.outlook(read_package(package)), progress=StopAfter(steps)
            )

        assert everything(wang) == before
        send(li, wang, folder=tmp_path)
        again = everything(wang)
    with closing(make_desk(tmp_path / "b", "王", reports=3)) as other:
        other.correct(2, [(TOTAL, Decimal(5))])
        other.exchange.merge(other.exchange.outlook(read_package(package)))
        assert again[0] == state(other)
        assert again[2] == ()


def test_that_every_report_of_a_merging_is_a_step(tmp_path: Path) -> None:
    package, watched = tmp_path / "李.goujix", StopAfter(99)
    with closing(worked(tmp_path)) as li, closing(make_desk(tmp_path, "王", reports=3)) as wang:
        li.exchange.export(package)
        wang.exchange.merge(wang.exchange.outlook(read_package(package)), watched)

    assert watched.seen == [(1, 3, "报告1.txt"), (2, 3, "报告2.txt"), (3, 3, "报告3.txt")]


@pytest.mark.parametrize("steps", [1, 3], ids=["while reading", "while merging"])
def test_that_sources_of_a_stopped_merging_are_not_kept(tmp_path: Path, steps: int) -> None:
    """Two sources are read first, two steps, and then merged, two more."""
    package = tmp_path / "李.goujix"
    sample = Path(__file__).parents[2] / "resources" / "samples" / "nanpu_street_2020.txt"
    with closing(Workspace.open(tmp_path / "李.gouji", author="李")) as li:
        from core.reading import read_report

        for mark in (b"", b"\n"):
            data = sample.read_bytes() + mark
            report = li.add_reading(data, read_report(data, sample.name)).reports[0]
            li.correct(report, [(TOTAL, Decimal(6))])
        li.exchange.export(package, with_sources=True)
    with closing(Workspace.open(tmp_path / "王.gouji", author="王")) as wang:
        outlook = wang.exchange.outlook(read_package(package))

        with pytest.raises(Stopped):
            take_in(wang, package, outlook, StopAfter(steps))

        assert wang.reports() == ()
        assert wang.verify() == ()
        strange = b"strange"
        added = wang.add_reading(strange, make_reading(strange, agency="外县局")).reports
        assert wang.review(added[0]).agency == "外县局"
        assert len(take_in(wang, package, outlook, Silent()).reports) == 2
        assert wang.verify() == ()


def test_that_a_stopped_package_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "a.goujix"
    target.write_bytes(b"old")
    with closing(worked(tmp_path)) as li, pytest.raises(Stopped):
        li.exchange.export(target, progress=StopAfter(2))

    assert list(folder.iterdir()) == [target]
    assert target.read_bytes() == b"old"


def test_that_looking_a_package_through_can_be_stopped(tmp_path: Path) -> None:
    package = tmp_path / "李.goujix"
    with closing(worked(tmp_path)) as li, closing(make_desk(tmp_path, "王", reports=3)) as wang:
        li.exchange.export(package)
        before = everything(wang)
        with pytest.raises(Stopped):
            wang.exchange.outlook(read_package(package), StopAfter(1))
        assert everything(wang) == before


def test_that_the_reading_of_a_workbook_is_given_up(tmp_path: Path) -> None:
    book = tmp_path / "回收.xlsx"
    with closing(worked(tmp_path)) as desk:
        export(book, [desk.review(1)], Occasion("2026-03-01T00:30:00+00:00", "李"))

        with pytest.raises(Stopped):
            desk.exchange.look(book, "王", StopAfter(0))


def test_that_the_comparing_of_a_workbook_with_the_store_is_given_up(tmp_path: Path) -> None:
    book = tmp_path / "回收.xlsx"
    with closing(worked(tmp_path)) as desk:
        export(book, [desk.review(1)], Occasion("2026-03-01T00:30:00+00:00", "李"))
        sheets = load_workbook(book)
        sheet = sheets["第1局 2023"]
        line = next(row for row in sheet.iter_rows() if row[4].value == 6)
        sheet[line[4].coordinate].value = 8
        sheets.save(book)
        progress = StopAfter(1)

        with pytest.raises(Stopped):
            desk.exchange.look(book, "王", progress)
    assert progress.seen == [(0, 1, "")]
