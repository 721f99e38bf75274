"""What a person does to one report: corrections, their undo and redo, verdicts, marks of having seen.

Each is one entry or gesture of the log, with the report's line, in one transaction. Knows no window.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.address import Address
from core.cells import Origin
from core.corrections import Action, Correction
from core.errors import StoreError
from core.gestures import refuse_unseen, refuse_unseen_gesture, refuse_unseen_verdict
from core.language import say
from core.merging import reading_of
from core.shelf import UNSURE
from core.spoken import spoken
from core.store.history import before, rulings_before, timeline
from core.store.log import Entry, VerdictRow
from core.store.sightings import WHOLE, content_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from core.corrections import Gesture, Ruling
    from core.findings import Finding
    from core.review import Review
    from core.shelf import Shelf, State
    from core.statement import Statement
    from core.store.history import Gesture as StepsOfOne
    from core.store.history import Step
    from core.store.log import Repetition
    from core.store.store import Store
    from core.values import Value
    from core.work.library import Library

    _Wanted = tuple[Step, Ruling | None, str]
    """An entry that is taken back or repeated, the verdict that is to stand then, its reason."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation touched. ``duplicate``: the source was known already, nothing changed.

    ``handed_over``: work of others that was kept for the report came into it. ``taken_back``: a
    gesture was undone.
    """

    reports: tuple[int, ...]
    addresses: tuple[Address, ...] = ()
    duplicate: bool = False
    handed_over: bool = False
    taken_back: bool = False


class Gestures:
    """The gestures on the reports of one store; ``author`` tells whom they are signed by now."""

    def __init__(
        self,
        store: Store,
        shelf: Shelf,
        library: Library,
        author: Callable[[], str],
        clock: Callable[[], str],
    ) -> None:
        self._author = author
        self._store = store
        self._shelf = shelf
        self._library = library
        self._clock = clock

    def correct(
        self,
        report: int,
        edits: Sequence[tuple[Address, Value]],
        *,
        reason: str = "",
        gesture: Gesture = "typed",
        seen: Mapping[Address, Value] | None = None,
    ) -> Changes:
        """Set cells to new values: one gesture, one undo step.

        A cell that already stands at its value is left out, unless the machine was unsure of it,
        people differ on it or the gesture is ``confirmed``: then the value is a person's word.
        Raises StoreError when a cell no longer stands at the value that the person has ``seen``.
        """
        wanted = {address: _checked(value) for address, value in edits}
        with self._store.writing():
            state = self._shelf.state(report)
            statement = state.statement
            refuse_unseen(statement, state.corrections, wanted, seen or {}, self._author())
            changes = [
                self.correction(statement, report, address, new, gesture, reason)
                for address, new in wanted.items()
                if statement.value(address) != new
                or statement.origins.get(address) in UNSURE
                or gesture == "confirmed"
                or self._shelf.is_disputed(report, address)
            ]
            self._store.drop_drafts(report, wanted)
            return self._commit(report, state, changes)

    def restore_reading(
        self, report: int, addresses: Iterable[Address], seen: Review | None = None
    ) -> Changes:
        """Give corrected cells back to the machine's reading; one gesture. ``seen``: see ``undo``."""
        with self._store.writing():
            state = self._shelf.state(report)
            statement = state.statement
            refuse_unseen_gesture(state.corrections, seen and seen.corrections)
            latest = {c.address: c.id for c in state.corrections}
            changes = [
                self.correction(statement, report, a, None, "revert", "", latest[a], machine=True)
                for a in dict.fromkeys(addresses)
                if statement.origins.get(a) is Origin.CORRECTED
            ]
            return self._commit(report, state, changes)

    def undo(self, report: int, seen: Review | None = None) -> Changes | None:
        """Take back the newest gesture that stands; None when there is none.

        Raises StoreError when the log goes on behind what the person has ``seen``.
        """
        with self._store.writing():
            state, steps = self._shelf.state(report), self._store.steps(report)
            refuse_unseen_gesture(state.corrections, seen and seen.corrections)
            done = timeline(steps).done
            if not done:
                return None
            match done[-1][0].kind:
                case "correction":
                    changes = self._take_back(report, state, done[-1])
                case "verdict":
                    wanted = _before_verdicts(steps, done[-1])
                    changes = self._judge_again(report, wanted, "undo", seen)
                case _:
                    changes = self._see_again(report, done[-1], "undo")
            return replace(changes, taken_back=True)

    def redo(self, report: int, seen: Review | None = None) -> Changes | None:
        """Repeat the gesture that was taken back last; None when there is none. See ``undo``."""
        with self._store.writing():
            state = self._shelf.state(report)
            refuse_unseen_gesture(state.corrections, seen and seen.corrections)
            undone = timeline(self._store.steps(report)).undone
            if not undone:
                return None
            gesture, undo = undone[-1]
            match gesture[0].kind:
                case "correction":
                    return self._repeat(report, state, gesture, undo)
                case "verdict":
                    wanted: list[_Wanted] = [
                        (taken, first.ruling, first.reason)
                        for first, taken in zip(gesture, undo, strict=True)
                    ]
                    return self._judge_again(report, wanted, "redo", seen)
                case _:
                    return self._see_again(report, undo, "redo", gesture)

    def _take_back(self, report: int, state: State, gesture: StepsOfOne) -> Changes:
        changes: list[Correction] = []
        for undone in _corrections(state, gesture):
            prior = before(state.actions, undone)
            to_machine = prior is None or prior.to_machine
            new = None if prior is None else prior.new
            changes.append(
                self.correction(
                    state.statement, report, undone.address, new, "undo", "", undone.id,
                    machine=to_machine,
                )
            )  # fmt: skip
        return self._commit(report, state, changes)

    def _repeat(self, report: int, state: State, gesture: StepsOfOne, undo: StepsOfOne) -> Changes:
        pairs = zip(_corrections(state, gesture), _corrections(state, undo), strict=True)
        changes = [
            self.correction(
                state.statement, report, first.address, first.new, "redo", first.reason, taken.id,
                machine=first.to_machine,
            )
            for first, taken in pairs
        ]  # fmt: skip
        return self._commit(report, state, changes)

    def _judge_again(
        self,
        report: int,
        wanted: Sequence[_Wanted],
        gesture: Repetition,
        seen: Review | None,
    ) -> Changes:
        """Have each finding stand as it is ``wanted``, which takes back or repeats a verdict."""
        rows = [
            self._verdict(report, step.subject, ruling, reason, gesture, step.id)
            for step, ruling, reason in wanted
        ]
        self._enter_verdicts(report, rows, seen)
        keys = {row.finding_key for row in rows}
        found = (f for f in self._shelf.review(report).findings if f.key in keys)
        return Changes((report,), tuple(dict.fromkeys(a for f in found for a in f.addresses)))

    def _see_again(
        self, report: int, taken: StepsOfOne, gesture: Repetition, seen: StepsOfOne = ()
    ) -> Changes:
        """Take a mark of having seen back, or make the one that was ``seen`` before again."""
        self._library.refuse_final(report)
        names = [Address.parse(name) for name in (seen or taken)[0].subject.split()]
        statement = self._shelf.statement(report)
        content = content_of({a: statement.value(a) for a in names}) if seen else {}
        entry = Entry(
            str(uuid.uuid4()), "seen", report, self._clock(), self._author(), "", content,
            gesture, taken[0].id,
        )  # fmt: skip
        self._store.append_entry(entry)
        return Changes((report,), tuple(names))

    def judge(
        self,
        report: int,
        findings: Sequence[Finding],
        ruling: Ruling | None,
        reason: str = "",
        seen: Review | None = None,
    ) -> Changes:
        """Record what a person thinks of findings, one gesture; a later verdict replaces an earlier.

        ``ruling`` None takes the verdicts back. Raises StoreError when a finding has another
        verdict by now than the person has ``seen``.
        """
        rows = [self._verdict(report, f.key, ruling, spoken(reason)) for f in findings]
        with self._store.writing():
            self._shelf.extraction(report)
            self._enter_verdicts(report, rows, seen)
        return Changes((report,), tuple(dict.fromkeys(a for f in findings for a in f.addresses)))

    def _verdict(
        self,
        report: int,
        finding_key: str,
        ruling: Ruling | None,
        reason: str,
        gesture: Repetition | None = None,
        reverts: str | None = None,
    ) -> VerdictRow:
        return VerdictRow(
            id=str(uuid.uuid4()),
            report=report,
            finding_key=finding_key,
            ruling=ruling,
            reason=reason,
            author=self._author(),
            made_at=self._clock(),
            gesture=gesture,
            reverts=reverts,
        )

    def _enter_verdicts(self, report: int, rows: Sequence[VerdictRow], seen: Review | None) -> None:
        """Write verdicts as one gesture, inside the open transaction."""
        self._library.refuse_final(report)
        verdicts, action = self._store.verdicts(report), str(uuid.uuid4())
        judged = {verdict.finding_key for verdict in verdicts}
        for row in rows:
            refuse_unseen_verdict(verdicts, seen and seen.verdicts, row.finding_key, row.ruling)
            if row.ruling or row.gesture or row.finding_key in judged:
                self._store.append_verdict(replace(row, action=action))
        self._store.project(self._shelf.line(report))

    def mark_seen(self, report: int, addresses: Iterable[Address] | None = None) -> Changes:
        """Record that a person compared cells with the source, or went through the whole report.

        The mark of a cell holds as long as its value stays, that of a report until it is changed.
        """
        with self._store.writing():
            statement = self._shelf.statement(report)
            cells = tuple(() if addresses is None else addresses)
            content = (
                WHOLE if addresses is None else content_of({a: statement.value(a) for a in cells})
            )
            self._store.append_entry(
                Entry(str(uuid.uuid4()), "seen", report, self._clock(), self._author(), "", content)
            )
        return Changes((report,), cells)

    def correction(
        self,
        statement: Statement,
        report: int,
        address: Address,
        new: Value,
        gesture: Gesture,
        reason: str,
        reverts: str | None = None,
        *,
        machine: bool = False,
    ) -> Correction:
        """A correction yet without a sequence; ``machine`` puts the machine's reading for new."""
        reading = reading_of(statement.extraction, address)
        return Correction(
            id=str(uuid.uuid4()),
            sequence=0,
            report=report,
            address=address,
            old=statement.value(address),
            new=reading if machine else new,
            machine=reading,
            reason=spoken(reason),
            author=self._author(),
            made_at=self._clock(),
            gesture=gesture,
            reverts=reverts,
            to_machine=machine,
        )

    def _commit(self, report: int, state: State, changes: Sequence[Correction]) -> Changes:
        """Write one gesture and the report's new line, inside the open transaction.

        ``state`` is the one that the gesture changes.
        """
        if not changes:
            return Changes((report,))
        self._library.refuse_final(report)
        self._store.append(Action(str(uuid.uuid4()), tuple(changes)))
        others = self._shelf.project(report, state.statement)
        return Changes((report, *others), tuple(c.address for c in changes))


def _checked(value: Value) -> Value:
    """The value, if a store can keep it. Raises StoreError for NUL, lone surrogates and a length
    that is no value's.
    """
    if isinstance(value, str) and spoken(value) != value:
        raise StoreError(
            "value.characters",
            say("输入的内容含有无法保存的字符。", "The text holds characters that cannot be kept."),
            say("请重新输入。", "Type it again."),
        )
    return value


def _corrections(state: State, gesture: StepsOfOne) -> tuple[Correction, ...]:
    """The corrections of a gesture, in log order."""
    names = {step.id for step in gesture}
    return tuple(c for c in state.corrections if c.id in names)


def _before_verdicts(steps: Sequence[Step], verdicts: StepsOfOne) -> list[_Wanted]:
    """How the findings stood before a gesture of verdicts, which is to be taken back."""
    old = rulings_before(steps, verdicts)
    return [
        (step, old[step.subject].ruling, old[step.subject].reason)
        if step.subject in old
        else (step, None, "")
        for step in verdicts
    ]
