"""A measured figure with its goal, and the line that every measurement prints of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure with its goal: a least value where ``is_least``, else a greatest one.

    A figure without a goal is shown for what it is.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    is_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.is_least else self.value <= self.goal

    def __str__(self) -> str:
        goal = "-" if self.goal is None else f"{self.goal:g}"
        return f"{self.name} {self.value:.4g} {self.unit} {goal} {'ok' if self.is_met else 'short'}"


def show(figures: Iterable[Figure]) -> bool:
    """Print each figure as soon as it is measured; whether all goals are met."""
    is_met = True
    for figure in figures:
        sys.stdout.write(f"{figure}\n")
        sys.stdout.flush()
        is_met = is_met and figure.is_met
    return is_met
