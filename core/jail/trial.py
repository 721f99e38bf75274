"""Tries to break out, to tell what a reading process really cannot do on this system."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.language import say

if TYPE_CHECKING:
    from collections.abc import Callable

_HARMLESS = ("cmd", "/c", "exit") if sys.platform == "win32" else ("true",)


@dataclass(frozen=True, slots=True)
class Escapes:
    """What a shut-in process still could do; the safest is all False. ``memory_bytes`` 0: no limit."""

    network: bool
    reading: bool
    writing: bool
    programs: bool
    memory_bytes: int


def try_to_escape() -> Escapes:
    """Try each way out; run it where a document would be read."""
    return Escapes(
        network=_goes(_use_network),
        reading=_goes(_read_foreign_file),
        writing=_goes(_write_file),
        programs=_goes(_run_program),
        memory_bytes=_memory_limit(),
    )


def described(escapes: Escapes) -> tuple[str, ...]:
    """What protects the computer from a hostile file, a line each; says so where nothing does."""
    memory = f"{escapes.memory_bytes / 1024**3:.3g} GB"
    return (
        _line(
            escapes.network,
            ("不能联网", "no network"),
            ("系统不支持断网隔离", "the system cannot cut it off the network"),
        ),
        _line(
            escapes.reading,
            (
                "不能读取其他文件（字体和字符表除外）",
                "no other file can be read, but fonts and character maps",
            ),
            ("系统不支持限制读取其他文件", "the system cannot keep other files from being read"),
        ),
        _line(
            escapes.writing,
            ("不能写入任何文件", "no file can be written"),
            ("系统不支持限制写入文件", "the system cannot keep files from being written"),
        ),
        _line(
            escapes.programs,
            ("不能启动其他程序", "no program can be started"),
            ("系统不支持限制启动程序", "the system cannot keep programs from being started"),
        ),
        _line(
            not escapes.memory_bytes,
            (f"内存上限 {memory}", f"memory up to {memory}"),
            ("系统不支持限制内存", "the system cannot limit memory"),
        ),
    )


def _line(is_open: bool, closed: tuple[str, str], opened: tuple[str, str]) -> str:
    return ("✗ " + say(*opened)) if is_open else ("✓ " + say(*closed))


def _goes(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


def _use_network() -> None:
    # Named like this, because the program proper must not know sockets at all.
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM):
        pass


def _read_foreign_file() -> None:
    with Path(sys.executable).open("rb") as program:
        program.read(1)


def _write_file() -> None:
    descriptor, name = tempfile.mkstemp()
    try:
        os.write(descriptor, b"x")
    finally:
        os.close(descriptor)
        Path(name).unlink()


def _run_program() -> None:
    subprocess.run(_HARMLESS, check=False, capture_output=True)


def _memory_limit() -> int:
    """Bytes of address space; 0 where there is no limit."""
    if sys.platform == "win32":
        return 0
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return 0 if limit == resource.RLIM_INFINITY else limit
