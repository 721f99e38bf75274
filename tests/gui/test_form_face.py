"""What the rules say of a cell, as the form shows it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from core.address import Address
from core.catalogue import load_catalogue
from core.cells import Origin
from core.corrections import Correction, Ruling, Verdict
from core.disputes import Dispute, Side
from core.findings import Finding, Status
from core.review import Review
from core.rules import Severity
from core.statement import fold
from gui.models.form_face import Face, look
from gui.models.form_layout import lay_out
from gui.models.form_model import states_of
from tests.gui.form_desk import extraction_of

UPHELD = Address.parse("review.reconsideration.upheld")


def review_with(*findings: Finding) -> Review:
    extraction = extraction_of("2021", {})
    return Review(1, "report", "", 2023, extraction, fold(extraction, ()), (), findings)


def a_finding(severity: Severity, status: Status, cells: tuple[Address, ...]) -> Finding:
    return Finding("value.x", "x", severity, status, cells, None, None, None, "")


def face_of(review: Review, address: Address) -> Face:
    return look(review, lay_out(review, load_catalogue().forms)).cells[address]


@pytest.mark.parametrize(
    ("severity", "status", "failed", "doubtful"),
    [
        ("error", Status.FAIL, True, False),
        ("warning", Status.FAIL, False, True),
        ("error", Status.CANNOT_TELL, False, True),
        ("info", Status.FAIL, False, False),
    ],
    ids=["error", "warning", "cannot tell", "note"],
)
def test_that_a_cell_shows_the_gravest_thing_said_of_it(
    severity: Severity, status: Status, failed: bool, doubtful: bool
) -> None:
    face = face_of(review_with(a_finding(severity, status, (UPHELD,))), UPHELD)

    assert (face.failed, face.doubtful) == (failed, doubtful)


@pytest.mark.parametrize(
    ("ruling", "word"), [("to_ask", "待询问"), ("source_says_so", "已认定")], ids=str
)
def test_that_a_question_that_is_open_is_told_from_a_verdict(ruling: Ruling, word: str) -> None:
    review = review_with(a_finding("error", Status.FAIL, (UPHELD,)))
    verdict = Verdict(review.findings[0].key, ruling, "", "甲", "")

    face = face_of(replace(review, verdicts=(verdict,)), UPHELD)

    assert states_of(face)[-1] == word
    assert face.asked == (ruling == "to_ask")


def test_that_a_remark_about_a_whole_table_paints_none_of_its_cells() -> None:
    review = review_with()
    cells = tuple(a for a in review.statement.values if a.table == "requests")
    warned = replace(review, findings=(a_finding("warning", Status.FAIL, cells),))

    assert not face_of(warned, cells[0]).doubtful
    assert not face_of(warned, cells[0]).suspect


def test_that_a_cell_on_which_people_differ_is_disputed() -> None:
    sides = (Side(Decimal(3), "甲", ""), Side(Decimal(5), "乙", ""))
    review = replace(review_with(), disputes=(Dispute("people", sides, UPHELD),))

    assert face_of(review, UPHELD).disputed
    assert not face_of(review, Address.parse("review.reconsideration.total")).disputed


def test_that_a_word_that_repeats_the_reading_is_a_confirmation() -> None:
    zero = Decimal(0)
    entry = Correction("1", 1, 1, UPHELD, zero, zero, zero, "", "甲", "", "confirmed")
    review = review_with()
    confirmed = replace(review, corrections=(entry,), statement=fold(review.extraction, (entry,)))

    face = face_of(confirmed, UPHELD)

    assert (face.origin, face.confirmed) == (Origin.CORRECTED, True)
