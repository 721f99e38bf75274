"""Application tables with columns behind 总计 that the form does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.extraction.rows import extents_beyond
from tests.helpers.marked_up import HEADINGS, article, figures, page, read, requests_rows, table
from tests.helpers.plain_tables import laid_out, report_tables

if TYPE_CHECKING:
    from tests.helpers.marked_up import Rows

_HEADER = 3
_FILLED = {
    "备注": lambda total: "",
    "说明": lambda total: "含网络申请" if total == 11 else "",
    "上年总计": lambda total: "5",
    "占比": lambda total: f"{total / 31:.2%}",
}


def _with_column(heading: str) -> Rows:
    rows = requests_rows()
    rows[0].append((heading, 1, _HEADER))
    for row in rows[_HEADER:]:
        row.append(_FILLED[heading](int(str(row[-1]))))
    return rows


@pytest.mark.parametrize("heading", _FILLED)
def test_that_a_column_behind_the_total_takes_no_cells_place_in_a_grid(heading: str) -> None:
    assert read(page(article(requests=table(_with_column(heading))))) == figures()


@pytest.mark.parametrize("heading", _FILLED)
def test_that_a_column_behind_the_total_takes_no_cells_place_in_a_tabbed_text(heading: str) -> None:
    boxes, _, review = report_tables()
    parts = [HEADINGS[0]]
    tables = (boxes, laid_out(_with_column(heading)), review)
    for head, rows in zip(HEADINGS[1:], tables, strict=False):
        parts += [head, *("\t".join(row) for row in rows)]

    assert read("\n".join([*parts, HEADINGS[-1]]).encode()) == figures()


def test_that_nothing_stands_beyond_columns_that_are_not_known() -> None:
    assert extents_beyond([], 0, None) == ()
