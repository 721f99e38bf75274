"""Undo and redo computed from the log; nothing is ever taken out of it. Pure, knows no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.corrections import Action, Correction, Ruling


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of a gesture that can be taken back: a correction, a verdict or a mark of having seen.

    ``action`` is the same for all entries of one gesture; ``gesture`` is "undo" or "redo" where
    the entry takes back or repeats the entry ``reverts``. ``subject`` is what it is about: a cell's
    address, a finding's key, or the addresses of the cells seen, with blanks between.
    ``is_foreign``: it came from another store.
    """

    id: str
    action: str
    sequence: int
    kind: str
    subject: str
    gesture: str = ""
    reverts: str = ""
    ruling: Ruling | None = None
    reason: str = ""
    is_foreign: bool = False


Gesture = tuple[Step, ...]
"""The entries of one gesture, in log order; what one undo takes back."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The gestures that can be taken back and those that can be repeated, next one last.

    In ``undone`` each gesture stands with the undo that took it back.
    """

    done: tuple[Gesture, ...]
    undone: tuple[tuple[Gesture, Gesture], ...]


def timeline(steps: Iterable[Step]) -> Timeline:
    """Play the log: an undo takes a gesture back, a redo repeats it, a new one clears.

    What came from elsewhere is nobody's gesture here. An own gesture that it came upon can no longer
    be taken back: that would cover another's work unseen.
    """
    done: list[Gesture] = []
    undone: list[tuple[Gesture, Gesture]] = []
    for gesture in _gestures(steps):
        first = gesture[0]
        if first.is_foreign:
            subjects = _subjects(gesture)
            done = [own for own in done if subjects.isdisjoint(_subjects(own))]
            undone = [pair for pair in undone if subjects.isdisjoint(_subjects(pair[0]))]
        elif first.gesture == "undo":
            undone += [(own, gesture) for own in done if _has(own, first.reverts)]
            done = [own for own in done if not _has(own, first.reverts)]
        elif first.gesture == "redo":
            undone = [pair for pair in undone if not _has(pair[1], first.reverts)]
            done.append(gesture)
        else:
            done.append(gesture)
            undone.clear()
    return Timeline(tuple(done), tuple(undone))


def _gestures(steps: Iterable[Step]) -> tuple[Gesture, ...]:
    together: dict[str, list[Step]] = {}
    for step in steps:
        together.setdefault(step.action, []).append(step)
    return tuple(tuple(gesture) for gesture in together.values())


def _subjects(gesture: Gesture) -> set[tuple[str, str]]:
    return {(step.kind, step.subject) for step in gesture}


def _has(gesture: Gesture, entry: str) -> bool:
    return any(step.id == entry for step in gesture)


def rulings_before(steps: Iterable[Step], gesture: Gesture) -> dict[str, Step]:
    """The verdicts, by finding, that stood before a gesture of verdicts on those that it is about.

    ``steps`` are in log order. One pass for all: a gesture may judge thousands of findings.
    """
    wanted, first = {step.subject for step in gesture}, min(step.sequence for step in gesture)
    return {
        step.subject: step
        for step in steps
        if step.kind == "verdict" and step.subject in wanted and step.sequence < first
    }


def all_corrections(actions: Iterable[Action]) -> tuple[Correction, ...]:
    """Every correction of the gestures, in log order."""
    return tuple(correction for action in actions for correction in action.corrections)


def before(actions: Sequence[Action], correction: Correction) -> Correction | None:
    """The correction that the cell stood at before this one; None: the machine's reading."""
    earlier = (
        c
        for c in all_corrections(actions)
        if c.address == correction.address and c.sequence < correction.sequence
    )
    return max(earlier, key=lambda c: c.sequence, default=None)
