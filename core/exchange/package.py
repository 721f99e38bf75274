"""The exchange file: one zip of JSON lines with a manifest that hashes every member."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.exchange import refusals
from core.exchange.groups import Sorted
from core.exchange.vetting import is_hash, is_moment, is_text, is_year, vetted
from core.language import say
from core.store.facts import fact_to_plain
from core.system_words import system_words

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
    from pathlib import Path

    from core.store.facts import Fact

FORMAT: Final = "gouji-exchange"
VERSION: Final = 1
SUFFIX: Final = ".goujix"

_MANIFEST: Final = "manifest.json"
_REPORTS: Final = "reports.jsonl"
_FACTS: Final = "facts.jsonl"
_SOURCES: Final = "sources/"
_MIB: Final = 1024 * 1024
_MOST: Final[Mapping[str, int]] = {_MANIFEST: 32 * _MIB, _REPORTS: 64 * _MIB, _FACTS: 512 * _MIB}
_LARGEST_SOURCE: Final = 100 * _MIB
_ALL_SOURCES: Final = 4096 * _MIB
_MOST_MEMBERS: Final = 100_000
_LONGEST_LINE: Final = 4 * _MIB
_SMALL: Final = 2 * _MIB
_RATIO: Final = 100
_MOST_TIMES: Final = 50
"""How often one fact may come on average: a report has few sources, and most have one."""
_PIECE: Final = 1 << 20
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""Every member's time, so that equal content makes an equal file."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A report that a package speaks of: the hashes of its sources, the first one first, and names
    by which a person knows it."""

    sources: tuple[str, ...]
    name: str
    agency: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Package:
    """What an exchange file holds. ``originals`` are the hashes of the sources that come with it."""

    author: str
    made_at: str
    program: str
    reports: tuple[Listed, ...]
    facts: tuple[Fact, ...]
    originals: tuple[str, ...] = ()


def write_package(path: Path, package: Package, source: Callable[[str], bytes]) -> None:
    """Write the file, whole or not at all. ``source`` gives the bytes of an original.

    Raises ExportError.
    """
    from core.export.atomic import write_atomically  # the window starts without the exports

    write_atomically(
        path,
        lambda hidden: _fill(hidden, package, source),
        lambda hidden: _check(hidden, path),
    )


