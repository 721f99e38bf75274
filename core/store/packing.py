"""JSON to few bytes and back, exactly: like stands beside like, and common words are known before.

Lists of records become columns, numbers the steps between them, and a deflate that knows the words
of the statutory form (``resources/packing``) does the rest. A list is written as its kind and what
belongs to it:

    ["i", first, step, ...]     integers
    ["f", first, step, ...]     numbers with at most two decimals, in hundredths
    ["s", "one<tab>two"]       texts without tabs
    ["c", count, one]           the same again and again
    ["r", count, column, ...]   lists of one length
    ["d", keys, column, ...]    objects with the same keys
    ["m", "0010", ...]          a mixture: the kind of each, then each kind by itself
    ["l", one, another, ...]    anything else

Text is written in GBK, two bytes a character instead of three, with JSON's own escapes for what GBK
does not have. What a version of this module wrote, every later one reads: neither the dictionary nor
the kinds of a shipped version may change.
"""

from __future__ import annotations

import codecs
import json
import zlib
from functools import cache
from importlib.resources import files
from itertools import accumulate, islice, pairwise
from typing import Any, Final, cast

from core.store.condensing import condense, expand

DOCUMENT, EXTRACTION = b"\x01", b"\x02"
"""The first byte of what is packed here; a zlib stream begins with another."""

_DICTIONARIES: Final = {DOCUMENT: "document-1.txt", EXTRACTION: "extraction-1.txt"}
KINDS: Final = frozenset(_DICTIONARIES)
_HUNDREDTHS: Final = 1e9
"""Numbers beyond are kept as they are: their hundredths may not be exact."""
_MOST: Final = 1_000_000
_MOST_BYTES: Final = 1 << 28
_MOST_KINDS: Final = 10
_ESCAPED: Final = "gouji.json-escape"


# What comes here is JSON that was just read or made: nothing of it holds itself.
_WRITER: Final = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def written(plain: dict[str, Any]) -> str:
    """The object as JSON, in ASCII and without blanks: what its hash is made of."""
    return _WRITER.encode(plain)


def pack(text: str, source: str) -> bytes | None:
    """JSON of a document or an extraction in few bytes; None where they would not say the same.

    ``text`` is as ``written`` writes it; ``source`` is the sha256 that it names, which whoever
    unpacks it knows.
    """
    plain: dict[str, Any] = json.loads(text)
    kind = DOCUMENT if "grids" in plain else EXTRACTION
    lean = condense(plain) if kind == DOCUMENT else plain
    folded = json.dumps(_fold(lean), ensure_ascii=False, separators=(",", ":"))
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zdict=_known(kind, source))
    packed = kind + deflate.compress(folded.encode("gbk", _ESCAPED)) + deflate.flush()
    return packed if written(unpack(packed, source)) == text else None


def unpack(packed: bytes, source: str) -> dict[str, Any]:
    """The inverse of pack. Raises ValueError when the bytes are damaged."""
    try:
        kind = packed[:1]
        inflate = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_known(kind, source))
        text = inflate.decompress(packed[1:], _MOST_BYTES).decode("gbk")
        if not inflate.eof or inflate.unused_data:
            raise ValueError("packed content is cut off, or something follows it")
        plain = _unfold(json.loads(text))
        return expand(plain) if kind == DOCUMENT else plain
    except (zlib.error, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"packed content is damaged: {error}") from error


# -- columns ------------------------------------------------------------------------------------------


def _fold(value: object) -> object:
    if isinstance(value, dict):
        return {key: _fold(some) for key, some in cast("dict[str, Any]", value).items()}
    if not isinstance(value, list) or not value:
        return value
    return _folded(cast("list[Any]", value))


def _folded(values: list[Any]) -> list[Any]:
    kinds: dict[object, list[Any]] = {}
    order = [kinds.setdefault(_kind(value), []) for value in values]
    if len(kinds) > 1:
        if len(kinds) > _MOST_KINDS or len(values) <= len(kinds):
            return ["l", *map(_fold, values)]
        numbers = {id(group): str(number) for number, group in enumerate(kinds.values())}
        for group, value in zip(order, values, strict=True):
            group.append(value)
        marks = "".join(numbers[id(group)] for group in order)
        return ["m", marks, *map(_folded, kinds.values())]
    if len(values) > 2 and all(value == values[0] for value in values):
        return ["c", len(values), _fold(values[0])]
    return _alike(next(iter(kinds)), values)


