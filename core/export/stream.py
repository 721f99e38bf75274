"""Long exports in pieces: what other processes hand over, where it waits, and how it is stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile

from core.progress import Progress


class Stopped(Exception):
    """The person asked to stop; whoever began the export ends it, and no file is left."""


@dataclass(frozen=True, slots=True)
class Watch:
    """How far an export is, told report by report, and whether it should stop."""

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


class Spool:
    """Lines of text that wait in a file without a name: the system removes it whatever happens."""

    def __init__(self) -> None:
        self.lines = 0
        self._stream = TemporaryFile()  # noqa: SIM115 - closed by close()

    def close(self) -> None:
        """Remove the file."""
        self._stream.close()

    def add(self, lines: Sequence[str]) -> None:
        """Keep lines; none of them holds a line feed."""
        if lines:
            self.lines += len(lines)
            self._stream.write(("\n".join(lines) + "\n").encode())

    def __iter__(self) -> Iterator[str]:
        """The lines in their order."""
        self._stream.seek(0)
        for line in self._stream:
            yield line[:-1].decode()
