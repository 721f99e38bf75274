"""A reading process that loads only what its first document needs reads that document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.reading import read_report
from core.reading_apart import reading_pool
from tests.helpers.archives import zipped

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def archive(name: str) -> bytes:
    return zipped((name, sample(name)))


def as_gbk(name: str) -> bytes:
    return sample(name).decode().encode("gb18030")


def as_utf_16(name: str) -> bytes:
    return sample(name).decode().encode("utf-16")


def after_junk(name: str) -> bytes:
    """Some servers put a few lines before the file."""
    return b"\r\n" * 40 + sample(name)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("nanpu_street_2020.txt", sample),
        ("nanpu_street_2020.txt", as_gbk),
        ("nanpu_street_2020.txt", as_utf_16),
        ("xiwu_development_2022.html", sample),
        ("luming_education_2021.docx", sample),
        ("qinghe_district_2024.xlsx", sample),
        ("qinghe_district_2023.pdf", sample),
        ("qinghe_district_2023.pdf", after_junk),
        ("qinghe_district_2023.pdf", archive),
        ("luming_education_2021.docx", archive),
    ],
    ids=["text", "gbk", "utf16", "page", "docx", "xlsx", "pdf", "pdf-late", "zip-pdf", "zip-docx"],
)
def test_that_the_first_document_of_a_process_is_read(
    name: str, made: Callable[[str], bytes]
) -> None:
    data = made(name)

    with reading_pool(1) as pool:
        reading = pool.submit(read_report, data, name).result(60)

    assert reading.extraction.cells == read_report(data, name).extraction.cells
