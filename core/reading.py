"""From bytes to an extraction in one call: pure, picklable in and out, made for worker processes."""

from __future__ import annotations

from dataclasses import dataclass

from core.cells import Extraction
from core.document import Document
from core.extraction import extract
from core.extraction.locate import names_the_form
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
    document = read_document(data, name, names_the_form)
    return Reading(document, extract(document))
