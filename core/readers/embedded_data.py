"""Reads what a page carries as data for its scripts to show: texts and rows of cells, as JSON.

Names of the data are the programmer's and say nothing; the order of the values is the page's.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, cast

from core.readers.assembly import Assembly, RawCell
from core.readers.limits import DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_BEGINNING: Final = re.compile(r"(?:^|[=(:,])\s*(?=[\[{])")
_TRIES: Final = 50
_LEAST: Final = 500
"""Characters of data that may hold a report."""
_WORDS: Final = re.compile(r"[\u3400-\u9fff]")
_ROWS: Final = 2
_CELLS: Final = 2
_CELL_CHARACTERS: Final = 200

Scalar = str | int | float | bool | None


def data_in(root: HtmlElement) -> Iterator[Assembly]:
    """The texts and tables in the data of each script, the longest data first."""
    scripts = [script.text or "" for script in root.iterdescendants("script")]
    for text in sorted(scripts, key=len, reverse=True):
        yield from (assembly_of(data) for data in values_in(text))


def values_in(text: str) -> Iterator[object]:
    """Each piece of data in a script or a text of nothing else, from left to right."""
    if len(text) < _LEAST or (not _WORDS.search(text) and "\\u" not in text):
        return
    decoder = json.JSONDecoder()
    at = tries = 0
    while tries < _TRIES and (found := _BEGINNING.search(text, at)):
        tries += 1
        at = found.end() + 1
        try:
            value, end = decoder.raw_decode(text, found.end())
        except (ValueError, RecursionError):
            continue
        if end - found.end() >= _LEAST:
            yield value
        at = end


def assembly_of(data: object) -> Assembly:
    """The texts of the data as lines, its rows of cells as grids. Raises TooComplex."""
    assembly = Assembly()
    _add(assembly, data, 0)
    return assembly


def _add(assembly: Assembly, value: object, depth: int) -> None:
    if depth > DEPTH:
        return
    if isinstance(value, str):
        if _WORDS.search(value):
            for line in value.split("\n"):
                assembly.add_line(line.strip())
        return
    rows = _rows(value)
    if rows:
        assembly.add_grid(
            [
                RawCell(row, column, 1, 1, _printed(cell))
                for row, cells in enumerate(rows)
                for column, cell in enumerate(cells)
            ]
        )
        return
    for part in _parts(value):
        _add(assembly, part, depth + 1)


def _parts(value: object) -> Sequence[object]:
    if isinstance(value, dict):
        return [*cast("dict[str, object]", value).values()]
    return cast("list[object]", value) if isinstance(value, list) else ()


def _rows(value: object) -> list[list[Scalar]]:
    """The cells of a list of rows; empty when it is none."""
    if not isinstance(value, list):
        return []
    rows = [_cells(row) for row in cast("list[object]", value)]
    wide = sum(len(row) >= _CELLS for row in rows if row)
    if any(row is None for row in rows) or wide < _ROWS or 2 * wide < len(rows):
        return []
    return [row for row in rows if row]


def _cells(row: object) -> list[Scalar] | None:
    """The values of a row, those of a list or of names within it too; None when it holds rows."""
    cells: list[Scalar] = []
    for part in _parts(row):
        if isinstance(part, list | dict):
            inner = _parts(cast("object", part))
            if any(isinstance(value, list | dict) for value in inner):
                return None
            cells.extend(cast("Sequence[Scalar]", inner))
        else:
            cells.append(cast("Scalar", part))
    is_row = isinstance(row, list | dict) and all(len(str(c)) <= _CELL_CHARACTERS for c in cells)
    return cells if is_row else None


def _printed(cell: Scalar) -> str:
    return "" if cell is None else str(cell)
