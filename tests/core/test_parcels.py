"""Work that comes before its report: kept, handed over at the import, listed, discarded, verified."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.address import Address
from core.cli.main import main
from core.errors import Known
from core.exchange.package import read_package
from core.exchange.words import told
from core.standing import ReviewStatus
from core.store import backup
from core.store.inventory import Inventory, take_inventory
from core.store.schema import CURRENT_VERSION
from core.store.store import Store
from core.work.workspace import Workspace
from tests.helpers.desks import Clock, in_dispute, make_desk, send, state
from tests.helpers.readings import PENDING, TOTAL, UPHELD, make_reading

STORES = Path(__file__).resolve().parents[1] / "stores"
ONE = b"report 1"


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Workspace]:
    desk = make_desk(tmp_path, "李")
    yield desk
    desk.close()


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    """A desk that has no report yet."""
    desk = make_desk(tmp_path, "王", ahead=30, reports=0)
    yield desk
    desk.close()


def take_up(desk: Workspace, data: bytes = ONE, name: str = "报告1.txt") -> bool:
    """Import a report; whether work that waited for it came into it."""
    return desk.add_reading(data, make_reading(data, name=name, agency="第1局")).handed_over


def test_that_work_on_a_report_that_is_not_here_waits_for_its_import(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))], reason="看错了")
    li.set_status([1], ReviewStatus.DOUBTFUL, "再看")
    send(li, wang, folder=tmp_path)

    (parcel,) = wang.exchange.parcels()
    assert (parcel.agency, parcel.year, parcel.name) == ("第1局", 2023, "报告1.txt")
    assert (parcel.sender, len(parcel.facts)) == ("李", 2)
    assert wang.verify() == ()

    assert take_up(wang)

    review = wang.review(1)
    (correction,) = review.corrections
    assert review.statement.value(TOTAL) == 6
    assert (correction.author, correction.reason, correction.gesture) == (
        "李",
        "看错了",
        "imported",
    )
    assert wang.library.standing(1).status is ReviewStatus.DOUBTFUL
    assert state(wang) == state(li)
    assert wang.exchange.parcels() == ()
    assert wang.verify() == ()


def test_that_the_summary_says_what_is_kept_and_a_second_time_that_it_was(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    path = tmp_path / "p.goujix"
    li.exchange.export(path)

    first = wang.exchange.look(path)
    wang.exchange.merge(first)
    second = wang.exchange.look(path)
    wang.exchange.merge(second)

    assert (first.applied, first.kept, first.already_there) == (0, 1, 0)
    assert (second.applied, second.kept, second.already_there) == (0, 0, 1)
    assert "寄存 1 条（此前已寄存 0 条）" in told(first)[-1]
    assert "寄存 0 条（此前已寄存 1 条）" in told(second)[-1]
    assert "第1局 2023" in told(second)[-1]
    assert len(wang.exchange.parcels()) == 1


def test_that_later_work_on_the_same_report_waits_beside_the_first(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    send(li, wang, folder=tmp_path)
    li.correct(1, [(TOTAL, Decimal(5))])
    li.undo(1)
    send(li, wang, folder=tmp_path)

    assert [len(parcel.facts) for parcel in wang.exchange.parcels()] == [1, 2]
    take_up(wang)

    assert wang.review(1).statement.value(TOTAL) == 6
    assert state(wang) == state(li)


def test_that_two_people_who_differ_do_so_when_the_report_comes(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    zhao = make_desk(tmp_path, "赵", ahead=9)
    li.correct(1, [(TOTAL, Decimal(6))])
    zhao.correct(1, [(TOTAL, Decimal(8))])
    send(li, wang, folder=tmp_path)
    send(zhao, wang, folder=tmp_path)

    take_up(wang)

    (dispute,) = wang.review(1).disputes
    assert [side.value for side in dispute.sides] == [8, 6]
    assert in_dispute(wang) == [1]
    assert wang.verify() == ()
    zhao.close()


def test_that_a_report_read_anew_from_another_source_gets_what_waited_for_that_source(
    wang: Workspace, tmp_path: Path
) -> None:
    newer = b"report 1, corrected by the agency"
    li = make_desk(tmp_path, "李", reports=0)
    take_up(li, newer)
    li.correct(1, [(UPHELD, Decimal(4))])
    take_up(wang)
    send(li, wang, folder=tmp_path)
    assert len(wang.exchange.parcels()) == 1

    wang.read_anew(1, newer, make_reading(newer, name="报告1.txt", agency="第1局"))

    assert wang.review(1).statement.value(UPHELD) == 4
    assert wang.exchange.parcels() == ()
    assert wang.verify() == ()
    li.close()


def test_that_what_is_kept_stands_by_after_the_window_was_closed(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    send(li, wang, folder=tmp_path)
    wang.close()

    with closing(Workspace.open(wang.path, author="王")) as again:
        assert take_up(again)
        assert again.review(1).statement.value(TOTAL) == 6


def test_that_a_discarded_parcel_is_not_handed_over_until_it_comes_again(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    send(li, wang, folder=tmp_path)
    (parcel,) = wang.exchange.parcels()

    assert wang.exchange.discard([parcel.number, 99]) == 1
    assert wang.exchange.discard([parcel.number]) == 0
    assert wang.exchange.parcels() == ()
    assert wang.verify() == ()
    assert not take_up(wang)
    assert wang.review(1).statement.value(TOTAL) == 7

    send(li, wang, folder=tmp_path)
    assert wang.review(1).statement.value(TOTAL) == 6


def test_that_what_is_kept_is_passed_on_with_the_whole_store(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    send(li, wang, folder=tmp_path)
    zhao = make_desk(tmp_path, "赵", ahead=60)

    send(wang, zhao, folder=tmp_path)

    assert zhao.review(1).statement.value(TOTAL) == 6
    assert zhao.review(1).corrections[0].author == "李"
    zhao.close()


def test_that_a_package_may_be_limited_to_reports_and_then_passes_nothing_on(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    send(li, wang, folder=tmp_path)

    package = wang.exchange.export(tmp_path / "none.goujix", [])

    assert package.facts == ()


def test_that_the_name_of_a_window_signed_anew_stands_on_its_packages(
    li: Workspace, tmp_path: Path
) -> None:
    li.sign_as("李四")

    assert li.exchange.export(tmp_path / "p.goujix").author == "李四"


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM awaited",
        "UPDATE awaited SET sha256 = substr(sha256, 2) || substr(sha256, 1, 1)",
        "DROP TRIGGER log_no_update; UPDATE log SET content = replace(content, '看错', '看对')"
        " WHERE kind = 'parcel'",
        "DROP TRIGGER log_no_delete; DELETE FROM log WHERE kind = 'parcel'",
    ],
    ids=["list lost", "list changed", "work changed", "work lost"],
)
def test_that_verify_finds_damage_of_what_is_kept(
    li: Workspace, wang: Workspace, tmp_path: Path, damage: str
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))], reason="看错了")
    send(li, wang, folder=tmp_path)
    wang.close()
    with closing(sqlite3.connect(wang.path)) as sqlite:
        sqlite.executescript(damage)

    with closing(Workspace.open(wang.path, create=False)) as damaged:
        assert any(problem.startswith(("log:", "file:")) for problem in damaged.verify())


def test_that_a_store_of_version_2_2_keeps_its_work_and_its_copy(tmp_path: Path) -> None:
    # A verdict, an undone change, a dispute with work from elsewhere, a link, a draft.
    path = tmp_path / "old.gouji"
    shutil.copy(STORES / "2.2.gouji", path)
    with closing(sqlite3.connect(path)) as sqlite:
        before = sqlite.execute("SELECT * FROM log ORDER BY sequence").fetchall()

    with closing(Workspace.open(path, author="乙")) as workspace:
        assert workspace.verify() == ()
        review = workspace.review(1)
        assert [v.reason for v in review.verdicts] == ["原件如此"]
        assert [{side.value for side in d.sides} for d in review.disputes] == [{12, 11}]
        assert [d.text for d in workspace.drafts()] == ["1"]
        assert workspace.links()[0].one == "南浦街道"
        assert workspace.exchange.parcels() == ()
        workspace.correct(2, [(Address.parse("requests.new.total"), Decimal(77))])
        assert workspace.verify() == ()
    with closing(sqlite3.connect(path)) as sqlite:
        assert sqlite.execute("SELECT * FROM log ORDER BY sequence").fetchall()[:-1] == before
        assert sqlite.execute("PRAGMA user_version").fetchone() == (CURRENT_VERSION,)
    assert [b.occasion for b in backup.backups_of(path)] == ["migrate"]


def test_that_of_several_sources_of_a_report_any_brings_the_work_in(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    newer = b"report 1, second edition"
    li.correct(1, [(UPHELD, Decimal(4))])
    li.read_anew(1, newer, make_reading(newer, name="报告1.txt", agency="第1局"))
    send(li, wang, folder=tmp_path)

    assert take_up(wang, newer)

    assert wang.review(1).statement.value(UPHELD) == 4
    assert wang.exchange.parcels() == ()


def test_that_a_fact_kept_for_one_source_is_kept_once_more_for_a_report_of_two(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    newer = b"report 1, second edition"
    li.correct(1, [(UPHELD, Decimal(4))])
    send(li, wang, folder=tmp_path)
    li.read_anew(1, newer, make_reading(newer, name="报告1.txt", agency="第1局"))
    send(li, wang, folder=tmp_path)

    assert take_up(wang, newer)

    assert wang.review(1).statement.value(UPHELD) == 4


def test_that_of_a_package_that_was_cut_short_nothing_is_kept(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    path = tmp_path / "p.goujix"
    li.exchange.export(path)
    path.write_bytes(path.read_bytes()[:-40])

    with pytest.raises(Known, match=r"p\.goujix"):
        wang.exchange.look(path)

    assert wang.exchange.parcels() == ()


def test_that_about_counts_what_the_store_holds(
    li: Workspace, wang: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    li.correct(1, [(TOTAL, Decimal(6)), (UPHELD, Decimal(4))])
    li.undo(1)
    send(li, wang, folder=tmp_path)
    take_up(wang, b"another", "别的.txt")
    wang.judge(1, wang.review(1).problems[0], "to_ask")
    wang.keep_draft(1, TOTAL, "1")
    wang.close()

    held = take_inventory_of(wang.path)

    assert (held.reports, held.sources, held.readings) == (1, 1, 1)
    assert (held.corrections, held.verdicts, held.parcels, held.drafts) == (0, 1, 1, 1)
    assert main(["about", "--store", str(wang.path)]) == 0
    told_ = capsys.readouterr().out
    assert "报告 1 份，原件 1 件，读取 1 次" in told_
    assert "更正 0 条，认定 1 条，寄存 1 项，未完成的录入 1 处" in told_


def take_inventory_of(path: Path) -> Inventory:
    with closing(Store.open(path, create=False, read_only=True)) as store:
        return store.ask(take_inventory)


def test_that_about_tells_of_a_store_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.gouji").write_text("no store")

    assert main(["about", "--store", str(tmp_path / "a.gouji")]) == 0

    assert "a.gouji" in capsys.readouterr().out.splitlines()[2]


# -- any order ----------------------------------------------------------------------------------------

cells = st.sampled_from([TOTAL, UPHELD, PENDING])
values = st.none() | st.sampled_from(["/"]) | st.integers(0, 3).map(Decimal)
plans = st.lists(st.tuples(st.integers(1, 2), cells, values), max_size=5)


@settings(max_examples=15, deadline=None)
@given(st.lists(plans, min_size=2, max_size=3), st.data())
def test_that_any_order_of_packages_and_imports_gives_the_same_state(
    work: list[list[tuple[int, Address, Decimal]]], data: st.DataObject
) -> None:
    folder = Path(tempfile.mkdtemp())
    packages: list[Path] = []
    for number, plan in enumerate(work):
        desk = make_desk(folder, f"人{number}", ahead=data.draw(st.integers(0, 9)), reports=2)
        for report, cell, value in plan:
            desk.correct(report, [(cell, value)])
        desk.link("第1局", f"旧{number}")
        packages.append(folder / f"{number}.goujix")
        desk.exchange.export(packages[-1])
        desk.close()
    steps: list[Path | int] = [*packages, 1, 2]
    found: list[object] = []
    for number in range(2):
        desk = Workspace.open(folder / f"收{number}.gouji", author="收", clock=Clock())
        repeated = data.draw(st.lists(st.sampled_from(packages), max_size=2))
        for step in [*data.draw(st.permutations(steps)), *repeated]:
            if isinstance(step, Path):
                desk.exchange.merge(desk.exchange.outlook(read_package(step)))
            else:
                source = f"report {step}".encode()
                reading = make_reading(source, name=f"报告{step}.txt", agency=f"第{step}局")
                desk.add_reading(source, reading)
            assert desk.verify() == ()
        assert desk.exchange.parcels() == ()
        found.append(state(desk))
        desk.close()

    assert found[0] == found[1]
