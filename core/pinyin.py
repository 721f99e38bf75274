"""The initials of Chinese words, so that 库 is found by typing k."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

_FIRST: Final = 0xB0A1
_LAST: Final = 0xD7F9
_BOUNDS: Final = (
    *(0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC),
    *(0xC2E8, 0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9),
    0xD4D1,
)
"""Where the characters of each initial begin: GB/T 2312-1980 has its 3755 common characters in the
order of their pinyin, each once, under the reading that the standard lists it by."""
_INITIALS: Final = "abcdefghjklmnopqrstwxyz"


def initials(text: str) -> str:
    """The first letter of each character's pinyin; other signs as they are, in lower case.

    A character that is not among the common ones of GB/T 2312 stays itself.
    """
    return "".join(_initial(sign) for sign in text).casefold()


def _initial(sign: str) -> str:
    try:
        code = int.from_bytes(sign.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return sign
    if not _FIRST <= code <= _LAST:
        return sign
    return _INITIALS[bisect_right(_BOUNDS, code) - 1]
