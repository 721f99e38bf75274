"""Work on a report that one desk knows by several sources, and others imported from each of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.address import Address
from core.exchange.package import read_package
from core.standing import ReviewStatus
from core.store import backup
from core.store.inventory import take_inventory
from core.store.schema import CURRENT_VERSION
from core.store.store import Store
from core.work.workspace import Workspace
from tests.helpers.desks import Clock, make_desk, send, state
from tests.helpers.readings import PENDING, TOTAL, UPHELD, make_reading

STORES = Path(__file__).resolve().parents[1] / "stores"
FIRST, SECOND, THIRD = b"report 1", b"report 1, second edition", b"report 1, third edition"


def take_up(desk: Workspace, *sources: bytes) -> None:
    """Import each source by itself."""
    for data in sources:
        desk.add_reading(data, make_reading(data, name="报告1.txt", agency="第1局"))


def read_anew(desk: Workspace, data: bytes) -> None:
    desk.read_anew(1, data, make_reading(data, name="报告1.txt", agency="第1局"))


def totals(desk: Workspace) -> dict[int, object]:
    return {line.number: desk.review(line.number).statement.value(TOTAL) for line in desk.reports()}


def entries(desk: Workspace) -> int:
    with closing(Store.open(desk.path, create=False, read_only=True)) as store:
        return store.ask(lambda sqlite: sqlite.execute("SELECT max(sequence) FROM log").fetchone())[
            0
        ]


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Workspace]:
    """Corrected the report, and read it anew from the edition that the agency sent later."""
    desk = make_desk(tmp_path, "李")
    desk.correct(1, [(TOTAL, Decimal(6))], reason="看错了")
    desk.set_status([1], ReviewStatus.DOUBTFUL, "再看")
    read_anew(desk, SECOND)
    yield desk
    desk.close()


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    """A desk that has no report yet."""
    desk = make_desk(tmp_path, "王", ahead=30, reports=0)
    yield desk
    desk.close()


@pytest.mark.parametrize(
    "steps",
    ["first second package", "package first second", "package second first", "first package second",
     "second package first", "second first package package"],
)  # fmt: skip
def test_that_the_work_comes_into_each_report_of_a_source_whatever_came_first(
    li: Workspace, wang: Workspace, tmp_path: Path, steps: str
) -> None:
    for step in steps.split():
        if step == "package":
            send(li, wang, folder=tmp_path)
        else:
            take_up(wang, FIRST if step == "first" else SECOND)

    assert totals(wang) == {1: 6, 2: 6}
    for report in (1, 2):
        (correction,) = wang.review(report).corrections
        assert (correction.author, correction.reason) == ("李", "看错了")
        assert wang.library.standing(report).status is ReviewStatus.DOUBTFUL
    assert wang.exchange.parcels() == ()
    assert wang.verify() == ()


def test_that_what_came_into_one_of_the_reports_is_not_shown_as_waiting(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    send(li, wang, folder=tmp_path)
    assert len(wang.exchange.parcels()) == 1

    take_up(wang, SECOND)

    assert wang.exchange.parcels() == ()
    with closing(Store.open(wang.path, create=False, read_only=True)) as store:
        assert store.ask(take_inventory).parcels == 0


def test_that_the_same_package_again_changes_nothing(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    take_up(wang, FIRST)
    send(li, wang, folder=tmp_path)
    before = entries(wang)

    send(li, wang, folder=tmp_path)

    assert entries(wang) == before


def test_that_work_on_one_of_two_reports_stays_apart_from_the_other(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    zhao = make_desk(tmp_path, "赵", ahead=90, reports=0)
    take_up(wang, FIRST, SECOND)
    take_up(zhao, FIRST, SECOND)
    send(li, wang, folder=tmp_path)
    wang.correct(2, [(UPHELD, Decimal(9))])

    send(wang, zhao, folder=tmp_path)

    assert state(zhao) == state(wang)
    assert zhao.review(1).statement.value(UPHELD) != 9
    assert zhao.review(2).statement.value(UPHELD) == 9
    assert totals(zhao) == {1: 6, 2: 6}
    zhao.close()


def test_that_what_still_waits_for_a_source_is_passed_on_with_it(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    zhao = make_desk(tmp_path, "赵", ahead=90, reports=0)
    take_up(zhao, SECOND)
    take_up(wang, FIRST)
    send(li, wang, folder=tmp_path)

    send(wang, zhao, folder=tmp_path)

    assert totals(zhao) == {1: 6}
    zhao.close()


def test_that_what_was_discarded_does_not_come_for_any_source(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    send(li, wang, folder=tmp_path)
    (parcel,) = wang.exchange.parcels()
    wang.exchange.discard([parcel.number])

    take_up(wang, FIRST, SECOND)

    assert totals(wang) == {1: 7, 2: 7}
    assert wang.verify() == ()


def test_that_work_of_both_reports_is_undone_in_neither(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    take_up(wang, FIRST, SECOND)
    send(li, wang, folder=tmp_path)

    assert wang.undo(1) is None
    assert wang.undo(2) is None
    assert totals(wang) == {1: 6, 2: 6}


def test_that_a_store_of_version_2_4_keeps_its_work_and_what_waits(tmp_path: Path) -> None:
    # A correction that a colleague sees differently, an undone one, a verdict, a status, a link, a
    # draft, and the colleague's work on a report that is not here.
    path = tmp_path / "old.gouji"
    shutil.copy(STORES / "2.4.gouji", path)

    with closing(Workspace.open(path, author="丙")) as workspace:
        assert workspace.verify() == ()
        review = workspace.review(1)
        assert [{side.value for side in d.sides} for d in review.disputes] == [{12, 11}]
        assert [v.reason for v in review.verdicts] == ["原件如此"]
        assert [d.text for d in workspace.drafts()] == ["1"]
        assert [k.one for k in workspace.links()] == ["南浦街道"]
        (parcel,) = workspace.exchange.parcels()
        assert (parcel.sender, parcel.awaited) == ("乙", parcel.sources)
        sample = Path(__file__).parents[2] / "resources" / "samples" / parcel.name
        data = sample.read_bytes()
        reading = make_reading(data, name=parcel.name)
        assert workspace.add_reading(data, reading).handed_over
        cell = Address.parse("requests.new.total")
        assert workspace.review(2).statement.value(cell) == 5
        assert workspace.verify() == ()
        with closing(Store.open(path, create=False, read_only=True)) as store:
            version = store.ask(take_inventory).version
    assert version == (CURRENT_VERSION >> 16, CURRENT_VERSION & 0xFFFF)
    assert [b.occasion for b in backup.backups_of(path)] == ["migrate"]


# -- any order ----------------------------------------------------------------------------------------

cells = st.sampled_from([TOTAL, UPHELD, PENDING])
values = st.sampled_from([None, "/", Decimal(1), Decimal(2)])
plans = st.lists(st.tuples(cells, values) | st.sampled_from(["read anew", "send"]), max_size=6)


@settings(max_examples=12, deadline=None)
@given(plans, plans, st.data())
def test_that_the_order_of_packages_and_of_editions_is_nothing_to_the_result(
    ones: list[tuple[Address, Decimal] | str],
    others: list[tuple[Address, Decimal] | str],
    data: st.DataObject,
) -> None:
    folder = Path(tempfile.mkdtemp())
    packages: list[Path] = []
    for author, editions, plan in (("李", [FIRST, SECOND], ones), ("赵", [SECOND, THIRD], others)):
        desk = make_desk(folder, author, ahead=data.draw(st.integers(0, 5)), reports=0)
        take_up(desk, editions[0])
        for step in [*plan, "send"]:
            if step == "send":
                packages.append(folder / f"{len(packages)}.goujix")
                desk.exchange.export(packages[-1])
            elif step == "read anew":
                read_anew(desk, editions[1])
            elif not isinstance(step, str):
                desk.correct(1, [step])
        desk.close()
    found: list[object] = []
    for number in range(2):
        desk = Workspace.open(folder / f"收{number}.gouji", author="收", clock=Clock())
        repeated = data.draw(st.lists(st.sampled_from(packages), max_size=2))
        every: list[Path | bytes] = [*packages, FIRST, SECOND, THIRD]
        for step in [*data.draw(st.permutations(every)), *repeated]:
            if isinstance(step, Path):
                desk.exchange.merge(desk.exchange.outlook(read_package(step)))
            else:
                take_up(desk, step)
        assert desk.verify() == ()
        found.append(state(desk))
        desk.close()
    shutil.rmtree(folder)

    assert found[0] == found[1]
