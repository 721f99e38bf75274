"""The language of messages that the core writes itself: Chinese, or English where the system says so."""

from __future__ import annotations

import locale
import os
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Generator

Language = Literal["zh", "en"]

_NAMES: Final = ("GOUJI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_AT_START: Final = os.environ.get(_NAMES[0])
_settled: Final[ContextVar[Language | None]] = ContextVar("settled", default=None)


def language() -> Language:
    """``GOUJI_LANG`` (zh or en) if set, else the system's language; Chinese unless it is English."""
    settled = _settled.get()
    if settled is not None:
        return settled
    wanted = next((value for name in _NAMES if (value := os.environ.get(name))), "")
    return "en" if (wanted or _locale()).lower().startswith("en") else "zh"


def choose(wanted: Language | None) -> None:
    """Speak one language from now on, also in processes started later; None: as the system does."""
    name = wanted or _AT_START
    if name is None:
        os.environ.pop(_NAMES[0], None)
    else:
        os.environ[_NAMES[0]] = name


@contextmanager
def one_language(wanted: Language | None = None) -> Generator[Language]:
    """Say all inside in one language, the user's by default, and ask for that only once.

    One report has hundreds of messages.
    """
    token = _settled.set(wanted or language())
    try:
        yield language()
    finally:
        _settled.reset(token)


def say(zh: str, en: str) -> str:
    """The text in the user's language."""
    return en if language() == "en" else zh


@cache
def _locale() -> str:
    return locale.getlocale()[0] or ""
