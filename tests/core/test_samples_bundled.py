"""The bundled samples are read exactly as written down, and are what their script writes."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pytest

from core.address import Address
from core.cells import Origin
from core.checks import evaluate
from core.findings import Status
from core.reading import Reading, read_report
from core.statement import fold
from core.values import value_to_json
from resources.samples.make_samples import EXPECTED, write_samples
from resources.samples.writers import CJK_FONT

FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "samples"
READINGS: Final[dict[str, dict[str, Any]]] = json.loads((FOLDER / EXPECTED).read_text("utf-8"))
SAMPLES: Final = sorted(READINGS)


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """Every bundled sample, read once."""
    return {name: read_report((FOLDER / name).read_bytes(), name) for name in SAMPLES}


def flat(tables: dict[str, dict[str, dict[str, object]]]) -> dict[str, object]:
    """Values by printed address."""
    return {
        f"{table}.{row}.{column}": value
        for table, rows in tables.items()
        for row, cells in rows.items()
        for column, value in cells.items()
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_that_every_cell_of_a_sample_is_read_as_it_was_written(
    readings: dict[str, Reading], name: str
) -> None:
    cells = readings[name].extraction.cells

    assert {str(cell.address): value_to_json(cell.value) for cell in cells} == flat(
        READINGS[name]["tables"]
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_that_agency_year_and_edition_of_a_sample_are_told(
    readings: dict[str, Reading], name: str
) -> None:
    extraction = readings[name].extraction
    wanted = READINGS[name]

    assert (extraction.agency.value, extraction.year.value, extraction.template) == (
        wanted["agency"],
        str(wanted["year"]),
        wanted["template"],
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_that_every_value_of_a_sample_names_its_place(
    readings: dict[str, Reading], name: str
) -> None:
    cells = readings[name].extraction.cells

    assert [str(c.address) for c in cells if c.printed and c.place is None] == []


@pytest.mark.parametrize("name", [name for name in SAMPLES if READINGS[name]["joined"]])
def test_that_a_number_printed_in_pieces_is_put_together(
    readings: dict[str, Reading], name: str
) -> None:
    for text in READINGS[name]["joined"]:
        cell = readings[name].extraction.cell(Address.parse(text))

        assert cell is not None
        assert cell.origin is Origin.JOINED


@pytest.mark.parametrize("name", SAMPLES)
def test_that_exactly_the_planted_errors_of_a_sample_are_found(
    readings: dict[str, Reading], name: str
) -> None:
    findings = evaluate(fold(readings[name].extraction, ()))
    sums = ("requests.row_sum", "requests.result_total", "requests.balance", "review.sum")

    failed = {(f.rule, f.instance) for f in findings if f.status is Status.FAIL and f.rule in sums}

    assert failed == {(b["rule"], b["instance"]) for b in READINGS[name]["broken"]}


@pytest.mark.parametrize("name", [name for name in SAMPLES if READINGS[name]["contradicted"]])
def test_that_the_prose_of_a_sample_says_another_figure_than_the_table(
    readings: dict[str, Reading], name: str
) -> None:
    reading = readings[name]
    for entry in READINGS[name]["contradicted"]:
        cell = reading.extraction.cell(Address.parse(entry["cell"]))

        assert f"收到政府信息公开申请{entry['text']}件" in reading.document.text
        assert cell is not None
        assert cell.value != entry["text"]


def test_that_the_samples_cover_every_format_and_both_editions() -> None:
    assert {Path(name).suffix for name in SAMPLES} == {".pdf", ".docx", ".html", ".xlsx", ".txt"}
    assert {READINGS[name]["template"] for name in SAMPLES} == {"2019", "2021"}


def test_that_the_samples_together_break_each_kind_of_sum() -> None:
    assert {b["rule"] for reading in READINGS.values() for b in reading["broken"]} == {
        "requests.row_sum",
        "requests.result_total",
        "requests.balance",
        "review.sum",
    }


def contents(path: Path) -> object:
    """What a sample holds, whatever the packer's compression: members, or pages' texts."""
    data = path.read_bytes()
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(data) as pages:
            return [page.get_textpage().get_text_range() for page in pages]
    return data


@pytest.mark.skipif(
    not CJK_FONT.exists(), reason="the PDFs are written with fonts-droid-fallback, not installed"
)
def test_that_the_script_writes_the_samples_that_are_bundled(tmp_path: Path) -> None:
    write_samples(tmp_path)

    names = [*SAMPLES, EXPECTED]
    assert [name for name in names if contents(tmp_path / name) != contents(FOLDER / name)] == []
