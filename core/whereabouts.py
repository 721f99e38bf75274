"""Where to look for a cell that was not found, and where a table goes on over a page break."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from core.geometry import PageBox, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.address import Address
    from core.cells import Cell, Extraction

_SECTIONS: Final = {"art20": "active", "requests": "requests", "review": "review"}
"""The section of the report that a table stands in, by the first part of the table's code."""


class Nearest(StrEnum):
    """What of a cell's surroundings was found in the source, the nearest first."""

    CELL = "cell"
    ROW = "row"
    TABLE = "table"
    HEADING = "heading"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What to look at for a cell: its own place, or those of its row, its table or its heading.

    ``places`` are of one page where they are boxes; they are empty for ``NOTHING`` alone.
    """

    nearest: Nearest
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Seam:
    """A page break within a table: its figures' box above the break, and that below."""

    table: str
    above: PageBox
    below: PageBox


def whereabouts(extraction: Extraction, address: Address) -> Whereabouts:
    """Where the cell stands; where it is not there, what stands nearest to it.

    Of a table over several pages the page is chosen on which the cell's neighbours in the form are.
    """
    cell = extraction.cell(address)
    if cell is not None and cell.place is not None:
        return Whereabouts(Nearest.CELL, (cell.place,))
    table = [c for c in extraction.cells if c.address.table == address.table]
    row = tuple(c.place for c in table if c.address.row == address.row and c.place is not None)
    if row:
        return Whereabouts(Nearest.ROW, _of_page(row, row[0]))
    near = _neighbour(table, address)
    if near is not None:
        places = tuple(c.place for c in table if c.place is not None)
        return Whereabouts(Nearest.TABLE, _of_page(places, near))
    # Agency, year and date of publication are cells of no table.
    code = _SECTIONS.get(address.table.partition("_")[0])
    for section in extraction.prose.sections:
        if section.code == code:
            return Whereabouts(Nearest.HEADING, (section.heading,))
    return Whereabouts(Nearest.NOTHING, ())


def seams(cells: Sequence[Cell]) -> tuple[Seam, ...]:
    """The page breaks that go through tables, in reading order within each table."""
    parts: dict[str, dict[int, PageBox]] = {}
    for cell in cells:
        if isinstance(cell.place, PageBox):
            pages = parts.setdefault(cell.address.table, {})
            before = pages.get(cell.place.page, cell.place)
            pages[cell.place.page] = before.union(cell.place)
    return tuple(
        Seam(table, pages[above], pages[below])
        for table, pages in parts.items()
        for above, below in pairwise(sorted(pages))
    )


def _neighbour(table: Sequence[Cell], address: Address) -> Place | None:
    """The place of the cell that comes last before the address in the form, else first after it."""
    addresses = [cell.address for cell in table]
    at = addresses.index(address) if address in addresses else len(table)
    around = (*reversed(table[:at]), *table[at:])
    return next((cell.place for cell in around if cell.place is not None), None)


def _of_page(places: Sequence[Place], near: Place) -> tuple[Place, ...]:
    if not isinstance(near, PageBox):
        return tuple(places)
    return tuple(p for p in places if isinstance(p, PageBox) and p.page == near.page)
