"""Plain texts with tables drawn by characters, marked up, or parted by a spreadsheet's marks."""

from __future__ import annotations

import csv
import re
import unicodedata
from io import StringIO
from typing import TYPE_CHECKING, Final

from tests.corpus.layouts import Matrix
from tests.corpus.writers import grid_texts, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from tests.corpus.layouts import Draft

_BOXES: Final = ("─│┌┬┐├┼┤└┴┘", "━┃┏┳┓┣╋┫┗┻┛", "═║╔╦╗╠╬╣╚╩╝", "-|+++++++++")
_WIDE: Final = ("W", "F", "A")
_BROADEST: Final = 20


def _text(draft: Draft, table: Callable[[Matrix], str]) -> bytes:
    parts = [table(e) if isinstance(e, Matrix) else e.text for e in shown(draft)]
    return ("\n\n".join(parts) + "\n").encode()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for character in text:
        if _width(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def write_drawn(draft: Draft, random: Random) -> bytes:
    """Each cell in a box of characters, long labels over several lines of it."""
    marks = random.choice(_BOXES)
    return _text(draft, lambda matrix: _drawn(grid_texts(matrix), marks))


def _drawn(table: Sequence[Sequence[str]], marks: str) -> str:
    stroke, bar, *corners = marks
    widths = [
        min(_BROADEST, max(2, *(_width(row[n]) for row in table))) for n in range(len(table[0]))
    ]
    rules = [
        left + cross.join(stroke * width for width in widths) + right
        for left, cross, right in zip(corners[::3], corners[1::3], corners[2::3], strict=True)
    ]
    lines = [rules[0]]
    for number, row in enumerate(table):
        cells = [_wrapped(text, width) for text, width in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            texts = [cell[line] if line < len(cell) else "" for cell in cells]
            padded = (t + " " * (w - _width(t)) for t, w in zip(texts, widths, strict=True))
            lines.append(bar + bar.join(padded) + bar)
        lines.append(rules[1] if number + 1 < len(table) else rules[2])
    return "\n".join(lines)


def write_bars(draft: Draft, random: Random) -> bytes:
    """Only bars between the cells, as half of a drawn table."""
    bar = random.choice("│┃｜¦")
    edge = random.choice((bar, ""))
    return _text(draft, lambda m: "\n".join(edge + bar.join(row) + edge for row in grid_texts(m)))


def _parted(draft: Draft, mark: str, *, broken: bool) -> str:
    """Everything as a spreadsheet saves it, rows filled up to the broadest one."""
    rows: list[list[str]] = []
    for element in shown(draft):
        if not isinstance(element, Matrix):
            rows.append([element.text])
            continue
        rows += [
            [t[:5] + "\n" + t[5:] if broken and len(t) > 9 else t for t in row]
            for row in grid_texts(element)
        ]
        rows.append([])
    width = max(map(len, rows))
    out = StringIO()
    csv.writer(out, delimiter=mark).writerows([*r, *[""] * (width - len(r))] for r in rows)
    return out.getvalue()


def write_commas(draft: Draft, random: Random) -> bytes:
    """A file of cells with commas or semicolons between, some cells with a line break."""
    text = _parted(draft, random.choice(",;"), broken=random.random() < 0.5)
    return text.encode(random.choice(("utf-8", "utf-8-sig", "gb18030")))


def write_quoted(draft: Draft, random: Random) -> bytes:
    """Cells between tabs, those with a line break in quotation marks, as copied out of Excel."""
    return _parted(draft, "\t", broken=True).encode(random.choice(("utf-8", "utf-16")))


def write_marked(draft: Draft, random: Random) -> bytes:
    """Markdown whose cells are emphasised, escaped and broken, as converters write them."""
    mark = random.choice(
        (
            lambda text: f"**{text}**" if text else "",
            lambda text: re.sub(r"([.\-+])", r"\\\1", text),
            lambda text: (
                f"{text[:4]}<br>{text[4:]}" if len(text) > 4 and not text[0].isdigit() else text
            ),
            lambda text: text or "nan",
        )
    )

    def lines(matrix: Matrix) -> str:
        rows = [[mark(text) for text in row] for row in grid_texts(matrix)]
        written = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([written[0], "|" + ":---:|" * len(rows[0]), *written[1:]])

    return _text(draft, lines)
