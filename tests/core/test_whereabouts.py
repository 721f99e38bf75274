"""Where to look for a cell that was not found, and where tables go over a page break."""

from __future__ import annotations

from dataclasses import replace

from core.address import Address
from core.cells import Extraction
from core.geometry import PageBox, Place, TextSpan
from core.prose import Prose, Section
from core.whereabouts import Nearest, Seam, seams, whereabouts
from tests.gui.form_desk import extraction_of

HEADING = Section("requests", "三、", "收到和处理", TextSpan(10, 20), TextSpan(20, 90))


def read(places: dict[str, Place]) -> Extraction:
    return extraction_of("2021", {}, places)


def look(extraction: Extraction, name: str) -> tuple[Nearest, tuple[Place, ...]]:
    found = whereabouts(extraction, Address.parse(name))
    return found.nearest, found.places


def test_that_a_cell_that_was_found_is_where_it_stands() -> None:
    box = PageBox(3, 10, 20, 30, 40)

    assert look(read({"requests.new.total": box}), "requests.new.total") == (Nearest.CELL, (box,))


def test_that_a_cell_without_place_is_looked_for_in_its_row() -> None:
    row: dict[str, Place] = {
        "requests.new.natural_person": PageBox(3, 10, 20, 30, 40),
        "requests.new.commercial": PageBox(3, 40, 20, 60, 40),
    }
    elsewhere: dict[str, Place] = {"requests.granted.total": PageBox(3, 90, 60, 99, 80)}

    assert look(read(row | elsewhere), "requests.new.total") == (Nearest.ROW, tuple(row.values()))


def test_that_a_row_that_is_missing_is_looked_for_on_the_page_of_the_row_before() -> None:
    first = PageBox(3, 10, 700, 30, 720)
    second = PageBox(4, 10, 60, 30, 80)
    extraction = read({"requests.granted.total": first, "requests.carried_out.total": second})

    assert look(extraction, "requests.partial.total") == (Nearest.TABLE, (first,))


def test_that_before_the_first_row_found_the_first_page_is_looked_at() -> None:
    box = PageBox(4, 10, 60, 30, 80)

    assert look(read({"requests.total.total": box}), "requests.new.total") == (
        Nearest.TABLE,
        (box,),
    )


def test_that_a_table_that_is_missing_is_looked_for_under_its_heading() -> None:
    extraction = replace(read({}), prose=Prose(sections=(HEADING,)))

    assert look(extraction, "requests.new.total") == (Nearest.HEADING, (TextSpan(10, 20),))
    assert look(extraction, "review.litigation_direct.total") == (Nearest.NOTHING, ())
    assert look(extraction, "art20_5.licensing.decisions") == (Nearest.NOTHING, ())


def test_that_agency_and_year_are_in_no_table() -> None:
    extraction = replace(read({}), prose=Prose(sections=(HEADING,)))

    assert look(extraction, "identity.report.agency") == (Nearest.NOTHING, ())


def test_that_a_table_over_two_pages_has_a_seam_between_them() -> None:
    places: dict[str, Place] = {
        "requests.new.natural_person": PageBox(3, 200, 600, 240, 620),
        "requests.new.total": PageBox(3, 500, 600, 540, 620),
        "requests.granted.natural_person": PageBox(3, 200, 700, 240, 730),
        "requests.total.total": PageBox(4, 500, 90, 540, 110),
        "review.reconsideration.total": PageBox(4, 100, 300, 140, 320),
    }

    assert seams(read(places).cells) == (
        Seam("requests", PageBox(3, 200, 600, 540, 730), PageBox(4, 500, 90, 540, 110)),
    )


def test_that_a_source_without_pages_has_no_seam() -> None:
    assert seams(read({"requests.new.total": TextSpan(3, 5)}).cells) == ()