def _kind(value: object) -> object:
    """What values of one column have in common."""
    if isinstance(value, dict):
        return tuple(cast("dict[str, Any]", value))
    return len(cast("list[Any]", value)) if isinstance(value, list) else type(value)


def _alike(kind: object, values: list[Any]) -> list[Any]:
    """Values of one kind."""
    if kind is int:
        return ["i", *_steps(values)]
    if kind is float and all(_is_hundredth(value) for value in values):
        return ["f", *_steps([round(value * 100) for value in values])]
    if kind is str and not any("\t" in value for value in values):
        return ["s", "\t".join(values)]
    if isinstance(kind, int) and kind and len(values) > 1:
        return ["r", len(values), *(_folded(list(column)) for column in zip(*values, strict=True))]
    if isinstance(kind, tuple) and kind:
        rows = (value.values() for value in values)
        return ["d", list(kind), *(_folded(list(column)) for column in zip(*rows, strict=True))]
    return ["l", *map(_fold, values)]


def _is_hundredth(value: float) -> bool:
    return abs(value) < _HUNDREDTHS and round(value * 100) / 100 == value


def _steps(values: list[int]) -> list[int]:
    return [
        values[0],
        *(later - earlier for earlier, later in pairwise(values)),
    ]


def _unfold(value: object) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        folded = cast("list[Any]", value)
        return _UNFOLDED[folded[0]](folded) if folded else []
    if isinstance(value, dict):
        return {key: _unfold(some) for key, some in cast("dict[str, Any]", value).items()}
    return value


def _sums(folded: list[Any]) -> list[Any]:
    return list(accumulate(islice(folded, 1, None)))


def _hundredths(folded: list[Any]) -> list[Any]:
    return [number / 100 for number in accumulate(islice(folded, 1, None))]


def _texts(folded: list[Any]) -> list[Any]:
    return folded[1].split("\t")


def _again(folded: list[Any]) -> list[Any]:
    _, count, value = folded
    if not 0 <= count <= _MOST:
        raise ValueError("packed content is damaged: a count")
    if not isinstance(value, (list, dict)):
        return [value] * count
    return [_unfold(value) for _ in range(count)]


def _columns(folded: list[Any]) -> list[Any]:
    _, count, *columns = folded
    rows = list(map(list, zip(*map(_unfold, columns), strict=True)))
    if len(rows) != count:
        raise ValueError("packed content is damaged: a column")
    return rows


def _objects(folded: list[Any]) -> list[Any]:
    _, keys, *columns = folded
    rows = zip(*map(_unfold, columns), strict=True)
    return [dict(zip(keys, row, strict=True)) for row in rows]


def _mixture(folded: list[Any]) -> list[Any]:
    _, marks, *groups = folded
    each = [iter(_unfold(group)) for group in groups]
    return [next(each[int(mark)]) for mark in marks]


def _several(folded: list[Any]) -> list[Any]:
    return list(map(_unfold, islice(folded, 1, None)))


_UNFOLDED: Final = {
    "i": _sums,
    "f": _hundredths,
    "s": _texts,
    "c": _again,
    "r": _columns,
    "d": _objects,
    "m": _mixture,
    "l": _several,
}


# -- bytes ------------------------------------------------------------------------------------------


def _escape(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return json.dumps(lost)[1:-1], error.end


codecs.register_error(_ESCAPED, _escape)


def _known(kind: bytes, source: str) -> bytes:
    """What deflate knows before."""
    return _dictionary(kind) + source.encode("ascii", "replace")


@cache
def _dictionary(kind: bytes) -> bytes:
    """Words that such contents are made of, the commonest last; 32 kB are looked back at."""
    words = files("resources").joinpath("packing", _DICTIONARIES[kind])
    return words.read_bytes().decode("utf-8").encode("gbk")
