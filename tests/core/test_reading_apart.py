"""A reading process that loads only what its first document needs reads that document."""

from __future__ import annotations

import zlib
from base64 import encodebytes
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from core.errors import Known
from core.reading import read_report
from core.reading_apart import reading_pool
from core.store import codec
from core.store.readings import Packed
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


def as_web_archive(name: str) -> bytes:
    """A page as browsers save it in one file."""
    page = b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    page += encodebytes(sample(name))
    kind = b'multipart/related; type="text/html"; boundary="--cut"'
    head = b"MIME-Version: 1.0\r\nContent-Type: " + kind + b"\r\n\r\n"
    return head + b"----cut\r\n" + page + b"\r\n----cut--\r\n"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("nanpu_street_2020.txt", sample),
        ("nanpu_street_2020.txt", as_gbk),
        ("nanpu_street_2020.txt", as_utf_16),
        ("xiwu_development_2022.html", sample),
        ("xiwu_development_2022.html", as_web_archive),
        ("luming_education_2021.docx", sample),
        ("qinghe_district_2024.xlsx", sample),
        ("qinghe_district_2023.pdf", sample),
        ("qinghe_district_2023.pdf", after_junk),
        ("qinghe_district_2023.pdf", archive),
        ("luming_education_2021.docx", archive),
    ],
    ids=[
        "text",
        "gbk",
        "utf16",
        "page",
        "mht",
        "docx",
        "xlsx",
        "pdf",
        "late",
        "zip-pdf",
        "zip-docx",
    ],
)
def test_that_the_first_document_of_a_process_is_read(
    name: str, made: Callable[[str], bytes]
) -> None:
    data = made(name)

    with reading_pool(1) as pool:
        reading = pool.submit(read_report, data, name).result(60)

    assert reading.extraction.cells == read_report(data, name).extraction.cells


@pytest.mark.parametrize("name", ["nanpu_street_2020.txt", "qinghe_district_2023.pdf"])
def test_that_a_reading_comes_packed_as_the_store_keeps_it(name: str) -> None:
    data = sample(name)
    with reading_pool(1, packs=True) as pool:
        answer = cast("object", pool.submit(read_report, data, name).result(60))

    assert isinstance(answer, Packed)
    reading = read_report(data, name)
    (packed, its_hash), (also_packed, also_its_hash) = answer.document, answer.extraction
    document = codec.unpack(packed, its_hash, answer.sha256)
    extraction = codec.extraction_from_json(codec.unpack(also_packed, also_its_hash, answer.sha256))
    assert codec.document_from_json(document) == codec.document_from_json(
        codec.document_to_json(reading.document)
    )
    assert extraction.cells == reading.extraction.cells
    assert zlib.decompress(answer.source) == data


def test_that_a_reading_of_other_bytes_is_not_packed() -> None:
    with reading_pool(1, packs=True) as pool:
        error = pool.submit(reading_of_another, sample("nanpu_street_2020.txt")).exception(60)

    assert isinstance(error, Known)
    assert error.code == "reader.failed"


def reading_of_another(data: bytes) -> object:
    """What a process may answer that a file took over."""
    return read_report(data + b"\n", "x.txt")
