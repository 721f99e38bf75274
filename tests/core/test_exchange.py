"""Work exchanged between desks: what arrives, what is known already, what people differ on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import StoreError
from core.standing import ReviewStatus
from core.work.workspace import Workspace
from tests.helpers.desks import in_dispute, make_desk, send, state
from tests.helpers.readings import CORRECTED, FIGURES, OTHER, TOTAL, UPHELD, make_reading


@pytest.fixture
def li(tmp_path: Path) -> Iterator[Workspace]:
    desk = make_desk(tmp_path, "李")
    yield desk
    desk.close()


@pytest.fixture
def wang(tmp_path: Path) -> Iterator[Workspace]:
    desk = make_desk(tmp_path, "王", ahead=30)
    yield desk
    desk.close()


def test_that_a_correction_arrives_with_its_author_time_and_reason(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))], reason="看错了")

    send(li, wang, folder=tmp_path)

    review = wang.review(1)
    (arrived,) = review.corrections
    assert review.statement.value(TOTAL) == 6
    assert (arrived.author, arrived.reason, arrived.gesture) == ("李", "看错了", "imported")
    assert arrived.made_at == li.review(1).corrections[0].made_at
    assert review.disputes == ()
    assert wang.verify() == ()


def test_that_own_work_that_comes_back_is_known(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    send(li, wang, folder=tmp_path)
    wang.exchange.export(tmp_path / "back.goujix")

    outlook = li.exchange.look(tmp_path / "back.goujix")

    assert (outlook.applied, outlook.already_there, outlook.disputes) == (0, 1, 0)
    assert li.exchange.merge(outlook) == ()
    assert len(li.review(1).corrections) == 1


def test_that_two_values_for_one_cell_are_a_dispute_with_both_authors_and_times(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    wang.correct(1, [(TOTAL, Decimal(8))])

    send(li, wang, folder=tmp_path)
    send(wang, li, folder=tmp_path)

    (dispute,) = li.review(1).disputes
    assert [(side.value, side.author) for side in dispute.sides] == [(8, "王"), (6, "李")]
    assert dispute.sides[0].made_at > dispute.sides[1].made_at
    # The later one counts for now, on both desks alike.
    assert li.review(1).statement.value(TOTAL) == wang.review(1).statement.value(TOTAL) == 8
    assert state(li) == state(wang)
    assert in_dispute(li) == in_dispute(wang) == [1]
    assert li.waiting() == {1}


def test_that_two_people_with_one_value_agree(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    wang.correct(1, [(TOTAL, Decimal("6.0"))])

    send(li, wang, folder=tmp_path)

    assert wang.review(1).disputes == ()


def test_that_a_correction_that_knew_the_other_is_no_dispute(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    send(li, wang, folder=tmp_path)
    wang.correct(1, [(TOTAL, Decimal(8))])
    send(wang, li, folder=tmp_path)

    assert li.review(1).statement.value(TOTAL) == 8
    assert li.review(1).disputes == wang.review(1).disputes == ()


@pytest.mark.parametrize(
    "chosen", [Decimal(8), Decimal(6), Decimal(7)], ids=["top", "other", "third"]
)
def test_that_a_decision_travels_and_its_undo_opens_the_dispute_again(
    li: Workspace, wang: Workspace, tmp_path: Path, chosen: Decimal
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    wang.correct(1, [(TOTAL, Decimal(8))])
    send(wang, li, folder=tmp_path)
    before = state(li)

    li.correct(1, [(TOTAL, chosen)])
    send(li, wang, folder=tmp_path)

    assert li.review(1).disputes == wang.review(1).disputes == ()
    assert wang.review(1).statement.value(TOTAL) == chosen
    assert state(li) == state(wang)

    li.undo(1)
    send(li, wang, folder=tmp_path)

    assert state(li) == state(wang) == before


def test_that_an_undo_without_earlier_work_leaves_the_cell_to_the_other(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    li.undo(1)
    wang.correct(1, [(TOTAL, Decimal(8))])

    send(li, wang, folder=tmp_path)
    send(wang, li, folder=tmp_path)

    assert li.review(1).statement.value(TOTAL) == 8
    assert li.review(1).disputes == ()
    assert state(li) == state(wang)


def test_that_undo_does_not_take_back_what_came_from_elsewhere(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    wang.correct(1, [(UPHELD, Decimal(4))])
    wang.correct(1, [(TOTAL, Decimal(8))])
    li.correct(1, [(TOTAL, Decimal(6))])
    send(li, wang, folder=tmp_path)

    assert wang.undo(1) is not None
    assert wang.undo(1) is None

    review = wang.review(1)
    assert review.statement.value(UPHELD) == 3
    assert [side.value for side in review.disputes[0].sides] == [8, 6]


def test_that_verdicts_status_reviewer_links_and_seen_cells_arrive(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    finding = li.review(1).problems[0]
    li.judge(1, finding, "source_says_so", "原件如此")
    li.assign([1], "赵")
    li.set_status([1], ReviewStatus.DOUBTFUL, "再问")
    li.link("第1局", "旧名局")
    li.mark_seen(1, [OTHER, CORRECTED])

    send(li, wang, folder=tmp_path)

    (verdict,) = wang.review(1).verdicts
    standing = wang.library.standing(1)
    assert (verdict.author, verdict.reason) == ("李", "原件如此")
    assert (standing.reviewer, standing.status) == ("赵", ReviewStatus.DOUBTFUL)
    assert [(k.one, k.other) for k in wang.links()] == [("第1局", "旧名局")]
    assert wang.review(1).seen == {OTHER, CORRECTED}
    assert state(li) == state(wang)
    assert wang.verify() == ()


def test_that_two_verdicts_on_one_finding_are_a_dispute(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    finding = li.review(1).problems[0]
    li.judge(1, finding, "source_says_so")
    wang.judge(1, finding, "to_ask", "打电话")

    send(li, wang, folder=tmp_path)
    send(wang, li, folder=tmp_path)

    (dispute,) = li.review(1).disputes
    assert dispute.finding_key == finding.key
    assert [(s.ruling, s.author) for s in dispute.sides] == [
        ("to_ask", "王"),
        ("source_says_so", "李"),
    ]

    li.judge(1, finding, "source_says_so")
    send(li, wang, folder=tmp_path)

    assert wang.review(1).disputes == ()
    assert wang.review(1).verdicts[0].ruling == "source_says_so"


def test_that_reports_which_this_desk_lacks_are_told_and_come_later(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    other = b"another report"
    li.add_reading(other, make_reading(other, name="另一份.txt"))
    li.correct(2, [(TOTAL, Decimal(6))])
    li.exchange.export(tmp_path / "p.goujix")

    outlook = wang.exchange.look(tmp_path / "p.goujix")
    wang.exchange.merge(outlook)

    assert [listed.name for listed in outlook.unknown] == ["另一份.txt"]
    assert outlook.applied == 0

    wang.add_reading(other, make_reading(other, name="另一份.txt"))
    wang.exchange.merge(wang.exchange.look(tmp_path / "p.goujix"))

    assert wang.review(2).statement.value(TOTAL) == 6


def test_that_a_report_that_is_signed_off_takes_part_and_says_so(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    wang.set_status([1], ReviewStatus.FINAL)
    li.exchange.export(tmp_path / "p.goujix")

    outlook = wang.exchange.look(tmp_path / "p.goujix")
    wang.exchange.merge(outlook)

    assert outlook.coming[0].is_final
    assert wang.library.standing(1).changed == (TOTAL,)


def test_that_the_machine_is_given_its_reading_back_only_where_it_reads_the_same(
    li: Workspace, wang: Workspace, tmp_path: Path
) -> None:
    li.correct(1, [(TOTAL, Decimal(6))])
    li.restore_reading(1, [TOTAL])
    newer = make_reading(b"report 1", figures=FIGURES | {TOTAL: Decimal(9)})
    wang.read_anew(1, b"report 1", newer)

    send(li, wang, folder=tmp_path)

    # Li held that 7 stands there; the newer reading says 9: both are shown, none is dropped.
    (dispute,) = wang.review(1).disputes
    assert wang.review(1).statement.value(TOTAL) == 7
    assert dispute.kind == "reading"
    assert [(side.value, side.is_machine) for side in dispute.sides] == [(7, False), (9, True)]


def test_that_since_leaves_out_reports_nobody_touched_but_no_history(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path, "李", reports=2)
    desk.correct(1, [(TOTAL, Decimal(6))])
    desk.correct(2, [(TOTAL, Decimal(6))])
    now = desk.review(2).corrections[0].made_at
    desk.correct(2, [(UPHELD, Decimal(2))])

    package = desk.exchange.export(tmp_path / "p.goujix", since=now)

    assert [listed.name for listed in package.reports] == ["报告2.txt"]
    assert len(package.facts) == 2
    desk.close()


def test_that_the_longest_reason_travels_and_a_longer_one_is_refused(tmp_path: Path) -> None:
    li, wang = make_desk(tmp_path, "李"), make_desk(tmp_path, "王")
    li.correct(1, [(TOTAL, Decimal(6))], reason="长" * 32_767)
    with pytest.raises(StoreError, match="32768 字"):
        li.correct(1, [(TOTAL, Decimal(5))], reason="长" * 32_768)
    send(li, wang, folder=tmp_path)

    assert li.review(1).statement.value(TOTAL) == 6
    (correction,) = wang.review(1).corrections
    assert correction.reason == "长" * 32_767
    for desk in (li, wang):
        assert desk.verify() == ()
        desk.close()
