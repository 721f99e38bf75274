"""Calls of the C library that Python does not offer; Linux only."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache

_NO_NEW_PRIVILEGES = 38
_PARENT_DEATH_SIGNAL = 1
_DUMPABLE = 4


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def checked(name: str, *arguments: object) -> int:
    """The answer of a call. Raises OSError where it is not there or refuses."""
    if sys.platform != "linux":
        raise OSError(f"{name} is of Linux")
    # Both calls with a varying number of arguments read whole registers.
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    answer = getattr(_library(), name)(*words)
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return int(answer)


def give_up_privileges() -> None:
    """Rule out set-user-id programs for good; the kernel asks for it before it takes a filter.

    Others of the same user can no longer look into the process either.
    """
    checked("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    checked("prctl", _DUMPABLE, 0, 0, 0, 0)


def die_with_parent(signal_number: int) -> None:
    """Be sent the signal when the parent's thread ends. Raises OSError where that is unknown."""
    checked("prctl", _PARENT_DEATH_SIGNAL, signal_number, 0, 0, 0)
