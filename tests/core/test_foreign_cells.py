"""Work on cells that the reading of this desk does not have: nothing of it is lost, nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from core.address import Address
from core.catalogue import load_catalogue
from core.export import Choice
from core.progress import Silent
from core.reading import read_report
from core.work.exporting import export_store
from core.work.workspace import Workspace
from tests.helpers.desks import Clock, send, state
from tests.helpers.readings import make_reading

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
OLD_FORM, NEW_FORM = "beitan_township_2019.txt", "xiwu_development_2022.html"


def every_address() -> list[Address]:
    """All cells of all forms."""
    forms = load_catalogue().forms.values()
    return list(
        dict.fromkeys(
            Address(table.code, row.code, column.code)
            for form in forms
            for table in form.tables
            for row in table.rows
            for column in table.columns
        )
    )


@pytest.fixture(params=[OLD_FORM, NEW_FORM])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    desk = Workspace.open(tmp_path / "甲.gouji", author="甲", clock=Clock())
    data = (SAMPLES / request.param).read_bytes()
    desk.add_reading(data, read_report(data, request.param))
    yield desk
    desk.close()


def test_that_a_figure_may_be_put_into_any_cell_of_any_form(
    desk: Workspace, tmp_path: Path
) -> None:
    wanted = every_address()
    desk.correct(1, [(address, Decimal(3)) for address in wanted])

    statement = desk.review(1).statement
    assert {statement.value(address) for address in wanted} == {3}
    assert desk.verify() == ()
    for suffix in (".xlsx", ".csv", ".jsonl"):
        with ThreadPoolExecutor(1) as pool:
            wish = desk.wish(tmp_path / f"out{suffix}", [1], Choice())
            assert export_store(wish, pool, Silent()) == 1


def test_that_each_table_alone_may_get_a_figure_that_the_reading_does_not_know(
    desk: Workspace,
) -> None:
    first = {address.table: address for address in reversed(every_address())}

    for address in first.values():
        desk.correct(1, [(address, Decimal(3))])

        assert desk.review(1).statement.value(address) == 3
    assert desk.verify() == ()


def test_that_work_on_a_table_that_another_desk_did_not_find_comes_in(tmp_path: Path) -> None:
    data, cell = b"a report", Address("requests", "new", "total")
    sender = Workspace.open(tmp_path / "甲.gouji", author="甲", clock=Clock())
    receiver = Workspace.open(tmp_path / "乙.gouji", author="乙", clock=Clock())
    sender.add_reading(data, make_reading(data, figures={cell: Decimal(8)}))
    receiver.add_reading(data, make_reading(data))
    sender.correct(1, [(cell, Decimal(9))])

    send(sender, receiver, folder=tmp_path)

    (received,) = state(receiver)["reports"].values()
    assert received["values"][cell] == 9
    assert receiver.verify() == ()
    sender.close()
    receiver.close()
