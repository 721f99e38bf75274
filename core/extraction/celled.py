"""Tables of which a converter wrote every cell on a line of its own, with a pipe behind.

A row begins with a line of one pipe, and so does a blank cell look. Knows lines of text only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.values import parse_printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CELL: Final = re.compile(r"[^|]*\|[\s|]*")
_LONE: Final = re.compile(r"\s*\|\s*")
_BEGINNINGS: Final = 12
_CELLS: Final = 40
"""Lines with a pipe alone, and with one behind words or figures, from which on a text is written so."""
_STUB: Final = 3
"""Labels before the figures of a row; a row with more of them and nothing else is a heading."""
_CELL_LINES: Final = 3
WIDEST: Final = 60
"""Cells above which a row is no row of a statutory table, and is cut."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The numbers of the lines of a cell; ``text`` without the pipes, "" for a blank cell."""

    lines: range
    text: str

    @property
    def is_figure(self) -> bool:
        """Whether a figure or a mark of absence is printed."""
        return bool(self.text) and parse_printed(self.text, "change") is not None


@dataclass(slots=True)
class _Table:
    """The rows of one run of cells, put together one cell after the other."""

    rows: list[list[Cell]] = field(default_factory=list[list[Cell]])

    def add(self, blanks: list[Cell], cell: Cell | None) -> None:
        """Add a cell with the lone pipes before it: blank cells, or the beginning of its row."""
        if self.rows and len(self.rows[-1]) > WIDEST:
            self.rows.append([])
        begins = not self.rows or (blanks and not self._goes_on(cell))
        if cell is None and not self._is_heading():
            begins = False
        if begins:
            at = 1 if self._is_heading() else len(blanks)
            self._extend(blanks[: at - 1] if at > 1 else [])
            self.rows.append(blanks[at:])
        else:
            self._extend(blanks)
        if cell is not None:
            self.rows[-1].append(cell)

    def _goes_on(self, cell: Cell | None) -> bool:
        """Whether lone pipes are blank cells in the middle of a row: a figure follows."""
        return cell is not None and cell.is_figure and not self._is_heading()

    def _is_heading(self) -> bool:
        last = self.rows[-1] if self.rows else []
        return len(last) > _STUB and not any(cell.is_figure for cell in last)

    def _extend(self, blanks: Sequence[Cell]) -> None:
        if self.rows:
            self.rows[-1].extend(blanks)


def celled_rows(texts: Sequence[str | None]) -> list[tuple[Cell, ...]]:
    """The rows of a text that is written so; empty for any other. ``texts`` is None where a grid
    stands."""
    lone = sum(text is not None and _LONE.fullmatch(text) is not None for text in texts)
    celled = sum(text is not None and _CELL.fullmatch(text) is not None for text in texts)
    if lone < _BEGINNINGS or celled - lone < _CELLS:
        return []
    return [row for run in _runs(texts) for row in _rows(run)]


def _rows(run: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
    table = _Table()
    blanks: list[Cell] = []
    for cell in run:
        if not cell.text:
            blanks.append(cell)
            continue
        table.add(blanks, cell)
        blanks = []
    if blanks:
        table.add(blanks, None)
    yield from (tuple(row) for row in table.rows if row)


def _runs(texts: Sequence[str | None]) -> Iterator[list[Cell]]:
    """The cells of each table; a cell may have lines before the one with its pipe."""
    run: list[Cell] = []
    open_lines: list[int] = []
    for number, text in enumerate([*texts, None]):
        if text is not None and not text.strip():
            continue
        if text is not None and _CELL.fullmatch(text):
            words = text.replace("|", "").strip()
            if open_lines and (not words or len(open_lines) >= _CELL_LINES):
                yield run
                run, open_lines = [], []
            first = open_lines[0] if open_lines else number
            before = [texts[n] or "" for n in open_lines]
            run.append(Cell(range(first, number + 1), "\n".join([*before, words]).strip()))
            open_lines = []
        elif text is not None and "|" not in text and run:
            open_lines.append(number)
        else:
            yield run
            run, open_lines = [], []
