"""Web pages and web archives that nest, repeat, refer elsewhere or lie about their characters."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Final

from tests.hostile.case import BUREAU, NONE, READ, Hostile, sample

_ENDS_WELL: Final = (READ, NONE, "document.too_complex", "document.no_text", "html.damaged")
_REMOTE: Final = b"""<base href="http://203.0.113.1/">
<meta http-equiv="refresh" content="0;url=http://203.0.113.1/">
<link rel="stylesheet" href="http://203.0.113.1/a.css"><script src="//203.0.113.1/a.js"></script>
<img src="http://203.0.113.1/a.png"><iframe src="http://203.0.113.1/"></iframe>
<object data="http://203.0.113.1/a"></object><embed src="http://203.0.113.1/a">
<video src="http://203.0.113.1/a"></video><style>@import "http://203.0.113.1/b.css";</style>"""
_LOCAL: Final = b"""<base href="file:///etc/"><img src="file:///etc/passwd"><iframe src="passwd"></iframe>
<img src="\\\\203.0.113.1\\share\\a.png"><link rel="stylesheet" href="file://203.0.113.1/a.css">
<object data="/etc/shadow"></object><a href="javascript:alert(1)">x</a>"""


def _page(body: bytes, head: bytes = b"") -> bytes:
    return b"<html><head>" + head + b"</head><body>" + body + b"</body></html>"


def _report_with(more: bytes) -> bytes:
    page = sample(BUREAU)
    place = page.lower().index(b"<body")
    place = page.index(b">", place) + 1
    return page[:place] + more + page[place:]


def _laughs() -> bytes:
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    return b"<!DOCTYPE html [" + entities + b"]>" + _page(b"<p>&a9;</p>")


def mht(body: bytes, encoding: bytes = b"8bit", kind: bytes = b"text/html") -> bytes:
    """A web archive of one part."""
    return (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: " + kind + b'; charset="utf-8"\r\nContent-Transfer-Encoding: '
        + encoding + b"\r\n\r\n" + body + b"\r\n--x--\r\n"
    )  # fmt: skip


def _mht_deep(depth: int) -> bytes:
    lines = [b"MIME-Version: 1.0"]
    for number in range(depth):
        lines += [b"Content-Type: multipart/mixed; boundary=b%d" % number, b"", b"--b%d" % number]
    return b"\r\n".join([*lines, b"Content-Type: text/html", b"", b"<p>x</p>"])


def _mht_many(count: int) -> bytes:
    part = b"--x\r\nContent-Type: text/html\r\n\r\n<p>1</p>\r\n"
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    return head + part * count + b"--x--\r\n"


def _declared(charset: bytes) -> bytes:
    return _report_with(b"").replace(b"utf-8", charset).replace(b"UTF-8", charset)


def cases() -> Iterator[Hostile]:
    """All of this kind."""
    wells = _ENDS_WELL
    for what, tag, count in (
        ("div", b"div", 100_000),
        ("bold", b"b", 300_000),
        ("list", b"ul><li", 50_000),
    ):
        yield Hostile(
            f"html-nested-{what}.html", lambda t=tag, c=count: _page(b"<%s>" % t * c + b"x"), wells
        )
    yield Hostile(
        "html-nested-tables.html", lambda: _page(b"<table><tr><td>" * 5_000 + b"1"), wells
    )
    yield Hostile(
        "html-million-tags.html", lambda: _page(b"<p>1</p>" * 1_000_000), ("document.too_complex",)
    )
    yield Hostile(
        "html-million-cells.html",
        lambda: _page(b"<table><tr>" + b"<td>1" * 1_000_000),
        wells,
        False,
    )
    yield Hostile(
        "html-million-rows.html", lambda: _page(b"<table>" + b"<tr><td>1" * 900_000), wells, False
    )
    yield Hostile(
        "html-million-attributes.html",
        lambda: _page(b"<p " + b" ".join(b"a%d=1" % n for n in range(900_000)) + b">x</p>"),
        ("document.too_complex",),
    )
    yield Hostile(
        "html-attribute-9-mb.html",
        lambda: _page(b'<p title="' + b"x" * 9_000_000 + b'">x</p>'),
        wells,
        False,
    )
    yield Hostile("html-11-mb.html", lambda: _page(b"<p>x</p>" * 1_400_000), ("file.too_large",))
    yield Hostile(
        "html-span-billion.html",
        lambda: _page(
            b"<table><tr><td rowspan=1000000000 colspan=1000000000>1<td>2<tr><td>3</table>"
        ),
        wells,
    )
    yield Hostile(
        "html-spans-of-1000.html",
        lambda: _page(b"<table>" + b"<tr><td rowspan=1000 colspan=1000>1" * 1_000),
        wells,
        False,
    )
    yield Hostile(
        "html-span-words.html",
        lambda: _page(
            b"<table><tr><td rowspan=-1 colspan=1e9>1<td colspan='\xef\xbc\x99'>2</table>"
        ),
        wells,
    )
    yield Hostile("html-billion-laughs.html", _laughs, wells)
    yield Hostile(
        "html-external-entity.html",
        lambda: (
            b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            + _report_with(b"<p>&x;</p>")
        ),
        (READ,),
        twin=BUREAU,
    )
    yield Hostile("html-remote.html", lambda: _report_with(_REMOTE), (READ,), twin=BUREAU)
    yield Hostile("html-local.html", lambda: _report_with(_LOCAL), (READ,), twin=BUREAU)
    yield Hostile("html-open-comment.html", lambda: _page(b"<!--" * 1_000_000), wells)
    yield Hostile("html-open-tags.html", lambda: b"<html>" + b"<" * 3_000_000, wells)
    yield Hostile(
        "html-frames.html",
        lambda: b"<html><frameset><frame src='file:///etc/passwd'></frameset></html>",
        ("html.frames",),
    )
    yield Hostile(
        "html-nul.html", lambda: _report_with(b"\0" * 100_000), (READ, NONE, "format.unknown")
    )
    yield Hostile(
        "html-style-loop.html",
        lambda: _page(b"<p>x</p>", b"<style>" + b".a{" * 500_000 + b"</style>"),
        wells,
    )
    yield Hostile(
        "html-style-selectors.html",
        lambda: _page(
            b"<p class='a'>x</p>" * 20_000,
            b"<style>"
            + b"".join(b".c%d .a{display:none}" % n for n in range(20_000))
            + b"</style>",
        ),
        wells,
        False,
    )
    yield Hostile(
        "html-script-bomb.html",
        lambda: _page(b"<script>" + b"var a='<table>';" * 300_000 + b"</script>"),
        wells,
    )
    for charset in (
        b"punycode",
        b"zlib_codec",
        b"rot13",
        b"unicode_escape",
        b"utf-7",
        b"idna",
        b"base64",
        b"utf-16",
        b"hz",
        b"../../etc",
        b"x" * 10_000,
    ):
        yield Hostile(
            f"html-charset-{charset[:12].decode().replace('/', '_')}.html",
            lambda c=charset: _declared(c),
            (READ, NONE),
            twin=BUREAU,
        )
    yield Hostile(
        "html-punycode-9-mb.html",
        lambda: _page(b"a-" * 4_400_000, b"<meta charset=punycode>"),
        wells,
        False,
    )
    yield Hostile("mht-report.mht", lambda: mht(_report_with(_REMOTE)), (READ,), twin=BUREAU)
    yield Hostile("mht-5000-deep.mht", lambda: _mht_deep(5_000), ("document.too_complex",))
    yield Hostile("mht-100000-parts.mht", lambda: _mht_many(100_000), ("document.too_complex",))
    yield Hostile(
        "mht-header-9-mb.mht",
        lambda: (
            b"MIME-Version: 1.0\r\nContent-Type: text/html; a="
            + b"x" * 9_000_000
            + b"\r\n\r\n<p>1</p>"
        ),
        ("document.too_complex",),
    )
    yield Hostile(
        "mht-header-parameters.mht",
        lambda: (
            b"MIME-Version: 1.0\r\nContent-Type: text/html"
            + b"".join(b";\r\n a*%d*=x" % n for n in range(200_000))
            + b"\r\n\r\n<p>1</p>"
        ),
        ("document.too_complex",),
    )
    yield Hostile(
        "mht-broken-base64.mht",
        lambda: mht(b"===" * 100_000 + base64.b64encode(b"<p>x</p>"), b"base64"),
        (*wells, "mht.empty", "format.unknown"),
    )
    yield Hostile(
        "mht-external-body.mht",
        lambda: mht(
            b"Content-Type: text/html\r\n\r\n",
            kind=b"message/external-body; access-type=local-file; name=/etc/passwd",
        ),
        (NONE, "mht.empty", *wells),
    )
    yield Hostile(
        "mht-quoted-9-mb.mht", lambda: mht(b"=\r\n" * 3_000_000, b"quoted-printable"), wells, False
    )
    yield Hostile(
        "mht-uuencode.mht",
        lambda: mht(b"begin 666 /etc/x\r\n" + b"M" * 1_000_000, b"x-uuencode"),
        (*wells, "mht.empty", "format.unknown"),
    )
