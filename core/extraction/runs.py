"""Figures of plain text to rows of the form: the cheapest split that keeps the order of both.

A run is the figures that stand on one line without words between them. Each row of the form takes
the next runs, or none when it is blank. What a split costs says how well the text supports it: words
of a row on the line of its figures, figures where its label stands, seven of them. Every split that
costs little more than the best is a reading that the text allows; which of them is meant the sums of
the rows decide, never silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, groupby
from typing import Final

from core.extraction.anchors import Anchors
from core.extraction.glued import is_glued
from core.extraction.labels import bare
from core.extraction.lines import Field, Line
from core.values import normalised

_INFINITE: Final = float("inf")
_BESIDE: Final = -1.0
_STRANGER: Final = 2.5
_PASSED: Final = 2.0
_PASSED_DISPLACED: Final = 0.4
_NAMELESS: Final = 0.3
_NAMED_ANOTHER: Final = 1.6
_STRADDLED: Final = 1.5
_BLANK: Final = 0.8
_SHORT: Final = 1.0
_SURPLUS: Final = (1.4, 2.2)
_TORN: Final = 1.2
_LABEL_BETWEEN: Final = 0.4
_LEFT_OVER: Final = 4.0
_LEFT_STRAY: Final = 1.0
_LEFT_NAMED: Final = 0.2
_NAMED: Final = 1.5
_BROKEN_SUM: Final = 2.0
"""What speaks against a split, one unit being a weak reason and three a strong one."""

_ALLOWED: Final = 1.3
"""A split that costs at most this much more than the best is a reading that the text allows."""
_CLOSE: Final = 0.9
"""After the sums, splits this close to the best cannot be told apart."""
_MANY: Final = 5
"""A run of this many figures is a line of the table rather than one cell."""
_MOST_RUNS: Final = 240
"""No application table has more cells; what follows is another table."""
_BEYOND: Final = re.compile("[五六七八九十]、")
"""The form's rows are counted to 四、; what a report counts on is a row of its own."""
_SUBTOTALS: Final = frozenset({"小计", "合计", "其中", "共计"})


@dataclass(frozen=True, slots=True)
class Run:
    """Figures on one line; ``at`` is how many characters of the words stand before them.

    ``beside`` are the rows whose words stand on the same line, ``before`` the words right before;
    ``named`` says that these are a label that the form does not have.
    """

    line: Line
    fields: tuple[Field, ...]
    at: int
    beside: frozenset[int]
    before: str
    named: bool


