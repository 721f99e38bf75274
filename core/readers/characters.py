"""Reads what is written in characters: web pages, saved ones too, Office files of one XML, text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.readers.html import declared_encoding, read_html
from core.readers.mht import is_mht, page_in
from core.readers.office_xml import is_office_xml, read_office_xml
from core.readers.refusals import refusal
from core.readers.sniffing import is_markup
from core.readers.text import decode, read_text

if TYPE_CHECKING:
    from core.document import Document


def read_characters(data: bytes, name: str) -> Document:
    """Read a source that is no binary format. Raises UnreadableSource."""
    if is_office_xml(data):
        return read_office_xml(data, name)
    if is_mht(data):
        page = page_in(data, name)
        declared = declared_encoding(page.markup) or page.charset
        decoded = decode(page.markup, declared)
        if decoded is None:
            raise refusal("html.damaged", name)
        return read_html(data, name, decoded)
    decoded = decode(data, declared_encoding(data))
    if decoded is None:
        raise refusal("format.unknown", name)
    if is_markup(decoded.text):
        return read_html(data, name, decoded)
    return read_text(data, name, decoded)
