"""Documents and extractions in few bytes: exact, small, and readable by every later version."""

from __future__ import annotations

import hashlib
import json
import zlib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading import read_report
from core.store import codec, packing

SAMPLES = Path(str(files("resources"))) / "samples"
SOURCE = "5" * 64

# What version 2.2 wrote.
DOCUMENT = (
    "01a55dc10a83300cfd95d1b348d2d9aaff320f05751bcc299b83c1d8bfafcfd65a65ecb28b104cd22404832f"
    "217d89fbc948a56d45fc579548c4d5748dd564d2a16e2dd9f6b7cea0d83ad2575ef7b940593c3cb04e62e7fe"
    "962dc377fff582a77be7c340cc3299358d5a790c9559ee596ce6b43c881cf3114bb1ea46cc603b2c1451a0ed"
    "4994e49452f54303c7703dcb8dbc4a8a225513145d436430c7061ef74f31771e82721b2ba54b60c7d80f2373"
    "8d7b72a8e4ccc1e16b1e49798627d9644044a07813110e564e6740b454d8149369cdf19c9a0fb98c7a2b7ae9"
    "8b78d91c83780b812d3505cdb4cc88c24be61284b36b3c8f17e406b2a41f2713abf707"
)
EXTRACTION = "02ab06950ec06056b252a2d428d04903c857ab43f32cde5544288b5610e52fa8136384ca5500f2636b01"
HASHES = {
    "document-1.txt": "7d2ae920713c1989",
    "extraction-1.txt": "cab333cf61edc5c1",
}

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
trees = st.recursive(
    scalars,
    lambda some: st.lists(some) | st.dictionaries(st.text(), some, max_size=4),
    max_leaves=40,
)
records = st.lists(
    st.tuples(
        st.text(max_size=3),
        st.integers(0, 9999),
        st.floats(0, 999).map(lambda edge: round(edge, 2)),
        st.none() | st.fixed_dictionaries({"start": st.integers(0, 99), "end": st.integers(0, 99)}),
    ).map(list),
    max_size=12,
)


def text_of(plain: dict[str, Any]) -> str:
    return packing.written(plain)


@given(trees | records)
def test_that_any_json_comes_back_letter_by_letter(tree: object) -> None:
    text = text_of({"tree": tree})

    packed = packing.pack(text, SOURCE)

    assert packed is not None
    assert text_of(packing.unpack(packed, SOURCE)) == text


@pytest.mark.parametrize(
    "tree",
    [
        [1, 1.0, True, 1],
        [0, False, 0, False],
        [-0.0, 0.0, 0.0],
        [1e300, 0.1, 0.125],
        ["a\tb", "c"],
        ["\ud800", "😀", "㎡", "é", "\\u4e00"],
        [["i", 1], ["s", "a"], []],
        [{"a": 1, "b": 2}, {"b": 2, "a": 1}],
        [None, None, None],
    ],
    ids=[
        "numbers that are equal and not the same",
        "false and 0",
        "minus 0",
        "more than two decimals",
        "a tab",
        "letters that GBK lacks",
        "lists that look folded",
        "keys in another order",
        "nothing thrice",
    ],
)
def test_that_what_is_nearly_the_same_stays_apart(tree: object) -> None:
    text = text_of({"tree": tree})
    packed = packing.pack(text, SOURCE)

    back = text_of(packing.unpack(packed, SOURCE)) if packed else text

    assert back == text


@pytest.mark.parametrize("name", ["shuangdu_town_2020.pdf", "luming_education_2021.docx"])
def test_that_a_reading_takes_less_than_half_of_what_plain_compression_takes(name: str) -> None:
    reading = read_report((SAMPLES / name).read_bytes(), name)
    contents = (
        codec.extraction_to_json(reading.extraction),
        codec.document_to_json(reading.document),
    )
    texts = [packing.written(content) for content in contents]

    packed = [codec.pack(content)[0] for content in contents]

    assert all(some[:1] in packing.KINDS for some in packed)
    assert sum(map(len, packed)) < sum(len(zlib.compress(t.encode(), 6)) for t in texts) / 2


def test_that_every_later_version_reads_what_the_first_packed() -> None:
    document = bytes.fromhex(DOCUMENT)
    extraction = bytes.fromhex(EXTRACTION)

    assert packing.unpack(document, SOURCE)["text"] == "规章\t12\n• 其他\n"
    assert packing.unpack(document, SOURCE)["pages"][0][3][1] == [
        "其他", 8, 1, 72.02, 90.1, 96.02, 102.0,
    ]  # fmt: skip
    assert packing.unpack(extraction, SOURCE)["cells"] == [
        ["requests.new.total", "12", "12"],
        ["requests.granted.total", "12", "1 2"],
    ]


def test_that_the_words_known_before_never_change() -> None:
    hashes = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in (Path(str(files("resources"))) / "packing").iterdir()
    }

    assert hashes == HASHES


@pytest.mark.parametrize(
    "damaged",
    [
        packing.DOCUMENT,
        packing.EXTRACTION + b"\xff\xff\xff",
        b"\x09" + zlib.compress(b"{}"),
    ],
    ids=["cut off", "no stream", "unknown kind"],
)
def test_that_damage_is_told(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="packed content"):
        packing.unpack(damaged, SOURCE)


def test_that_bytes_after_the_end_are_damage() -> None:
    packed = packing.pack('{"a":1}', SOURCE)
    assert packed is not None

    with pytest.raises(ValueError, match="something follows"):
        packing.unpack(packed + b"\0", SOURCE)


def test_that_a_count_beyond_reason_is_damage() -> None:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packing.EXTRACTION + deflate.compress(b'["c",999999999,0]') + deflate.flush()

    with pytest.raises(ValueError, match="count"):
        packing.unpack(packed, SOURCE)


def test_that_json_that_was_compressed_plainly_is_still_read() -> None:
    plain = {"sha256": SOURCE, "cells": [["requests.new.total", "12"]]}
    text = json.dumps(plain, separators=(",", ":")).encode()

    unpacked = codec.unpack(zlib.compress(text, 6), hashlib.sha256(text).hexdigest(), SOURCE)

    assert unpacked == plain
