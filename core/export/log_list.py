"""The list of corrections that a reviewer has filtered, as a workbook or as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.catalogue import load_catalogue
from core.export.lists import CORRECTION_COLUMNS
from core.export.plain_list import Content, PlainList, write_list
from core.export.shape import names_of
from core.export.wording import GESTURES, moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from core.history_query import HistoryLine

_TITLE: Final = "更正记录"
_NUMBERS: Final = frozenset({0, 2, 6, 7, 8})
"""The columns of numbers, from 0."""


def write_history(path: Path, lines: Sequence[HistoryLine]) -> None:
    """Write the lines in their order, whole or not at all. Raises ExportError."""
    write_list(path, PlainList(_TITLE, CORRECTION_COLUMNS, tuple(_rows(lines)), _NUMBERS))


def _rows(lines: Sequence[HistoryLine]) -> Iterator[tuple[Content, ...]]:
    """A row for each line, in the columns of the workbook's 更正记录."""
    for number, line in enumerate(lines, start=1):
        entry = line.correction
        yield (
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
