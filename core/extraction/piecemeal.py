"""The application table of torn text, row by row: what its order still holds where the whole is lost.

Programs that guess boxes of text tear a table at a few places: the figures of two rows change places,
a heading stands within a row, figures of the next table stand between. The rows around such a place
keep their figures together, and they add up. So each row is read where the order of the figures holds
it, a few mixed rows where the sums of rows and columns leave one way to sort them; what is left is
asked. Nothing of this is more than a conclusion.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from core.extraction.anchors import find_anchors
from core.extraction.courses import Course, Stream
from core.extraction.labels import bare
from core.extraction.lines import Field, Line
from core.extraction.repair import Option, Piece, Relation, number, piece_of, sums_up
from core.extraction.runs import words_in
from core.extraction.sorting import righted, sorted_out
from core.extraction.subtotals import SUBTOTAL
from core.form import RowSpec
from core.values import Value

_BROKEN: Final = 2.0
_ALL_ZERO: Final = 0.15
_WORDS_WITHIN: Final = 0.4
_OTHERS_LABEL: Final = 0.3
_OWN_LABEL: Final = -0.5
_BEYOND: Final = 0.3
"""What speaks against a row: that it does not add up; that its zeros would fit anywhere; words within;
another row's label right before it, its own there; figures behind the table."""
_FEWEST_TELLING: Final = 3
"""Rows that are where they belong, from which the order of a text is known."""
_TELLING_EACH: Final = 2
"""How many of these there are for each other row at least."""
_MOST_LABELS: Final = 4
"""Labels that follow each other before figures; where all labels do, the figures may be columns."""
_FEWEST_SUBTOTALS: Final = 2
_MOST_MIXED: Final = 3
"""Neighbouring rows whose figures are sorted out."""
_LOST: Final = 14
"""Figures that the text may lack of those of a whole table."""
_STRAYS: Final = 40

Relations = Callable[[Sequence[str]], Sequence[Relation]]


@dataclass(frozen=True, slots=True)
class Piecemeal:
    """By row code its reading, None where the text leaves it open; ``among`` has what an open row may
    hold and ``spots`` a figure where it may stand. ``slips`` are rows that do not add up, ``cost`` says
    what speaks against the reading, a row."""

    rows: dict[str, Option | None]
    among: dict[str, tuple[Value, ...]]
    spots: dict[str, Piece]
    slips: frozenset[str]
    cost: float


@dataclass(frozen=True, slots=True)
class _Text:
    """The figures in the order of the text. ``gaps`` are those with words right before them, ``headed``
    those with headings of columns there; ``heads`` has the codes of the rows that begin at figures as
    their labels say; ``own`` is how many stand in the table itself."""

    pieces: tuple[Piece, ...]
    gaps: frozenset[int]
    heads: Mapping[int, str]
    headed: frozenset[int]
    own: int


def read_piecemeal(
    part: Sequence[Line],
    beyond: Sequence[Line],
    tables: Sequence[tuple[Sequence[RowSpec], Sequence[str], Mapping[str, Relation]]],
    headings: Sequence[str],
    relations: Relations,
) -> Piecemeal | None:
    """The rows that the order of the text holds; None where it holds too few of them.

    ``tables`` are the rows that the table may have: those of an edition, the codes as printed with
    subtotals, and the sums of these. ``headings`` are the labels of its columns.
    """
    lines = [*part, *beyond]
    labels = [bare(f.text) for line in lines for f in line.fields if f.is_label]
    subtotals = labels.count(SUBTOTAL)
    widths = [len(headings), len(headings) + 1] if subtotals else [len(headings)]
    found: list[Piecemeal] = []
    for specs, codes, extra in tables:
        if extra and subtotals < _FEWEST_SUBTOTALS:
            continue
        for width in widths:
            most = len(codes) * width + _STRAYS
            text = _text_of(part, beyond, specs, headings, most)
            spare = (1, width - 2) if width > len(headings) else (None,)
            if len(text.pieces) < len(codes) * width - _LOST:
                continue
            sums = [*relations([c for c in codes if c not in extra]), *extra.values()]
            made = (_Reader(text, codes, width, cut, sums).read() for cut in spare)
            found += [one for one in made if one is not None]
    if not found:
        return None
    best = min(found, key=lambda one: one.cost)
    rivals = [one for one in found if one.cost <= best.cost and one.rows != best.rows]
    return None if rivals and any(map(_differs(best), rivals)) else best


def _differs(best: Piecemeal) -> Callable[[Piecemeal], bool]:
    def differs(other: Piecemeal) -> bool:
        return any(
            _values(option) != _values(own)
            for code, own in best.rows.items()
            if (option := other.rows.get(code)) and own
        )

    return differs


def _values(option: Option) -> tuple[Value, ...]:
    return tuple(piece.value for piece in option)


