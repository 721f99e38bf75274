"""The ways in which a text can walk through the cells of a table.

A program that takes a page apart into boxes prints the cells of a table one after the other: along
rows where it can, down columns where cells stand close, now and then a cell or a piece of a row late.
Whatever it does, every cell is printed once. So the figures of the text are a route through the
cells; every turn that neither the table nor the words beside the figures explain speaks against it,
and a row that is full must add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_TURNED: Final = 1.0
_TURNED_IN_BOX: Final = 0.2
_JUMPED: Final = 2.0
_LEFT_ROW: Final = 1.0
_FIRST_APART: Final = 1.0
_OWN_LABEL: Final = -0.3
_OTHERS_LABEL: Final = 0.4
_ONLY_OTHERS: Final = 1.0
_BESIDE_LABEL: Final = -0.5
_BESIDE_OTHERS: Final = 2.0
_OWN_HEADING: Final = -0.3
_OTHERS_HEADING: Final = 0.8
_WITHIN_LINE: Final = 4.0
_GAP_ABOVE: Final = 1.0
_MOST_GAPS: Final = 3
_STRANGER: Final = 2.5
_NEXT_STRANGER: Final = 0.3
_SLIP: Final = 3.0
"""What speaks against a step: it turns from along a row to down a column or back, among boxes or within
one; it goes where nothing leads; it leaves a row unfinished; it leaves out the first cell of a row;
labels or headings of its cell or of others stand before it; figures of one line are apart; rows above
remain unfinished on the page before; figures that are no cell's; a row that does not add up."""
_SLACK: Final = 2.0
"""Routes that cost this much more than the cheapest are given up."""
_MOST_ROUTES: Final = 40
"""Routes that are followed at a time."""
_GAP_LEFT: Final = 1.0
"""What each group of cells will cost that a route has left behind."""
_SMALL: Final = 24
"""Cells of a table of which each step may lead anywhere."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A figure of the text: its amount, its page and line; ``sort`` is 0 for what most cells print that
    count nothing, another number for each other value.

    ``is_stacked`` says that it stands below the figure before it, with no blank line between and no
    label of a row in their box. ``rows`` are those whose labels stand between that figure and this
    one, ``beside`` the one whose label ends right before it, -1 for none. ``headed`` has a bit for each
    cell under the heading right before it.
    """

    amount: int
    sort: int
    page: int
    line: int
    is_stacked: bool = False
    rows: frozenset[int] = frozenset()
    beside: int = -1
    headed: int = 0


class _Route(NamedTuple):
    """A route so far: ``taken`` has a bit for each cell, ``open_sums`` what the parts of each row make
    more than its total, ``cells`` a link for each step back.

    ``at`` is the last cell, -1 before the first; ``down`` says that it came down a column, which it
    entered in row ``top``.
    """

    cost: float
    taken: int
    key: int
    at: int
    down: bool
    top: int
    slips: int
    turned: float
    skipped: bool
    open_sums: tuple[int, ...]
    cells: _Link | None


class _Link(NamedTuple):
    stop: int
    cell: int
    before: _Link | None


@dataclass(frozen=True, slots=True)
class Walk:
    """A route through all cells: the number of the stop at each cell, and what speaks against it."""

    stops: tuple[int, ...]
    cost: float
    turned: float


