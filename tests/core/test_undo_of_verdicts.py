"""Undo and redo take back and repeat whatever was done last: figures, verdicts, marks of having seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.corrections import Ruling
from core.errors import StoreError
from core.reading import read_report
from core.work.workspace import Workspace
from tests.helpers.readings import CORRECTED, TOTAL, UPHELD, make_reading

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """One report, of which 7 does not add up."""
    with closing(Workspace.open(tmp_path / "s.gouji", author="甲")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        yield workspace


def rulings(workspace: Workspace) -> list[tuple[Ruling, str]]:
    return [(v.ruling, v.reason) for v in workspace.review(1).verdicts]


def total(workspace: Workspace) -> object:
    return workspace.review(1).statement.value(TOTAL)


def test_that_undo_takes_a_verdict_back_and_not_the_figure_before_it(workspace: Workspace) -> None:
    workspace.correct(1, [(UPHELD, Decimal(5))])
    finding = workspace.review(1).problems[0]
    workspace.judge(1, finding, "source_says_so", "原件如此")

    changes = workspace.undo(1)

    assert changes is not None
    assert changes.taken_back
    assert set(changes.addresses) == set(finding.addresses)
    assert rulings(workspace) == []
    assert workspace.review(1).statement.value(UPHELD) == 5

    workspace.redo(1)

    assert rulings(workspace) == [("source_says_so", "原件如此")]
    assert not workspace.review(1).can_redo
    assert workspace.verify() == ()


def test_that_withdrawing_no_verdict_is_nothing_to_take_back(workspace: Workspace) -> None:
    workspace.judge(1, workspace.review(1).problems[0], None)

    assert not workspace.review(1).can_undo


def test_that_undo_gives_the_verdict_back_that_stood_before(workspace: Workspace) -> None:
    finding = workspace.review(1).problems[0]
    workspace.judge(1, finding, "to_ask", "电话")
    workspace.judge(1, finding, None)

    workspace.undo(1)
    assert rulings(workspace) == [("to_ask", "电话")]
    workspace.undo(1)
    assert rulings(workspace) == []
    assert not workspace.review(1).can_undo


def test_that_verdicts_given_with_one_key_are_taken_back_with_one(workspace: Workspace) -> None:
    workspace.correct(1, [(CORRECTED, Decimal(9))])
    findings = workspace.review(1).problems
    assert len(findings) > 1
    workspace.judge(1, findings, "to_ask")
    assert len(rulings(workspace)) == len(findings)

    workspace.undo(1)
    assert rulings(workspace) == []
    workspace.redo(1)
    assert len(rulings(workspace)) == len(findings)
    workspace.undo(1)
    workspace.undo(1)
    assert workspace.review(1).corrections[-1].gesture == "undo"


def test_that_a_mark_of_having_seen_is_taken_back_too(workspace: Workspace) -> None:
    workspace.correct(1, [(TOTAL, Decimal(8))])
    workspace.mark_seen(1, [UPHELD, CORRECTED])

    workspace.undo(1)
    assert workspace.review(1).seen == frozenset()
    assert total(workspace) == 8
    workspace.redo(1)
    assert workspace.review(1).seen == {UPHELD, CORRECTED}
    workspace.undo(1)
    workspace.undo(1)
    assert total(workspace) == 7
    assert workspace.verify() == ()


def test_that_going_through_a_report_is_nothing_to_take_back(workspace: Workspace) -> None:
    workspace.mark_seen(1)

    assert not workspace.review(1).can_undo


def test_that_undo_of_a_verdict_survives_a_restart(workspace: Workspace, tmp_path: Path) -> None:
    finding = workspace.review(1).problems[0]
    workspace.judge(1, finding, "source_says_so")
    workspace.undo(1)
    workspace.close()

    with closing(Workspace.open(tmp_path / "s.gouji", author="乙")) as again:
        assert again.review(1).can_redo
        again.redo(1)
        assert [v.ruling for v in again.review(1).verdicts] == ["source_says_so"]


def test_that_undo_never_covers_a_verdict_that_was_not_seen(workspace: Workspace) -> None:
    finding = workspace.review(1).problems[0]
    workspace.judge(1, finding, "to_ask")
    seen = workspace.review(1)
    workspace.judge(1, finding, "source_says_so")

    with pytest.raises(StoreError) as error:
        workspace.undo(1, seen)

    assert error.value.code == "verdict.conflict"
    assert rulings(workspace) == [("source_says_so", "")]


Deed = Literal["figure", "judge", "withdraw", "see", "undo", "redo"]


@given(
    st.lists(st.sampled_from(["figure", "judge", "withdraw", "see", "undo", "redo"]), max_size=9)
)
@settings(max_examples=40, deadline=None)
def test_that_undo_and_redo_lead_through_the_same_states(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[Deed]
) -> None:
    """The model: a list of states with a place in it, as an editor of text has one."""
    path = tmp_path_factory.mktemp("undo") / "s.gouji"
    with closing(Workspace.open(path, author="甲")) as workspace:
        workspace.add_reading(b"a report", make_reading())
        finding = workspace.review(1).problems[0]

        def state() -> object:
            review = workspace.review(1)
            verdicts = [(v.finding_key, v.ruling) for v in review.verdicts]
            return review.statement.value(UPHELD), verdicts, review.seen

        states, at = [state()], 0
        for number, deed in enumerate(deeds):
            match deed:
                case "figure":
                    workspace.correct(1, [(UPHELD, Decimal(100 + number))])
                case "judge":
                    workspace.judge(1, finding, "to_ask", str(number))
                case "withdraw":
                    if not workspace.review(1).verdicts:
                        continue
                    workspace.judge(1, finding, None)
                case "see":
                    workspace.mark_seen(1, [CORRECTED])
                case "undo":
                    at = max(0, at - 1)
                    workspace.undo(1)
                case "redo":
                    at = min(len(states) - 1, at + 1)
                    workspace.redo(1)
            if deed not in ("undo", "redo"):
                at += 1
                states[at:] = [state()]
            assert state() == states[at]
            review = workspace.review(1)
            assert (review.can_undo, review.can_redo) == (at > 0, at < len(states) - 1)
        assert workspace.verify() == ()


def test_that_verdicts_on_a_thousand_findings_are_taken_back_at_once_to_what_stood_before(
    tmp_path: Path,
) -> None:
    sample = (SAMPLES / "nanpu_street_2020.txt").read_text(encoding="utf-8")
    start = sample.index("二、")
    prose = "".join(f"2020年，本机关新收政府信息公开申请{n}件。\n" for n in range(1000, 2000))
    data = f"{sample[:start]}{prose}{sample[start:]}".encode()
    with closing(Workspace.open(tmp_path / "s.gouji", author="甲")) as desk:
        desk.add_reading(data, read_report(data, "报告.txt"))
        problems = desk.review(1).problems
        assert len(problems) >= 1000
        desk.judge(1, problems[:10], "source_says_so", "原件如此")
        desk.judge(1, [*problems, problems[0]], "to_ask", "电话核实", desk.review(1))

        desk.undo(1)

        assert rulings(desk) == [("source_says_so", "原件如此")] * 10
        desk.redo(1)
        assert rulings(desk) == [("to_ask", "电话核实")] * len(problems)
        assert desk.verify() == ()
