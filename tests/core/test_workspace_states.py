"""The workspace against a model that keeps whole states in plain lists and dictionaries."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.address import Address
from core.cells import Origin
from core.corrections import Ruling
from core.store import backup
from core.values import Value
from core.work.workspace import Workspace
from tests.helpers.readings import FIGURES, PENDING, make_reading

values = st.none() | st.sampled_from(["/", "无"]) | st.integers(0, 9).map(Decimal)
edits = st.dictionaries(st.sampled_from(list(FIGURES)), values, min_size=1, max_size=3)

rulings = st.sampled_from(["source_says_so", "does_not_apply", "to_ask", None])
names = st.sampled_from(["甲局", "乙局", "丙局"])
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEPT = ("overlay", "past", "future", "verdicts", "links", "drafts")

State = dict[Address, Value]
Verdicts = dict[str, tuple[Ruling, str]]
Work = tuple[State, Verdicts]


class Desk(RuleBasedStateMachine):
    """``overlay`` holds the corrected cells; ``past`` and ``future`` whole overlays and verdicts.

    ``copies`` are the models of the backups, by number.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.workspace = Workspace.open(self.folder / "s.gouji")
        self.workspace.add_reading(b"a report", make_reading())
        self.overlay: State = {}
        self.past: list[Work] = []
        self.future: list[Work] = []
        self.verdicts: Verdicts = {}
        self.links: list[tuple[str, str, bool]] = []
        self.drafts: dict[Address, str] = {}
        self.copies: dict[int, dict[str, object]] = {}

    @property
    def path(self) -> Path:
        return self.folder / "s.gouji"

    def drop_drafts(self, addresses: Iterable[Address]) -> None:
        for address in addresses:
            self.drafts.pop(address, None)

    def move(self, overlay: State, verdicts: Verdicts | None = None) -> None:
        self.past.append((self.overlay, self.verdicts))
        self.overlay = overlay
        self.verdicts = self.verdicts if verdicts is None else verdicts
        self.future.clear()

    def go(self, there: Work, addresses: Iterable[Address]) -> None:
        if there[0] != self.overlay:
            self.drop_drafts(addresses)
        self.overlay, self.verdicts = there

    @rule(edits=edits)
    def correct(self, edits: State) -> None:
        current = FIGURES | self.overlay
        changed = {
            address: value
            for address, value in edits.items()
            if current[address] != value or (address == PENDING and PENDING not in self.overlay)
        }
        answer = self.workspace.correct(1, list(edits.items()))

        assert set(answer.addresses) == set(changed)
        self.drop_drafts(edits)
        if changed:
            self.move(self.overlay | changed)

    @rule(address=st.sampled_from(list(FIGURES)))
    def restore(self, address: Address) -> None:
        answer = self.workspace.restore_reading(1, [address])

        assert bool(answer.addresses) == (address in self.overlay)
        self.drop_drafts(answer.addresses)
        if address in self.overlay:
            self.move({a: v for a, v in self.overlay.items() if a != address})

    @rule()
    def undo(self) -> None:
        answer = self.workspace.undo(1)

        assert (answer is None) == (not self.past)
        if answer and self.past:
            self.future.append((self.overlay, self.verdicts))
            self.go(self.past.pop(), answer.addresses)

    @rule()
    def redo(self) -> None:
        answer = self.workspace.redo(1)

        assert (answer is None) == (not self.future)
        if answer and self.future:
            self.past.append((self.overlay, self.verdicts))
            self.go(self.future.pop(), answer.addresses)

    @rule(ruling=rulings, reason=st.sampled_from(["", "原文如此"]))
    def judge(self, ruling: Ruling | None, reason: str) -> None:
        problems = self.workspace.review(1).problems
        if not problems:
            return
        finding = problems[0]
        others = {k: v for k, v in self.verdicts.items() if k != finding.key}
        if ruling is None:
            self.workspace.judge(1, finding, None)
            if others != self.verdicts:
                self.move(self.overlay, others)
        else:
            self.workspace.judge(1, finding, ruling, reason)
            others[finding.key] = (ruling, reason)
            self.move(self.overlay, others)

    @rule(one=names, other=names, linked=st.booleans())
    def link(self, one: str, other: str, linked: bool) -> None:
        self.workspace.link(one, other, linked=linked)
        self.links.append((one, other, linked))

    @rule(address=st.sampled_from(list(FIGURES)), text=st.text(max_size=3))
    def type_text(self, address: Address, text: str) -> None:
        self.workspace.keep_draft(1, address, text)
        self.drafts[address] = text.replace("\0", "\ufffd")

    def model(self) -> dict[str, object]:
        return copy.deepcopy({name: getattr(self, name) for name in KEPT})

    @rule()
    def back_up(self) -> None:
        made = backup.back_up(self.path, "hand", NOON)
        if made is not None:
            self.copies[made.number] = self.model()

    @precondition(lambda self: self.copies)
    @rule(data=st.data())
    def put_back(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.copies)))
        self.workspace.close()
        before = self.model()
        backup.restore(self.path, backup.numbered(self.path, number), NOON)
        newest, *_ = backup.backups_of(self.path)
        self.copies.setdefault(newest.number, before)
        for name, value in copy.deepcopy(self.copies[number]).items():
            setattr(self, name, value)
        self.workspace = Workspace.open(self.path, create=False)

    @rule()
    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.folder / "s.gouji", create=False)

    @precondition(lambda self: self.overlay)
    @rule()
    def crash(self) -> None:
        """Go on with the files as they lie, without closing the store."""
        left = Path(tempfile.mkdtemp())
        shutil.copytree(
            self.folder, left, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*-shm")
        )
        self.teardown()
        self.folder = left
        self.workspace = Workspace.open(self.path, create=False)

    @invariant()
    def agrees(self) -> None:
        review = self.workspace.review(1)
        origins = review.statement.origins

        assert dict(review.statement.values) == FIGURES | self.overlay
        assert {a for a in origins if origins[a] is Origin.CORRECTED} == set(self.overlay)
        assert (review.can_undo, review.can_redo) == (bool(self.past), bool(self.future))
        changed = {a for a, value in self.overlay.items() if value != FIGURES[a]}
        assert review.statement.corrected == changed
        assert self.workspace.reports()[0].corrected == len(changed)
        found = {v.finding_key: (v.ruling, v.reason) for v in review.verdicts}
        assert found == self.verdicts
        assert [(k.one, k.other, k.linked) for k in self.workspace.links()] == self.links
        assert {d.address: d.text for d in self.workspace.drafts()} == self.drafts
        assert self.workspace.verify() == ()

    def teardown(self) -> None:
        self.workspace.close()
        shutil.rmtree(self.folder)


TestThatTheDeskAgreesWithAPlainModel = Desk.TestCase
TestThatTheDeskAgreesWithAPlainModel.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None
)
