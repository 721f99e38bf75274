"""Merging in any order, any number of times, gives every desk the same state; nothing is lost."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.address import Address
from core.exchange.package import read_package
from core.standing import ReviewStatus
from core.store.facts import Fact, Register, made
from core.values import Value
from tests.helpers.desks import make_desk, send, state
from tests.helpers.readings import FIGURES, PENDING, TOTAL, UPHELD, make_reading

if TYPE_CHECKING:
    from core.work.workspace import Workspace

STEPS = ("correct", "correct", "correct", "undo", "redo", "send", "send", "send")
NAMES = ("李", "王", "赵")
cells = st.sampled_from([TOTAL, TOTAL, UPHELD, PENDING])
# Most work meets on one report, or nothing would ever be in conflict.
reports = st.sampled_from([1, 1, 1, 2])
values = st.none() | st.sampled_from(["/"]) | st.integers(0, 3).map(Decimal)


@dataclass(frozen=True)
class Word:
    """One word of a person on a cell, in the plain model: what it says, and all that he had seen."""

    number: int
    report: int
    cell: Address
    value: Value
    seen: frozenset[int]


@dataclass
class Notes:
    """What the plain model knows of one desk: words, those taken back, and what can be undone."""

    words: dict[int, Word] = field(default_factory=dict[int, Word])
    taken_back: set[int] = field(default_factory=set[int])
    done: dict[int, list[Word]] = field(default_factory=lambda: {1: [], 2: []})
    undone: dict[int, list[Word]] = field(default_factory=lambda: {1: [], 2: []})

    def live(self, report: int, cell: Address) -> set[Value]:
        """The values that stand: of words not taken back that no other such word had seen."""
        standing = [
            word
            for word in self.words.values()
            if (word.report, word.cell) == (report, cell) and word.number not in self.taken_back
        ]
        return {w.value for w in standing if all(w.number not in o.seen for o in standing)}

    def take_in(self, words: dict[int, Word], taken_back: set[int]) -> None:
        """Learn what another knew; own gestures on the cells can no longer be undone."""
        touched = {(w.report, w.cell) for n, w in words.items() if n not in self.words}
        touched |= {
            (words[n].report, words[n].cell) for n in taken_back if n not in self.taken_back
        }
        for stack in (*self.done.values(), *self.undone.values()):
            stack[:] = [w for w in stack if (w.report, w.cell) not in touched]
        self.words |= words
        self.taken_back |= taken_back


class Office(RuleBasedStateMachine):
    """Three desks that work on the same two reports and now and then send each other packages."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.desks = [
            make_desk(self.folder, name, ahead=7 * n, reports=2) for n, name in enumerate(NAMES)
        ]
        self.notes = [Notes() for _ in NAMES]
        self.packages: list[tuple[Path, dict[int, Word], set[int]]] = []
        self.count = 0
        self.touched = {0, 1, 2}
        """The desks at which something was done since they were last compared with the model."""

    def note(self, desk: int, report: int, cell: Address, value: Value) -> None:
        notes = self.notes[desk]
        self.count += 1
        seen = frozenset(
            w.number for w in notes.words.values() if (w.report, w.cell) == (report, cell)
        )
        word = Word(self.count, report, cell, value, seen)
        notes.words[word.number] = word
        notes.done[report].append(word)

    @rule(desk=st.integers(0, 2), report=reports, cell=cells, value=values)
    def correct(self, desk: int, report: int, cell: Address, value: Value) -> None:
        self.touched.add(desk)
        if self.desks[desk].correct(report, [(cell, value)]).addresses:
            self.note(desk, report, cell, value)
            self.notes[desk].undone[report].clear()

    @rule(desk=st.integers(0, 2), report=reports, cell=cells)
    def restore(self, desk: int, report: int, cell: Address) -> None:
        self.touched.add(desk)
        if self.desks[desk].restore_reading(report, [cell]).addresses:
            self.note(desk, report, cell, FIGURES[cell])
            self.notes[desk].undone[report].clear()

    @rule(desk=st.integers(0, 2), report=reports, times=st.integers(1, 3))
    def undo(self, desk: int, report: int, times: int) -> None:
        self.touched.add(desk)
        notes = self.notes[desk]
        for _ in range(times):
            answer = self.desks[desk].undo(report)

            assert (answer is None) == (not notes.done[report])
            if notes.done[report]:
                word = notes.done[report].pop()
                notes.taken_back.add(word.number)
                notes.undone[report].append(word)

    @rule(desk=st.integers(0, 2), report=reports)
    def redo(self, desk: int, report: int) -> None:
        self.touched.add(desk)
        notes = self.notes[desk]
        answer = self.desks[desk].redo(report)

        assert (answer is None) == (not notes.undone[report])
        if notes.undone[report]:
            word = notes.undone[report].pop()
            self.note(desk, report, word.cell, word.value)

    @rule(desk=st.integers(0, 2), number=st.integers(1, 9))
    def read_anew(self, desk: int, number: int) -> None:
        self.touched.add(desk)
        reading = make_reading(b"report 1", name=f"报告1-{number}.txt", agency="第1局")
        self.desks[desk].read_anew(1, b"report 1", reading)

    @rule(desk=st.integers(0, 2))
    def reopen(self, desk: int) -> None:
        self.touched.add(desk)
        self.desks[desk].close()
        self.desks[desk] = make_desk(
            self.folder, NAMES[desk], ahead=60 * (self.count + 1), reports=0
        )

    @rule(
        desk=st.integers(0, 2),
        ruling=st.sampled_from(["source_says_so", "does_not_apply", "to_ask", None]),
    )
    def judge(self, desk: int, ruling: str | None) -> None:
        self.touched.add(desk)
        workspace = self.desks[desk]
        for finding in workspace.review(1).problems[:1]:
            if ruling is None:
                workspace.judge(1, finding, None)
            else:
                workspace.judge(1, finding, ruling)  # pyright: ignore[reportArgumentType]

    @rule(desk=st.integers(0, 2), name=st.sampled_from(["甲", "乙"]), linked=st.booleans())
    def work_on_the_rest(self, desk: int, name: str, linked: bool) -> None:
        self.touched.add(desk)
        workspace = self.desks[desk]
        workspace.assign([1], name)
        workspace.link("第1局", name, linked=linked)
        workspace.mark_seen(2, [UPHELD])
        status = ReviewStatus.DOUBTFUL if linked else ReviewStatus.TO_RECHECK
        workspace.set_status([1], status, "再看")

    @rule(sender=st.integers(0, 2), by=st.integers(1, 2), back=st.integers(0, 3))
    def send(self, sender: int, by: int, back: int) -> None:
        """The newest package, or an old one once more, to one of the others."""
        path = self.folder / f"{len(self.packages)}.goujix"
        self.touched.add(sender)
        self.desks[sender].exchange.export(path)
        notes = self.notes[sender]
        self.packages.append((path, dict(notes.words), set(notes.taken_back)))
        self.take_in((sender + by) % 3, *self.packages[max(0, len(self.packages) - 1 - back)])

    @initialize(
        steps=st.lists(
            st.tuples(st.sampled_from(STEPS), st.integers(0, 2), values), min_size=10, max_size=16
        )
    )
    def work_together(self, steps: list[tuple[str, int, Value]]) -> None:
        """Enough work on one cell that it is in conflict as a rule; alone, the steps meet rarely."""
        for step, desk, value in steps:
            match step:
                case "correct":
                    self.correct(desk, 1, TOTAL, value)
                case "undo":
                    self.undo(desk, 1, 1)
                case "redo":
                    self.redo(desk, 1)
                case _:
                    self.send(desk, 1 + self.count % 2, 0)
            self.agrees_with_the_model()

    def take_in(self, desk: int, path: Path, words: dict[int, Word], taken_back: set[int]) -> None:
        self.touched.add(desk)
        exchange = self.desks[desk].exchange
        exchange.merge(exchange.outlook(read_package(path)))
        self.notes[desk].take_in(words, taken_back)

        assert exchange.outlook(read_package(path)).applied == 0

    @invariant()
    def agrees_with_the_model(self) -> None:
        for number in self.touched:
            desk, notes = self.desks[number], self.notes[number]
            assert desk.verify() == ()
            for report in (1, 2):
                review = desk.review(report)
                disputed = {
                    d.address: {side.value for side in d.sides}
                    for d in review.disputes
                    if d.address is not None
                }
                for cell in (TOTAL, UPHELD, PENDING):
                    live = notes.live(report, cell)
                    assert disputed.get(cell, set()) == (live if len(live) > 1 else set())
                    assert review.statement.value(cell) in (live or {FIGURES[cell]})
        self.touched.clear()

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
    max_examples=8, stateful_step_count=8, deadline=None
)


def work(desk: Workspace, plan: list[tuple[Address, Value]]) -> None:
    for cell, value in plan:
        desk.correct(1, [(cell, value)])


plans = st.lists(st.tuples(cells, values), max_size=4)


@settings(max_examples=12, deadline=None)
@given(st.lists(plans, min_size=3, max_size=3), st.data())
def test_that_any_order_and_repetition_of_packages_gives_the_same_state(
    work_plans: list[list[tuple[Address, Value]]], data: st.DataObject
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
            desk.exchange.merge(desk.exchange.outlook(read_package(path)))
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
