"""How long work reports progress and learns that it should stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Progress(Protocol):
    """Something that counts steps and can be asked whether to stop."""

    def step(self, done: int, total: int, name: str) -> None:
        """Report that ``done`` of ``total`` steps are done; ``name`` is what was last worked on."""
        ...

    @property
    def cancelled(self) -> bool:
        """Whether the work should stop at the next safe place."""
        ...


class Silent:
    """A Progress that nobody watches."""

    cancelled: bool = False

    def step(self, done: int, total: int, name: str) -> None:
        """Ignore the step."""


class Stopped(Exception):
    """The person asked to stop; whoever began the work ends it, and nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Watch:
    """How far work on many reports is, told one by one, and whether it should stop."""

    progress: Progress
    total: int

    def step(self, done: int, name: str) -> None:
        """Report that so many reports are done. Raises Stopped."""
        self.progress.step(done, self.total, name)
        self.check()

    def check(self) -> None:
        """Raise Stopped when the person asked to stop."""
        if self.progress.cancelled:
            raise Stopped
