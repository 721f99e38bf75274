"""The list of corrections that a reviewer has filtered, as a workbook or as CSV."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from core.catalogue import load_catalogue
from core.export.lists import CORRECTION_COLUMNS
from core.export.plain_list import Content, PlainList, write_list
from core.export.shape import names_of
from core.export.wording import GESTURES, moment
from core.progress import Stopped, Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.history_query import History, HistoryLine
    from core.progress import Progress

_TITLE: Final = "更正记录"
_NUMBERS: Final = frozenset({0, 2, 6, 7, 8})
"""The columns of numbers, from 0."""
_STEP: Final = 100
"""Lines from one word on how far it is to the next."""


def write_history(path: Path, lines: History, progress: Progress) -> bool:
    """Write the lines in their order, whole or not at all; False where it was cancelled.

    Raises ExportError and StoreError.
    """
    rows = _Rows(lines, Watch(progress, len(lines)))
    with suppress(Stopped):
        write_list(path, PlainList(_TITLE, CORRECTION_COLUMNS, rows, _NUMBERS))
        return True
    return False


class _Rows:
    """A row for each line, in the columns of the workbook's 更正记录."""

    def __init__(self, lines: History, watch: Watch) -> None:
        self._lines = lines
        self._watch = watch

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[tuple[Content, ...]]:
        for number, line in enumerate(self._lines, start=1):
            if number % _STEP == 1:
                self._watch.step(number - 1, _TITLE)
            yield _row(number, line)


def _row(number: int, line: HistoryLine) -> tuple[Content, ...]:
    entry = line.correction
    return (
        number,
        line.agency,
        line.year,
        line.name,
        _cell(line),
        str(entry.address),
        entry.machine,
        entry.old,
        entry.new,
        entry.reason,
        entry.author,
        moment(entry.made_at),
        GESTURES[entry.gesture],
    )


def _cell(line: HistoryLine) -> str:
    address = line.correction.address
    edition = line.edition if line.edition in load_catalogue().forms else "2021"
    return " / ".join(names_of(edition, address))
