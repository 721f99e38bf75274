"""Takes the bytes of a file that a person named, whatever kind of thing the name leads to."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from core.errors import UnreadableSource
from core.language import say
from core.system_words import system_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from io import BufferedReader
    from pathlib import Path

MAX_BYTES: Final = 100 * 1024 * 1024
_UNSHOWN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_LONGEST: Final = 120


def name_of(path: Path) -> str:
    """The file's name, fit for messages and the store: signs that break lines or turn the writing
    round, and bytes that are no characters, as U+FFFD; the middle of a very long one left out.
    """
    return shown(path.name)


def shared_names(paths: Iterable[Path]) -> frozenset[str]:
    """The names that several of the files have."""
    counted = Counter(map(name_of, paths))
    return frozenset(name for name, count in counted.items() if count > 1)


def titled(path: Path, name: str, shared: Container[str]) -> str:
    """The file's name, with its folder where it is one of those that several files have."""
    return f"{shown(path.parent.name)}/{name}" if name in shared else name


def shown(name: str) -> str:
    """A name made fit in the same way."""
    name = "".join("\ufffd" if unicodedata.category(c) in _UNSHOWN else c for c in name)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST // 2]}…{name[-_LONGEST // 2 :]}"


def must_be_plain(path: Path) -> None:
    """Nothing, if the path leads to a plain file or a folder.

    Raises UnreadableSource where it leads to what would keep whoever opens it waiting, and OSError.
    """
    if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
        raise UnreadableSource(
            "file.unreadable",
            say(
                f"“{name_of(path)}”不是普通文件（是管道、设备或套接字）。",
                f"“{name_of(path)}” is no plain file, but a pipe, device or socket.",
            ),
            say("请选择文件本身。", "Choose the file itself."),
        )


def bytes_of(path: Path) -> bytes:
    """The file's bytes; never waits. Raises UnreadableSource when it is none, cannot be opened or
    is too large.
    """
    try:
        # Asked before opening: a pipe would wait for a writer, a device never ends.
        must_be_plain(path)
        with open(path, "rb", opener=_without_waiting) as source:
            # One byte more than allowed tells, also of a file that grows meanwhile.
            data = source.read(MAX_BYTES + 1) if _size(source) <= MAX_BYTES else None
    except OSError as error:
        raise UnreadableSource(
            "file.unreadable",
            say(
                f"无法打开文件“{name_of(path)}”：{system_words(error)}。",
                f"Cannot open “{name_of(path)}”: {system_words(error)}.",
            ),
            say(
                "请检查文件是否存在、是否有读取权限。",
                "Check that the file exists and may be read.",
            ),
        ) from error
    except ValueError as error:  # the name holds what no name can
        raise UnreadableSource(
            "file.unreadable",
            say(
                f"“{name_of(path)}”不是有效的文件名。",
                f"“{name_of(path)}” is no name that a file can have.",
            ),
            say("请在文件夹中重新选择文件。", "Choose the file in its folder again."),
        ) from error
    if data is not None and len(data) <= MAX_BYTES:
        return data
    size = path.stat().st_size / 1048576
    raise UnreadableSource(
        "file.too_large",
        say(
            f"文件“{name_of(path)}”有 {size:.0f} MB，超过 {MAX_BYTES // 1048576} MB 的上限。",
            f"“{name_of(path)}” has {size:.0f} MB; the limit is {MAX_BYTES // 1048576} MB.",
        ),
        say("请只导入年度报告本身。", "Import the annual report only."),
    )


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _size(source: BufferedReader) -> int:
    return os.fstat(source.fileno()).st_size
