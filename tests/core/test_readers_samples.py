from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.document import Document
from core.readers import read_document

SAMPLES = Path(__file__).parents[2] / ".." / "shared" / "samples"


def sample(path: str) -> Document:
    source = SAMPLES / path
    if not source.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the real sample {path} is missing")
        pytest.skip(f"the real sample {path} is not beside this checkout")
    return read_document(source.read_bytes(), source.name)


@pytest.mark.parametrize(
    ("path", "shapes"),
    [
        ("hongze_2024_pdf/source.pdf", [(7, 4), (7, 2), (16, 10), (10, 10), (4, 15)]),
        ("pingtan_zone_2019_html/source.html", [(18, 4), (26, 10), (4, 15)]),
        ("pingtan_zone_2020_html/source.html", [(18, 4), (26, 10), (4, 15)]),
        ("shuyang_drc_2023_html/source.html", [(6, 4), (14, 4), (28, 10), (4, 15)]),
    ],
)
def test_that_the_tables_of_a_real_report_have_the_rows_and_columns_printed(
    path: str, shapes: list[tuple[int, int]]
) -> None:
    assert [(grid.rows, grid.columns) for grid in sample(path).grids] == shapes


def test_that_vertical_labels_of_a_real_pdf_stay_in_their_cell() -> None:
    label = sample("hongze_2024_pdf/source.pdf").grids[2].slots

    vertical = next(slot for slot in label if slot.text.startswith("三"))

    assert vertical.text.replace("\n", "") == "三、本年度办理结果"
    assert (vertical.row, vertical.column, vertical.row_span) == (5, 0, 11)


def test_that_the_figures_of_a_row_of_a_real_pdf_stand_in_its_cells() -> None:
    grid = sample("hongze_2024_pdf/source.pdf").grids[2]

    figures = [slot.text for slot in grid.slots if slot.row == 15]

    assert figures == [
        "（四）无法提供",
        "1.本机关不掌握相关政府信息",
        "31",
        "0",
        "0",
        "0",
        "0",
        "0",
        "31",
    ]


@pytest.mark.parametrize("number", range(5))
def test_that_a_real_text_report_is_read_line_by_line(number: int) -> None:
    folder = SAMPLES / f"seed_{number:03d}"
    names = [path.name for path in folder.glob("*.txt")] if folder.exists() else ["absent.txt"]
    document = sample(f"seed_{number:03d}/{names[0]}")

    assert "政府信息公开" in document.text.replace("\n", "")
    assert "".join(document.text[b.start : b.end] + "\n" for b in document.blocks) == document.text
