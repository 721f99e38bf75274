"""Whether what was computed from readings and log, and stored, is what follows from them now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.cells import Origin
from core.statement import fold
from core.store.history import all_corrections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.shelf import Shelf
    from core.store.projection import Projection
    from core.store.store import Store


def problems(store: Store, shelf: Shelf, report: int) -> Iterator[str]:
    """Where what follows from a report's reading and log is not what stands in the store."""
    with store.reading():
        store.document(report)
        statement = fold(store.extraction(report), all_corrections(store.actions(report)))
        corrected = {
            a: statement.value(a)
            for a, origin in statement.origins.items()
            if origin is Origin.CORRECTED
        }
        if store.overlay(report) != corrected:
            yield f"report {report}: the corrected cells are not those of the log"
        stored = store.projection(report)
        if stored != _expected(shelf.line(report), stored):
            yield f"report {report}: its line in the library is out of date"


def is_judged_otherwise(store: Store, shelf: Shelf, report: int) -> bool:
    """Whether the report's line says what other rules or settings make of it: that is no damage."""
    stored = store.projection(report)
    return stored is not None and stored.basis != shelf.basis(report)


def _expected(line: Projection, stored: Projection | None) -> Projection:
    """The line as it must stand in the store.

    What other rules or settings said of the report, and what an older version counted, may differ
    from what the present ones say.
    """
    if stored is None or stored.basis == line.basis:
        return line
    return replace(
        line,
        errors=stored.errors,
        warnings=stored.warnings,
        cannot_tell=stored.cannot_tell,
        excused=stored.excused,
        corrected=stored.corrected,
        tallies=stored.tallies,
    )
