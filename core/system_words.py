"""What the operating system says of a file that it will not give, in the user's language."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from core.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS: Final[Mapping[int, tuple[str, str]]] = {
    errno.ENOENT: ("文件不存在", "it does not exist"),
    errno.EISDIR: ("这是一个文件夹", "it is a folder"),
    errno.ENOTDIR: ("路径中有一处不是文件夹", "a part of its path is no folder"),
    errno.EACCES: ("没有权限", "you are not allowed to"),
    errno.EPERM: ("没有权限", "you are not allowed to"),
    errno.EROFS: ("所在磁盘只读", "its disk is read-only"),
    errno.ENOSPC: ("磁盘空间不足", "the disk is full"),
    errno.EDQUOT: ("已超出磁盘配额", "the disk quota is used up"),
    errno.EFBIG: ("文件过大", "it is too large"),
    errno.EIO: ("磁盘读写出错", "the disk reports an error"),
    errno.EBUSY: ("正被其他程序使用", "another program uses it"),
    errno.ENAMETOOLONG: ("文件名过长", "its name is too long"),
    errno.ELOOP: ("链接成环", "its links lead in a circle"),
    errno.EAGAIN: ("系统的进程数已满", "the system has no more processes"),
    errno.ENOMEM: ("内存不足", "there is not enough memory"),
    errno.EMFILE: ("打开的文件过多", "too many files are open"),
    errno.ENFILE: ("打开的文件过多", "too many files are open"),
    errno.ENXIO: ("设备不存在", "there is no such device"),
    errno.ENODEV: ("设备不存在", "there is no such device"),
    errno.ESTALE: ("网络位置已断开", "its place on the network is gone"),
    errno.EHOSTDOWN: ("网络位置已断开", "its place on the network is gone"),
    errno.ETIMEDOUT: ("网络位置没有响应", "its place on the network does not answer"),
}


def system_words(error: OSError) -> str:
    """Why, without a full stop; the system's own words for what hardly ever happens."""
    if error.errno in _WORDS:
        return say(*_WORDS[error.errno])
    return error.strerror or type(error).__name__