@dataclass(frozen=True, slots=True)
class Share:
    """The runs that a row takes: half open, empty for a row that prints no figure."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Split:
    """The runs of each row by its number, the likeliest first.

    ``allowed`` are the shares that the text allows, ``chosen`` those that the sums leave. ``left``
    are the numbers of the runs that no row takes. ``cost`` is that of the best split.
    """

    allowed: tuple[tuple[Share, ...], ...]
    chosen: tuple[tuple[Share, ...], ...]
    left: tuple[int, ...]
    cost: float


def words_in(lines: Sequence[Line]) -> str:
    """The bare words of the lines, figures left out: what anchors and runs count characters in."""
    return "".join(bare(f.text) for line in lines for f in line.fields if f.is_label)


def runs_of(lines: Sequence[Line], anchors: Anchors, *, width: int) -> list[Run]:
    """The runs of figures; a line with several full rows is cut into these."""
    runs: list[Run] = []
    at = 0
    last, foreign = "", False
    for line in lines:
        begin = at
        size = sum(len(bare(f.text)) for f in line.fields if f.is_label)
        beside = frozenset(anchors.owners[begin : begin + size]) - {-1}
        current: list[Field] = []
        for field in (*line.fields, None):
            if field is not None and field.is_figure:
                current.append(field)
                continue
            if current:
                named = (foreign or last in _SUBTOTALS) and anchors.owners[at - 1] < 0
                runs += [
                    Run(line, part, at, beside, last, named) for part in _parts(current, width)
                ]
                current = []
            if field is not None and field.is_label:
                last = bare(field.text)
                foreign = _BEYOND.match(normalised(field.text)) is not None
                at += len(last)
        if len(runs) >= _MOST_RUNS:
            return runs[:_MOST_RUNS]
    return _gathered(runs, width)


def _gathered(runs: Sequence[Run], width: int) -> list[Run]:
    """The runs, with figures on lines of their own as one run where they fill just one row."""
    gathered: list[Run] = []
    for _, group in groupby(runs, key=lambda run: run.at):
        own = [*group]
        first, *others = own
        single = all(len(run.fields) == 1 for run in own) and not any(r.beside for r in others)
        if single and len(own) == width:
            own = [replace(first, fields=tuple(run.fields[0] for run in own))]
        gathered.extend(own)
    return gathered


def _parts(fields: Sequence[Field], width: int) -> list[tuple[Field, ...]]:
    if len(fields) > width and len(fields) % width == 0:
        return [tuple(fields[n : n + width]) for n in range(0, len(fields), width)]
    return [tuple(fields)]


def _sizes(runs: Sequence[Run], width: int) -> list[int]:
    """How many figures each run has; a string of digits stands for a whole row, unless other figures
    stand next to it."""
    whole = [is_glued(run.fields, width) for run in runs]
    sizes: list[int] = []
    for n, run in enumerate(runs):
        beside = (m for m in (n - 1, n + 1) if 0 <= m < len(runs) and runs[m].at == run.at)
        alone = all(whole[m] for m in beside)
        sizes.append(width if whole[n] and alone else len(run.fields))
    return sizes


def _crowded(runs: Sequence[Run], width: int) -> list[bool]:
    """Of each run whether figures of several rows stand behind the same label: those of the labels
    before it, too."""
    amounts: dict[int, int] = {}
    for run in runs:
        amounts[run.at] = amounts.get(run.at, 0) + len(run.fields)
    return [amounts[run.at] > width for run in runs]


class _Costs:
    """What it costs that a row takes a share of the runs."""

    def __init__(
        self, runs: Sequence[Run], anchors: Anchors, rows: int, *, width: int, passed: float
    ) -> None:
        self._runs = runs
        self._width = width
        self._sizes = (0, *accumulate(_sizes(runs, width)))
        self._torn = (0.0, *accumulate(_TORN * (len(run.fields) > 1) for run in runs))
        self._apart = (0.0, *accumulate(self._gap(n) for n in range(len(runs))))
        extents = _extents(anchors, rows)
        known = anchors.found
        self._starts = [known[n].start if n in known else -1 for n in range(rows)]
        self._ends = [known[n].end if n in known else len(anchors.owners) + 1 for n in range(rows)]
        each = [min(passed, _PASSED_DISPLACED) if own else passed for own in _crowded(runs, width)]
        self._place = [
            (
                0.0,
                *accumulate(
                    _distance(run, row, extents, anchors, price)
                    for run, price in zip(runs, each, strict=True)
                ),
            )
            for row in range(rows)
        ]
        self.left = [self._left_over(n) for n in range(len(runs))]

    def _gap(self, number: int) -> float:
        if not number or self._runs[number - 1].at == self._runs[number].at:
            return 0.0
        return _LABEL_BETWEEN

    def _left_over(self, number: int) -> float:
        run = self._runs[number]
        if run.named:
            return _LEFT_NAMED
        alone = len(run.fields) == 1 and not run.beside
        around = self._runs[max(0, number - 1) : number + 2]
        if alone and sum(len(r.fields) >= _MANY for r in around) == len(around) - 1:
            return _LEFT_STRAY
        return _LEFT_OVER

    def most(self, start: int) -> int:
        """The greatest stop of a share that begins at ``start``."""
        stop = start
        limit = self._width + len(_SURPLUS)
        while stop < len(self._runs) and self._sizes[stop + 1] - self._sizes[start] <= limit:
            stop += 1
        return stop

    def of(self, row: int, start: int, stop: int) -> float:
        """The cost of runs ``start`` to ``stop`` (exclusive) for the row."""
        if start == stop:
            return _BLANK
        count = self._sizes[stop] - self._sizes[start]
        cost = (self._place[row][stop] - self._place[row][start]) / (stop - start)
        if self._runs[start].at <= self._starts[row] and self._runs[stop - 1].at >= self._ends[row]:
            cost += _STRADDLED
        if count < self._width:
            cost += _SHORT
        elif count > self._width:
            cost += _SURPLUS[count - self._width - 1]
        if stop - start > 1:
            cost += self._torn[stop] - self._torn[start]
            cost += self._apart[stop] - self._apart[start + 1]
        return cost + _NAMED * self._runs[start].named


def _extents(anchors: Anchors, rows: int) -> list[tuple[int, int]]:
    """Where each row's label stands; a label that is lost stands between its neighbours."""
    extents: list[tuple[int, int]] = []
    for row in range(rows):
        anchor = anchors.found.get(row)
        if anchor is not None:
            extents.append((anchor.start, anchor.end))
            continue
        before = [a.end for n, a in anchors.found.items() if n < row]
        after = [a.start for n, a in anchors.found.items() if n > row]
        low = max(before, default=0)
        extents.append((low, max(low, min(after, default=len(anchors.owners)))))
    return extents


def _distance(
    run: Run,
    row: int,
    extents: Sequence[tuple[int, int]],
    anchors: Anchors,
    each: float,
) -> float:
    """How far a run stands from a row's label: what speaks against their belonging together."""
    if row in run.beside:
        return _BESIDE
    start, end = extents[row]
    cost = _STRANGER if run.beside else 0.0
    if row not in anchors.found:
        behind = any(a.end == run.at for a in anchors.found.values())
        cost += _NAMED_ANOTHER if behind else _NAMELESS
    if run.at > end:
        passed = sum(n > row and a.start < run.at for n, a in anchors.found.items())
        return cost + each * passed
    if run.at <= start and row in anchors.found:
        ahead = sum(n < row and a.end > run.at for n, a in anchors.found.items())
        return cost + each * (1 + ahead)
    if run.at < start:
        return cost + each * sum(n < row and a.end > run.at for n, a in anchors.found.items())
    return cost


