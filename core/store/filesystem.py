"""What kind of file system a store lies on: a shared one cannot keep a write-ahead log safely.

The log's index is shared memory, which only processes of one computer can share.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mountinfo")
_SHARED: Final = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smbfs",
        "smb2",
        "smb3",
        "9p",
        "afs",
        "ceph",
        "ncpfs",
        "glusterfs",
    }
)
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE: Final = 4


def kind_of(path: Path) -> str:
    """The kind of the file system that holds the path: ``ext4``, ``nfs4``, ``fuse.sshfs``.

    ``remote`` is a share of Windows; empty where the system does not say.
    """
    if sys.platform == "win32":
        return _windows_kind(path)
    try:
        mounts = _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
    return kind_among(mounts, path)


def kind_among(mounts: str, path: Path) -> str:
    """The kind by the lines of ``/proc/self/mountinfo``: that of the innermost mount, the last one.

    The file's device number does not tell: btrfs and overlays give it one of their own.
    """
    found, depth = "", -1
    for line in mounts.splitlines():
        before, dash, after = line.partition(" - ")
        if not dash:
            continue
        point = Path(_ESCAPED.sub(lambda m: chr(int(m[1], 8)), before.split(" ")[4]))
        if path.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = after.split(" ")[0], len(point.parts)
    return found


def is_shared(kind: str) -> bool:
    """Whether other computers may have files of such a file system open, too."""
    return kind in _SHARED or kind == "remote" or kind.startswith("fuse")


def _windows_kind(path: Path) -> str:
    if str(path).startswith("\\\\"):
        return "remote"
    if sys.platform != "win32":
        return ""
    import ctypes

    drive = os.path.splitdrive(path)[0] + "\\"
    return "remote" if ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE else ""


def identity(path: Path) -> tuple[int, int]:
    """What stays the same of a file while it is the same file, whatever its name. Raises OSError."""
    status = path.stat()
    return status.st_dev, status.st_ino
