"""Landlock: a process of Linux (5.13 and later) gives up the files that it does not name.

The kernel's documentation, userspace-api/landlock, tells what each version of it knows.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING, Final

from core.jail.libc import checked, give_up_privileges

if TYPE_CHECKING:
    from collections.abc import Sequence

# The same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights over files are known, from which version on."""
_NET_RIGHTS: Final = 0b11
_NET_SINCE: Final = 4
_SCOPES: Final = 0b11
"""Sockets without a name in the file system, and signals, of processes outside."""
_SCOPES_SINCE: Final = 6


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("net", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


def confine_files(readable: Sequence[str]) -> None:
    """Forbid this process every file, but reading what lies in ``readable``.

    Files that are open already stay open. Raises OSError where the kernel has no Landlock.
    """
    version = checked("syscall", _CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    handled = (1 << max(n for since, n in _FILE_RIGHTS.items() if since <= version)) - 1
    rules = _Ruleset(
        handled,
        _NET_RIGHTS if version >= _NET_SINCE else 0,
        _SCOPES if version >= _SCOPES_SINCE else 0,
    )
    known = 24 if version >= _SCOPES_SINCE else 16 if version >= _NET_SINCE else 8
    ruleset = checked("syscall", _CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(known), 0)
    try:
        for path in readable:
            _allow(ruleset, path)
        give_up_privileges()
        checked("syscall", _RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # it is not there, so there is nothing to read
        return
    try:
        allowed = _READ_FILE | (_READ_FOLDER if os.path.isdir(path) else 0)
        rule = _Beneath(allowed, descriptor)
        checked("syscall", _ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)
