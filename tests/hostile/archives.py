"""Archives that swell, nest, lie about their members or lead out of their folder."""

from __future__ import annotations

import bz2
import gzip
import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final

from tests.hostile.case import EDUCATION, NONE, READ, TOWNSHIP, Hostile, sample

_MB: Final = b"\0" * 1_000_000
_UNSAFE: Final = ("archive.unsafe",)
_DAMAGED: Final = ("archive.damaged",)


def zipped(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of members, those of the same name included."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as container:
        for name, content in members:
            # Not writestr with a name: that warns of a second member of the name.
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            container.NameToInfo.pop(name, None)
            container.writestr(info, content)
    return target.getvalue()


def _swelling(method: int, megabytes: int = 60) -> bytes:
    return zipped([("report.txt", _MB * megabytes)], method)


def nested(depth: int) -> bytes:
    """A report so many zips deep."""
    content, name = sample(TOWNSHIP), "report.txt"
    for _ in range(depth):
        content, name = zipped([(name, content)]), "inner.zip"
    return content


def _doubled(depth: int) -> bytes:
    """Sixteen zips in each zip."""
    content, name = _MB, "report.txt"
    for _ in range(depth):
        content = zipped((f"{number}-{name}", content) for number in range(16))
        name = "inner.zip"
    return content


def _patched(data: bytes, offset: int, layout: str, value: int) -> bytes:
    """The zip with a field of its central directory's first entry changed."""
    start = data.index(b"PK\x01\x02") + offset
    return data[:start] + struct.pack(layout, value) + data[start + struct.calcsize(layout) :]


def _report(name: str = "report.txt") -> bytes:
    return zipped([(name, sample(TOWNSHIP))])


def _overlapping() -> bytes:
    """Many entries of the directory that all point to the same packed bytes."""
    packed = zipped([("report.txt", _MB * 20)])
    start, end = packed.index(b"PK\x01\x02"), packed.index(b"PK\x05\x06")
    entry = packed[start:end]
    count = 500
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    return packed[:start] + entry * count + tail


def _eats_itself() -> bytes:
    """A zip whose one member is said to begin at its own first byte, and so holds itself."""
    outer = zipped([("self.zip", b"x" * 200)], zipfile.ZIP_STORED)
    head = outer[: 30 + len("self.zip")]
    return head + outer + outer[outer.index(b"PK\x01\x02") :]


def _office(part: str, content: bytes, *more: tuple[str, bytes]) -> bytes:
    """The bundled Word report with a part put in the place of its own, and more parts after."""
    with zipfile.ZipFile(io.BytesIO(sample(EDUCATION))) as container:
        members = [(name, container.read(name)) for name in container.namelist() if name != part]
    return zipped([*members, (part, content), *more])


def _link() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as container:
        info = zipfile.ZipInfo("report.txt")
        info.create_system = 3
        info.external_attr = 0o120777 << 16
        container.writestr(info, "/etc/passwd")
    return target.getvalue()


def _several() -> Iterator[tuple[str, bytes]]:
    return ((f"{number}.txt", b"1") for number in range(3_000))


def cases() -> Iterator[Hostile]:
    """All of this kind."""
    yield Hostile("zip-bomb-deflate.zip", lambda: _swelling(zipfile.ZIP_DEFLATED), _UNSAFE)
    yield Hostile("zip-bomb-bzip2.zip", lambda: _swelling(zipfile.ZIP_BZIP2, 100), _UNSAFE, False)
    yield Hostile("zip-bomb-lzma.zip", lambda: _swelling(zipfile.ZIP_LZMA, 100), _UNSAFE, False)
    yield Hostile("zip-in-zip.zip", lambda: nested(2), (READ,), twin=TOWNSHIP)
    yield Hostile("zip-in-zip-in-zip.zip", lambda: nested(3), ("archive.unsupported",))
    yield Hostile("zip-40-deep.zip", lambda: nested(40), ("archive.unsupported",))
    yield Hostile("zip-of-16-of-16.zip", lambda: _doubled(2), ("archive.several",))
    yield Hostile("zip-that-holds-itself.zip", _eats_itself, ("archive.unsupported", *_DAMAGED))
    yield Hostile("zip-overlapping.zip", _overlapping, ("archive.several", *_UNSAFE, *_DAMAGED))
    yield Hostile("zip-slip.zip", lambda: _report("../../../etc/x.txt"), (READ, *_UNSAFE))
    yield Hostile("zip-absolute.zip", lambda: _report("/etc/cron.d/x.txt"), (READ, *_UNSAFE))
    yield Hostile("zip-drive.zip", lambda: _report("C:\\Windows\\x.txt"), (READ, *_UNSAFE))
    yield Hostile("zip-link.zip", _link, (NONE, *_UNSAFE))
    yield Hostile("zip-3000-members.zip", lambda: zipped(_several()), _UNSAFE)
    yield Hostile(
        "zip-encrypted.zip", lambda: _patched(_report(), 8, "<H", 1), ("archive.encrypted",)
    )
    yield Hostile("zip-wrong-crc.zip", lambda: _patched(_report(), 16, "<L", 77), _DAMAGED)
    yield Hostile(
        "zip-size-lie.zip", lambda: _patched(_report(), 24, "<L", 5), (*_DAMAGED, *_UNSAFE, NONE)
    )
    yield Hostile(
        "zip-size-huge.zip",
        lambda: _patched(_report(), 24, "<L", 2**32 - 2),
        (READ, *_DAMAGED, *_UNSAFE),
    )
    yield Hostile("zip-offset-outside.zip", lambda: _patched(_report(), 42, "<L", 2**31), _DAMAGED)
    yield Hostile("zip-cut.zip", lambda: _report()[:-30], _DAMAGED)
    yield Hostile("zip-empty.zip", lambda: zipped([]), ("archive.unsupported",))
    yield Hostile("gzip-bomb.gz", lambda: gzip.compress(_MB * 30), ("archive.unsafe",))
    yield Hostile("bzip2-bomb.bz2", lambda: bz2.compress(_MB * 10), ("format.unknown", NONE))
    yield Hostile(
        "docx-part-outside.docx",
        lambda: _office("../../word/evil.xml", b"<x/>"),
        _UNSAFE,
    )
    yield Hostile("docx-absolute.docx", lambda: _office("/word/evil.xml", b"<x/>"), _UNSAFE)
    yield Hostile(
        "docx-two-parts-of-a-name.docx",
        lambda: _office("word/document.xml", b"<x/>", ("word/document.xml", b"<y/>")),
        _UNSAFE,
    )
    yield Hostile(
        "docx-gigabyte-part.docx",
        lambda: _office("word/media/a.xml", _MB * 1_000),
        _UNSAFE,
        quick=False,
    )
    yield Hostile(
        "docx-3000-parts.docx",
        lambda: _office("word/a.xml", b"<a/>", *((f"word/{n}.xml", b"<a/>") for n in range(3_000))),
        _UNSAFE,
    )
