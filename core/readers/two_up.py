"""Sheets that show two pages side by side: the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.geometry import PageBox
from core.readers.layout import PageLayout, PrintedTable, TextLine

_Part = TextLine | PrintedTable

_GUTTER: Final = 0.02
"""Half of the share of the sheet's width that is free between the pages."""
_LINES: Final = 6
"""Lines and rows of tables on either side at least; a caption beside a table is no page."""
_DIGITS: Final = 4
"""Of the number of a page at most."""


def one_after_the_other(layout: PageLayout) -> PageLayout:
    """The layout with all of its left page before its right one, where the sheet shows two.

    A sheet does that is broader than high and has nothing in its middle from top to bottom. The
    numbers of the two pages, which stood on one line, are left out.
    """
    if layout.width <= layout.height or not layout.parts:
        return layout
    middle, free = layout.width / 2, _GUTTER * layout.width
    left: list[_Part] = []
    right: list[_Part] = []
    for part in layout.parts:
        beside = [box for box in _boxes(part) if box.x1 <= middle - free]
        if len(beside) + sum(box.x0 >= middle + free for box in _boxes(part)) < len(_boxes(part)):
            return layout
        if isinstance(part, PrintedTable):
            (left if beside else right).append(part)
        elif not _are_page_numbers(part, middle):
            left += _words(part, [box in beside for _, box in part.words])
            right += _words(part, [box not in beside for _, box in part.words])
    if min(_height_in_lines(left), _height_in_lines(right)) < _LINES:
        return layout
    return replace(layout, parts=(*left, *right))


def _boxes(part: _Part) -> list[PageBox]:
    return [part.box] if isinstance(part, PrintedTable) else [box for _, box in part.words]


def _words(line: TextLine, chosen: Sequence[bool]) -> list[TextLine]:
    """The chosen words of a line as a line of their own; nothing when there are none."""
    words = tuple(word for word, own in zip(line.words, chosen, strict=True) if own)
    return [replace(line, words=words)] if words else []


def _are_page_numbers(line: TextLine, middle: float) -> bool:
    """Whether a line holds two numbers that follow each other, one on either side."""
    numbers = [(text.strip("-—– "), box) for text, box in line.words]
    printed = [
        (int(text), box)
        for text, box in numbers
        if text.isascii() and text.isdigit() and len(text) <= _DIGITS
    ]
    if len(printed) != 2 or any(text and not text.isdigit() for text, _ in numbers):
        return False
    (one, left), (other, right) = printed
    return other == one + 1 and left.x1 < middle < right.x0


def _height_in_lines(parts: Sequence[_Part]) -> int:
    return sum(
        1 + max(c.cell.row for c in part.cells) if isinstance(part, PrintedTable) else 1
        for part in parts
    )
