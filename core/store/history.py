"""Undo and redo computed from the log; nothing is ever taken out of it. Pure, knows no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.address import Address
    from core.corrections import Correction
    from core.store.log import Action


@dataclass(frozen=True, slots=True)
class Timeline:
    """The gestures that can be taken back and those that can be repeated, next one last.

    In ``undone`` each gesture stands with the undo that took it back.
    """

    done: tuple[Action, ...]
    undone: tuple[tuple[Action, Action], ...]


def timeline(actions: Iterable[Action]) -> Timeline:
    """Play the log: an undo takes the newest gesture back, a redo repeats it, a new one clears.

    What came from elsewhere is nobody's gesture here. An own gesture that it came upon can no longer
    be taken back: that would cover another's work unseen.
    """
    done: list[Action] = []
    undone: list[tuple[Action, Action]] = []
    for action in actions:
        match action.corrections[0].gesture:
            case "undo":
                undone.append((done.pop(), action))
            case "redo":
                undone.pop()
                done.append(action)
            case "imported":
                cells = {c.address for c in action.corrections}
                done = [own for own in done if cells.isdisjoint(_cells(own))]
                undone = [pair for pair in undone if cells.isdisjoint(_cells(pair[0]))]
            case _:
                done.append(action)
                undone.clear()
    return Timeline(tuple(done), tuple(undone))


def _cells(action: Action) -> set[Address]:
    return {correction.address for correction in action.corrections}


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
