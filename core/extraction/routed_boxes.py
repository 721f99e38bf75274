"""The boxes of article 20 of a text that was printed box by box, by the plainest route of the figures.

No sum bears a box out. So all boxes together are read, where the section has just as many figures as
an edition has cells and one route through these is plainer than any other by far: along rows or down
columns, from label to label and heading to heading. A box whose figures could as well go the other
way is left open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from core.extraction.labels import bare
from core.extraction.lines import Field, Line
from core.extraction.repair import piece_of
from core.extraction.routes import Stop, Walker
from core.extraction.stops import stops_of
from core.form import ColumnSpec, Form, RowSpec

_BY_FAR: Final = 0.9
"""Routes that cost at most this much more than the plainest cannot be told from it."""
_MOST_COST: Final = 0.0
_MOST_TURNED: Final = 2.0
"""What a route that is believed costs at most, and its turns alone, which here no sum bears out."""
_SIGNS: Final = ("增", "减", "+", "-")

_Row = tuple[str, RowSpec, Sequence[ColumnSpec]]
"""The code of the box, the row, and the columns in which it has figures."""


def dealt_by_route(
    lines: Sequence[Line], forms: Sequence[Form]
) -> dict[tuple[str, str], tuple[Field, ...]]:
    """The figures of each row, by table and row; empty where the text tells no route."""
    for form in forms:
        rows = _rows(form)
        figures = _figures(lines, rows)
        if len(figures) == sum(len(columns) for *_, columns in rows):
            return _dealt(figures, rows)
    return {}


def _rows(form: Form) -> list[_Row]:
    return [
        (table.code, row, [c for c in table.columns if c.kind != "unit"])
        for table in form.tables
        if table.code.startswith("art20")
        for row in table.rows
    ]


def _width(rows: Sequence[_Row]) -> int:
    return max(len(columns) for *_, columns in rows)


def _figures(lines: Sequence[Line], rows: Sequence[_Row]) -> list[tuple[Field, Stop]]:
    """The figures of the section; one with a sign is a change, one of money an amount."""
    headed: dict[str, int] = {}
    kinds: dict[str, int] = {}
    for n, (_, _, columns) in enumerate(rows):
        for c, column in enumerate(columns):
            cell = 1 << n * _width(rows) + c
            kinds[column.kind] = kinds.get(column.kind, 0) | cell
            for text in {*map(bare, (column.label, *column.aliases))}:
                headed[text] = headed.get(text, 0) | cell
    plain = [line for line in lines if line.kind == "plain"]
    found = stops_of(plain, [row for _, row, _ in rows], range(len(rows)), headed)
    told = [(f, s, kinds.get(_kind(f), 0)) for f, s in found]
    return [(f, replace(s, headed=cells) if cells else s) for f, s, cells in told]


def _kind(field: Field) -> str:
    """The kind of column that a figure shows by its sign or unit; "" for none."""
    if len(field.text) > 1 and field.text.startswith(_SIGNS):
        return "change"
    return "amount" if field.text.endswith("元") else ""


def _dealt(
    figures: Sequence[tuple[Field, Stop]], rows: Sequence[_Row]
) -> dict[tuple[str, str], tuple[Field, ...]]:
    """The rows that all routes give the same figures that are not dearer by far than the plainest."""
    width = _width(rows)
    absent = sum(
        1 << n * width + c
        for n, (_, _, columns) in enumerate(rows)
        for c in range(len(columns), width)
    )
    walker = Walker([stop for _, stop in figures], len(rows), width, absent=absent, most_slips=None)
    walks = sorted(walker.walks(), key=lambda walk: walk.cost)
    if not walks or walks[0].turned >= _MOST_TURNED or walks[0].cost > _MOST_COST:
        return {}
    if _mixes(walks[0].stops, [stop for _, stop in figures], rows):
        return {}
    if not _fits(walks[0].stops, figures, rows):
        return {}
    near = [walk for walk in walks if walk.cost <= walks[0].cost + _BY_FAR]
    doubtful = _doubtful(walks[0].stops, figures, rows)
    dealt: dict[tuple[str, str], tuple[Field, ...]] = {}
    for n, (table, row, columns) in enumerate(rows):
        cells = range(n * width, n * width + len(columns))
        options = [tuple(figures[walk.stops[cell]][0] for cell in cells) for walk in near]
        printed = {tuple(field.text for field in own) for own in options}
        if len(printed) == 1 and _can_hold(columns, options[0]) and table not in doubtful:
            dealt[table, row.code] = options[0]
    return dealt


def _doubtful(
    cells: Sequence[int], figures: Sequence[tuple[Field, Stop]], rows: Sequence[_Row]
) -> set[str]:
    """The boxes whose figures could as well go the other way, along rows or down columns, with other
    figures in their cells, and no word beside a figure against it.

    The first figure of each row may stand beside its label and the rest elsewhere.
    """
    width = _width(rows)
    found: set[str] = set()
    for table, group in groupby(range(len(rows)), lambda n: rows[n][0]):
        whole = [n * width + c for n in group for c in range(len(rows[n][2]))]
        for some in (whole, [cell for cell in whole if cell % width]):
            for order in (some, sorted(some, key=lambda cell: (cell % width, cell))):
                stops = dict(zip(order, sorted(cells[cell] for cell in some), strict=True))
                own = {cell: cells[cell] for cell in some}
                if not _is_same(stops, own, figures) and _denied(stops, figures, width) <= _denied(
                    own, figures, width
                ):
                    found.add(table)
    return found


def _is_same(
    one: Mapping[int, int], other: Mapping[int, int], figures: Sequence[tuple[Field, Stop]]
) -> bool:
    """Whether two ways to fill the same cells, by the number of the stop, put the same into each."""
    return all(figures[stop][0].text == figures[other[cell]][0].text for cell, stop in one.items())


def _denied(stops: Mapping[int, int], figures: Sequence[tuple[Field, Stop]], width: int) -> int:
    """How many of the figures stand beside words that are those of other cells."""
    return sum(_is_denied(figures[stop][1], cell, width) for cell, stop in stops.items())


def _is_denied(stop: Stop, cell: int, width: int) -> bool:
    """Whether the words beside a figure are those of other cells."""
    row = cell // width
    if stop.beside >= 0 and row != stop.beside:
        return True
    return bool(stop.headed) and not stop.headed >> cell & 1


def _mixes(cells: Sequence[int], stops: Sequence[Stop], rows: Sequence[_Row]) -> bool:
    """Whether some columns of a box stand as such in the text and others do not: what then stands
    apart may as well be another cell's.

    ``cells`` has the number of the stop at each cell.
    """
    width = _width(rows)
    for _, group in groupby(range(len(rows)), lambda n: rows[n][0]):
        first, *others = group
        columns = range(len(rows[first][2]))
        stacked = {
            all(stops[cells[n * width + c]].is_stacked for n in others) for c in columns if others
        }
        if len(stacked) > 1:
            return True
    return False


def _fits(
    cells: Sequence[int], figures: Sequence[tuple[Field, Stop]], rows: Sequence[_Row]
) -> bool:
    """Whether what shows that it is a change or an amount stands in a column of such."""
    width = _width(rows)
    return all(
        _kind(figures[cells[n * width + c]][0]) in ("", column.kind)
        for n, (_, _, columns) in enumerate(rows)
        for c, column in enumerate(columns)
    )


def _can_hold(columns: Sequence[ColumnSpec], figures: Sequence[Field]) -> bool:
    return all(piece_of(f, c.kind).readable for f, c in zip(figures, columns, strict=True))
