"""Reports of which a part cannot be read at all: nothing is claimed of it, and that is said."""

from __future__ import annotations

import pytest

from core.errors import Known
from core.reading import read_report
from tests.corpus.page import font_path, latin_path
from tests.corpus.plan import make_case

_SURE = 0.9

pytestmark = pytest.mark.skipif(font_path() is None, reason="no font for drawing pages")


@pytest.mark.parametrize("number", [2, 3, 8])
def test_that_nothing_is_claimed_of_a_page_that_is_a_picture(number: int) -> None:
    case = make_case(4, number, "pdf", ["page_scanned"])

    extraction = read_report(case.data, case.name).extraction

    claimed = [c for c in extraction.cells if str(c.address) in case.lost]
    assert len(case.lost) > 90
    assert [c for c in claimed if c.value is not None or c.confidence >= _SURE] == []
    assert any("OCR" in note for note in extraction.notes)


@pytest.mark.skipif(latin_path() is None, reason="no font to write into a file")
def test_that_a_report_whose_digits_have_no_meaning_is_refused_with_what_to_do() -> None:
    case = make_case(4, 1, "pdf", ["digits_unmapped"])

    with pytest.raises(Known) as caught:
        read_report(case.data, case.name)

    assert caught.value.code == "pdf.no_encoding"
    assert "OCR" in str(caught.value)
