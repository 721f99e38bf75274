"""Lines of words on a page, and which of their words may be figures of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.geometry import PageBox

Extent = tuple[float, float]

FIGURE: Final = re.compile(
    r"(?:增加|减少|上升|下降|[增减+＋\-－−])?[\d０-９OolI〇○][\d０-９OolI〇○,，.．]*"
    r"(?:万元|亿元|元|[件个项条宗次])?|[/／—－\-–]{1,3}|无|不适用"
    r"|增加?|减少?|上升|下降|[+＋−]|万元|亿元|元|[件个项条宗次]"
)
"""A figure with its direction and unit, a mark of absence, or a part of such."""
_CLOSE: Final = re.compile(r"(.*[\u3400-\u9fff）)”\"])(\d[\d,.]*)")
"""Words with a figure that touches them."""
_WIDE: Final = re.compile(r"[^\x00-\xff]")
APART: Final = 0.6
"""Words with a wider gap between them, by the height of the line, stand in different cells."""
_LABEL_GAP: Final = 0.9
"""The same between a label and the first figure behind it: prose has none so wide."""
HALF_LINE: Final = 0.85
"""What stands nearer than this to a line, in its height, belongs to the same row."""
UNIT: Final = re.compile(r"万元|亿元|元|[件个项条宗次]")
_NEXT_LINE: Final = 1.6
"""Lines of one cell follow each other within so many heights."""
_BELOW: Final = 0.4


@dataclass(frozen=True, slots=True)
class Piece:
    """A word in the view of its page, in points; ``box`` is its place on the displayed page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    box: PageBox

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def middle(self) -> float:
        """The middle between top and bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """A line of words from left to right; ``number`` is its own among the lines of its page.

    ``begins`` is the number of its first figure where other rows tell it, None where the gap behind
    its label does.
    """

    number: int
    pieces: tuple[Piece, ...]
    begins: int | None = None

    @property
    def text(self) -> str:
        """Its words without blanks."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def top(self) -> float:
        """Where its highest word begins."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Where its lowest word ends."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return median(piece.middle for piece in self.pieces)

    @property
    def height(self) -> float:
        """The usual height of its words."""
        return median(piece.bottom - piece.top for piece in self.pieces)

    @property
    def figures(self) -> tuple[Piece, ...]:
        """The figures at its end, a wide gap behind its words; none in a sentence."""
        if self.begins is not None:
            return self.pieces[self.begins :]
        start = self.tail
        while 0 < start < len(self.pieces) and not self._parted(start, _LABEL_GAP):
            start += 1
        return self.pieces[start:]

    @property
    def first(self) -> int:
        """The number of its first figure; that of its words where it has none."""
        return len(self.pieces) - len(self.figures)

    @property
    def tail(self) -> int:
        """The number of the first word of those at its end that could all be figures."""
        start = len(self.pieces)
        while start and FIGURE.fullmatch(self.pieces[start - 1].text):
            start -= 1
        return start

    def phrases(self, gap: float = APART) -> list[tuple[Piece, ...]]:
        """Its words in runs without gaps wider than that share of its height."""
        cuts = [n for n in range(1, len(self.pieces)) if self._parted(n, gap)]
        return [self.pieces[a:b] for a, b in pairwise([0, *cuts, len(self.pieces)])]

    def _parted(self, number: int, share: float) -> bool:
        gap = self.pieces[number].x0 - self.pieces[number - 1].x1
        return gap >= share * self.height


def words_only(row: Row) -> Row:
    """The line with all its words those of a label."""
    return replace(row, begins=len(row.pieces))


def parted(piece: Piece) -> tuple[Piece, ...]:
    """A word as it is, or cut before a figure that touches a label, or the unit of another figure.

    Both parts keep the place of the word.
    """
    close = _CLOSE.fullmatch(piece.text)
    if close is None:
        return (piece,)
    words, figure = close.groups()
    share = _width(words) / _width(piece.text)
    cut = piece.x0 + share * (piece.x1 - piece.x0)
    return replace(piece, text=words, x1=cut), replace(piece, text=figure, x0=cut)


def _width(text: str) -> int:
    """How broad a text is in digits: a Chinese character is as wide as two."""
    return len(text) + len(_WIDE.findall(text))


def rejoined(rows: Sequence[Row]) -> list[Row]:
    """The lines with the parts of figures that are broken over two lines on that of their row.

    These stand half a line above and below it, nearer than any two rows can; or on the next line
    stand nothing but the units of its figures.
    """
    kept = [list(row.pieces) for row in rows]
    for n, row in enumerate(rows):
        figures = row.figures
        near = (n - 1, n - 2, n + 1, n + 2) if figures else ()
        for main in (m for m in near if 0 <= m < len(rows)):
            if _are_beside(figures, row, rows[main]) or _are_units_of(figures, row, rows[main]):
                kept[main].extend(figures)
                kept[n] = [piece for piece in kept[n] if piece not in figures]
                break
    return [Row(number, _in_order(pieces)) for number, pieces in enumerate(filter(None, kept))]


def _are_beside(figures: Sequence[Piece], row: Row, main: Row) -> bool:
    """Whether figures of a line stand between those of one that has more, half a line away."""
    if abs(row.middle - main.middle) > HALF_LINE * main.height:
        return False
    others = main.figures
    return len(figures) < len(others) and not any(_overlap(p, o) for p in figures for o in others)


def _are_units_of(figures: Sequence[Piece], row: Row, main: Row) -> bool:
    """Whether units alone stand on the line below figures, each below one of them."""
    if not all(UNIT.fullmatch(p.text) for p in figures):
        return False
    others = [o for o in main.figures if o.text[-1:].isdecimal()]
    return 0 < row.middle - main.middle <= _NEXT_LINE * main.height and all(
        any(_overlap(p, o) for o in others) for p in figures
    )


def _overlap(piece: Piece, other: Piece) -> bool:
    return piece.x0 < other.x1 and other.x0 < piece.x1


def _in_order(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Words from left to right, those that stand below each other from the top down."""
    stacks: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (round(p.x0), p.top)):
        below = [p for p in stacks[-1] if _overlap(p, piece)] if stacks else []
        if any(abs(p.middle - piece.middle) > _BELOW * (p.bottom - p.top) for p in below):
            stacks[-1].append(piece)
        else:
            stacks.append([piece])
    return tuple(piece for stack in stacks for piece in sorted(stack, key=lambda p: p.middle))


def merged(extents: Sequence[Extent], gap: float) -> list[Extent]:
    """Extents that overlap or stand nearer than ``gap`` as one."""
    whole: list[Extent] = []
    for low, high in sorted(extents):
        if whole and low < whole[-1][1] + gap:
            whole[-1] = (whole[-1][0], max(high, whole[-1][1]))
        else:
            whole.append((low, high))
    return whole
