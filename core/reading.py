"""From bytes to an extraction in one call: pure, picklable in and out, made for worker processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.cells import Extraction
from core.document import Document
from core.errors import UnreadableSource
from core.extraction import extract
from core.language import say
from core.readers import read_document


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as read: the document and what was extracted from it."""

    document: Document
    extraction: Extraction


def read_report(data: bytes, name: str) -> Reading:
    """Read one report. ``name`` is shown in messages and never decides the format.

    Raises UnreadableSource or NotAReport.
    """
    document = read_document(data, name)
    return Reading(document, extract(document))


def load_source(path: Path) -> bytes:
    """The bytes of a source file. Raises UnreadableSource when it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableSource(
            "file.unreadable",
            say(
                f"无法打开文件“{path.name}”：{error.strerror}。",
                f"Cannot open “{path.name}”: {error.strerror}.",
            ),
            say(
                "请检查文件是否存在、是否有读取权限。",
                "Check that the file exists and may be read.",
            ),
        ) from error
