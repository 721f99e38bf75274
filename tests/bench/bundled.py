"""The bundled sample reports, read, and stores that hold them again and again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.cells import Quoted
from core.reading import Reading, read_report
from core.work.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAMPLES: Final = Path(__file__).parents[2] / "resources" / "samples"
_FORMATS: Final = (".txt", ".html", ".docx", ".xlsx", ".pdf")
_YEARS: Final = 5
_FIRST_YEAR: Final = 2019


def readings() -> Iterator[tuple[bytes, Reading]]:
    """Each sample's bytes with its reading."""
    for path in sorted(path for path in _SAMPLES.iterdir() if path.suffix in _FORMATS):
        data = path.read_bytes()
        yield data, read_report(data, path.name)


def filled(path: Path, count: int, author: str = "") -> Workspace:
    """A store that holds the samples as so many reports: five years each of many agencies."""
    samples = list(readings())
    workspace = Workspace.open(path, author=author)
    for number in range(count):
        data, reading = samples[number % len(samples)]
        data = b"%d " % number + data
        sha256 = hashlib.sha256(data).hexdigest()
        agency, year = divmod(number, _YEARS)
        extraction = replace(
            reading.extraction,
            sha256=sha256,
            agency=Quoted(f"{agency}号街道办事处"),
            year=Quoted(str(_FIRST_YEAR + year)),
        )
        document = replace(reading.document, sha256=sha256)
        workspace.add_reading(data, Reading(document, extraction))
    return workspace
