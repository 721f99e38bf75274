"""Numbers that a blank cuts at their separator, so that the parts are no numbers of their own."""

from __future__ import annotations

import re
from typing import Final

from core.values import normalised

_OPEN_GROUP: Final = re.compile(r"\d{1,3}(?:,\d{3})*,(\d{0,2})", re.ASCII)
_REST_OF_GROUP: Final = re.compile(r"(\d{1,3})(?:,\d{3})*(?:\.\d+)?", re.ASCII)
_HEAD: Final = re.compile(r"\d{1,3}(?:,\d{3})*", re.ASCII)
_FURTHER_GROUPS: Final = re.compile(r"(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_GROUP: Final = 3
_OPEN_FRACTION: Final = re.compile(r"(?:\d{2,}|[09]|\d{1,3}(?:,\d{3})+)\.", re.ASCII)
"""Not 1. to 8., which number the rows of the form."""


def goes_on(word: str, following: str) -> bool:
    """Whether the second word is the rest of the number that the first one begins.

    3,14 0 and 1,204. 5 are one number each: 3,14 has too few digits behind its comma.
    """
    if not word[:1].isdigit():
        return False
    head, rest = normalised(word), normalised(following)
    if _FURTHER_GROUPS.fullmatch(rest):
        return _HEAD.fullmatch(head) is not None
    if re.fullmatch(r"\.\d+", rest, re.ASCII):
        return re.fullmatch(r"[\d,]*\d", head, re.ASCII) is not None
    if _OPEN_FRACTION.fullmatch(head):
        return re.fullmatch(r"\d+", rest, re.ASCII) is not None
    cut, going = _OPEN_GROUP.fullmatch(head), _REST_OF_GROUP.fullmatch(rest)
    return bool(cut and going and len(cut[1]) + len(going[1]) == _GROUP)
