"""The workspace against a model that keeps whole states in two plain lists."""

from __future__ import annotations

import shutil
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.address import Address
from core.cells import Origin
from core.values import Value
from core.workspace import Workspace
from tests.helpers.readings import FIGURES, PENDING, make_reading

values = st.none() | st.sampled_from(["/", "无"]) | st.integers(0, 9).map(Decimal)
edits = st.dictionaries(st.sampled_from(list(FIGURES)), values, min_size=1, max_size=3)

State = dict[Address, Value]


class Desk(RuleBasedStateMachine):
    """``overlay`` holds the corrected cells; ``past`` and ``future`` whole overlays."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.workspace = Workspace.open(self.folder / "s.gouji")
        self.workspace.add_reading(b"a report", make_reading())
        self.overlay: State = {}
        self.past: list[State] = []
        self.future: list[State] = []

    def move(self, overlay: State) -> None:
        self.past.append(self.overlay)
        self.overlay = overlay
        self.future.clear()

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
        if changed:
            self.move(self.overlay | changed)

    @rule(address=st.sampled_from(list(FIGURES)))
    def restore(self, address: Address) -> None:
        answer = self.workspace.restore_reading(1, [address])

        assert bool(answer.addresses) == (address in self.overlay)
        if address in self.overlay:
            self.move({a: v for a, v in self.overlay.items() if a != address})

    @rule()
    def undo(self) -> None:
        answer = self.workspace.undo(1)

        assert (answer is None) == (not self.past)
        if self.past:
            self.future.append(self.overlay)
            self.overlay = self.past.pop()

    @rule()
    def redo(self) -> None:
        answer = self.workspace.redo(1)

        assert (answer is None) == (not self.future)
        if self.future:
            self.past.append(self.overlay)
            self.overlay = self.future.pop()

    @rule()
    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.folder / "s.gouji", create=False)

    @precondition(lambda self: self.overlay)
    @rule()
    def crash(self) -> None:
        """Go on with the files as they lie, without closing the store."""
        copy = Path(tempfile.mkdtemp())
        for file in self.folder.iterdir():
            if not file.name.endswith("-shm"):
                shutil.copy(file, copy / file.name)
        self.teardown()
        self.folder = copy
        self.workspace = Workspace.open(copy / "s.gouji", create=False)

    @invariant()
    def agrees(self) -> None:
        review = self.workspace.review(1)
        origins = review.statement.origins

        assert dict(review.statement.values) == FIGURES | self.overlay
        assert {a for a in origins if origins[a] is Origin.CORRECTED} == set(self.overlay)
        assert (review.can_undo, review.can_redo) == (bool(self.past), bool(self.future))
        assert self.workspace.reports()[0].corrected == len(self.overlay)
        assert self.workspace.verify() == ()

    def teardown(self) -> None:
        self.workspace.close()
        shutil.rmtree(self.folder)


TestThatTheDeskAgreesWithAPlainModel = Desk.TestCase
TestThatTheDeskAgreesWithAPlainModel.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None
)
