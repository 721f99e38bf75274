"""A report that is read anew again and again while a person works on it, against a plain model."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.address import Address
from core.cells import Origin
from core.values import Value
from core.work.workspace import Workspace
from tests.helpers.readings import FIGURES, PENDING, TOTAL, UPHELD, make_reading

CELLS = (TOTAL, UPHELD, PENDING)
# Few values, so that people and machines meet on the same one.
values = st.sampled_from([None, "/", Decimal(0), Decimal(5), Decimal(6), Decimal(7)])
edits = st.dictionaries(st.sampled_from(CELLS), values, min_size=1, max_size=2)


@dataclass(frozen=True)
class Word:
    """What a person put into a cell, and what the machine read there at that time."""

    value: Value
    machine: Value


State = dict[Address, Word]


class Rereading(RuleBasedStateMachine):
    """``words`` holds the cells in which a person has the last word; ``past`` and ``future`` are
    whole such states; ``figures`` what the machine reads now.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.workspace = Workspace.open(self.folder / "s.gouji")
        self.sources = 1
        self.figures: dict[Address, Value] = dict(FIGURES)
        self.workspace.add_reading(b"1", make_reading(b"1"))
        self.words: State = {}
        self.past: list[State] = []
        self.future: list[State] = []

    def shown(self) -> dict[Address, Value]:
        return self.figures | {address: word.value for address, word in self.words.items()}

    def disputed(self) -> set[Address]:
        """Where the machine reads something else than before and than the person put."""
        return {
            address
            for address, word in self.words.items()
            if self.figures[address] not in (word.machine, word.value)
        }

    def move(self, words: State) -> None:
        self.past.append(self.words)
        self.words = words
        self.future.clear()

    def brought_back(self, state: State) -> State:
        """An earlier state; a word that it brings back is spoken now, before the present reading."""
        return {
            address: word
            if self.words.get(address) == word
            else Word(word.value, self.figures[address])
            for address, word in state.items()
        }

    @rule(edits=edits)
    def correct(self, edits: dict[Address, Value]) -> None:
        shown = self.shown()
        changed = {
            address: Word(value, self.figures[address])
            for address, value in edits.items()
            # The same once more decides where the machine reads something else by now.
            if shown[address] != value
            or (address == PENDING and PENDING not in self.words)
            or address in self.disputed()
        }
        self.workspace.correct(1, list(edits.items()))
        if changed:
            self.move(self.words | changed)

    @rule(address=st.sampled_from(CELLS))
    def give_back(self, address: Address) -> None:
        self.workspace.restore_reading(1, [address])
        if address in self.words:
            self.move({a: word for a, word in self.words.items() if a != address})

    @rule()
    def undo(self) -> None:
        answer = self.workspace.undo(1)

        assert (answer is None) == (not self.past)
        if self.past:
            self.future.append(self.words)
            self.words = self.brought_back(self.past.pop())

    @rule()
    def redo(self) -> None:
        answer = self.workspace.redo(1)

        assert (answer is None) == (not self.future)
        if self.future:
            self.past.append(self.words)
            self.words = self.brought_back(self.future.pop())

    @rule(figures=edits, is_new=st.booleans())
    def read_anew(self, figures: dict[Address, Value], is_new: bool) -> None:
        """Another version of the source, or a newer reader on the same."""
        self.sources += is_new
        data = str(self.sources).encode()
        read = FIGURES | figures
        reading = make_reading(data, figures=read)
        merged = self.workspace.read_anew(1, data, reading)

        settled = {
            address
            for address, word in self.words.items()
            if read[address] == word.value and read[address] != word.machine
        }
        assert {c.address for c in merged.settled} == settled
        self.figures = read
        if settled:
            self.move({a: word for a, word in self.words.items() if a not in settled})

    @rule()
    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = Workspace.open(self.folder / "s.gouji", create=False)

    @invariant()
    def agrees(self) -> None:
        review = self.workspace.review(1)
        corrected = {a for a, o in review.statement.origins.items() if o is Origin.CORRECTED}

        assert dict(review.statement.values) == self.shown()
        assert corrected == set(self.words)
        assert {c.address for c in self.workspace.conflicts(1)} == self.disputed()
        assert (review.can_undo, review.can_redo) == (bool(self.past), bool(self.future))
        changed = [a for a, word in self.words.items() if word.value != self.figures[a]]
        assert self.workspace.reports()[0].corrected == len(changed)
        assert self.workspace.verify() == ()

    def teardown(self) -> None:
        self.workspace.close()
        shutil.rmtree(self.folder)


TestThatReadingAnewTakesNothingFromAPerson = Rereading.TestCase
TestThatReadingAnewTakesNothingFromAPerson.settings = settings(
    max_examples=15, stateful_step_count=15, deadline=None
)
