"""What an export needs of the reports of a store, and no more than that: judging takes longest.

Runs in a worker, over a few reports at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.review import Depth, Review

if TYPE_CHECKING:
    from core.shelf import Shelf
    from core.store.store import Store


class Gatherer:
    """Reviews of the reports of one store, each as deep as the export asks."""

    def __init__(self, store: Store, shelf: Shelf, depth: Depth) -> None:
        self._store = store
        self._shelf = shelf
        self._depth = depth
        self._text: tuple[int, str] | None = None

    def review(self, report: int) -> Review:
        """The report; what lies below the depth that was asked for is left empty."""
        if self._depth is Depth.WHOLE:
            return self._shelf.review(report)
        state = self._shelf.state(report)
        statement = state.statement
        plain = Review(
            report=report,
            name=statement.extraction.name,
            agency=statement.agency,
            year=statement.year,
            extraction=statement.extraction,
            statement=statement,
            corrections=state.corrections,
            findings=(),
        )
        return plain if self._depth is Depth.CELLS else self._shelf.judged_review(plain)

    def text_of(self, review: Review) -> str:
        """The full text of a report's document; several findings of one report ask in a row."""
        if self._text is None or self._text[0] != review.report:
            self._text = review.report, self._store.text(review.report)
        return self._text[1]
