"""What texts without columns tell is read, and what they leave open is asked."""

from __future__ import annotations

import pytest

from tests.corpus.page import font_path
from tests.corpus.plan import FORMATS, make_case
from tests.corpus.scoring import score

_FAIR = 0.98
"""The least share of cells that are read as the oracle says, in the cases below."""


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("txt-spaced", (5, 7, 15, 37)),
        ("txt-stacked", (5, 7)),
        ("txt-layer", (5, 15)),
        ("txt-unlabelled", (0, 3)),
    ],
)
def test_that_nearly_all_that_a_text_tells_is_read(name: str, numbers: tuple[int, ...]) -> None:
    if name not in FORMATS:
        pytest.skip("a tool of this format is not on this system")
    scores = [score(make_case(7, number, name, ())) for number in numbers]
    judged = sum(s.judged for s in scores)

    assert judged
    assert sum(len(s.unfair) for s in scores) <= (1 - _FAIR) * judged


@pytest.mark.parametrize("number", [3, 6, 9])
def test_that_boxes_dumped_by_columns_are_asked_rather_than_dealt_out(number: int) -> None:
    # All labels come first, then each heading with its figures: their order is not that of the rows.
    result = score(make_case(21, number, "txt-columns", ()))

    assert not [u for u in result.unfair if u.address.startswith("art20") and u.got is not None]


@pytest.mark.skipif(not font_path(), reason="no font with Chinese characters on this system")
@pytest.mark.parametrize("number", [0, 25])
def test_that_a_table_whose_figures_follow_column_by_column_is_known(number: int) -> None:
    result = score(make_case(21, number, "txt-miner", ()))

    assert {a for a in result.case.told if a.startswith("requests.")}
    assert not [u for u in result.unfair if u.address.startswith("requests.")]
