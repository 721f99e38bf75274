"""How long work reports progress and learns that it should stop."""

from __future__ import annotations

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
