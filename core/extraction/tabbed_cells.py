"""Tables copied out of a browser with every cell on lines of its own and a tab between the cells.

The tab ends the line of a cell, or stands on a line alone where a cell holds paragraphs. Cells with
the tab before them are put together elsewhere. Knows lines of text only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.extraction.celled import WIDEST, Cell
from core.extraction.labels import has_numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEPARATORS: Final = 40
"""Tabs at the ends of lines or alone, from which on a text is written so."""
_STUB: Final = 3
"""Labels before the figures of a row at most."""
_LABEL_LINES: Final = 6
"""Lines, blank ones among them, of a label at most."""


_SECTION_ENDS: Final = ("情况", "事项")
"""How the headings of sections end, which have a numeral as well as labels do."""


def tabbed_rows(texts: Sequence[str | None]) -> list[tuple[Cell, ...]]:
    """The rows of a text that is written so; empty for any other. ``texts`` is None where a grid
    stands."""
    if not _is_written_so(texts):
        return []
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    tabs = 0
    for number, text in enumerate(texts):
        if text is None or (not text.strip() and "\t" not in text):
            continue
        body = text.strip()
        if body:
            cell = Cell(range(number, number + 1), body)
            blanks = [Cell(range(number, number), "") for _ in range(min(tabs, WIDEST))]
            if len(row) > WIDEST:
                rows.append(row)
                row = [cell]
            elif tabs and cell.is_figure and _is_heading(row):
                rows.append(row)
                row = [*blanks, cell]
            elif tabs and _begins(row + blanks[1:], cell):
                rows.append(row + blanks)
                row = [cell]
            elif tabs:
                row += [*blanks[1:], cell]
            elif _continues(row, cell):
                row[-1] = Cell(range(row[-1].lines[0], number + 1), f"{row[-1].text}\n{body}")
            else:
                rows.append(row)
                row = [cell]
            tabs = 0
        if row:
            tabs += text.endswith("\t") if body else text.count("\t")
    rows.append(row)
    return [tuple(row) for row in rows if len(row) > 1]


def _is_written_so(texts: Sequence[str | None]) -> bool:
    tabbed = [text for text in texts if text is not None and "\t" in text]
    parted = [text for text in tabbed if "\t" not in text.strip()]
    before = sum(bool(text.strip()) and text.startswith("\t") for text in parted)
    return len(parted) >= _SEPARATORS and 2 * len(parted) > len(tabbed) and not before


def _is_heading(row: Sequence[Cell]) -> bool:
    """Whether the row is one of headings, so that a figure behind it stands in the next one."""
    return len(row) > _STUB and all(cell.text and not cell.is_figure for cell in row)


def _begins(row: Sequence[Cell], cell: Cell) -> bool:
    """Whether the cell behind a tab begins a row, and the last of the row before is blank: no
    label stands behind a figure, nor behind a blank that has a label before it."""
    filled = any(c.is_figure for c in row)
    gaps = bool(row[0].text) and not all(c.text for c in row)
    return not cell.is_figure and (filled or gaps)


def _continues(row: Sequence[Cell], cell: Cell) -> bool:
    """Whether the line goes on with the label that begins the row, rather than a row of its own."""
    if len(row) != 1 or row[0].is_figure or cell.is_figure or len(row[0].lines) > _LABEL_LINES:
        return False
    is_section = row[0].text.endswith(_SECTION_ENDS)
    return not is_section and has_numeral(row[0].text) and not has_numeral(cell.text)
