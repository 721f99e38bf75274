"""Generated reports with known gold are read back, and the gold itself holds together."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.corpus.accidents import ACCIDENTS
from tests.corpus.figures import APPLICANTS, PLANTS, Figures, make_figures, result_rows
from tests.corpus.layouts import Matrix, Piece, make_draft, resolved
from tests.corpus.plan import FORMATS, cases, make_case, possible
from tests.corpus.scoring import MOST_WRONG, SURE, Case, Score, same, score
from tests.corpus.writers import write_html

_REPORTS = 60
_FLOORS = {
    "docx": 0.995,
    "docx-frame": 0.995,
    "html": 0.995,
    "html-divs": 0.99,
    "html-frame": 0.995,
    "html-gb": 0.995,
    "html-nested": 0.995,
    "html-paragraphs": 0.995,
    "html-script": 0.995,
    "html-word": 0.995,
    "markdown": 0.999,
    "pdf": 0.995,
    # A column of subtotals in a mere box is left open as a whole.
    "pdf-borderless": 0.88,
    "pdf-platypus": 0.995,
    "pdf-rects": 0.995,
    "txt": 0.999,
    "txt-celled": 0.985,
    "txt-columns": 0.94,
    "txt-copied": 0.999,
    "txt-deduplicated": 0.95,
    "txt-glued": 0.95,
    "txt-layer": 0.99,
    "txt-miner": 0.75,
    "txt-parted": 0.98,
    "txt-pdftotext": 0.98,
    "txt-pdftotext-layout": 0.97,
    "txt-pdftotext-raw": 0.995,
    "txt-ragged": 0.999,
    "txt-spaced": 0.995,
    "txt-stacked": 0.995,
    # Without labels the boxes of section two are often left open.
    "txt-unlabelled": 0.85,
    "xlsx": 0.995,
    "xlsx-sheets": 0.995,
}
_UNRULED = {"rules_box", "rules_three", "rows_shaded", "cells_shaded"}
"""The least share of cells read exactly in each format."""


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    return [score(case) for case in cases(_REPORTS, seed=1)]


def _format_of(case: Case) -> str:
    """The format whose floor counts: a PDF whose look has no full rules is one without rules."""
    return "pdf-borderless" if _UNRULED & set(case.accidents) else case.format


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _breaches(figures: Figures) -> int:
    """How many of the relations between the cells of the two large tables do not hold."""
    requests, review = figures.tables["requests"], figures.tables["review"]
    count = 0
    for cells in (*requests.values(), *review.values()):
        parts = sum(_number(v) for c, v in cells.items() if c != "total")
        count += parts != _number(cells["total"])
    for column in (*APPLICANTS, "total"):
        cell = {row: _number(cells[column]) for row, cells in requests.items()}
        details = sum(cell[row] for row in result_rows(divided=figures.divided))
        count += details != cell["total"]
        count += cell["new"] + cell["carried_in"] != cell["total"] + cell["carried_out"]
    return count


def _case(figures: Figures) -> Case:
    data = write_html(make_draft(figures, Random(1)), Random(1))
    return Case("one", "html", (), "one.html", data, figures, frozenset())


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_that_every_relation_holds_in_generated_figures(seed: int, edition: str) -> None:
    figures = make_figures(
        Random(seed), size="large", edition=edition, blanks=seed % 2 == 0, placeholders=seed > 8
    )

    assert _breaches(figures) == 0


@pytest.mark.parametrize("plant", PLANTS)
def test_that_a_planted_error_breaks_a_relation_and_is_named(plant: str) -> None:
    figures = make_figures(Random(5), plant=next(p for p in PLANTS if p == plant))

    assert _breaches(figures) >= 1
    assert figures.planted


def test_that_the_two_editions_have_the_official_numbers_of_cells() -> None:
    sizes: dict[str, int] = {}
    for edition in ("2019", "2021"):
        tables = make_figures(Random(1), edition=edition).tables
        sizes[edition] = sum(len(row) for rows in tables.values() for row in rows.values())

    # The unit of the procurement amount has an address of its own beside the 198 printed cells.
    assert sizes == {"2019": 199, "2021": 200}


def test_that_a_merged_cell_pushes_the_cells_below_it_aside() -> None:
    rows = [[Piece("stub", rows=2), Piece("a", columns=2)], [Piece("b"), Piece("c")]]

    placed, width = resolved(Matrix("foreign", rows))

    assert width == 3
    assert [(p.row, p.column, p.piece.text) for p in placed] == [
        (0, 0, "stub"),
        (0, 1, "a"),
        (1, 1, "b"),
        (1, 2, "c"),
    ]


def test_that_the_score_keeps_blank_and_zero_apart() -> None:
    assert not same(None, 0)
    assert not same("/", None)
    assert same(105.95, 105.95)


def test_that_the_score_names_a_cell_whose_gold_differs_from_the_source() -> None:
    figures = make_figures(Random(2), size="small")
    case = _case(figures)
    tables = {**figures.tables, "art20_5": {"licensing": {"decisions": 987654}}}

    assert score(case).wrong == ()
    wrong = score(replace(case, figures=replace(figures, tables=tables))).wrong
    assert [w.address for w in wrong] == ["art20_5.licensing.decisions"]
    assert wrong[0].silent


def test_that_the_same_seed_makes_the_same_reports() -> None:
    first, second = (
        [(c.label, c.accidents, c.figures) for c in cases(8, seed=3)] for _ in range(2)
    )

    assert first == second


def test_that_generated_reports_are_read_almost_without_error(scores: list[Score]) -> None:
    right = sum(s.right for s in scores)
    cells = sum(s.cells for s in scores)

    assert right / cells >= 0.96


@pytest.mark.parametrize("name", FORMATS)
def test_that_no_format_is_read_worse_than_its_floor(scores: list[Score], name: str) -> None:
    own = [s for s in scores if _format_of(s.case) == name]

    assert sum(s.right for s in own) / sum(s.cells for s in own) >= _FLOORS[name]


def test_that_of_cells_said_to_be_sure_at_most_one_in_a_thousand_is_wrong(
    scores: list[Score],
) -> None:
    sure = [right for s in scores for confidence, right in s.confident if confidence >= SURE]

    assert len(sure) > 5000
    assert sure.count(False) / len(sure) <= MOST_WRONG


def test_that_misprinted_sums_are_found_and_hardly_any_other(scores: list[Score]) -> None:
    planted = [s for s in scores if s.case.figures.planted and s.expected]
    sound = [s for s in scores if not s.case.figures.planted]

    assert len(planted) >= 5
    assert sum(s.found for s in planted) / len(planted) >= 0.9
    assert sum(s.alarms > 0 for s in sound) / len(sound) <= 0.04


def test_that_figures_of_the_prose_are_heard_and_contradictions_found(scores: list[Score]) -> None:
    quoted = sum(len(s.case.quoted) for s in scores)
    lies = [s for s in scores if s.lies]

    assert quoted > 200
    assert sum(s.heard for s in scores) / quoted >= 0.98
    assert len(lies) >= 3
    assert sum(s.lies_found == len(s.lies) for s in lies) / len(lies) >= 0.8


def test_that_agency_and_day_are_found(scores: list[Score]) -> None:
    assert sum(s.agency_found for s in scores) / len(scores) >= 0.95
    assert sum(s.day_found for s in scores) / len(scores) >= 0.9


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_that_an_accident_changes_what_is_written(accident: str) -> None:
    name = next((f for f in FORMATS if possible(accident, f)), None)
    if name is None:
        pytest.skip("no font for drawing pages")

    assert any(
        make_case(3, number, name, []).data != make_case(3, number, name, [accident]).data
        for number in range(12)
    )