class Walker:
    """Finds the routes of the stops through a table of so many rows and columns.

    ``absent`` has a bit for each cell that the table does not have. ``most_slips`` rows may not add
    up, only on a route that turns nowhere; None where rows have no sums.
    """

    def __init__(
        self,
        stops: Sequence[Stop],
        rows: int,
        width: int,
        *,
        absent: int = 0,
        most_slips: int | None = 0,
    ) -> None:
        self._stops, self._rows, self._width = stops, rows, width
        self._absent, self._most_slips = absent, most_slips
        self._is_small = rows * width <= _SMALL
        self._full = (1 << width) - 1
        self._cut = 0.0
        self._gaps: dict[int, int] = {}

    def walks(self) -> list[Walk]:
        """The cheapest routes through all cells."""
        routes = [
            _Route(0.0, self._absent, 0, -1, False, 0, 0, 0.0, False, (0,) * self._rows, None)
        ]
        for number, stop in enumerate(self._stops):
            following: dict[tuple[int, int, int, bool, int], _Route] = {}
            self._cut = float("inf")
            for route in routes:
                for made in self._steps(route, number, stop):
                    key = (made.taken, made.key, made.at, made.down, made.top)
                    known = following.get(key)
                    if known is None or made.cost < known.cost:
                        following[key] = made
            routes = self._best(following.values())
            if not routes:
                return []
        cells = self._rows * self._width
        return [self._walk(route) for route in routes if route.taken.bit_count() == cells]

    def _best(self, routes: Iterable[_Route]) -> list[_Route]:
        priced = sorted(
            ((r.cost + _GAP_LEFT * self._groups(r.taken), n, r) for n, r in enumerate(routes))
        )
        most = priced[0][0] + _SLACK if priced else 0.0
        return [route for price, _, route in priced[:_MOST_ROUTES] if price <= most]

    def _groups(self, taken: int) -> int:
        """How many groups of cells are left behind: free cells above the last row that is begun."""
        known = self._gaps.get(taken)
        if known is None:
            known, before, rest = 0, 0, taken
            while rest >> self._width:
                free = ~rest & self._full
                known += free not in (0, before)
                before = free
                rest >>= self._width
            self._gaps[taken] = known
        return known

    def _walk(self, route: _Route) -> Walk:
        stops = [0] * (self._rows * self._width)
        link = route.cells
        while link is not None:
            stops[link.cell] = link.stop
            link = link.before
        return Walk(tuple(stops), route.cost, route.turned)

    def _steps(self, route: _Route, number: int, stop: Stop) -> Iterator[_Route]:
        left = len(self._stops) - number - 1
        missing = self._rows * self._width - route.taken.bit_count()
        if not missing:
            yield route
            return
        for cell in self._cells(route, stop):
            made = self._step(route, number, stop, cell)
            if made is not None:
                yield made
        if left >= missing:
            cost = _NEXT_STRANGER if route.skipped else _STRANGER
            yield route._replace(cost=route.cost + cost, skipped=True)

    def _is_free(self, route: _Route, row: int, column: int) -> bool:
        inside = 0 <= row < self._rows and 0 <= column < self._width
        return inside and not route.taken >> (row * self._width + column) & 1

    def _row(self, route: _Route, row: int) -> int:
        return route.taken >> (row * self._width) & self._full

    def _first_in_row(self, route: _Route, row: int) -> int | None:
        taken = self._row(route, row)
        if taken == self._full:
            return None
        return row * self._width + (~taken & (taken + 1)).bit_length() - 1

    def _cells(self, route: _Route, stop: Stop) -> list[int]:
        """The cells to which a step may lead."""
        found: list[int | None] = []
        row, column = divmod(route.at, self._width) if route.at >= 0 else (0, -1)
        if self._is_small:
            free = ~route.taken
            return [cell for cell in range(self._rows * self._width) if free >> cell & 1]
        if self._is_free(route, row, column + 1):
            found.append(row * self._width + column + 1)
        if self._is_free(route, row + 1, 0) and self._is_free(route, row + 1, 1):
            found.append((row + 1) * self._width + 1)
        found += [self._first_free(route, 0), self._first_free(route, row + 1)]
        if route.at >= 0:
            if self._is_free(route, row + 1, column):
                found.append((row + 1) * self._width + column)
            if self._is_free(route, route.top, column + 1):
                found.append(route.top * self._width + column + 1)
        found += [self._first_in_row(route, own) for own in stop.rows]
        for own in range(self._width):
            top = next((r for r in range(self._rows) if self._is_free(route, r, own)), None)
            found.append(None if top is None else top * self._width + own)
        return list(dict.fromkeys(cell for cell in found if cell is not None))

    def _first_free(self, route: _Route, first: int) -> int | None:
        for row in range(first, self._rows):
            cell = self._first_in_row(route, row)
            if cell is not None:
                return cell
        return None

    def _step(self, route: _Route, number: int, stop: Stop, cell: int) -> _Route | None:
        row, column = divmod(cell, self._width)
        cost, down, top = self._turn(route, stop, row, column)
        turned = route.turned + cost
        if turned and self._most_slips:
            return None
        cost += route.cost + self._against(route, stop, row, column)
        if cost > self._cut:
            return None
        taken = route.taken | 1 << cell
        sums = route.open_sums
        if stop.amount:
            change = -stop.amount if column == self._width - 1 else stop.amount
            sums = (*sums[:row], sums[row] + change, *sums[row + 1 :])
        slips = route.slips
        own = taken >> (row * self._width) & self._full
        if sums[row] and self._most_slips is not None:
            if own == self._full:
                slips += 1
                cost += _SLIP
                if slips > self._most_slips:
                    return None
            elif sums[row] > 0 and own >> (self._width - 1) and not self._most_slips:
                return None
        self._cut = min(self._cut, cost + _SLACK + 2 * _GAP_LEFT)
        key = route.key + hash((cell, stop.sort)) if stop.sort else route.key
        link = _Link(number, cell, route.cells)
        return _Route(cost, taken, key, cell, down, top, slips, turned, False, sums, link)

    def _against(self, route: _Route, stop: Stop, row: int, column: int) -> float:
        """What the words before a figure, its line and its page say against a cell."""
        cost = 0.0
        if stop.beside >= 0:
            cost += _BESIDE_LABEL if row == stop.beside else _BESIDE_OTHERS
        elif stop.rows:
            others = _ONLY_OTHERS if len(stop.rows) == 1 else _OTHERS_LABEL
            cost += _OWN_LABEL if row in stop.rows else others
        cell = row * self._width + column
        if stop.headed:
            cost += _OWN_HEADING if stop.headed >> cell & 1 else _OTHERS_HEADING
        last = self._last(route)
        if last is not None and last.line == stop.line and cell != route.at + 1:
            cost += _WITHIN_LINE
        if last is not None and stop.page > last.page:
            gaps = sum(self._row(route, n) != self._full for n in range(row))
            cost += _GAP_ABOVE * min(gaps, _MOST_GAPS)
        return cost

    def _last(self, route: _Route) -> Stop | None:
        return self._stops[route.cells.stop] if route.cells else None

    def _turn(self, route: _Route, stop: Stop, row: int, column: int) -> tuple[float, bool, int]:
        """What the way to a cell costs, whether it is one down a column, and where that began."""
        if route.at < 0:
            return (0.0 if not row and not column else _JUMPED), False, row
        before, beside = divmod(route.at, self._width)
        if (row, column) == (before, beside + 1):
            # A run of one row is along it as well as down it.
            return (
                (_TURNED if stop.is_stacked or (route.down and before > route.top) else 0.0),
                False,
                row,
            )
        ended = not self._is_free(route, before, beside + 1)
        if (
            ended
            and row > before
            and self._leads(route, row, column)
            and self._passes(route, before, row)
        ):
            return 0.0, False, row
        if (row, column) == (before + 1, beside):
            goes_on = route.down and before > route.top
            price = 0.0 if goes_on else (_TURNED_IN_BOX if stop.is_stacked else _TURNED)
            return price, True, route.top if route.down else before
        if route.down and (row, column) == (route.top, beside + 1):
            return (_TURNED if stop.is_stacked else 0.0), True, row
        if (
            ended
            and row == before + 1
            and self._first_in_row(route, row)
            == row * self._width
            == (row * self._width + column - 1)
        ):
            return _FIRST_APART, False, row
        if row == stop.beside or row in stop.rows or self._is_headed(stop, row, column):
            return _LEFT_ROW, False, row
        return _JUMPED, False, row

    def _is_headed(self, stop: Stop, row: int, column: int) -> bool:
        return bool(stop.headed >> (row * self._width + column) & 1)

    def _leads(self, route: _Route, row: int, column: int) -> bool:
        return self._first_in_row(route, row) == row * self._width + column

    def _passes(self, route: _Route, before: int, row: int) -> bool:
        """Whether the rows between are full."""
        return all(self._row(route, n) == self._full for n in range(before + 1, row))
