"""Plain text in odd encodings, of absurd lengths, and made to keep patterns busy."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from tests.hostile.case import NONE, READ, TOWNSHIP, Hostile, sample

_ENDS: Final = (READ, NONE, "document.too_complex", "document.no_text", "format.unknown")


def _report() -> str:
    return sample(TOWNSHIP).decode("utf-8")


def _noise(length: int) -> bytes:
    return random.Random(7).randbytes(length)


def _hidden() -> bytes:
    """The report with signs between its characters that nobody sees."""
    return "\u200b".join(_report()).encode()


def _turned() -> bytes:
    return ("\u202e" + _report()).encode()


def cases() -> Iterator[Hostile]:
    """All of this kind."""
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"):
        yield Hostile(
            f"text-{encoding}.txt", lambda e=encoding: _report().encode(e), (READ,), twin=TOWNSHIP
        )
    yield Hostile("text-big5.txt", lambda: _report().encode("big5", "replace"), _ENDS)
    yield Hostile("text-utf-7.txt", lambda: _report().encode("utf-7"), _ENDS)
    yield Hostile(
        "text-one-bad-byte.txt",
        lambda: sample(TOWNSHIP)[:300] + b"\xff" + sample(TOWNSHIP)[300:],
        _ENDS,
    )
    yield Hostile(
        "text-two-boms.txt", lambda: b"\xef\xbb\xbf" * 2 + sample(TOWNSHIP), (READ,), twin=TOWNSHIP
    )
    yield Hostile("text-wrong-bom.txt", lambda: b"\xff\xfe" + sample(TOWNSHIP), _ENDS)
    yield Hostile(
        "text-nul.txt", lambda: b"\0".join(bytes([b]) for b in b"0123456789" * 1_000), _ENDS
    )
    yield Hostile("text-only-nul.txt", lambda: b"\0" * 1_000_000, ("file.empty",))
    yield Hostile("text-empty.txt", lambda: b"", ("file.empty",))
    yield Hostile("text-blank.txt", lambda: b" \n" * 1_000_000, ("file.empty",))
    yield Hostile("text-noise.txt", lambda: _noise(2_000_000), _ENDS)
    yield Hostile("text-noise.pdf", lambda: b"%PDF-1.7\n" + _noise(200_000), ("pdf.damaged",))
    yield Hostile("text-hidden-signs.txt", _hidden, _ENDS)
    yield Hostile("text-right-to-left.txt", _turned, _ENDS)
    yield Hostile("text-line-19-mb.txt", lambda: "一".encode() * 6_300_000, _ENDS, False)
    yield Hostile("text-line-100-mb.txt", lambda: b"x" * 99_000_000, ("file.too_large",), False)
    yield Hostile("text-million-lines.txt", lambda: b"1\n" * 3_000_000, ("document.too_complex",))
    yield Hostile("text-100-reports.txt", lambda: sample(TOWNSHIP) * 100, _ENDS, False)
    yield Hostile("csv-million-cells.csv", lambda: (b"1," * 1_000 + b"\n") * 1_000, _ENDS, False)
    yield Hostile("csv-million-columns.csv", lambda: b"1," * 1_000_000, _ENDS, False)
    yield Hostile(
        "csv-open-quote.csv", lambda: b'a,"' + b"b,\n" * 1_000_000, ("document.too_complex",)
    )
    yield Hostile("csv-quotes.csv", lambda: b'"' * 3_000_000, _ENDS, False)
    yield Hostile("csv-tabs.txt", lambda: b"1\t" * 200_000, _ENDS, False)
    for what, text, count in (
        ("blanks", "1 ", 500_000),
        ("digits", "9", 2_000_000),
        ("brackets", "（", 500_000),
        ("headings", "一、", 300_000),
        ("dashes", "—/", 500_000),
        ("years", "2023年", 200_000),
        ("counts", "新收申请1件，", 100_000),
        ("points", "1.", 500_000),
        ("tails", "1件", 300_000),
        ("spaces", " ", 1_000_000),
    ):
        yield Hostile(
            f"text-{what}.txt",
            lambda t=text, c=count: ("政府信息公开" + t * c + "x").encode(),
            _ENDS,
            False,
        )
    yield Hostile(
        "text-report-and-headings.txt",
        lambda: sample(TOWNSHIP) + ("（一）" * 100_000).encode(),
        _ENDS,
        False,
    )
