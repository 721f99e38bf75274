"""What texts without columns tell is read, and what they leave open is asked."""

from __future__ import annotations

import pytest

from tests.corpus.page import font_path
from tests.corpus.plan import FORMATS, SLOW, make_case
from tests.corpus.scoring import score

_CASES = [
    ("txt-spaced", 0.98, (5, 7, 15, 37)),
    ("txt-stacked", 0.98, (5, 7)),
    ("txt-layer", 0.98, (5, 15)),
    ("txt-unlabelled", 0.98, (0, 3)),
    ("txt-pdftotext", 0.99, (0, 4)),
    ("txt-pdftotext-raw", 0.99, (0, 5)),
    ("txt-plumber", 0.99, (1,)),
    ("txt-columns", 0.99, (0, 3, 8)),
    ("txt-miner", 0.99, (0, 3)),
    # Boxes whose figures run together are asked, though 000 can only be three zeros.
    ("txt-glued", 0.96, (0, 3)),
]
"""Format, the least share of cells that are read as the oracle says, and the reports."""


@pytest.mark.parametrize(("name", "floor", "numbers"), _CASES)
def test_that_nearly_all_that_a_text_tells_is_read(
    name: str, floor: float, numbers: tuple[int, ...]
) -> None:
    if name not in FORMATS | SLOW:
        pytest.skip("a tool of this format is not on this system")
    scores = [score(make_case(7, number, name, ())) for number in numbers]
    judged = sum(s.judged for s in scores)

    assert judged
    assert sum(len(s.unfair) for s in scores) <= (1 - floor) * judged


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
