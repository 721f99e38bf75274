"""Files that once broke a reader, and a short hunt for new ones."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest

from core.errors import Known
from tests.fuzz.__main__ import hunt
from tests.fuzz.targets import TARGETS, read

FINDS = sorted((Path(__file__).resolve().parents[1] / "cases" / "fuzz").iterdir())


@pytest.mark.parametrize("path", FINDS, ids=lambda path: path.name)
def test_that_a_file_that_once_broke_a_reader_ends_soon_and_by_name(path: Path) -> None:
    data = path.read_bytes()
    begin = process_time()
    # Here it is read without a process around it: only an error with a name may come out.
    with suppress(Known):
        read(data)

    assert process_time() - begin < 10


@pytest.mark.parametrize("name", ["html", "extraction", "package", "workbook"])
def test_that_a_short_hunt_finds_nothing(name: str, tmp_path: Path) -> None:
    count, finds = hunt(name, 1.5, seed=7, folder=tmp_path)

    assert count > 0
    assert finds == []


def test_that_every_reader_is_hunted() -> None:
    assert set(TARGETS) >= {
        "pdf",
        "html",
        "mht",
        "docx",
        "xlsx",
        "csv",
        "txt",
        "extraction",
        "package",
        "workbook",
    }
