"""Rows that text prints in boxes of columns, turned back to rows.

pdftotext takes rows that stand close together for columns of text: their figures then follow each
other column by column, though those of the rows around them stay row by row. It parts the boxes of
a page by blank lines, so that neighbouring boxes of one height, as many as there are columns, are
columns side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.extraction.lines import Field, Line, follows
from core.extraction.repair import number, piece_of, sums_up

_Row = tuple[Field, ...]
_Box = list[Line]


def with_turned_boxes(lines: Sequence[Line], width: int) -> list[Line]:
    """The plain lines, so many boxes of columns being as many lines as they have figures.

    Only where more of these rows add up than of those that the order of the text would give.
    """
    made: list[Line] = []
    boxes = [*_boxes(lines)]
    at = 0
    while at < len(boxes):
        turned = _turned(boxes[at : at + width], width)
        made += turned or boxes[at]
        at += width if turned else 1
    return made


def _boxes(lines: Sequence[Line]) -> Iterator[_Box]:
    """Lines of one figure each that follow each other with no blank line between; any other line is
    a box of its own."""
    box: _Box = []
    for line in lines:
        if box and not (_is_figure(line) and _is_figure(box[-1]) and follows(line, box[-1])):
            yield box
            box = []
        box.append(line)
    if box:
        yield box


def _is_figure(line: Line) -> bool:
    return line.kind == "plain" and len(line.fields) == 1 and line.fields[0].is_figure


def _turned(boxes: Sequence[_Box], width: int) -> list[Line]:
    """The rows of boxes that are columns side by side; none where they are not."""
    heights = {len(box) for box in boxes}
    if len(boxes) < width or len(heights) > 1 or heights == {1}:
        return []
    if not all(_is_figure(line) for box in boxes for line in box):
        return []
    columns = [[line.fields[0] for line in box] for box in boxes]
    figures = [field for column in columns for field in column]
    rows: list[_Row] = [*zip(*columns, strict=True)]
    as_printed = [tuple(figures[n : n + width]) for n in range(0, len(figures), width)]
    if _fitting(rows) <= _fitting(as_printed):
        return []
    return [replace(boxes[0][n], fields=row) for n, row in enumerate(rows)]


def _fitting(rows: Sequence[_Row]) -> int:
    """How many rows with figures other than 0 add up."""
    made = [tuple(map(piece_of, row)) for row in rows]
    return sum(sums_up(row) and any(number(piece.value) for piece in row) for row in made)
