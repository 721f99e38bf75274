"""Ways to damage a file: bytes, words of its format, and the parts of files that are packed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

_STREAM: Final = re.compile(rb"<<([^<>]*?)>>\s*stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_FILTER: Final = re.compile(rb"/(?:Filter|DecodeParms)\s*(?:\[[^\]]*\]|/\w+)")
_LENGTH: Final = re.compile(rb"/Length\s+\d+(?:\s+\d+\s+R)?")
_NUMBER: Final = re.compile(rb"\d+")
_NUMBERS: Final = tuple(
    str(number).encode()
    for number in (0, -1, 1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, 2**32, 2**63, 10**20, 1e300)
)
_LONGEST: Final = 2_000_000
_USUAL: Final = 100_000
"""A file of the greatest length takes the time of a hundred: one in twenty may grow so long."""

Mutation = Callable[[bytes, Sequence[bytes], Random], bytes]


def damaged(seeds: Sequence[bytes], words: Sequence[bytes], random: Random) -> bytes:
    """A seed after some mutations; of a zip, mostly, its parts are damaged and packed again."""
    data = random.choice(seeds)
    if data.startswith(b"PK\x03\x04") and random.random() < 0.85:
        return _repacked(data, seeds, words, random)
    if random.random() < 0.1:
        other = random.choice(seeds)
        data = data[: random.randrange(len(data) + 1)] + other[random.randrange(len(other) + 1) :]
    return _mutated(data, words, random)


def _mutated(data: bytes, words: Sequence[bytes], random: Random) -> bytes:
    before = len(data)
    for _ in range(random.choice((1, 1, 2, 4, 8, 16))):
        data = random.choice(_MUTATIONS)(data, words, random)
    return data[: _LONGEST if random.random() < 0.05 else max(_USUAL, before)]


def _repacked(data: bytes, seeds: Sequence[bytes], words: Sequence[bytes], random: Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        members = {name: container.read(name) for name in container.namelist()}
    for name in random.sample(sorted(members), k=min(len(members), random.choice((1, 1, 2)))):
        if random.random() < 0.05:
            del members[name]
        else:
            members[name] = _mutated(members[name], words, random)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return target.getvalue()


def unpacked_pdf(data: bytes) -> bytes:
    """A PDF with its streams laid open, so that what they say can be damaged."""
    return _STREAM.sub(_opened, data)


def _opened(match: re.Match[bytes]) -> bytes:
    head, content = match.groups()
    try:
        if b"ASCII85Decode" in head or b"FlateDecode" not in head:
            return match.group()
        content = zlib.decompress(content)
    except zlib.error:
        return match.group()
    head = _LENGTH.sub(b"/Length %d" % len(content), _FILTER.sub(b"", head))
    return b"<<%s>>\nstream\n%s\nendstream" % (head, content)


def _place(data: bytes, random: Random) -> int:
    return random.randrange(len(data) + 1)


def _piece(data: bytes, random: Random) -> tuple[int, int]:
    start = _place(data, random)
    return start, min(len(data), start + random.choice((1, 2, 8, 64, 512, 4096)))


def _flip(data: bytes, words: Sequence[bytes], random: Random) -> bytes:
    if not data:
        return data
    at = random.randrange(len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _drop(data: bytes, words: Sequence[bytes], random: Random) -> bytes:
    start, end = _piece(data, random)
    return data[:start] + data[end:]


def _repeat(data: bytes, words: Sequence[bytes], random: Random) -> bytes:
    start, end = _piece(data, random)
    return data[:start] + data[start:end] * random.choice((2, 3, 50, 500)) + data[end:]


def _move(data: bytes, words: Sequence[bytes], random: Random) -> bytes:
    start, end = _piece(data, random)
    piece, rest = data[start:end], data[:start] + data[end:]
    at = _place(rest, random)
    return rest[:at] + piece + rest[at:]


def _insert_word(data: bytes, words: Sequence[bytes], random: Random) -> bytes:
    at = _place(data, random)
    return data[:at] + random.choice(words) * random.choice((1, 1, 1, 3, 300)) + data[at:]


def _swap_word(data: bytes, words: Sequence[bytes], random: Random) -> bytes:
    word = random.choice(words)
    at = data.find(word, _place(data, random))
    return data if at < 0 else data[:at] + random.choice(words) + data[at + len(word) :]


def _change_number(data: bytes, words: Sequence[bytes], random: Random) -> bytes:
    found = _NUMBER.search(data, _place(data, random))
    if found is None:
        return data
    return data[: found.start()] + random.choice(_NUMBERS) + data[found.end() :]


def _cut(data: bytes, words: Sequence[bytes], random: Random) -> bytes:
    return data[: _place(data, random)] if random.random() < 0.2 else data


_MUTATIONS: Final[tuple[Mutation, ...]] = (
    _flip,
    _drop,
    _repeat,
    _move,
    _insert_word,
    _swap_word,
    _change_number,
    _change_number,
    _cut,
)
