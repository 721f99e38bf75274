"""The language of messages that the core writes itself: Chinese, or English where the system says so."""

from __future__ import annotations

import locale
import os
from typing import Literal

Language = Literal["zh", "en"]


def language() -> Language:
    """``GOUJI_LANG`` (zh or en) if set, else the system's language; Chinese unless it is English."""
    wanted = os.environ.get("GOUJI_LANG", "").lower()
    if not wanted:
        wanted = next(
            (
                os.environ[name]
                for name in ("LC_ALL", "LC_MESSAGES", "LANG")
                if os.environ.get(name)
            ),
            locale.getlocale()[0] or "",
        ).lower()
    return "en" if wanted.startswith("en") else "zh"


def say(zh: str, en: str) -> str:
    """The text in the user's language."""
    return en if language() == "en" else zh
