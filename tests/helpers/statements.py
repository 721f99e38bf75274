"""Statements made from a few cells, for tests that need no document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.address import Address
from core.catalogue import load_catalogue
from core.cells import Cell, Extraction, Origin, Quoted
from core.statement import Statement, fold
from core.values import Value

Content = int | Decimal | str | None
"""A number; "" for a blank, "?" for an ambiguous and "!" for a missing cell; a printed mark."""


def statement_of(
    edition: str,
    content: Mapping[str, Content | Sequence[Content]],
    *,
    tables: Sequence[str] = ("requests", "review"),
    rest: Content = 0,
    without: Sequence[str] = (),
    candidates: Mapping[str, Sequence[int]] | None = None,
) -> Statement:
    """A statement of whole tables.

    ``content`` names a row (``requests.new``, a list in column order) or a cell
    (``requests.new.total``); ``rest`` fills all other cells; rows in ``without`` are not printed.
    Rows of another edition that ``content`` names are added.
    """
    catalogue = load_catalogue()
    cells: list[Cell] = []
    for table in tables:
        spec = catalogue.table(edition, table)
        rows = [row.code for row in spec.rows if f"{table}.{row.code}" not in without]
        named = {key.split(".")[1] for key in content if key.startswith(f"{table}.")}
        rows += sorted(named - set(rows))
        for row in rows:
            line = content.get(f"{table}.{row}", [rest] * len(spec.columns))
            assert isinstance(line, Sequence)
            for column, value in zip(spec.columns, line, strict=True):
                address = Address(table, row, column.code)
                value = content.get(str(address), value)
                assert value is None or isinstance(value, int | str | Decimal)
                options = tuple(Decimal(n) for n in (candidates or {}).get(str(address), ()))
                cells.append(_cell(address, value, options))
    editions = dict.fromkeys(tables, edition)
    nobody = Quoted(None)
    extraction = Extraction("", "", "txt", nobody, nobody, edition, editions, tuple(cells))
    return fold(extraction, ())


def _cell(address: Address, content: Content, candidates: tuple[Value, ...]) -> Cell:
    origin = {"?": Origin.AMBIGUOUS, "!": Origin.MISSING}.get(str(content), Origin.READ)
    value: Value = Decimal(content) if isinstance(content, int | Decimal) else content or None
    if origin is not Origin.READ:
        value = None
    printed = "" if content is None else str(content)
    return Cell(address, value, printed, origin, 1.0, None, candidates)
