"""The first lines of an export as texts, made by the same functions that write the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from core.catalogue import load_catalogue
from core.export import years
from core.export.canvas import Formula, Ordinal, Spot
from core.export.choice import LONG, Sheet
from core.export.counts import counts_of
from core.export.lists import correction_rows, long_rows, rule_rows
from core.export.problems import TextOf, problem_rows
from core.export.skeleton import COLUMNS
from core.export.summary import OWN_COLUMNS, Columns, own_spots, used_headings, value_spots
from core.export.tidy import CSV_COLUMNS, csv_rows
from core.review import Review

_LINES: Final = 30
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """Headings and first lines, as texts."""

    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def preview_of_sheet(sheet: Sheet, reviews: Sequence[Review], text_of: TextOf) -> Preview:
    """The first lines of a sheet of the workbook that begins with these reports."""
    if sheet is Sheet.SUMMARY:
        return _summary(reviews)
    return _preview(_columns(sheet), _rows(sheet, reviews, text_of))


def preview_of_cells(reviews: Sequence[Review]) -> Preview:
    """The first lines of a file with one line a cell."""
    rows = (row for review in reviews for row in csv_rows(review))
    return Preview(CSV_COLUMNS, tuple(tuple(row) for row in islice(rows, _LINES)))


def _columns(sheet: Sheet) -> tuple[str, ...]:
    if sheet is not Sheet.YEARS:
        return tuple(name for name, _ in COLUMNS[sheet])
    names = [name for name, _ in years.OWN_COLUMNS]
    for comparison in years.comparisons():
        parts = (*comparison.figures, *comparison.formulas)
        names += [f"{comparison.title}\n{part.heading}" for part in parts]
    return tuple(names)


def _rows(
    sheet: Sheet, reviews: Sequence[Review], text_of: TextOf
) -> Iterator[Sequence[Spot | None]]:
    forms = load_catalogue().forms
    if sheet is Sheet.RULES:
        # How often each rule fails is counted over all reports, when the file is written.
        yield from rule_rows({})
        return
    for review in reviews:
        if sheet in LONG:
            yield from long_rows(review, sheet)
        elif sheet is Sheet.PROBLEMS:
            yield from problem_rows(review, forms, text_of)
        elif sheet is Sheet.YEARS:
            yield from years.years_rows(review)
        else:
            yield from correction_rows(review, forms)


def _summary(reviews: Sequence[Review]) -> Preview:
    kept = sorted({number for review in reviews for number in used_headings(review)})
    headings = Columns(tuple(kept)).headings
    names = [name for name, _ in OWN_COLUMNS] + [f"{h.row}\n{h.column}" for h in headings]
    return _preview(tuple(names), (_summary_line(review, kept) for review in reviews))


def _summary_line(review: Review, kept: Sequence[int]) -> list[Spot | None]:
    values = value_spots(review)
    own = own_spots(review, counts_of(review), linked=False)
    return [*own, *(values.get(number) for number in kept)]


def _preview(columns: tuple[str, ...], rows: Iterable[Sequence[Spot | None]]) -> Preview:
    lines = (
        tuple(_shown(spot, number) for spot in row)
        for number, row in enumerate(islice(rows, _LINES), 1)
    )
    return Preview(columns, tuple(lines))


def _shown(spot: Spot | None, number: int) -> str:
    content = None if spot is None else spot.content
    if isinstance(content, Ordinal):
        return str(number)
    if isinstance(content, Formula):
        return "" if content.value is None else _rate(content)
    return "" if content is None else str(content)[:_LONGEST]


def _rate(formula: Formula) -> str:
    if formula.number_format.endswith("%") and formula.value is not None:
        return f"{formula.value:.1%}"
    return str(formula.value)
