"""What the library remembers of each store: filters, order, and the report that was open."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from core.library_query import Facet, LibraryQuery, Order

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings


def remember(settings: QSettings, store: Path, query: LibraryQuery, report: int | None) -> None:
    """Keep the query and the open report."""
    kept = {
        "search": query.search,
        "chosen": {facet.value: sorted(values) for facet, values in query.chosen.items()},
        "order": query.order.value,
        "descending": query.descending,
        "report": report,
    }
    settings.setValue(_key(store), json.dumps(kept, ensure_ascii=False))


def recall(settings: QSettings, store: Path) -> tuple[LibraryQuery, int | None]:
    """What was kept; everything by agency where nothing was, or nothing that can be read."""
    try:
        kept = json.loads(str(settings.value(_key(store), "{}", type=str)))
        chosen = {Facet(facet): frozenset(map(str, v)) for facet, v in kept["chosen"].items()}
        order, descending = Order(kept["order"]), bool(kept["descending"])
        report = kept["report"]
        query = LibraryQuery(str(kept["search"]), chosen, order, descending)
    except (ValueError, KeyError, TypeError, AttributeError):
        return LibraryQuery(), None
    return query, report if isinstance(report, int) else None


def _key(store: Path) -> str:
    return f"library/{sha256(str(store).encode('utf-8', 'replace')).hexdigest()[:16]}"