def _text_of(
    part: Sequence[Line],
    beyond: Sequence[Line],
    specs: Sequence[RowSpec],
    headings: Sequence[str],
    most: int,
) -> _Text:
    anchors = find_anchors(words_in(part), specs)
    figures: list[Field] = []
    gaps: dict[int, tuple[int, int]] = {}
    headed: set[int] = set()
    at, begin = 0, 0
    for field in (f for line in (*part, *beyond) for f in line.fields):
        if field.is_label:
            words = bare(field.text)
            at += len(words)
            if len(words) > 1 and any(words in heading for heading in headings):
                headed.add(len(figures))
        elif field.is_figure:
            if at > begin:
                gaps[len(figures)] = begin, at
            figures.append(field)
            begin = at
        if len(figures) == most:
            break
    own = sum(f.is_figure for line in part for f in line.fields)
    heads = _heads(gaps, anchors.owners, len(figures), len(headings))
    codes = {n: specs[row].code for n, row in heads.items()}
    pieces = tuple(map(piece_of, figures))
    return _Text(pieces, frozenset(gaps), codes, frozenset(headed), min(own, len(figures)))


def _heads(
    gaps: Mapping[int, tuple[int, int]], owners: Sequence[int], count: int, width: int
) -> dict[int, int]:
    """The rows whose figures begin at a figure, as the labels before it say: after a few labels
    come the figures of the first of them, then those of the next.

    ``gaps`` are the words before a figure as the extent of their characters.
    """
    heads: dict[int, int] = {}
    seen: set[int] = set()
    for (figure, (begin, end)), stop in zip(gaps.items(), [*gaps, count][1:], strict=False):
        rows = [row for row in dict.fromkeys(owners[begin:end]) if row >= 0 and row not in seen]
        seen.update(rows)
        if len(rows) <= _MOST_LABELS and stop - figure >= len(rows) * width:
            heads |= {figure + n * width: row for n, row in enumerate(rows)}
    return heads


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the rows of a table of so many columns; ``cut`` is the column of subtotals, if any."""

    text: _Text
    codes: Sequence[str]
    width: int
    cut: int | None
    sums: Sequence[Relation]

    def read(self) -> Piecemeal | None:
        """The rows as their order in the text tells them; None where it tells of no table."""
        stream = Stream(len(self.text.pieces), self.text.own, len(self.codes), self.width)
        if self._is_monotonous():
            made = [self._row(n * self.width) for n in range(len(self.codes))]
            rows = {c: self._without_subtotal(o) for c, o in zip(self.codes, made, strict=True)}
            return Piecemeal(rows, {}, {}, frozenset(), 0.0)
        amounts = [number(piece.value) for piece in self.text.pieces[: self.text.own]]
        course = stream.course(self._cost, {n for n, amount in enumerate(amounts) if amount})
        if course is None:
            return None
        options = self._held(course)
        return self._piecemeal(course, options) if self._is_told(course) else None

    def _is_monotonous(self) -> bool:
        """Whether the table has as many figures as cells, all of them alike: 0, or a mark of absence."""
        own = self.text.pieces[: self.text.own]
        alike = len({piece.value for piece in own}) == 1 and all(piece.readable for piece in own)
        return alike and len(own) == len(self.codes) * self.width and not number(own[0].value)

    def _is_told(self, course: Course) -> bool:
        """Whether the text keeps rows together: most with figures other than 0 add up, or stand behind
        their own labels."""
        telling, broken = 0, 0
        for code, at in zip(self.codes, course.starts, strict=True):
            if at is None or not self._adds_up(self._row(at)):
                broken += 1
            elif self._amounts(at) or self.text.heads.get(at) == code:
                telling += 1
        printed = self.text.pieces[: self.text.own]
        enough = max(_FEWEST_TELLING, _TELLING_EACH * broken)
        return telling >= enough or not any(number(p.value) for p in printed)

    def _amounts(self, at: int) -> bool:
        return any(number(piece.value) for piece in self._row(at))

    def _row(self, at: int) -> Option:
        return self.text.pieces[at : at + self.width]

    def _adds_up(self, row: Option) -> bool:
        if not all(piece.readable for piece in row):
            return False
        if self.cut is None:
            return sums_up(row)
        amounts = [number(piece.value) for piece in row]
        organisations = sum(amounts[1:-1]) - amounts[self.cut]
        return amounts[self.cut] == organisations and amounts[0] + organisations == amounts[-1]

    def _cost(self, row: int, at: int) -> float:
        own = self._row(at)
        cost = 0.0 if self._adds_up(own) else _BROKEN
        cost += _ALL_ZERO * (not self._amounts(at))
        cost += _WORDS_WITHIN * sum(n in self.text.gaps for n in range(at + 1, at + self.width))
        cost += _BEYOND * (at + self.width > self.text.own)
        head = self.text.heads.get(at)
        if head:
            cost += _OWN_LABEL if head == self.codes[row] else _OTHERS_LABEL
        return cost

    def _held(self, course: Course) -> list[Option | None]:
        """The rows that every way to deal the figures out gives the same figures."""
        held: list[Option | None] = []
        for start, near in zip(course.starts, course.near, strict=True):
            rows = {None if at is None else _values(self._row(at)) for at in near}
            own = None if start is None or len(rows) > 1 else self._row(start)
            torn = start is not None and any(
                n in self.text.headed for n in range(start + 1, start + self.width)
            )
            plain = own is not None and len({number(p.value) for p in own}) == 1
            held.append(None if torn and not plain else own)
        return held

    def _piecemeal(self, course: Course, options: Sequence[Option | None]) -> Piecemeal:
        made = list(options)
        broken = {n for n, row in enumerate(options) if row is None or not self._adds_up(row)}
        slips = {n for n in broken if self._is_slip(course, n, options)}
        mixed = sorted(broken - slips | set(self._doubtful(course, broken - slips, options)))
        for group in _neighbours(mixed):
            start, stop = self._extent(course, group)
            made[group.start : group.stop] = [None] * len(group)
            if stop - start == len(group) * self.width and len(group) <= _MOST_MIXED:
                known = {c: o for c, o in zip(self.codes, made, strict=True) if o is not None}
                wanted = [self.codes[n] for n in group]
                pieces = self.text.pieces[start:stop]
                made[group.start : group.stop] = sorted_out(
                    pieces, wanted, known, self.sums, self._adds_up
                )
        known = {c: o for c, o in zip(self.codes, made, strict=True) if o is not None}
        turned = righted(known, self.sums, self._adds_up)
        made = [turned.get(c, o) for c, o in zip(self.codes, made, strict=True)]
        among: dict[str, tuple[Value, ...]] = {}
        spots: dict[str, Piece] = {}
        for n, row in enumerate(made):
            if row is None:
                start, stop = self._extent(course, range(n, n + 1))
                around = self.text.pieces[max(0, start - self.width) : stop + self.width]
                among[self.codes[n]] = tuple(dict.fromkeys((*(p.value for p in around), None)))
                spots[self.codes[n]] = self.text.pieces[min(start, len(self.text.pieces) - 1)]
        misprinted = frozenset(self.codes[n] for n in slips)
        rows = {c: self._without_subtotal(o) for c, o in zip(self.codes, made, strict=True)}
        return Piecemeal(rows, among, spots, misprinted, course.cost / len(self.codes))

    def _without_subtotal(self, option: Option | None) -> Option | None:
        if option is None or self.cut is None:
            return option
        return option[: self.cut] + option[self.cut + 1 :]

    def _extent(self, course: Course, group: range) -> tuple[int, int]:
        """The figures between the rows next to the group."""
        before = [at for at in course.starts[: group.start] if at is not None]
        after = [at for at in course.starts[group.stop :] if at is not None]
        start = before[-1] + self.width if before else 0
        stop = after[0] if after else min(start + len(group) * self.width, len(self.text.pieces))
        return start, max(start, stop)

    def _doubtful(
        self, course: Course, broken: Set[int], options: Sequence[Option | None]
    ) -> Iterator[int]:
        """The rows of zeros next to broken ones with no words between: a figure may be theirs."""
        for row in broken:
            for other in (row - 1, row + 1):
                at = course.starts[other] if 0 <= other < len(self.codes) else None
                if at is None or other in broken or self._amounts(at):
                    continue
                border = at + self.width if other < row else at
                if options[other] is not None and border not in self.text.gaps:
                    yield other

    def _is_slip(self, course: Course, number_: int, options: Sequence[Option | None]) -> bool:
        """Whether a row is one that the report misprints: words stand before and behind it, or rows
        that add up, and its figures make no sum in any order."""
        row, at = options[number_], course.starts[number_]
        if row is None or at is None or not all(piece.readable for piece in row):
            return False
        amounts = [number(piece.value) for piece in row]
        if 2 * max(amounts) == sum(amounts):
            return False
        before, behind = (
            options[n] if 0 <= n < len(options) else None for n in (number_ - 1, number_ + 1)
        )
        firm = [
            o is not None and self._adds_up(o) and any(number(p.value) for p in o)
            for o in (before, behind)
        ]
        words = [n in self.text.gaps or n == len(self.text.pieces) for n in (at, at + self.width)]
        return all(f or w for f, w in zip(firm, words, strict=True))


def _neighbours(rows: Sequence[int]) -> Iterator[range]:
    """The rows in groups that follow each other."""
    for _, group in itertools.groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        own = [row for _, row in group]
        yield range(own[0], own[-1] + 1)
