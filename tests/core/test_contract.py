"""What the JSON line says of a report's identity and of its cells."""

from __future__ import annotations

from core.cli.contract import report_line
from tests.helpers.readings import make_reading


def test_that_what_the_file_name_suggests_is_a_proposal_and_no_reading() -> None:
    reading = make_reading(name="安平县水务局2021年政府信息公开年报.txt", year=None)
    line = report_line(reading, ())

    assert line["year"] is None
    assert line["proposals"] == {"agency": "安平县水务局", "year": 2021}


def test_that_the_date_of_publication_is_null_when_the_document_has_none() -> None:
    line = report_line(make_reading(), ())

    assert line["published"] is None
    assert line["identity"]["published"] is None


def test_that_every_cell_has_each_part_of_the_contract() -> None:
    line = report_line(make_reading(), ())

    assert line["cells"]
    assert {tuple(cell) for cell in line["cells"]} == {
        ("cell", "value", "printed", "origin", "confidence", "candidates", "where")
    }
    assert {tuple(cell["candidates"]) for cell in line["cells"] if cell["origin"] == "read"} == {()}
