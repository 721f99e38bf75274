"""What other processes hand over, and where it waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile


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
