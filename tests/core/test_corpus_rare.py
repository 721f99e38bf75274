"""Generated reports in forms that few have are read back as well as those in the usual ones."""

from __future__ import annotations

import pytest

from tests.corpus.plan import RARE, cases
from tests.corpus.scoring import score

_REPORTS = 4
_FLOOR = 0.995


@pytest.mark.parametrize("name", RARE)
def test_that_a_rare_format_is_read_like_a_usual_one(name: str) -> None:
    scores = [score(case) for case in cases(_REPORTS, 7, formats=[name], accidents=[])]

    right = sum(s.right for s in scores)
    assert right / sum(s.cells for s in scores) >= _FLOOR
    assert sum(s.silent for s in scores) == 0
    assert all(s.agency_found and s.day_found for s in scores)
