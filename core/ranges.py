"""What fills, shifts, moves and exchanges of figures make of the cells of one table.

Pure: a table as it stands, the cells chosen, and the answer is the new value of each cell that
changes. Nothing is lost silently: what would fall off or be covered is refused by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from core.errors import Known
from core.language import say
from core.values import Value, value_to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from core.address import Address

Spot: TypeAlias = tuple[int, int]
"""A cell by line and column of the table as the form prints it, both from 0."""


class Way(Enum):
    """A direction as steps of (line, column)."""

    LEFT = (0, -1)
    RIGHT = (0, 1)
    UP = (-1, 0)
    DOWN = (1, 0)


class Along(Enum):
    """What is exchanged."""

    ROWS = 0
    COLUMNS = 1


class RangeRefused(Known):
    """The figures cannot be put so; the message names the cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands: ``lines`` of equal length, the value of each cell, and the ``unknown``
    ones, which were not read with one meaning. ``name`` gives a cell's name in the user's words.
    """

    lines: Sequence[Sequence[Address]]
    values: Mapping[Address, Value]
    unknown: Collection[Address]
    name: Callable[[Address], str]

    def at(self, spot: Spot) -> Address:
        """The cell there."""
        return self.lines[spot[0]][spot[1]]

    def spots(self, cells: Iterable[Address]) -> list[Spot]:
        """Where the cells stand, from top left; cells of other tables are left out."""
        wanted = set(cells)
        return [
            (line, column)
            for line, addresses in enumerate(self.lines)
            for column, address in enumerate(addresses)
            if address in wanted
        ]

    def holds(self, spot: Spot) -> bool:
        """Whether the table goes that far."""
        return 0 <= spot[0] < len(self.lines) and 0 <= spot[1] < len(self.lines[spot[0]])


Edits: TypeAlias = "dict[Address, Value]"
_Sources: TypeAlias = "dict[Address, Address | None]"
"""For each cell that changes the one whose value it gets; None: it becomes blank."""


def fill(sheet: Sheet, chosen: Collection[Address], way: Way) -> Edits:
    """The first cell of each chosen column goes down it, or that of each chosen line to the right.

    Where one line (or column) is chosen, the one before it is what is copied. Raises RangeRefused.
    """
    down = way is Way.DOWN
    tracks: dict[int, list[Spot]] = {}
    for spot in sheet.spots(chosen):
        tracks.setdefault(spot[1] if down else spot[0], []).append(spot)
    sources: _Sources = {}
    for spots in tracks.values():
        head, rest = spots[0], spots[1:]
        if not rest:
            rest, head = [head], _stepped(head, way, -1)
        if not sheet.holds(head):
            raise _refused(
                "edge", say("前面没有可填充的单元格。", "There is no cell before it to copy.")
            )
        sources |= {sheet.at(spot): sheet.at(head) for spot in rest}
    return _carried(sheet, sources, keeps=False)


def shift(sheet: Sheet, chosen: Collection[Address], way: Way) -> Edits:
    """Move the chosen run of each line (or column) by one; the first cell of the run becomes blank.

    Of a single chosen cell the run goes on to the end of its row (or column); shifted back, the
    run closes over the cell. A figure other than 0 that would fall off is refused.
    """
    sources: _Sources = {}
    for run in _runs(sheet, chosen, way):
        ordered = run if way in (Way.RIGHT, Way.DOWN) else run[::-1]
        sources |= _pushed([sheet.at(spot) for spot in ordered])
    return _carried(sheet, sources)


def move(sheet: Sheet, chosen: Collection[Address], way: Way) -> Edits:
    """Move the chosen cells by one; where they stood becomes blank.

    A figure other than 0 in the way is refused, and so is the table's edge.
    """
    spots = sheet.spots(chosen)
    beyond = next((s for s in spots if not sheet.holds(_stepped(s, way))), None)
    if beyond is not None:
        raise _at_edge(sheet, beyond)
    sources: _Sources = {sheet.at(spot): None for spot in spots}
    sources |= {sheet.at(_stepped(spot, way)): sheet.at(spot) for spot in spots}
    return _carried(sheet, sources)


def transfer(sheet: Sheet, chosen: Collection[Address], first: Address) -> Edits:
    """Move the chosen cells so that their top left corner comes to ``first``, over what is there."""
    spots = sheet.spots(chosen)
    targets = sheet.spots([first])
    if not spots or not targets:
        raise _refused(
            "other_table",
            say("只能在同一张表内移动数值。", "Figures can be moved within one table only."),
        )
    corner = min(line for line, _ in spots), min(column for _, column in spots)
    by = targets[0][0] - corner[0], targets[0][1] - corner[1]
    sources: _Sources = {sheet.at(spot): None for spot in spots}
    for line, column in spots:
        target = line + by[0], column + by[1]
        if not sheet.holds(target):
            raise _at_edge(sheet, (line, column))
        sources[sheet.at(target)] = sheet.at((line, column))
    return _carried(sheet, sources, keeps=False)


def exchange(sheet: Sheet, chosen: Collection[Address], along: Along) -> Edits:
    """Exchange the chosen cells of two rows, or of two columns. Raises RangeRefused for others."""
    lines: dict[int, list[Spot]] = {}
    for spot in sheet.spots(chosen):
        lines.setdefault(spot[along.value], []).append(spot)
    across = 1 - along.value
    crossings = [tuple(spot[across] for spot in spots) for spots in lines.values()]
    if len(crossings) != 2 or crossings[0] != crossings[1]:
        words = {
            Along.ROWS: say(
                "请在两行中选中相同的几列。", "Choose the same columns of exactly two rows."
            ),
            Along.COLUMNS: say(
                "请在两列中选中相同的几行。", "Choose the same rows of exactly two columns."
            ),
        }
        raise _refused("not_two", words[along])
    one, other = ([sheet.at(spot) for spot in spots] for spots in lines.values())
    sources: _Sources = {}
    for left, right in zip(one, other, strict=True):
        sources |= {left: right, right: left}
    return _carried(sheet, sources)


def _stepped(spot: Spot, way: Way, by: int = 1) -> Spot:
    return spot[0] + by * way.value[0], spot[1] + by * way.value[1]


def _runs(sheet: Sheet, chosen: Collection[Address], way: Way) -> list[list[Spot]]:
    """The chosen cells by line (or column); of a single cell all that follow in its row too."""
    spots = sheet.spots(chosen)
    sideways = way in (Way.LEFT, Way.RIGHT)
    if len(spots) == 1:
        return [_rest(sheet, spots[0], Way.RIGHT if sideways else Way.DOWN)]
    runs: dict[int, list[Spot]] = {}
    for spot in spots:
        runs.setdefault(spot[0] if sideways else spot[1], []).append(spot)
    step = Way.RIGHT if sideways else Way.DOWN
    for run in runs.values():
        if any(_stepped(one, step) != other for one, other in pairwise(run)):
            message = say("请选中相邻的单元格。", "Choose cells that stand side by side.")
            raise _refused("scattered", message)
    return list(runs.values())


def _rest(sheet: Sheet, spot: Spot, onward: Way) -> list[Spot]:
    """The cell and those behind it; rows of the form that stand side by side stay apart."""
    row, found = sheet.at(spot).row, [spot]
    while True:
        spot = _stepped(spot, onward)
        ends = not sheet.holds(spot)
        if ends or (onward is Way.RIGHT and sheet.at(spot).row != row):
            return found
        found.append(spot)


def _pushed(run: Sequence[Address]) -> _Sources:
    sources: _Sources = dict(zip(run[1:], run, strict=False))
    sources[run[0]] = None
    return sources


def _carried(sheet: Sheet, sources: _Sources, *, keeps: bool = True) -> Edits:
    """The new values; with ``keeps`` no figure may be lost on the way."""
    moved = {source for source in sources.values() if source is not None}
    for source in moved:
        if source in sheet.unknown:
            name = sheet.name(source)
            raise _refused(
                "unknown",
                say(
                    f"{name}的数值尚未确定，不能移动；请先键入。",
                    f"{name} is not known yet and cannot be moved; type it first.",
                ),
            )
    for target in sources if keeps else ():
        if target not in moved and _is_figure(sheet.values.get(target)):
            raise _would_be_lost(sheet, target)
    return {
        target: new
        for target, source in sources.items()
        if (new := None if source is None else sheet.values.get(source)) != sheet.values.get(target)
        or target in sheet.unknown
    }


def _is_figure(value: Value) -> bool:
    return isinstance(value, Decimal) and value != 0


def _would_be_lost(sheet: Sheet, address: Address) -> RangeRefused:
    name, value = sheet.name(address), value_to_text(sheet.values.get(address))
    return _refused(
        "lost",
        say(
            f"{name}中的 {value} 会丢失；请先移开或清空它。",
            f"{value} in {name} would be lost; move it away or clear it first.",
        ),
    )


def _at_edge(sheet: Sheet, spot: Spot) -> RangeRefused:
    name = sheet.name(sheet.at(spot))
    return _refused(
        "edge",
        say(f"{name}再移就超出本表了。", f"{name} would leave the table."),
    )


def _refused(code: str, message: str) -> RangeRefused:
    return RangeRefused(f"range.{code}", message)