def read_package(path: Path) -> Package:
    """The package, checked through and through; nothing of a faulty one is given.

    Raises ExchangeError that names the file and the member or line.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        members: dict[str, Any] = manifest["members"]
        # Closed even when a line is refused: a member left open would keep the file open.
        with closing(_lines(archive, path, _REPORTS, members)) as lines:
            reports = tuple(_listed(plain, path, place) for place, plain in lines)
        # A fact that stands there a million times takes the room of one.
        facts: dict[str, Fact] = {}
        count = 0
        with closing(_lines(archive, path, _FACTS, members)) as lines:
            for count, (place, plain) in enumerate(lines, start=1):  # noqa: B007 - used below
                fact = _fact(plain, path, place)
                facts.setdefault(fact.id, fact)
        originals = tuple(n.removeprefix(_SOURCES) for n in members if n.startswith(_SOURCES))
        for sha256 in originals:
            name = _SOURCES + sha256
            _demand(members[name]["sha256"] == sha256, path, name)
            for _piece in _pieces(archive, path, name, members[name]):
                pass  # reading to the end compares size and hash
        package = Package(
            manifest["author"],
            manifest["made_at"],
            manifest["program"],
            reports,
            tuple(facts.values()),
            originals,
        )
        counted = _counts(package) | {"facts": count}
        _demand(manifest.get("counts") == counted, path, _MANIFEST)
        known = {sha256 for report in reports for sha256 in report.sources} | {""}
        _demand(all(fact.source in known for fact in package.facts), path, _FACTS)
        _refuse_entangled(package, path)
        return package


def _refuse_entangled(package: Package, path: Path) -> None:
    """A thousand reports of a thousand sources each would have all work come a million times."""
    work = Sorted(package)
    room = _MOST_TIMES * len(package.facts)
    for report in package.reports:
        room -= len(set(report.sources)) * len(work.of(report))
        if room < 0:
            raise refusals.too_large(path, _REPORTS)


def unpack_sources(path: Path, targets: Mapping[str, Path]) -> None:
    """Write originals of the package, by their hashes, to new files. Raises ExchangeError."""
    with _opened(path) as archive:
        members = _manifest(archive, path)["members"]
        for sha256, target in targets.items():
            name = _SOURCES + sha256
            _demand(name in members, path, name)
            try:
                with target.open("xb") as stream:
                    stream.writelines(_pieces(archive, path, name, members[name]))
            except OSError as error:
                raise refusals.no_room(path, system_words(error)) from error


def _fill(hidden: Path, package: Package, source: Callable[[str], bytes]) -> None:
    with zipfile.ZipFile(hidden, "w", zipfile.ZIP_DEFLATED) as archive:
        members = {
            _REPORTS: _add(archive, _REPORTS, map(_listed_to_plain, package.reports)),
            _FACTS: _add(archive, _FACTS, map(fact_to_plain, package.facts)),
        }
        for sha256 in package.originals:
            data = source(sha256)
            archive.writestr(_entry(_SOURCES + sha256), data)
            members[_SOURCES + sha256] = {"size": len(data), "sha256": sha256}
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "program": package.program,
            "author": package.author,
            "made_at": package.made_at,
            "counts": _counts(package),
            "members": members,
        }
        manifest["hash"] = _hash(manifest)
        archive.writestr(_entry(_MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _add(archive: zipfile.ZipFile, name: str, lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with archive.open(_entry(name), "w", force_zip64=True) as member:
        for plain in lines:
            line = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            member.write(line)
            digest.update(line)
            size += len(line)
    return {"size": size, "sha256": digest.hexdigest()}


def _counts(package: Package) -> dict[str, int]:
    return {
        "reports": len(package.reports),
        "facts": len(package.facts),
        "sources": len(package.originals),
    }


def _hash(manifest: Mapping[str, Any]) -> str:
    plain = {name: value for name, value in manifest.items() if name != "hash"}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _check(hidden: Path, path: Path) -> None:
    """Read the written file back under the name of the one it becomes."""
    try:
        read_package(hidden)
    except refusals.ExchangeError as error:
        from core.export.atomic import damaged

        raise damaged(path, error.message) from error


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise refusals.unreadable(path, system_words(error)) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise refusals.no_package(path) from error
    names = archive.namelist()
    if _MANIFEST not in names:
        archive.close()
        raise refusals.no_package(path)
    if len(names) > _MOST_MEMBERS:
        archive.close()
        raise refusals.too_large(path, say("成员数", "the number of members"))
    return archive


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    """The manifest, if it speaks of exactly the members that are there."""
    data = b"".join(_limited(archive, path, _MANIFEST, _MOST[_MANIFEST]))
    manifest = _json(data, path, _MANIFEST)
    if manifest.get("format") != FORMAT:
        raise refusals.no_package(path)
    if manifest.get("version") != VERSION or isinstance(manifest["version"], bool):
        raise refusals.too_new(path, str(manifest.get("version"))[:20])
    names = archive.namelist()
    members: Any = manifest.get("members")
    is_right = isinstance(members, dict) and sorted(names) == sorted([_MANIFEST, *members])
    _demand(is_right and {_REPORTS, _FACTS} <= members.keys(), path, _MANIFEST)
    _demand(manifest.get("hash") == _hash(manifest), path, _MANIFEST)
    total = 0
    try:
        is_moment(manifest["made_at"])
        is_text(manifest["author"])
        is_text(manifest["program"])
        for name, facts in members.items():
            if name not in _MOST:
                is_hash(name.removeprefix(_SOURCES))
                _demand(name.startswith(_SOURCES), path, _MANIFEST)
                total += facts["size"]
            is_hash(facts["sha256"])
            _demand(isinstance(facts["size"], int) and facts["size"] >= 0, path, _MANIFEST)
            if facts["size"] > _MOST.get(name, _LARGEST_SOURCE) or total > _ALL_SOURCES:
                raise refusals.too_large(path, name)
    except (ValueError, KeyError, TypeError) as error:
        raise refusals.damaged(path, _MANIFEST, str(error)) from error
    return manifest


def _limited(archive: zipfile.ZipFile, path: Path, name: str, limit: int) -> Iterator[bytes]:
    """The member piece by piece, however large it says it is; never more than the limit."""
    # Small members may be packed tighter than the ratio without any harm.
    limit = min(limit, max(_SMALL, _RATIO * archive.getinfo(name).compress_size))
    size = 0
    try:
        with archive.open(name) as member:
            while piece := member.read(_PIECE):
                size += len(piece)
                if size > limit:
                    raise refusals.too_large(path, name)
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        # RuntimeError: the member is encrypted.
        raise refusals.damaged(path, name, _broken()) from error
    except OSError as error:
        raise refusals.unreadable(path, system_words(error)) from error


def _pieces(
    archive: zipfile.ZipFile, path: Path, name: str, facts: Mapping[str, Any]
) -> Iterator[bytes]:
    """The member piece by piece, its size and hash compared at the end."""
    digest, size = hashlib.sha256(), 0
    for piece in _limited(archive, path, name, facts["size"]):
        digest.update(piece)
        size += len(piece)
        yield piece
    _demand(size == facts["size"] and digest.hexdigest() == facts["sha256"], path, name)


def _lines(
    archive: zipfile.ZipFile, path: Path, name: str, members: Mapping[str, Any]
) -> Generator[tuple[str, dict[str, Any]]]:
    """Each line of a member, parsed, with where it stands in words."""
    rest, number = b"", 0
    for piece in _pieces(archive, path, name, members[name]):
        *lines, rest = (rest + piece).split(b"\n")
        if len(rest) > _LONGEST_LINE:
            raise refusals.too_large(path, name)
        for line in lines:
            number += 1
            place = say(f"{name} 第 {number} 行", f"{name}, line {number}")
            yield place, _json(line, path, place)
    _demand(not rest, path, name)


def _json(data: bytes, path: Path, place: str) -> dict[str, Any]:
    try:
        plain = json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise refusals.damaged(path, place, say("不是有效的 JSON", "no valid JSON")) from error
    _demand(isinstance(plain, dict), path, place)
    return plain


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _fact(plain: dict[str, Any], path: Path, place: str) -> Fact:
    try:
        return vetted(plain)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise refusals.damaged(path, place, str(error)) from error


def _listed_to_plain(report: Listed) -> dict[str, Any]:
    return {
        "sources": list(report.sources),
        "name": report.name,
        "agency": report.agency,
        "year": report.year,
    }


def _listed(plain: Mapping[str, Any], path: Path, place: str) -> Listed:
    try:
        if not isinstance(plain["sources"], list) or not plain["sources"]:
            raise ValueError(_broken())
        return Listed(
            tuple(map(is_hash, plain["sources"])),
            is_text(plain["name"]),
            is_text(plain["agency"]),
            is_year(plain["year"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise refusals.damaged(path, place, str(error)) from error


def _demand(holds: bool, path: Path, place: str) -> None:
    if not holds:
        raise refusals.damaged(path, place, _broken())


def _broken() -> str:
    return say("内容与清单不符", "it is not what the manifest says")
