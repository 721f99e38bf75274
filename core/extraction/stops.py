"""The figures of a text that was printed box by box, with the words that say which cells they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from core.extraction.anchors import find_anchors
from core.extraction.labels import bare
from core.extraction.lines import Field, Line, follows
from core.extraction.repair import number, piece_of
from core.extraction.routes import Stop
from core.extraction.runs import words_in
from core.form import RowSpec
from core.values import Value

_UNITS: Final = ("单位:万元", "单位万元")
"""What may follow a heading."""


def stops_of(
    lines: Sequence[Line],
    specs: Sequence[RowSpec],
    rows: Sequence[int],
    headed: Mapping[str, int],
) -> list[tuple[Field, Stop]]:
    """The figures of plain lines, in order, each with what is known of its cell.

    ``rows`` are the numbers of the rows ``specs`` in the table, ``headed`` has the cells under each
    heading, a bit for each.
    """
    sorts = _sorts([f for line in lines for f in line.fields if f.is_figure])
    owners = find_anchors(words_in(lines), specs).owners
    names = sorted(headed, key=len, reverse=True)
    found: list[tuple[Field, Stop]] = []
    at = begin = line_number = 0
    words = ""
    for box in _boxes(lines):
        above: Line | None = None
        is_labelled = False
        last_is_label = False
        for line in box:
            line_number += 1
            for field in line.fields:
                if field.is_label:
                    words += bare(field.text)
                    at += len(bare(field.text))
                elif field.is_figure:
                    own = [rows[n] for n in owners[begin:at] if n >= 0]
                    label = owners[at - 1] if at > begin else -1
                    heading = "" if label >= 0 else _ending(words, names)
                    # Behind a label of the same box figures are a row, whatever their lines.
                    is_labelled = is_labelled or (last_is_label and label >= 0)
                    value = piece_of(field).value
                    stop = Stop(
                        int(number(value)),
                        sorts[value],
                        line.page,
                        line_number,
                        is_stacked=above not in (None, line) and not is_labelled,
                        rows=frozenset(own),
                        beside=rows[label] if last_is_label and label >= 0 else -1,
                        headed=headed.get(heading, 0),
                    )
                    found.append((field, stop))
                    begin, words, above = at, "", line
                last_is_label = field.is_label
    return found


def _sorts(figures: Sequence[Field]) -> dict[Value, int]:
    """A number for each value: 0 for the one that most cells print of those that count nothing."""
    values = [piece_of(field).value for field in figures]
    counted = Counter(value for value in values if not number(value))
    usual = counted.most_common(1)[0][0] if counted else None
    others = dict.fromkeys(value for value in values if not counted or value != usual)
    return {usual: 0} | {value: n for n, value in enumerate(others, start=1)}


def _ending(words: str, names: Sequence[str]) -> str:
    """The heading with which words end, "" for none."""
    for unit in _UNITS:
        words = words.removesuffix(unit)
    return next((name for name in names if words.endswith(name)), "")


def _boxes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each box: blank lines stand between boxes."""
    box: list[Line] = []
    for line in lines:
        if box and not follows(line, box[-1]):
            yield box
            box = []
        box.append(line)
    if box:
        yield box
