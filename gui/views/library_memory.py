"""What the library remembers of each store: filters, order, and the report that was open."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from core.library_query import Facet, LibraryQuery, Order
from gui.settings import LIBRARY

if TYPE_CHECKING:
    from pathlib import Path

    from gui.settings import Setting, Settings


def remember(settings: Settings, store: Path, query: LibraryQuery, report: int | None) -> None:
    """Keep the query and the open report."""
    kept = {
        "search": query.search,
        "chosen": {facet.value: sorted(values) for facet, values in query.chosen.items()},
        "order": query.order.value,
        "descending": query.descending,
        "report": report,
    }
    settings.put(_setting(store), json.dumps(kept, ensure_ascii=False))


def recall(settings: Settings, store: Path) -> tuple[LibraryQuery, int | None]:
    """What was kept; everything by agency where nothing was, or nothing that can be read."""
    try:
        kept = json.loads(settings.value(_setting(store)))
        chosen = {Facet(facet): frozenset(map(str, v)) for facet, v in kept["chosen"].items()}
        order, descending = Order(kept["order"]), bool(kept["descending"])
        report = kept["report"]
        query = LibraryQuery(str(kept["search"]), chosen, order, descending)
    except (ValueError, KeyError, TypeError, AttributeError):
        return LibraryQuery(), None
    return query, report if isinstance(report, int) else None


def _setting(store: Path) -> Setting[str]:
    return LIBRARY.named(sha256(str(store).encode("utf-8", "replace")).hexdigest()[:16])
