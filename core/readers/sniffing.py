"""Recognises the kind of a source by its content, never by its name."""

from __future__ import annotations

import re
from typing import Final

from core.readers.archive import member_names
from core.readers.refusals import refusal
from core.readers.tar_archives import is_tape

_PICTURES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
)
_ARCHIVES: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DATABASE: Final = b"SQLite format 3\0"
_PACKAGE: Final = frozenset({"manifest.json", "reports.jsonl", "facts.jsonl"})
"""What a package of corrections holds, of this and of every earlier version."""
_FLAT: Final = {
    re.compile(rb"^[^<]{0,8}(?:<[?!][^>]*>\s*)*<office:document\b"): "odf.unsupported",
    re.compile(rb"^[^<]{0,8}(?:<[?!][^>]*>\s*)*<uof:"): "uof.unsupported",
}
"""Office files of one XML that are not read, by their first element."""
_ROOT_BYTES: Final = 2048
_MARKUP: Final = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:\w+:)?html|head|body|meta|title|style|script|table|div|p|span|center|font|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_TABLE: Final = re.compile(r"<table\b[^>]*>.*?<t[dh]\b", re.IGNORECASE | re.DOTALL)


def sniff_binary(data: bytes, name: str) -> str | None:
    """pdf, docx, xlsx or zip (any archive that can be opened); None when the bytes are no known binary format (text or unknown).

    Raises UnreadableSource for an empty file and for formats that are known and not supported.
    """
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise refusal("file.empty", name)
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data, name)
    if is_tape(data):
        return "zip"
    code = _refused(data)
    if code:
        raise refusal(code, name)
    return "pdf" if b"%PDF-" in data[:1024] else None


def is_markup(text: str) -> bool:
    """Whether decoded text is HTML, or text with HTML tables in it."""
    return bool(_MARKUP.match(text[:20_000])) or bool(_TABLE.search(text))


def _refused(data: bytes) -> str | None:
    is_webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    is_bitmap = data.startswith(b"BM") and data[6:10] == b"\0\0\0\0"
    if data.startswith(_PICTURES) or is_webp or is_bitmap:
        return "image.unsupported"
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data.startswith(_ARCHIVES):
        return "archive.unsupported"
    if data.startswith(b"PK\x05\x06"):
        return "archive.unsupported"
    if data.startswith(b"{\\rtf"):
        return "rtf.unsupported"
    if data.startswith(_DATABASE):
        return "store.given"
    return next((code for root, code in _FLAT.items() if root.search(data[:_ROOT_BYTES])), None)


def _sniff_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "docx.encrypted"
    if "WordDocument".encode("utf-16-le") not in data and "Workbook".encode("utf-16-le") in data:
        return "xls.legacy"
    return "doc.legacy"


def _sniff_zip(data: bytes, name: str) -> str:
    names = member_names(data)
    if names is None:
        raise refusal(_damaged_zip(data), name)
    if "OFD.xml" in names:
        raise refusal("ofd.unsupported", name)
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(member.startswith(folder) for member in names):
            if kind == "pptx":
                raise refusal("pptx.unsupported", name)
            if "xl/workbook.bin" in names:
                raise refusal("xlsb.unsupported", name)
            return kind
    if names >= _PACKAGE:
        raise refusal("package.given", name)
    if "mimetype" in names and "content.xml" in names:
        raise refusal("odf.unsupported", name)
    if any(member.endswith(".iwa") for member in names):
        raise refusal("iwork.unsupported", name)
    return "zip"


def _damaged_zip(data: bytes) -> str:
    if b"word/" in data:
        return "docx.damaged"
    return "xlsx.damaged" if b"xl/" in data else "archive.damaged"
