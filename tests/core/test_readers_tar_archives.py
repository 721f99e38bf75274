"""Archives of Unix systems: tar, tar.gz and gz hold reports as a zip does, under the same limits."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from core.batch import find_sources, read_files
from core.errors import UnreadableSource
from core.progress import Silent
from core.readers import read_document
from core.readers.unpacking import unpacked
from core.reading import read_report
from core.reading_apart import reading_pool
from tests.helpers.archives import taped

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
STREET = (SAMPLES / "nanpu_street_2020.txt").read_bytes()
PDF = (SAMPLES / "qinghe_district_2023.pdf").read_bytes()


@pytest.mark.parametrize("name", ["2023年报.tar.gz", "2023年报.tgz", "2023年报.tar"])
def test_that_each_report_of_a_tar_is_read_in_a_process_that_is_shut_in(
    tmp_path: Path, name: str
) -> None:
    sent = tmp_path / name
    mode = "w" if name.endswith(".tar") else "w:gz"
    sent.write_bytes(taped(("街道/南浦.txt", STREET), ("区/青禾.pdf", PDF), mode=mode))
    assert find_sources([tmp_path]) == (sent,)

    with reading_pool(1) as pool:
        first, second = read_files([sent], pool, Silent(), opens_archives=True)

    assert [first.name, second.name] == [f"{name} › 街道/南浦.txt", f"{name} › 区/青禾.pdf"]
    assert first.reading is not None
    assert second.reading is not None
    assert first.reading.extraction.cells == read_report(STREET, "").extraction.cells
    assert second.reading.extraction.cells == read_report(PDF, "").extraction.cells


def test_that_a_single_compressed_report_is_read() -> None:
    document = read_document(gzip.compress(STREET), "年报.txt.gz")

    assert document.text == read_document(STREET, "年报.txt").text
    assert "年报.txt" in document.notes[0]


def test_that_the_pages_of_a_compressed_pdf_can_be_drawn() -> None:
    assert unpacked(gzip.compress(PDF)) == PDF
    assert unpacked(taped(("年报.pdf", PDF))) == PDF


def test_that_a_name_in_gbk_is_read_right(tmp_path: Path) -> None:
    target = io.BytesIO()
    with tarfile.open(
        fileobj=target, mode="w", encoding="gbk", format=tarfile.GNU_FORMAT
    ) as archive:
        for name in ("年报一.txt", "年报二.txt"):
            entry = tarfile.TarInfo(name)
            entry.size = len(STREET)
            archive.addfile(entry, io.BytesIO(STREET))
    sent = tmp_path / "a.tar"
    sent.write_bytes(target.getvalue())

    with reading_pool(1) as pool:
        outcomes = list(read_files([sent], pool, Silent(), opens_archives=True))

    assert [o.name for o in outcomes] == ["a.tar › 年报一.txt", "a.tar › 年报二.txt"]


def linked() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        entry = tarfile.TarInfo("年报.txt")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (taped(("a.txt", STREET))[:200], "archive.damaged"),
        (gzip.compress(b" " * 30_000_000), "archive.unsafe"),
        (taped(("a.txt", STREET), ("a.txt", PDF)), "archive.damaged"),
        (taped(*((f"{n}.png", b"") for n in range(2_001))), "archive.unsafe"),
        (linked(), "archive.unsupported"),
        (taped(), "archive.unsupported"),
    ],
    ids=["cut short", "inflates without measure", "twice", "too many", "a link", "empty"],
)
def test_that_a_bad_archive_is_refused_by_name(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_document(data, "报送.tar.gz")

    assert caught.value.code == code
    assert "报送.tar.gz" in caught.value.message


def test_that_a_path_that_leads_out_is_refused(tmp_path: Path) -> None:
    sent = tmp_path / "a.tar.gz"
    sent.write_bytes(taped(("../../etc/a.txt", STREET), ("b.txt", STREET)))

    with reading_pool(1) as pool:
        (outcome,) = read_files([sent], pool, Silent(), opens_archives=True)

    assert outcome.error is not None
    assert outcome.error.code == "archive.unsafe"
