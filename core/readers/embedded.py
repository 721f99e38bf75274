"""Finds the markup of an article that a page carries as text: in scripts, forms, or escaped."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_CELL: Final = re.compile(r"<t[dh]\b", re.IGNORECASE)
_ESCAPED_CELL: Final = re.compile(r"&(?:amp;)?lt;t[dh]\b", re.IGNORECASE)
_LITERAL: Final = re.compile(
    r'"((?:[^"\\\n]|\\.)*+)"?' r"|'((?:[^'\\\n]|\\.)*+)'?" r"|`((?:[^`\\]|\\.)*+)`?", re.DOTALL
)
"""A string of a script. One that is never closed counts as well: the page may be cut off, and
looking for its end again from each quotation mark in it would take for ever."""
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_ESCAPED_VALUE: Final = re.compile(r"""<t[dh]\b[^<>]{0,300}=\\["']""", re.IGNORECASE)
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\n", "b": "", "f": "", "\n": ""}
_UNESCAPINGS: Final = 3
"""How many times markup may have been escaped."""


def markup_in(text: str) -> str:
    """The markup in the strings of a script or JSON text, put together; "" when there is none."""
    if "<t" not in text.lower() and not re.search(r"\\u003c|\\x3c|%3ct|&lt;t", text, re.I):
        return ""
    found = (_literal(match) for match in _LITERAL.finditer(text))
    markup = "".join(piece for piece in found if "<" in piece or _ESCAPED_CELL.search(piece))
    return next(_unescaped(markup), "")


def carried(root: HtmlElement) -> Iterator[str]:
    """Each piece of markup with table cells that the page carries but does not show as such."""
    text = root.text_content()
    if _CELL.search(text) or _ESCAPED_CELL.search(text):
        yield from _unescaped("\n".join(_texts(root)))
    for element in root.iterdescendants("textarea", "noscript", "template", "input"):
        held = element.get("value", "") if element.tag == "input" else _inner(element)
        yield from _unescaped(held)
    for script in root.iterdescendants("script"):
        markup = markup_in(script.text or "")
        if markup:
            yield markup


def _texts(root: HtmlElement) -> Iterator[str]:
    skipped = {"script", "style", "textarea"}
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in skipped and element.text:
            yield element.text
        if element.tail:
            yield element.tail


def _inner(element: HtmlElement) -> str:
    from lxml import etree

    inside = [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return (element.text or "") + "".join(inside)


def _unescaped(text: str) -> Iterator[str]:
    for _ in range(_UNESCAPINGS):
        if _CELL.search(text):
            yield text
            return
        if not _ESCAPED_CELL.search(text):
            return
        text = html.unescape(text)


def _literal(match: re.Match[str]) -> str:
    raw = match[1] or match[2] or match[3] or ""
    piece = _ESCAPE.sub(_character, raw) if "\\" in raw else raw
    if _ESCAPED_VALUE.search(piece):  # the string holds JSON, whose strings hold the markup
        piece = _ESCAPE.sub(_character, piece)
    return unquote(piece) if "%3C" in piece[:2000].upper() else piece


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CONTROLS.get(match[3], match[3])
