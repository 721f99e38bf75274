"""Readers: bytes of a PDF, DOCX, HTML, XLSX or text file in, one Document out.

A web archive counts as its page, and an archive of one file as that file.

Must not know the statutory forms: what a table means is the extraction's business.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from core.language import say
from core.readers.limits import FILE_BYTES
from core.readers.refusals import refusal
from core.readers.sniffing import sniff_binary

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.document import Document

__all__ = ["read_document"]


def read_document(data: bytes, name: str, wanted: Callable[[str], bool] | None = None) -> Document:
    """Read a source; its kind is recognised by content. ``name`` only appears in messages.

    ``wanted`` says of a text whether it matters: it spares the rest of a long PDF, and tells what of
    a web page is for its scripts to show.

    Raises UnreadableSource when it is empty, damaged, encrypted, too large or of a foreign kind.
    """
    if len(data) > FILE_BYTES:
        raise refusal("file.too_large", name)
    match sniff_binary(data, name):
        case "zip":
            return _read_zipped(data, name)
        case "pdf":
            from core.readers.pdf import read_pdf

            return read_pdf(data, name, wanted)
        case "docx":
            from core.readers.docx import read_docx

            return read_docx(data, name)
        case "xlsx":
            from core.readers.xlsx import read_xlsx

            return read_xlsx(data, name)
        case _:
            from core.readers.characters import read_characters

            return read_characters(data, name, wanted)


def _read_zipped(data: bytes, name: str) -> Document:
    """The one report in an archive; what it is read from and known by stays the archive."""
    from core.readers.unpacking import innermost

    member = innermost(data, name)
    note = say(f"取自压缩包中的“{member.name}”。", f"Taken from “{member.name}” in the archive.")
    document = read_document(member.data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    return replace(document, sha256=sha256, notes=(note, *document.notes))
