"""What an import still has to do, on disk beside the store, so that a crash loses no list of files.

A report is in the store or not; which files of a folder were to come stands here until the import
has ended. It is a convenience: a disk that takes no more of it never stops an import.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Sequence


class ImportJournal:
    """The journal of one store, ``<store>.import``: the paths of an import, then each that is done."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(f"{store.name}.import")

    def begin(self, paths: Sequence[Path]) -> None:
        """Note what is to be imported, in place of an earlier journal."""
        part = self._path.with_name(f"{self._path.name}.part")
        names = [os.fspath(path.absolute()) for path in paths]
        with suppress(OSError):
            part.write_text(json.dumps(names) + "\n", encoding="ascii")
            os.replace(part, self._path)

    def note(self, path: Path) -> None:
        """Note that a file is done with, stored or refused."""
        with suppress(OSError), self._path.open("a", encoding="ascii") as journal:
            journal.write(json.dumps(os.fspath(path.absolute())) + "\n")

    def left(self) -> tuple[Path, ...]:
        """What was not done when the last import broke off; empty when it ended."""
        try:
            lines = self._path.read_text(encoding="ascii").splitlines()
            names = _texts(lines[0])
        except (OSError, ValueError, IndexError):
            return ()
        done: set[str] = set()
        for line in lines[1:]:
            with suppress(ValueError):  # cut off by the crash
                done.update(_texts(f"[{line}]"))
        return tuple(Path(name) for name in names if name not in done)

    def end(self) -> None:
        """Forget the import: it ended, or its rest is not wanted."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _texts(line: str) -> list[str]:
    """The texts of a JSON list. Raises ValueError for anything else."""
    found: object = json.loads(line)
    if not isinstance(found, list):
        raise ValueError("no list")
    return [text for text in cast("list[object]", found) if isinstance(text, str)]
