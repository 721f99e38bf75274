r"""Takes the marks of Markdown out of a text that has its tables drawn with pipes.

Converters protect and emphasise what stands in the cells (``1\.``, ``**12**``, ``<br>``); left in,
a figure would not be one. Text without such tables is left as it is.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from core.readers.raised import RAISED

_PIPED: Final = re.compile(r"^[^|\n]*(?:\|[^|\n]*){3,}$", re.MULTILINE)
_ROWS: Final = 12
"""Lines with several pipes, from which on a text is one with such tables."""
_BAR: Final = "\u01c0"
"""What an escaped pipe becomes: it looks alike and parts no cells."""
_QUOTE: Final = re.compile(r"^(?:[ ]{0,3}>[ ]?)+", re.MULTILINE)
_HEADING: Final = re.compile(r"^[ ]{0,3}#{1,6}[ ]+|[ ]+#+[ ]*$", re.MULTILINE)
_IMAGE: Final = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,2000}\)")
_LINK: Final = re.compile(r"\[([^\]\n]{1,200})\]\([^)\n]{1,2000}\)")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRUCK: Final = re.compile(r"~~[^~\n|]{1,200}~~|<(del|s)>[^<\n]{0,200}</\1>", re.IGNORECASE)
_SUP: Final = re.compile(r"<sup>([^<\n]{0,20})</sup>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:b|strong|i|em|u|span|font|div|p|center|sub|mark|small|code)\b[^>\n]{0,300}>", re.I
)
_EMPHASIS: Final = re.compile(r"(\*{1,3}|_{2,3}|`)(?=[^\s*_`|])([^\n|*`]{0,300}?[^\s|])\1")
_BOLD: Final = re.compile(r"(\*\*|__)([^\n|*]{1,300}?)\1")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


def unmarked(text: str) -> str:
    """The text without the marks; what is struck out goes with them."""
    if sum(1 for _ in _PIPED.finditer(text)) < _ROWS:
        return text
    text = _QUOTE.sub("", text)
    text = _LINK.sub(r"\1", _IMAGE.sub("", _HEADING.sub("", text)))
    text = _BREAK.sub(" ", _STRUCK.sub("", text))
    text = _SUP.sub(lambda raised: raised[1].translate(RAISED), text)
    text = _BOLD.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", _TAG.sub("", text)))
    return unescape(_ESCAPE.sub(lambda escaped: _BAR if escaped[1] == "|" else escaped[1], text))
