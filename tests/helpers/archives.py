"""Archives as programs of other countries, and hostile ones, write them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from typing import Literal


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A zip with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members:
            container.writestr(name, content)
    return target.getvalue()


def taped(*members: tuple[str, bytes], mode: Literal["w", "w:gz"] = "w:gz") -> bytes:
    """A tar with these members, their names in UTF-8, compressed unless ``mode`` is plain."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def in_gbk(data: bytes, name: str, written: str) -> bytes:
    """The archive with a member's name in GBK, of the same length and without the mark for UTF-8."""
    raw = name.encode("gbk")
    if len(raw) != len(written):
        raise ValueError("the names must be of one length")
    return data.replace(written.encode(), raw)


def encrypted(data: bytes) -> bytes:
    """The archive with the flag of a password set in both headers of its one member."""
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    spoilt = bytearray(data)
    spoilt[local + 6] |= 1
    spoilt[central + 8] |= 1
    return bytes(spoilt)
