"""What SQLite and the file system say, told to a person."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from core.errors import StoreError
from core.language import say
from core.progress import Stopped
from core.system_words import system_words

if TYPE_CHECKING:
    from pathlib import Path
    from threading import RLock
    from types import TracebackType


class told:
    """Turns the errors of SQLite and of the file system into StoreError.

    ``guard`` is held meanwhile. One and the same can be entered again and again: a report is read
    in some dozens of questions, and making a new one for each took longer than some of them.
    """

    __slots__ = ("_guard", "_path")

    def __init__(self, path: Path, guard: RLock | None = None) -> None:
        self._path = path
        self._guard = guard

    def __enter__(self) -> None:
        if self._guard is not None:
            self._guard.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is not None:
                _tell(error, self._path)
        finally:
            if self._guard is not None:
                self._guard.release()


def _tell(error: BaseException, path: Path) -> None:
    """Raise StoreError in the place of the error, if it is one of those; Stopped where it was."""
    if isinstance(error, sqlite3.Error):
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            raise Stopped from error
        raise explain(error, path) from error
    if isinstance(error, UnicodeDecodeError):  # Python cannot even read what SQLite says of it
        raise _corrupt(path) from error
    if isinstance(error, OSError):
        raise StoreError(
            "store.file",
            say(
                f"无法使用数据库“{path}”：{system_words(error)}。",
                f"Cannot use the store “{path}”: {system_words(error)}.",
            ),
            say("请检查路径和权限。", "Check the path and its permissions."),
        ) from error


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    """The StoreError for an error of SQLite, by its primary result code."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_IOERR:
            return _input_output(path)
        case sqlite3.SQLITE_READONLY:
            return read_only(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _busy(path)
        case sqlite3.SQLITE_CORRUPT:
            return _corrupt(path)
        case 0 if "decode to UTF-8" in str(error):  # raised by Python, which sets no code
            return _corrupt(path)
        case sqlite3.SQLITE_NOTADB:
            return not_a_store(path)
        case sqlite3.SQLITE_CANTOPEN:
            return _cannot_open(path)
        case _:
            return StoreError(
                "store.failed",
                say(f"数据库“{path}”出错：{error}。", f"The store “{path}” failed: {error}."),
                say("本次操作未保存，请重试。", "Nothing was saved; try again."),
            )


def read_only(path: Path) -> StoreError:
    """The store may be read only: another window writes it, or its file is protected."""
    return StoreError(
        "store.read_only",
        say(f"数据库“{path}”以只读方式打开，不能更改。", f"The store “{path}” is read-only here."),
        say(
            "请关闭正在使用它的另一个窗口，或检查文件权限，然后重新打开。",
            "Close the other window that uses it or check its permissions, then open it again.",
        ),
    )


def not_a_store(path: Path) -> StoreError:
    """The file is something else; it was not touched."""
    return StoreError(
        "store.foreign",
        say(f"“{path}”不是勾稽的数据库。", f"“{path}” is not a Gouji store."),
        say("文件未被改动，请选择其他文件。", "It was left untouched; choose another file."),
    )


def too_new(path: Path) -> StoreError:
    """The store comes from a later program; it was not touched."""
    return StoreError(
        "store.newer",
        say(
            f"数据库“{path}”由更新版本的程序创建。",
            f"The store “{path}” was made by a newer version of the program.",
        ),
        say("文件未被改动，请升级程序后打开。", "It was left untouched; update the program."),
    )


def in_use(path: Path) -> StoreError:
    """Another window or command has the store open for writing."""
    return StoreError(
        "store.in_use",
        say(
            f"数据库“{path}”正在另一个窗口或命令中使用。",
            f"The store “{path}” is in use by another window or command.",
        ),
        say("请先关闭它，然后重试。", "Close it first, then try again."),
    )


def too_old(path: Path) -> StoreError:
    """The store comes from an earlier program and cannot be brought up to date now."""
    return StoreError(
        "store.older",
        say(
            f"数据库“{path}”由旧版本的程序创建，需要升级，但目前不能写入。",
            f"The store “{path}” was made by an older version and cannot be updated now.",
        ),
        say(
            "请关闭正在使用它的窗口，或检查文件权限，然后重新打开。",
            "Close the window that uses it or check its permissions, then open it again.",
        ),
    )


def missing(path: Path) -> StoreError:
    """There is no file at the path."""
    return StoreError(
        "store.missing",
        say(f"找不到数据库“{path}”。", f"There is no store at “{path}”."),
        say("请先导入报告，或检查路径。", "Import reports first, or check the path."),
    )


def replaced(path: Path, rescued: Path | None) -> StoreError:
    """The file was moved, deleted or replaced while it was open; the change was not kept.

    ``rescued`` is the copy of everything before the change, if one could be made.
    """
    return StoreError(
        "store.replaced",
        say(
            f"数据库“{path}”在使用中被移动、删除或替换，本次更改未保存。",
            f"The store “{path}” was moved, deleted or replaced while open; nothing was saved.",
        ),
        say("请把文件放回原处，然后重新打开。", "Put the file back and open it again.")
        if rescued is None
        else say(
            f"此前的全部工作已存为备份“{rescued.name}”，可从备份恢复。",
            f"All work before is in the backup “{rescued.name}”, which can be restored.",
        ),
    )


def no_backup(path: Path) -> StoreError:
    """There is no copy of the store, or none of that number, or none that is whole."""
    return StoreError(
        "store.no_backup",
        say(f"数据库“{path}”没有这样的备份。", f"There is no such backup of “{path}”."),
        say("请运行 gouji backup --list 查看备份。", "See gouji backup --list."),
    )


def no_report(path: Path, report: int) -> StoreError:
    """The store has no report of that number."""
    return StoreError(
        "store.no_report",
        say(f"数据库“{path}”中没有第 {report} 号报告。", f"“{path}” has no report {report}."),
        say("请刷新报告列表。", "Refresh the list of reports."),
    )


def damaged(path: Path, what: str) -> StoreError:
    """A stored content does not match its hash."""
    return StoreError(
        "store.damaged",
        say(f"数据库“{path}”的内容已损坏：{what}。", f"The store “{path}” is damaged: {what}."),
        say("请从备份恢复，并运行 gouji verify。", "Restore a backup and run gouji verify."),
    )


def _full(path: Path) -> StoreError:
    return StoreError(
        "store.full",
        say(f"磁盘已满，无法写入“{path}”。", f"The disk is full; cannot write “{path}”."),
        say("本次更改未保存，请清理空间后重试。", "Nothing was saved; free space and try again."),
    )


def _input_output(path: Path) -> StoreError:
    return StoreError(
        "store.io",
        say(f"读写“{path}”时磁盘出错。", f"The disk failed on “{path}”."),
        say("本次更改未保存，请检查磁盘。", "Nothing was saved; check the disk and its space."),
    )


def _busy(path: Path) -> StoreError:
    return StoreError(
        "store.busy",
        say(f"数据库“{path}”正被其他程序占用。", f"Another program is using the store “{path}”."),
        say("本次更改未保存，请稍后重试。", "Nothing was saved; try again in a moment."),
    )


def _corrupt(path: Path) -> StoreError:
    return damaged(path, say("文件结构损坏", "its file structure is broken"))


def _cannot_open(path: Path) -> StoreError:
    return StoreError(
        "store.cannot_open",
        say(f"无法打开数据库“{path}”。", f"Cannot open the store “{path}”."),
        say("请检查路径、文件夹权限和磁盘。", "Check the path, its folder's rights and the disk."),
    )
