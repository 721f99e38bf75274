"""A guard within Python, for systems whose kernel offers none.

It cannot be taken away again, but native code is not bound by it.
"""

from __future__ import annotations

import os
import sys
from typing import Final

_FORBIDDEN: Final = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.kill",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.remove",
    "os.rename",
    "os.link",
    "os.symlink",
    "os.mkdir",
    "os.rmdir",
    "os.truncate",
    "os.chmod",
    "ctypes.dlopen",
    "webbrowser.",
    "winreg.",
)
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def forbid_in_python() -> None:
    """Refuse sockets, programs and writing from now on, with PermissionError."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    is_writing = (
        event == "open" and isinstance(flags := arguments[2], int) and bool(flags & _WRITING)
    )
    if is_writing or event.startswith(_FORBIDDEN):
        raise PermissionError(f"not for a process that reads foreign files: {event}")
