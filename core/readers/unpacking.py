"""Takes the reports out of an archive, so that a zipped file need not be unpacked by hand."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from core.readers.archive import BROKEN
from core.readers.limits import FILE_BYTES, ZIP_BYTES, ZIP_ENTRIES, ZIP_RATIO
from core.readers.refusals import refusal
from core.readers.sniffing import sniff_binary
from core.readers.tar_archives import as_zip, is_tape

_SUFFIXES: Final = frozenset(
    ".pdf .docx .docm .xlsx .xlsm .html .htm .xhtml .shtml .mht .mhtml .eml .txt .md .markdown .csv "
    ".tsv .doc .wps .ofd .rtf .xls .et .odt .ods .zip".split()
)
"""What may be a report; an archive's pictures, style sheets and lock files are not."""
_PICTURES: Final = frozenset(".png .jpg .jpeg .gif .bmp .tif .tiff .webp".split())
_UTF8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1
_SMALL: Final = 2_000_000
_AT_ONCE: Final = 20_000_000
"""Bytes in a portion of files; the next file begins another one."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file taken out of an archive."""

    name: str
    data: bytes


def innermost(data: bytes, name: str) -> Member:
    """The one file of an archive that may be a report, within limits; a zip in it is opened too.

    Raises UnreadableSource: encrypted, unsafe, damaged, or none or several of such files.
    """
    member = _only_file(data, name)
    if sniff_binary(member.data, name) != "zip":
        return member
    inner = _only_file(member.data, name)
    if sniff_binary(inner.data, name) == "zip":
        raise refusal("archive.unsupported", name)
    return inner


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of the files of an archive; ``following`` is where the next portion starts, 0: nowhere."""

    members: tuple[Member, ...]
    following: int
    total: int


def portion(data: bytes, name: str, start: int) -> Portion:
    """The files of an archive that may be reports, from the one numbered ``start`` on, a few at a time.

    Their names have their folders before them. Raises UnreadableSource: encrypted, damaged, or
    unsafe (paths that lead out of the archive, names twice, more than the limits inflated).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(as_zip(data, name))) as container:
            return _portion(container, name, start)
    except BROKEN as error:
        raise refusal("archive.damaged", name) from error


def _portion(container: zipfile.ZipFile, name: str, start: int) -> Portion:
    reports = _safe_reports(container, name)
    members: list[Member] = []
    size = 0
    for entry in reports[start:]:
        members.append(_taken_out(container, entry, name))
        size += len(members[-1].data)
        if size >= _AT_ONCE:
            break
    end = start + len(members)
    return Portion(tuple(members), end if end < len(reports) else 0, len(reports))


def _safe_reports(container: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    entries = container.infolist()
    names = [_name_of(entry) for entry in entries]
    paths = [PurePosixPath(n.replace("\\", "/")) for n in names]
    leads_out = any(p.is_absolute() or ".." in p.parts for p in paths)
    # What is declared may be less than what comes out; that is counted when it does.
    is_huge = sum(entry.file_size for entry in entries) > ZIP_BYTES
    if leads_out or is_huge or len(entries) > ZIP_ENTRIES or len(set(names)) < len(names):
        raise refusal("archive.unsafe", name)
    reports = [entry for entry in entries if _may_be_report(entry)]
    if any(entry.flag_bits & _ENCRYPTED for entry in reports):
        raise refusal("archive.encrypted", name)
    return reports


def unpacked(data: bytes) -> bytes:
    """The bytes of the file that a source is: itself, or the one in its archive."""
    is_archive = data.startswith(b"PK\x03\x04") or is_tape(data)
    return innermost(data, "report.pdf").data if is_archive else data


def _only_file(data: bytes, name: str) -> Member:
    try:
        with zipfile.ZipFile(io.BytesIO(as_zip(data, name))) as container:
            return _only_member(container, name)
    except BROKEN as error:
        raise refusal("archive.damaged", name) from error


def _only_member(container: zipfile.ZipFile, name: str) -> Member:
    entries = container.infolist()
    if len(entries) > ZIP_ENTRIES:
        raise refusal("archive.unsafe", name)
    reports = [entry for entry in entries if _may_be_report(entry)]
    if any(entry.flag_bits & _ENCRYPTED for entry in reports or entries):
        raise refusal("archive.encrypted", name)
    if not reports and any(map(_is_picture, entries)):
        raise refusal("archive.pictures", name)
    if len(reports) != 1:
        named = tuple(_name_of(entry) for entry in reports)
        raise refusal("archive.several" if reports else "archive.unsupported", name, named)
    return _taken_out(container, reports[0], name)


def _taken_out(container: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Member:
    room = min(FILE_BYTES, max(_SMALL, ZIP_RATIO * entry.compress_size))
    with container.open(entry) as member:
        # The declared size may lie: what counts is what really comes out.
        content = member.read(room + 1)
    if len(content) > room:
        raise refusal("archive.unsafe", name)
    return Member(_name_of(entry), content)


def _may_be_report(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(_name_of(entry))
    hidden = path.name.startswith((".", "~$")) or path.parts[:1] == ("__MACOSX",)
    return not entry.is_dir() and not hidden and path.suffix.lower() in _SUFFIXES


def _is_picture(entry: zipfile.ZipInfo) -> bool:
    return PurePosixPath(_name_of(entry)).suffix.lower() in _PICTURES


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The member's name; Chinese programs write it in GBK without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename
