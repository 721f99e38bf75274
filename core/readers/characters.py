"""Reads what is written in characters: web pages, saved ones too, Office files of one XML, text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.readers.assembly import TooComplex
from core.readers.embedded_data import assembly_of, values_in
from core.readers.html import declared_encoding, read_html
from core.readers.mht import is_mht, page_in
from core.readers.office_xml import is_office_xml, read_office_xml
from core.readers.refusals import refusal
from core.readers.sniffing import is_markup
from core.readers.text import decode, read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.document import Document


def read_characters(
    data: bytes, name: str, wanted: Callable[[str], bool] | None = None
) -> Document:
    """Read a source that is no binary format; ``wanted`` as in ``read_html``.

    Raises UnreadableSource.
    """
    if is_office_xml(data):
        return read_office_xml(data, name)
    if is_mht(data):
        page = page_in(data, name)
        declared = declared_encoding(page.markup) or page.charset
        decoded = decode(page.markup, declared)
        if decoded is None:
            raise refusal("html.damaged", name)
        return read_html(data, name, decoded, wanted)
    decoded = decode(data, declared_encoding(data))
    if decoded is None:
        raise refusal("format.unknown", name)
    if is_markup(decoded.text):
        return read_html(data, name, decoded, wanted)
    return _read_data(data, name, decoded.text) or read_text(data, name, decoded)


def _read_data(data: bytes, name: str, text: str) -> Document | None:
    """What a site answers its pages' scripts, if the text is such data with a table in it."""
    if text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        found = [assembly_of(value) for value in values_in(text)]
    except TooComplex as error:
        raise refusal("document.too_complex", name) from error
    fullest = max(found, key=lambda assembly: assembly.length, default=None)
    if fullest is None or not fullest.grid_count:
        return None
    return fullest.document(data, name, "html")
