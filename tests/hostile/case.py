"""A hostile file, how it is made and how reading it may end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SAMPLES: Final = Path(__file__).resolve().parents[2] / "resources" / "samples"

READ: Final = "read"
"""It is read, whatever is hostile in it left out."""
NONE: Final = "report.none"
"""It is read, and holds no report."""
STOPPED: Final = ("reader.timeout", "reader.memory", "reader.crashed", "reader.failed")
"""A limit of the process ended it; only for what no reader of ours can see coming."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """``ends`` are the outcomes allowed: ``read`` or codes of errors; ``twin`` is the bundled
    report whose figures must be read where it ends with ``read``.
    """

    name: str
    make: Callable[[], bytes]
    ends: tuple[str, ...]
    quick: bool = True
    twin: str = ""


def sample(name: str) -> bytes:
    """The bytes of a bundled report."""
    return (SAMPLES / name).read_bytes()


TOWNSHIP: Final = "beitan_township_2019.txt"
BUREAU: Final = "xiwu_development_2022.html"
EDUCATION: Final = "luming_education_2021.docx"
DISTRICT_XLSX: Final = "qinghe_district_2024.xlsx"
DISTRICT_PDF: Final = "qinghe_district_2023.pdf"
TOWN_PDF: Final = "shuangdu_town_2020.pdf"
