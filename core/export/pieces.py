"""The pieces of a workbook that some reports contribute; made anywhere, put together in one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.catalogue import load_catalogue
from core.checks.blind_spots import unprotected
from core.export.canvas import Losses, Spot
from core.export.choice import LONG, Settled, Sheet
from core.export.counts import Counts, RuleCount, counts_of, rule_counts_of
from core.export.ink import Ink
from core.export.lists import correction_rows, long_rows
from core.export.mark import list_marks
from core.export.problems import TextOf, problem_rows
from core.export.shape import Forms
from core.export.skeleton import widths_of
from core.export.summary import Line, line_of, own_spots
from core.export.years import years_rows
from core.review import Review


@dataclass(frozen=True, slots=True)
class Piece:
    """What one report contributes. ``rows`` are the finished rows of each list, ``review`` the
    report itself where it gets a sheet of its own, ``marks`` then say which its lines are."""

    name: str
    title: str
    line: Line | None
    rows: dict[Sheet, tuple[str, ...]]
    counts: Counts
    rules: dict[str, RuleCount]
    losses: Losses
    review: Review | None
    marks: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BookMaker:
    """Makes the pieces of reports; it can be sent to another process."""

    choice: Settled

    def __call__(self, reviews: Sequence[Review], text_of: TextOf) -> list[Piece]:
        """One piece a report."""
        forms = load_catalogue().forms
        return [self._piece(review, forms, text_of) for review in reviews]

    def _piece(self, review: Review, forms: Forms, text_of: TextOf) -> Piece:
        ink, choice = Ink(), self.choice
        bare = len(unprotected(review.statement)) if choice.is_detailed else None
        counts = counts_of(review, unprotected=bare)
        line = None
        if Sheet.SUMMARY in choice.sheets:
            line = line_of(review, counts, ink, choice)
        spots = {
            sheet: tuple(self._rows(sheet, review, forms, text_of))
            for sheet in choice.sheets
            if sheet not in (Sheet.SUMMARY, Sheet.RULES)
        }
        return Piece(
            name=review.name,
            title=f"{review.agency or review.name} {review.year or ''}",
            line=line,
            rows={
                sheet: tuple(ink.row(row, widths_of(sheet)) for row in rows)
                for sheet, rows in spots.items()
            },
            counts=counts,
            rules=rule_counts_of(review),
            losses=ink.losses,
            review=review if choice.report_sheets else None,
            marks=self._marks(review, counts, spots) if choice.report_sheets else {},
        )

    def _marks(
        self, review: Review, counts: Counts, spots: dict[Sheet, tuple[list[Spot | None], ...]]
    ) -> dict[str, Any]:
        own = [*own_spots(review, counts, linked=True)]
        is_summed = Sheet.SUMMARY in self.choice.sheets
        return list_marks(review, spots | ({Sheet.SUMMARY: (own,)} if is_summed else {}))

    def _rows(
        self, sheet: Sheet, review: Review, forms: Forms, text_of: TextOf
    ) -> Iterator[list[Spot | None]]:
        if sheet in LONG:
            return long_rows(review, sheet)
        if sheet is Sheet.PROBLEMS:
            return problem_rows(review, forms, text_of)
        if sheet is Sheet.YEARS:
            return years_rows(review)
        return correction_rows(review, forms)
