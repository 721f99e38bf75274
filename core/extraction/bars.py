"""Tables drawn with the characters for boxes: their bars and rules as pipes, dashes and crosses.

One character stays one character, so that every place in the text keeps its number. Knows text only.
"""

from __future__ import annotations

import re
from typing import Final

_UPRIGHT: Final = "│┃║┆┇┊┋╎╏｜¦∣❘⎪▏▕"
_LEVEL: Final = "─━┄┅┈┉╌╍"
_DOUBLE: Final = "═"
_CROSSING: Final = "".join(
    chr(code) for code in range(0x2500, 0x2580) if chr(code) not in _UPRIGHT + _LEVEL + _DOUBLE
)
_BARS: Final = {
    **dict.fromkeys(map(ord, _UPRIGHT), "|"),
    **dict.fromkeys(map(ord, _CROSSING), "+"),
}
_RULES: Final = {**dict.fromkeys(map(ord, _LEVEL), "-"), **dict.fromkeys(map(ord, _DOUBLE), "=")}
_DRAWN: Final = re.compile(
    rf"^(?=.*(?:[{_UPRIGHT}{_CROSSING}].*[{_UPRIGHT}{_CROSSING}]|[{_LEVEL}{_DOUBLE}]{{3}})).*$",
    re.MULTILINE,
)
_RULE: Final = re.compile(
    rf"(?<=[{_CROSSING}])[{_LEVEL}{_DOUBLE}]+|[{_LEVEL}{_DOUBLE}]+(?=[{_CROSSING}])"
    rf"|[{_LEVEL}{_DOUBLE}]{{3,}}"
)
"""A stroke that meets another or is a long one; alone in a cell it is a mark of absence."""


def with_plain_bars(text: str) -> str:
    """The text with each line of a drawn table as if it had been typed with ``|``, ``-`` and ``+``."""
    return _DRAWN.sub(lambda line: _plain(line.group()), text)


def _plain(line: str) -> str:
    ruled = _RULE.sub(lambda stroke: stroke.group().translate(_RULES), line)
    return ruled.translate(_BARS)
