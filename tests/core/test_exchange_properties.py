"""Merging in any order, any number of times, gives every desk the same state; nothing is lost."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.standing import ReviewStatus
from core.store.facts import Fact, Register, made
from tests.helpers.desks import make_desk, send, state
from tests.helpers.readings import PENDING, TOTAL, UPHELD

if TYPE_CHECKING:
    from core.address import Address
    from core.workspace import Workspace

NAMES = ("李", "王", "赵")
cells = st.sampled_from([TOTAL, UPHELD, PENDING])
values = st.none() | st.sampled_from(["/"]) | st.integers(0, 3).map(Decimal)


class Office(RuleBasedStateMachine):
    """Three desks that work on the same two reports and now and then send each other packages."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.desks = [
            make_desk(self.folder, name, ahead=7 * n, reports=2) for n, name in enumerate(NAMES)
        ]
        self.packages: list[Path] = []

    @rule(desk=st.integers(0, 2), report=st.integers(1, 2), cell=cells, value=values)
    def correct(self, desk: int, report: int, cell: Address, value: Decimal | str | None) -> None:
        self.desks[desk].correct(report, [(cell, value)])

    @rule(desk=st.integers(0, 2), report=st.integers(1, 2), cell=cells)
    def restore(self, desk: int, report: int, cell: Address) -> None:
        self.desks[desk].restore_reading(report, [cell])

    @rule(desk=st.integers(0, 2), report=st.integers(1, 2), times=st.integers(1, 3))
    def undo(self, desk: int, report: int, times: int) -> None:
        for _ in range(times):
            self.desks[desk].undo(report)

    @rule(desk=st.integers(0, 2), report=st.integers(1, 2))
    def redo(self, desk: int, report: int) -> None:
        self.desks[desk].redo(report)

    @rule(
        desk=st.integers(0, 2),
        ruling=st.sampled_from(["source_says_so", "does_not_apply", "to_ask", None]),
    )
    def judge(self, desk: int, ruling: str | None) -> None:
        workspace = self.desks[desk]
        for finding in workspace.review(1).problems[:1]:
            if ruling is None:
                workspace.judge(1, finding, None)
            else:
                workspace.judge(1, finding, ruling)  # pyright: ignore[reportArgumentType]

    @rule(desk=st.integers(0, 2), name=st.sampled_from(["甲", "乙"]), linked=st.booleans())
    def work_on_the_rest(self, desk: int, name: str, linked: bool) -> None:
        workspace = self.desks[desk]
        workspace.assign([1], name)
        workspace.link("第1局", name, linked=linked)
        workspace.mark_seen(2, [UPHELD])
        status = ReviewStatus.DOUBTFUL if linked else ReviewStatus.TO_RECHECK
        workspace.set_status([1], status, "再看")

    @rule(desk=st.integers(0, 2))
    def export(self, desk: int) -> None:
        path = self.folder / f"{len(self.packages)}.goujix"
        self.desks[desk].exchange.export(path)
        self.packages.append(path)

    @rule(desk=st.integers(0, 2), data=st.data())
    def take_in(self, desk: int, data: st.DataObject) -> None:
        if self.packages:
            path = data.draw(st.sampled_from(self.packages))
            exchange = self.desks[desk].exchange
            exchange.merge(exchange.look(path))

            assert exchange.look(path).applied == 0

    @invariant()
    def is_sound(self) -> None:
        for desk in self.desks:
            assert desk.verify() == ()

    def teardown(self) -> None:
        for sender in (*self.desks, self.desks[0]):
            send(sender, *self.desks, folder=self.folder)
        states = [state(desk) for desk in self.desks]
        assert states[0] == states[1] == states[2]
        for desk in self.desks:
            assert desk.verify() == ()
            desk.close()


TestThatAllDesksAgreeOnceEverythingWasSent = Office.TestCase
TestThatAllDesksAgreeOnceEverythingWasSent.settings = settings(
    max_examples=25, stateful_step_count=16, deadline=None
)


def work(desk: Workspace, plan: list[tuple[Address, Decimal | str | None]]) -> None:
    for cell, value in plan:
        desk.correct(1, [(cell, value)])


plans = st.lists(st.tuples(cells, values), max_size=4)


@settings(max_examples=25, deadline=None)
@given(st.lists(plans, min_size=3, max_size=3), st.data())
def test_that_any_order_and_repetition_of_packages_gives_the_same_state(
    work_plans: list[list[tuple[Address, Decimal | str | None]]], data: st.DataObject
) -> None:
    folder = Path(tempfile.mkdtemp())
    packages: list[Path] = []
    for number, plan in enumerate(work_plans):
        desk = make_desk(folder, f"人{number}", ahead=data.draw(st.integers(0, 9)))
        work(desk, plan)
        packages.append(folder / f"{number}.goujix")
        desk.exchange.export(packages[-1])
        desk.close()
    found: list[object] = []
    for number in range(2):
        desk = make_desk(folder, f"收{number}")
        order = data.draw(st.permutations(packages)) + data.draw(
            st.lists(st.sampled_from(packages), max_size=3)
        )
        for path in order:
            desk.exchange.merge(desk.exchange.look(path))
        found.append(state(desk))
        desk.close()

    assert found[0] == found[1]


def said(value: str, made_at: str, *after: Fact, undoes: Fact | None = None) -> Fact:
    """A correction of one cell."""
    content = {
        "new": value,
        "machine": "7",
        "gesture": "undo" if undoes else "typed",
        "to_machine": False,
        "reverts": undoes.id if undoes else None,
    }
    moment = f"2026-03-01T08:0{made_at}:00+00:00"
    answered = [fact.id for fact in after]
    return made(
        "correction", "0" * 64, str(TOTAL), content, author="李", made_at=moment, after=answered
    )


def test_that_whoever_takes_back_a_decision_gives_the_floor_to_those_before() -> None:
    one, two = said("1", "1"), said("2", "2")
    decided = said("3", "3", one, two)
    taken_back = said("2", "4", decided, undoes=decided)
    register = Register()
    for fact in (taken_back, two, decided, one):
        register.add(fact)

    assert [fact.content["new"] for fact in register.opinions()] == ["1", "2"]


def test_that_what_somebody_else_answered_does_not_come_back_by_an_undo() -> None:
    one = said("1", "1")
    own = said("2", "2", one)
    taken_back = said("1", "3", own, undoes=own)
    elsewhere = said("5", "4", one)
    register = Register()
    for fact in (one, own, taken_back, elsewhere):
        register.add(fact)

    assert [fact.content["new"] for fact in register.opinions()] == ["5"]
