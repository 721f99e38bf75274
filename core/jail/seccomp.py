"""Seccomp: a process of Linux gives up all calls of the kernel but those that reading needs.

A list of what is allowed, not of what is forbidden, so that calls of later kernels are out too.
Sockets, programs, processes, threads, signals to others and writing of files are not on it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from dataclasses import dataclass
from typing import Final

from core.jail.libc import checked, give_up_privileges

_SET_SECCOMP, _FILTER = 22, 2
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_X32: Final = 0x40000000
"""Numbers from here on are another way into the kernel of x86-64."""
_ALLOW, _FAIL, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _IS, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_AT_NUMBER, _AT_MACHINE, _AT_ARGUMENTS = 0, 4, 16
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

_Line = tuple[int, int, int, int]
"""A line of a filter: code, lines to skip if so, lines to skip if not, constant."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """Numbers of calls: ``allowed`` as they are, the others by what is asked of them."""

    code: int
    allowed: tuple[int, ...]
    opens: dict[int, int]
    """Calls that open a file, with the place of the flags among the arguments."""
    limit: int
    signal: int
    has_x32: bool = False


# read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn
# pread64 readv writev madvise mremap ... exit_group, restart_syscall, getrandom, membarrier, statx,
# rseq, faccessat2: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
_X86_64: Final = _Machine(
    code=0xC000003E,
    allowed=(
        *range(2),
        *range(3, 16),
        *range(17, 29),
        *(32, 33, 35, 39, 60, 63, 72, 78, 79, 89, 96, 97, 98, 99, 100, 102, 104, 107, 108, 110),
        *(131, 158, 186, 202, 204, 217, 218, 219, 228, 229, 230, 231, 262, 267, 269, 270, 271),
        *(273, 292, 293, 309, 318, 324, 332, 334, 439),
    ),
    opens={2: 1, 257: 2},
    limit=302,
    signal=234,
    has_x32=True,
)
_AARCH64: Final = _Machine(
    code=0xC00000B7,
    allowed=(
        *(17, 23, 24, 25, 48, 57, 59, 61, 62, 63, 64, 65, 66, 67, 72, 73, 78, 79, 80, 93, 94, 96),
        *(98, 99, 101, 113, 114, 115, 123, 124, 128, 132, 134, 135, 139, 153, 160, 163, 165, 168),
        *(169, *range(172, 180), 214, 215, 216, 222, 226, 227, 232, 233, 278, 283, 291, 293, 439),
    ),
    opens={56: 2},
    limit=261,
    signal=131,
)
_MACHINES: Final = {"x86_64": _X86_64, "aarch64": _AARCH64}
_NEWER_CLONE: Final = 435
"""The C library goes on to the older call where this one is unknown."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.c_void_p))


def filter_calls() -> None:
    """Give up, for good, what reading does not need.

    Raises OSError where the kernel or the machine's kind has no such filter.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None or struct.calcsize("P") != 8:
        raise OSError(errno.ENOSYS, "no filter for this kind of machine")
    lines = program(machine.code, os.getpid())
    packed = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in lines))
    give_up_privileges()
    filter_ = _Program(len(lines), ctypes.addressof(packed))
    checked("prctl", _SET_SECCOMP, _FILTER, ctypes.byref(filter_), 0, 0)


def leave_network() -> None:
    """Move to a network of one's own that leads nowhere. Raises OSError where that is refused."""
    checked("unshare", _NEW_USER | _NEW_NET)


def program(code: int, process: int) -> list[_Line]:
    """The filter for the kind of machine that the kernel calls ``code``; signals only to itself."""
    machine = next(machine for machine in _MACHINES.values() if machine.code == code)
    lines: list[_Line] = [
        (_LOAD, 0, 0, _AT_MACHINE),
        (_IS, 1, 0, machine.code),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _AT_NUMBER),
    ]
    if machine.has_x32:
        lines += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _FAIL | errno.ENOSYS)]
    for number in machine.allowed:
        lines += _case(number, [(_RETURN, 0, 0, _ALLOW)])
    for number, place in machine.opens.items():
        lines += _case(number, _if(place, _ANY_BIT, _WRITING, _FAIL | errno.EACCES, _ALLOW))
    lines += _case(machine.signal, _if(0, _IS, process, _ALLOW, _FAIL | errno.EPERM))
    # Asking for a limit is allowed, setting one is not: its address, in two halves, must be null.
    lines += _case(
        machine.limit,
        [
            *_unless(2, 0, 0, _FAIL | errno.EPERM),
            *_unless(2, 4, 0, _FAIL | errno.EPERM),
            (_RETURN, 0, 0, _ALLOW),
        ],
    )
    lines += _case(_NEWER_CLONE, [(_RETURN, 0, 0, _FAIL | errno.ENOSYS)])
    return [*lines, (_RETURN, 0, 0, _FAIL | errno.EPERM)]


def _case(number: int, then: list[_Line]) -> list[_Line]:
    """What is decided over one call; every way through it ends with a verdict."""
    return [(_IS, 0, len(then), number), *then]


def _if(place: int, test: int, constant: int, verdict: int, otherwise: int) -> list[_Line]:
    """A verdict by the lower half of an argument."""
    return [
        (_LOAD, 0, 0, _AT_ARGUMENTS + 8 * place),
        (test, 0, 1, constant),
        (_RETURN, 0, 0, verdict),
        (_RETURN, 0, 0, otherwise),
    ]


def _unless(place: int, half: int, constant: int, verdict: int) -> list[_Line]:
    """A verdict unless half an argument is the constant."""
    return [
        (_LOAD, 0, 0, _AT_ARGUMENTS + 8 * place + half),
        (_IS, 1, 0, constant),
        (_RETURN, 0, 0, verdict),
    ]
