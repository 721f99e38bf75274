"""The application table dumped column by column: the figures of a column follow its heading.

Such a dump prints all labels first. Its figures are rows only when each column has one figure for
every row of the form; where blanks are lost, nothing tells which row a figure belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from core.extraction.labels import bare
from core.extraction.lines import Field, Line
from core.extraction.repair import number, piece_of
from core.form import ColumnSpec, RowSpec

_FITTING: Final = 0.9
_HARDLY: Final = 0.5
"""Shares of rows that add up when figures are read the right way, and when they are not."""

_TELLING: Final = 4
"""Characters of an alias that no other words hold by chance."""

_SHORT: Final = 2

Row = tuple[Field, ...]


def named_rows(lines: Sequence[Line], editions: Sequence[Sequence[RowSpec]]) -> Sequence[RowSpec]:
    """The rows of an edition whose labels stand anywhere in the lines: of the edition with the
    greatest share of them, and of alike ones that with more."""
    words = "".join(bare(f.text) for line in lines for f in line.fields if f.is_label)
    named = [[row for row in rows if _is_named(row, rows, words)] for rows in editions]
    shares = [len(own) / len(rows) for own, rows in zip(named, editions, strict=True)]
    best = max(range(len(named)), key=lambda n: (shares[n], len(named[n])))
    return named[best]


def _is_named(row: RowSpec, rows: Sequence[RowSpec], words: str) -> bool:
    """Whether the label of the row stands in the words, or an alias that is part of no other label."""
    others = [bare(other.label) for other in rows if other is not row]
    known = [text for alias in row.aliases if len(text := bare(alias)) >= _TELLING]
    telling = [text for text in known if not any(text in label for label in others)]
    return any(text in words for text in (bare(row.label), *telling))


def rows_by_columns(
    lines: Sequence[Line], columns: Sequence[ColumnSpec], heights: Sequence[int]
) -> tuple[Row, ...] | None:
    """The rows of figures that were dumped column by column; None when they were not.

    ``heights`` are the numbers of rows that a table can have. Without headings the sums decide
    whether figures are rows or columns.
    """
    groups = _groups(lines)
    headed = rows_under_headings(lines, columns, heights)
    if headed is not None:
        return headed
    longest = max((figures for _, figures in groups), key=len, default=())
    width = len(columns)
    height, rest = divmod(len(longest), width)
    if rest or height not in heights or any(0 < len(own) < len(longest) for _, own in groups):
        return None
    rows = tuple(longest[n : n + width] for n in range(0, len(longest), width))
    turned = _turned([longest[n : n + height] for n in range(0, len(longest), height)])
    if _fitting(turned) >= _FITTING * height and _fitting(rows) < _HARDLY * height:
        return turned
    return None


def rows_under_headings(
    lines: Sequence[Line], columns: Sequence[ColumnSpec], heights: Sequence[int]
) -> tuple[Row, ...] | None:
    """The rows of figures that follow the headings of their columns; None where they do not.

    A table that a page break cuts has its headings again above the figures of its second part.
    """
    groups = _groups(lines)
    found = [_under(column, groups) for column in columns]
    rows: list[Row] = []
    for part in zip(*found, strict=False):
        numbers = [number for number, _ in part]
        figures = [own for _, own in part]
        if numbers != sorted(numbers) or len({len(own) for own in figures}) > 1:
            return None
        rows += _turned(figures)
        if len(rows) in heights:
            return tuple(rows)
    return None


def is_dump_of_columns(lines: Sequence[Line], columns: Sequence[ColumnSpec]) -> bool:
    """Whether figures stand right behind headings of columns, so that none follows its row's label.

    Headings that are also labels of rows, 其他 and 总计, do not tell.
    """
    groups = _groups(lines)
    telling = [column for column in columns if len(bare(column.label)) > _SHORT]
    return sum(bool(_under(column, groups)) for column in telling) > 1


def _groups(lines: Sequence[Line]) -> list[tuple[str, Row]]:
    """Runs of figures with all words that stand between them and the run before."""
    groups: list[tuple[str, Row]] = []
    words: list[str] = []
    figures: list[Field] = []
    for field in (f for line in lines for f in line.fields):
        if field.is_figure:
            figures.append(field)
            continue
        if figures:
            groups.append(("".join(words), tuple(figures)))
            words, figures = [], []
        words.append(bare(field.text))
    groups.append(("".join(words), tuple(figures)))
    return groups


def _under(column: ColumnSpec, groups: Sequence[tuple[str, Row]]) -> list[tuple[int, Row]]:
    """The figures right behind each heading of a column, with the numbers of their groups."""
    names = tuple(bare(text) for text in (column.label, *column.aliases))
    return [
        (number, figures)
        for number, (words, figures) in enumerate(groups)
        if figures and words.endswith(names)
    ]


def _turned(columns: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(zip(*columns, strict=True))


def _fitting(rows: Sequence[Row]) -> int:
    """How many rows add up."""
    count = 0
    for row in rows:
        values = [number(piece_of(field).value) for field in row]
        count += sum(values[:-1], Decimal(0)) == values[-1]
    return count