_Cost = Callable[[int, int, int], float]
_Moves = Callable[[int, int], Sequence[int]]


def split_runs(
    runs: Sequence[Run],
    anchors: Anchors,
    rows: int,
    *,
    width: int,
    displaced: bool,
    adds_up: Callable[[Sequence[Field]], bool],
) -> Split:
    """Share the runs out among the rows.

    ``displaced`` says that figures of several rows follow the labels of all of them. ``adds_up``
    says whether figures can be a row whose parts make its total.
    """
    passed = _PASSED_DISPLACED if displaced else _PASSED
    costs = _Costs(runs, anchors, rows, width=width, passed=passed)
    text = _Lattice(
        len(runs), rows, costs.left, costs.of, lambda _, at: range(at, costs.most(at) + 1)
    )
    allowed = text.shares(_ALLOWED)

    @cache
    def is_broken(start: int, stop: int) -> bool:
        fields = [f for run in runs[start:stop] for f in run.fields]
        return bool(fields) and not adds_up(fields)

    def with_sums(row: int, start: int, stop: int) -> float:
        return costs.of(row, start, stop) + _BROKEN_SUM * is_broken(start, stop)

    stops: list[dict[int, list[int]]] = [{} for _ in range(rows)]
    for row, shares in enumerate(allowed):
        for share in shares:
            stops[row].setdefault(share.start, []).append(share.stop)
    summed = _Lattice(
        len(runs), rows, costs.left, with_sums, lambda row, at: stops[row].get(at, ())
    )
    chosen = [_distinct(shares) for shares in summed.shares(_CLOSE)]
    taken = {n for shares in chosen for n in range(shares[0].start, shares[0].stop)}
    left = tuple(n for n in range(len(runs)) if n not in taken)
    return Split(tuple(map(_distinct, allowed)), tuple(chosen), left, text.best)


def _distinct(shares: Sequence[Share]) -> tuple[Share, ...]:
    """A blank row is the same wherever between its neighbours it is thought to stand."""
    kept: dict[tuple[int, int], Share] = {}
    for share in shares:
        blank = share.start == share.stop
        kept.setdefault((-1, -1) if blank else (share.start, share.stop), share)
    return tuple(kept.values())


class _Lattice:
    """All ways to share runs out among rows in order, with the cheapest cost through each step.

    ``ahead[row][at]`` is the cheapest cost of the rows from ``row`` on, given that the runs before
    ``at`` are used up; ``behind`` the same for the rows before.
    """

    def __init__(
        self, runs: int, rows: int, left: Sequence[float], cost: _Cost, moves: _Moves
    ) -> None:
        self._runs, self._rows, self._left = runs, rows, left
        self._steps: list[list[tuple[int, int, float]]] = []
        self.behind = [[_INFINITE] * (runs + 1) for _ in range(rows + 1)]
        self.behind[0][0] = 0.0
        for row in range(rows + 1):
            here = self.behind[row]
            for at in range(runs):
                here[at + 1] = min(here[at + 1], here[at] + left[at])
            if row < rows:
                self._steps.append(self._forward(row, here, cost, moves))
        self.best = self.behind[rows][runs]
        self.ahead = self._backward()

    def _forward(
        self, row: int, here: Sequence[float], cost: _Cost, moves: _Moves
    ) -> list[tuple[int, int, float]]:
        steps: list[tuple[int, int, float]] = []
        following = self.behind[row + 1]
        for at, before in enumerate(here):
            if before == _INFINITE:
                continue
            for stop in moves(row, at):
                price = cost(row, at, stop)
                steps.append((at, stop, price))
                following[stop] = min(following[stop], before + price)
        return steps

    def _backward(self) -> list[list[float]]:
        ahead = [[_INFINITE] * (self._runs + 1) for _ in range(self._rows + 1)]
        ahead[self._rows][self._runs] = 0.0
        for row in range(self._rows, -1, -1):
            here = ahead[row]
            if row < self._rows:
                for at, stop, price in self._steps[row]:
                    here[at] = min(here[at], price + ahead[row + 1][stop])
            for at in range(self._runs - 1, -1, -1):
                here[at] = min(here[at], here[at + 1] + self._left[at])
        return ahead

    def shares(self, slack: float) -> list[tuple[Share, ...]]:
        """For each row the shares on a split that costs at most ``slack`` more than the best."""
        found: list[tuple[Share, ...]] = []
        for row, steps in enumerate(self._steps):
            priced = [
                (self.behind[row][at] + price + self.ahead[row + 1][stop], at, stop)
                for at, stop, price in steps
            ]
            near = sorted(p for p in priced if p[0] <= self.best + slack)
            found.append(tuple(Share(at, stop) for _, at, stop in near))
        return found
