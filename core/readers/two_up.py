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
_ROWS: Final = 6
_SENTENCES: Final = 2
_LETTERS: Final = 16
"""Either side has a table that rules draw, with so many rows, or so many lines with so many letters:
what stands right of the labels of a table without rules is no page."""
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
    are_pages = _is_page(left) and _is_page(right)
    return replace(layout, parts=(*left, *right)) if are_pages else layout


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


def _is_page(parts: Sequence[_Part]) -> bool:
    sentences = 0
    for part in parts:
        if isinstance(part, TextLine):
            sentences += sum(map(str.isalpha, part.text)) >= _LETTERS
        elif part.ruled and max(printed.cell.row for printed in part.cells) >= _ROWS:
            return True
    return sentences >= _SENTENCES
