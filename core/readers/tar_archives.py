"""Archives as Unix systems and mail programs make them: tar, gzip, and both together.

What is in them is put into a plain zip in memory, so that every limit and every way of choosing the
reports among it is that of zips.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from core.readers.limits import ZIP_BYTES, ZIP_ENTRIES, ZIP_RATIO
from core.readers.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP: Final = b"\x1f\x8b"
_TAR, _TAR_AT = b"ustar", 257
_SMALL: Final = 2_000_000
_BROKEN: Final = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError)


def is_tape(head: bytes) -> bool:
    """Whether a file that begins so is a tar archive, or compressed by gzip."""
    return head.startswith(_GZIP) or _is_tar(head)


def as_zip(data: bytes, name: str) -> bytes:
    """The same files in a zip; what is a zip already stays as it is.

    Links, devices and folders are left out. Raises UnreadableSource: damaged, or unsafe (more files
    than the limit, or more bytes than such a file may inflate to).
    """
    if not is_tape(data):
        return data
    try:
        plain = _inflated(data, name) if data.startswith(_GZIP) else data
        return _zipped(_members(plain, name))
    except _BROKEN as error:
        raise refusal("archive.damaged", name) from error


def _is_tar(head: bytes) -> bool:
    return head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def _inflated(data: bytes, name: str) -> bytes:
    room = min(ZIP_BYTES, max(_SMALL, ZIP_RATIO * len(data)))
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        plain = stream.read(room + 1)
    if len(plain) > room:
        raise refusal("archive.unsafe", name)
    return plain


def _members(plain: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The files with their names; of gzip alone it is one, named as it was before."""
    if not _is_tar(plain):
        path = PurePosixPath(name)
        yield (path.stem if path.suffix.lower() == ".gz" else path.name), plain
        return
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:", errors="surrogateescape") as archive:
        for number, entry in enumerate(archive):
            if number >= ZIP_ENTRIES:
                raise refusal("archive.unsafe", name)
            content = archive.extractfile(entry) if entry.isreg() else None
            if content is not None:
                yield _name_of(entry), content.read()


def _name_of(entry: tarfile.TarInfo) -> str:
    """The member's name; Chinese programs write it in GBK."""
    raw = entry.name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _zipped(members: Iterator[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as container:
        taken: set[str] = set()
        for name, content in members:
            # A later file of one name is the newer one on a tape; which is meant nobody can tell.
            if name in taken:
                raise ValueError(f"twice in the archive: {name}")
            taken.add(name)
            container.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()
