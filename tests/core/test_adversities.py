"""What may go against the grain between desks: copies put back, wrong clocks, foreign workbooks."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.address import Address
from core.errors import StoreError
from core.exchange.package import read_package
from core.export import Occasion, export
from core.store import backup
from core.work.workspace import Workspace
from tests.helpers.desks import Clock, make_desk, send, state
from tests.helpers.readings import FIGURES, LAWSUITS, TOTAL, UPHELD, make_reading

MADE_AT = "2026-03-01T00:30:00+00:00"


def value(desk: Workspace, address: Address = TOTAL) -> object:
    return desk.review(1).statement.value(address)


def test_that_a_package_brings_work_back_that_a_restored_copy_no_longer_had(
    tmp_path: Path,
) -> None:
    li, wang = make_desk(tmp_path, "李"), make_desk(tmp_path, "王", ahead=60)
    li.correct(1, [(TOTAL, Decimal(6))])
    copy = backup.back_up(li.path, "hand", datetime.now(UTC))
    li.correct(1, [(TOTAL, Decimal(8))])
    li.correct(1, [(UPHELD, Decimal(4))])
    package = tmp_path / "李.goujix"
    li.exchange.export(package)
    li.close()
    assert copy is not None
    backup.restore(li.path, copy, datetime.now(UTC))

    with closing(Workspace.open(li.path, author="李", clock=Clock(30))) as li:
        assert (value(li), value(li, UPHELD)) == (6, 3)
        li.correct(1, [(TOTAL, Decimal(5))])
        for desk in (li, wang):
            desk.exchange.merge(desk.exchange.outlook(read_package(package)))
        send(li, wang, folder=tmp_path)

        assert value(li, UPHELD) == 4
        (dispute,) = li.review(1).disputes
        assert {side.value for side in dispute.sides} == {8, 5}
        assert state(li) == state(wang)
        assert li.verify() == wang.verify() == ()
    wang.close()


def test_that_the_later_word_stands_though_the_clock_of_its_desk_is_slow(tmp_path: Path) -> None:
    fast, slow = make_desk(tmp_path, "快", ahead=100_000), make_desk(tmp_path, "慢")
    fast.correct(1, [(TOTAL, Decimal(6))])
    send(fast, slow, folder=tmp_path)
    slow.correct(1, [(TOTAL, Decimal(8))])

    send(slow, fast, folder=tmp_path)

    assert value(fast) == value(slow) == 8
    assert fast.review(1).disputes == ()
    fast.close()
    slow.close()


def test_that_a_workbook_that_comes_to_another_store_waits_there_for_its_report(
    tmp_path: Path,
) -> None:
    reading = make_reading(figures=FIGURES | LAWSUITS)
    li, wang = make_desk(tmp_path, "李", reports=0), make_desk(tmp_path, "王", reports=0)
    li.add_reading(b"a report", reading)
    path = tmp_path / "审核.xlsx"
    export(path, [li.review(1)], Occasion(MADE_AT, "李"))
    book = load_workbook(path)
    sheet = book["某某县教育局 2023"]
    line = next(row for row in sheet.iter_rows() if row[0].value == 3 and row[4].value == 7)
    sheet[line[4].coordinate].value = 6
    book.save(path)

    for _ in range(2):
        wang.exchange.merge(wang.exchange.look(path, "赵"))
        (parcel,) = wang.exchange.parcels()
        assert [fact.author for fact in parcel.facts] == ["赵"]
    wang.add_reading(b"a report", reading)

    assert value(wang) == 6
    assert value(li) == 7
    assert wang.exchange.parcels() == ()
    assert wang.verify() == ()
    li.close()
    wang.close()


def test_that_what_is_being_typed_is_not_lost_to_what_a_colleague_sends(tmp_path: Path) -> None:
    li, wang = make_desk(tmp_path, "李"), make_desk(tmp_path, "王")
    li.correct(1, [(TOTAL, Decimal(6))])
    wang.keep_draft(1, TOTAL, "1")
    wang.keep_draft(1, UPHELD, "2")

    send(li, wang, folder=tmp_path)

    assert [(d.address, d.text) for d in wang.drafts()] == [(TOTAL, "1"), (UPHELD, "2")]
    wang.correct(1, [(TOTAL, Decimal(1))])
    assert [d.address for d in wang.drafts()] == [UPHELD]
    li.close()
    wang.close()


def test_that_what_is_being_typed_is_not_lost_to_a_newer_reading(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, "李")
    desk.correct(1, [(TOTAL, Decimal(6))])
    desk.keep_draft(1, TOTAL, "1")
    newer = b"report 1 read anew"

    desk.read_anew(1, newer, make_reading(newer, figures=FIGURES | {TOTAL: Decimal(6)}))

    assert [d.text for d in desk.drafts()] == ["1"]
    desk.close()


def test_that_a_window_that_looks_on_may_look_into_a_package_but_not_take_it_in(
    tmp_path: Path,
) -> None:
    li, wang = make_desk(tmp_path, "李"), make_desk(tmp_path, "王")
    li.correct(1, [(TOTAL, Decimal(6))])
    package = tmp_path / "李.goujix"
    li.exchange.export(package)
    with closing(Workspace.open(wang.path, author="张", create=False)) as onlooker:
        outlook = onlooker.exchange.outlook(read_package(package))
        assert outlook.applied == 1

        with pytest.raises(StoreError) as refused:
            onlooker.exchange.merge(outlook)

        assert refused.value.code == "store.read_only"
        wang.exchange.merge(wang.exchange.outlook(read_package(package)))
        assert onlooker.follow()
        assert value(onlooker) == 6
    li.close()
    wang.close()


def test_that_copies_made_between_two_gestures_hold_the_first_and_harm_none(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path, "李")
    now = datetime.now(UTC)
    for number in range(10, 14):
        with desk.at_once():
            desk.correct(1, [(TOTAL, Decimal(number))])
            backup.back_up(desk.path, "timer", now)  # the gesture is not on disk yet
        desk.fold_log()

    newest, *_ = backup.backups_of(desk.path)
    desk.close()
    with closing(Workspace.open(newest.path, create=False)) as copy:
        assert value(copy) == 12
        assert copy.verify() == ()
