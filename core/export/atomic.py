"""Writes a file so that either the whole new file is there or the old one is untouched."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from core.errors import ExportError
from core.language import say
from core.system_words import system_words

_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_PERMISSION: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_FOLDER: Final = frozenset({errno.ENOENT, errno.ENOTDIR})


def write_atomically(
    path: Path, write: Callable[[Path], None], check: Callable[[Path], None]
) -> None:
    """Let ``write`` fill a hidden file beside ``path``, ``check`` it, then put it in place.

    ``check`` raises ExportError when the file does not hold what was written. Whatever fails, what
    stood at ``path`` stays as it was and the hidden file is removed. Raises ExportError.
    """
    target = path.resolve()
    _refuse_open_elsewhere(target)
    hidden = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.part")
    try:
        _create(hidden)
        write(hidden)
        _sync(hidden)
        check(hidden)
        if target.exists():
            shutil.copymode(target, hidden)
        _put_in_place(hidden, target)
    except OSError as error:
        raise explained(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            hidden.unlink(missing_ok=True)


def _create(hidden: Path) -> None:
    os.close(os.open(hidden, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))


def _sync(hidden: Path) -> None:
    with hidden.open("rb+") as stream:
        os.fsync(stream.fileno())


def _put_in_place(hidden: Path, target: Path) -> None:
    try:
        os.replace(hidden, target)
    except PermissionError as error:
        # Windows refuses to replace a file that another program holds open.
        if sys.platform == "win32" and target.exists():
            raise _open_elsewhere(target) from error
        raise
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _refuse_open_elsewhere(target: Path) -> None:
    """LibreOffice puts a lock file beside a document while it is open, Excel one with ``~$``."""
    for lock in (f".~lock.{target.name}#", f"~${target.name}"):
        if target.exists() and target.with_name(lock).exists():
            raise _open_elsewhere(target)


def _open_elsewhere(target: Path) -> ExportError:
    return ExportError(
        "export.open_elsewhere",
        say(f"“{target.name}”正被其他程序打开。", f"“{target.name}” is open in another program."),
        say(
            "请先关闭该文件，或换一个文件名再导出。",
            "Close it there, or export under another name.",
        ),
    )


def explained(error: OSError, path: Path) -> ExportError:
    """What an error of the file system means to the person who exports."""
    if error.errno in _NO_SPACE:
        return ExportError(
            "export.disk_full",
            say(f"磁盘空间不足，无法写入“{path.name}”。", f"The disk is full: “{path.name}”."),
            say(
                "请清理磁盘或换一个位置再导出；原文件未改动。",
                "Free some space or export elsewhere; the old file is untouched.",
            ),
        )
    if error.errno == errno.EISDIR or path.is_dir():
        return ExportError(
            "export.is_folder",
            say(f"“{path}”是一个文件夹。", f"“{path}” is a folder."),
            say("请给出文件名。", "Give the name of a file."),
        )
    if error.errno in _NO_FOLDER:
        return ExportError(
            "export.folder_missing",
            say(f"文件夹“{path.parent}”不存在。", f"The folder “{path.parent}” does not exist."),
            say("请先建立该文件夹，或换一个位置。", "Create the folder, or choose another place."),
        )
    if error.errno in _NO_PERMISSION:
        return ExportError(
            "export.no_permission",
            say(f"没有权限写入“{path.parent}”。", f"Not allowed to write to “{path.parent}”."),
            say("请换一个有写入权限的位置。", "Choose a place where you may write."),
        )
    return ExportError(
        "export.failed",
        say(
            f"无法写入“{path.name}”：{system_words(error)}。",
            f"Cannot write “{path.name}”: {system_words(error)}.",
        ),
        say("原文件未改动，请换一个位置再试。", "The old file is untouched; try another place."),
    )


def damaged(path: Path, what: str) -> ExportError:
    """The written file does not read back as it should; ``what`` says where it differs."""
    return ExportError(
        "export.check_failed",
        say(
            f"写出的“{path.name}”复核未通过：{what}。",
            f"“{path.name}” does not read back: {what}.",
        ),
        say(
            "原文件未改动；请检查磁盘后再导出。",
            "The old file is untouched; check the disk and export again.",
        ),
    )
