"""Figures of neighbouring cells that touch, as programs print the narrow columns of a page."""

from __future__ import annotations

import pytest

from core.cells import Origin
from tests.core.test_extraction_text import NONE, ROWS_2021, read_table, rows_of, values

# 1489 new applications, 3 carried in; all rows and columns add up.
_FIGURES = {
    0: (1245, 141, 0, 24, 0, 79, 1489),
    1: (3, 0, 0, 0, 0, 0, 3),
    2: (1240, 100, 0, 20, 0, 70, 1430),
    12: (6, 40, 0, 4, 0, 9, 59),
    23: (1246, 140, 0, 24, 0, 79, 1489),
    24: (2, 1, 0, 0, 0, 0, 3),
}
_TOUCHING = {0: "1245141 0 24 0 791489", 12: "640 0 4 0 9 59", 23: "1246140 0 24 0 79 1489"}


def _expected() -> list[list[int]]:
    return [list(_FIGURES.get(n, NONE)) for n in range(25)]


@pytest.mark.parametrize("between", [" ", "\n"], ids=["a row a line", "a figure a line"])
def test_that_figures_which_touch_are_cut_where_the_sums_hold(between: str) -> None:
    lines: list[str] = []
    for n, label in enumerate(ROWS_2021):
        printed = _TOUCHING.get(n, " ".join(map(str, _FIGURES.get(n, NONE))))
        lines.append(between.join((label, *printed.split())))

    rows = rows_of(read_table("\n".join(lines)))

    assert [values(cells) for cells in rows.values()] == _expected()
    cut = [c for row in ("new", "unavailable_1", "total") for c in rows[row]]
    assert {c.origin for c in cut} == {Origin.INFERRED}
    assert all(c.candidates for c in cut)


@pytest.mark.parametrize("odd", ["+3", "/", "—", "1,245", "12.5", "9" * 80])
def test_that_figures_other_than_digits_are_not_cut(odd: str) -> None:
    lines = [
        f"{label} {' '.join(map(str, _FIGURES.get(n, NONE)))}" for n, label in enumerate(ROWS_2021)
    ]
    lines[12] = f"{ROWS_2021[12]} {odd} 40 0 4 9"

    rows = rows_of(read_table("\n".join(lines)))

    assert values(rows["new"]) == list(_FIGURES[0])
    assert len(rows["unavailable_1"]) == 7


def test_that_figures_which_touch_are_asked_where_the_sums_do_not_tell() -> None:
    # What was granted is misprinted in five columns.
    lines: list[str] = []
    for n, label in enumerate(ROWS_2021):
        figures = _FIGURES.get(n, NONE)
        if n == 2:
            figures = (1241, 101, 0, 21, 0, 71, 1434)
        lines.append(f"{label} {_TOUCHING.get(n, ' '.join(map(str, figures)))}")

    rows = rows_of(read_table("\n".join(lines)))

    for code, n in (("new", 0), ("unavailable_1", 12), ("total", 23)):
        for cell, value in zip(rows[code], _FIGURES[n], strict=True):
            assert cell.value == value or value in cell.candidates
            assert cell.origin in (Origin.INFERRED, Origin.AMBIGUOUS)
